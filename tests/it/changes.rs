//! Documents that change while posts wait: each post is judged again, and what it was approved or scheduled under
//! no longer suffices where it must not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use purdah::config;
use purdah::documents::DocumentKind;
use purdah::node::Node;
use purdah::node::loading::LoadError;
use purdah::review::step::Actor;
use purdah::review::{HeldBecause, Slot, State, StateName, Submission};
use purdah::store::{DocumentKey, DocumentOrigin, NewDocument};

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

const MAYOR: &str =
    "[[election]]\nid = \"mayor.fernhollow.2027-05-06\"\npoll = 2027-05-06\nnotice = 2027-03-25\n";

fn in_force(node: &Node, council: &TestCouncil) -> Vec<String> {
    let rulebook = node.council(council.id()).unwrap().rulebook();
    rulebook.world().calendar.periods().iter().map(|period| period.election.clone()).collect()
}

/// What is told of a thing, if anything is.
fn trouble(node: &Node, council: &TestCouncil, about: &str) -> Option<String> {
    let troubles = node.council(council.id()).unwrap().troubles();
    troubles.into_iter().find(|trouble| trouble.about == about).map(|trouble| trouble.text)
}

/// A council whose purdah.toml names two calendars, each with a period in force.
async fn with_two_calendars() -> TestCouncil {
    let council = TestCouncil::new().await;
    council.rewrite("other.toml", MAYOR).await;
    named(&council, "\"elections.toml\", \"other.toml\"").await;
    assert_eq!(in_force(&council.node, &council).len(), 2);
    council
}

/// Writes which calendars purdah.toml names, and lets the node look.
async fn named(council: &TestCouncil, files: &str) {
    let text = council.read("purdah.toml");
    let (before, rest) = text.split_once("[calendar]\nfiles = [").unwrap();
    let (_, after) = rest.split_once("]\n").unwrap();
    council.rewrite("purdah.toml", &format!("{before}[calendar]\nfiles = [{files}]\n{after}")).await;
}

/// The same council in a process that starts now.
async fn restarted(council: &TestCouncil) -> Arc<Node> {
    let settings = config::read(&council.council().settings.file).unwrap();
    let store = council.store().clone();
    Node::start("again".to_owned(), vec![settings], store, council.clock.clone(), None).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_taken_out_of_purdah_toml_stays_in_force_until_a_person_says_so() {
    let council = with_two_calendars().await;
    named(&council, "\"elections.toml\"").await;
    let again = restarted(&council).await;
    for node in [&council.node, &again] {
        for _ in 0..3 {
            assert_eq!(in_force(node, &council).len(), 2);
            let told = trouble(node, &council, "purdah.toml").unwrap_or_default();
            assert!(told.contains("mayor.fernhollow.2027-05-06") && told.contains("would be gone"), "{told}");
            assert!(told.contains("`purdah council load --confirm REASON`"), "{told}");
            node.refresh().await.unwrap();
        }
    }
    // What is loaded meanwhile is told the same, and takes nothing away unawares.
    let more = format!("{ELECTIONS}# corrected\n");
    let refused = council.load(DocumentKind::Calendar, "elections.toml", &more, None).await;
    assert!(matches!(&refused, Err(LoadError::Suspicious(why)) if why.contains("mayor.")), "{refused:?}");
    // Put back, the trouble is over.
    named(&council, "\"elections.toml\", \"other.toml\"").await;
    assert_eq!((in_force(&council.node, &council).len(), council.council().troubles()), (2, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_under_another_name_takes_over_at_once_and_a_damaged_one_does_not() {
    let council = with_two_calendars().await;
    council.rewrite("mayor.toml", "not toml").await;
    named(&council, "\"elections.toml\", \"mayor.toml\"").await;
    let again = restarted(&council).await;
    for node in [&council.node, &again] {
        assert_eq!(in_force(node, &council).len(), 2);
        assert!(trouble(node, &council, "purdah.toml").is_some());
        assert!(trouble(node, &council, "mayor.toml").is_some());
    }
    council.rewrite("mayor.toml", &format!("# The same, under another name.\n{MAYOR}")).await;
    assert_eq!((in_force(&council.node, &council).len(), council.council().troubles()), (2, Vec::new()));
    let council_versions =
        council.store().document_history(council.id(), DocumentKind::Council).await.unwrap();
    assert!(council_versions[0].refused.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_roster_taken_out_of_purdah_toml_waits_for_a_persons_word_too() {
    let council = TestCouncil::new().await;
    let people = |node: &Node| node.council(council.id()).unwrap().rulebook().world().roster.people.len();
    let had = people(&council.node);
    let text = council.read("purdah.toml");
    council.rewrite("purdah.toml", &text.replace("files = [\"roster.csv\"]", "files = []")).await;
    assert_eq!((people(&council.node), people(&*restarted(&council).await)), (had, had));
    let told = trouble(&council.node, &council, "purdah.toml").unwrap_or_default();
    assert!(told.contains(&format!("it leaves 0 of {had} people")), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_is_judged_against_what_was_in_force_and_not_against_a_refused_purdah_toml() {
    let council = TestCouncil::new().await;
    let text = council.read("purdah.toml");
    let covering =
        text.replace("nation = \"england\"\n", "nation = \"england\"\ncovers = [\"pcc.westshire\"]\n");
    council.rewrite("purdah.toml", &covering).await;
    let ballot =
        |id: &str, day: &str| format!("{{\"election_id\":\"{id}.{day}\",\"poll_open_date\":\"{day}\"}}");
    let pcc = ballot("pcc.westshire", "2027-05-06");
    let mill = ballot("local.fernhollow.mill.by", "2027-09-16");
    council.rewrite("list.json", &format!("[{pcc},{mill}]")).await;
    named(&council, "\"elections.toml\", \"list.json\"").await;
    assert!(in_force(&council.node, &council).contains(&"pcc.westshire.2027-05-06".to_owned()));
    let refused = council.read("purdah.toml").replace("covers = [\"pcc.westshire\"]\n", "");
    council.rewrite("purdah.toml", &refused).await;
    assert!(trouble(&council.node, &council, "purdah.toml").is_some());
    let settings = config::read(&council.council().settings.file).unwrap();
    let document = purdah::documents::Document {
        kind: DocumentKind::Calendar,
        name: "list.json".into(),
        bytes: format!("[{mill}]").into_bytes(),
    };
    let prepared =
        purdah::node::loading::prepare(&settings, council.store(), &council.clock, document).await.unwrap();
    assert!(prepared.suspicion.as_deref().is_some_and(|why| why.contains("pcc.westshire.2027-05-06")));
    let now = council.clock.now();
    let preview =
        purdah::node::preview::preview(&settings, council.store(), &prepared, now, |_, _| {}).await.unwrap();
    let gone = preview.calendar.changes.iter().find(|change| change.election == "pcc.westshire.2027-05-06");
    assert_eq!(gone.map(|change| change.what.as_str()), Some("gone"), "{:?}", preview.calendar);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_purdah_toml_is_told_as_long_as_it_lies_there() {
    let council = TestCouncil::new().await;
    let good = council.read("purdah.toml");
    let bad = good.replace("nation = \"england\"\n", "nation = \"england\"\nid_ = \"x\"\n");
    for text in [bad, good.replace("[roster]\nfiles = [\"roster.csv\"]", "[roster]\nfiles = []")] {
        council.rewrite("purdah.toml", &text).await;
        let first = council.council().troubles();
        assert_eq!(first.len(), 1, "{text}");
        council.clock.advance(TimeDelta::seconds(5));
        for _ in 0..3 {
            council.refreshed().await;
            assert_eq!(council.council().troubles(), first);
        }
        council.rewrite("purdah.toml", &good).await;
        assert_eq!(council.council().troubles(), Vec::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_that_cannot_be_read_together_are_told_and_a_person_mends_them() {
    let council = with_two_calendars().await;
    // As a store looks that an earlier version of the program wrote.
    let versions = council.store().documents_in_force(council.id()).await.unwrap();
    let seen = versions.iter().map(DocumentKey::of).collect();
    let new = NewDocument {
        kind: DocumentKind::Calendar,
        name: "other.toml".into(),
        bytes: ELECTIONS.into(),
        origin: DocumentOrigin::Load,
        confirmed: None,
    };
    council.store().documents_record(council.id(), seen, vec![(new, Actor::Guard)]).await.unwrap().unwrap();
    for _ in 0..2 {
        council.refreshed().await;
        assert_eq!(in_force(&council.node, &council).len(), 2);
        let told = trouble(&council.node, &council, "the documents in force").unwrap_or_default();
        assert!(told.contains("purdah calendar load FILE --confirm REASON"), "{told}");
    }
    // What was in force cannot be told, so nothing replaces it without a word; and a start says what to do.
    let mended = format!("# Mended.\n{MAYOR}");
    let refused = council.load(DocumentKind::Calendar, "other.toml", &mended, None).await;
    assert!(matches!(&refused, Err(LoadError::Suspicious(_))), "{refused:?}");
    assert!(!council.rewrite("other.toml", &mended).await);
    let settings = config::read(&council.council().settings.file).unwrap();
    let store = council.store().clone();
    let start = Node::start("again".to_owned(), vec![settings], store, council.clock.clone(), None).await;
    let said = format!("{:?}", start.unwrap_err());
    assert!(said.contains("`purdah calendar load other.toml --confirm REASON`"), "{said}");
    let reason = Some("The mayor's election was entered twice".to_owned());
    council.load(DocumentKind::Calendar, "other.toml", &mended, reason).await.unwrap();
    council.refreshed().await;
    assert_eq!((in_force(&council.node, &council).len(), council.council().troubles()), (2, Vec::new()));
    drop(restarted(&council).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn taking_a_large_document_in_keeps_nothing_waiting() {
    use std::fmt::Write as _;
    let council = TestCouncil::new().await;
    let mut text = ROSTER.to_owned();
    for number in 0..12_000 {
        writeln!(text, "Perpetua{number} Glasswright{number},,Cllr,,Green,Mill,,,yes,").unwrap();
    }
    let path = council.council().settings.documents.folder.join("roster.csv");
    std::fs::write(path, text).unwrap();
    let node = council.node.clone();
    let begun = Instant::now();
    // Both on the only worker there is.
    let look = tokio::spawn(async move { node.refresh().await.unwrap() });
    let longest = tokio::spawn(async move {
        let (mut last, mut longest) = (Instant::now(), Duration::ZERO);
        while !look.is_finished() {
            tokio::task::yield_now().await;
            longest = longest.max(last.elapsed());
            last = Instant::now();
        }
        (longest, look.await.unwrap().len())
    });
    let (longest, swapped) = longest.await.unwrap();
    assert_eq!(swapped, 1);
    assert!(longest < begun.elapsed() / 3, "{longest:?} of {:?}", begun.elapsed());
}
