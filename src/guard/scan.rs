//! A post read once with the rulebook: who and what stands in each part, before any rule has a say.
//!
//! Where the automaton finds nothing in a part, the part is not even split into words.

pub mod accounts;
pub(in crate::guard) mod broken;
mod club;
pub mod context;
pub mod council_offices;
pub mod doubles;
pub mod emblems;
pub mod groups;
pub mod leaders;
pub mod lists;
mod loosely;
pub mod mention;
pub mod mentions;
pub mod names;
pub mod offices;
pub mod part_scan;
mod parted;
mod particles;
pub mod parties;
pub mod passage;
pub mod politics;
pub mod seats;
pub mod side;
pub mod strangers;
pub mod stretches;
pub mod tags;
pub mod terms;
pub mod titles;
pub mod view;
pub mod voting;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::guard::index::accounts::addresses;
use crate::guard::index::{Index, Meaning};
use crate::guard::rulebook::Rulebook;
use crate::guard::standing::Standing;
use crate::lexicon::matcher::Hit;
use crate::post::{Markup, Part, PartName, Post};
use crate::text::{Reading, disguise, rewritten};

use context::Context;
use view::View;

pub(crate) use context::is_prose;
pub use mention::{Mention, Together, Who};
pub use part_scan::PartScan;

/// What was read in a post: the parts in which anything was found.
#[derive(Debug, Default)]
pub struct Scan<'a> {
    /// In the post's order.
    pub parts: Vec<PartScan<'a>>,
}

impl<'a> Scan<'a> {
    /// Reads a post.
    pub fn of(post: &'a Post, book: &'a Rulebook, standing: &Standing<'_>) -> Self {
        let context = Context::of(post, book.index());
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

    /// Whether the holder of a civic office is in politics somewhere in the post.
    pub fn shows_mayor_in_politics(&self) -> bool {
        self.parts.iter().any(|part| part.mayor_in_politics)
    }

    /// Whether some part holds a word.
    pub fn says(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.parts.iter().any(|part| {
            let folded = part.reading.folded();
            part.tokens.list.iter().any(|token| wanted(&folded[token.range()]))
        })
    }
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
    let backwards = written_backwards
        || disguise::ends_in_capitals(&part.text)
        || !part.text.is_ascii() && part.text.contains(disguise::RIGHT_TO_LEFT);
    let undisguised = if backwards || may_be_disguised(part, book) {
        disguise::readings(&part.text, is_html, backwards, book.index())
    } else {
        Vec::new()
    };
    let rewritten = rewritten::read(&reading);
    let mended = if hits.is_empty() { None } else { broken::mended(&reading, book.index()) };
    let mut scans = Vec::from_iter(scan_reading(reading, &hits, part.name, book, standing, context));
    for scan in &mut scans {
        scan.keep_disguised(book.index(), &[]);
    }
    for other in undisguised.into_iter().chain(rewritten).chain(mended) {
        let hits = self::hits(&other.reading, book);
        if let Some(mut scan) = scan_reading(other.reading, &hits, part.name, book, standing, context) {
            scan.keep_within(&other.changed);
            scan.keep_disguised(book.index(), &other.disguises);
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
    (!in_words_alone || disguise::may_hide(text, book.index())) && disguise::is_suspect(text)
}

/// Whether an account, an address or a hashtag in a folded text is somebody's or a party's: a look at those alone.
pub(crate) fn points_somewhere(text: &str, index: &Index) -> bool {
    index.accounts.stand_in(text)
        || text.contains('/') && addresses(text).any(|address| index.party_links.tell(address))
        || tags::any_is_glued(text, index)
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
    if hits.is_empty() && !points_somewhere(reading.folded(), index) {
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
    let terms = terms::find(&view, &found);
    groups::find(&view, &found, &terms, &mut mentions);
    let mentions = names::settle(&view, mentions);
    let steering = politics::steering(&view, &found, &terms);
    let political = politics::political(&view, &found, &terms);
    let side = side::hits(&view, &terms);
    let wards = groups::wards(&view, &found);
    let at_wards: Vec<Range<usize>> = wards.iter().map(|(_, words)| words.clone()).collect();
    let is_candidate_list =
        steering.is_empty() && lists::is_candidate_list(&view, &mentions, &terms, &at_wards);
    let accounts = accounts::find(&view, &found);
    let mayor_in_politics = titles::civic::is_political(&view, &mentions);
    let wards = wards.into_iter().map(|(ward, _)| ward).collect();
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
        mayor_in_politics,
        tokens,
        reading,
    })
}
