//! A quick look at a post, which dismisses most of them: one pass of the automaton along each text as it is written,
//! and for every anchor on the way the question whether it could mean anything where it stands.
//!
//! It errs on one side only. What it dismisses, the whole judgement would find nothing in; what it cannot dismiss is
//! judged as if it had never been looked at. Words split into tokens, disguises, names and their context are for the
//! whole judgement alone.

mod around;
mod sight;

use std::collections::BTreeSet;

use crate::guard::index::people::Person;
use crate::guard::index::roles::RoleSort;
use crate::guard::index::{Extent, Index, Meaning, Term};
use crate::guard::poll_day;
use crate::guard::rulebook::Rulebook;
use crate::guard::rules::personal_data;
use crate::guard::scan::parties::is_link;
use crate::guard::scan::politics::appeals::{CUES, Needs};
use crate::guard::scan::politics::sides;
use crate::guard::scan::{broken, is_prose, parties, points_somewhere, tags};
use crate::lexicon::Sense;
use crate::post::{Markup, Part, PartName, Post};
use crate::roster::name::is_particle;
use crate::text::{disguise, rewritten};

use around::Around;
use sight::Sight;

/// Whether no rule can find anything in a post.
pub(crate) fn finds_nothing(post: &Post, book: &Rulebook) -> bool {
    // Written out, so that whatever a post comes to hold is thought of here.
    let Post { parts, pictures, unread, from_unknown_tool, to_unknown_channel, same_words_at } = post;
    let words_alone = pictures.is_empty()
        && unread.is_empty()
        && !from_unknown_tool
        && !to_unknown_channel
        && same_words_at.is_none();
    words_alone
        && book.world().calendar.is_loaded()
        && parts.iter().all(|part| is_quiet(part, post, book.index()))
}

/// A longer text is not worth two looks, in bytes.
const LONGEST: usize = 8_192;

/// Whether nothing can be found in a part of a post.
fn is_quiet(part: &Part, post: &Post, index: &Index) -> bool {
    let text = part.text.as_str();
    let Some(matcher) = &index.matcher else { return false };
    if !is_prose(part.name) || text.len() > LONGEST {
        return false;
    }
    let Some(sight) = Sight::of(text, matcher) else { return false };
    let hints = sight.hints;
    if hints.is_foreign() || holds_anchor_that_matters(&sight, index, part.name) {
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
    if (hints.has_slash() || hints.may_be_disguised()) && rewritten::may_differ(text) {
        return false;
    }
    if broken::stand_in(text, index) {
        return false;
    }
    let addressed = hints.has_slash() || hints.has_account();
    if addressed && (points_somewhere(sight.folded(), index) || holds_telling_hashtag(sight.folded(), index))
    {
        return false;
    }
    // Sites are followed up by a rule of their own, which reads nothing else.
    let personal = hints.has_digit() || hints.has_account();
    let followed_up = index.follows_sites() && has_inner_dot(text);
    !(followed_up || personal && personal_data::finds_in_signs(part, post, index))
}

/// Whether a hashtag is a member's account by its name.
fn holds_telling_hashtag(folded: &str, index: &Index) -> bool {
    tags::written_in(folded).any(|tag| index.accounts.of_handle(tag, &|_| true).is_some())
}

/// Whether a dot stands straight before a letter or digit, as in every web address.
fn has_inner_dot(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[0] == b'.' && pair[1].is_ascii_alphanumeric())
}

fn holds_anchor_that_matters(sight: &Sight<'_, '_>, index: &Index, part: PartName) -> bool {
    let mut company = Company { is_of_a_picture: is_of_a_picture(part), ..Company::default() };
    sight.begun.iter().any(|(at, begun)| {
        sight.range(*at).is_some_and(|word| {
            begun.hits(sight.folded(), word).any(|hit| {
                let around = Around::of(sight, hit.start..hit.end, *at);
                hit.meanings.iter().any(|meaning| matters(*meaning, &around, index, &mut company))
            })
        })
    })
}

/// What was seen so far of words that mean something together.
#[derive(Debug, Default)]
struct Company {
    /// A councillor's title stood somewhere before.
    titles: bool,
    /// Where the family name before ended.
    family: Option<usize>,
    /// What stands in a picture, or tells what it shows, shows members without a name.
    is_of_a_picture: bool,
}

fn is_of_a_picture(part: PartName) -> bool {
    matches!(part, PartName::AltText(_) | PartName::PictureText(_) | PartName::ResharedAltText(_))
}

/// So far behind a family name the title that belongs to it stands, in bytes: `Ash, W. (Cllr)`.
const TITLE_BEHIND: usize = 128;

/// Whether an anchor could mean something with no other beside it that does.
fn matters(meaning: Meaning, around: &Around<'_>, index: &Index, company: &mut Company) -> bool {
    match meaning {
        Meaning::Family(family) => {
            company.family = Some(around.range().end);
            // `Cllrs Ash and Elm`: the title that several share stands before the first of them.
            let titled = company.titles && around.has_near(|word| is_title(word, index));
            titled
                || around.is_capital() && !around.is_among_blanks() && around.has_near(begins_a_caption)
                || index.family(family).iter().any(|(person, form)| {
                    let person = index.people.get(*person as usize);
                    person.is_none_or(|person| is_naming(person, *form, around, index))
                })
        }
        Meaning::Styled(_) => around.before().is_some_and(|word| is_any(word, &["sir", "dame"])),
        Meaning::GivenName(_) => {
            around.is_capital()
                && around.after().is_some_and(|word| {
                    matches!(word, "from" | "of" | "took" | "takes" | "won" | "holds" | "held" | "kept")
                        || word.len() == 1 && !matches!(word, "a" | "i" | "s")
                })
        }
        Meaning::Initialled(_) => around.is_capital() && around.after().is_some_and(|word| word.len() <= 2),
        Meaning::Term(number) => {
            index.terms.get(number as usize).is_none_or(|term| is_said(term, around, index))
        }
        Meaning::Role(number) => index.roles.get(number as usize).is_none_or(|role| {
            (role.sort != RoleSort::NeedsCapital || around.is_capital() || around.is_before_capital())
                && role
                    .phrases
                    .iter()
                    .any(|phrase| around.is_any_of(phrase.anchors()) && around.may_be_part_of(phrase))
        }),
        // It only ever excuses a name.
        Meaning::Namesake(_) => false,
        // A ward ties a post to its by-election, and does so only where somebody is named.
        Meaning::Place(_) => around.has_near(is_of_members),
        Meaning::Title | Meaning::SharedTitle => {
            company.titles = true;
            // Behind a short form of the title people write names in small letters too.
            let short = around.anchor().len() <= LONGEST_SHORT_TITLE;
            let named = around.may_join_after()
                && (around.is_before_capital()
                    || around.after().is_some_and(|word| short || begins_a_name(word)));
            let behind =
                company.family.is_some_and(|end| around.range().start.saturating_sub(end) < TITLE_BEHIND);
            named || behind || company.is_of_a_picture || around.is_embedded() || is_of_a_ward(around)
        }
        Meaning::PollDay => {
            poll_day::may_be_said(around.anchor(), around.before(), around.after())
                && around.has_cues_near(Needs::Two, &CUES, index)
        }
        Meaning::Others => sets_sides_apart(around),
        Meaning::Members => is_of_a_ward(around),
        Meaning::PoliticianMark => around.is_shouted() || around.is_embedded(),
        Meaning::Mayor => {
            let named = around.is_capital()
                && (around.is_before_capital()
                    || around.after().is_some_and(|word| is_any(word, &["of", "for"])));
            // `The two mayors`, `the elected mayor`, `Elsewhere's mayor`, `the Elsewhere mayor`
            named
                || around.before().is_some_and(|word| {
                    is_any(word, &["two", "both", "2", "elected", "new", "s"])
                        || around.is_behind_capital() && !is_any(word, &["the", "our", "a"])
                })
        }
        Meaning::Slip(_) => around.is_capital(),
        Meaning::Glued(_)
        | Meaning::Emblem
        | Meaning::WardMember
        | Meaning::Handle
        | Meaning::Backwards
        | Meaning::Account => true,
    }
}

/// Whether a clause about them may stand beside one about us: `We built it; they would close it.`
fn sets_sides_apart(around: &Around<'_>) -> bool {
    let with = around.before() == Some("with");
    let begins = with || around.is_capital() || !around.is_among_blanks();
    begins
        && (with || around.after().is_some_and(sides::is_deed))
        && around.has_near(|word| is_any(word, &["we", "us"]))
}

/// `coun`, `cllrs`: no short form of the title is longer.
const LONGEST_SHORT_TITLE: usize = 5;

/// Whether a word in small letters may begin a family name of several words: `van`, `d'`.
fn begins_a_name(word: &str) -> bool {
    word.len() == 1 || is_particle(word)
}

/// Whether a word in small letters speaks of who sits for a ward.
fn is_of_members(word: &str) -> bool {
    ["member", "council", "cllr", "cynghor", "represent", "serv", "sitting", "reps", "aelod", "haelod"]
        .iter()
        .any(|start| word.starts_with(start))
}

fn is_of_a_ward(around: &Around<'_>) -> bool {
    around.before().is_some_and(|word| is_any(word, &["ward", "local"]))
}

fn is_title(word: &str, index: &Index) -> bool {
    index.words.has(Sense::Title, word) || index.words.has(Sense::SharedTitle, word)
}

/// Whether a word in small letters may be one of `Left to right:`, `L-R` or `From the left:`.
fn begins_a_caption(word: &str) -> bool {
    is_any(word, &["left", "right", "r", "chwith", "dde", "pictured", "centre", "middle"])
}

fn is_any(word: &str, wanted: &[&str]) -> bool {
    wanted.contains(&word)
}

/// Offices that stand straight before the name of who holds them.
const OFFICES: [&str; 13] = [
    "mayor",
    "provost",
    "maer",
    "faer",
    "convener",
    "convenor",
    "commissioner",
    "pcc",
    "leader",
    "arweinydd",
    "member",
    "holder",
    "cabinet",
];

/// Whether a family name could name the person: it is no everyday word and has a capital, or something of theirs or of
/// an office stands beside it.
fn is_naming(person: &Person, form: u32, around: &Around<'_>, index: &Index) -> bool {
    let Some(family) = person.families.get(form as usize) else { return true };
    let before = around.before();
    if around.is_embedded() {
        return true;
    }
    // `the Elm-Ashes`
    if family.half && around.is_capital() && !around.is_among_blanks() && before == Some("the") {
        return true;
    }
    if let [.., last, _] = family.words.as_slice() {
        return before.is_some_and(|word| last == word);
    }
    if around.is_capital() && !family.half && !index.words.has(Sense::Ordinary, around.anchor()) {
        return true;
    }
    // `Pic by Ash`, `(c) Ash`, `Cr Ash`
    if around.is_capital()
        && before.is_some_and(|word| is_any(word, &["by", "credit", "courtesy", "c", "cr"]))
    {
        return true;
    }
    let given = |word: &str| {
        person.is_given(word)
            || person.is_initial(word)
            || person.are_initials(word)
            || person.is_inflected_given(word)
            || person.is_mutated_given(word)
            || index.words.has(Sense::Honorific, word)
    };
    // A middle name nobody knows may stand between, or the given name of another who shares the family name.
    let beyond = |word: &str| given(word) || is_any(word, &["and", "a", "ac"]);
    let set_off = around.is_capital() && !around.is_among_blanks();
    before.is_some_and(|word| given(word) || is_any(word, &OFFICES))
        || around.is_behind_capital() && (set_off || around.before_that().is_some_and(beyond))
        || (around.is_before_capital() || set_off) && around.after().is_some_and(given)
}

/// Whether a term could stand here in its sense.
fn is_said(term: &Term, around: &Around<'_>, index: &Index) -> bool {
    if !around.may_be_part_of(&term.phrase) {
        return false;
    }
    // A party's name has the capitals it is registered with.
    if term.registered().is_some() && !term.phrase.is_one_word() {
        return around.is_capital() || term.may_be_small(around.anchor()) || is_link(around.anchor());
    }
    match term.sense {
        // They say nothing alone.
        Sense::Ballot => return around.has_cues_near(Needs::of(term.confidence), &CUES, index),
        Sense::Power => return around.has_cues_near(Needs::OneOrTwo, &[Sense::Verdict], index),
        Sense::PartyWord => {}
        Sense::PartyShort => return around.is_capital(),
        _ => return true,
    }
    // A party's everyday name has a capital, or is to be voted for, and no neighbour that makes it the everyday word.
    let Some(everyday) = index.everyday.get(term.group as usize) else { return true };
    let by = |words: &BTreeSet<String>, neighbour: Option<&str>| {
        neighbour.is_some_and(|word| words.contains(word))
    };
    let excused = term.phrase.is_one_word()
        && (by(&everyday.after, around.joined_before())
            || by(&everyday.before, around.joined_after().filter(|word| *word != "is")));
    let voted_for = || around.before().is_some_and(parties::is_voting);
    // `Together` of `Wyke Together` is everybody's word but beside those who sit for it, or behind its place.
    if term.registered().is_some_and(|registered| registered.extent == Extent::Word) {
        return around.is_capital()
            && (around.is_behind_capital() || around.after().is_some_and(parties::is_of_a_party_alone));
    }
    (around.is_capital() || !term.phrase.is_one_word() || voted_for()) && (!excused || voted_for())
}
