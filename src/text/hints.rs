//! What kinds of signs a text has, told byte by byte on the way through it: enough to know which closer looks a plain
//! text can be spared.

/// Takes the bytes of a text one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Hints {
    /// The kinds of the last three bytes, three bits each.
    last: usize,
    /// The last two bytes.
    two: [u8; 2],
    alone: u8,
    together: u8,
    lone_letters: u32,
    drawn_out: bool,
}

/// Kinds of bytes; what a byte says by itself stands above the three bits of its kind.
const KINDS: [u8; 256] = kinds();

/// What three kinds of bytes in a row say.
const ROWS: [u8; 512] = rows();

const OTHER: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;
/// Signs that stand for letters or between them.
const SIGN: u8 = 4;
const KIND: u8 = 0b111;

const FOREIGN: u8 = 1 << 3;
const ACCOUNT: u8 = 1 << 4;
const MARKUP: u8 = 1 << 5;
const SLASH: u8 = 1 << 6;
const FIGURE: u8 = 1 << 7;

const DISGUISE: u8 = 1;
const RISE: u8 = 2;
const LONE: u8 = 4;

const fn kinds() -> [u8; 256] {
    let mut kinds = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let this = byte as u8;
        kinds[byte] = match this {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT | FIGURE,
            b'$' | b'!' | b'|' | b'+' | b'.' | b'*' | b'_' | b'-' | b'%' => SIGN,
            b'@' | b'#' => SIGN | ACCOUNT,
            b'<' | b'&' => OTHER | MARKUP,
            b'/' => OTHER | SLASH,
            b'\t' | b'\n' | b'\r' | b' '..=b'~' => OTHER,
            _ => OTHER | FOREIGN,
        };
        byte += 1;
    }
    kinds
}

const fn rows() -> [u8; 512] {
    let mut rows = [0; 512];
    let mut row = 0;
    while row < 512 {
        #[expect(clippy::cast_possible_truncation, reason = "three bits")]
        let (first, middle, last) = ((row >> 6) as u8 & KIND, (row >> 3) as u8 & KIND, row as u8 & KIND);
        let first_letter = is_letter(first);
        let middle_letter = is_letter(middle);
        let last_letter = is_letter(last);
        let signs = middle == SIGN && (last_letter || first_letter && last == SIGN);
        if signs || middle == DIGIT && last_letter || middle_letter && last == DIGIT {
            rows[row] |= DISGUISE;
        }
        if middle == LOWER && last == UPPER {
            rows[row] |= RISE;
        }
        if middle_letter && !first_letter && first != DIGIT && !last_letter && last != DIGIT {
            rows[row] |= LONE;
        }
        row += 1;
    }
    rows
}

const fn is_letter(kind: u8) -> bool {
    kind == LOWER || kind == UPPER
}

impl Hints {
    /// Nothing seen yet.
    pub const fn new() -> Self {
        Self { last: 0, two: [0; 2], alone: 0, together: 0, lone_letters: 0, drawn_out: false }
    }

    /// Takes the next byte.
    #[inline]
    pub fn take(&mut self, byte: u8) {
        let kind = KINDS[usize::from(byte)];
        self.alone |= kind;
        self.last = (self.last << 3 | usize::from(kind & KIND)) & (ROWS.len() - 1);
        let row = ROWS[self.last];
        self.together |= row;
        self.lone_letters += u32::from(row & LONE != 0);
        self.drawn_out |= self.two == [byte; 2] && is_letter(kind & KIND);
        self.two = [self.two[1], byte];
    }

    /// Says that the text has ended.
    #[must_use]
    pub fn ended(mut self) -> Self {
        self.take(b' ');
        self
    }

    /// Some character is not printable ASCII.
    pub fn is_foreign(self) -> bool {
        self.alone & FOREIGN != 0
    }

    /// A handle or a hashtag may stand in it, or an e-mail address.
    pub fn has_account(self) -> bool {
        self.alone & ACCOUNT != 0
    }

    /// A tag or an entity may stand in it.
    pub fn has_markup(self) -> bool {
        self.alone & MARKUP != 0
    }

    /// A slash stands in it.
    pub fn has_slash(self) -> bool {
        self.alone & SLASH != 0
    }

    /// A digit stands in it.
    pub fn has_digit(self) -> bool {
        self.alone & FIGURE != 0
    }

    /// A sign or a digit stands straight before a letter or behind one, or a letter three times in a row.
    pub fn may_be_disguised(self) -> bool {
        self.together & DISGUISE != 0 || self.drawn_out
    }

    /// A capital follows a small letter.
    pub fn has_rise(self) -> bool {
        self.together & RISE != 0
    }

    /// How many letters stand alone.
    pub fn lone_letters(self) -> u32 {
        self.lone_letters
    }
}

impl Default for Hints {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::disguise;

    fn hints(text: &str) -> Hints {
        let mut hints = Hints::new();
        text.bytes().for_each(|byte| hints.take(byte));
        hints.ended()
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
