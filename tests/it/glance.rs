//! The quick look dismisses only posts in which the whole judgement finds nothing.

use std::path::Path;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use purdah::guard::policy::RuleSetting;
use purdah::guard::{self, Choice, Decision, Rulebook, registry};
use purdah::post::jsonl::Line;
use purdah::post::{Markup, PartName, Post};

use crate::town;

#[track_caller]
fn assert_same(post: &Post, at: DateTime<Utc>, book: &Rulebook) {
    assert_eq!(guard::judge(post, at, book), guard::judge_in_full(post, at, book), "{post:?}");
}

#[test]
fn every_post_of_the_corpus_is_judged_the_same_with_and_without_it() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let councils = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path());
    let mut posts = 0;
    for council in councils.filter(|path| path.join("posts.jsonl").exists()) {
        let book = Rulebook::compile(town::world(&council));
        let in_force = book.world().calendar.periods().first().map(|period| period.starts.to_utc());
        for line in std::fs::read_to_string(council.join("posts.jsonl")).unwrap().lines() {
            let line: Line = serde_json::from_str(line).unwrap();
            let at: DateTime<Utc> = line.at.as_deref().unwrap().parse().unwrap();
            let post = line.post(|_| true);
            for at in in_force.into_iter().chain([at]) {
                assert_same(&post, at, &book);
            }
            for part in &post.parts {
                assert_same(&Post { parts: vec![part.clone()], ..Post::default() }, at, &book);
            }
            posts += 1;
        }
    }
    assert!(posts > 400);
}

#[test]
fn whatever_a_post_holds_besides_words_is_not_dismissed() {
    let plain = Post::of_text("Bins go out on Friday.");
    let changes: [fn(&mut Post); 5] = [
        |post| post.pictures.push(purdah::post::Picture::Unexamined),
        |post| post.from_unknown_tool = true,
        |post| post.to_unknown_channel = true,
        |post| post.push(PartName::ReshareOf, "@bolindqvist"),
        |post| post.push_marked(PartName::ContentWarning, "Cllr <b>Pa</b>tel", Markup::Html),
    ];
    for change in changes {
        let mut post = plain.clone();
        change(&mut post);
        assert_same(&post, town::noon("2027-04-20"), town::wrenbury_book());
    }
}

/// Words that mean something only in company, and what may stand between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "the", "our", "council", "members", "ward", "for", "member", "Ferry", "ferry", "Mayor", "mayor", "of",
            "Mossgate", "Elsewhere", "leader", "Leader", "Council", "councillors", "Cllr", "cllr", "Councillor",
            "Patel", "patel", "Asha", "asha", "A", "Field", "field", "Dale", "dale", "Marsh", "marsh", "Ms", "Mr",
            "Sir", "Labour", "labour", "Green", "green", "waste", "Party", "party", "vote", "Vote", "a", "clear",
            "choice", "will", "has", "said", "says", "to", "chair", "chairs", "Bo", "Lindqvist", "MP", "mp", "Ann",
            "Obi", "Lawson", "winning", "here", "administration", "under", "this", "group", "two", "remember",
            "who", "saved", "Deputy", "Street", "opens", "Okafor", "Tom", "PCC", "Provost", "Teal", "Alliance",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "9am", "12", "self-service", "P.a.t.e.l", "Pat-el", "wrenbury.example/green", "x.example/asha-patel",
            "letaP", "C", "l", "V0te", "www.teal.example", "01632 960 001", "22 Orchard", "R&B", "and/or", "don't",
            "a@b.example", "sign", "petition", "gofundme.com/x", "idiot", "damn", "your", "claim", "refused", "at",
            "home", "donate", "#Patel", "#VotePatel", "#votelabour", "#CllrAshaPatel", "#TeamTeal", "#WrenburyFirst2027", "#Winning_Here", "#LoveParks", "#bolindqvist", "#teamasha", "x#VoteLabour", "##Green", "@wrenbury's", "mail bins@wrenbury.gov.example.", "@cllrash", "f**k", "shiiit", "@wrenbury", "@field.marsh", "@bolindqvist", "e.g.", "Mar-sh", "park-and-ride",
        ]).prop_map(str::to_owned),
        1 => "[ -~]{0,5}",
    ];
    let gap = prop::sample::select(vec![
        " ", " ", " ", " ", " ", " ", ", ", ". ", "'s ", "-", "\n", "\n\n", ": ", " (", ") ", "  ", "/", "_",
        "' ", "", " \"",
    ]);
    prop::collection::vec((word, gap), 0..9)
        .prop_map(|pieces| pieces.into_iter().map(|(word, gap)| word + gap).collect())
}

/// The invented council where every rule is on that a policy may leave out.
fn strict_book() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
        let mut choice = Choice::default();
        let codes = registry::RULES.iter().map(|rule| rule.meta().code.as_str().to_owned());
        choice.rules.extend(codes.map(|code| (code, RuleSetting::Flat(Decision::Hold))));
        town::wrenbury_under(&choice)
    });
    &BOOK
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]
    #[test]
    fn any_text_is_judged_the_same_with_and_without_it(words in text(), html in any::<bool>(), shown in any::<bool>()) {
        let mut post = Post::default();
        let name = if shown { PartName::AltText(0) } else { PartName::Text };
        post.push_marked(name, words, if html { Markup::Html } else { Markup::Plain });
        for (day, book) in [("2027-04-20", town::wrenbury_book()), ("2026-11-10", strict_book())] {
            let at = town::noon(day);
            prop_assert_eq!(guard::judge(&post, at, book), guard::judge_in_full(&post, at, book));
        }
    }
}
