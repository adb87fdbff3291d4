//! What ModernGov serves as `mgWebService.asmx/GetCouncillorsByWard`.
//!
//! ```xml
//! <councillorsbyward><wards><ward><wardtitle>Ferry</wardtitle><councillors>
//!   <councillorcount> 1</councillorcount>
//!   <councillor><councillorid>7</councillorid><fullusername>Councillor Wyn Ash</fullusername>…
//! ```
//!
//! Home and work addresses and surgeries are skipped unread: nothing of them is kept, and no fault shows a line of the
//! feed, for such a line may hold them.

use std::ops::Range;

use chrono::{Days, NaiveDate};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::collected::Collected;
use super::fields::{address, day};
use super::{Loaded, Seat};
use crate::diagnostic::{Diagnostic, Lines};
use crate::roster::office::key_posts;
use crate::roster::{Entry, Kind, Role, id_in, party};

/// Elements whose words are read.
const READ: [&str; 12] = [
    "wardtitle",
    "councillorcount",
    "councillorid",
    "fullusername",
    "photosmallurl",
    "photobigurl",
    "politicalpartytitle",
    "representing",
    "districttitle",
    "keyposts",
    "startdate",
    "enddate",
];

/// Elements that hold others.
const HOLDERS: [&str; 7] =
    ["councillorsbyward", "wards", "ward", "councillors", "councillor", "termsofoffice", "termofoffice"];

/// Elements that are skipped with all they hold.
const SKIPPED: [&str; 4] = ["homeaddress", "workaddress", "surgerydetails", "politicalgrouptitle"];

/// No feed nests deeper.
const DEEPEST: usize = 32;

/// Reads a feed.
///
/// # Errors
/// XML of another kind, XML that is cut off or not well-formed, a feed without anybody, a ward that holds another
/// number of members than it says, a member without a name.
pub fn read(file: &str, text: &str) -> Result<Loaded, Vec<Diagnostic>> {
    let lines = Lines::of(file, text);
    let mut feed = Feed {
        lines: &lines,
        collected: Collected::of(file),
        open: Vec::new(),
        unknown: Vec::new(),
        ward: Ward::default(),
        member: Member::default(),
        term: (None, None),
    };
    if let Err(fault) = feed.walk(text) {
        return Err(vec![*fault]);
    }
    feed.collected.finish(
        "the feed is whole and holds no councillor",
        "a roster is never replaced by an empty one: look at the address in a browser, and load the feed again when it \
         lists the members",
    )
}

/// A ward, while it is read.
#[derive(Debug, Default)]
struct Ward {
    title: String,
    says: Option<usize>,
    holds: usize,
}

/// A member, while they are read.
#[derive(Debug, Default)]
struct Member {
    start: usize,
    id: String,
    name: Option<(String, Range<usize>)>,
    photo: String,
    party: String,
    posts: String,
    terms: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
}

struct Feed<'a> {
    lines: &'a Lines<'a>,
    collected: Collected,
    /// The elements that are open, outermost first.
    open: Vec<String>,
    unknown: Vec<String>,
    ward: Ward,
    member: Member,
    term: (Option<NaiveDate>, Option<NaiveDate>),
}

type Fault = Box<Diagnostic>;

impl Feed<'_> {
    fn walk(&mut self, text: &str) -> Result<(), Fault> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut words = String::new();
        let mut rooted = false;
        loop {
            let before = position(&reader);
            let event = reader.read_event();
            let span = before..position(&reader);
            match event {
                Ok(Event::Start(start)) => {
                    let name = start.local_name().as_ref().to_ascii_lowercase();
                    if self.open.is_empty() {
                        self.root(&name, rooted, &span)?;
                        rooted = true;
                    }
                    words.clear();
                    self.begin(name, &span)?;
                }
                Ok(Event::End(_)) => {
                    self.end(words.trim(), &span)?;
                    words.clear();
                }
                Ok(Event::Text(text)) if self.reads() => words.push_str(&text.xml10_content()),
                Ok(Event::CData(text)) if self.reads() => words.push_str(&text.xml10_content()),
                Ok(Event::GeneralRef(reference)) if self.reads() => {
                    words.push(self.character(&reference, &span)?);
                }
                Ok(Event::Eof) if self.open.is_empty() && rooted => return Ok(()),
                Ok(Event::Eof) => {
                    return self.refuse(
                        span,
                        "the feed is cut off: its end is missing",
                        "download it again; a part of a feed never replaces a roster",
                    );
                }
                Ok(_) => {}
                Err(error) => {
                    let message = format!("this is not well-formed XML: {error}");
                    return self.refuse(span, &message, "download the feed again");
                }
            }
        }
    }

    /// A fault at a place; of the line itself nothing is shown.
    fn fault(&self, span: Range<usize>, message: &str, repair: &str) -> Diagnostic {
        self.lines.fault(span, message, repair).veiled()
    }

    fn refuse<T>(&self, span: Range<usize>, message: &str, repair: &str) -> Result<T, Fault> {
        Err(Box::new(self.fault(span, message, repair)))
    }

    fn root(&self, name: &str, again: bool, span: &Range<usize>) -> Result<(), Fault> {
        if name == "councillorsbyward" && !again {
            return Ok(());
        }
        let what = match name {
            "election" | "electionresults" => " (results of an election)",
            "twfy" | "publicwhip" => " (links of members of Parliament, without their names)",
            _ => "",
        };
        self.refuse(
            span.clone(),
            &format!("this XML begins with `<{}>`{what}, not with `<councillorsbyward>`", shown(name)),
            "save the answer of mgWebService.asmx/GetCouncillorsByWard",
        )
    }

    /// Whether the words of the innermost element are read.
    fn reads(&self) -> bool {
        let skipped = self.open.iter().any(|name| SKIPPED.contains(&name.as_str()));
        !skipped && self.open.last().is_some_and(|name| READ.contains(&name.as_str()))
    }

    fn character(&self, reference: &BytesRef<'_>, span: &Range<usize>) -> Result<char, Fault> {
        let named = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        named.ok_or_else(|| {
            let message = "this character reference means nothing in XML";
            Box::new(self.fault(span.clone(), message, "download the feed again"))
        })
    }

    fn begin(&mut self, name: String, span: &Range<usize>) -> Result<(), Fault> {
        if self.open.len() >= DEEPEST {
            return self.refuse(
                span.clone(),
                "no feed has elements this deep in each other",
                "download it again",
            );
        }
        match name.as_str() {
            "ward" => self.ward = Ward::default(),
            "councillor" => self.member = Member { start: span.start, ..Member::default() },
            "termofoffice" => self.term = (None, None),
            known if READ.contains(&known) || HOLDERS.contains(&known) || SKIPPED.contains(&known) => {}
            _ if self.open.iter().any(|open| SKIPPED.contains(&open.as_str())) => {}
            _ if !self.unknown.contains(&name) => {
                let message =
                    format!("the element `<{}>` is not one the roster knows and is left aside", shown(&name));
                let note = self.fault(span.clone(), &message, "");
                self.collected.note(note);
                self.unknown.push(name.clone());
            }
            _ => {}
        }
        self.open.push(name);
        Ok(())
    }

    fn end(&mut self, words: &str, span: &Range<usize>) -> Result<(), Fault> {
        let read = self.reads();
        let Some(name) = self.open.pop() else { return Ok(()) };
        let taken = words.to_owned();
        match name.as_str() {
            "councillor" => self.take_member(),
            "ward" => self.take_ward(span)?,
            "termofoffice" => self.member.terms.push(std::mem::take(&mut self.term)),
            _ if !read => {}
            "wardtitle" => self.ward.title = taken,
            "councillorcount" => self.ward.says = words.parse().ok(),
            "councillorid" => self.member.id = taken,
            "fullusername" => self.member.name = Some((taken, span.clone())),
            "photobigurl" => self.member.photo = taken,
            "photosmallurl" if self.member.photo.is_empty() => self.member.photo = taken,
            "politicalpartytitle" => self.member.party = taken,
            "keyposts" => self.member.posts = taken,
            "startdate" => self.term.0 = day(words),
            "enddate" => self.term.1 = day(words),
            _ => {}
        }
        Ok(())
    }

    /// A ward that says it has three members and holds two has lost one on its way.
    fn take_ward(&mut self, span: &Range<usize>) -> Result<(), Fault> {
        match self.ward.says {
            Some(says) if says != self.ward.holds => self.refuse(
                span.clone(),
                &format!("this ward says it has {says} members and holds {}", self.ward.holds),
                "members are missing or were added: download the feed again",
            ),
            _ => Ok(()),
        }
    }

    fn take_member(&mut self) {
        self.ward.holds += 1;
        let member = std::mem::take(&mut self.member);
        let (written, span) = member.name.unwrap_or((String::new(), member.start..member.start + 1));
        let place = self.lines.place(span).veiled();
        let Some(styled) = self.collected.name(&written, &place) else { return };
        let (from, until, seat) = terms(&member.terms);
        let ward = Some(self.ward.title.clone()).filter(|ward| !ward.is_empty());
        let (page, portrait) = pages(&member.photo, &member.id);
        let mut roles: Vec<Role> = styled.offices.iter().map(|office| Role::read(office)).collect();
        roles.extend(
            key_posts::read(&member.posts)
                .into_iter()
                .filter(|role| !roles.contains(role))
                .collect::<Vec<_>>(),
        );
        let id = match member.id.as_str() {
            "" => crate::roster::derived_id(&styled.name, Kind::Councillor, ward.as_deref()),
            id => id_in("mg", id),
        };
        let entry = Entry {
            aliases: styled.aliases,
            title: styled.title,
            roles,
            party: party::read(&member.party),
            ward: ward.clone(),
            profile_url: page,
            from,
            until,
            portrait,
            ..Entry::new(id, styled.name, Kind::Councillor)
        };
        self.collected.add(entry, Some(Seat { ward, ..seat }), &place);
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// An element's name as it may be repeated in a message.
fn shown(name: &str) -> String {
    name.chars().take(40).filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
}

/// The stretch of terms without a gap that reaches furthest, and what the newest term says of the seat. A term counts
/// from the day the one before it ended, so that nobody re-elected is unguarded in between.
fn terms(terms: &[(Option<NaiveDate>, Option<NaiveDate>)]) -> (Option<NaiveDate>, Option<NaiveDate>, Seat) {
    let mut terms: Vec<_> =
        terms.iter().copied().filter(|(from, until)| from.is_some() || until.is_some()).collect();
    terms.sort_unstable();
    let Some((newest, ends)) = terms.pop() else { return (None, None, Seat::default()) };
    let mut from = newest;
    for (start, end) in terms.into_iter().rev() {
        let reaches = end.is_none_or(|end| from.is_some_and(|from| end + Days::new(31) >= from));
        if reaches {
            from = from.min(start);
        }
    }
    (from, ends, Seat { ward: None, taken: newest, ends })
}

/// The page about a member, on the host their picture comes from, and the picture if it is one of them.
fn pages(photo: &str, id: &str) -> (Option<String>, Option<String>) {
    let Some(photo) = address(photo) else { return (None, None) };
    let lower = photo.to_ascii_lowercase();
    let (base, missing) = match (lower.find("/userdata/"), lower.find("/mgimages/")) {
        (Some(at), _) => (photo.get(..at), false),
        (None, Some(at)) => (photo.get(..at), true),
        (None, None) => (None, false),
    };
    let page = base.filter(|_| !id.is_empty()).map(|base| format!("{base}/mgUserInfo.aspx?UID={id}"));
    (page, Some(photo).filter(|_| !missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn terms_without_a_gap_are_one() {
        let read = |all: &[(&str, &str)]| {
            let all: Vec<_> = all.iter().map(|(from, until)| (day(from), day(until))).collect();
            terms(&all)
        };
        let (from, until, seat) = read(&[
            ("05/05/2011", "07/05/2015"),
            ("07/05/2015", "unspecified"),
            ("03/05/2001", "05/05/2005"),
        ]);
        assert_eq!((from, until, seat.taken), (date("2011-05-05"), None, date("2015-05-07")));
        let (from, until, seat) = read(&[("07/05/2015", "06/05/2019")]);
        assert_eq!((from, until, seat.ends), (date("2015-05-07"), date("2019-05-06"), date("2019-05-06")));
        assert_eq!(read(&[("unspecified", "unspecified")]), (None, None, Seat::default()));
    }

    #[test]
    fn a_page_is_on_the_host_of_the_picture() {
        let (page, portrait) = pages("http://democracy.example/UserData/7/0/Info00000007/bigpic.jpg", "7");
        assert_eq!(page.as_deref(), Some("http://democracy.example/mgUserInfo.aspx?UID=7"));
        assert!(portrait.is_some());
        let (page, portrait) = pages("http://www.town.example/moderngov/mgimages/missingbigmug.gif", "7");
        assert_eq!(page.as_deref(), Some("http://www.town.example/moderngov/mgUserInfo.aspx?UID=7"));
        assert_eq!(portrait, None, "a placeholder is nobody's portrait");
        assert_eq!(pages("", "7"), (None, None));
    }
}
