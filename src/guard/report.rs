//! What the rules found, put in order and turned into a verdict.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::calendar::period::london;
use crate::guard::case::Case;
use crate::guard::finding::{Confidence, Finding, Reason};
use crate::guard::rule::Meta;
use crate::guard::rulebook::Rulebook;
use crate::guard::verdict::{Decision, PeriodInForce, Verdict};
use crate::post::PartName;

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// Words of a part: bytes of the original.
    Words(PartName, Range<usize>),
    /// A part as a whole: a picture, or something that could not be read.
    Whole(PartName),
}

/// What a rule says of a spot.
#[derive(Debug)]
pub struct Remark {
    /// What kind of stop it is.
    pub reason: Reason,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// The reason as one would say it to a colleague.
    pub why: String,
    /// What the author could write instead.
    pub suggestion: String,
    /// The roster entry concerned, by id.
    pub person: Option<String>,
}

/// The findings of one post, as they come in.
#[derive(Debug)]
pub struct Findings<'a> {
    book: &'a Rulebook,
    parts: &'a [crate::post::Part],
    in_period: bool,
    advisory: bool,
    list: Vec<Finding>,
    in_part: BTreeMap<PartName, usize>,
    left_out: usize,
}

impl<'a> Findings<'a> {
    /// Nothing found yet.
    pub fn of(case: &Case<'a>) -> Self {
        Self {
            book: case.book,
            parts: &case.post.parts,
            in_period: case.standing.in_period(),
            advisory: case.standing.advisory(),
            list: Vec::new(),
            in_part: BTreeMap::new(),
            left_out: 0,
        }
    }

    /// Takes a finding down. The same rule says the same of the same words only once.
    pub fn add(&mut self, rule: &'static Meta, spot: Spot, remark: Remark) {
        let (part, span) = match spot {
            Spot::Words(part, span) => (part, Some(span)),
            Spot::Whole(part) => (part, None),
        };
        let (start, end) = (span.as_ref().map(|s| s.start), span.as_ref().map(|s| s.end));
        let same = |f: &Finding| {
            f.rule == rule.code
                && f.part == part
                && f.start == start
                && f.end == end
                && f.reason == remark.reason
                && f.person == remark.person
        };
        if self.list.iter().any(same) {
            return;
        }
        let count = self.in_part.entry(part).or_default();
        *count += 1;
        if *count > Verdict::MOST_FINDINGS_A_PART {
            self.left_out += 1;
            return;
        }
        let policy = &self.book.world().policy;
        let decision = policy.decide(&rule.code, remark.confidence, self.in_period, self.advisory);
        let text = span
            .and_then(|span| self.parts.iter().find(|p| p.name == part)?.text.get(span))
            .unwrap_or_default()
            .to_owned();
        self.list.push(Finding {
            rule: rule.code.clone(),
            name: rule.name.to_owned(),
            reason: remark.reason,
            decision,
            confidence: remark.confidence,
            part,
            start,
            end,
            text,
            why: remark.why,
            suggestion: remark.suggestion,
            source: (rule.sources)(self.book.world().council.nation).source(),
            person: remark.person,
        });
    }

    /// Whether any rule of these codes has found something so far.
    pub fn has(&self, codes: &[&str]) -> bool {
        self.list.iter().any(|finding| codes.contains(&finding.rule.as_str()))
    }

    /// The verdict.
    pub fn verdict(mut self, case: &Case<'_>) -> Verdict {
        let order: BTreeMap<PartName, usize> =
            case.post.parts.iter().enumerate().map(|(at, part)| (part.name, at)).collect();
        let place = |f: &Finding| order.get(&f.part).copied().unwrap_or(usize::MAX);
        self.list
            .sort_by(|a, b| (place(a), a.part, a.start, &a.rule).cmp(&(place(b), b.part, b.start, &b.rule)));
        let mut reasons = Vec::new();
        let mut matched: Vec<String> = Vec::new();
        for finding in self.list.iter().filter(|finding| finding.decision > Decision::Allow) {
            if !reasons.contains(&finding.reason) {
                reasons.push(finding.reason);
            }
            if !finding.text.is_empty() && !matched.contains(&finding.text) {
                matched.push(finding.text.clone());
            }
        }
        Verdict {
            v: 1,
            decision: self.list.iter().map(|finding| finding.decision).max().unwrap_or(Decision::Allow),
            reasons,
            matched,
            findings: self.list,
            findings_left_out: self.left_out,
            periods: case
                .standing
                .periods
                .iter()
                .map(|period| PeriodInForce {
                    election: period.election.clone(),
                    starts: london(period.starts.to_utc()),
                    ends: london(period.ends.to_utc()),
                    wards: period.wards().map(<[String]>::to_vec),
                    provisional: period.provisional,
                })
                .collect(),
            rulebook: case.book.digest().to_owned(),
        }
    }
}
