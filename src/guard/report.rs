//! What the rules found, put in order and turned into a verdict.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::guard::case::Case;
use crate::guard::finding::{Confidence, Finding, Reason};
use crate::guard::rule::meta::Meta;
use crate::guard::rulebook::Rulebook;
use crate::guard::source::COUNCIL_ALL_YEAR;
use crate::guard::verdict::{Decision, Verdict};
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

/// What tells one finding from another: part, bytes, rule, reason and person.
type Listed = (PartName, Option<(usize, usize)>, &'static str, Reason, Option<String>);

/// The findings of one post, as they come in.
#[derive(Debug)]
pub struct Findings<'a> {
    book: &'a Rulebook,
    parts: BTreeMap<PartName, &'a str>,
    in_period: bool,
    advisory: bool,
    list: Vec<Finding>,
    listed: BTreeSet<Listed>,
    kinds: BTreeSet<(PartName, &'static str, Decision, Reason)>,
    in_part: BTreeMap<PartName, usize>,
    left_out: usize,
}

impl<'a> Findings<'a> {
    /// Nothing found yet.
    pub fn of(case: &Case<'a>) -> Self {
        Self {
            book: case.book,
            parts: case.post.parts.iter().rev().map(|part| (part.name, part.text.as_str())).collect(),
            in_period: case.standing.in_period(),
            advisory: case.standing.advisory(),
            list: Vec::new(),
            listed: BTreeSet::new(),
            kinds: BTreeSet::new(),
            in_part: BTreeMap::new(),
            left_out: 0,
        }
    }

    /// Takes a finding down. The same rule says the same of the same words only once.
    pub fn add(&mut self, rule: &'static Meta, spot: Spot, remark: Remark) {
        self.add_as(rule, spot, remark, None);
    }

    /// Takes a finding down with a decision that stands in the place of the one the policy has for its rule: a switch
    /// says so. What the policy lets through stays so, and an advisory period never blocks.
    pub fn add_as(&mut self, rule: &'static Meta, spot: Spot, remark: Remark, instead: Option<Decision>) {
        let (part, span) = match spot {
            Spot::Words(part, span) => (part, Some(span)),
            Spot::Whole(part) => (part, None),
        };
        let bytes = span.as_ref().map(|span| (span.start, span.end));
        let (start, end) = bytes.unzip();
        let this = (part, bytes, rule.code.as_str(), remark.reason, remark.person.clone());
        if self.listed.contains(&this) {
            return;
        }
        let policy = &self.book.world().policy;
        let usual =
            policy.decide(&rule.code, remark.reason, remark.confidence, self.in_period, self.advisory);
        let decision = match instead {
            Some(_) if usual == Decision::Allow => usual,
            Some(instead) if self.advisory => instead.min(usual.max(Decision::Hold)),
            Some(instead) => instead,
            None => usual,
        };
        let is_new = self.kinds.insert((part, rule.code.as_str(), decision, remark.reason));
        let count = self.in_part.entry(part).or_default();
        *count += 1;
        if *count > Verdict::MOST_FINDINGS_A_PART {
            self.left_out += 1;
            // What leads to a stricter decision or another reason is not left out, however much stands before it.
            if !is_new || !self.makes_room(part) {
                return;
            }
        }
        self.listed.insert(this);
        let text = span.and_then(|span| self.parts.get(&part)?.get(span)).unwrap_or_default().to_owned();
        let law = match (rule.sources)(self.book.world().council.nation) {
            // A council may restrict all year what the codes ask for in a period: the codes do not say that.
            law if law.of_periods && !self.in_period => &COUNCIL_ALL_YEAR,
            law => law,
        };
        let mut clauses = policy.citing(&rule.code, remark.reason, self.in_period);
        // Where nothing but the council's own paper is behind a rule, its very clause is the source.
        let source =
            if law.is_the_councils_own() && !clauses.is_empty() { clauses.remove(0) } else { law.source() };
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
            source,
            policy: clauses,
            person: remark.person,
        });
    }

    /// Whether a full part could give up a finding: the last of the kind it has most of.
    fn makes_room(&mut self, part: PartName) -> bool {
        let mut kinds: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for (at, finding) in self.list.iter().enumerate().filter(|(_, finding)| finding.part == part) {
            let (count, last) = kinds.entry((&finding.rule, finding.decision, finding.reason)).or_default();
            *count += 1;
            *last = at;
        }
        let most = kinds.into_values().max().filter(|(count, _)| *count > 1);
        if let Some((_, last)) = most {
            self.list.remove(last);
        }
        most.is_some()
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
        let mut seen = BTreeSet::new();
        for finding in self.list.iter().filter(|finding| finding.decision > Decision::Allow) {
            if !reasons.contains(&finding.reason) {
                reasons.push(finding.reason);
            }
            if !finding.text.is_empty() && seen.insert(finding.text.as_str()) {
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
            periods: case.book.periods(case.when),
            rulebook: case.book.shared_digest(),
        }
    }
}
