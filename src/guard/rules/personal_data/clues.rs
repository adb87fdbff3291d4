//! A quick look at a text's letters and digits: which kinds of personal data could stand in it at all.
//!
//! Most posts have a date or a time and nothing more; they are not even split into words.

use crate::guard::index::contacts::Contacts;

/// What a text could hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four kinds, each of which may be there or not")]
pub(super) struct Clues {
    /// A telephone number or a National Insurance number: six digits with little between them.
    pub(super) run: bool,
    /// An e-mail address.
    pub(super) at: bool,
    /// A vehicle's plate: a letter and a digit together.
    pub(super) plate: bool,
    /// A house number and the name of a street.
    pub(super) house: bool,
}

impl Clues {
    /// Whether there are any.
    pub(super) fn any(self) -> bool {
        self.run || self.at || self.plate || self.house
    }

    /// Looks once along a text; the council's own lines and mailboxes are none. `is_upper` tells whether the letter at
    /// a byte is, or was, a capital, and `is_street` whether a word in small letters is one that streets are called by.
    pub(super) fn of(
        text: &str,
        own: &Contacts,
        is_upper: impl Fn(usize) -> bool,
        is_street: impl Fn(&str) -> bool,
    ) -> Self {
        let bytes = text.as_bytes();
        let mut clues = Self::default();
        // Digits so far of a run, and where the last of them ended.
        let (mut run, mut last) = (Vec::new(), 0_usize);
        let between = |byte: &u8| {
            matches!(byte, b' ' | b'.' | b'-' | b'(' | b')' | b'_' | b'o' | b'O' | b'\n' | b'\r' | b'\t')
                || !byte.is_ascii()
        };
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii_digit() {
                let end =
                    bytes[at..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| at + n);
                let goes_on = at - last <= MOST_BETWEEN && bytes[last..at].iter().all(between);
                if !goes_on {
                    clues.run |= is_telling(&run, own);
                    run.clear();
                }
                run.extend(&bytes[at..end]);
                last = end;
                clues.plate |= at > 0 && bytes[at - 1].is_ascii_alphabetic()
                    || end - at == 4 && at > 2 && bytes[at - 1] == b' ' && is_upper(at - 2);
                clues.house |= end - at <= MOST_OF_A_HOUSE && is_house(text, end, &is_upper, &is_street);
                at = end;
                continue;
            }
            if *byte == b'@' && at > 0 {
                clues.at |= if bytes[at - 1].is_ascii_alphanumeric() {
                    !text.get(at..).is_some_and(|domain| own.have_domain(domain))
                } else {
                    has_host(bytes, at)
                };
            }
            at += 1;
        }
        clues.run |= is_telling(&run, own);
        clues
    }
}

/// Whether a host's name follows an `@` that stands apart from the word before it: a dot, written out or not, with a
/// letter on either side. An account's name has none.
fn has_host(bytes: &[u8], sign: usize) -> bool {
    let blank = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b']' | b')' | b'}' | b'"');
    let start = sign + 1 + bytes[sign + 1..].iter().take(MOST_AROUND).take_while(blank).count();
    let label =
        bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    let behind = &bytes[start + label..];
    let dotted = match behind {
        [b'.', next, ..] => next.is_ascii_alphanumeric() || *next == b'\n',
        [b'[' | b'(' | b'{', b'.' | b'd', ..] => true,
        [b' ', rest @ ..] => rest.get(..4).is_some_and(|word| {
            word.eq_ignore_ascii_case(b"dot ") || word.starts_with(b"(") || word.starts_with(b"[")
        }),
        _ => false,
    };
    label > 0 && dotted
}

/// The most blanks and brackets between an `@` and a host.
const MOST_AROUND: usize = 4;

/// Whether the digits of a run could be of something private.
fn is_telling(run: &[u8], own: &Contacts) -> bool {
    run.len() >= FEWEST_DIGITS && !own.has_line(run)
}

/// The most signs between two groups of digits of one number, as in `) - `.
const MOST_BETWEEN: usize = 3;

/// The digits of the shortest thing that is looked for.
const FEWEST_DIGITS: usize = 6;

/// The digits of the longest house number.
const MOST_OF_A_HOUSE: usize = 4;

/// Whether a street's name may follow a number that ends at a byte: words with capitals, with no more between them than
/// joins words, and one of them is of those that streets are called by.
fn is_house(
    text: &str,
    end: usize,
    is_upper: &impl Fn(usize) -> bool,
    is_street: &impl Fn(&str) -> bool,
) -> bool {
    let bytes = text.as_bytes();
    // 22a, 22A
    let mut at = end + usize::from(bytes.get(end).is_some_and(u8::is_ascii_alphabetic));
    for nth in 0..MOST_WORDS_OF_A_STREET {
        let joins = |c: char| {
            matches!(c, ' ' | '-' | '\'' | '.' | '\n' | '\r' | '\t' | '*' | '_' | '~') || c == ',' && nth == 0
        };
        let rest = text.get(at..).unwrap_or_default();
        let word = rest.trim_start_matches(joins);
        let start = text.len() - word.len();
        let word = &word[..word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len())];
        if word.is_empty() || start == at {
            return false;
        }
        let upper = is_upper(start);
        if upper && is_street(&word.to_lowercase()) {
            return true;
        }
        if !upper && word.len() > LONGEST_SMALL_WORD {
            return false;
        }
        at = start + word.len();
    }
    false
}

/// The most words of a street's name.
const MOST_WORDS_OF_A_STREET: usize = 5;

/// Small words in a street's name: `Rhiw yr Allt`, `the Old Mill Lane`.
const LONGEST_SMALL_WORD: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn clues(text: &str) -> Clues {
        let contacts = ["01632 960", "@council.example"].map(str::to_owned);
        let is_upper = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase);
        let is_street = |word: &str| matches!(word, "rise" | "lane" | "green" | "friday");
        Clues::of(text, &Contacts::of(&contacts), is_upper, is_street)
    }

    #[test]
    fn dates_times_and_prices_are_no_clue() {
        for text in [
            "Bins on Friday 12 March, 9am to 5pm.",
            "Tickets £12.50, 14:30 on the 3rd",
            "20 May 2027 at 10",
            "Follow @wrenbury, part 2 of 4",
            "The 39 bus, the 07:15 train",
            "Ring 01632 960 001 or (01632) 960002, or mail bins@council.example.",
        ] {
            assert!(!clues(text).any(), "{text}: {:?}", clues(text));
        }
    }

    #[test]
    fn each_kind_has_its_own() {
        assert!(
            clues("01633 960 001").run
                && clues("01632 960 001 2").run
                && clues("01632 96000").run
                && clues("AB 12 34 56 C").run
                && clues("O77OO 900461").run
        );
        assert!(clues("a@b").at && clues("a@council.example.org").at && !clues("a @b").at);
        assert!(clues("AB12 CDE").plate && clues("ABZ 1234").plate);
        assert!(
            clues("22 Orchard Rise").house && clues("22a Orchard Rise").house && clues("8 Marsh Lane").house
        );
    }
}
