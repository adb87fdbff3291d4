//! What lists write beside a name without brackets: ` - resigned`, `, Leader`, `she/her`, a title or a number behind it.

use super::brackets::Bracket;
use super::offices::{is_office_word, office, says_office};
use super::{Styled, is_member, plain};
use crate::roster::name::is_particle;
use crate::roster::party;

/// Titles that exports put behind a name.
const BEHIND: [&str; 6] = ["mr", "mrs", "ms", "miss", "mx", "dr"];

/// Marks that part a name from what is said of its bearer.
const MARKS: [char; 6] = ['-', '–', '—', '|', '/', ':'];

/// `Wyn Ash - Civic Mayor`, `Wyn Ash – resigned`, `Wyn Ash | Labour`, `Wyn Ash: Leader`.
pub(super) fn take_after_mark(pieces: &mut Vec<String>, brackets: &mut Vec<Bracket>, styled: &mut Styled) {
    part_long_dashes(pieces);
    let Some(at) = (1..pieces.len()).find(|at| begins_beside(pieces, *at)) else { return };
    let mut after: Vec<String> = pieces.drain(at..).collect();
    let glued = |c: char| MARKS.contains(&c);
    // The mark may be glued to the word before it or after it.
    if after.len() > 1 && after[0].chars().any(|c| !glued(c)) && after[0].ends_with(glued) {
        pieces.push(after.remove(0).trim_end_matches(glued).to_owned());
    }
    let after = after.join(" ").trim_matches(|c: char| glued(c) || c == ' ').to_owned();
    brackets.retain(|bracket| bracket.before <= at);
    let is_one_word = !after.is_empty() && !after.contains(' ') && after.starts_with(char::is_uppercase);
    if is_one_word && !styled.take_beside(&after) {
        // It may be the other half of a name.
        styled.aliases.push(format!("{}-{after}", pieces.join(" ")));
    } else if !is_one_word {
        styled.take_beside(&after);
    }
}

/// Whether something said of the bearer of a name begins with a piece. Strokes part names as well, see [`several`].
///
/// [`several`]: super::several::are_several
fn begins_beside(pieces: &[String], at: usize) -> bool {
    let piece = &pieces[at];
    let rest = || pieces[at + 1..].join(" ");
    match piece.as_str() {
        "-" | "–" | "—" => true,
        "|" | "/" | ":" => is_said_of_somebody(&rest()),
        _ if piece.starts_with(['-', '–', '—']) => true,
        _ if piece.ends_with(['-', '–', '—']) => at + 1 < pieces.len(),
        _ => piece.ends_with(':') && is_said_of_somebody(&rest()),
    }
}

/// `Ash–Mayor` is two; `Rhys–Evans` is one.
fn part_long_dashes(pieces: &mut Vec<String>) {
    let parted = |piece: &str| {
        let (before, after) = piece.split_once(['–', '—'])?;
        (!before.is_empty() && is_said_of_somebody(after))
            .then(|| vec![before.to_owned(), "–".to_owned(), after.to_owned()])
    };
    *pieces = pieces.iter().flat_map(|piece| parted(piece).unwrap_or_else(|| vec![piece.clone()])).collect();
}

/// Whether words are an office, a party, or something in small letters.
fn is_said_of_somebody(words: &str) -> bool {
    words.split(' ').any(|word| is_office_word(&plain(word)))
        || party::is_known(words)
        || words.starts_with(char::is_lowercase) && !words.split(' ').next().is_some_and(is_particle)
}

/// `Wyn Ash, Leader of the Council`, `Wyn Ash, resigned`, `Ash, Wyn, Labour`: what stands behind a comma and is no
/// name.
pub(super) fn take_after_comma(pieces: &mut Vec<String>, styled: &mut Styled) {
    let mut parts: Vec<Vec<String>> = vec![Vec::new()];
    for piece in pieces.iter() {
        parts.last_mut().into_iter().for_each(|part| part.push(piece.clone()));
        if piece.ends_with(',') {
            parts.push(Vec::new());
        }
    }
    let mut kept: Vec<String> = parts.remove(0);
    for mut part in parts.into_iter().filter(|part| !part.is_empty()) {
        let offices = offices_before_a_name(&part);
        if kept.len() == 1 && offices > 0 {
            let taken: Vec<String> = part.drain(..offices).collect();
            styled.offices.extend(office(&taken.join(" ")));
            kept.extend(part);
            continue;
        }
        let words = part.join(" ").trim_end_matches(',').to_owned();
        let is_given = kept.len() == 1 && words.starts_with(char::is_lowercase);
        if is_said_of_somebody(&words) && !is_given {
            styled.take_beside(&words);
        } else {
            kept.extend(part);
        }
    }
    if let Some(last) = kept.last_mut() {
        last.truncate(last.trim_end_matches(',').len());
    }
    *pieces = kept;
}

/// How many words of `Deputy Mayor Wyn`, the second part of `Ash, Deputy Mayor Wyn`, are an office.
fn offices_before_a_name(part: &[String]) -> usize {
    let count = part.iter().take_while(|word| is_office_word(&plain(word))).count();
    let is_name = count < part.len() && part[count..].iter().all(|word| word.starts_with(char::is_uppercase));
    if is_name { count } else { 0 }
}

/// `Wyn Ash Mrs`, `Wyn Ash Labour`, `Wyn Ash resigned`, `Wyn Ash she/her`, `Wyn Ash 2`: two words are left at least. As
/// a word may belong to the name all the same, the whole is guarded too.
pub(super) fn take_behind(pieces: &mut Vec<String>, styled: &mut Styled) {
    let whole = pieces.join(" ");
    let mut may_belong = false;
    let is_cased = pieces.first().is_some_and(|first| first.starts_with(char::is_uppercase));
    while pieces.len() > 1 {
        let last = plain(&pieces[pieces.len() - 1]);
        let is_title = is_member(&last) || pieces.len() > 2 && BEHIND.contains(&last.as_str());
        if !is_title {
            break;
        }
        let title = pieces.pop().unwrap_or_default();
        if styled.title.is_empty() {
            styled.title = title;
        }
    }
    while let Some(count) = behind(pieces, is_cased) {
        let taken = pieces.split_off(pieces.len() - count).join(" ");
        may_belong |= !taken.contains('/') && !taken.chars().all(|c| c.is_ascii_digit());
        styled.take_beside(&taken);
    }
    if may_belong {
        styled.aliases.push(whole);
    }
}

/// How many of the last words seem to be no part of the name.
fn behind(pieces: &[String], is_cased: bool) -> Option<usize> {
    for count in [2, 1] {
        let Some(from) = pieces.len().checked_sub(count).filter(|from| *from > 1) else { continue };
        let words = pieces[from..].join(" ");
        // Miss Green and Mr Mayor keep their names: a middle name is rarer than an office without a mark.
        if party::is_known(&words) && !matches!(plain(&words).as_str(), "green" | "no" | "none") {
            return Some(count);
        }
    }
    let last = pieces.last().filter(|_| pieces.len() > 2)?;
    let in_small_letters = is_cased
        && last.chars().any(char::is_alphabetic)
        && !last.chars().any(char::is_uppercase)
        && last.starts_with(char::is_lowercase)
        && !is_particle(&plain(last));
    let is_number = last.chars().all(|c| c.is_ascii_digit());
    (in_small_letters || is_number || is_office_word(&plain(last))).then_some(1)
}

impl Styled {
    /// Takes what is said of somebody. False when nobody can tell what it is: then it is among [`Styled::left`].
    pub(super) fn take_beside(&mut self, words: &str) -> bool {
        if words.is_empty() || party::is_known(words) || is_pronouns(words) {
            return true;
        }
        if says_office(words) {
            self.offices.extend(office(words));
            return true;
        }
        self.left.push(words.to_owned());
        false
    }
}

/// `she/her`, `He / Him`, `they`.
pub(super) fn is_pronouns(words: &str) -> bool {
    const PRONOUNS: [&str; 16] = [
        "she", "her", "hers", "he", "him", "his", "they", "them", "theirs", "ze", "xe", "hir", "zir", "any",
        "all", "pronouns",
    ];
    let lower = words.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| PRONOUNS.contains(&word))
}
