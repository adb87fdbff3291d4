//! Which periods are in force at a moment, without looking at every one.
//!
//! An ordinary calendar keeps the periods in force after each edge, and looks one up. Where thousands overlap that
//! would grow with the square of their number: such a calendar keeps a tree of the latest ends instead.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::Period;

/// How many places the periods in force after all the edges may take, eight bytes each.
const MOST: usize = 1 << 20;

/// Starts and ends of periods that are sorted by their starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Timeline {
    /// Every start and end, earliest first: between two of them the same periods are in force.
    edges: Vec<Edge>,
    /// The periods in force after each edge, one edge's after another's.
    active: Vec<usize>,
    /// The start of each period.
    starts: Vec<DateTime<Utc>>,
    /// The latest end of each period and those before it.
    latest: Vec<DateTime<Utc>>,
    /// Instead of `active`, when it would be too large.
    tree: Option<Tree>,
}

/// A moment at which a period starts or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edge {
    at: DateTime<Utc>,
    /// Where the periods in force from here on stand in `active`.
    active: Range<usize>,
}

/// A moment, whether a period starts or ends then, and which.
type Moment = (DateTime<Utc>, bool, usize);

impl Timeline {
    /// Of periods in the order of their starts.
    pub(super) fn of(periods: &[Period]) -> Self {
        let mut moments: Vec<Moment> = periods
            .iter()
            .enumerate()
            .filter(|(_, period)| period.starts < period.ends)
            .flat_map(|(index, period)| {
                [(period.starts.to_utc(), true, index), (period.ends.to_utc(), false, index)]
            })
            .collect();
        moments.sort_unstable();
        let ends = periods.iter().map(|period| period.ends.to_utc());
        let latest = ends.clone().scan(DateTime::<Utc>::MIN_UTC, |latest, end| {
            *latest = end.max(*latest);
            Some(*latest)
        });
        let (edges, active) = sweep(&moments, is_small(&moments));
        Self {
            edges,
            active,
            starts: periods.iter().map(|period| period.starts.to_utc()).collect(),
            latest: latest.collect(),
            tree: (!is_small(&moments)).then(|| Tree::of(&ends.collect::<Vec<_>>())),
        }
    }

    /// The places of the periods in force at a moment, earliest start first.
    pub(super) fn in_force(&self, at: DateTime<Utc>) -> Cow<'_, [usize]> {
        if let Some(tree) = &self.tree {
            let started = self.starts.partition_point(|start| *start <= at);
            return Cow::Owned(tree.ending_after(at, started));
        }
        let after = self.edges.partition_point(|edge| edge.at <= at);
        let active = after.checked_sub(1).map_or(0..0, |last| self.edges[last].active.clone());
        Cow::Borrowed(&self.active[active])
    }

    /// The next moment after `at` at which a period starts or ends.
    pub(super) fn next_change(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let after = self.edges.partition_point(|edge| edge.at <= at);
        self.edges.get(after).map(|edge| edge.at)
    }

    /// When the periods in force at a moment, and those that follow on, will all have ended.
    pub(super) fn quiet_from(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut end = self.latest_end(at)?;
        while let Some(later) = self.latest_end(end) {
            end = later;
        }
        Some(end)
    }

    /// The latest end of the periods in force at a moment.
    fn latest_end(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let started = self.starts.partition_point(|start| *start <= at);
        let latest = self.latest.get(started.checked_sub(1)?)?;
        Some(*latest).filter(|end| *end > at)
    }
}

/// Whether the periods in force after every edge can be kept.
fn is_small(moments: &[Moment]) -> bool {
    let mut on = 0_usize;
    let mut all = 0_usize;
    for here in moments.chunk_by(|a, b| a.0 == b.0) {
        for (_, starts, _) in here {
            on = if *starts { on + 1 } else { on.saturating_sub(1) };
        }
        all = all.saturating_add(on);
    }
    all <= MOST
}

/// Goes over the periods once, from edge to edge. `keep` says whether to keep what is in force after each.
fn sweep(moments: &[Moment], keep: bool) -> (Vec<Edge>, Vec<usize>) {
    let mut on = BTreeSet::new();
    let mut edges: Vec<Edge> = Vec::new();
    let mut active = Vec::new();
    for here in moments.chunk_by(|a, b| a.0 == b.0) {
        for (_, starts, index) in here {
            if *starts {
                on.insert(*index);
            } else {
                on.remove(index);
            }
        }
        let from = active.len();
        if keep {
            active.extend(on.iter().copied());
        }
        edges.extend(here.first().map(|(at, ..)| Edge { at: *at, active: from..active.len() }));
    }
    (edges, active)
}

/// The latest end below each node of a binary tree; the children of node `n` are `2n` and `2n + 1`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tree {
    latest: Vec<DateTime<Utc>>,
    leaves: usize,
}

impl Tree {
    fn of(ends: &[DateTime<Utc>]) -> Self {
        let leaves = ends.len().next_power_of_two();
        let mut latest = vec![DateTime::<Utc>::MIN_UTC; 2 * leaves];
        latest[leaves..leaves + ends.len()].copy_from_slice(ends);
        for node in (1..leaves).rev() {
            latest[node] = latest[2 * node].max(latest[2 * node + 1]);
        }
        Self { latest, leaves }
    }

    /// Those of the first `count` that end after a moment, in order.
    fn ending_after(&self, at: DateTime<Utc>, count: usize) -> Vec<usize> {
        let mut found = Vec::new();
        // A node, the first leaf below it, and how many there are.
        let mut open = vec![(1, 0, self.leaves)];
        while let Some((node, first, width)) = open.pop() {
            if first >= count || self.latest[node] <= at {
                continue;
            }
            if width == 1 {
                found.push(first);
            } else {
                let half = width / 2;
                open.push((2 * node + 1, first + half, half));
                open.push((2 * node, first, half));
            }
        }
        found
    }
}
