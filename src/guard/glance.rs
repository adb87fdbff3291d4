//! A quick look at a post, which dismisses most of them: one pass of the automaton along each text as it is written,
//! and for every anchor on the way the question whether it could mean anything where it stands.
//!
//! It errs on one side only. What it dismisses, the whole judgement would find nothing in; what it cannot dismiss is
//! judged as if it had never been looked at. Words split into tokens, disguises, names and their context are for the
//! whole judgement alone.

mod around;
mod window;

use std::ops::Range;

use crate::guard::index::people::Person;
use crate::guard::index::{Index, Meaning, Term};
use crate::guard::rulebook::Rulebook;
use crate::guard::rules::personal_data;
use crate::guard::scan::{is_prose, parties};
use crate::lexicon::Sense;
use crate::post::{Markup, Part, Post};
use crate::text::disguise;

use around::Around;

/// Whether no rule can find anything in a post.
pub(crate) fn finds_nothing(post: &Post, book: &Rulebook) -> bool {
    // Written out, so that whatever a post comes to hold is thought of here.
    let Post { parts, pictures, unread, from_unknown_tool, to_unknown_channel, same_words_at } = post;
    let words_alone = pictures.is_empty()
        && unread.is_empty()
        && !from_unknown_tool
        && !to_unknown_channel
        && same_words_at.is_none();
    words_alone && book.world().calendar.is_loaded() && parts.iter().all(|part| is_quiet(part, book.index()))
}

/// A longer text is not worth two looks, in bytes.
const LONGEST: usize = 32_768;

/// Whether nothing can be found in a part.
fn is_quiet(part: &Part, index: &Index) -> bool {
    let text = part.text.as_str();
    let Some(matcher) = &index.matcher else { return false };
    if !is_prose(part.name) || text.len() > LONGEST {
        return false;
    }
    let mut company = Company::default();
    let enough = |anchor: Range<usize>, meanings: &[Meaning]| {
        let around = Around::of(text, anchor);
        meanings.iter().any(|meaning| matters(*meaning, &around, index, &mut company))
    };
    let Some(hints) = matcher.pass(text, enough) else { return false };
    if hints.is_foreign() || hints.has_account() || company.matters() {
        return false;
    }
    let marked_up = hints.has_markup() && (part.markup == Markup::Html || disguise::holds_markup(text));
    if marked_up || hints.has_rise() && disguise::ends_in_capitals(text) {
        return false;
    }
    let disguised = hints.may_be_disguised() || hints.lone_letters() >= disguise::FEWEST_LONE_LETTERS;
    if disguised && disguise::may_hide(text, index) {
        return false;
    }
    if hints.has_slash() && index.accounts.stand_in(&text.to_ascii_lowercase()) {
        return false;
    }
    // Sites are followed up by a rule of their own, which reads nothing else.
    !(index.follows_sites() && has_inner_dot(text)) && !(hints.has_digit() && personal_data::may_hold(part))
}

/// Whether a dot stands straight before a letter or digit, as in every web address.
fn has_inner_dot(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[0] == b'.' && pair[1].is_ascii_alphanumeric())
}

/// What stands in a text that means nothing alone and something together.
#[derive(Debug, Default)]
struct Company {
    /// A councillor's title.
    titles: bool,
    /// A family name of the roster.
    families: bool,
    /// A ward or a place in one.
    places: bool,
    /// The word for several members.
    members: bool,
}

impl Company {
    fn matters(&self) -> bool {
        self.titles && (self.families || self.places) || self.members && self.places
    }
}

/// Whether an anchor could mean something with no other beside it that does.
fn matters(meaning: Meaning, around: &Around<'_>, index: &Index, company: &mut Company) -> bool {
    match meaning {
        Meaning::Family(person, form) => {
            company.families = true;
            index.people.get(person as usize).is_none_or(|person| is_naming(person, form, around, index))
        }
        Meaning::Styled(_) => around.before().may_be(|word| is_any(word, &["sir", "dame"])),
        Meaning::Term(number) => {
            index.terms.get(number as usize).is_none_or(|term| is_said(term, around, index))
        }
        Meaning::Role(number) => index.roles.get(number as usize).is_none_or(|role| {
            (!role.needs_capital || around.is_capital())
                && role
                    .phrases
                    .iter()
                    .any(|phrase| around.is_any_of(phrase.anchors()) && around.may_be_part_of(phrase))
        }),
        // It only ever excuses a name.
        Meaning::Namesake(_) => false,
        // A ward ties a post to its by-election, and does so only where somebody is named.
        Meaning::Place(_) => {
            company.places = true;
            around.before().may_be(|word| word.eq_ignore_ascii_case("for"))
        }
        Meaning::Title | Meaning::SharedTitle => {
            company.titles = true;
            let named = around.may_join_after() && around.after().may_be(begins_with_capital);
            named || around.is_embedded() || is_of_a_ward(around)
        }
        Meaning::Members => {
            company.members = true;
            is_of_a_ward(around)
        }
        Meaning::PoliticianMark => around.is_shouted() || around.is_embedded(),
        Meaning::Mayor => {
            around.is_capital() && around.after().may_be(|word| word.eq_ignore_ascii_case("of"))
        }
        Meaning::Slip(_)
        | Meaning::Glued(_)
        | Meaning::Emblem
        | Meaning::WardMember
        | Meaning::Handle
        | Meaning::Backwards
        | Meaning::Account => true,
    }
}

fn is_of_a_ward(around: &Around<'_>) -> bool {
    around.before().may_be(|word| word.eq_ignore_ascii_case("ward"))
}

fn begins_with_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_any(word: &str, wanted: &[&str]) -> bool {
    wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(word))
}

/// Offices that stand straight before the name of who holds them.
const OFFICES: [&str; 6] = ["mayor", "provost", "maer", "convener", "commissioner", "pcc"];

/// Whether a family name could name the person: it is no everyday word and has a capital, or something of theirs or of
/// an office stands beside it.
fn is_naming(person: &Person, form: u32, around: &Around<'_>, index: &Index) -> bool {
    let Some(family) = person.families.get(form as usize) else { return true };
    let ordinary = |word: &str| around::with_folded(word, |word| index.words.has(Sense::Ordinary, word));
    let before = around.before();
    if around.is_embedded() {
        return true;
    }
    if let [.., last, _] = family.words.as_slice() {
        return before.may_be(|word| last.eq_ignore_ascii_case(word));
    }
    if around.is_capital() && !family.half && !ordinary(around.anchor()) {
        return true;
    }
    let given = |word: &str| {
        around::with_folded(word, |word| {
            person.is_given(word) || person.is_initial(word) || index.words.has(Sense::Honorific, word)
        })
    };
    // A middle name nobody knows may stand between; a given name may stand behind, after a comma.
    before.may_be(|word| given(word) || is_any(word, &OFFICES))
        || before.may_be(begins_with_capital) && around.before_that().may_be(given)
        || around.after().may_be(|word| begins_with_capital(word) && given(word))
}

/// Whether a term could stand here in its sense.
fn is_said(term: &Term, around: &Around<'_>, index: &Index) -> bool {
    if !around.may_be_part_of(&term.phrase) {
        return false;
    }
    match term.sense {
        Sense::PartyWord => {}
        Sense::PartyShort => return around.is_capital(),
        // It only ever excuses a party's word.
        Sense::EverydayPhrase => return false,
        _ => return true,
    }
    // A party's everyday name has a capital, and no neighbour that makes it the everyday word.
    let Some(everyday) = index.everyday.get(term.group as usize) else { return true };
    let by = |words: &std::collections::BTreeSet<String>, neighbour: Option<&str>| {
        neighbour.is_some_and(|word| around::with_folded(word, |word| words.contains(word)))
    };
    let excused = term.phrase.is_one_word()
        && (by(&everyday.after, around.joined_before()) || by(&everyday.before, around.joined_after()));
    let voted_for = || around.before().may_be(|word| around::with_folded(word, parties::is_voting));
    (around.is_capital() || !term.phrase.is_one_word() || voted_for()) && !excused
}

#[cfg(test)]
mod probe {
    use super::*;
    use std::collections::BTreeMap;
    use std::path::Path;
    #[test]
    fn probe() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
        let day = "2026-04-20T11:00:00Z".parse().unwrap();
        let settings = crate::config::read(&folder.join("larkenby/purdah.toml")).unwrap();
        let (read, _) = crate::documents::read(&settings);
        let mut world = crate::documents::world(&read).map_err(|_| "x").unwrap().world;
        world.roster.people.truncate(if std::env::var("FEW").is_ok() { 1 } else { 1000 });
        let book = Rulebook::compile(world);
        let index = book.index();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for council in ["larkenby", "gwernlas", "strathlennan", "brackhaven", "carnmoyle", "aldersyke"] {
            let lines = std::fs::read_to_string(folder.join(council).join("posts.jsonl")).unwrap_or_default();
            let mut bump = |k: &str| *counts.entry(k.to_owned()).or_default() += 1;
            for line in lines.lines() {
                let line: crate::post::jsonl::Line = serde_json::from_str(line).unwrap_or_default();
                let Some(text) = line.text.filter(|t| !t.is_empty() && t.is_ascii()) else { continue };
                let post = Post::of_text(text.clone());
                if !crate::guard::judge_in_full(&post, day, &book).findings.is_empty() {
                    continue;
                }
                bump("all");
                if finds_nothing(&post, &book) {
                    bump("dismissed");
                    continue;
                }
                let part = &post.parts[0];
                let mut company = Company::default();
                let mut any = false;
                let hints = index
                    .matcher
                    .as_ref()
                    .unwrap()
                    .pass(&text, |anchor, meanings| {
                        let around = Around::of(&text, anchor.clone());
                        for m in meanings {
                            if matters(*m, &around, index, &mut company) {
                                any = true;
                                let what = match m {
                                    Meaning::Term(n) => format!(
                                        "{:?} {}",
                                        index.terms[*n as usize].sense,
                                        index.terms[*n as usize].phrase.written
                                    ),
                                    other => format!("{other:?}").split('(').next().unwrap().to_owned(),
                                };
                                *words
                                    .entry(format!("{} {what}", text[anchor.clone()].to_lowercase()))
                                    .or_default() += 1;
                            }
                        }
                        false
                    })
                    .unwrap();
                if any {
                    bump("anchor");
                    continue;
                }
                if company.matters() {
                    bump("company");
                    println!("C {text}");
                    continue;
                }
                if hints.has_account() {
                    bump("account");
                    continue;
                }
                if hints.has_rise() && disguise::ends_in_capitals(&text) {
                    bump("rise");
                    continue;
                }
                let d = hints.may_be_disguised() || hints.lone_letters() >= 3;
                if d && disguise::may_hide(&text, index) {
                    bump("hide");
                    println!("H {text}");
                    continue;
                }
                if hints.has_digit() && personal_data::may_hold(part) {
                    bump("clues");
                    println!("D {text}");
                    continue;
                }
                bump("other");
            }
        }
        println!("{counts:#?}");
        let mut w: Vec<_> = words.into_iter().collect();
        w.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        for (a, b) in w.iter().take(100) {
            println!("{b} {a}");
        }
    }
}
