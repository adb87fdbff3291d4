//! Handles, profile pages, party sites and names glued into hashtags.

use std::collections::{BTreeMap, BTreeSet};

use crate::guard::index::people::Person;
use crate::roster::{Entry, Kind};

/// What an account belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An entry of the roster.
    Entry(u32),
    /// A party's site the roster does not list.
    PartySite,
    /// A site whose links hide where they lead: whose page it is cannot be known.
    Shortened,
}

/// Accounts by the way they are written.
#[derive(Debug, Default)]
pub struct Accounts {
    handles: BTreeMap<String, u32>,
    pages: BTreeMap<String, u32>,
    sites: BTreeMap<String, Owner>,
    glued: BTreeMap<String, u32>,
    /// Family names alone: in a hashtag they need something before them, `#teamash`.
    families: BTreeMap<String, u32>,
    /// Given names, behind what only a campaign puts before one: `#teamwyn`.
    givens: BTreeMap<String, u32>,
}

/// A glued name this long is nobody else's and no other words.
const SHORTEST_GLUED: usize = 9;

/// A shorter account's name may be any word.
const SHORTEST_BARE: usize = 5;

/// What a campaign puts before a given name in a hashtag.
const TEAM_STARTS: [&str; 7] = ["team", "vote", "votefor", "vote4", "back", "backing", "iback"];

/// What people put before a glued name in a hashtag.
const TAG_STARTS: [&str; 14] = [
    "",
    "cllr",
    "councillor",
    "coun",
    "team",
    "vote",
    "votefor",
    "vote4",
    "back",
    "backing",
    "iback",
    "thankyou",
    "thanks",
    "ask",
];

impl Accounts {
    /// Takes the accounts of a roster row.
    pub fn add_entry(&mut self, number: u32, entry: &Entry, person: &Person) {
        for handle in &entry.handles {
            let handle = handle.to_lowercase();
            let user = handle.trim_start_matches('@').split('@').next().unwrap_or_default();
            if user.len() > 3 && user.len() + 1 < handle.len() {
                self.handles.entry(user.to_owned()).or_insert(number);
            }
            self.handles.entry(handle).or_insert(number);
        }
        if let Some(page) = &entry.profile_url {
            let page = normal(page);
            if entry.kind == Kind::Party {
                self.sites.insert(host(&page).to_owned(), Owner::Entry(number));
            }
            self.pages.entry(page).or_insert(number);
        }
        for glued in &person.glued {
            self.glued.entry(glued.clone()).or_insert(number);
        }
        for family in person.families.iter().filter(|family| !family.half) {
            self.families.entry(family.words.concat()).or_insert(number);
        }
    }

    /// Takes the host of a party's site.
    pub fn add_party_site(&mut self, site: &str) {
        self.sites.entry(site.to_lowercase()).or_insert(Owner::PartySite);
    }

    /// Takes a given name that is no everyday word.
    pub fn add_given(&mut self, number: u32, given: &str) {
        self.givens.entry(given.to_owned()).or_insert(number);
    }

    /// Takes the host of a site whose links hide where they lead.
    pub fn add_shortener(&mut self, site: String) {
        self.sites.entry(site).or_insert(Owner::Shortened);
    }

    /// Lets the links of sites pass that the council uses itself, though they hide where they lead.
    pub fn allow(&mut self, sites: &BTreeSet<String>) {
        self.sites.retain(|site, owner| *owner != Owner::Shortened || !sites.contains(site));
    }

    /// The first letters of the accounts' names: what stands in a text where the sign before it is lost.
    pub fn bare_names(&self) -> BTreeSet<&str> {
        let names = self.handles.keys().filter(|name| !name.contains(['.', '@']));
        let first = names.filter_map(|name| name.split(|c: char| !c.is_alphanumeric()).next());
        first.filter(|name| name.len() >= SHORTEST_BARE).collect()
    }

    /// The hosts that may stand in a text without `http://` before them.
    pub fn hosts(&self) -> BTreeSet<&str> {
        let pages = self.pages.keys().map(|page| host(page));
        let handles = self.handles.keys().map(|handle| handle.trim_start_matches('@'));
        let domains = handles.filter(|handle| handle.contains('.') && !handle.contains('@'));
        pages
            .chain(domains)
            .chain(self.sites.keys().map(String::as_str))
            .filter(|host| !host.is_empty())
            .collect()
    }

    /// Whether a hashtag, a handle or a whole address in a folded text is somebody's: a look at those alone.
    pub fn stand_in(&self, text: &str) -> bool {
        let from = |sign: &'static str| text.match_indices(sign).map(|(at, _)| &text[at + sign.len()..]);
        let tag = |rest: &str| {
            self.of_tag(&rest[..end_of(rest, |c| c.is_alphanumeric() || c == '_')].replace('_', ""))
        };
        let handle = |rest: &str| {
            let name = &rest[..end_of(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))];
            self.of_handle(name.trim_end_matches(['.', '-'])).is_some() || is_telling(name)
        };
        let url = |rest: &str| {
            let address = &rest[..end_of(rest, |c| !c.is_whitespace())];
            self.of_url(address.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '/'))
        };
        // x.example/name, without http:// before it
        let path = |rest: &str| {
            let name = rest[..end_of(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))]
                .trim_end_matches(['.', '-']);
            name.len() > 3 && self.of_handle(name).is_some()
        };
        from("#").any(|rest| tag(rest).is_some())
            || from("@").filter(|rest| !rest.starts_with('@')).any(handle)
            || from("://").any(|rest| url(rest).is_some())
            || from("/").any(path)
    }

    /// The owner of a handle, with or without `@` and host.
    pub fn of_handle(&self, handle: &str) -> Option<Owner> {
        let handle = handle.trim().trim_start_matches('@');
        let found = self.handles.get(handle).or_else(|| {
            let (user, _) = handle.split_once('@')?;
            self.handles.get(user)
        });
        found.copied().map(Owner::Entry)
    }

    /// The owner of a web address: a profile page, an account on a platform, a party's site.
    pub fn of_url(&self, url: &str) -> Option<Owner> {
        let url = normal(url);
        if let Some(number) = self.pages.get(&url).or_else(|| self.page_above(&url)) {
            return Some(Owner::Entry(*number));
        }
        let host = host(&url);
        if let Some(owner) =
            self.sites.get(host).or_else(|| host.split_once('.').and_then(|(_, h)| self.sites.get(h)))
        {
            return Some(*owner);
        }
        if let Some(number) = self.handles.get(host) {
            return Some(Owner::Entry(*number));
        }
        // x.example/name, social.example/@name/123, app.example/profile/name.host.example, site.example/page?u=name
        let (path, query) = url[host.len()..].split_once('?').unwrap_or((&url[host.len()..], ""));
        let asked = query.split(['&', '#']).filter_map(|asked| asked.split_once('='));
        let named = asked.filter(|(key, _)| NAME_KEYS.contains(key)).map(|(_, name)| name);
        let path = path.split('#').next().unwrap_or_default();
        path.split('/').chain(named).filter(|piece| piece.len() > 3).find_map(|piece| self.of_handle(piece))
    }

    /// The owner of a handle or an address, as reshares and replies name their author.
    pub fn of_author(&self, author: &str) -> Option<Owner> {
        let author = author.trim().to_lowercase();
        self.of_handle(&author).or_else(|| self.of_url(&author))
    }

    /// The person whose name a hashtag is, glued and without its sign.
    pub fn of_tag(&self, tag: &str) -> Option<u32> {
        let tag = tag.trim_end_matches(|c: char| c.is_ascii_digit());
        let whole = TAG_STARTS.iter().find_map(|start| self.glued.get(tag.strip_prefix(start)?));
        let family = || {
            let telling = TAG_STARTS.iter().filter(|start| start.len() > 3);
            telling.into_iter().find_map(|start| self.families.get(tag.strip_prefix(start)?))
        };
        let given = || {
            let mut starts = TEAM_STARTS.iter();
            starts.find_map(|start| self.givens.get(tag.strip_prefix(start)?))
        };
        // #grmawynash, #wynashcllr: the whole name at one end, long enough to be nothing else.
        let at_an_end = || {
            let ends = tag.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
            ends.flat_map(|at| [&tag[..at], &tag[at..]])
                .filter(|piece| piece.len() >= SHORTEST_GLUED)
                .find_map(|piece| self.glued.get(piece))
        };
        whole.or_else(family).or_else(given).or_else(at_an_end).copied()
    }

    /// A page under somebody's page: its pictures, its second tab.
    fn page_above(&self, url: &str) -> Option<&u32> {
        let (page, number) = self.pages.range(..url.to_owned()).next_back()?;
        let below = url.strip_prefix(page.as_str())?;
        below.starts_with(['/', '?', '#', '&']).then_some(number)
    }
}

/// What addresses call the account they ask for.
const NAME_KEYS: [&str; 9] =
    ["u", "user", "username", "screen_name", "handle", "account", "profile", "actor", "name"];

fn normal(url: &str) -> String {
    let url = decoded(url.trim()).to_lowercase();
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(&url);
    let url = url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/');
    member_page(url).unwrap_or_else(|| url.to_owned())
}

/// An address with its `%41` read; as it is where that makes no text.
fn decoded(url: &str) -> String {
    let digit = |at: usize| url.as_bytes().get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(url.len());
    let mut at = 0;
    while let Some(byte) = url.as_bytes().get(at) {
        let code = if *byte == b'%' { digit(at + 1).zip(digit(at + 2)) } else { None };
        let read = code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(read.unwrap_or(*byte));
        at += if read.is_some() { 3 } else { 1 };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| url.to_owned())
}

/// ModernGov's page of a member, whatever else its address asks for, and the portrait it shows there: the number alone
/// says whose it is.
fn member_page(url: &str) -> Option<String> {
    if let Some((site, path)) = url.split_once("/userdata/") {
        let number = path.split('/').find_map(|piece| piece.strip_prefix("info"))?.trim_start_matches('0');
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        return is_number.then(|| format!("{site}/mguserinfo.aspx?uid={number}"));
    }
    let (page, query) = url.split_once('?')?;
    if !page.ends_with("mguserinfo.aspx") {
        return None;
    }
    let member = query.split(['&', '#']).find_map(|asked| asked.strip_prefix("uid="))?;
    Some(format!("{page}?uid={member}"))
}

/// No account or address that anybody looks for is longer, in bytes.
const LONGEST: usize = 300;

fn end_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    let longest = text.char_indices().take_while(|(at, _)| *at < LONGEST);
    longest.take_while(|(_, c)| belongs(*c)).last().map_or(0, |(at, c)| at + c.len_utf8())
}

/// Whether a handle says by itself that a councillor or politician is behind it: `@CllrAsh`, `@AshCllr`, `@WynAsh_MP`,
/// `@WynElmMP`, `@MPforFerry`. Behind a vowel the letters `mp` end everyday words, from camps to lamps, and say nothing.
pub fn is_telling(handle: &str) -> bool {
    let name = handle.trim_start_matches('@').split('@').next().unwrap_or_default();
    let name = name.split('.').next().unwrap_or_default();
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_plain = |end: &str| end.ends_with(|c: char| c.is_ascii_alphanumeric() && !"aeiou".contains(c));
    let named = |rest: &str| rest.trim_matches('_').len() > 2;
    let before = ["cllr", "councillor", "cynghorydd", "mpfor", "mp4", "mspfor", "mlafor"];
    let behind = ["cllr", "_cllr", "councillor", "_mp", "4mp", "msp", "_mla"];
    before.iter().filter_map(|title| name.strip_prefix(title)).any(named)
        || behind.iter().filter_map(|title| name.strip_suffix(title)).any(named)
        || name.strip_suffix("mp").is_some_and(|rest| named(rest) && rest.len() > 3 && is_plain(rest))
        || name
            .split_once("mpfor")
            .is_some_and(|(first, place)| named(first) && named(place) && is_plain(first))
}

fn host(url: &str) -> &str {
    url.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts() -> Accounts {
        let text = b"name,handles,profile_url,role\n\
                     Wyn Ash,@WynAsh|wyn.sky.example,https://council.example/person/7,\n\
                     Teal Party,,https://www.teal.example,Party account\n";
        let people = crate::roster::formats::csv::read("r.csv", text).unwrap().entries;
        let mut accounts = Accounts::default();
        for (entry, number) in people.iter().zip(0..) {
            accounts.add_entry(number, entry, &Person::compile(entry, &BTreeMap::new()));
        }
        accounts
    }

    #[test]
    fn an_account_is_known_in_every_form() {
        let mut accounts = accounts();
        for known in [
            "@wynash",
            "wynash",
            "@wynash@social.example",
            "https://x.example/wynash",
            "https://social.example/@wynash/123",
            "wyn.sky.example",
            "https://council.example/person/7/",
            "https://council.example/person/7?tab=2",
            "https://council.example/%70erson/7",
            "https://site.example/page?id=4&u=WynAsh",
        ] {
            assert_eq!(accounts.of_author(known), Some(Owner::Entry(0)), "{known}");
        }
        for unknown in ["@wynashley", "https://council.example/person/71", "https://x.example/other", ""] {
            assert_eq!(accounts.of_author(unknown), None, "{unknown}");
        }
        assert_eq!(accounts.of_author("https://news.teal.example/plan"), Some(Owner::Entry(1)));
        assert_eq!(accounts.of_tag("teamwynash27"), Some(0));
        assert_eq!(accounts.of_tag("team"), None);
        assert_eq!(accounts.of_tag("teamwyn"), None, "only where it is known to be no everyday word");
        accounts.add_given(0, "wyn");
        assert_eq!(accounts.of_tag("teamwyn"), Some(0));
    }
}
