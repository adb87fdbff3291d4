//! The pages of the rules are tests: every example on them is judged by the invented council of `wrenbury/`.
//!
//! A fenced block ```` ```post on="2027-04-20" part="alt_texts[0]" ```` holds one post a line, and behind `#` what
//! becomes of it: `allow`, or `hold: [CLR101] "the words"`. `part` is `text` when absent; `picture`, `unread`,
//! `unknown_tool`, `unknown_channel`, `described_picture`, `again_after_2h` and `no_calendar` make the line a post of text
//! with that about it. Where `lga` leaves a rule out, its page is judged under a policy that holds for it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use purdah::council::Nation;
use purdah::guard::registry::RULES;
use purdah::guard::retired::RETIRED;
use purdah::guard::rule::Meta;
use purdah::guard::{self, Decision, Rulebook, Verdict};
use purdah::post::{PartName, Picture, Post, Unread};

use crate::town;

const HEADINGS: [&str; 6] = ["What it finds", "Why", "Held", "Not held", "What to do", "Settings"];

struct Example {
    heading: String,
    day: String,
    part: String,
    text: String,
    outcome: String,
}

fn examples(page: &str) -> Vec<Example> {
    let (mut heading, mut block, mut list) = (String::new(), None, Vec::new());
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut heading);
        } else if let Some(info) = line.strip_prefix("```post") {
            block = Some((
                attribute(info, "on").expect("a day"),
                attribute(info, "part").unwrap_or("text".into()),
            ));
        } else if line.starts_with("```") {
            block = None;
        } else if let Some((day, part)) = &block {
            let (text, outcome) = line.rsplit_once("     # ").expect("five blanks, a hash and an outcome");
            list.push(Example {
                heading: heading.clone(),
                day: day.clone(),
                part: part.clone(),
                text: text.to_owned(),
                outcome: outcome.to_owned(),
            });
        }
    }
    list
}

fn attribute(info: &str, name: &str) -> Option<String> {
    let rest = info.split_once(&format!("{name}=\""))?.1;
    Some(rest.split_once('"')?.0.to_owned())
}

fn post(example: &Example) -> Post {
    let mut post = Post::default();
    match example.part.as_str() {
        "picture" => post.pictures.push(Picture::Unexamined),
        "unread" => {
            let why = "The author of the shared post could not be looked up.".to_owned();
            post.unread.push(Unread { part: PartName::ReshareOf, why });
        }
        "unknown_tool" => post.from_unknown_tool = true,
        "unknown_channel" => post.to_unknown_channel = true,
        "described_picture" => {
            post.pictures.push(Picture::Unexamined);
            post.push(PartName::AltText(0), "A red bus on the high street".to_owned());
        }
        "blankly_described_picture" => {
            post.pictures.push(Picture::Unexamined);
            post.push(PartName::AltText(0), " . ".to_owned());
        }
        "half_described_pictures" => {
            post.pictures.extend([Picture::Unexamined, Picture::Unexamined]);
            post.push(PartName::AltText(1), "A red bus on the high street".to_owned());
        }
        ago if ago.starts_with("again_after_") => {
            let hours = ago.trim_start_matches("again_after_").trim_end_matches('h').parse().expect("hours");
            post.same_words_at = Some(town::noon(&example.day) - TimeDelta::hours(hours));
        }
        "no_calendar" => {}
        part => {
            post.push(part.parse().expect("the name of a part"), example.text.clone());
            return post;
        }
    }
    post.push(PartName::Text, example.text.clone());
    post
}

fn fault(example: &Example, verdict: &Verdict) -> Option<String> {
    let said = format!("{} on {}: {}", example.text, example.day, example.outcome);
    let got = serde_json::to_string_pretty(&verdict.findings).unwrap();
    if example.outcome == "allow" {
        return (verdict.decision.as_str() != "allow").then(|| format!("{said}\n  but {got}"));
    }
    let (decision, rest) = example.outcome.split_once(": [").expect("a decision and a rule");
    let (rule, words) = rest.split_once("] \"").expect("the words in quotes");
    let words = words.trim_end_matches('"');
    let found = verdict.stops().any(|finding| finding.rule.as_str() == rule && finding.text == words);
    (verdict.decision.as_str() != decision || !found)
        .then(|| format!("{said}\n  but {}: {got}", verdict.decision.as_str()))
}

#[test]
fn every_example_on_a_page_is_judged_as_the_page_says() {
    let mut faults = Vec::new();
    for rule in RULES {
        let own = town::wrenbury_where_it_is_on(rule.meta());
        for example in examples(rule.meta().page) {
            let book = match example.part.as_str() {
                "no_calendar" => town::wrenbury_without_calendar(),
                _ => own.as_ref().unwrap_or_else(|| town::wrenbury_book()),
            };
            let verdict = guard::judge(&post(&example), town::noon(&example.day), book);
            faults.extend(fault(&example, &verdict).map(|fault| format!("{}: {fault}", rule.meta().code)));
        }
    }
    assert!(faults.is_empty(), "{} examples\n{}", faults.len(), faults.join("\n"));
}

/// The posts a page calls held, and when; those that need a council without a calendar are left out.
pub(crate) fn held_posts(meta: &Meta) -> Vec<(Post, chrono::DateTime<chrono::Utc>)> {
    let held = examples(meta.page).into_iter().filter(|example| example.heading == "Held");
    let held = held.filter(|example| example.part != "no_calendar");
    held.map(|example| (post(&example), town::noon(&example.day))).collect()
}

/// What becomes of the posts a page calls held, as far as its own rule speaks of them.
pub(crate) fn decisions_of_held(meta: &Meta, book: &Rulebook) -> Vec<Decision> {
    let held = examples(meta.page).into_iter().filter(|example| example.heading == "Held");
    held.map(|example| {
        let book = if example.part == "no_calendar" { town::wrenbury_without_calendar() } else { book };
        let verdict = guard::judge(&post(&example), town::noon(&example.day), book);
        let own = verdict.findings.iter().filter(|finding| finding.rule == meta.code);
        own.map(|finding| finding.decision).max().unwrap_or(Decision::Allow)
    })
    .collect()
}

#[test]
fn every_page_has_the_fixed_headings_and_examples_of_both_kinds() {
    for rule in RULES {
        let meta = rule.meta();
        let headings: Vec<&str> = meta.page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", meta.code);
        assert!(meta.page.starts_with(&format!("# {}: {}\n", meta.code, meta.title)), "{}", meta.code);
        let examples = examples(meta.page);
        for example in &examples {
            let allowed = example.outcome == "allow";
            assert_eq!(example.heading == "Not held", allowed, "{}: {}", meta.code, example.text);
        }
        let count = |heading: &str| examples.iter().filter(|example| example.heading == heading).count();
        let (held, passing) = if meta.code.as_str() >= "CLR300" { (6, 8) } else { (1, 1) };
        assert!(count("Held") >= held, "{} has too few held examples", meta.code);
        assert!(count("Not held") >= passing, "{} has too few passing examples", meta.code);
        for switch in meta.switches {
            assert!(meta.page.contains(switch.name), "{}'s page does not tell of {}", meta.code, switch.name);
            assert!(switch.values.contains(&switch.default), "{}", switch.name);
        }
    }
}

#[test]
fn codes_are_unique_and_never_used_again() {
    let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.meta().code.as_str()).collect();
    assert_eq!(codes.len(), RULES.len());
    assert!(RETIRED.iter().all(|retired| !codes.contains(retired.code)));
}

#[test]
fn every_rule_cites_a_source_for_every_nation() {
    for rule in RULES {
        for nation in Nation::ALL {
            let source = (rule.meta().sources)(nation);
            assert!(!source.title.is_empty() && !source.clause.is_empty(), "{}", rule.meta().code);
            assert!(source.checked.parse::<chrono::NaiveDate>().is_ok(), "{}", rule.meta().code);
            assert!(source.url.is_empty() || source.url.starts_with("https://"), "{}", rule.meta().code);
            let is_act_of_1986 = source.title.contains("1986");
            assert!(
                !(is_act_of_1986 && nation == Nation::NorthernIreland),
                "the 1986 Act does not reach there"
            );
        }
    }
}

#[test]
fn the_same_world_has_the_same_digest_and_another_has_another() {
    let digest = |change: fn(&mut guard::World)| {
        let mut world = town::wrenbury();
        change(&mut world);
        Rulebook::compile(world).digest().to_owned()
    };
    let same = digest(|_| {});
    assert!(same.starts_with("sha256:") && same.len() == 71);
    assert_eq!(same, digest(|_| {}));
    let changes: [fn(&mut guard::World); 5] = [
        |world| drop(world.roster.people.pop()),
        |world| drop(world.roster.namesakes.pop()),
        |world| drop(world.lexicons.pop()),
        |world| world.council.contacts.push("01632".to_owned()),
        |world| world.calendar = purdah::calendar::Calendar::default(),
    ];
    for change in changes {
        assert_ne!(same, digest(change));
    }
}
