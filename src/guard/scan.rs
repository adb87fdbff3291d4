//! A post read once with the rulebook: who and what stands in each part, before any rule has a say.
//!
//! Where the automaton finds nothing in a part, the part is not even split into words.

pub mod accounts;
pub mod council_offices;
pub mod doubles;
pub mod emblems;
pub mod groups;
pub mod leaders;
pub mod lists;
pub mod mentions;
pub mod names;
pub mod offices;
mod parted;
pub mod parties;
pub mod politics;
pub mod poll_day;
pub mod seats;
pub mod side;
pub mod strangers;
pub mod stretches;
pub mod tags;
pub mod titles;
pub mod view;
pub mod voting;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::rulebook::Rulebook;
use crate::guard::standing::Standing;
use crate::lexicon::Sense;
use crate::lexicon::matcher::Hit;
use crate::post::{Markup, Part, PartName, Post};
use crate::text::{Reading, Tokens, disguise, percent};

use accounts::AccountHit;
use parties::PartyHit;
use side::SideHit;
use stretches::Covered;
use view::View;

/// Whom some words point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Entries of the roster; several when they share the name.
    Listed(Vec<u32>),
    /// A member of some council whom the roster does not know, or an office it gives to nobody.
    UnlistedCouncillor,
    /// A politician by office or by letters after the name.
    UnlistedPolitician,
    /// The members of this ward.
    WardMembers(String),
    /// A party's group or members.
    PartyGroup,
}

/// Words that name somebody.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Whom.
    pub who: Who,
    /// The words, by number.
    pub words: Range<usize>,
    /// How sure.
    pub confidence: Confidence,
    /// By a title of councillors.
    pub titled: bool,
    /// By a role, no name.
    pub by_role: bool,
    /// Words of theirs stand beside it.
    pub quoted: bool,
}

/// A stretch of a part with a meaning.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The words, by number.
    pub words: Range<usize>,
    /// How sure.
    pub confidence: Confidence,
}

/// What was read in one part.
#[derive(Debug)]
pub struct PartScan<'a> {
    /// The part.
    pub name: PartName,
    reading: Reading<'a>,
    tokens: Tokens,
    /// Who is named.
    pub mentions: Vec<Mention>,
    /// Accounts, pages and sites.
    pub accounts: Vec<AccountHit>,
    /// Parties in the sense of the party.
    pub parties: Vec<PartyHit>,
    /// Party-political passages.
    pub political: Vec<Passage>,
    /// Passages that steer a vote.
    pub steering: Vec<Passage>,
    /// What the year-round side rules look for.
    pub side: Vec<SideHit>,
    /// Restricted wards it speaks of.
    pub wards: BTreeSet<String>,
    /// It is a plain list of who stands: names and parties in it are information.
    pub is_candidate_list: bool,
}

impl PartScan<'_> {
    /// The original bytes of some words.
    pub fn span(&self, words: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.tokens.list.get(at).map(crate::text::Token::range);
        match (place(words.start), place(words.end.saturating_sub(1))) {
            (Some(first), Some(last)) => self.original(first.start..last.end),
            _ => 0..0,
        }
    }

    /// Leaves only what stands in some original bytes.
    fn keep_within(&mut self, changed: &[Range<usize>]) {
        // They stand in the order of the text: the first that ends behind a span's beginning is the only one to ask.
        let touches = |span: &Range<usize>| {
            let first = changed.partition_point(|part| part.end <= span.start);
            changed.get(first).is_some_and(|part| part.start < span.end)
        };
        let kept = |scan: &Self, words: &Range<usize>| touches(&scan.span(words));
        let mentions = std::mem::take(&mut self.mentions);
        self.mentions = mentions.into_iter().filter(|mention| kept(self, &mention.words)).collect();
        let parties = std::mem::take(&mut self.parties);
        self.parties = parties.into_iter().filter(|party| kept(self, &party.words)).collect();
        let political = std::mem::take(&mut self.political);
        self.political = political.into_iter().filter(|passage| kept(self, &passage.words)).collect();
        let steering = std::mem::take(&mut self.steering);
        self.steering = steering.into_iter().filter(|passage| kept(self, &passage.words)).collect();
        let side = std::mem::take(&mut self.side);
        self.side = side.into_iter().filter(|hit| kept(self, &hit.words)).collect();
        let accounts = std::mem::take(&mut self.accounts);
        self.accounts =
            accounts.into_iter().filter(|account| touches(&self.original(account.folded.clone()))).collect();
    }

    /// Of the terms that are everyday words unless somebody disguised them, leaves those that stand in a disguise.
    fn keep_disguised(&mut self, book: &Rulebook, disguises: &[Range<usize>]) {
        let everyday = &book.index().everyday;
        let side = std::mem::take(&mut self.side);
        let counts = |hit: &SideHit| {
            let span = self.span(&hit.words);
            let in_disguise = || disguises.iter().any(|part| part.start < span.end && span.start < part.end);
            !everyday[hit.group as usize].disguised || in_disguise()
        };
        self.side = side.into_iter().filter(counts).collect();
    }

    /// The words of its party-political passages.
    pub fn political_words(&self) -> Covered {
        Covered::by(self.political.iter().map(|passage| passage.words.clone()))
    }

    /// The words that name somebody.
    pub fn naming_words(&self) -> Covered {
        Covered::by(self.mentions.iter().map(|mention| mention.words.clone()))
    }

    /// Its words.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// A stretch of the folded text.
    pub fn words(&self, folded: &Range<usize>) -> &str {
        self.reading.folded().get(folded.clone()).unwrap_or_default()
    }

    /// The original bytes of a stretch of the folded text.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        self.reading.original(folded)
    }
}

/// What was read in a post: the parts in which anything was found.
#[derive(Debug, Default)]
pub struct Scan<'a> {
    /// In the post's order.
    pub parts: Vec<PartScan<'a>>,
}

impl<'a> Scan<'a> {
    /// Reads a post.
    pub fn of(post: &'a Post, book: &'a Rulebook, standing: &Standing<'_>) -> Self {
        let context = Context { post, book, words: OnceCell::new(), of_councillors: OnceCell::new() };
        let mut parts: Vec<PartScan<'a>> =
            post.parts.iter().flat_map(|part| scan_part(part, book, standing, &context)).collect();
        if post.parts.len() > 1 {
            add_parted_names(post, book, standing, &context, &mut parts);
        }
        Self { parts }
    }

    /// Whether anything in the post is party-political or steers a vote.
    pub fn is_political(&self) -> bool {
        self.parts.iter().any(|part| !part.political.is_empty() || !part.steering.is_empty())
    }

    /// Whether some part holds a word.
    pub fn says(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.parts.iter().any(|part| {
            let folded = part.reading.folded();
            part.tokens.list.iter().any(|token| wanted(&folded[token.range()]))
        })
    }
}

/// What one part needs to know of the others.
#[derive(Debug)]
pub struct Context<'a> {
    post: &'a Post,
    book: &'a Rulebook,
    words: OnceCell<BTreeSet<String>>,
    of_councillors: OnceCell<bool>,
}

impl Context<'_> {
    /// Every word of the post, folded. Only a namesake with a councillor's very name asks.
    pub fn words(&self) -> &BTreeSet<String> {
        self.words.get_or_init(|| {
            let prose = self.post.parts.iter().filter(|part| is_prose(part.name));
            prose.flat_map(|part| crate::text::words(&part.text)).collect()
        })
    }

    /// The options of the post's poll.
    pub fn poll_options(&self) -> impl Iterator<Item = (PartName, &str)> {
        let options = self.post.parts.iter().filter(|part| matches!(part.name, PartName::PollOption(_)));
        options.map(|part| (part.name, part.text.as_str()))
    }

    /// Whether the post says the title of a councillor anywhere.
    pub fn speaks_of_councillors(&self) -> bool {
        *self.of_councillors.get_or_init(|| {
            let sets = &self.book.index().words;
            sets.has(Sense::Title, "councillor")
                && self
                    .words()
                    .iter()
                    .any(|word| sets.has(Sense::Title, word) || sets.has(Sense::SharedTitle, word))
        })
    }
}

/// Whether a part is read as text; the others are addresses of authors.
pub(crate) fn is_prose(name: PartName) -> bool {
    !matches!(name, PartName::ReshareOf | PartName::ReplyTo)
}

/// What stands in a part as written, and besides in what its readers see through a disguise.
fn scan_part<'a>(
    part: &'a Part,
    book: &Rulebook,
    standing: &Standing<'_>,
    context: &Context<'_>,
) -> Vec<PartScan<'a>> {
    if !is_prose(part.name) {
        return Vec::new();
    }
    let is_html = part.markup == Markup::Html;
    let reading = if is_html { Reading::html(&part.text) } else { Reading::plain(&part.text) };
    let hits = hits(&reading, book);
    let written_backwards = hits.iter().any(|hit| hit.meanings.contains(&Meaning::Backwards));
    let backwards = written_backwards || disguise::ends_in_capitals(&part.text);
    let undisguised = if backwards || may_be_disguised(part, book) {
        disguise::readings(&part.text, is_html, backwards, book.index())
    } else {
        Vec::new()
    };
    let uncoded = percent::read(&reading);
    let mut scans = Vec::from_iter(scan_reading(reading, &hits, part.name, book, standing, context));
    for scan in &mut scans {
        scan.keep_disguised(book, &[]);
    }
    for other in undisguised.into_iter().chain(uncoded) {
        let hits = self::hits(&other.reading, book);
        if let Some(mut scan) = scan_reading(other.reading, &hits, part.name, book, standing, context) {
            scan.keep_within(&other.changed);
            scan.keep_disguised(book, &other.disguises);
            scans.push(scan);
        }
    }
    doubles::leave_the_best(&mut scans);
    scans
}

/// Names that begin in one part and end in the next, as mentions in the latter.
fn add_parted_names<'a>(
    post: &'a Post,
    book: &Rulebook,
    standing: &Standing<'_>,
    context: &Context<'_>,
    parts: &mut Vec<PartScan<'a>>,
) {
    for parted::Continued { part, word } in parted::continued(post, book.index()) {
        let reading = Reading::continued(word, &part.text);
        let hits = hits(&reading, book);
        let Some(scan) = scan_reading(reading, &hits, part.name, book, standing, context) else { continue };
        let mentions: Vec<Mention> =
            scan.mentions.iter().filter(|mention| mention.words.start == 0).cloned().collect();
        let is_told = |mention: &Mention| {
            let end = scan.span(&mention.words).end;
            let others = parts.iter().filter(|other| other.name == part.name);
            let mut spans =
                others.flat_map(|other| other.mentions.iter().map(|known| other.span(&known.words)));
            spans.any(|known| known.start < end)
        };
        let mentions: Vec<Mention> = mentions.into_iter().filter(|mention| !is_told(mention)).collect();
        if !mentions.is_empty() {
            let nothing_else = PartScan {
                mentions,
                accounts: Vec::new(),
                parties: Vec::new(),
                political: Vec::new(),
                steering: Vec::new(),
                side: Vec::new(),
                wards: BTreeSet::new(),
                ..scan
            };
            parts.push(nothing_else);
        }
    }
}

/// Whether a part may hold a disguise. An ASCII text without markup is asked word by word.
fn may_be_disguised(part: &Part, book: &Rulebook) -> bool {
    let text = part.text.as_str();
    let in_words_alone = text.is_ascii() && !text.contains(['<', '&']);
    disguise::is_suspect(text) && (!in_words_alone || disguise::may_hide(text, book.index()))
}

/// The anchors of a reading: looked for once, however many questions they answer.
fn hits<'b>(reading: &Reading<'_>, book: &'b Rulebook) -> Vec<Hit<'b, Meaning>> {
    book.index().matcher.as_ref().map(|matcher| matcher.hits(reading.folded())).unwrap_or_default()
}

fn scan_reading<'a>(
    reading: Reading<'a>,
    hits: &[Hit<'_, Meaning>],
    part: PartName,
    book: &Rulebook,
    standing: &Standing<'_>,
    context: &Context<'_>,
) -> Option<PartScan<'a>> {
    let index = book.index();
    if hits.is_empty() && !index.accounts.stand_in(reading.folded()) {
        return None;
    }
    let tokens = reading.tokens();
    let mut found: Vec<(usize, Meaning)> = Vec::new();
    for hit in hits {
        let Some(at) = tokens.starting_at(hit.start) else { continue };
        let ends = tokens.list[at].range().end == hit.end;
        let stands = |meaning: &&Meaning| ends || **meaning == Meaning::WardMember;
        found.extend(hit.meanings.iter().filter(stands).map(|meaning| (at, *meaning)));
    }
    let view = View::new(&reading, &tokens, book, standing, part, context);
    let parties = parties::find(&view, &found);
    let view = view.with_parties(&parties);
    let mut mentions = names::find(&view, &found);
    titles::roles(&view, &found, &mut mentions);
    strangers::find(&view, &found, &mut mentions);
    seats::find(&view, &found, &mut mentions);
    let terms = politics::terms(&view, &found);
    groups::find(&view, &found, &terms, &mut mentions);
    let mentions = names::settle(&view, mentions);
    let steering = politics::steering(&view, &terms);
    let political = politics::political(&view, &terms);
    let side = side::hits(&view, &terms);
    let is_candidate_list = steering.is_empty() && lists::is_candidate_list(&view, &mentions, &terms);
    let accounts = accounts::find(&view, &found);
    let wards = groups::wards(&view, &found).into_iter().map(|(ward, _)| ward).collect();
    let political = if is_candidate_list { Vec::new() } else { political };
    Some(PartScan {
        name: part,
        mentions,
        accounts,
        parties,
        political,
        steering,
        side,
        wards,
        is_candidate_list,
        tokens,
        reading,
    })
}
