//! The parts of a post with what was found in them marked.

use std::collections::BTreeSet;

use crate::guard::finding::Finding;
use crate::guard::verdict::Decision;
use crate::post::Part;

/// A stretch of a part that carries the same findings throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The original words.
    pub(crate) text: String,
    /// What the strictest of its findings does; None = nothing was found here.
    pub(crate) mark: Option<Decision>,
    /// The numbers of the findings that end here: their label stands after these words.
    pub(crate) labels: Vec<usize>,
}

impl Piece {
    /// The class that draws the mark; its label says the same in words.
    pub(crate) fn class(&self) -> &'static str {
        match self.mark {
            Some(Decision::Block) => "desk-mark desk-mark--block",
            Some(Decision::Hold) => "desk-mark",
            Some(Decision::Allow) | None => "desk-mark desk-mark--allow",
        }
    }
}

/// Cuts a part at the edges of its findings. `findings` are numbered from 1 in the order given, and those of
/// other parts are passed over. The pieces joined together are the part again, whatever the ranges say.
pub(crate) fn pieces(part: &Part, findings: &[Finding]) -> Vec<Piece> {
    let here: Vec<(usize, usize, usize, Decision)> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.part == part.name)
        .filter_map(|(index, finding)| {
            let (start, end) = (finding.start?, finding.end?);
            let whole = part.text.get(start..end).is_some_and(|words| !words.is_empty());
            whole.then_some((start, end, index + 1, finding.decision))
        })
        .collect();

    let mut edges: BTreeSet<usize> = here.iter().flat_map(|(start, end, ..)| [*start, *end]).collect();
    edges.insert(part.text.len());
    let mut pieces = Vec::new();
    let mut from = 0;
    for to in edges {
        if to > from
            && let Some(text) = part.text.get(from..to)
        {
            let covering = here.iter().filter(|(start, end, ..)| *start <= from && to <= *end);
            pieces.push(Piece {
                text: text.to_owned(),
                mark: covering.map(|(.., decision)| *decision).max(),
                labels: here
                    .iter()
                    .filter(|(_, end, ..)| *end == to)
                    .map(|(_, _, number, _)| *number)
                    .collect(),
            });
            from = to;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::guard::finding::{Confidence, Reason, RuleCode};
    use crate::guard::source::Source;
    use crate::post::{Markup, PartName};

    fn finding(part: PartName, range: std::ops::Range<usize>, decision: Decision) -> Finding {
        Finding {
            rule: RuleCode::new("CLR101"),
            name: "councillor-named".into(),
            reason: Reason::CouncillorMention,
            decision,
            confidence: Confidence::Certain,
            part,
            start: Some(range.start),
            end: Some(range.end),
            text: String::new(),
            why: String::new(),
            suggestion: String::new(),
            source: Source { title: String::new(), clause: String::new(), url: String::new() },
            policy: Vec::new(),
            person: None,
        }
    }

    fn part(text: &str) -> Part {
        Part { name: PartName::Text, text: text.into(), markup: Markup::Plain }
    }

    #[test]
    fn the_words_found_are_marked_and_numbered_and_the_rest_is_left_plain() {
        let findings = [finding(PartName::Text, 7..15, Decision::Hold)];
        let pieces = pieces(&part("Thanks Cllr Lee today"), &findings);
        let shown: Vec<_> = pieces.iter().map(|p| (p.text.as_str(), p.mark, p.labels.as_slice())).collect();
        assert_eq!(
            shown,
            [("Thanks ", None, &[][..]), ("Cllr Lee", Some(Decision::Hold), &[1]), (" today", None, &[])]
        );
    }

    #[test]
    fn where_findings_overlap_the_strictest_is_drawn_and_each_is_labelled_once() {
        let findings =
            [finding(PartName::Text, 0..9, Decision::Hold), finding(PartName::Text, 5..14, Decision::Block)];
        let pieces = pieces(&part("Vote Green now!"), &findings);
        let shown: Vec<_> = pieces.iter().map(|p| (p.text.as_str(), p.mark, p.labels.as_slice())).collect();
        assert_eq!(
            shown,
            [
                ("Vote ", Some(Decision::Hold), &[][..]),
                ("Gree", Some(Decision::Block), &[1]),
                ("n now", Some(Decision::Block), &[2]),
                ("!", None, &[]),
            ]
        );
    }

    #[test]
    fn a_finding_of_another_part_marks_nothing_here() {
        let findings = [finding(PartName::AltText(0), 0..4, Decision::Hold)];
        assert_eq!(pieces(&part("Vote"), &findings).len(), 1);
    }

    proptest! {
        #[test]
        fn no_range_however_wrong_loses_or_repeats_a_word(
            text in "\\PC{0,30}",
            ranges in proptest::collection::vec((0_usize..60, 0_usize..60), 0..6),
        ) {
            let findings: Vec<_> = ranges
                .into_iter()
                .map(|(start, end)| finding(PartName::Text, start..end, Decision::Hold))
                .collect();
            let joined: String = pieces(&part(&text), &findings).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
