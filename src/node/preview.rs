//! What a document would change, before it does.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::loading::Prepared;
use super::waiting;
use crate::calendar::difference::{Difference, difference};
use crate::config::Settings;
use crate::guard::finding::RuleCode;
use crate::guard::verdict::{Decision, Verdict};
use crate::lexicon::{difference as lexicon, file};
use crate::review::{self, HeldBecause, Reference, SeenFinding, State, StateName, Step, Submission};
use crate::roster::{Roster, difference as roster};
use crate::store::{Store, StoreError};

/// What a document would change.
#[derive(Debug)]
pub struct Preview {
    /// Of the pre-election periods.
    pub calendar: Difference,
    /// Of the people on the rosters.
    pub people: roster::Difference,
    /// Of the words.
    pub words: lexicon::Difference,
    /// How many posts wait: held, parked, approved, or scheduled on a platform.
    pub waiting: usize,
    /// Those of them that would be judged otherwise, oldest first of each state.
    pub posts: Vec<JudgedOtherwise>,
}

/// A waiting post that would be judged otherwise. It says nothing of what the post says.
#[derive(Debug)]
pub struct JudgedOtherwise {
    /// Its short reference.
    pub reference: Reference,
    /// Its state; allowed = scheduled on the platform.
    pub state: StateName,
    /// The judgement by what is in force now.
    pub before: Judged,
    /// The judgement by what would be in force.
    pub after: Judged,
    /// What follows.
    pub then: Then,
}

/// A judgement, without the words it was made of.
#[derive(Debug, PartialEq, Eq)]
pub struct Judged {
    /// The moment judged for; None when it was taken from what was recorded earlier.
    pub at: Option<DateTime<Utc>>,
    /// What it leads to.
    pub decision: Decision,
    /// The rules that stop it.
    pub rules: BTreeSet<RuleCode>,
}

/// What follows for a post that is judged otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Its approval lapses, and it is held again.
    ApprovalLapses,
    /// It is taken back from the platform, and held.
    TakenBack,
    /// It stays held, marked that nothing stops it any more.
    NothingFoundNow,
    /// It stays where it is, with other findings.
    OtherFindings,
    /// Nothing: its approver has seen all that stops it, or it is being taken back already.
    Stands,
}

impl Then {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApprovalLapses => "approval-lapses",
            Self::TakenBack => "taken-back",
            Self::NothingFoundNow => "nothing-found-now",
            Self::OtherFindings => "other-findings",
            Self::Stands => "stands",
        }
    }
}

impl Judged {
    fn of(verdict: &Verdict, at: Option<DateTime<Utc>>) -> Self {
        let rules = verdict.stops().map(|finding| finding.rule.clone()).collect();
        Self { at, decision: verdict.decision, rules }
    }
}

/// Judges everything that waits by both rulebooks, just as it will be judged again when the document is in force.
/// `progress` is told how many posts are done, and of how many.
pub async fn preview(
    settings: &Settings,
    store: &Store,
    prepared: &Prepared,
    now: DateTime<Utc>,
    mut progress: impl FnMut(usize, usize),
) -> Result<Preview, StoreError> {
    let calendar = difference(&prepared.calendar_before(), &prepared.after.world().calendar);
    let nobody = Roster::default();
    let people_before = prepared.before.as_ref().map_or(&nobody, |book| &book.world().roster);
    let people = roster::difference(people_before, &prepared.after.world().roster);
    let words_after = prepared.after.world().lexicons.as_slice();
    // Before anything was in force there were the shipped ones, which come first.
    let shipped = words_after.get(..file::SHIPPED.len()).unwrap_or(words_after);
    let words_before = prepared.before.as_ref().map_or(shipped, |book| &book.world().lexicons);
    let words = lexicon::difference(words_before, words_after);
    let waiting = waiting::everything(store, &settings.council.id).await?;
    let alike = prepared.before.as_ref().is_some_and(|book| book.digest() == prepared.after.digest());
    let mut posts = Vec::new();
    for (done, post) in waiting.iter().enumerate().filter(|_| !alike) {
        progress(done, waiting.len());
        posts.extend(judged_otherwise(settings, post, prepared, now).await);
    }
    Ok(Preview { calendar, people, words, waiting: waiting.len(), posts })
}

async fn judged_otherwise(
    settings: &Settings,
    post: &Submission,
    prepared: &Prepared,
    now: DateTime<Utc>,
) -> Option<JudgedOtherwise> {
    let (at, after) = waiting::judge_again(post, &prepared.after, now).await;
    let (judged, before) = match &prepared.before {
        Some(book) => {
            let (at, before) = waiting::judge_again(post, book, now).await;
            (Judged::of(&before, Some(at)), before)
        }
        None => (Judged::of(&post.verdict, None), post.verdict.clone()),
    };
    if SeenFinding::same(&before, &after) {
        return None;
    }
    Some(JudgedOtherwise {
        reference: post.reference.clone(),
        state: post.state.name(),
        before: judged,
        after: Judged::of(&after, Some(at)),
        then: then(settings, post, after, now),
    })
}

fn then(settings: &Settings, post: &Submission, verdict: Verdict, now: DateTime<Utc>) -> Then {
    let step = Step::Rejudge { verdict: Box::new(verdict) };
    let Ok(Some(change)) = review::take(post, step, &settings.review, now) else { return Then::Stands };
    match change.state {
        State::Held { because: HeldBecause::ApprovalLapsed, .. }
            if post.state.name() == StateName::Approved =>
        {
            Then::ApprovalLapses
        }
        State::Held { because: HeldBecause::NothingFoundNow, .. } => Then::NothingFoundNow,
        State::Allowed { .. } => Then::TakenBack,
        _ => Then::OtherFindings,
    }
}
