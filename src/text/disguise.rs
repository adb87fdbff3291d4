//! Words hidden from machines in ways that people read through: letters apart (`C.l.l.r`, `C l l r`), digits and
//! signs for letters (`Pr1ce`), a word broken by a sign (`Pri.ce`), entities in plain text, upside down, backwards.
//!
//! A disguise is taken off only where a word somebody looks for comes out, so that `4pm`, `B2B` and `U.S.A.` stay what
//! they are. What comes out is another reading beside the text itself, with a map back to it.

use std::ops::Range;

use super::{OffsetMap, Reading, html};

/// What may be behind a disguise.
pub trait Vocabulary {
    /// Whether a folded word is one that somebody looks for.
    fn knows(&self, word: &str) -> bool;

    /// The first word with this first letter that fits and that people write with stars.
    fn masked(&self, _fits: &dyn Fn(&str) -> bool, _first: char) -> Option<&str> {
        None
    }
}

/// The most ways one word's signs are read.
const MOST_READINGS: usize = 64;

/// No entity that anybody writes is longer, in bytes.
const LONGEST_ENTITY: usize = 9;

/// No disguised word is longer, in bytes, with all the signs between its letters.
const LONGEST_WORD: usize = 400;

/// Words shorter than this are too often something else when they come out of signs or broken words.
const SHORTEST: usize = 3;

/// A reading, and the original bytes in which it differs from the text.
#[derive(Debug)]
pub struct Undisguised<'a> {
    /// The text without its disguise.
    pub reading: Reading<'a>,
    /// Where it was disguised; anything found elsewhere was found in the text itself.
    pub changed: Vec<Range<usize>>,
}

/// The other readings of a text. `backwards` says that a known word was seen written backwards.
pub fn readings<'a>(
    text: &str,
    is_html: bool,
    backwards: bool,
    vocabulary: &dyn Vocabulary,
) -> Vec<Undisguised<'a>> {
    let mut all = Vec::new();
    let decoded = !is_html && holds_markup(text);
    let turned = backwards || text.chars().filter(|c| upright(*c).is_some()).count() >= 3;
    if !is_html && !decoded && !turned && disguises(text, vocabulary).is_empty() {
        return all;
    }
    let shown = if is_html || decoded { Derived::of_html(text) } else { Derived::same(text) };
    let unmasked = shown.unmasked(&disguises(&shown.text, vocabulary));
    if decoded {
        let changed = std::iter::once(0..text.len()).collect();
        all.push(Derived { changed, ..unmasked }.finish());
    } else if !unmasked.changed.is_empty() {
        all.push(unmasked.finish());
    }
    if shown.text.chars().filter(|c| upright(*c).is_some()).count() >= 3 {
        all.push(shown.turned(flipped).finish());
    }
    if backwards {
        all.push(shown.turned(|c| c).finish());
        all.push(shown.each_word_turned().finish());
    }
    all
}

/// Whether a text may hold a disguise that [`readings`] takes off: a quick look at its bytes.
pub fn is_suspect(text: &str) -> bool {
    if !text.is_ascii() && text.chars().any(|c| upright(c).is_some() || is_mask(c) && !c.is_ascii()) {
        return true;
    }
    if holds_markup(text) {
        return true;
    }
    let mut lone_letters = 0;
    let mut since_letter = 2;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        if byte.is_ascii_alphabetic() {
            let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
            if before == *byte && next == *byte && *byte != b'w' {
                return true;
            }
            if !before.is_ascii_alphanumeric() && !next.is_ascii_alphanumeric() {
                lone_letters += 1;
                if lone_letters >= 3 {
                    return true;
                }
            } else {
                lone_letters = 0;
            }
            since_letter = 0;
        } else {
            since_letter += 1;
            // A digit or sign straight between letters, or at a word's beginning or end.
            let sign = byte.is_ascii_digit()
                || matches!(byte, b'@' | b'$' | b'!' | b'|' | b'+' | b'.' | b'*' | b'_' | b'-');
            if sign && next.is_ascii_alphabetic() && (since_letter == 1 || byte.is_ascii_digit()) {
                return true;
            }
            let marks = matches!(byte, b'*' | b'#' | b'@' | b'$' | b'%' | b'-' | b'_')
                && (next == *byte || next.is_ascii_alphabetic());
            if since_letter == 1 && (byte.is_ascii_digit() || marks) {
                return true;
            }
        }
    }
    false
}

/// Whether some word is written backwards, as its capital stands at its end: `hsraM`.
pub fn ends_in_capitals(text: &str) -> bool {
    let bytes = text.as_bytes();
    let small = |byte: u8| byte.is_ascii_lowercase() || !byte.is_ascii();
    bytes.windows(2).enumerate().any(|(at, pair)| {
        if !(pair[1].is_ascii_uppercase() && small(pair[0])) {
            return false;
        }
        let last = at + 1;
        let ends = bytes.get(last + 1).is_none_or(|next| !next.is_ascii_alphanumeric() && next.is_ascii());
        let length = bytes[..last].iter().rev().take_while(|byte| small(**byte)).count();
        let begins = last.checked_sub(length + 1).is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
        ends && begins && length >= SHORTEST
    })
}

/// Whether a plain text holds tags or entities.
fn holds_markup(text: &str) -> bool {
    let last_bracket = text.rfind('>').unwrap_or_default();
    let tag = |at: usize| {
        let name = text[at + 1..].strip_prefix('/').unwrap_or(&text[at + 1..]);
        at < last_bracket && (name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.starts_with("!--"))
    };
    let entity = |at: usize| {
        let after = text.as_bytes()[at + 1..].iter().take(LONGEST_ENTITY + 1);
        let name = after.clone().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        name > 0 && after.clone().nth(name) == Some(&b';')
    };
    text.match_indices('<').any(|(at, _)| tag(at)) || text.match_indices('&').any(|(at, _)| entity(at))
}

/// A text made of another.
#[derive(Debug, Clone, Default)]
struct Derived {
    text: String,
    map: OffsetMap,
    changed: Vec<Range<usize>>,
}

impl Derived {
    fn same(text: &str) -> Self {
        let mut derived = Self::default();
        for (at, c) in text.char_indices() {
            derived.push(c, at..at + c.len_utf8());
        }
        derived
    }

    fn of_html(text: &str) -> Self {
        let (text, map) = html::text_of(text);
        Self { text, map, changed: Vec::new() }
    }

    fn push(&mut self, c: char, original: Range<usize>) {
        self.text.push(c);
        self.map.push(c.len_utf8(), original);
    }

    /// Appends a stretch of another derived text as it is.
    fn copy(&mut self, from: &Self, stretch: Range<usize>) {
        for (at, c) in from.text[stretch.clone()].char_indices() {
            let at = stretch.start + at;
            self.push(c, from.map.original(at..at + c.len_utf8()));
        }
    }

    fn finish<'a>(self) -> Undisguised<'a> {
        let changed = self.changed;
        Undisguised { reading: Reading::derived(self.text, self.map), changed }
    }

    /// Every line from its end to its beginning.
    fn turned(&self, letter: impl Fn(char) -> char) -> Self {
        let mut turned = Self::default();
        for line in stretches(&self.text, |c| c == '\n') {
            turned.turn(self, line.clone(), &letter);
            if line.end < self.text.len() {
                turned.copy(self, line.end..line.end + 1);
            }
        }
        turned.changed = vec![self.map.original(0..self.text.len())];
        turned
    }

    /// Every word from its end to its beginning, each in its place.
    fn each_word_turned(&self) -> Self {
        let mut turned = Self::default();
        let mut done = 0;
        for word in words(&self.text) {
            turned.copy(self, done..word.start);
            turned.turn(self, word.clone(), &|c| c);
            done = word.end;
        }
        turned.copy(self, done..self.text.len());
        turned.changed = vec![self.map.original(0..self.text.len())];
        turned
    }

    fn turn(&mut self, from: &Self, stretch: Range<usize>, letter: &impl Fn(char) -> char) {
        for (at, c) in from.text[stretch.clone()].char_indices().rev() {
            let at = stretch.start + at;
            self.push(letter(c), from.map.original(at..at + c.len_utf8()));
        }
    }
}

/// The stretches between characters that separate.
fn stretches(text: &str, separates: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| separates(*c)) {
        found.push(start..at);
        start = at + c.len_utf8();
    }
    found.push(start..text.len());
    found
}

/// The stretches between blanks.
fn words(text: &str) -> Vec<Range<usize>> {
    stretches(text, char::is_whitespace).into_iter().filter(|word| !word.is_empty()).collect()
}

/// What comes out of some words.
#[derive(Debug)]
struct Out {
    text: String,
    /// How many words it takes the place of.
    taken: usize,
}

/// A disguised stretch, and what a reader sees there.
type Disguise = (Range<usize>, String);

/// The stretches of a text behind which a known word stands.
fn disguises(text: &str, vocabulary: &dyn Vocabulary) -> Vec<Disguise> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if let Some((stretch, out)) = masked(&text[word.clone()], vocabulary) {
            found.push((word.start + stretch.start..word.start + stretch.end, out));
            at += 1;
            continue;
        }
        let out = spaced(text, &words[at..], vocabulary)
            .or_else(|| single(&text[word.clone()], vocabulary).map(|text| Out { text, taken: 1 }));
        at += out.as_ref().map_or(1, |out| out.taken);
        found.extend(out.map(|out| (word.start..words[at - 1].end, out.text)));
    }
    found
}

impl Derived {
    /// With the disguised stretches as a reader sees them.
    fn unmasked(&self, disguises: &[Disguise]) -> Self {
        let mut unmasked = Self::default();
        let mut done = 0;
        for (stretch, out) in disguises {
            unmasked.copy(self, done..stretch.start);
            unmasked.spread(out, self, stretch.clone());
            done = stretch.end;
        }
        unmasked.copy(self, done..self.text.len());
        unmasked
    }

    /// Appends what came out of a stretch: each of its words stands for the part of the stretch its letters came from.
    fn spread(&mut self, out: &str, from: &Self, stretch: Range<usize>) {
        let original = from.map.original(stretch.clone());
        let kept: Vec<(usize, char)> =
            from.text[stretch.clone()].char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let letters = out.chars().filter(|c| !c.is_whitespace()).count();
        let mut nth = 0;
        for c in out.chars() {
            if c.is_whitespace() {
                self.push(c, original.end..original.end);
                continue;
            }
            // As many letters came out as characters went in, or a sign between two letters was dropped.
            let place = if letters == kept.len() { nth } else { nth * kept.len() / letters.max(1) };
            let last = if letters == kept.len() {
                nth
            } else {
                ((nth + 1) * kept.len() / letters.max(1)).max(1) - 1
            };
            let bytes = |number: usize| {
                kept.get(number).map(|(at, c)| stretch.start + at..stretch.start + at + c.len_utf8())
            };
            let span = match (bytes(place), bytes(last.max(place))) {
                (Some(first), Some(last)) => from.map.original(first.start..last.end),
                _ => original.clone(),
            };
            self.push(c, span);
            nth += 1;
        }
        self.changed.push(original);
    }
}

/// So many letters written apart are read together: a long row of lone letters must not be read again and again.
const LONGEST_APART: usize = 64;

/// Letters written apart with blanks between them: `C l l r   P y e`.
fn spaced(text: &str, words: &[Range<usize>], vocabulary: &dyn Vocabulary) -> Option<Out> {
    let mut run: Vec<&str> = Vec::new();
    let mut tail = "";
    for word in words.iter().take(LONGEST_APART).map(|word| &text[word.clone()]) {
        let Some(first) = word.chars().next().filter(|c| c.is_alphanumeric() || is_mask(*c)) else { break };
        let after = &word[first.len_utf8()..];
        if !after
            .chars()
            .all(|c| matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | ')' | '"' | '\'' | '’' | '”'))
        {
            break;
        }
        run.push(&word[..first.len_utf8()]);
        tail = after;
        if !after.is_empty() {
            break;
        }
    }
    if run.len() < SHORTEST {
        return None;
    }
    let words = &words[..run.len()];
    let letters = run.concat();
    let gaps: Vec<usize> = words.windows(2).map(|pair| pair[1].start - pair[0].end).collect();
    let narrow = gaps.iter().min().copied().unwrap_or(1);
    let groups = if gaps.iter().any(|gap| *gap > narrow) {
        let mut groups = vec![String::new()];
        for (nth, c) in letters.chars().enumerate() {
            if nth > 0 && gaps.get(nth - 1).is_some_and(|gap| *gap > narrow) {
                groups.push(String::new());
            }
            groups.last_mut()?.push(c);
        }
        groups
    } else {
        apart(&letters, vocabulary)?
    };
    let decoded: Vec<String> =
        groups.iter().map(|group| decode(group, vocabulary).unwrap_or_else(|| group.clone())).collect();
    decoded
        .iter()
        .any(|word| knows(vocabulary, word))
        .then(|| Out { text: format!("{}{tail}", decoded.join(" ")), taken: run.len() })
}

/// Letters without any gap between their words taken apart: at capitals, or into words that are known.
fn apart(letters: &str, vocabulary: &dyn Vocabulary) -> Option<Vec<String>> {
    let mut at_capitals: Vec<String> = Vec::new();
    for c in letters.chars() {
        match at_capitals.last_mut() {
            Some(word) if !c.is_uppercase() => word.push(c),
            _ => at_capitals.push(c.to_string()),
        }
    }
    if at_capitals.iter().any(|word| knows(vocabulary, word)) {
        return Some(at_capitals);
    }
    if knows(vocabulary, letters) {
        return Some(vec![letters.to_owned()]);
    }
    into_known(&fold(letters), vocabulary)
}

/// A run of letters as a sequence of known words, the fewest.
fn into_known(letters: &str, vocabulary: &dyn Vocabulary) -> Option<Vec<String>> {
    const LONGEST: usize = 60;
    if letters.len() > LONGEST || !letters.is_ascii() {
        return None;
    }
    // best[end] = the words that make up the letters before `end`
    let mut best: Vec<Option<Vec<String>>> = vec![None; letters.len() + 1];
    best[0] = Some(Vec::new());
    for end in SHORTEST..=letters.len() {
        for start in 0..=end - SHORTEST {
            let Some(before) = best[start].clone() else { continue };
            let word = &letters[start..end];
            let fewer = best[end].as_ref().is_none_or(|found| before.len() + 1 < found.len());
            if fewer && vocabulary.knows(word) {
                best[end] = Some([before, vec![word.to_owned()]].concat());
            }
        }
    }
    best.pop().flatten()
}

/// A word with stars or the like for some of its letters (`sh*tty`, `f**k`), or with letters drawn out (`shiiit`):
/// the stretch of it that is the word, and what it stands for. At least the first letter must be there.
fn masked(word: &str, vocabulary: &dyn Vocabulary) -> Option<(Range<usize>, String)> {
    let star = |c: char| matches!(c, '*' | '#' | '@' | '$' | '%' | '-' | '_' | '•' | '✱' | '＊' | '!' | '?');
    let belongs = |c: char| c.is_alphabetic() || matches!(c, '*' | '#' | '@' | '$' | '%' | '•' | '✱' | '＊');
    let bytes = word.as_bytes();
    if word.chars().all(char::is_alphabetic)
        && !bytes.windows(3).any(|three| three[0] == three[1] && three[1] == three[2])
    {
        return None;
    }
    let start = word.find(char::is_alphabetic)?;
    let end = word.char_indices().rev().find(|(_, c)| belongs(*c)).map(|(at, c)| at + c.len_utf8())?;
    let core = word.get(start..end)?;
    let letters: Vec<char> = core.chars().flat_map(char::to_lowercase).collect();
    if !(4..=MOST_MASKED).contains(&letters.len()) {
        return None;
    }
    let first = *letters.first()?;
    let masked_letters = letters.iter().filter(|c| star(**c)).count();
    if masked_letters == 0 {
        let drawn_out = letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]);
        let fits = |known: &str| is_drawn_out(&letters, known);
        return drawn_out
            .then(|| vocabulary.masked(&fits, first))
            .flatten()
            .map(|known| (start..end, known.to_owned()));
    }
    if letters.iter().any(|c| !star(*c) && !c.is_alphabetic()) {
        return None;
    }
    let same = |known: &str| {
        known.chars().count() == letters.len()
            && known.chars().zip(&letters).all(|(a, b)| star(*b) || fold_letter(*b) == a)
    };
    // A lone hyphen or mark between letters is spelling, not a mask: `co-op`.
    let firm = letters.iter().any(|c| matches!(c, '*' | '#' | '@' | '$' | '%' | '•' | '✱' | '＊'))
        || letters.windows(2).any(|two| star(two[0]) && two[0] == two[1]);
    // One letter and stars may be a grade.
    let lone = letters.iter().filter(|c| !star(**c)).count() == 1;
    if lone && matches!(first, 'a' | 'e' | 'i' | 'o' | 'u') {
        return None;
    }
    let known = vocabulary.masked(&same, first).filter(|_| firm).or_else(|| {
        // Two stars or more may stand for fewer or more letters than there are stars.
        let lead: String = letters.iter().take_while(|c| !star(**c)).collect();
        let tail: Vec<char> =
            letters.iter().skip(lead.chars().count()).copied().skip_while(|c| star(*c)).collect();
        let run = letters.len() - lead.chars().count() - tail.len();
        let tail: String = tail.into_iter().collect();
        let loose = |known: &str| {
            let between = known.chars().count().saturating_sub(letters.len() - run);
            known.starts_with(&lead) && known.ends_with(&tail) && (1..=run + 1).contains(&between)
        };
        (firm && run >= 2 && tail.chars().count() >= 2 && !tail.chars().any(star))
            .then(|| vocabulary.masked(&loose, first))
            .flatten()
    })?;
    Some((start..end, known.to_owned()))
}

/// The longest word that is looked at for stars.
const MOST_MASKED: usize = 24;

fn fold_letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        other => other,
    }
}

/// Whether letters are a word with some of its letters said again and again.
fn is_drawn_out(letters: &[char], known: &str) -> bool {
    let mut at = 0;
    let mut last = None;
    for c in known.chars() {
        // The run before may go on.
        while letters.get(at).is_some_and(|letter| Some(*letter) == last && *letter != c) {
            at += 1;
        }
        if letters.get(at) != Some(&c) {
            return false;
        }
        at += 1;
        last = Some(c);
    }
    letters[at..].iter().all(|letter| Some(*letter) == last)
}

/// One word with signs in it: dots between its letters, digits for letters, a sign in its middle.
fn single(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let outer = |c: char| !c.is_alphanumeric() && !is_mask(c);
    let trimmed = word.trim_start_matches(outer);
    let lead = word.len() - trimmed.len();
    let core = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '$' && c != '€');
    if core.len() < SHORTEST || core.chars().all(char::is_alphabetic) || is_address(core) {
        return None;
    }
    let tail = &trimmed[core.len()..];
    let (core, possessive) = match core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")) {
        Some(owner) => (owner, &core[owner.len()..]),
        None => (core, ""),
    };
    let out = joined(core, vocabulary).or_else(|| decode_pieces(core, vocabulary))?;
    Some(format!("{}{out}{possessive}{tail}", &word[..lead]))
}

/// Whether a word is an address or account that is looked up as a whole.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || word.starts_with('#') || word.matches('/').count() > 1
}

/// `C.l.l.r` and `Pri.ce`: the letters without the signs between them.
fn joined(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let between =
        |c: char| matches!(c, '.' | '-' | '_' | '*' | '·' | '•' | '|' | '/' | '~' | '+' | ':' | ',' | '\\');
    let pieces: Vec<&str> = word.split(between).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() < 2 || word.contains("//") {
        return None;
    }
    let one_each = pieces.iter().all(|piece| piece.chars().count() == 1);
    let lone = pieces.iter().filter(|piece| piece.chars().count() == 1).count();
    // `Hill-Green` is two words, not one that was broken.
    if !one_each
        && lone < SHORTEST
        && (pieces.iter().any(|piece| knows(vocabulary, piece)) || pieces.len() > 3)
    {
        return None;
    }
    if let Some(words) = lone_letters_joined(&pieces, vocabulary) {
        return Some(words);
    }
    let letters = pieces.concat();
    let long_enough = one_each || letters.chars().count() >= 5;
    if long_enough && knows(vocabulary, &letters) {
        return Some(letters);
    }
    decode(&letters, vocabulary).filter(|_| one_each)
}

/// `cllr_p_y_e`, `c_l_l_r_p_y_e`: letters that stand alone, joined to words; what stood together stays.
fn lone_letters_joined(pieces: &[&str], vocabulary: &dyn Vocabulary) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lone = String::new();
    for piece in pieces.iter().copied().chain([""]) {
        if piece.chars().count() == 1 {
            lone.push_str(piece);
            continue;
        }
        if lone.chars().count() >= SHORTEST {
            words.extend(apart(&lone, vocabulary)?);
        } else {
            words.extend((!lone.is_empty()).then(|| lone.clone()));
        }
        lone.clear();
        words.extend((!piece.is_empty()).then(|| piece.to_owned()));
    }
    let several = words.len() > 1 && words.len() < pieces.len();
    (several && words.iter().any(|word| knows(vocabulary, word))).then(|| words.join(" "))
}

fn decode_pieces(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let sign = |c: char| matches!(c, '-' | '\'' | '’');
    let pieces: Vec<&str> = word.split(sign).collect();
    let decoded: Vec<Option<String>> = pieces.iter().map(|piece| decode(piece, vocabulary)).collect();
    if decoded.iter().all(Option::is_none) {
        return None;
    }
    let mut signs = word.chars().filter(|c| sign(*c));
    let mut out = String::new();
    for (decoded, piece) in decoded.into_iter().zip(pieces) {
        out.push_str(decoded.as_deref().unwrap_or(piece));
        out.extend(signs.next());
    }
    Some(out)
}

/// A word with digits and signs read as the letters they look like, if a known word comes out.
fn decode(word: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    if !word.chars().any(is_mask) || is_amount(word) {
        return None;
    }
    let mut ways: Vec<String> = vec![String::new()];
    for c in word.chars() {
        let letters: &[char] = match looks_like(c) {
            [] => &[c],
            letters => letters,
        };
        if ways.len() * letters.len() > MOST_READINGS {
            return None;
        }
        ways =
            ways.iter().flat_map(|way| letters.iter().map(move |letter| format!("{way}{letter}"))).collect();
    }
    ways.into_iter().find(|way| knows(vocabulary, way))
}

/// A number, by itself or with a unit: `5am`, `20th`, `50p`.
fn is_amount(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len()
        && matches!(
            unit.to_ascii_lowercase().as_str(),
            "" | "am"
                | "pm"
                | "st"
                | "nd"
                | "rd"
                | "th"
                | "p"
                | "k"
                | "m"
                | "km"
                | "g"
                | "kg"
                | "hr"
                | "hrs"
                | "min"
                | "mins"
                | "ml"
                | "l"
                | "mm"
                | "cm"
                | "ft"
                | "in"
                | "yr"
                | "yrs"
                | "x"
                | "d"
                | "s"
                | "w"
                | "mph"
        )
}

fn knows(vocabulary: &dyn Vocabulary, word: &str) -> bool {
    word.chars().count() >= SHORTEST && vocabulary.knows(&fold(word))
}

fn fold(word: &str) -> String {
    super::Folded::of(word).text().to_owned()
}

fn is_mask(c: char) -> bool {
    !looks_like(c).is_empty()
}

/// The letters a digit or sign is used for.
fn looks_like(c: char) -> &'static [char] {
    match c {
        '0' => &['o'],
        '1' | '!' | '|' | '¡' => &['i', 'l'],
        '2' => &['z'],
        '3' | '€' => &['e'],
        '4' | '@' => &['a'],
        '5' | '$' => &['s'],
        '6' => &['g', 'b'],
        '7' | '+' => &['t'],
        '8' => &['b'],
        '9' => &['g'],
        '£' => &['l', 'e'],
        '¢' => &['c'],
        _ => &[],
    }
}

/// The letter an upside-down one is when the page is turned.
fn upright(c: char) -> Option<char> {
    Some(match c {
        'ɐ' => 'a',
        'ɔ' => 'c',
        'ǝ' => 'e',
        'ɟ' => 'f',
        'ƃ' | 'ɓ' => 'g',
        'ɥ' => 'h',
        'ᴉ' => 'i',
        'ɾ' => 'j',
        'ʞ' => 'k',
        'ן' | 'ʅ' | '˥' => 'l',
        'ɯ' => 'm',
        'ɹ' => 'r',
        'ʇ' => 't',
        'ʌ' => 'v',
        'ʍ' => 'w',
        'ʎ' => 'y',
        '∀' | 'Ɐ' => 'A',
        'Ɔ' => 'C',
        'Ǝ' => 'E',
        'Ⅎ' => 'F',
        '⅁' => 'G',
        'ſ' => 'J',
        '⅂' => 'L',
        'Ԁ' => 'P',
        'ᴚ' => 'R',
        '⊥' | '┴' => 'T',
        '∩' => 'U',
        'Λ' => 'V',
        '⅄' => 'Y',
        _ => return None,
    })
}

/// Letters that are others upside down: `u` is an `n`, `d` is a `p`.
fn flipped(c: char) -> char {
    match c {
        'b' => 'q',
        'q' => 'b',
        'd' => 'p',
        'p' => 'd',
        'n' => 'u',
        'u' => 'n',
        'M' => 'W',
        'W' => 'M',
        ',' => '\'',
        '\'' => ',',
        '6' => '9',
        '9' => '6',
        other => upright(other).unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Words(&'static [&'static str]);

    impl Vocabulary for Words {
        fn knows(&self, word: &str) -> bool {
            self.0.contains(&word)
        }
    }

    const KNOWN: Words =
        Words(&["cllr", "price", "denise", "pye", "vote", "snp", "tory", "tories", "out", "obi", "lawson"]);

    fn read(text: &str) -> Vec<(String, Vec<String>)> {
        readings(text, false, false, &KNOWN)
            .iter()
            .map(|other| {
                let changed = other.changed.iter().map(|range| text[range.clone()].to_owned()).collect();
                (other.reading.folded().to_owned(), changed)
            })
            .collect()
    }

    #[test]
    fn stars_and_drawn_out_letters_stand_for_swear_words_only() {
        struct Swears;
        impl Vocabulary for Swears {
            fn knows(&self, _: &str) -> bool {
                false
            }
            fn masked(&self, fits: &dyn Fn(&str) -> bool, first: char) -> Option<&str> {
                let all = ["arse", "bastards", "bollocks", "crap", "fucking", "fuck", "shit", "shitty"];
                all.into_iter().find(|word| word.starts_with(first) && fits(word))
            }
        }
        for (written, stretch, out) in [
            ("sh*tty", "sh*tty", "shitty"),
            ("B*st*rds.", "B*st*rds", "bastards"),
            ("f***ing", "f***ing", "fucking"),
            ("(f**k)", "f**k", "fuck"),
            ("F***!", "F***", "fuck"),
            ("f*****g", "f*****g", "fucking"),
            ("f****ing,", "f****ing", "fucking"),
            ("cr@p", "cr@p", "crap"),
            ("f--k", "f--k", "fuck"),
            ("shiiiit", "shiiiit", "shit"),
            ("Fuuuuuck", "Fuuuuuck", "fuck"),
        ] {
            let (range, known) = masked(written, &Swears).unwrap_or_else(|| panic!("{written}"));
            assert_eq!((&written[range], known.as_str()), (stretch, out));
            assert!(is_suspect(&format!("so {written} it")), "{written}");
        }
        for written in
            ["A***", "A*s", "co-op", "**bold**", "5*", "f*", "E***", "ooooh", "a-se", "www", "brrr", "*arse*"]
        {
            assert_eq!(masked(written, &Swears), None, "{written}");
        }
    }

    #[test]
    fn a_disguise_is_taken_off_where_a_known_word_stands_behind_it() {
        for (written, out) in [
            ("C.l.l.r P.y.e on goals", "cllr pye on goals"),
            ("C l l r   P y e loves bees", "cllr pye loves bees"),
            ("C l l r P y e", "cllr pye"),
            ("c l l r p y e", "cllr pye"),
            ("V o t e   S N P", "vote snp"),
            ("Pr1ce and Den1se", "price and denise"),
            ("C!!r Pr!ce's dog", "cllr price's dog"),
            ("T0ries 0ut!", "tories out!"),
            ("5NP", "snp"),
            ("Cllr Pri.ce today", "cllr price today"),
            ("Obi-L@wson", "obi-lawson"),
            ("C&#108;lr <b>Pye</b>", "cllr pye"),
            ("ǝʎd ɹllɔ", "cllr pye"),
        ] {
            assert!(is_suspect(written), "{written}");
            let all = read(written);
            assert!(all.iter().any(|(text, _)| text == out), "{written}: {all:?}");
        }
    }

    #[test]
    fn what_hides_nothing_stays_as_it_is() {
        for written in [
            "Bins at 4pm or 5am on the 1st, B2B event, Covid-19, U.S.A. and e.g. a.m.",
            "A B C of recycling: a, b and c",
            "Mail us: info@wrenbury.gov.example or call 01632 960 001",
            "R&B night, Q&A at 7; fish & chips; 2 < 3 > 1",
            "Hill-Price, price.list and x.y",
        ] {
            assert_eq!(read(written), [], "{written}");
        }
    }

    #[test]
    fn a_capital_at_the_end_tells_a_word_written_backwards() {
        for (text, told) in [
            ("eyP rllC", true),
            ("so hsraM!", true),
            ("iPhone, eBay, McKay, kWh, USA, TfL and A", false),
            ("yaD", false),
            ("ecirP", true),
        ] {
            assert_eq!(ends_in_capitals(text), told, "{text}");
        }
    }

    #[test]
    fn only_the_disguised_words_count_as_changed() {
        assert_eq!(read("See Pr1ce at the fair")[0].1, ["Pr1ce"]);
        assert_eq!(read("See C l l r   P y e at the fair")[0].1, ["C l l r   P y e"]);
    }

    #[test]
    fn backwards_is_read_by_the_line_and_by_the_word() {
        let all = readings("eyP rllC tea", false, true, &KNOWN);
        let texts: Vec<_> = all.iter().map(|other| other.reading.folded().to_owned()).collect();
        assert_eq!(texts, ["aet cllr pye", "pye cllr aet"]);
        let cllr = texts[0].find("cllr").unwrap();
        assert_eq!(all[0].reading.original(cllr..cllr + 8), 0..8);
    }

    proptest! {
        #[test]
        fn every_span_of_every_reading_lies_on_character_boundaries(
            text in "\\PC{0,40}|([a-zA-Z0-9@$!. ]|&#1[01][0-9];|<b>|ǝ|ɹ|€|é){0,40}", backwards: bool,
        ) {
            for other in readings(&text, false, backwards, &KNOWN) {
                for token in &other.reading.tokens().list {
                    prop_assert!(text.get(other.reading.original(token.range())).is_some());
                }
                for changed in other.changed {
                    prop_assert!(text.get(changed).is_some());
                }
            }
        }

        #[test]
        fn nothing_that_would_change_goes_unsuspected(text in "[a-zA-Z0-9@$!|+.*_ -]{0,12}(cllr|C l l r|pr1ce|T0ries|P.y.e)[a-z .]{0,8}") {
            prop_assert!(is_suspect(&text) || readings(&text, false, false, &KNOWN).is_empty());
        }
    }
}
