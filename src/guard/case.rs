//! One post as the rules see it: read once, looked at by every rule.

use std::cell::OnceCell;

use chrono::{DateTime, Utc};

use crate::calendar::ward;
use crate::guard::decision::Decision;
use crate::guard::finding::RuleCode;
use crate::guard::index::accounts::{Owner, is_telling};
use crate::guard::policy::When;
use crate::guard::prose;
use crate::guard::rulebook::Rulebook;
use crate::guard::scan::{Mention, PartScan, Scan, Who, is_prose};
use crate::guard::standing::Standing;
use crate::post::{Part, PartName, Post};
use crate::roster::{Entry, Kind};

/// A post, how things stand, and what was read in it.
#[derive(Debug)]
pub struct Case<'a> {
    /// The post.
    pub post: &'a Post,
    /// The moment it becomes public.
    pub when: DateTime<Utc>,
    /// The rulebook.
    pub book: &'a Rulebook,
    /// The periods in force.
    pub standing: Standing<'a>,
    /// What was read.
    pub scan: Scan<'a>,
    /// It speaks of a ward whose by-election is on.
    pub tied: bool,
    /// The civic Mayor is in it in the civic role: the post says Mayor, Provost or the like.
    in_civic_role: OnceCell<bool>,
    is_political: bool,
}

/// Somebody a post points to.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// An entry of the roster.
    Entry(&'a Entry),
    /// A member of some council.
    Councillor,
    /// A politician.
    Politician,
    /// One who sits for a ward.
    WardMember,
    /// A ward's members.
    WardMembers,
    /// A party's members.
    PartyGroup,
}

impl<'a> Case<'a> {
    /// Reads a post.
    pub fn open(post: &'a Post, when: DateTime<Utc>, book: &'a Rulebook) -> Self {
        let world = book.world();
        let standing = Standing::at(when, &world.calendar, world.policy.switches());
        let scan = Scan::of(post, book, &standing);
        let tied = standing
            .restricted_wards()
            .any(|ward| scan.parts.iter().any(|part| part.wards.iter().any(|w| ward::is_same(w, ward))));
        let is_political = scan.is_political() || scan.shows_mayor_in_politics();
        Self { post, when, book, standing, scan, tied, in_civic_role: OnceCell::new(), is_political }
    }

    /// Whether a civic office is spoken of anywhere in the post.
    fn in_civic_role(&self) -> bool {
        *self.in_civic_role.get_or_init(|| {
            let prose = self.post.parts.iter().filter(|part| is_prose(part.name));
            self.scan.says(is_civic_office)
                || prose.map(prose::reading).any(|reading| {
                    let folded = reading.folded();
                    let tokens = reading.tokens();
                    let word = |at: usize| tokens.list.get(at).map_or("", |token| &folded[token.range()]);
                    (0..tokens.list.len())
                        .any(|at| is_civic_office(word(at)) || wears_the_chain(word(at), word(at + 1)))
                })
        })
    }

    /// Whether a rule has anything to say at this moment.
    pub fn applies(&self, rule: &RuleCode) -> bool {
        self.standing.in_period() || self.all_year(rule)
    }

    /// Whether a rule that a policy may leave out altogether is in it, and has anything to say at this moment.
    pub fn is_on(&self, rule: &RuleCode) -> bool {
        self.book.world().policy.is_on(rule) && self.applies(rule)
    }

    fn all_year(&self, rule: &RuleCode) -> bool {
        self.book.world().policy.setting(rule).is_some_and(|setting| setting.when == When::Year)
    }

    /// The roster entry with this number.
    pub fn entry(&self, number: u32) -> Option<&'a Entry> {
        self.book.world().roster.people.get(number as usize)
    }

    /// The people a mention points to, as far as a rule may speak of them now. A name that several share points to
    /// the first of them whom the rule covers.
    pub fn subject(&self, rule: &RuleCode, mention: &Mention) -> Option<Subject<'a>> {
        match &mention.who {
            // A councillor's title before a name that only a candidate of some other poll bears: whoever it is sits.
            Who::Listed(people)
                if mention.titled && self.are_candidates_only(people) && !self.any_stands(people) =>
            {
                self.strangers(rule).then_some(Subject::Councillor)
            }
            Who::Listed(people) => self.meant(rule, people, mention.quoted).next().map(Subject::Entry),
            Who::UnlistedCouncillor => self.strangers(rule).then_some(Subject::Councillor),
            Who::UnlistedPolitician => self.politics(rule).then_some(Subject::Politician),
            Who::PartyGroup => self.politics(rule).then_some(Subject::PartyGroup),
            Who::WardMembers(ward) => self.covers_seats(rule, ward).then_some(Subject::WardMembers),
            Who::WardMember(ward) => self.covers_seats(rule, ward).then_some(Subject::WardMember),
        }
    }

    fn politics(&self, rule: &RuleCode) -> bool {
        self.all_year(rule) || self.standing.covers_politics()
    }

    fn covers_seats(&self, rule: &RuleCode, ward: &str) -> bool {
        self.strangers(rule) || self.standing.restricted_wards().any(|w| ward::is_same(w, ward))
    }

    /// Those of some entries whom a rule may speak of now.
    fn meant(&self, rule: &RuleCode, people: &[u32], quoted: bool) -> impl Iterator<Item = &'a Entry> {
        let entries = people.iter().filter_map(|number| self.entry(*number));
        entries.filter(move |entry| self.covers(rule, entry) && !self.is_exempt(entry, quoted))
    }

    /// Whom a mention of entries may mean, the first of a great many, as far as a rule may speak of them now: whoever has a councillor's title
    /// is a councillor where one is among them.
    pub fn those_meant(&self, rule: &RuleCode, mention: &Mention) -> Vec<&'a Entry> {
        let Who::Listed(people) = &mention.who else { return Vec::new() };
        let mut meant: Vec<&Entry> = self.meant(rule, people, mention.quoted).take(MOST_LOOKED_AT).collect();
        let sits = |entry: &&Entry| entry.kind == Kind::Councillor;
        if mention.titled && meant.iter().any(sits) {
            meant.retain(sits);
        }
        meant
    }

    fn are_candidates_only(&self, people: &[u32]) -> bool {
        people.iter().filter_map(|number| self.entry(*number)).all(|entry| entry.kind == Kind::Candidate)
    }

    fn any_stands(&self, people: &[u32]) -> bool {
        people.iter().filter_map(|number| self.entry(*number)).any(|entry| self.standing.stands(entry))
    }

    /// Whether a rule covers an entry at this moment.
    pub fn covers(&self, rule: &RuleCode, entry: &Entry) -> bool {
        self.all_year(rule) || self.standing.covers(entry, self.tied)
    }

    fn strangers(&self, rule: &RuleCode) -> bool {
        self.all_year(rule) || self.standing.covers_strangers(self.tied)
    }

    /// The civic exemption: by the roster's mark, in the civic role, and not political. What holds for a Mayor who
    /// stands is the policy's to say; a Mayor who stands is not quoted in any case.
    pub fn is_exempt(&self, entry: &Entry, quoted: bool) -> bool {
        self.is_in_role(entry) && self.may_be_civic(entry, quoted)
    }

    fn is_in_role(&self, entry: &Entry) -> bool {
        entry.is_civic() && (entry.kind == Kind::Office || self.in_civic_role())
    }

    /// The civic exemption for an account: the office's own, by its name, or one of the holder in a post that speaks
    /// of the office.
    pub fn is_exempt_account(&self, entry: &Entry, account: &str) -> bool {
        self.is_account_in_role(entry, account) && self.may_be_civic(entry, false)
    }

    fn is_account_in_role(&self, entry: &Entry, account: &str) -> bool {
        let account = account.to_lowercase();
        let of_office = ["mayor", "provost", "civic", "chair", "maer", "cadeirydd", "convener"]
            .iter()
            .any(|word| account.contains(word));
        entry.is_civic() && (of_office || entry.kind == Kind::Office || self.in_civic_role())
    }

    /// What the switch `mayor_standing` makes of a finding about the civic Mayor, in role, who stands; None where it
    /// has no say and the rule's own decision holds.
    pub fn while_standing(&self, entry: &Entry, quoted: bool) -> Option<Decision> {
        self.is_in_role(entry).then(|| self.of_standing(entry, quoted))?
    }

    /// The same for one of their accounts.
    pub fn account_while_standing(&self, entry: &Entry, account: &str) -> Option<Decision> {
        self.is_account_in_role(entry, account).then(|| self.of_standing(entry, false))?
    }

    /// A milder decision than the rule's is for the plain office alone: not for politics, and not for words of theirs.
    fn of_standing(&self, entry: &Entry, quoted: bool) -> Option<Decision> {
        if !self.standing.stands(entry) {
            return None;
        }
        match self.book.world().policy.switches().mayor_standing {
            Decision::Block => Some(Decision::Block),
            Decision::Hold => (!quoted && !self.is_political).then_some(Decision::Hold),
            // What is allowed is not found; what remains is not the plain office.
            Decision::Allow => None,
        }
    }

    fn may_be_civic(&self, entry: &Entry, quoted: bool) -> bool {
        if self.is_political {
            return false;
        }
        let stands = self.standing.stands(entry);
        let allowed = self.book.world().policy.switches().mayor_standing == Decision::Allow;
        !stands || allowed && !quoted
    }

    /// Each mention of the post with the part it stands in; those in plain lists of candidates are left out.
    pub fn mentions(&self) -> impl Iterator<Item = (&PartScan<'a>, &Mention)> {
        let parts = self.scan.parts.iter().filter(|part| !part.is_candidate_list);
        parts.flat_map(|part| part.mentions.iter().map(move |mention| (part, mention)))
    }

    /// The authors of what is shared again or answered.
    pub fn authors(&self) -> impl Iterator<Item = (&'a Part, Option<Owner>)> {
        let named = |part: &&Part| matches!(part.name, PartName::ReshareOf | PartName::ReplyTo);
        self.post.parts.iter().filter(named).filter_map(|part| {
            let counts = |owner| !matches!(owner, Owner::Entry(_)) || self.owner(Some(owner)).is_some();
            let owner = self.book.index().accounts.of_author(&part.text, &counts);
            let telling = is_telling(&part.text.trim().to_lowercase());
            (owner.is_some() || telling).then_some((part, owner))
        })
    }

    /// The entry behind an account, when its row holds today.
    pub fn owner(&self, owner: Option<Owner>) -> Option<&'a Entry> {
        match owner? {
            Owner::Entry(number) => self.entry(number).filter(|entry| entry.holds_on(self.standing.day)),
            Owner::Party | Owner::Office | Owner::Shortened => None,
        }
    }
}

/// Of more who share a name no more is told.
const MOST_LOOKED_AT: usize = 12;

/// `wore the chain`, `in his robes`: what the first citizen of a place wears.
fn wears_the_chain(whose: &str, what: &str) -> bool {
    let worn = matches!(what, "chain" | "chains" | "robes" | "regalia" | "tricorn");
    worn && matches!(whose, "the" | "his" | "her" | "their" | "mayoral" | "civic" | "ceremonial" | "gold")
}

/// Whether a word is what the first citizen of a place is called.
fn is_civic_office(word: &str) -> bool {
    matches!(
        word,
        "mayor"
            | "mayoress"
            | "provost"
            | "chairman"
            | "chair"
            | "chairwoman"
            | "chairperson"
            | "convener"
            | "maer"
            | "faer"
            | "maeres"
            | "cadeirydd"
            | "gadeirydd"
            | "chadeirydd"
    )
}
