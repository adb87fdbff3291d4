//! Documents that change while posts wait: each post is judged again, and what it was approved or scheduled under
//! no longer suffices where it must not.

use chrono::TimeDelta;
use purdah::documents::DocumentKind;
use purdah::node::loading::LoadError;
use purdah::review::{HeldBecause, Slot, State, StateName, Submission};

use crate::support::{Ask, ELECTIONS, HELD_TEXT, PLAIN_TEXT, ROSTER, TestCouncil};

/// Between the clock's day and polling day nothing restricts.
const LATER_ELECTION: &str =
    "[[election]]\nid = \"local.fernhollow.2027-05-06\"\npoll = 2027-06-24\nnotice = 2027-05-17\n";

async fn held(council: &TestCouncil, text: &str) -> Submission {
    council.post(text).await.is_held();
    council.submissions(StateName::Held).await.remove(0)
}

fn because(post: &Submission) -> HeldBecause {
    match &post.state {
        State::Held { because, .. } => *because,
        other => panic!("{other:?}"),
    }
}

async fn only(council: &TestCouncil) -> Submission {
    let mut all = council.all().await;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_row_added_after_the_approval_sends_the_post_back_to_the_desk() {
    let council = TestCouncil::new().await;
    let at = council.later(TimeDelta::days(2));
    let text = "Cllr Tobias Renwick met Perpetua Glasswright at the market.";
    let ask = Ask::post("/api/v1/statuses").form(&[("status", text), ("scheduled_at", &at)]);
    council.ask(ask).await.is_held();
    let post = only(&council).await;
    council.approve(&post, Slot::Original).await;
    assert!(
        council
            .rewrite("roster.csv", &format!("{ROSTER}Perpetua Glasswright,,Cllr,,Green,Mill,,,yes,\n"))
            .await
    );
    council.worker.pass().await;
    assert_eq!(because(&only(&council).await), HeldBecause::ApprovalLapsed);
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_stands_when_the_change_finds_nothing_its_approver_had_not_seen() {
    let council = TestCouncil::new().await;
    let post = held(&council, HELD_TEXT).await;
    council.approve(&post, Slot::Now).await;
    assert!(
        council
            .rewrite("roster.csv", &format!("{ROSTER}Perpetua Glasswright,,Cllr,,Green,Mill,,,yes,\n"))
            .await
    );
    council.worker.pass().await;
    assert_eq!(council.board.public_texts(), [HELD_TEXT]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_row_added_between_approval_and_delivery_is_seen_at_the_last_gate() {
    let council = TestCouncil::new().await;
    let post = held(&council, "Cllr Tobias Renwick met Perpetua Glasswright at the market.").await;
    council.worker.pass().await;
    council.approve(&post, Slot::Now).await;
    council.rewrite("roster.csv", &format!("{ROSTER}Perpetua Glasswright,,Cllr,,Green,Mill,,,yes,\n")).await;
    // The very pass that would have sent it.
    council.worker.pass().await;
    assert!(council.board.statuses().is_empty());
    assert_eq!(because(&only(&council).await), HeldBecause::ApprovalLapsed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_that_moves_takes_back_what_the_platform_keeps_for_a_time_now_restricted() {
    let council = TestCouncil::new().await;
    // After the poll: allowed, and kept by the platform.
    let at = council.later(TimeDelta::days(40));
    let ask = Ask::post("/api/v1/statuses").form(&[("status", HELD_TEXT), ("scheduled_at", &at)]);
    let id = council.ask(ask).await.is_published().id();
    assert_eq!(council.board.scheduled(), 1);
    let run_off =
        "[[election]]\nid = \"mayor.fernhollow.2027-06-24\"\npoll = 2027-06-24\nnotice = 2027-05-17\n";
    assert!(council.rewrite("elections.toml", &format!("{ELECTIONS}{run_off}")).await);
    council.worker.pass().await;
    assert_eq!(council.board.scheduled(), 0);
    assert_eq!(because(&only(&council).await), HeldBecause::TakenBack);
    council.was_taken_back(&id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_post_that_nothing_stops_any_more_stays_held_and_says_so() {
    let council = TestCouncil::new().await;
    held(&council, HELD_TEXT).await;
    // The period in force is moved away: too much to happen by itself.
    assert!(!council.rewrite("elections.toml", LATER_ELECTION).await);
    assert_eq!(council.council().troubles().len(), 1);
    // The councillor leaves the roster.
    let without = ROSTER.lines().filter(|line| !line.starts_with("Tobias")).collect::<Vec<_>>().join("\n");
    council.rewrite("roster.csv", &without.replace("Oluchi Varley", "Tobiah Varley")).await;
    council.clock.advance(TimeDelta::days(20));
    council.worker.pass().await;
    let post = only(&council).await;
    assert_eq!(because(&post), HeldBecause::NothingFoundNow);
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_that_passes_between_approval_and_delivery_publishes_nothing_by_surprise() {
    let council = TestCouncil::new().await;
    let at = council.later(TimeDelta::hours(2));
    let ask = Ask::post("/api/v1/statuses").form(&[("status", HELD_TEXT), ("scheduled_at", &at)]);
    council.ask(ask).await.is_held();
    let post = only(&council).await;
    council.approve(&post, Slot::Original).await;
    council.clock.advance(TimeDelta::hours(3));
    council.worker.pass().await;
    assert_eq!(because(&only(&council).await), HeldBecause::SlotPassed);
    assert!(council.board.statuses().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_approved_for_after_the_period_goes_out_when_it_ends() {
    let council = TestCouncil::new().await;
    let post = held(&council, HELD_TEXT).await;
    council.approve(&post, Slot::AfterPeriod).await;
    council.worker.pass().await;
    assert!(council.board.statuses().is_empty());
    council.clock.advance(
        "2027-05-06T21:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap() - council.clock.now(),
    );
    council.worker.pass().await;
    assert_eq!(council.board.public_texts(), [HELD_TEXT]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_leaves_the_rulebook_in_force_and_says_so() {
    let council = TestCouncil::new().await;
    let before = council.council().rulebook().digest().to_owned();
    for (name, text) in [
        ("elections.toml", "[[election]]\nid = \"x\"\npoll = 2027-05-06\n"),
        ("elections.toml", "not toml"),
        ("roster.csv", "who,what\nA,B\n"),
        ("roster.csv", ""),
    ] {
        assert!(!council.rewrite(name, text).await, "{name}: {text}");
        assert_eq!(council.council().rulebook().digest(), before);
        let troubles = council.council().troubles();
        assert!(troubles.iter().any(|trouble| trouble.about == name), "{name}: {troubles:?}");
        council.post(HELD_TEXT).await.is_held();
    }
    // Mended, the trouble is over.
    council.rewrite("elections.toml", ELECTIONS).await;
    council.rewrite("roster.csv", ROSTER).await;
    assert!(council.council().troubles().is_empty(), "{:?}", council.council().troubles());
    council.post(PLAIN_TEXT).await.is_published();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_version_put_back_is_told_apart_and_a_person_loads_it() {
    let council = TestCouncil::new().await;
    let longer = format!("{ROSTER}Perpetua Glasswright,,Cllr,,Green,Mill,,,yes,\n");
    assert!(council.rewrite("roster.csv", &longer).await);
    assert!(
        !council.rewrite("roster.csv", ROSTER).await,
        "a stale copy does not undo a later version by itself"
    );
    let trouble = council.council().troubles().remove(0);
    assert!(trouble.text.contains("purdah roster load roster.csv"), "{}", trouble.text);
    council.load(DocumentKind::Roster, "roster.csv", ROSTER, None).await.unwrap();
    assert!(council.refreshed().await);
    council.post("Perpetua Glasswright planted a tree.").await.is_published();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_much_away_needs_a_persons_word() {
    let council = TestCouncil::new().await;
    let refused = council.load(DocumentKind::Calendar, "elections.toml", LATER_ELECTION, None).await;
    assert!(matches!(refused, Err(LoadError::Suspicious(_))), "{refused:?}");
    let reason = Some("The election was postponed by order".to_owned());
    council.load(DocumentKind::Calendar, "elections.toml", LATER_ELECTION, reason).await.unwrap();
    assert!(council.refreshed().await);
    council.post(HELD_TEXT).await.is_published();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_gone_and_is_back_is_no_trouble_any_more() {
    let council = TestCouncil::new().await;
    council.remove("roster.csv");
    assert!(!council.refreshed().await);
    assert_eq!(council.council().troubles().len(), 1);
    assert!(!council.rewrite("roster.csv", ROSTER).await);
    assert!(council.council().troubles().is_empty(), "{:?}", council.council().troubles());
}

#[tokio::test(flavor = "multi_thread")]
async fn purdah_toml_is_read_again_and_a_broken_one_changes_nothing() {
    let council = TestCouncil::new().await;
    let good = council.read("purdah.toml");
    assert!(!council.rewrite("purdah.toml", &format!("{good}zzz = [")).await);
    assert_eq!(council.council().troubles().len(), 1);
    let strict = format!("{good}\n[policy.rules]\nCLR101 = \"block\"\n");
    assert!(council.rewrite("purdah.toml", &strict).await);
    assert!(council.council().troubles().is_empty());
    assert_eq!(council.post(HELD_TEXT).await.status, 422);
    assert!(council.rewrite("purdah.toml", &good).await, "and taking it back counts as well");
    council.post(HELD_TEXT).await.is_held();
}
