//! Words and phrases with a sense: parties, slogans, campaign words, titles, and the ordinary words that look like
//! them. Shipped as files in `lexicons/`, and added to by a council.
//!
//! [`mod@file`] reads them, [`phrase`] says what a written term can express, [`matcher`] finds their anchors in a text by way of a
//! [`word_table`].

#![deny(clippy::disallowed_methods)]

pub mod confidence;
pub mod difference;
pub mod file;
pub mod matcher;
pub mod phrase;
pub mod word_table;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use confidence::Confidence;
pub use phrase::Phrase;

/// One lexicon: the terms of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lexicon {
    /// The file's own name for itself.
    pub name: String,
    /// Its groups of terms, in the file's order.
    pub groups: Vec<Group>,
}

/// Terms of one sense with one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What its terms mean to the rules.
    pub sense: Sense,
    /// The words, in the language of [`phrase`].
    pub terms: Vec<Phrase>,
    /// Where a one-word party name is really a common word: what may stand before it to make it one.
    pub everyday_after: Vec<Phrase>,
    /// As `everyday_after`, for what may follow it.
    pub everyday_before: Vec<Phrase>,
    /// As `everyday_after`, for what may stand some words away on either side.
    pub everyday_near: Vec<Phrase>,
    /// Its terms are surnames and names of places too.
    pub names: bool,
    /// Its terms count only where somebody disguised them: as they stand they are everyday words.
    pub disguised: bool,
    /// How sure a match makes a rule.
    pub confidence: Confidence,
    /// Where the entries come from.
    pub source: String,
    /// The day somebody last looked, `YYYY-MM-DD`.
    pub checked: String,
    /// What the group is called and when it counts: groups of topics only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
}

/// A subject a council has set aside for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// As a colleague would call it.
    pub name: String,
    /// The first day it counts; None = it always did.
    pub from: Option<NaiveDate>,
    /// The last day it counts; None = until it is taken out.
    pub until: Option<NaiveDate>,
}

impl Topic {
    /// Whether it counts on a day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|first| first <= day) && self.until.is_none_or(|last| day <= last)
    }
}

/// What a term means to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// A party's name that means nothing else.
    Party,
    /// A party's name that is an everyday word too: it needs a capital, a place in the sentence and company.
    PartyWord,
    /// A party's short form, such as Con or LD: it needs votes or seats beside it.
    PartyShort,
    /// A phrase in which a party's word is none: labour of love.
    EverydayPhrase,
    /// After a party's word, makes it the name of a place, a house or a society: Club, Island.
    PartyPlace,
    /// Speaks of times long gone: Victorian, suffragettes.
    History,
    /// A group of councillors by its place in politics: the opposition group.
    PartyGroup,
    /// A sign that stands for a party where votes are spoken of: a red rose.
    Emblem,
    /// Beside a `party-word`, shows that the party is meant: candidates, councillors.
    PartyCompany,
    /// What parties' people do, as clubs do too: a quiz, a stall, a newsletter. Beside a word that is surely a party's
    /// it shows that the party is meant.
    PartyEvent,
    /// A word anybody may make a name or a phrase of: a party's name made of nothing else is an everyday phrase too.
    NameWord,
    /// A host name of a party's site, such as `party.example`.
    PartySite,
    /// The name of a party's account, without its `@`.
    PartyAccount,
    /// The name of an account that belongs to whoever holds an office of the country, without its `@`.
    OfficeAccount,
    /// A host name of a platform, in whose addresses names of accounts stand.
    PlatformSite,
    /// Party-political all by itself: a slogan, a battle cry.
    Slogan,
    /// With a party in the same sentence, makes it praise or attack.
    Effect,
    /// Steers a vote.
    Steering,
    /// Asks for a vote: what for, the words behind it say.
    VoteFor,
    /// Speaks of casting a vote: the booth, the pencil.
    Ballot,
    /// Speaks of those who govern: those in charge at the town hall.
    Power,
    /// Beside a `ballot` or a `power`, one side of those who stand or sit: the other lot.
    Side,
    /// Beside a `ballot` or a `power`, what is thought of them: out of touch.
    Verdict,
    /// Beside a `ballot`, what a vote is said to win or lose: back to square one.
    Stake,
    /// Beside a `ballot`, what people are asked to do or think: picture the car park.
    Plea,
    /// Belongs to a vote that is no election's: a favourite, an award, a name for the gritter.
    Contest,
    /// Plain information about an election: who stands, how to vote.
    ElectionInformation,
    /// Stands in plain lists of who stands and of results: `nominated`, `ward`, `in alphabetical order`.
    ListWord,
    /// Tells whom somebody is for or against: `recommend`, `the best`.
    Favour,
    /// Points to a politician who is not of the council by office.
    Politician,
    /// A politician's name, who leads a party or holds an office of the country.
    OfficeHolder,
    /// Points to who holds an office of a council, whoever that is: the Deputy Mayor.
    CouncilOffice,
    /// Letters after a politician's name, such as MP.
    PoliticianMark,
    /// A title put before one councillor's name.
    Title,
    /// A title put before several councillors' names.
    SharedTitle,
    /// A title that any adult may bear, such as Ms.
    Honorific,
    /// Members of one ward or of a party group, in general.
    Members,
    /// Gives somebody credit.
    Credit,
    /// Introduces a quotation.
    Speech,
    /// An ordinary word that is also a surname or a first name.
    Ordinary,
    /// After a name, makes it a place, a firm or an event: Street, Festival, Trust.
    Thing,
    /// Speaks of a place or a road, not of a person.
    PlaceCue,
    /// What a park or a hall puts on: a fair, a concert, a race.
    Outing,
    /// Follows a person's name: what people do.
    PersonCue,
    /// After a possessive, belongs to a person in politics: a pledge, a speech.
    Deed,
    /// Behind a family name in a headline, what somebody undertakes for a good cause: a marathon, a skydive.
    Feat,
    /// Well-known short forms of first names, `short=long`.
    Nickname,
    /// What people do for a living: beside a member's name, it makes the name another's.
    Trade,
    /// Where people work: from there, a member's name is another's.
    Workplace,
    /// Whose leader is nobody of a council: scouts, a team, a walk.
    Led,
    /// Tells of a game or a race.
    Sport,
    /// A word of a note on a namesake in Welsh, `english=welsh`.
    InWelsh,
    /// A word that goes with a word of a note on a namesake, `noted=said`: where there is a novelist, there is a novel.
    Kindred,
    /// Swearing most people let pass among friends.
    MildSwearing,
    /// Swearing.
    StrongSwearing,
    /// Abuse of people for what they are.
    Slur,
    /// Insults somebody when said of a person: a fool, a liar.
    Insult,
    /// Insults somebody when a person is said to be so: useless, corrupt.
    Insulting,
    /// Asks for money, signatures or custom.
    Asking,
    /// The host name of a site where money, signatures or custom are asked for.
    AskingSite,
    /// The host name of a site that a council lets its posts ask with.
    AllowedSite,
    /// The host name of a site whose links hide where they lead.
    Shortener,
    /// A place where people have accounts, as posts call it.
    Platform,
    /// A subject the council has set aside.
    Topic,
    /// Tells how somebody's own case stands: arrears, a claim, a care visit.
    CaseDetail,
    /// Says that what follows is where somebody lives.
    HomeCue,
    /// A word a telephone number in words begins with.
    FirstDigit,
    /// Says that what follows is the day on which somebody was born.
    BirthCue,
    /// A first name.
    Given,
    /// The last word of a street's name.
    Street,
    /// The first word of a street's name, in Welsh.
    StreetFirst,
    /// Shows that a run of letters and digits is a vehicle's plate.
    VehicleCue,
    /// Calls on somebody to ring, write or come.
    ContactCue,
    /// Makes what follows somebody's own: her, his, home, mobile.
    OwnCue,
    /// Greets the one person a post is for.
    Greeting,
    /// Somebody of a person's family.
    Kin,
    /// The name of a mailbox that belongs to an office, not to a person.
    RoleMailbox,
    /// A word an e-mail address that is spelled out has: dot, the name of a provider.
    MailCue,
    /// Beside a name and a number, says that the number is an office's, a hall's or a club's.
    OfficeCue,
    /// Says that somebody has won: names and addresses of winners follow.
    PrizeCue,
    /// Shows that a number is a pattern or an example, and nobody's.
    ExampleCue,
    /// Part of a firm's name: nobody lives there.
    Firm,
    /// A provider of private mailboxes, by the first label of its host.
    MailProvider,
    /// Part of what makes a notice one that the law has published with names and addresses.
    StatutoryNotice,
}
