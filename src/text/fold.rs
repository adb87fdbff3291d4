//! Folding: ways of writing the same word made the same, with a map back.
//!
//! Lower case, compatibility letters (full-width, mathematical, enclosed, small capitals) as plain ones, accents
//! off, invisible characters out, quotes and dashes unified. Letters of other scripts that look Latin are folded only
//! where a word mixes scripts, or is made of nothing else and stands among Latin words: real Cyrillic and Greek keep
//! their letters. ASCII text takes a short cut in which every byte keeps its place.

mod alike;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::OffsetMap;

/// A folded text.
#[derive(Debug, Clone)]
pub struct Folded {
    text: String,
    detail: Option<Detail>,
}

/// What only text beyond ASCII needs.
#[derive(Debug, Clone)]
struct Detail {
    map: OffsetMap,
    /// For each folded byte: whether it was a capital.
    upper: Vec<bool>,
}

/// One character on its way: not lower-cased yet, with the original bytes it came from.
#[derive(Debug, Clone, Copy)]
struct Letter {
    character: char,
    start: usize,
    end: usize,
}

impl Folded {
    /// Folds a text.
    pub fn of(original: &str) -> Self {
        if original.bytes().all(is_shown_ascii) {
            let text = original.to_ascii_lowercase();
            let text = if text.contains('`') { text.replace('`', "'") } else { text };
            return Self { text, detail: None };
        }
        let mut letters = plain_letters(original);
        unmask_look_alikes(&mut letters);
        let mut text = String::with_capacity(original.len());
        let mut detail = Detail {
            map: OffsetMap::with_capacity(original.len()),
            upper: Vec::with_capacity(original.len()),
        };
        for letter in letters {
            let upper = letter.character.is_uppercase();
            for lower in letter.character.to_lowercase().filter(|c| !is_combining_mark(*c)) {
                text.push(lower);
                detail.map.push(lower.len_utf8(), letter.start..letter.end);
                detail.upper.extend(std::iter::repeat_n(upper, lower.len_utf8()));
            }
        }
        Self { text, detail: Some(detail) }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original bytes of a range of the folded text.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        match &self.detail {
            None => folded,
            Some(detail) => detail.map.original(folded),
        }
    }

    /// Whether the letter at a byte of the folded text was a capital. `original` is the text that was folded.
    pub fn is_upper(&self, original: &str, at: usize) -> bool {
        match &self.detail {
            None => original.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase),
            Some(detail) => detail.upper.get(at).copied().unwrap_or(false),
        }
    }
}

/// Decomposes, drops what is invisible, and unifies quotes, dashes and spaces.
fn plain_letters(original: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(original.len());
    for (start, character) in original.char_indices() {
        let end = start + character.len_utf8();
        if character.is_ascii() && !is_unseen(character) {
            letters.push(Letter { character, start, end });
        } else if is_combining_mark(character) || is_variation_selector(character) {
            // A mark belongs to the letter before it: a span must not cut it off.
            if let Some(last) = letters.last().copied() {
                for letter in letters.iter_mut().rev().take_while(|letter| letter.start == last.start) {
                    letter.end = end;
                }
            }
        } else if !is_invisible(character) {
            if let Some(letter) = in_brackets(character) {
                letters.push(Letter { character: letter, start, end });
            } else if let Some(spelled) = spelled_out(character) {
                letters.extend(spelled.chars().map(|character| Letter { character, start, end }));
            } else {
                let parts = std::iter::once(character).nfkd().filter(|c| !is_combining_mark(*c));
                letters.extend(parts.map(|part| Letter { character: unified(part), start, end }));
            }
        }
    }
    letters
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}')
}

/// Whether a byte is an ASCII character, and none that no page shows.
fn is_shown_ascii(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t'..=b'\r')
}

/// Control characters that no page shows; tabs and line ends part words.
fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}')
}

/// Zero-width characters, soft hyphens, bidirectional controls and tag characters.
fn is_invisible(c: char) -> bool {
    is_unseen(c)
        || matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E007F}')
}

/// One character for another: quotes, dashes, spaces and line ends in all their forms, and plain letters whose mark
/// Unicode does not take apart.
fn unified(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | 'ʹ' | 'ʻ' | '´' | '`' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '＂' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁃' | '﹘' | '－' => '-',
        '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
        '\u{2800}' => ' ',
        other if other.is_whitespace() && other != '\n' && other != '\r' => ' ',
        other => alike::plain(other)
            .or_else(|| small_capital(other))
            .or_else(|| enclosed(other))
            .or_else(|| digit(other))
            .unwrap_or(other),
    }
}

/// The digits of other scripts, in which people write telephone numbers as well.
fn digit(c: char) -> Option<char> {
    const NOUGHTS: [char; 9] =
        ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{BE6}', '\u{C66}', '\u{E50}'];
    let nought = NOUGHTS.iter().rev().find(|nought| **nought <= c)?;
    char::from_digit(u32::from(c) - u32::from(*nought), 10)
}

/// Letters in brackets, which are taken apart into the letter and its brackets otherwise.
fn in_brackets(c: char) -> Option<char> {
    let place = match c {
        '\u{249C}'..='\u{24B5}' => c as u32 - 0x249C,
        '\u{1F110}'..='\u{1F129}' => c as u32 - 0x1F110,
        _ => return None,
    };
    char::from_u32(u32::from(b'a') + place)
}

/// Small capitals have no decomposition.
fn small_capital(c: char) -> Option<char> {
    Some(match c {
        'ᴀ' => 'a',
        'ʙ' => 'b',
        'ᴄ' => 'c',
        'ᴅ' => 'd',
        'ᴇ' => 'e',
        'ꜰ' => 'f',
        'ɢ' => 'g',
        'ʜ' => 'h',
        'ɪ' => 'i',
        'ᴊ' => 'j',
        'ᴋ' => 'k',
        'ʟ' => 'l',
        'ᴍ' => 'm',
        'ɴ' => 'n',
        'ᴏ' => 'o',
        'ᴘ' => 'p',
        'ʀ' => 'r',
        'ꜱ' => 's',
        'ᴛ' => 't',
        'ᴜ' => 'u',
        'ᴠ' => 'v',
        'ᴡ' => 'w',
        'ʏ' => 'y',
        'ᴢ' => 'z',
        _ => return None,
    })
}

/// White letters on a dark ground have no decomposition of their own.
fn enclosed(c: char) -> Option<char> {
    let place = match c {
        '\u{1F150}'..='\u{1F169}' => c as u32 - 0x1F150,
        '\u{1F170}'..='\u{1F189}' => c as u32 - 0x1F170,
        _ => return None,
    };
    char::from_u32(u32::from(b'A') + place)
}

fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "TH",
        _ => return None,
    })
}

/// What the letters of a word are, as far as look-alikes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Make {
    Latin,
    /// Latin letters among others that look like them.
    Mixed,
    /// Nothing but letters that look Latin.
    Disguised,
    Other,
}

fn unmask_look_alikes(letters: &mut [Letter]) {
    let passes = |c: char| alike::latin(c).is_some() || alike::in_style(c).is_some();
    if !letters.iter().any(|letter| passes(letter.character)) {
        return;
    }
    let words = runs(letters);
    let makes: Vec<Make> = words.iter().map(|word| make_of(&letters[word.clone()])).collect();
    // What stands before and behind a run of disguised words.
    let mut before = Vec::with_capacity(makes.len());
    let mut last = None;
    for make in &makes {
        before.push(last);
        last = if *make == Make::Disguised { last } else { Some(*make) };
    }
    let mut after = None;
    for (at, word) in words.iter().enumerate().rev() {
        let unmask = match makes[at] {
            Make::Mixed => true,
            Make::Disguised => {
                let beside = [before[at], after];
                let latin = beside.iter().flatten().any(|make| matches!(make, Make::Latin | Make::Mixed));
                word.len() > 1 && latin && !beside.contains(&Some(Make::Other))
            }
            Make::Latin | Make::Other => false,
        };
        if unmask {
            for letter in &mut letters[word.clone()] {
                let latin = alike::latin(letter.character).or_else(|| alike::in_style(letter.character));
                letter.character = latin.unwrap_or(letter.character);
            }
        }
        after = if makes[at] == Make::Disguised { after } else { Some(makes[at]) };
    }
}

fn runs(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, letter) in letters.iter().enumerate() {
        match (letter.character.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs.extend(start.map(|from| from..letters.len()));
    runs
}

fn make_of(word: &[Letter]) -> Make {
    let (mut latin, mut alike, mut styled, mut foreign) = (false, false, false, false);
    let (mut greek, mut cyrillic) = (false, false);
    for letter in word {
        let c = letter.character;
        if c.is_ascii() {
            latin |= c.is_ascii_alphabetic();
            continue;
        }
        if !c.is_alphabetic() {
            continue;
        }
        let script = c.script();
        let passes = alike::latin(c).is_some();
        latin |= script == Script::Latin;
        alike |= passes;
        styled |= alike::in_style(c).is_some();
        foreign |= script != Script::Latin && !passes;
        greek |= script == Script::Greek;
        cyrillic |= script == Script::Cyrillic;
    }
    match (latin, alike || latin && styled, foreign) {
        (true, true, _) => Make::Mixed,
        // Nobody writes one word in Greek and Cyrillic letters.
        (false, true, _) if greek && cyrillic => Make::Mixed,
        (true, false, _) | (false, false, false) => Make::Latin,
        (false, true, false) => Make::Disguised,
        (false, _, true) => Make::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_a_word_fold_to_the_same() {
        for (written, folded) in [
            ("Cllr Ash", "cllr ash"),
            ("𝑪𝒍𝒍𝒓 Ash", "cllr ash"),
            ("Ｃｌｌｒ Ash", "cllr ash"),
            ("Ⓒⓛⓛⓡ 🅐🅢🅗", "cllr ash"),
            ("ᴄʟʟʀ Ash", "cllr ash"),
            ("C\u{200b}ll\u{ad}r A\u{2060}sh", "cllr ash"),
            ("C\u{7}ll\u{0}r A\u{7f}s\u{8d}h", "cllr ash"),
            ("Сllr Аѕһ", "cllr ash"),
            ("Zoë Šé", "zoe se"),
            ("Zoe\u{308}", "zoe"),
            ("‘quoted’ – “twice”", "'quoted' - \"twice\""),
            ("Kozłowska Straße", "kozlowska strasse"),
            ("C\u{3164}l\u{180e}l\u{fe0f}r A\u{fff9}s\u{e0061}h", "cllr ash"),
            ("Ꮯllr Ꭺsh, ᏟᏞᏞᎡ ᎪᏚᎻ", "cllr ash, cllr ash"),
            ("Ⲥllr Ⲁsh, ꓚꓡꓡꓣ ꓮꓢꓧ", "cllr ash, cllr ash"),
            ("ᑕᒪᒪᖇ ᗩᔕᕼ at ᗩᔕᕼ", "cllr ash at ash"),
            ("Cℓℓя Ash мαяѕн", "cllr ash marsh"),
            ("DΛLE MΛRSH", "dale marsh"),
            ("Ƈɭɭɽ Ɑʂɦ", "cllr ash"),
            ("⒞⒧⒧⒭ 🄐🄢🄗", "cllr ash"),
            ("٠٧٧ ०७७ ໐", "077 077 ໐"),
            ("Hօսse", "house"),
        ] {
            assert_eq!(Folded::of(written).text(), folded, "{written}");
        }
    }

    #[test]
    fn real_cyrillic_greek_and_welsh_keep_their_letters() {
        for kept in [
            "мы с вами",
            "библиотека с книгами",
            "наша рама и море",
            "καλημέρα σας",
            "Ողջույն, տոնավաճառ շաբաթ օրը",
            "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
            "გამარჯობა",
            "ⲡⲓⲣⲁⲥⲧⲟⲥ ϧⲉⲛ",
        ] {
            let folded = Folded::of(kept);
            assert!(
                folded.text().chars().all(|c| !c.is_ascii_alphabetic()),
                "{kept} became {}",
                folded.text()
            );
        }
        assert_eq!(Folded::of("Ŵyl y tŷ").text(), "wyl y ty");
    }

    #[test]
    fn a_word_all_of_look_alikes_is_unmasked_only_among_latin_words() {
        assert_eq!(Folded::of("Cllr Рао spoke").text(), "cllr pao spoke");
        assert_eq!(Folded::of("приходите в Library со мнои").text(), "приходите в library со мнои");
    }

    #[test]
    fn a_span_takes_its_marks_along() {
        let text = "Zoe\u{308} Ash";
        let folded = Folded::of(text);
        assert_eq!(&text[folded.original(0..3)], "Zoe\u{308}");
    }
}
