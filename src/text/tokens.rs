//! Words, and what stands between them.

use std::borrow::Cow;
use std::ops::Range;

use super::addresses::Addresses;

/// One word of a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// What stands between it and the word before.
    pub gap: Gap,
    /// What it is part of.
    pub within: Within,
    /// How it was written.
    pub shape: Shape,
    /// The number of its sentence, from 0.
    pub sentence: u32,
}

impl Token {
    /// Its bytes in the folded text, a possessive 's left out.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper)
    }
}

/// How a word was written before folding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No capital first.
    Lower,
    /// A capital first.
    Title,
    /// Two letters or more, all capitals.
    Upper,
    /// Begins with a digit.
    Number,
}

/// What a word is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Running text.
    Prose,
    /// The item with this number: a handle, hashtag, address.
    Item(u32),
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing comes before.
    Start,
    /// Nothing at all, as between the words of a hashtag.
    Glued,
    /// Blanks.
    Space,
    /// A hyphen, or an underscore.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
    /// The full stop of an abbreviation or an initial.
    Dot,
    /// One line end.
    Line,
    /// A comma.
    Comma,
    /// `&` or `+`.
    And,
    /// A slash.
    Slash,
    /// A colon.
    Colon,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark opens or closes, with or without a comma.
    Quote,
    /// A dash with blanks, a semicolon, a bullet, an emoji.
    Other,
    /// The end of a sentence or paragraph.
    Sentence,
}

impl Gap {
    /// Whether the words on either side belong together.
    pub fn joins(self) -> bool {
        matches!(self, Self::Glued | Self::Space | Self::Hyphen | Self::Apostrophe | Self::Dot | Self::Line)
    }
}

/// A handle, a hashtag, an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its bytes in the folded text, sign and all.
    pub range: Range<usize>,
}

/// Kinds of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// `@name` or `@name@host`.
    Handle,
    /// `#Name`.
    Hashtag,
    /// A web address, with or without its scheme.
    Url,
    /// An e-mail address.
    Email,
}

/// A text, split.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// The words in order.
    pub list: Vec<Token>,
    /// Handles, hashtags and addresses in order.
    pub items: Vec<Item>,
}

impl Tokens {
    /// The word that starts exactly at a byte.
    pub fn starting_at(&self, byte: usize) -> Option<usize> {
        self.list.binary_search_by_key(&byte, |token| token.start as usize).ok()
    }

    /// What a word stands in, when not in running text.
    pub fn item_of(&self, token: &Token) -> Option<&Item> {
        match token.within {
            Within::Prose => None,
            Within::Item(number) => self.items.get(number as usize),
        }
    }
}

/// About how many bytes a word and its gap take, to make room for as many.
const LETTERS_A_WORD: usize = 5;

/// Short forms after which a full stop ends nothing.
const ABBREVIATIONS: [&str; 29] = [
    "cllr", "dep", "cllrs", "coun", "couns", "cyng", "gyng", "chyng", "nghyng", "cyngh", "gyngh", "chyngh",
    "ald", "hon", "rt", "dr", "mr", "mrs", "ms", "mx", "rev", "revd", "st", "prof", "sir", "no", "vs", "cr",
    "gen",
];

/// The longest of them, and of single characters, in bytes.
const LONGEST_ABBREVIATION: usize = 6;

/// Splits a folded text. `is_upper` tells whether the letter at a byte was a capital.
pub fn split(text: &str, is_upper: impl Fn(usize) -> bool) -> Tokens {
    let mut splitter = Splitter {
        text,
        is_upper,
        addresses: Addresses::default(),
        tokens: Tokens { list: Vec::with_capacity(text.len() / LETTERS_A_WORD + 1), items: Vec::new() },
        sentence: 0,
        last_end: 0,
    };
    let mut at = 0;
    while at < text.len() {
        at = splitter.step(at);
    }
    splitter.tokens
}

struct Splitter<'a, F> {
    text: &'a str,
    is_upper: F,
    addresses: Addresses,
    tokens: Tokens,
    sentence: u32,
    /// Where the last word ended, its possessive 's included.
    last_end: usize,
}

impl<F: Fn(usize) -> bool> Splitter<'_, F> {
    /// Reads what stands at a byte and tells where to go on.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else { return self.text.len() };
        let after = at + first.len_utf8();
        let begins_item = || {
            self.text[after..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
                && !self.text[..at].ends_with(char::is_alphanumeric)
        };
        match first {
            ' ' => after,
            '@' if begins_item() => self.item(ItemKind::Handle, at..handle_end(self.text, at)),
            '#' if begins_item() => {
                let end = end_of(self.text, after, |c| c.is_alphanumeric() || c == '_');
                self.item(ItemKind::Hashtag, at..end)
            }
            _ if first.is_alphanumeric() => {
                if let Some((kind, end)) = self.addresses.at(self.text, at, &self.is_upper) {
                    self.item(kind, at..end)
                } else {
                    let end = word_end(self.text, at);
                    self.word(at..end, Within::Prose, None)
                }
            }
            _ => after,
        }
    }

    fn item(&mut self, kind: ItemKind, range: Range<usize>) -> usize {
        let number = u32::try_from(self.tokens.items.len()).unwrap_or(u32::MAX);
        self.tokens.items.push(Item { kind, range: range.clone() });
        let mut at = range.start;
        let mut inside = false;
        while at < range.end {
            let end = word_end(self.text, at).min(range.end);
            if end == at {
                at += self.text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            let mut from = at;
            let ends = match kind {
                ItemKind::Hashtag => humps(&self.text[at..end], |i| (self.is_upper)(at + i)),
                _ => vec![end - at],
            };
            for hump in ends.into_iter().map(|length| at + length) {
                let gap = inside.then(|| match from == at {
                    true if kind == ItemKind::Url && self.text[..from].ends_with('+') => Gap::Hyphen,
                    true => self.gap_at(from),
                    false => Gap::Glued,
                });
                self.word(from..hump, Within::Item(number), gap);
                from = hump;
                inside = true;
            }
            at = end;
        }
        self.last_end = range.end;
        range.end
    }

    fn word(&mut self, range: Range<usize>, within: Within, gap: Option<Gap>) -> usize {
        let gap = gap.unwrap_or_else(|| self.gap_at(range.start));
        if gap == Gap::Sentence {
            self.sentence += 1;
        }
        let mut letters = self.text[range.clone()].char_indices().map(|(i, c)| (range.start + i, c));
        let shape = match letters.next() {
            Some((_, c)) if c.is_numeric() => Shape::Number,
            Some((at, _)) if (self.is_upper)(at) => {
                let mut rest = letters.filter(|(_, c)| c.is_alphabetic()).peekable();
                let shout = rest.peek().is_some() && rest.all(|(at, _)| (self.is_upper)(at));
                if shout { Shape::Upper } else { Shape::Title }
            }
            _ => Shape::Lower,
        };
        let after = &self.text[range.end..];
        let possessive = within == Within::Prose
            && after.starts_with("'s")
            && !after[2..].starts_with(|c: char| c.is_alphanumeric());
        self.tokens.list.push(Token {
            start: super::narrow(range.start),
            end: super::narrow(range.end),
            gap,
            within,
            shape,
            sentence: self.sentence,
        });
        self.last_end = if possessive { range.end + 2 } else { range.end };
        self.last_end
    }

    fn gap_at(&self, start: usize) -> Gap {
        let Some(last) = self.tokens.list.last() else { return Gap::Start };
        let between = &self.text[self.last_end.min(start)..start];
        gap_of(between, &self.text[last.range()], last.shape)
    }
}

/// Where the words of a hashtag's run of letters and digits end: `CllrAsh2027` has three. `is_upper` tells whether the
/// letter at a byte of the folded run was a capital.
pub(crate) fn humps(run: &str, is_upper: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut ends = Vec::new();
    let letters: Vec<(usize, char, bool)> = run.char_indices().map(|(at, c)| (at, c, is_upper(at))).collect();
    for at in 1..letters.len() {
        let (before, (place, this, upper)) = (letters[at - 1], letters[at]);
        let next_lower = letters.get(at + 1).is_some_and(|next| !next.2 && next.1.is_alphabetic());
        let rises = upper && (!before.2 || next_lower);
        let turns = this.is_numeric() != before.1.is_numeric();
        if rises || turns {
            ends.push(place);
        }
    }
    ends.push(run.len());
    ends
}

/// What a stretch between two words amounts to.
fn gap_of(between: &str, before: &str, shape: Shape) -> Gap {
    match between {
        // Nearly all are of these.
        "" => return Gap::Glued,
        " " => return Gap::Space,
        ", " => return Gap::Comma,
        "-" => return Gap::Hyphen,
        _ => {}
    }
    let mut bare = Cow::Borrowed(between);
    if between.contains(['*', '~']) {
        bare = Cow::Owned(between.replace(['*', '~'], ""));
    }
    // **Wyn** _Ash_
    if bare.contains('_') && bare.contains(' ') {
        bare = Cow::Owned(bare.replace('_', ""));
    }
    let stripped = bare.trim();
    if bare.matches('\n').count() > 1 {
        return Gap::Sentence;
    }
    if stripped.is_empty() {
        return match &*bare {
            "" => Gap::Glued,
            line if line.contains('\n') => Gap::Line,
            _ => Gap::Space,
        };
    }
    let dotted = before.len() <= LONGEST_ABBREVIATION
        && (ABBREVIATIONS.contains(&before) || before.chars().count() == 1 && shape != Shape::Number);
    match stripped {
        // carers' champion
        "'" if before.ends_with('s') && bare.len() > 1 && bare.starts_with('\'') => Gap::Space,
        "-" | "_" if bare.len() == 1 => Gap::Hyphen,
        "'" if bare.len() == 1 => Gap::Apostrophe,
        "." | ".-" if dotted && !bare.contains('\n') => Gap::Dot,
        "." if bare == "." => Gap::Other,
        "," => Gap::Comma,
        "&" | "+" => Gap::And,
        ". &" | ". +" if dotted => Gap::And,
        "/" => Gap::Slash,
        ":" => Gap::Colon,
        other if other.starts_with('(') || other.ends_with('(') || other == "[" => Gap::Open,
        ")" | "]" | ")," => Gap::Close,
        other if other.contains(['.', '!', '?']) => Gap::Sentence,
        other if other.contains('"') || other == "'" || other == ",'" => Gap::Quote,
        _ => Gap::Other,
    }
}

/// The end of the letters and digits from a byte on.
fn word_end(text: &str, from: usize) -> usize {
    let letters = text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    match text.as_bytes().get(from + letters) {
        Some(byte) if !byte.is_ascii() => end_of(text, from + letters, char::is_alphanumeric),
        _ => from + letters,
    }
}

fn end_of(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c| !belongs(c)).map_or(text.len(), |i| from + i)
}

fn handle_end(text: &str, at: usize) -> usize {
    let name = |from: usize| {
        let end = end_of(text, from, |c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
        from + text[from..end].trim_end_matches(['.', '-']).len()
    };
    let end = name(at + 1);
    let host = text[end..].starts_with('@') && text[end + 1..].starts_with(char::is_alphanumeric);
    if host { name(end + 1) } else { end }
}

#[cfg(test)]
mod tests {
    use super::super::Reading;
    use super::*;

    fn split_words(text: &str) -> Vec<(String, Gap)> {
        let reading = Reading::plain(text);
        reading.tokens().list.iter().map(|t| (reading.folded()[t.range()].to_owned(), t.gap)).collect()
    }

    fn plain_words(text: &str) -> Vec<String> {
        split_words(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn words_are_split_and_possessives_taken_off() {
        assert_eq!(
            plain_words("Flo Ash-Elm's jam, O'Rourke’s tea"),
            ["flo", "ash", "elm", "jam", "o", "rourke", "tea"]
        );
    }

    #[test]
    fn hashtags_are_split_at_their_humps() {
        assert_eq!(
            plain_words("#CllrWynAsh2027 #NHSDay #low"),
            ["cllr", "wyn", "ash", "2027", "nhs", "day", "low"]
        );
    }

    #[test]
    fn items_are_told_apart() {
        let text =
            "@wyn_ash, @wyn@social.example. See www.a.example/x or b.example or wyn@c.example. End.Next #Tag";
        let kinds: Vec<(ItemKind, &str)> = {
            let reading = Reading::plain(text);
            let tokens = reading.tokens();
            tokens.items.iter().map(|item| (item.kind, &text[item.range.clone()])).collect()
        };
        assert_eq!(
            kinds,
            [
                (ItemKind::Handle, "@wyn_ash"),
                (ItemKind::Handle, "@wyn@social.example"),
                (ItemKind::Url, "www.a.example/x"),
                (ItemKind::Url, "b.example"),
                (ItemKind::Email, "wyn@c.example"),
                (ItemKind::Hashtag, "#Tag"),
            ]
        );
    }

    #[test]
    fn gaps_say_what_stands_between() {
        let gaps: Vec<Gap> = split_words("Cllr. T. Ash, Wyn-Elm: \"no\" (yes). Then\n\nmore")
            .into_iter()
            .map(|(_, gap)| gap)
            .collect();
        assert_eq!(
            gaps,
            [
                Gap::Start,
                Gap::Dot,
                Gap::Dot,
                Gap::Comma,
                Gap::Hyphen,
                Gap::Quote,
                Gap::Open,
                Gap::Sentence,
                Gap::Sentence
            ]
        );
    }

    #[test]
    fn sentences_are_numbered() {
        let reading = Reading::plain("One here. Two there! Three?");
        let sentences: Vec<u32> = reading.tokens().list.iter().map(|t| t.sentence).collect();
        assert_eq!(sentences, [0, 0, 1, 1, 2]);
    }
}
