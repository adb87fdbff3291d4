//! Web addresses in the one form that every way of writing them comes down to, as a browser would read them.

use crate::text::within_brackets;

/// An address without scheme, user, port, `www.` and what else changes nothing about where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    host: String,
    /// The pieces of the path, none of them empty.
    path: Vec<String>,
    /// What is asked for, in order of the alphabet.
    asked: Vec<String>,
    fragment: String,
    /// An address that stands within it: `redirect.example/?to=https://…`.
    inner: Option<String>,
}

/// So often an address is found encoded within itself.
const MOST_TIMES_OVER: usize = 3;

impl Address {
    /// Reads an address as it is written, in small letters or not.
    pub(super) fn read(written: &str) -> Self {
        let mut text = written.trim().to_lowercase();
        for _ in 0..MOST_TIMES_OVER {
            match decoded(&text) {
                Some(read) => text = read.to_lowercase(),
                None => break,
            }
        }
        // Browsers take a backslash for a slash, and the full stop of Chinese and Japanese for a dot.
        let text = text.replace("&amp;", "&").replace('\\', "/").replace('。', ".");
        let rest = within_brackets(without_scheme(&text));
        let end = rest.find(['/', '?', '#', ',', ';']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        let inner = ["http:/", "https:/"].iter().filter_map(|scheme| rest.find(scheme)).min();
        let (rest_of_path, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest_of_path.split_once('?').unwrap_or((rest_of_path, ""));
        let mut asked: Vec<String> = query
            .split(['&', ';'])
            .map(|asked| asked.trim_matches(['+', ' ']))
            .filter(|asked| !asked.is_empty())
            .take(MOST_PIECES)
            .map(str::to_owned)
            .collect();
        asked.sort_unstable();
        Self {
            host: host_of(authority).to_owned(),
            path: pieces_of(path),
            asked,
            fragment: fragment.to_owned(),
            inner: inner.map(|at| rest[at..].to_owned()),
        }
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// The host and the hosts it lies under.
    pub(super) fn hosts(&self) -> impl Iterator<Item = &str> {
        hosts_above(&self.host)
    }

    pub(super) fn inner(&self) -> Option<&str> {
        self.inner.as_deref()
    }

    /// The name under which a person's page is kept: ModernGov tells its members by their number alone.
    pub(super) fn page(&self) -> String {
        self.member_page().unwrap_or_else(|| {
            let asked =
                if self.asked.is_empty() { String::new() } else { format!("?{}", self.asked.join("&")) };
            format!("{}{asked}", self.place(self.path.len()))
        })
    }

    /// The names of all pages it may be, or lie under, or show more of.
    pub(super) fn pages(&self) -> impl Iterator<Item = String> {
        let here = self.place(self.path.len());
        let asked = self.asked.iter().map(move |asked| format!("{here}?{asked}"));
        let above = (0..=self.path.len()).rev().map(|length| self.place(length));
        std::iter::once(self.page()).chain(asked).chain(above)
    }

    /// The pieces of the path, those of a fragment that serves as one among them: `#!/name`.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &str> {
        let routed = if self.fragment.starts_with(['!', '/']) { self.fragment.as_str() } else { "" };
        let routed = routed.trim_start_matches('!').split('/').filter(|piece| !piece.is_empty());
        self.path.iter().map(String::as_str).chain(routed)
    }

    /// What is asked for under a name.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&str, &str)> {
        self.asked.iter().filter_map(|asked| asked.split_once('='))
    }

    /// The hashtags whose posts it shows: `/hashtag/name`, `/search?q=#name`.
    pub(super) fn tags(&self) -> impl Iterator<Item = &str> {
        let after = self.path.windows(2).filter_map(|pair| match pair {
            [before, tag] if matches!(before.as_str(), "hashtag" | "hashtags" | "tag" | "tags") => Some(tag),
            _ => None,
        });
        let sought = self.path.last().is_some_and(|last| last == "search") && !self.fragment.is_empty();
        after.map(String::as_str).chain(sought.then_some(self.fragment.as_str()))
    }

    fn place(&self, length: usize) -> String {
        let pieces = self.path.iter().take(length).map(String::as_str);
        std::iter::once(self.host.as_str()).chain(pieces).collect::<Vec<_>>().join("/")
    }

    /// ModernGov's page of a member, whatever else its address asks for, and the portrait it shows there.
    fn member_page(&self) -> Option<String> {
        if let Some(at) = self.path.iter().position(|piece| piece == "userdata") {
            let number = self.path[at..].iter().find_map(|piece| number_of(piece.strip_prefix("info")?))?;
            return Some(format!("{}/{MEMBER_PAGE}?uid={number}", self.place(at)));
        }
        self.path.last().filter(|page| *page == MEMBER_PAGE)?;
        let number =
            self.asked().filter(|(key, _)| *key == "uid").find_map(|(_, number)| number_of(number))?;
        Some(format!("{}?uid={number}", self.place(self.path.len())))
    }
}

/// No address that leads to a page anybody looks for has more pieces, or asks for more.
const MOST_PIECES: usize = 40;

const MEMBER_PAGE: &str = "mguserinfo.aspx";

/// A host and the hosts it lies under, `a.b.example` and `b.example`.
pub(super) fn hosts_above(host: &str) -> impl Iterator<Item = &str> {
    let above = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
    std::iter::once(host).chain(above.filter(|host| host.contains('.')))
}

fn without_scheme(text: &str) -> &str {
    let rest = ["https:", "http:"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let rest =
        rest.or_else(|| text.split_once("://").filter(|(scheme, _)| is_scheme(scheme)).map(|(_, rest)| rest));
    rest.unwrap_or(text).trim_start_matches('/')
}

fn is_scheme(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The host of `user:word@www.host.:443`.
fn host_of(authority: &str) -> &str {
    let host = authority.rsplit('@').next().unwrap_or_default();
    let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let host = port.map_or(host, |(host, _)| host).trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host)
}

fn pieces_of(path: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for piece in path.split('/').take(MOST_PIECES) {
        match piece {
            "" | "." => {}
            ".." => drop(pieces.pop()),
            piece => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

/// The number something begins with, without noughts before it: `00221`, `221)`.
fn number_of(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let ends = !text[end..].starts_with(char::is_alphanumeric);
    let number = text[..end].trim_start_matches('0');
    (ends && !number.is_empty()).then_some(number)
}

/// An address with its `%41` read once; None where there is nothing to read, or what comes out is no text.
fn decoded(text: &str) -> Option<String> {
    let digit = |at: usize| text.as_bytes().get(at).and_then(|byte| char::from(*byte).to_digit(16));
    if !text.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    let mut any = false;
    while let Some(byte) = text.as_bytes().get(at) {
        let code = if *byte == b'%' { digit(at + 1).zip(digit(at + 2)) } else { None };
        let read = code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(read.unwrap_or(*byte));
        any |= read.is_some();
        at += if read.is_some() { 3 } else { 1 };
    }
    String::from_utf8(bytes).ok().filter(|_| any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_an_address_comes_down_to_one() {
        let page = "democracy.council.example/mguserinfo.aspx?uid=12";
        for written in [
            "https://democracy.council.example/mgUserInfo.aspx?UID=12",
            "HTTP://WWW.DEMOCRACY.COUNCIL.EXAMPLE/MGUSERINFO.ASPX?UID=12",
            "democracy.council.example/mgUserInfo.aspx?uid=0012&J=2",
            "//democracy.council.example./mgUserInfo.aspx?J=2&UID=12&x",
            "https://user:word@democracy.council.example:443//./x/../mgUserInfo.aspx?&UID=12#top",
            "https://democracy.council.example/mgUserInfo.aspx%3FUID=12",
            "https://democracy.council.example/mgUserInfo.aspx%253FUID%253D12",
            "https:\\\\democracy.council.example\\mgUserInfo.aspx?J=1&amp;UID=+12",
            "https://democracy.council.example/mgUserInfo.aspx?J=1;UID=%2012,",
            "https://democracy.council.example/UserData/2/1/0/Info00000012/bigpic.jpg",
        ] {
            assert_eq!(Address::read(written).page(), page, "{written}");
        }
        for written in [
            "https://democracy.council.example/mgUserInfo.aspx?UID=120",
            "https://democracy.council.example/mgUserInfo.aspx?UID=12a",
            "https://democracy.council.example/mgUserInfo.aspx",
            "https://democracy.council.example/ieListMeetings.aspx?CId=12",
        ] {
            assert_ne!(Address::read(written).page(), page, "{written}");
        }
    }

    #[test]
    fn an_address_within_an_address_is_seen() {
        let inner = |written: &str| Address::read(written).inner().map(str::to_owned);
        let whole = "https://a.example/b?c=d";
        assert_eq!(
            inner("https://redirect.example/?to=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd").as_deref(),
            Some(whole)
        );
        assert_eq!(inner("https://archive.example/web/2027/https://a.example/b?c=d").as_deref(), Some(whole));
        assert_eq!(inner(whole), None);
    }
}
