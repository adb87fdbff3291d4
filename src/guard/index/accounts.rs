//! Handles, profile pages, party sites, and whose they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::guard::index::address::{self, Address};
use crate::guard::index::people::Person;
use crate::guard::index::tags::Tags;
use crate::roster::{Entry, Kind};

/// What an account belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An entry of the roster.
    Entry(u32),
    /// A party, by an account or a site that is known without the roster.
    Party,
    /// Who holds an office of the country, by an account that is known without the roster.
    Office,
    /// A site whose links hide where they lead: whose page it is cannot be known.
    Shortened,
}

/// Whose account a handle is by the roster.
#[derive(Debug, Clone, Copy)]
struct Listed {
    number: u32,
    is_party: bool,
}

/// Accounts by the way they are written.
#[derive(Debug, Default)]
pub struct Accounts {
    handles: BTreeMap<String, Listed>,
    /// Accounts of parties and of offices of the country that everybody knows.
    well_known: BTreeMap<String, Owner>,
    /// Hosts where the first thing in an address is whose account it is.
    platforms: BTreeSet<String>,
    pages: BTreeMap<String, u32>,
    sites: BTreeMap<String, Owner>,
    /// Names in hashtags.
    tags: Tags,
}

/// A shorter account's name may be any word.
const SHORTEST_BARE: usize = 5;

impl Accounts {
    /// Takes the accounts of a roster row.
    pub fn add_entry(&mut self, number: u32, entry: &Entry, person: &Person) {
        let listed = Listed { number, is_party: entry.kind == Kind::Party };
        for handle in &entry.handles {
            let handle = handle.to_lowercase();
            let user = handle.trim_start_matches('@').split('@').next().unwrap_or_default();
            if user.len() > 3 && user.len() + 1 < handle.len() {
                self.handles.entry(user.to_owned()).or_insert(listed);
            }
            self.handles.entry(handle).or_insert(listed);
        }
        if let Some(page) = &entry.profile_url {
            let page = Address::read(page);
            if listed.is_party {
                self.sites.insert(page.host().to_owned(), Owner::Entry(number));
            }
            self.pages.entry(page.page()).or_insert(number);
        }
        self.tags.add_person(number, person);
    }

    /// Takes the host of a party's site.
    pub fn add_party_site(&mut self, site: &str) {
        self.sites.entry(site.to_lowercase()).or_insert(Owner::Party);
    }

    /// Takes an account of a party that everybody knows.
    pub fn add_party_account(&mut self, name: &str) {
        self.well_known.insert(name.to_lowercase(), Owner::Party);
    }

    /// Takes the account of an office of the country.
    pub fn add_office_account(&mut self, name: &str) {
        self.well_known.insert(name.to_lowercase(), Owner::Office);
    }

    /// Takes the host of a platform.
    pub fn add_platform(&mut self, site: String) {
        self.platforms.insert(site);
    }

    /// Takes a whole name as a hashtag glues it.
    pub fn add_glued(&mut self, number: u32, glued: String) {
        self.tags.add_glued(number, glued);
    }

    /// Takes the name of a ward, as a hashtag glues it.
    pub fn add_seat(&mut self, ward: String) {
        self.tags.add_seat(ward);
    }

    /// Takes a given name that is no everyday word.
    pub fn add_given(&mut self, number: u32, given: &str) {
        self.tags.add_given(number, given);
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
        let names = self.handles.keys().chain(self.well_known.keys().filter(|name| !name.contains('_')));
        let names = names.filter(|name| !name.contains(['.', '@']));
        let first = names.filter_map(|name| name.split(|c: char| !c.is_alphanumeric()).next());
        first.filter(|name| name.len() >= SHORTEST_BARE).collect()
    }

    /// The hosts that may stand in a text without `http://` before them.
    pub fn hosts(&self) -> BTreeSet<&str> {
        let pages = self.pages.keys().map(|page| page.split(['/', '?', '#']).next().unwrap_or_default());
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
        let from = |sign: char| text.match_indices(sign).map(|(at, sign)| &text[at + sign.len()..]);
        let tag = |rest: &str| {
            self.of_tag(&rest[..end_of(rest, |c| c.is_alphanumeric() || c == '_')].replace('_', ""))
        };
        let handle = |rest: &str| {
            let name = &rest[..end_of(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))];
            self.of_handle(name.trim_end_matches(['.', '-']), &|_| true).is_some() || is_telling(name)
        };
        let any = &|_: Owner| true;
        // x.example/name, without http:// before it
        let path = |rest: &str| {
            let name = rest[..end_of(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))]
                .trim_end_matches(['.', '-']);
            name.len() > 3 && self.of_handle(name, any).is_some()
        };
        from('#').any(|rest| tag(rest).is_some())
            || from('@').filter(|rest| !rest.starts_with('@')).any(handle)
            || text.contains('/')
                && (from('/').any(path)
                    || addresses(text)
                        .any(|address| address.len() > LONGEST || self.of_url(address, any).is_some()))
    }

    /// The owner of a handle, with or without `@` and host; `counts` tells whose account it may be.
    pub fn of_handle(&self, handle: &str, counts: &dyn Fn(Owner) -> bool) -> Option<Owner> {
        let handle = handle.trim().trim_start_matches('@');
        let (user, host) = handle.split_once('@').unwrap_or((handle, ""));
        // On some platforms a name is a host: name.bsky.social, and a party's own site.
        let host = if host.is_empty() && handle.contains('.') { handle } else { host };
        let hosted = HOSTS_OF_NAMES.iter().find_map(|end| user.strip_suffix(end));
        let names = || [Some(handle), Some(user), hosted].into_iter().flatten();
        let site = || address::hosts_above(host).find_map(|host| self.sites.get(host)).copied();
        names()
            .find_map(|name| self.named(name, counts))
            .or_else(|| site().filter(|owner| *owner != Owner::Shortened && counts(*owner)))
    }

    /// The owner of an account by its bare name. That a party's account is a party's no row of another kind changes.
    fn named(&self, name: &str, counts: &dyn Fn(Owner) -> bool) -> Option<Owner> {
        let listed = self.handles.get(name);
        let party = listed.filter(|listed| listed.is_party).map(|listed| Owner::Entry(listed.number));
        let any = listed.map(|listed| Owner::Entry(listed.number));
        [party, self.well_known.get(name).copied(), any].into_iter().flatten().find(|owner| counts(*owner))
    }

    /// The owner of an account by its bare name, by the roster alone: any word may be a piece of an address.
    fn listed(&self, name: &str, counts: &dyn Fn(Owner) -> bool) -> Option<Owner> {
        let handle = name.trim_start_matches('@');
        let listed = self.handles.get(handle).or_else(|| self.handles.get(handle.split_once('@')?.0))?;
        Some(Owner::Entry(listed.number)).filter(|owner| counts(*owner))
    }

    /// The owner of a mailbox at a party's own host.
    pub fn of_mailbox(&self, mailbox: &str, counts: &dyn Fn(Owner) -> bool) -> Option<Owner> {
        let (_, host) = mailbox.rsplit_once('@')?;
        let owner = address::hosts_above(host).find_map(|host| self.sites.get(host)).copied();
        owner.filter(|owner| *owner != Owner::Shortened && counts(*owner))
    }

    /// The owner of a web address: a profile page, an account on a platform, a party's site, or one that it leads on
    /// to. `counts` tells whose it may be.
    pub fn of_url(&self, url: &str, counts: &dyn Fn(Owner) -> bool) -> Option<Owner> {
        let mut address = Address::read(url);
        for _ in 0..=MOST_WITHIN {
            if let Some(owner) = self.of_address(&address, counts) {
                return Some(owner);
            }
            let inner = address.inner()?;
            address = Address::read(inner);
        }
        None
    }

    fn of_address(&self, address: &Address, counts: &dyn Fn(Owner) -> bool) -> Option<Owner> {
        let page = address.pages().find_map(|page| self.pages.get(&page).copied().map(Owner::Entry));
        let site = || address.hosts().find_map(|host| self.sites.get(host)).copied();
        let is_platform = address.hosts().any(|host| self.platforms.contains(host));
        // x.example/name, social.example/@name/123, app.example/profile/name.host.example
        let account = |piece: &str| {
            if is_platform || piece.starts_with('@') {
                self.of_handle(piece, counts)
            } else {
                self.listed(piece, counts)
            }
        };
        // site.example/page?u=name, site.example/search?q=from:name
        let named = |(key, value): (&str, &str)| {
            let names = value.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@')));
            if NAME_KEYS.contains(&key) {
                names.filter(|name| name.len() > 3).find_map(account)
            } else {
                None
            }
        };
        // redirect.example/?to=host.example/page
        let passed_on = |(_, value): (&str, &str)| {
            let is_address = value.contains('/') && value.contains('.') && !value.contains(":/");
            let passed_on = is_address.then(|| Address::read(value))?;
            passed_on
                .pages()
                .find_map(|page| self.pages.get(&page).copied().map(Owner::Entry))
                .filter(|o| counts(*o))
        };
        page.filter(|owner| counts(*owner))
            .or_else(|| site().filter(|owner| counts(*owner)))
            .or_else(|| self.listed(address.host(), counts))
            .or_else(|| {
                let name = HOSTS_OF_NAMES.iter().find_map(|end| address.host().strip_suffix(end))?;
                self.named(name, counts)
            })
            .or_else(|| address.pieces().filter(|piece| piece.len() > 3).find_map(account))
            .or_else(|| address.asked().find_map(named))
            .or_else(|| address.asked().find_map(passed_on))
            .or_else(|| {
                let mut tags = address.tags().filter_map(|tag| self.of_tag(&tag.replace('_', "")));
                tags.find_map(|number| Some(Owner::Entry(number)).filter(|owner| counts(*owner)))
            })
    }

    /// The owner of a handle, an address or a name, as reshares and replies tell their author.
    pub fn of_author(&self, author: &str, counts: &dyn Fn(Owner) -> bool) -> Option<Owner> {
        let author = crate::text::Reading::plain(author.trim()).folded().to_owned();
        let pieces = || {
            let pieces =
                author.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ','));
            pieces.filter(|piece| !piece.is_empty())
        };
        let whole = self.of_handle(&author, counts).or_else(|| self.of_url(&author, counts));
        // `Wyn Ash (@wynash)`, `Cllr Wyn Ash`
        let within = || {
            let telling = |piece: &&str| piece.contains(['@', '/', '.']);
            pieces()
                .filter(telling)
                .find_map(|piece| self.of_handle(piece, counts).or_else(|| self.of_url(piece, counts)))
        };
        let by_name = || {
            let letters: String =
                author.split(['(', '<']).next()?.chars().filter(|c| c.is_alphanumeric()).collect();
            let number = self.of_tag(&letters).filter(|_| author.contains(char::is_whitespace));
            number.map(Owner::Entry).filter(|owner| counts(*owner)).or_else(|| self.named(&letters, counts))
        };
        whole.or_else(within).or_else(by_name)
    }

    /// The person whose name a hashtag is, glued and without its sign.
    pub fn of_tag(&self, tag: &str) -> Option<u32> {
        self.tags.owner(tag)
    }
}

/// What addresses call the account they ask for.
const NAME_KEYS: [&str; 12] = [
    "u",
    "user",
    "username",
    "screen_name",
    "handle",
    "account",
    "profile",
    "actor",
    "name",
    "q",
    "query",
    "search",
];

/// Behind an account's name where its platform makes it a host.
const HOSTS_OF_NAMES: [&str; 2] = [".bsky.social", ".threads.net"];

/// So deep addresses within addresses are looked at.
const MOST_WITHIN: usize = 3;

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

/// The stretches of a folded text that may be web addresses, with what begins behind each `://` of one.
pub(crate) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    runs_with_slashes(text)
        .filter(|run| run.contains(['.', ':']))
        .flat_map(|run| {
            let behind = run.match_indices("://").map(|(at, sign)| &run[at + sign.len()..]);
            let behind = behind.map(|rest| &rest[..end_of(rest, |_| true)]);
            std::iter::once(run).chain(behind)
        })
        .map(|address| address.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '@' | '#')))
}

/// The stretches without a blank or bracket that have a slash in them.
fn runs_with_slashes(text: &str) -> impl Iterator<Item = &str> {
    let outside = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|' | '{' | '}');
    let mut from = 0;
    std::iter::from_fn(move || {
        let slash = from + text[from..].find('/')?;
        let before = text[from..slash].char_indices().rev().find(|(_, c)| outside(*c));
        let start = before.map_or(from, |(at, c)| from + at + c.len_utf8());
        let end = slash + text[slash..].find(outside).unwrap_or(text.len() - slash);
        from = end;
        Some(&text[start..end])
    })
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
            assert_eq!(accounts.of_author(known, &|_| true), Some(Owner::Entry(0)), "{known}");
        }
        for unknown in ["@wynashley", "https://council.example/person/71", "https://x.example/other", ""] {
            assert_eq!(accounts.of_author(unknown, &|_| true), None, "{unknown}");
        }
        assert_eq!(accounts.of_author("https://news.teal.example/plan", &|_| true), Some(Owner::Entry(1)));
        assert_eq!(accounts.of_tag("teamwynash27"), Some(0));
        assert_eq!(accounts.of_tag("team"), None);
        assert_eq!(accounts.of_tag("teamwyn"), None, "only where it is known to be no everyday word");
        accounts.add_given(0, "wyn");
        assert_eq!(accounts.of_tag("teamwyn"), Some(0));
    }
}
