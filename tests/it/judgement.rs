//! What holds for every post: the judgement always answers, the same each time, and shows exactly the words it means.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use purdah::guard::finding::Reason;
use purdah::guard::{self, Decision, Rulebook, Verdict};
use purdah::post::{Markup, PartName, Post};

use crate::town;

/// Pieces that meet every rule, and what comes between them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Cllr "),
        Just("Asha Patel"),
        Just("Patel, Asha"),
        Just("@bolindqvist"),
        Just("#TealAlliance"),
        Just("Labour "),
        Just("vote for "),
        Just("the Leader of the Council "),
        Just("Mac Aodha"),
        Just("A\u{301}sha"),
        Just("𝑷𝒂𝒕𝒆𝒍"),
        Just("https://tealalliance.example/x"),
        Just("remember who "),
        Just(": \""),
        Just("'s "),
        Just(", "),
        Just("\n"),
        Just("\u{200b}"),
        Just("&amp;<b>"),
        Just("Рatеl "),
        Just("Cllrs "),
        Just(" and "),
        Just("Ferry's councillors won "),
        Just("("),
        Just(") "),
        Just("1911 "),
        Just(" MP "),
        Just("é🙂")
    ];
    prop::collection::vec(prop_oneof![4 => piece.prop_map(str::to_owned), 1 => "\\PC{0,6}"], 0..14)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_finding_shows_exactly_the_words_of_its_span(words in text(), html in any::<bool>(), alt in text()) {
        let book = town::wrenbury_book();
        let mut post = Post::default();
        post.push_marked(PartName::Text, words, if html { Markup::Html } else { Markup::Plain });
        post.push(PartName::AltText(0), alt);
        for day in ["2027-04-20", "2026-11-10", "2027-02-01"] {
            let verdict = guard::judge(&post, town::noon(day), book);
            for finding in &verdict.findings {
                let part = &post.part(finding.part).unwrap().text;
                let span = finding.start.unwrap()..finding.end.unwrap();
                prop_assert_eq!(part.get(span), Some(finding.text.as_str()));
                prop_assert!(!finding.text.is_empty());
            }
            prop_assert_eq!(verdict, guard::judge(&post, town::noon(day), book));
        }
    }
}

#[test]
fn findings_are_listed_up_to_a_hundred_a_part_and_then_counted() {
    let verdict = judged(&"Cllr Asha Patel. ".repeat(150), "2027-04-20");
    assert_eq!(verdict.findings.len(), Verdict::MOST_FINDINGS_A_PART);
    assert_eq!(verdict.findings_left_out, 50);
    assert_eq!(verdict.matched, ["Cllr Asha Patel"]);
}

#[test]
fn a_stricter_finding_is_listed_however_many_stand_before_it() {
    let flood = "Cllr Asha Patel. ".repeat(150) + "Vote Labour!";
    let verdict = judged(&flood, "2027-04-20");
    assert_eq!(verdict.decision, Decision::Block);
    assert_eq!(verdict.findings.len(), Verdict::MOST_FINDINGS_A_PART);
    assert!(verdict.findings.iter().any(|finding| finding.reason == Reason::PartyPolitical));
}

#[test]
fn a_text_twice_as_long_takes_about_twice_as_long() {
    for piece in [
        "Cllr ",
        "Cllr Field ",
        "Vote Labour ",
        "Asha Patel said \"vote\" ",
        "the Leader of the Council, ",
        "Ferry councillors won ",
        "Chairman Patel of Patel Road 1911 ",
        "#Labour",
        "#TealAlliance ",
        "Labour-a.",
        "@bolindqvist@",
        "vote for Labour {candidate} ",
        "Cllrs Patel, Patel and ",
        "<b a=1>Cllr ",
        "A\u{301}sha Patel ",
        "n.n@",
        "@",
        "a@",
        "a.a@b.",
        "I\n",
        "&",
        "1v0r 5p31ght ",
        "Cllr P.a.t.e.l ",
        "Labour will ",
        "the PCC ",
        "x.com/name ",
    ] {
        let [short, long] = [8_000, 32_000].map(|bytes| {
            let text = piece.repeat(bytes / piece.len());
            let post = Post::of_text(text);
            let began = Instant::now();
            drop(guard::judge(&post, town::noon("2027-04-20"), town::wrenbury_book()));
            began.elapsed()
        });
        println!("{piece:30} {short:?} {long:?}");
        // Four times the text: sixteen times the work when any step is quadratic, and some room for a busy machine.
        assert!(long < short * 10 + Duration::from_millis(500), "{piece}: {short:?}, then {long:?}");
    }
}

#[test]
fn a_post_longer_than_anybody_writes_waits_for_a_person_whatever_stands_in_it() {
    for (text, day) in [
        ("Bins go out on Friday. ".repeat(4_000), "2027-04-20"),
        ("Bins go out on Friday. ".repeat(4_000), "2026-11-10"),
        (format!("{} Cllr Asha Patel", "ö".repeat(40_000)), "2027-04-20"),
    ] {
        let verdict = judged(&text, day);
        assert_eq!(verdict.decision, Decision::Hold);
        assert_eq!(verdict.reasons, [Reason::Unreadable], "{day}");
        assert!(verdict.findings[0].why.contains("too long"), "{}", verdict.findings[0].why);
    }
    let long = "Bins go out on Friday. ".repeat(1_250);
    assert_eq!(judged(&long, "2027-04-20").decision, Decision::Allow);
    let named = format!("{long}{long} Cllr Asha Patel");
    assert_eq!(judged(&named, "2027-04-20").reasons, [Reason::Unreadable]);
    let named = format!("Cllr Asha Patel. {long}{long}");
    assert_eq!(judged(&named, "2027-04-20").reasons, [Reason::Unreadable, Reason::CouncillorMention]);
}

#[test]
fn a_row_that_does_not_hold_on_the_day_names_nobody() {
    let mut world = town::wrenbury();
    world.roster.people.retain(|entry| entry.name == "Dale Marsh");
    world.roster.people[0].until = "2027-04-19".parse().ok();
    let book = Rulebook::compile(world);
    let post = Post::of_text("Dale Marsh won the raffle.");
    assert_eq!(guard::judge(&post, town::noon("2027-04-19"), &book).decision, Decision::Hold);
    assert_eq!(guard::judge(&post, town::noon("2027-04-20"), &book).decision, Decision::Allow);
}

#[test]
fn the_mayor_is_exempt_by_the_mark_and_in_the_role_only() {
    for (text, decision) in [
        ("The Mayor, Tom Okafor, rang the bell.", Decision::Allow),
        ("Cllr Tom Okafor wants a bypass for Mossgate.", Decision::Hold),
        ("The Mayor and Cllr Marsh rang the bell.", Decision::Hold),
        ("Mayor Tom Okafor: vote Labour!", Decision::Block),
    ] {
        assert_eq!(judged(text, "2027-04-20").decision, decision, "{text}");
    }
    let mut world = town::wrenbury();
    for role in world.roster.people.iter_mut().flat_map(|entry| &mut entry.roles) {
        role.civic = false;
    }
    let post = Post::of_text("The Mayor, Tom Okafor, rang the bell.");
    let verdict = guard::judge(&post, town::noon("2027-04-20"), &Rulebook::compile(world));
    assert_eq!(verdict.decision, Decision::Hold, "the word Mayor by itself earns nothing");
}

fn judged(text: &str, day: &str) -> Verdict {
    guard::judge(&Post::of_text(text), town::noon(day), town::wrenbury_book())
}
