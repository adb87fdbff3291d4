//! Loading a calendar with eyes open: what is told beforehand is what then happens, and nothing bad gets in.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use purdah::documents::{Document, DocumentKind};
use purdah::guard::Decision;
use purdah::node::loading::{self, LoadError, Prepared};
use purdah::node::preview::{Preview, Then, preview};
use purdah::review::step::{Actor, Decline};
use purdah::review::{Decider, HeldBecause, Role, SeenFinding, Slot, State, StateName, Step, Submission};
use serde_json::Value;

use crate::process::{ORDINARY, PLATFORM_TOKEN, RESTRICTED, Town, eventually};
use crate::support::{Ask, ELECTIONS, HELD_TEXT, PLAIN_TEXT, TestCouncil};

/// The election is moved: nothing restricts now, and from 17 May something does.
const MOVED: &str = "[[election]]\nid = \"local.fernhollow.2027-05-06\"\ntitle = \"District council election\"\n\
    poll = 2027-06-24\nnotice = 2027-05-17\n";

async fn look(council: &TestCouncil, text: &str) -> (Prepared, Preview) {
    let document = document(text);
    let settings = &council.council().settings;
    let prepared = loading::prepare(settings, council.store(), &council.clock, document).await.unwrap();
    let now = council.clock.now();
    let preview = preview(settings, council.store(), &prepared, now, |_, _| {}).await.unwrap();
    (prepared, preview)
}

fn document(text: &str) -> Document {
    Document { kind: DocumentKind::Calendar, name: "elections.toml".into(), bytes: text.as_bytes().to_vec() }
}

async fn schedule(council: &TestCouncil, text: &str, days: i64) -> String {
    let at = council.later(TimeDelta::days(days));
    let ask = Ask::post("/api/v1/statuses").form(&[("status", text), ("scheduled_at", &at)]);
    council.ask(ask).await.is_published().id()
}

async fn hold(council: &TestCouncil, text: &str, days: Option<i64>) -> Submission {
    let known: Vec<_> = council.all().await.into_iter().map(|post| post.id).collect();
    let mut fields = vec![("status", text.to_owned())];
    fields.extend(days.map(|days| ("scheduled_at", council.later(TimeDelta::days(days)))));
    let fields: Vec<_> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
    council.ask(Ask::post("/api/v1/statuses").form(&fields)).await.is_held();
    council.all().await.into_iter().find(|post| !known.contains(&post.id)).unwrap()
}

/// What tells whether a post was judged otherwise: its state's name, and its decision with what stops it.
async fn judgements(council: &TestCouncil) -> BTreeMap<String, (Decision, Vec<SeenFinding>)> {
    let all = council.all().await;
    all.into_iter()
        .map(|post| (post.reference.to_string(), (post.verdict.decision, SeenFinding::of(&post.verdict))))
        .collect()
}

async fn state(council: &TestCouncil, reference: &str) -> State {
    let all = council.all().await;
    all.into_iter().find(|post| post.reference.to_string() == reference).unwrap().state
}

fn because(state: &State) -> HeldBecause {
    match state {
        State::Held { because, .. } => *because,
        other => panic!("{other:?}"),
    }
}

fn named(preview: &Preview) -> BTreeMap<String, Then> {
    preview.posts.iter().map(|post| (post.reference.to_string(), post.then)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_period_names_beforehand_exactly_the_posts_that_are_then_judged_otherwise() {
    let council = TestCouncil::new().await;
    // Held now; held for a day in the new period; allowed and scheduled for such a day; two nobody could mind.
    let now = hold(&council, HELD_TEXT, None).await.reference.to_string();
    let both = hold(&council, "Cllr Oluchi Varley at the fair.", Some(10)).await;
    let approved = hold(&council, "Cllr Tobias Renwick at the school.", Some(2)).await;
    council.approve(&approved, Slot::Original).await;
    let parked = hold(&council, "Cllr Tobias Renwick at the bus stop.", None).await;
    let decider = Decider { person: council.reviewer, roles: [Role::Reviewer].into_iter().collect() };
    let reason = "Later".to_owned();
    let seen = parked.content_hash.clone();
    council.step(&parked, Step::Park(Decline { decider, reason, seen })).await;
    let upstream = schedule(&council, "Cllr Tobias Renwick opens the park.", 40).await;
    let plain = schedule(&council, PLAIN_TEXT, 41).await;
    council.worker.pass().await;
    let scheduled = council.submissions(StateName::Allowed).await;
    let scheduled = scheduled.iter().find(|post| post.content.text.as_deref() != Some(PLAIN_TEXT)).unwrap();
    let scheduled = scheduled.reference.to_string();
    let before = judgements(&council).await;

    let (prepared, preview) = look(&council, MOVED).await;
    assert_eq!(preview.waiting, 6);
    let expected = BTreeMap::from([
        (now.clone(), Then::NothingFoundNow),
        (both.reference.to_string(), Then::NothingFoundNow),
        (approved.reference.to_string(), Then::Stands),
        (parked.reference.to_string(), Then::OtherFindings),
        (scheduled.clone(), Then::TakenBack),
    ]);
    assert_eq!(named(&preview), expected);
    let told = preview.posts.iter().find(|post| post.reference.to_string() == scheduled).unwrap();
    assert_eq!((told.before.decision, told.after.decision), (Decision::Allow, Decision::Hold));
    assert_eq!(told.after.at, Some(council.clock.now() + TimeDelta::days(40)));
    assert!(told.after.rules.iter().any(|rule| rule.as_str() == "CLR101"));
    assert!(prepared.suspicion.is_some(), "the period in force would be gone");
    assert_eq!(judgements(&council).await, before, "looking changes nothing");
    assert_eq!(
        council
            .store()
            .document_versions(council.id(), DocumentKind::Calendar, "elections.toml")
            .await
            .unwrap()
            .len(),
        1
    );

    let reason = Some("The poll was postponed by order".to_owned());
    let settings = &council.council().settings;
    let by = Actor::Person(council.reviewer);
    loading::apply(settings, council.store(), &prepared, reason, by).await.unwrap();
    assert!(council.refreshed().await);
    council.worker.pass().await;
    let after = judgements(&council).await;
    let mut otherwise: Vec<_> = after.keys().filter(|post| before[*post] != after[*post]).cloned().collect();
    // The approver had seen everything, so nothing is written of that one.
    otherwise.push(approved.reference.to_string());
    otherwise.sort();
    assert_eq!(otherwise, expected.keys().cloned().collect::<Vec<_>>());
    assert_eq!(because(&state(&council, &now).await), HeldBecause::NothingFoundNow);
    assert_eq!(because(&state(&council, &scheduled).await), HeldBecause::TakenBack);
    assert_eq!(council.board.scheduled(), 1);
    assert!(council.board.is_scheduled(&plain) && !council.board.is_scheduled(&upstream));
    council.was_taken_back(&upstream);

    // And back: the first version is restored as a third.
    let (prepared, preview) = look(&council, ELECTIONS).await;
    let then = named(&preview);
    assert_eq!(then[&now], Then::OtherFindings);
    assert_eq!(then[&scheduled], Then::NothingFoundNow);
    let reason = Some("The order was quashed".to_owned());
    loading::apply(settings, council.store(), &prepared, reason, Actor::Guard).await.unwrap();
    assert!(council.refreshed().await);
    council.worker.pass().await;
    assert_eq!(because(&state(&council, &now).await), HeldBecause::Judged);
    assert_eq!(because(&state(&council, &scheduled).await), HeldBecause::NothingFoundNow);
    assert_eq!(judgements(&council).await[&now], before[&now]);
    let history = council.store().document_history(council.id(), DocumentKind::Calendar).await.unwrap();
    let who: Vec<_> =
        history.iter().map(|entry| (entry.version, entry.by.clone(), entry.confirmed.is_some())).collect();
    let person = format!("person:{}", council.reviewer);
    assert_eq!(who, [(3, "guard".into(), true), (2, person, true), (1, "guard".into(), false)]);
    assert_eq!((history[0].size, &history[0].digest), (ELECTIONS.len() as u64, &history[2].digest));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_into_force_meanwhile_is_not_overwritten_unseen() {
    let council = TestCouncil::new().await;
    let (prepared, _) = look(&council, &format!("{ELECTIONS}# one\n")).await;
    council
        .load(DocumentKind::Calendar, "elections.toml", &format!("{ELECTIONS}# two\n"), None)
        .await
        .unwrap();
    let settings = &council.council().settings;
    let applied = loading::apply(settings, council.store(), &prepared, None, Actor::Guard).await;
    assert!(matches!(applied, Err(LoadError::Overtaken)), "{applied:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_truncated_or_tampered_file_lifts_the_period_in_force_by_load_or_by_a_running_guard() {
    let council = TestCouncil::new().await;
    let mut bad: Vec<Vec<u8>> =
        (0..ELECTIONS.len()).step_by(7).map(|cut| ELECTIONS.as_bytes()[..cut].to_vec()).collect();
    for (good, tampered) in [
        ("poll = 2027-05-06", "poll = 2026-05-06"),
        ("poll = 2027-05-06", "poll = 2027-04-21"),
        ("notice = 2027-03-25", "notice = 2027-05-05\nconfirmed = \"x\""),
        ("notice = 2027-03-25", "notice = 2027-03-25\nends = 2027-04-20T10:00:00"),
        ("notice = 2027-03-25", "notice = 2027-03-25\nstatus = \"withdrawn\"\nreason = \"x\""),
        ("[[election]]", "[[elections]]"),
        ("local.fernhollow", "local.elsewhere"),
    ] {
        assert!(ELECTIONS.contains(good));
        bad.push(ELECTIONS.replace(good, tampered).into_bytes());
    }
    bad.push(b"\xff\xfe\x00".to_vec());
    let post = purdah::post::Post::of_text(HELD_TEXT);
    let now = council.clock.now();
    for bytes in bad {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        drop(council.load(DocumentKind::Calendar, "elections.toml", &text, None).await);
        council.rewrite("elections.toml", &text).await;
        assert_eq!(council.council().judge(&post, now).decision, Decision::Hold, "{text}");
    }
    // Every refusal is kept with its reason, and a refused version is no version to go back to.
    let history = council.store().document_history(council.id(), DocumentKind::Calendar).await.unwrap();
    let refused: Vec<_> = history.iter().filter_map(|entry| entry.refused.as_deref()).collect();
    assert!(refused.iter().any(|why| why.contains("it leaves 0 of 1 pre-election periods")), "{refused:?}");
    assert!(refused.iter().any(|why| why.contains("would be shorter")), "{refused:?}");
    assert!(refused.iter().any(|why| why.contains("did you mean `election`?")), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_loads_at_once_that_do_not_go_together_one_is_overtaken() {
    let council = TestCouncil::new().await;
    let election =
        |year: u32| format!("[[election]]\nid = \"mayor.fernhollow.{year}-06-05\"\npoll = {year}-06-05\n");
    for (name, year) in [("a.toml", 2031), ("b.toml", 2032)] {
        council.rewrite(name, &election(year)).await;
    }
    let text = council.read("purdah.toml");
    let named = text.replace("\"elections.toml\"", "\"elections.toml\", \"a.toml\", \"b.toml\"");
    council.rewrite("purdah.toml", &named).await;
    assert_eq!(council.council().troubles(), Vec::new());
    let settings = purdah::config::read(&council.council().settings.file).unwrap();
    let both = async |year: u32| {
        let mut prepared = Vec::new();
        for (name, own) in [("a.toml", 2031), ("b.toml", 2032)] {
            let bytes = format!("{}{}", election(own), election(year)).into_bytes();
            let document = Document { kind: DocumentKind::Calendar, name: name.into(), bytes };
            prepared
                .push(loading::prepare(&settings, council.store(), &council.clock, document).await.unwrap());
        }
        let reason = || Some("Agreed".to_owned());
        let apply = |one| loading::apply(&settings, council.store(), one, reason(), Actor::Guard);
        let (a, b) = tokio::join!(apply(&prepared[0]), apply(&prepared[1]));
        [a, b]
    };
    for year in 2033..2037 {
        let done = both(year).await;
        let overtaken = done.iter().filter(|load| matches!(load, Err(LoadError::Overtaken))).count();
        assert_eq!((overtaken, done.iter().filter(|load| load.is_ok()).count()), (1, 1), "{done:?}");
        council.refreshed().await;
        let periods = council.council().rulebook().world().calendar.periods().len();
        assert_eq!((periods, council.council().troubles()), (4, Vec::new()));
        // Back to what each had, for the next round.
        for (name, own) in [("a.toml", 2031), ("b.toml", 2032)] {
            let reason = Some("Agreed".to_owned());
            council.load(DocumentKind::Calendar, name, &election(own), reason).await.unwrap();
        }
    }
}

/// Runs a command of the town's; its status, and what it printed.
async fn run(town: &Town, args: &[&str]) -> (i32, String, String) {
    let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_purdah"))
        .args(args)
        .current_dir(town.path())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[tokio::test]
async fn an_officer_looks_loads_lists_and_restores_while_the_guard_runs() {
    let town = Town::new("accept").await;
    let guard = town.serve(None).await;
    town.post(&guard, &[("status", RESTRICTED)]).await.unwrap();
    let post = town.held(&guard).await.remove(0);
    let (id, reference) =
        (post["id"].as_str().unwrap().to_owned(), post["reference"].as_str().unwrap().to_owned());
    let good = std::fs::read_to_string(town.path().join("elections.toml")).unwrap();
    let moved = format!("{good}status = \"withdrawn\"\nreason = \"Entered in error\"\n");
    std::fs::create_dir(town.path().join("new")).unwrap();
    std::fs::write(town.path().join("new/elections.toml"), &moved).unwrap();

    let load = ["calendar", "load", "new/elections.toml"];
    let with = |more: &[&'static str]| -> Vec<&'static str> { [&load[..], more].concat() };
    let (status, told, _) = run(&town, &with(&["--dry-run"])).await;
    assert_eq!(status, 1, "a look ends as the load would: {told}");
    for words in [
        "Withdrawn: ",
        "reason: Entered in error",
        &reference,
        "hold (CLR101) -> allow",
        "Nothing was changed, because ",
        "--confirm",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(!told.contains("Rosalind"), "no word of a post is printed: {told}");
    let (status, told, said) = run(&town, &load).await;
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("Withdrawn: ") && said.contains("--confirm"), "{told}{said}");
    assert_eq!(run(&town, &with(&["--confirm", " "])).await.0, 2, "a reason says something");
    let (status, _, said) =
        run(&town, &with(&["--confirm", "x", "--by", "nobody@larkwater.gov.example"])).await;
    assert_eq!((status, said.contains("purdah person list")), (1, true), "{said}");

    let (status, told, said) = run(
        &town,
        &with(&["--json", "--confirm", "The seat was never vacant", "--by", "one@larkwater.gov.example"]),
    )
    .await;
    assert_eq!(status, 0, "{said}");
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (&told["applied"], &told["version"], &told["changes"][0]["change"]),
        (&true.into(), &2.into(), &"withdrawn".into())
    );
    assert_eq!(told["posts"]["judged_otherwise"][0]["reference"], reference);
    assert_eq!(told["posts"]["judged_otherwise"][0]["then"], "nothing-found-now");
    let because = async |wanted: &str| {
        eventually(60, async || {
            let post = town.api(&guard, &format!("posts/{id}"), None).await.unwrap();
            if post["because"] == wanted { Ok(()) } else { Err(post.to_string()) }
        })
        .await;
    };
    because("nothing-found-now").await;

    let (_, told, _) = run(&town, &["calendar", "versions", "--json"]).await;
    let told: Value = serde_json::from_str(&told).unwrap();
    let versions = told["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(
        (&versions[0]["state"], &versions[0]["by"]["email"]),
        (&"in-force".into(), &"one@larkwater.gov.example".into())
    );
    assert_eq!((&versions[1]["state"], &versions[1]["by"]["actor"]), (&"earlier".into(), &"guard".into()));
    let (_, told, _) = run(&town, &["calendar", "versions", "elections.toml"]).await;
    assert!(told.contains("confirmed: The seat was never vacant"), "{told}");

    let (status, told, _) = run(&town, &["calendar", "restore", "elections.toml", "1", "--dry-run"]).await;
    assert_eq!((status, told.contains("Added: "), told.contains(&reference)), (0, true, true), "{told}");
    let (status, told, _) = run(&town, &["calendar", "restore", "elections.toml", "1"]).await;
    assert_eq!((status, told.contains("in force as version 3")), (0, true), "{told}");
    because("judged").await;
    let (status, told, said) = run(&town, &["calendar", "restore", "elections.toml", "9"]).await;
    assert_eq!((status, told.as_str(), said.contains("from 1 to 3")), (1, "", true), "{said}");
    town.verify().await;
    guard.kill().await;
}

#[tokio::test]
async fn a_file_spoilt_under_a_running_guard_changes_nothing_and_is_told_and_kept_as_refused() {
    let town = Town::new("accept").await;
    let guard = town.serve(None).await;
    let nothing_left = "[[day_not_counted]]\ndate = 2027-04-14\nwhy = \"Day of mourning\"\n";
    std::fs::write(town.path().join("elections.toml"), nothing_left).unwrap();
    let url = format!("http://{}/readyz", guard.desk);
    eventually(60, async || {
        let ready: Value = town.http.get(&url).send().await.unwrap().json().await.unwrap();
        let told = ready["warnings"].to_string();
        if told.contains("elections.toml") { Ok(()) } else { Err(told) }
    })
    .await;
    town.post_as(&guard, PLATFORM_TOKEN, &[("status", RESTRICTED)]).await.unwrap();
    town.post(&guard, &[("status", ORDINARY)]).await.unwrap();
    assert_eq!(town.held(&guard).await.len(), 1, "the period is still in force");
    assert_eq!(town.seen(ORDINARY), 1);
    let (_, told, _) = run(&town, &["calendar", "versions"]).await;
    assert!(told.contains("refused: it leaves 0 of 1 pre-election periods"), "{told}");
    let (status, _, said) =
        run(&town, &["calendar", "restore", "elections.toml", "2", "--confirm", "x"]).await;
    assert_eq!((status, said.contains("was refused and never in force")), (1, true), "{said}");
    guard.kill().await;
}

#[tokio::test]
async fn rosters_have_versions_and_a_preview_too_and_a_first_look_makes_no_store() {
    let town = Town::files().await;
    let (status, told, said) = run(&town, &["roster", "load", "roster.csv", "--dry-run"]).await;
    assert_eq!(status, 0, "{said}");
    assert!(told.contains("no version is in force yet") && told.contains("0 posts wait"), "{told}");
    assert!(!town.path().join("purdah.db").exists() && !town.path().join("purdah.key").exists());
    let (status, _, said) = run(&town, &["roster", "versions"]).await;
    assert_eq!((status, said.contains("there is no store yet")), (1, true), "{said}");
    assert_eq!(run(&town, &["roster", "load", "roster.csv"]).await.0, 0);
    let (_, told, _) = run(&town, &["roster", "versions"]).await;
    assert!(told.contains("roster.csv") && told.contains("in force"), "{told}");
    let (status, told, _) = run(&town, &["roster", "load", "roster.csv"]).await;
    assert_eq!((status, told.contains("says what is in force already")), (0, true), "{told}");
    let (status, _, said) = run(&town, &["calendar", "load", "roster.csv"]).await;
    assert_eq!((status, said.contains("names no calendar file")), (1, true), "{said}");
}

/// What `/readyz` warns of, once it speaks of purdah.toml or no longer does.
async fn warned(town: &Town, guard: &crate::process::Guard, of_it: bool) -> String {
    let url = format!("http://{}/readyz", guard.desk);
    eventually(60, async || {
        let ready: Value = town.http.get(&url).send().await.unwrap().json().await.unwrap();
        let warnings = ready["warnings"].to_string();
        if warnings.contains("purdah.toml") == of_it { Ok(warnings) } else { Err(warnings) }
    })
    .await
}

#[tokio::test]
async fn a_calendar_taken_out_of_purdah_toml_stays_until_an_officer_confirms_it() {
    let town = Town::new("accept").await;
    let path = town.path().join("purdah.toml");
    let one = std::fs::read_to_string(&path).unwrap();
    let today = chrono::Utc::now().date_naive();
    let (notice, poll) = (today - chrono::Days::new(10), today + chrono::Days::new(25));
    let id = format!("mayor.larkwater.{poll}");
    std::fs::write(
        town.path().join("other.toml"),
        format!("[[election]]\nid = \"{id}\"\npoll = {poll}\nnotice = {notice}\n"),
    )
    .unwrap();
    std::fs::write(&path, one.replace("\"elections.toml\"", "\"elections.toml\", \"other.toml\"")).unwrap();
    let guard = town.serve(None).await;
    std::fs::write(&path, &one).unwrap();
    warned(&town, &guard, true).await;
    let (_, shown, _) = run(&town, &["calendar", "show"]).await;
    assert!(shown.contains(&id), "{shown}");
    guard.kill().await;
    let guard = town.serve(None).await;
    warned(&town, &guard, true).await;

    let (status, told, _) = run(&town, &["council", "load", "--dry-run"]).await;
    assert_eq!((status, told.contains("No longer in any file") && told.contains(&id)), (1, true), "{told}");
    let (status, told, said) = run(&town, &["council", "load"]).await;
    assert_eq!((status, told.contains(&id), said.contains("--confirm")), (1, true, true), "{told}{said}");
    let by = "one@larkwater.gov.example";
    let confirm = ["council", "load", "--confirm", "The mayor's office was abolished", "--by", by];
    let (status, told, said) = run(&town, &confirm).await;
    assert_eq!((status, told.contains("purdah.toml is in force as version 3")), (0, true), "{told}{said}");
    warned(&town, &guard, false).await;
    let (_, shown, _) = run(&town, &["calendar", "show"]).await;
    assert!(!shown.contains(&id), "{shown}");
    let (_, told, _) = run(&town, &["council", "versions"]).await;
    assert!(told.contains("confirmed: The mayor's office was abolished") && told.contains(by), "{told}");
    let (_, told, _) = run(&town, &["calendar", "versions", "--json"]).await;
    let told: Value = serde_json::from_str(&told).unwrap();
    let of_other = told["versions"].as_array().unwrap().iter().find(|one| one["name"] == "other.toml");
    assert_eq!(of_other.map(|one| &one["state"]), Some(&"earlier".into()), "{told}");
    guard.kill().await;
    town.verify().await;
}
