//! What a text says where line ends break off what belongs together: another reading beside the text itself, with a map
//! back to it.

use std::ops::Range;

use super::Reading;
use super::disguise::Undisguised;
use super::rewritten::Rewriting;

/// Blank-trimmed lines with something on them, each with its bytes in the text.
pub type Lines<'t> = Vec<(Range<usize>, &'t str)>;

/// The lines of a text that have something on them.
pub fn of(text: &str) -> Lines<'_> {
    let mut start = 0;
    let all = text.split('\n').map(|line| {
        let begins = start + (line.len() - line.trim_start().len());
        start += line.len() + 1;
        (begins..begins + line.trim().len(), line.trim())
    });
    all.filter(|(_, line)| !line.is_empty()).collect()
}

/// A text in which some line ends are no more. `between` tells for each line but the last what stands in the place of
/// what is between it and the next; None where the line end stays. A hyphen at the end of a line goes with it when
/// nothing stands there instead.
pub fn joined<'a>(
    reading: &Reading<'_>,
    between: impl Fn(&Lines<'_>, usize) -> Option<&'static str>,
) -> Option<Undisguised<'a>> {
    if !reading.plain.contains('\n') {
        return None;
    }
    let lines = of(&reading.plain);
    let mut joining = Rewriting::of(reading);
    for at in 0..lines.len().saturating_sub(1) {
        let Some(out) = between(&lines, at) else { continue };
        let (range, line) = &lines[at];
        let hyphen = usize::from(out.is_empty() && line.ends_with('-'));
        joining.replace(range.end - hyphen..lines[at + 1].0.start, out);
    }
    joining.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_ends_are_taken_out_where_one_says_so() {
        let text = "Elm\n\n  ash \nBo-\nwen";
        let read = |out: fn(&Lines<'_>, usize) -> Option<&'static str>| {
            joined(&Reading::plain(text), out).map(|other| other.reading.folded().to_owned())
        };
        assert_eq!(read(|_, _| None), None);
        assert_eq!(read(|_, at| (at == 0).then_some(" ")).as_deref(), Some("elm ash \nbo-\nwen"));
        assert_eq!(read(|_, at| (at == 2).then_some("")).as_deref(), Some("elm\n\n  ash \nbowen"));
    }

    proptest! {
        #[test]
        fn every_span_lies_on_character_boundaries(text in "([a-c é-]|\n){0,30}") {
            for reading in [Reading::plain(&text), Reading::html(&text)] {
                for out in ["", " "] {
                    let Some(other) = joined(&reading, |_, at| at.is_multiple_of(2).then_some(out)) else { continue };
                    for token in &other.reading.tokens().list {
                        prop_assert!(text.get(other.reading.original(token.range())).is_some());
                    }
                }
            }
        }
    }
}
