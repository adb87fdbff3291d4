//! What kinds of signs a text has, told on one way along it: enough to know which closer looks a plain text can be
//! spared.

use std::ops::Range;

use super::spelling::Spelling;

/// What a text hints at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints {
    /// The kinds of its bytes.
    kinds: u8,
    lone_letters: u32,
    disguise: bool,
    rise: bool,
}

/// Kinds of bytes.
const KINDS: [u8; 256] = kinds();

const LOWER: u8 = 1;
const UPPER: u8 = 1 << 1;
const DIGIT: u8 = 1 << 2;
/// Signs that stand for letters or between them.
const SIGN: u8 = 1 << 3;
const FOREIGN: u8 = 1 << 4;
const ACCOUNT: u8 = 1 << 5;
const MARKUP: u8 = 1 << 6;
const SLASH: u8 = 1 << 7;

const LETTER: u8 = LOWER | UPPER;
const WORD: u8 = LETTER | DIGIT;

const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let this = byte as u8;
        kinds[byte] = match this {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'$' | b'!' | b'|' | b'+' | b'.' | b'*' | b'_' | b'-' | b'%' => SIGN,
            b'@' | b'#' => SIGN | ACCOUNT,
            b'<' | b'&' => MARKUP,
            // The words of a link may stand before the bracket.
            b'/' | b']' => SLASH,
            b'\t' | b'\n' | b'\r' | b' '..=b'~' => 0,
            _ => FOREIGN,
        };
        byte += 1;
    }
    kinds
}

fn kind(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(0, |byte| KINDS[usize::from(*byte)])
}

/// Whether a sign stands alone in brackets: `[.]`.
fn is_bracketed(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at + 1), Some(b']' | b')' | b'}'))
        && matches!(bytes.get(at.wrapping_sub(1)), Some(b'[' | b'(' | b'{'))
}

/// What comes out of one word.
#[derive(Default)]
struct Run {
    end: usize,
    spelling: Spelling,
    kinds: u8,
    rise: bool,
    drawn_out: bool,
}

impl Run {
    /// The run of ASCII letters and digits from a byte on.
    #[inline]
    fn from(bytes: &[u8], start: usize) -> Self {
        /// The bit that a small letter has and its capital has not; digits have it.
        const SMALL: u8 = 0x20;
        let rest = bytes.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| KINDS[usize::from(**byte)] & WORD != 0).count();
        let word = rest.get(..length).unwrap_or_default();
        let mut run = Self { end: start + length, ..Self::default() };
        let mut before = 0;
        let mut repeats = false;
        for byte in word {
            run.spelling = run.spelling.with(byte | SMALL);
            run.kinds |= KINDS[usize::from(*byte)];
            repeats |= *byte == before;
            before = *byte;
        }
        if repeats {
            let same = |three: &[u8]| three.iter().all(|byte| *byte == three[0] && !byte.is_ascii_digit());
            run.drawn_out = word.windows(3).any(same);
        }
        if run.kinds & LETTER == LETTER {
            run.rise = word.windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
        }
        run
    }
}

impl Hints {
    /// Goes once along a text and shows each run of ASCII letters and digits, with its spelling in small letters.
    pub fn along(text: &str, mut word: impl FnMut(Range<usize>, Spelling)) -> Self {
        let bytes = text.as_bytes();
        let mut hints = Self::default();
        let mut at = 0;
        while at < bytes.len() {
            let run = Run::from(bytes, at);
            if run.end > at {
                word(at..run.end, run.spelling);
                hints.take(&run, at);
                at = run.end;
                continue;
            }
            let this = kind(bytes, at);
            hints.kinds |= this;
            if this & SIGN != 0 {
                let after = kind(bytes, at + 1);
                let behind_letter = at > 0 && kind(bytes, at - 1) & LETTER != 0;
                hints.disguise |= after & LETTER != 0
                    || behind_letter && after & SIGN != 0
                    || bytes[at] == b'%' && after & DIGIT != 0
                    || bytes[at] == b'.' && is_bracketed(bytes, at);
            }
            at += 1;
        }
        hints
    }

    fn take(&mut self, run: &Run, start: usize) {
        self.kinds |= run.kinds;
        self.rise |= run.rise;
        self.disguise |= run.drawn_out || run.kinds & DIGIT != 0 && run.kinds & LETTER != 0;
        self.lone_letters += u32::from(run.end - start == 1 && run.kinds & LETTER != 0);
    }

    /// Some character is not printable ASCII.
    pub fn is_foreign(self) -> bool {
        self.kinds & FOREIGN != 0
    }

    /// A handle or a hashtag may stand in it, or an e-mail address.
    pub fn has_account(self) -> bool {
        self.kinds & ACCOUNT != 0
    }

    /// A tag or an entity may stand in it.
    pub fn has_markup(self) -> bool {
        self.kinds & MARKUP != 0
    }

    /// A slash stands in it, or a bracket behind which an address may stand.
    pub fn has_slash(self) -> bool {
        self.kinds & SLASH != 0
    }

    /// A digit stands in it.
    pub fn has_digit(self) -> bool {
        self.kinds & DIGIT != 0
    }

    /// A sign or a digit stands straight before a letter or behind one, or a letter three times in a row.
    pub fn may_be_disguised(self) -> bool {
        self.disguise
    }

    /// A capital follows a small letter.
    pub fn has_rise(self) -> bool {
        self.rise
    }

    /// How many letters stand alone.
    pub fn lone_letters(self) -> u32 {
        self.lone_letters
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::disguise;

    fn hints(text: &str) -> Hints {
        Hints::along(text, |_, _| ())
    }

    #[test]
    fn every_run_of_letters_and_digits_is_shown_with_its_spelling() {
        let text = "Cllr O'Neil's 2nd, no-one \u{e9}t\u{e9} (x)";
        let mut words = Vec::new();
        Hints::along(text, |word, spelling| {
            assert_eq!(spelling, Spelling::of(&text[word.clone()].to_ascii_lowercase()));
            words.push(&text[word]);
        });
        assert_eq!(words, ["Cllr", "O", "Neil", "s", "2nd", "no", "one", "t", "x"]);
    }

    #[test]
    fn ordinary_sentences_have_no_hint_of_anything() {
        let plain =
            hints("Bins go out on Friday, as ever; \"thank you\", say our crews (and don't forget glass)!");
        assert!(!plain.may_be_disguised() && !plain.has_rise() && !plain.has_account() && !plain.has_digit());
        assert!(plain.lone_letters() < 3);
    }

    proptest! {
        #[test]
        fn what_a_closer_look_suspects_is_hinted_at(text in "[ -~]{0,30}|([a-cA-C1. @*-]|www){0,20}") {
            let hints = hints(&text);
            let hinted = hints.may_be_disguised() || hints.lone_letters() >= 3 || hints.has_markup();
            prop_assert!(hinted || !disguise::is_suspect(&text));
            prop_assert!(hints.has_rise() || !disguise::ends_in_capitals(&text));
        }
    }
}
