//! The state machine of a post: what each step leads to, and why it is refused.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use purdah::guard::finding::{Confidence, Finding, Reason, RuleCode};
use purdah::guard::source::Source;
use purdah::guard::verdict::{Decision, Verdict};
use purdah::post::{Content, ContentHash, Operation, PartName, Post};
use purdah::review::state::{Recall, Release, Scheduled};
use purdah::review::step::{Decline, ReadBack, Submitter};
use purdah::review::{
    Decider, Ground, HeldBecause, PersonId, PlatformId, PostId, Reference, Refusal, Role, Rules, Slot, State,
    StateName, Step, Submission, ToolId, take,
};
use uuid::Uuid;

const AUTHOR: PersonId = PersonId(Uuid::from_u128(1));
const FIRST: PersonId = PersonId(Uuid::from_u128(2));
const SECOND: PersonId = PersonId(Uuid::from_u128(3));
const TOOL: ToolId = ToolId(Uuid::from_u128(4));

fn now() -> DateTime<Utc> {
    "2027-04-20T09:30:00Z".parse().unwrap()
}

fn reviewer(person: PersonId) -> Decider {
    Decider { person, roles: [Role::Reviewer].into_iter().collect() }
}

fn finding(words: &str) -> Finding {
    Finding {
        rule: RuleCode::new("CLR101"),
        name: "councillor-named".into(),
        reason: Reason::CouncillorMention,
        decision: Decision::Hold,
        confidence: Confidence::Certain,
        part: PartName::Text,
        start: Some(0),
        end: Some(words.len()),
        text: words.into(),
        why: String::new(),
        suggestion: String::new(),
        source: Source { title: String::new(), clause: String::new(), url: String::new() },
        policy: Vec::new(),
        person: Some("p1".into()),
    }
}

fn verdict(words: &[&str]) -> Verdict {
    let findings: Vec<_> = words.iter().map(|words| finding(words)).collect();
    Verdict {
        v: 1,
        decision: if findings.is_empty() { Decision::Allow } else { Decision::Hold },
        reasons: if findings.is_empty() { vec![] } else { vec![Reason::CouncillorMention] },
        matched: vec![],
        findings,
        findings_left_out: 0,
        periods: [].into(),
        rulebook: "sha256:0".into(),
    }
}

fn post(state: State) -> Submission {
    let mut content = Content::new("mastodon", "@council@social.example", Operation::Publish);
    content.text = Some("Cllr Example opened it".into());
    Submission {
        id: PostId(Uuid::from_u128(9)),
        reference: Reference::from_random(7),
        platform_id: PlatformId::from_random(7),
        version: 1,
        content_hash: content.hash(),
        content,
        post: Post::of_text("Cllr Example opened it"),
        verdict: verdict(&["Cllr Example"]),
        slot: None,
        tool: Some(TOOL),
        authors: vec![AUTHOR],
        waits_for: None,
        received_at: now(),
        changed_at: now(),
        state,
    }
}

fn held() -> Submission {
    post(State::held(HeldBecause::Judged))
}

fn approve(post: &Submission, person: PersonId, ground: Ground, slot: Slot) -> Step {
    Step::Approve {
        decider: reviewer(person),
        ground,
        slot,
        reason: "Checked with the press office".into(),
        seen: post.content_hash.clone(),
    }
}

/// Takes a step that must be possible and change something.
fn after(mut post: Submission, step: Step, at: DateTime<Utc>) -> Submission {
    let change = take(&post, step, &Rules::default(), at).unwrap().unwrap();
    post.state = change.state;
    if let Some(verdict) = change.verdict {
        post.verdict = verdict;
    }
    if let Some(version) = change.version {
        post.content_hash = version.content.hash();
        post.content = version.content;
        post.slot = version.slot;
        post.version += 1;
    }
    post.changed_at = at;
    post
}

fn refused(post: &Submission, step: Step) -> Refusal {
    take(post, step, &Rules::default(), now()).unwrap_err()
}

fn approved() -> Submission {
    let post = held();
    let step = approve(&post, FIRST, Ground::NotRestricted, Slot::Now);
    after(post, step, now())
}

fn release(words: &[&str]) -> Step {
    Step::Release {
        node: "n".into(),
        until: now() + TimeDelta::minutes(5),
        verdict: Box::new(verdict(words)),
        quiet: false,
    }
}

#[test]
fn one_reviewer_who_is_not_an_author_releases_what_was_misjudged() {
    let post = approved();
    let State::Approved { approval } = &post.state else { panic!("{:?}", post.state) };
    assert_eq!(approval.signed.ground(), Ground::NotRestricted);
    assert_eq!(approval.content, post.content_hash);
}

#[test]
fn nobody_decides_on_their_own_post() {
    let post = held();
    let decline = Decline { decider: reviewer(AUTHOR), reason: "no".into(), seen: post.content_hash.clone() };
    for step in [
        approve(&post, AUTHOR, Ground::NotRestricted, Slot::Now),
        approve(&post, AUTHOR, Ground::Emergency, Slot::Now),
        Step::Return(decline.clone()),
        Step::Reject(decline.clone()),
        Step::Park(decline),
    ] {
        assert_eq!(refused(&post, step), Refusal::OwnPost);
    }
}

#[test]
fn a_sole_officer_releases_own_posts_only_below_certain_and_never_as_an_emergency() {
    let rules = Rules { sole_officer: true, ..Rules::default() };
    let mut post = held();
    let step = |ground| approve(&held(), AUTHOR, ground, Slot::Now);
    assert_eq!(take(&post, step(Ground::NotRestricted), &rules, now()), Err(Refusal::OwnPost));
    post.verdict.findings[0].confidence = Confidence::Likely;
    let change = take(&post, step(Ground::NotRestricted), &rules, now()).unwrap().unwrap();
    assert_eq!(change.data["sole_officer"], true);
    assert_eq!(take(&post, step(Ground::Emergency), &rules, now()), Err(Refusal::OwnPost));
}

#[test]
fn only_a_reviewer_decides_and_always_with_a_reason() {
    let post = held();
    let mut step = approve(&post, FIRST, Ground::NotRestricted, Slot::Now);
    if let Step::Approve { reason, .. } = &mut step {
        *reason = "  ".into();
    }
    assert_eq!(refused(&post, step), Refusal::NoReason);
    for role in [Role::Author, Role::Auditor, Role::Administrator, Role::ElectionOfficer] {
        let mut step = approve(&post, FIRST, Ground::NotRestricted, Slot::Now);
        if let Step::Approve { decider, .. } = &mut step {
            decider.roles = [role].into_iter().collect();
        }
        assert_eq!(refused(&post, step), Refusal::NotAReviewer);
    }
}

#[test]
fn an_emergency_takes_two_different_people_for_the_same_slot() {
    let post = held();
    let post = after(post.clone(), approve(&post, FIRST, Ground::Emergency, Slot::Now), now());
    assert_eq!(post.state.name(), StateName::Held);
    let again = approve(&post, FIRST, Ground::Emergency, Slot::Now);
    assert_eq!(refused(&post, again), Refusal::SamePersonTwice);
    let other_slot = approve(&post, SECOND, Ground::Emergency, Slot::AfterPeriod);
    assert_eq!(refused(&post, other_slot), Refusal::OtherSlot(Slot::Now));
    let by_author = approve(&post, AUTHOR, Ground::Emergency, Slot::Now);
    assert_eq!(refused(&post, by_author), Refusal::OwnPost);
    let post = after(post.clone(), approve(&post, SECOND, Ground::Emergency, Slot::Now), now());
    assert_eq!(post.state.name(), StateName::Approved);
}

#[test]
fn a_decision_on_a_text_that_has_changed_is_refused() {
    let post = held();
    let mut step = approve(&post, FIRST, Ground::NotRestricted, Slot::Now);
    if let Step::Approve { seen, .. } = &mut step {
        *seen = ContentHash::from_hex("00");
    }
    assert_eq!(refused(&post, step), Refusal::ContentChanged);
}

#[test]
fn a_slot_that_has_passed_cannot_be_approved_and_one_missed_by_delivery_comes_back() {
    let mut post = held();
    let original = |post: &Submission| approve(post, FIRST, Ground::NotRestricted, Slot::Original);
    assert_eq!(refused(&post, original(&post)), Refusal::NoSlot);
    post.slot = Some(now() - TimeDelta::seconds(1));
    assert_eq!(refused(&post, original(&post)), Refusal::SlotPassed);
    post.slot = Some(now() + TimeDelta::minutes(5));
    let step = original(&post);
    let post = after(post, step, now());
    assert_eq!(refused(&post, release(&["Cllr Example"])), Refusal::NotDue);
    let late = now() + TimeDelta::minutes(16);
    let post = after(post, Step::Tick { quiet: false }, late);
    assert_eq!(post.state, State::held(HeldBecause::SlotPassed));
}

#[test]
fn an_approval_lapses_only_for_a_finding_its_approver_had_not_seen() {
    let post = approved();
    let same = Step::Rejudge { verdict: Box::new(verdict(&["Cllr Example"])) };
    assert_eq!(take(&post, same, &Rules::default(), now()), Ok(None));
    let fewer = Step::Rejudge { verdict: Box::new(verdict(&[])) };
    assert_eq!(take(&post, fewer, &Rules::default(), now()), Ok(None));
    let more = Step::Rejudge { verdict: Box::new(verdict(&["Cllr Example", "opened it"])) };
    assert_eq!(after(post, more, now()).state, State::held(HeldBecause::ApprovalLapsed));
}

#[test]
fn the_last_gate_sends_a_post_back_when_the_judgement_at_delivery_finds_more() {
    let post = approved();
    let ok = after(post.clone(), release(&["Cllr Example"]), now());
    assert_eq!(ok.state.name(), StateName::Releasing);
    let lapsed = after(post, release(&["Cllr Example", "opened it"]), now());
    assert_eq!(lapsed.state, State::held(HeldBecause::ApprovalLapsed));
}

#[test]
fn what_waits_for_the_end_of_the_period_goes_out_only_then() {
    let post = held();
    let step = approve(&post, FIRST, Ground::NotRestricted, Slot::AfterPeriod);
    let post = after(post, step, now());
    assert_eq!(refused(&post, release(&["Cllr Example"])), Refusal::NotDue);
    let quiet =
        Step::Release { node: "n".into(), until: now(), verdict: Box::new(verdict(&[])), quiet: true };
    assert_eq!(after(post, quiet, now()).state.name(), StateName::Releasing);
}

#[test]
fn an_unknown_outcome_is_settled_by_reading_back_and_never_by_sending_again() {
    let releasing = after(approved(), release(&["Cllr Example"]), now());
    let unknown = after(releasing, Step::LostSight, now());
    assert_eq!(refused(&unknown, release(&["Cllr Example"])), Refusal::NotFrom(StateName::Unknown));
    let found = ReadBack::Found { platform_id: "77".into(), url: None };
    let published = after(unknown.clone(), Step::ReadBack(found), now());
    assert!(matches!(published.state, State::Published { read_back: true, .. }));
    let once = after(unknown.clone(), Step::ReadBack(ReadBack::NotThere), now());
    assert_eq!(once.state.name(), StateName::Unknown);
    let soon = now() + TimeDelta::seconds(59);
    assert_eq!(take(&once, Step::ReadBack(ReadBack::NotThere), &Rules::default(), soon), Ok(None));
    let twice = after(once, Step::ReadBack(ReadBack::NotThere), now() + TimeDelta::seconds(60));
    assert_eq!(twice.state.name(), StateName::Approved);
    let tie = after(unknown, Step::ReadBack(ReadBack::Tie), now());
    assert!(matches!(tie.state, State::Unknown { tie: true, .. }));
}

#[test]
fn a_tie_or_doubt_is_settled_by_a_person_with_a_reason() {
    let releasing = after(approved(), release(&["Cllr Example"]), now());
    let unknown = after(releasing, Step::LostSight, now());
    let step = |platform_id: Option<&str>| Step::Resolve {
        decider: reviewer(FIRST),
        reason: "Seen on the account".into(),
        platform_id: platform_id.map(str::to_owned),
        seen: unknown.content_hash.clone(),
    };
    assert_eq!(after(unknown.clone(), step(Some("77")), now()).state.name(), StateName::Published);
    assert_eq!(after(unknown.clone(), step(None), now()).state.name(), StateName::Approved);
}

#[test]
fn a_scheduled_post_that_would_now_be_stopped_is_taken_back_and_held() {
    let slot = now() + TimeDelta::days(1);
    let scheduled = Scheduled { platform_id: Some("5".into()), slot, recall: None };
    let mut post = post(State::Allowed { scheduled: Some(scheduled) });
    post.verdict = verdict(&[]);
    let post = after(post, Step::Rejudge { verdict: Box::new(verdict(&["Cllr Example"])) }, now());
    let State::Allowed { scheduled: Some(Scheduled { recall: Some(Recall { failures: 0, .. }), .. }) } =
        &post.state
    else {
        panic!("{:?}", post.state)
    };
    let post = after(post, Step::RecallFailed, now());
    let post = after(post, Step::TakenBack, now());
    assert_eq!(post.state, State::held(HeldBecause::TakenBack));
}

#[test]
fn a_change_is_held_and_makes_the_person_an_author() {
    let mut post = approved();
    post.authors.push(SECOND);
    let content = Content { text: Some("Something else".into()), ..post.content.clone() };
    let step = Step::Change {
        by: Submitter::Person(SECOND),
        content: Box::new(content),
        post: Box::new(Post::of_text("Something else")),
        verdict: Box::new(verdict(&[])),
        slot: None,
    };
    let change = take(&post, step, &Rules::default(), now()).unwrap().unwrap();
    assert_eq!(change.state, State::held(HeldBecause::Changed));
    assert_eq!(change.version.unwrap().author, Some(SECOND));
}

#[test]
fn a_stranger_neither_changes_nor_withdraws_a_post() {
    let post = held();
    let stranger = Submitter::Tool(Some(ToolId(Uuid::from_u128(99))));
    assert_eq!(refused(&post, Step::Withdraw { by: stranger }), Refusal::NotTheAuthor);
    assert_eq!(refused(&post, Step::Withdraw { by: Submitter::Person(FIRST) }), Refusal::NotTheAuthor);
    let own = Step::Withdraw { by: Submitter::Tool(Some(TOOL)) };
    assert_eq!(after(post, own, now()).state, State::Withdrawn);
}

#[test]
fn a_block_is_appealed_by_its_author_alone() {
    let post = post(State::Blocked);
    let appeal = |person| Step::Appeal { person, reason: "It is a play's title".into() };
    assert_eq!(refused(&post, appeal(FIRST)), Refusal::NotTheAuthor);
    assert_eq!(after(post, appeal(AUTHOR), now()).state, State::held(HeldBecause::Appealed));
}

#[test]
fn parked_posts_come_back_when_the_period_has_ended_and_held_ones_expire() {
    let post = held();
    let decline = Decline {
        decider: reviewer(FIRST),
        reason: "After the poll".into(),
        seen: post.content_hash.clone(),
    };
    let parked = after(post, Step::Park(decline), now());
    assert_eq!(take(&parked, Step::Tick { quiet: false }, &Rules::default(), now()), Ok(None));
    assert_eq!(after(parked, Step::Tick { quiet: true }, now()).state, State::held(HeldBecause::PeriodEnded));
    let later = now() + TimeDelta::days(90);
    assert_eq!(after(held(), Step::Tick { quiet: false }, later).state, State::Expired);
}

fn any_step() -> impl Strategy<Value = u8> {
    0_u8..20
}

/// A step of each kind, as it would come for this post.
fn step_number(n: u8, post: &Submission) -> Step {
    let seen = post.content_hash.clone();
    let decline = |person| Decline { decider: reviewer(person), reason: "r".into(), seen: seen.clone() };
    match n {
        0 => approve(post, FIRST, Ground::NotRestricted, Slot::Now),
        1 => approve(post, FIRST, Ground::Emergency, Slot::Now),
        2 => approve(post, SECOND, Ground::Emergency, Slot::Now),
        3 => Step::Return(decline(FIRST)),
        4 => Step::Reject(decline(FIRST)),
        5 => Step::Park(decline(FIRST)),
        6 => Step::Retry { decider: reviewer(FIRST), seen },
        7 => Step::Withdraw { by: Submitter::Tool(Some(TOOL)) },
        8 => Step::Appeal { person: AUTHOR, reason: "r".into() },
        9 => Step::Rejudge { verdict: Box::new(verdict(&["Cllr Example", "more"])) },
        10 => Step::Rejudge { verdict: Box::new(verdict(&[])) },
        11 => Step::Tick { quiet: true },
        12 => release(&["Cllr Example"]),
        13 => Step::Published { platform_id: "1".into(), url: None },
        14 => Step::Failed { code: "http-422".into() },
        15 => Step::PutOff,
        16 => Step::LostSight,
        17 => Step::ReadBack(ReadBack::NotThere),
        18 => Step::ReadBack(ReadBack::Found { platform_id: "1".into(), url: None }),
        _ => Step::Change {
            by: Submitter::Tool(Some(TOOL)),
            content: Box::new(Content { text: Some("x".into()), ..post.content.clone() }),
            post: Box::new(Post::of_text("x")),
            verdict: Box::new(verdict(&["Cllr Example"])),
            slot: None,
        },
    }
}

proptest! {
    /// Whatever happens in whatever order: a post is sent only from a live approval of exactly its content,
    /// is out at most once, and from its end nothing leads away.
    #[test]
    fn no_order_of_events_publishes_without_a_live_approval_or_twice(steps in proptest::collection::vec(any_step(), 1..60)) {
        let mut post = held();
        let mut at = now();
        let mut published = 0;
        for n in steps {
            at += TimeDelta::seconds(61);
            let before = post.state.clone();
            let step = step_number(n, &post);
            let Ok(Some(change)) = take(&post, step, &Rules::default(), at) else { continue };
            if let State::Releasing { approval, .. } = &change.state {
                let was_approved = matches!(before, State::Approved { .. });
                prop_assert!(was_approved);
                prop_assert_eq!(&approval.content, &post.content_hash);
            }
            if matches!(change.state, State::Published { .. }) {
                let was_sent = matches!(before, State::Releasing { .. } | State::Unknown { .. });
                prop_assert!(was_sent);
                published += 1;
            }
            let ended = [StateName::Published, StateName::Rejected, StateName::Withdrawn, StateName::Expired];
            prop_assert!(!ended.contains(&before.name()), "{:?} led to {:?}", before, change.state);
            post.state = change.state;
            if let Some(version) = change.version {
                post.content_hash = version.content.hash();
                post.content = version.content;
            }
            post.changed_at = at;
        }
        prop_assert!(published <= 1);
    }
}

#[test]
fn a_release_knows_when_it_must_be_settled() {
    let post = after(approved(), release(&["Cllr Example"]), now());
    let State::Releasing { release: Release { until, since, .. }, .. } = post.state else { panic!() };
    assert_eq!((since, until), (now(), now() + TimeDelta::minutes(5)));
}
