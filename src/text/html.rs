//! HTML as its reader sees it: tags gone, entities decoded, block ends as line breaks; with a map back.
//!
//! The tokenizer does not say where a token stood, so what could start a tag or an entity is fed to it one character
//! at a time, and plain stretches go round it.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::OffsetMap;

/// Attributes whose values a reader meets where they stand: read out in place of a picture.
const READ_IN_PLACE: &str = "alt";

/// Attributes whose values a reader meets besides the words: shown, or followed. They part no sentence.
const READ_BESIDES: [&str; 3] = ["title", "aria-label", "href"];

const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "p",
    "section",
    "td",
    "tr",
];

/// The text of some HTML, and for each of its bytes where it came from.
pub fn text_of(html: &str) -> (String, OffsetMap) {
    let sink = Page {
        html,
        text: RefCell::new(String::with_capacity(html.len())),
        map: RefCell::new(OffsetMap::with_capacity(html.len())),
        seen: Cell::new(0),
        at: Cell::new(0),
        pending: RefCell::new(String::new()),
        hidden: Cell::new(0),
        spoke: Cell::new(false),
        besides: RefCell::new(Vec::new()),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut at_rest = true;
    for (start, character) in html.char_indices() {
        let page = &tokenizer.sink;
        let end = start + character.len_utf8();
        let opens = matches!(character, '<' | '&');
        if at_rest && !opens {
            page.write(character.encode_utf8(&mut [0; 4]), start..end);
            page.seen.set(end);
            continue;
        }
        page.spoke.set(false);
        // What a `<` or `&` sets free came before it; the sign itself waits for what follows.
        page.at.set(if opens { start } else { end });
        queue.push_back(StrTendril::from_char(character));
        // The page never asks for scripts to be run, so there is nothing to resume.
        while !queue.is_empty() {
            drop(tokenizer.feed(&queue));
        }
        page.flush();
        at_rest = page.spoke.get() && !opens;
    }
    tokenizer.sink.at.set(html.len());
    tokenizer.end();
    tokenizer.sink.flush();
    let page = tokenizer.sink;
    page.say_besides();
    (page.text.into_inner(), page.map.into_inner())
}

struct Page<'a> {
    html: &'a str,
    text: RefCell<String>,
    map: RefCell<OffsetMap>,
    /// How far the source has been turned into text.
    seen: Cell<usize>,
    /// How far the source has been fed.
    at: Cell<usize>,
    /// Text that came out for the character fed last, and is not written yet.
    pending: RefCell<String>,
    /// How many elements are open whose content nobody sees.
    hidden: Cell<usize>,
    /// Whether anything came out for the character fed last.
    spoke: Cell<bool>,
    /// What is shown besides the words so far, with the tags it stands in.
    besides: RefCell<Vec<(String, Range<usize>)>>,
}

impl Page<'_> {
    fn write(&self, text: &str, from: Range<usize>) {
        if self.hidden.get() == 0 {
            self.text.borrow_mut().push_str(text);
            self.map.borrow_mut().push(text.len(), from);
        }
    }

    /// Writes what came out for one character: letter by letter where it is the source itself, as one where an entity
    /// stands for it.
    fn flush(&self) {
        let text = self.pending.take();
        if text.is_empty() {
            return;
        }
        let from = self.seen.get()..self.at.get();
        if self.html.get(from.clone()) == Some(text.as_str()) {
            for (place, character) in text.char_indices() {
                let start = from.start + place;
                self.write(character.encode_utf8(&mut [0; 4]), start..start + character.len_utf8());
            }
        } else {
            self.write(&text, from);
        }
        self.seen.set(self.at.get());
    }

    fn tag(&self, tag: &Tag) {
        let from = self.seen.get()..self.at.get();
        let name: &str = &tag.name;
        if matches!(name, "script" | "style" | "template") && !tag.self_closing {
            let open = self.hidden.get();
            self.hidden.set(if tag.kind == TagKind::StartTag { open + 1 } else { open.saturating_sub(1) });
        } else if BLOCKS.contains(&name) {
            self.write("\n", from.clone());
        }
        for attribute in &tag.attrs {
            let (key, value): (&str, &str) = (&attribute.name.local, &attribute.value);
            if value.is_empty() || self.hidden.get() > 0 {
                continue;
            }
            if key == READ_IN_PLACE {
                self.write("\n", from.clone());
                self.say(value, from.clone());
                self.write("\n", from.clone());
            } else if READ_BESIDES.contains(&key) {
                self.besides.borrow_mut().push((value.to_owned(), from.clone()));
            }
        }
    }

    /// Writes the value of an attribute: letter by letter where the tag has it as it is.
    fn say(&self, value: &str, tag: Range<usize>) {
        let source = self.html.get(tag.clone()).unwrap_or_default();
        match source.find(value) {
            Some(place) => {
                for (i, c) in value.char_indices() {
                    let start = tag.start + place + i;
                    self.write(c.encode_utf8(&mut [0; 4]), start..start + c.len_utf8());
                }
            }
            None => self.write(value, tag),
        }
    }

    /// Writes what is shown besides the words, each in a paragraph of its own behind them.
    fn say_besides(&self) {
        self.hidden.set(0);
        for (value, tag) in self.besides.take() {
            self.write("\n\n", tag.clone());
            self.say(&value, tag);
        }
    }
}

impl TokenSink for Page<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.spoke.set(true);
        match token {
            Token::CharacterTokens(text) => {
                self.pending.borrow_mut().push_str(&text);
                return TokenSinkResult::Continue;
            }
            Token::ParseError(_) => {
                self.spoke.set(false);
                return TokenSinkResult::Continue;
            }
            Token::TagToken(tag) => {
                self.flush();
                self.tag(&tag);
            }
            // Nothing a reader sees.
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::NullCharacterToken | Token::EOFToken => {
                self.flush();
            }
        }
        self.seen.set(self.at.get());
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_entities_are_decoded_and_blocks_end_lines() {
        for (html, text) in [
            ("<p>Cllr <b>A</b>sh</p>", "\nCllr Ash\n"),
            ("C&#108;lr&nbsp;Ash", "Cllr\u{a0}Ash"),
            ("fish &amp; chips &ampersand", "fish & chips &ersand"),
            ("1 < 2 & 3", "1 < 2 & 3"),
            ("a<!-- hidden -->b", "ab"),
            ("a<script>var x</script>b", "ab"),
            ("one<br>two", "one\ntwo"),
            ("&am<b>x", "&amx"),
        ] {
            assert_eq!(text_of(html).0, text, "{html}");
        }
    }

    #[test]
    fn words_split_by_tags_map_to_all_they_came_from() {
        let html = "x C<i>llr</i> &Aacute;sh";
        let (text, map) = text_of(html);
        let at = text.find("Cllr").unwrap();
        assert_eq!(&html[map.original(at..at + 4)], "C<i>llr");
        let at = text.find("Ásh").unwrap();
        assert_eq!(&html[map.original(at..at + "Ásh".len())], "&Aacute;sh");
        let html = "a &Ash <b>Elm</b> & Fir";
        let (text, map) = text_of(html);
        for word in ["&Ash", "Elm", "& Fir"] {
            let at = text.find(word).unwrap();
            assert_eq!(&html[map.original(at..at + word.len())], word);
        }
    }

    #[test]
    fn what_a_link_says_besides_its_words_parts_no_sentence() {
        let html = "Vote <a href=\"https://p.example/x\" title='Go'>Elm</a> today";
        let (text, map) = text_of(html);
        assert_eq!(text, "Vote Elm today\n\nhttps://p.example/x\n\nGo");
        let at = text.find("https").unwrap();
        assert_eq!(&html[map.original(at..at + 9)], "https://p");
    }

    #[test]
    fn what_a_picture_or_link_says_is_read_too() {
        let html = "<img src=x alt=\"Cllr Ash\"><a href=\"https://p.example/ash\">more</a>";
        let (text, map) = text_of(html);
        let at = text.find("Cllr Ash").unwrap();
        assert_eq!(&html[map.original(at..at + 8)], "Cllr Ash");
        assert!(text.contains("https://p.example/ash"));
    }
}
