//! What a text says where its links and addresses are written out plainly: another reading beside the text itself, with
//! a map back to it.

use std::ops::Range;

use super::disguise::Undisguised;
use super::{OffsetMap, Reading, dots, markdown, percent};

/// A text as its readers, or the programs they paste it into, see it: links of Markdown are their words, dots in
/// brackets are dots, letters written by their numbers are letters. None where nothing of that is in it.
pub fn read<'a>(reading: &Reading<'_>) -> Option<Undisguised<'a>> {
    let mut latest: Option<Undisguised<'a>> = None;
    for way in [markdown::read, dots::read, percent::read] {
        let Some(mut next) = way(latest.as_ref().map_or(reading, |before| &before.reading)) else { continue };
        next.changed.extend(latest.into_iter().flat_map(|before| before.changed));
        latest = Some(next);
    }
    latest.map(|last| Undisguised { changed: together(last.changed), ..last })
}

/// Whether a plain text may be read otherwise than it is written. It is asked of few texts, and of each once.
pub fn may_differ(text: &str) -> bool {
    markdown::holds_links(text) || dots::holds_bracketed(text) || percent::holds_codes(text)
}

/// Stretches in their order, those that overlap as one.
fn together(mut stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    stretches.sort_by_key(|stretch| stretch.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match apart.last_mut().filter(|last| stretch.start <= last.end) {
            Some(last) => last.end = last.end.max(stretch.end),
            None => apart.push(stretch),
        }
    }
    apart
}

/// A text on its way to another.
pub(super) struct Rewriting<'r, 't> {
    from: &'r Reading<'t>,
    done: usize,
    text: String,
    map: OffsetMap,
    changed: Vec<Range<usize>>,
}

impl<'r, 't> Rewriting<'r, 't> {
    pub(super) fn of(from: &'r Reading<'t>) -> Self {
        let length = from.plain.len();
        let (text, map) = (String::with_capacity(length), OffsetMap::with_capacity(length));
        Self { from, done: 0, text, map, changed: Vec::new() }
    }

    /// Writes something in place of a stretch of the text. Told in the order of the text.
    pub(super) fn replace(&mut self, stretch: Range<usize>, out: &str) {
        self.copy(stretch.start);
        let place = self.original(stretch.clone());
        self.text.push_str(out);
        self.map.push(out.len(), place.clone());
        self.changed.push(place);
        self.done = stretch.end;
    }

    /// What came of it, if anything is different.
    pub(super) fn finish<'a>(mut self) -> Option<Undisguised<'a>> {
        self.copy(self.from.plain.len());
        (!self.changed.is_empty()).then(|| Undisguised {
            reading: Reading::derived(self.text, self.map),
            changed: self.changed,
            disguises: Vec::new(),
        })
    }

    fn copy(&mut self, end: usize) {
        for (at, c) in self.from.plain[self.done..end].char_indices() {
            let at = self.done + at;
            self.text.push(c);
            self.map.push(c.len_utf8(), self.original(at..at + c.len_utf8()));
        }
        self.done = end;
    }

    fn original(&self, stretch: Range<usize>) -> Range<usize> {
        match &self.from.markup {
            Some(map) => map.original(stretch),
            None => stretch,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_as(text: &str) -> Option<String> {
        read(&Reading::plain(text)).map(|other| other.reading.folded().to_owned())
    }

    #[test]
    fn ways_of_writing_are_read_together() {
        for (written, read) in [
            ("see [elm](https://a.example) ash", "see elm ash"),
            ("elm[.]example/%43llr", "elm.example/cllr"),
            ("[see elm[.]example](https://a.example/%43) now", "see elm.example now"),
        ] {
            assert_eq!(read_as(written).as_deref(), Some(read), "{written}");
        }
        for plain in ["An ordinary post. Nothing in it [of that], (at all).", "50% off at a.example", ""] {
            assert_eq!(read_as(plain), None, "{plain}");
        }
    }

    proptest! {
        #[test]
        fn every_span_lies_on_character_boundaries_and_changes_stand_in_order(
            text in "([a-c é.]|\\[|\\]|\\(|\\)|\\]\\(|\\[.\\]| dot |%4[0-9]|%C3%A2|!\\[|https://a.example){0,30}",
        ) {
            for reading in [Reading::plain(&text), Reading::html(&text)] {
                let Some(other) = super::read(&reading) else { continue };
                for token in &other.reading.tokens().list {
                    prop_assert!(text.get(other.reading.original(token.range())).is_some());
                }
                prop_assert!(other.changed.windows(2).all(|two| two[0].end < two[1].start));
                prop_assert!(may_differ(&reading.plain));
            }
        }
    }
}
