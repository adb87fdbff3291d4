//! What the desk and `/readyz` say of a calendar that somebody should look at.

use chrono::TimeDelta;
use http::StatusCode;

use super::bench::Bench;

const TWO_ELECTIONS: &str = "[[election]]\nid = \"local.tallowford.2027-05-06\"\ntitle = \"Borough council election\"\n\
    poll = 2027-05-06\nnotice = 2027-03-25\n\
    [[election]]\nid = \"local.tallowford.kiln-road.by.2027-09-02\"\ntitle = \"Kiln Road by-election\"\n\
    type = \"local\"\npoll = 2027-09-02\nwards = [\"Kiln Road\"]\n";

async fn warnings(bench: &Bench) -> Vec<String> {
    let ready = bench.get("", "/readyz").await;
    assert_eq!(ready.status, StatusCode::OK, "stale data is a warning: {}", ready.body);
    assert_eq!(ready.json()["status"], "ready");
    let all = ready.json()["warnings"].as_array().unwrap().clone();
    let own = all.into_iter().filter(|warning| warning["council"] == "tallowford");
    own.map(|warning| warning["about"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_calendar_that_is_over_old_or_short_of_bank_holidays_warns_in_readyz_and_on_every_page() {
    let bench = Bench::open().await;
    assert!(warnings(&bench).await.is_empty());
    bench.clock.advance(TimeDelta::days(17));
    let told = warnings(&bench).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("is over, the last since 6 May 2027 at 10:00pm"), "{told:?}");
    assert!(told[1].contains("this file is of 2027-04-20, and the election"), "{told:?}");
    bench.clock.advance(TimeDelta::days(365));
    let told = warnings(&bench).await;
    let expected = [
        "is over",
        "not been changed since 20 April 2027",
        "known only to the end of 2028",
        "roster.csv: this file",
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for words in expected {
        assert!(told.iter().any(|warning| warning.contains(words)), "{words}: {told:?}");
    }
    let auditor = bench.sign_in(&bench.auditor).await;
    let author = bench.sign_in(&bench.author).await;
    for path in ["/held", "/calendar", "/check"] {
        for words in expected {
            assert!(bench.get(&auditor, path).await.body.contains(words), "{path}: {words}");
            assert!(!bench.get(&author, path).await.body.contains(words), "an author cannot mend it: {path}");
        }
    }
}

#[tokio::test]
async fn an_empty_calendar_and_one_with_a_day_to_confirm_are_warned_of() {
    let bench = Bench::open().await;
    let late = TWO_ELECTIONS.replace("type = \"local\"", "type = \"local\"\nnotice = 2027-08-20");
    bench.rewrite_elections(&late).await;
    let told = warnings(&bench).await;
    assert_eq!(told, ["one entry of the calendar should be corrected or confirmed"]);
    let cookie = bench.sign_in(&bench.reviewer).await;
    let page = bench.get(&cookie, "/calendar").await.body;
    assert!(page.contains("elections.toml:7:6"), "{page}");
    assert!(page.contains("after the last day the law allows"), "{page}");
    assert!(bench.get(&cookie, "/held").await.body.contains("The calendar page says which"));

    bench.rewrite_elections(&format!("{late}confirmed = \"The returning officer says so\"\n")).await;
    assert!(warnings(&bench).await.is_empty(), "a confirmed day is no warning any more");
}

#[tokio::test]
async fn the_calendar_says_why_each_period_begins_and_what_was_withdrawn() {
    let bench = Bench::open().await;
    bench.rewrite_elections(TWO_ELECTIONS).await;
    let cookie = bench.sign_in(&bench.author).await;
    let page = bench.get(&cookie, "/calendar").await.body;
    for words in [
        "Notice of election on Thursday 25 March 2027, as an officer entered it.",
        "is the last day the law allows for notice of election",
        "href=\"https://www.legislation.gov.uk/uksi/2006/3304",
        "This is what the text of the law says.",
        "only in Kiln Road",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("Withdrawn</h2>"));
    let withdrawn =
        format!("{TWO_ELECTIONS}status = \"withdrawn\"\nreason = \"The seat is to stay empty\"\n");
    bench.rewrite_elections(&withdrawn).await;
    let page = bench.get(&cookie, "/calendar").await.body;
    for words in ["Withdrawn</h2>", "The seat is to stay empty", "Kiln Road by-election"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

/// The rulebook judges alike, and the page must still say what is so now.
#[tokio::test]
async fn what_is_said_of_an_election_is_new_on_the_page_although_no_period_changes() {
    let bench = Bench::open().await;
    let cookie = bench.sign_in(&bench.author).await;
    let one = TWO_ELECTIONS.split("[[election]]").nth(1).unwrap();
    bench.rewrite_elections(&format!("[[election]]{one}status = \"uncontested\"\n")).await;
    let page = bench.get(&cookie, "/calendar").await.body;
    assert!(page.contains("Uncontested: the period goes on to its end all the same."), "{page}");
}
