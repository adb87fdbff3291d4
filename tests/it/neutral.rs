//! Five thousand posts of everyday council work, with streets, firms and namesakes of a council full of councillors
//! whose names are everyday words: hardly any may be stopped.
//!
//! The words and patterns are made here, and share no table with the engine's own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use purdah::guard::{self, Decision, Rulebook};
use purdah::post::{PartName, Post};

use crate::town;

/// Councillors whose names are words, places and streets.
const COUNCILLORS: [&str; 60] = [
    "Rose Garden",
    "Robin Hill",
    "Summer Green",
    "Grace Church",
    "Joy Young",
    "Mark Cross",
    "Bill Banks",
    "Heather Moor",
    "Penny Lane",
    "Frank Street",
    "Hope Field",
    "Daisy Meadows",
    "April Frost",
    "Dawn Bridge",
    "Iris Wood",
    "Jack Marsh",
    "Lily Pond",
    "Max Power",
    "Olive Grove",
    "Peter Park",
    "Ray Winter",
    "Ruby Stone",
    "Sandy Bay",
    "Victor Day",
    "Will Grant",
    "Amber Flood",
    "Basil Herbert",
    "Clay Potter",
    "Dale Rivers",
    "Ernest Price",
    "Faith Bishop",
    "Glen Forrest",
    "Hazel Walker",
    "Ivy House",
    "June Miller",
    "Kit Carpenter",
    "Lance Cook",
    "Merry Baker",
    "Norman Castle",
    "Opal West",
    "Patience King",
    "Queenie Swan",
    "Rowan Tree",
    "Sage Butcher",
    "Tom Fisher",
    "Una Love",
    "Violet Bloom",
    "Wesley Best",
    "Yvonne Little",
    "Zach Sharp",
    "Holly Bush",
    "Guy North",
    "Bea Keeper",
    "Cliff Edge",
    "Eve Early",
    "Gene Pool",
    "Miles Long",
    "Rich Fields",
    "Sonny Spring",
    "Terry Mayor",
];

fn roster() -> String {
    let mut csv = String::from("name,role,party,ward\n");
    for (nth, name) in COUNCILLORS.iter().enumerate() {
        let ward = ["Mill Hill", "Church End", "Greenfield", "Bridge Street"][nth % 4];
        let party =
            ["Labour", "Conservative", "Liberal Democrats", "Green Party", "Reform UK", "Independent"]
                [nth % 6];
        writeln!(csv, "{name},Councillor,{party},{ward}").unwrap();
    }
    csv
}

fn book() -> Rulebook {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "purdah.toml",
        "[council]\nname = \"Quietford District Council\"\nnation = \"england\"\n\
         contacts = [\"01632 960\", \"@quietford.gov.example\"]\n[calendar]\nfiles = [\"elections.toml\"]\n\
         [roster]\nfiles = [\"roster.csv\"]\nnamesakes = [{ name = \"Penny Lane\", note = \"a road\" }]\n",
    );
    write("elections.toml", "[[election]]\nid = \"local.quietford.2027-05-06\"\npoll = 2027-05-06\n");
    write("roster.csv", &roster());
    Rulebook::compile(town::world(folder.path()))
}

/// Words to fill the patterns with.
const WORDS: [(&str, &[&str]); 16] = [
    (
        "{road}",
        &[
            "Hill Rise",
            "Rose Garden Close",
            "Church Lane",
            "Green Street",
            "Marsh Road",
            "Bishop Avenue",
            "Frost Way",
            "Banks Terrace",
            "Winter Gardens Road",
            "Park Row",
            "Castle Street",
            "Love Lane",
            "King Street",
            "Fisher Gate",
            "Penny Lane",
            "Grant Court",
            "Swan Hill",
            "West Bridge Street",
            "Meadows Crescent",
            "Walker Street",
        ],
    ),
    (
        "{place}",
        &[
            "the leisure centre",
            "Hope Street library",
            "Grace Church hall",
            "Rose Banks nursery",
            "the Green Lane depot",
            "the market square",
            "Young's Field",
            "Heather Moor reserve",
            "Ivy House surgery",
            "the Day Centre",
            "Castle Hill",
            "Fisher's Quay",
            "the Winter Gardens",
            "Marsh Farm park",
            "the old mill",
            "King's Park",
            "the sports hall",
        ],
    ),
    (
        "{day}",
        &[
            "Monday",
            "Tuesday",
            "Wednesday",
            "Saturday",
            "Sunday",
            "12 April",
            "the first of May",
            "Easter weekend",
            "tomorrow",
            "this weekend",
            "next week",
        ],
    ),
    ("{time}", &["9am", "7.30pm", "noon", "10am to 4pm", "half past six", "5am", "18:00"]),
    (
        "{bin}",
        &[
            "green waste",
            "brown bins",
            "recycling",
            "food waste",
            "garden waste",
            "blue boxes",
            "general rubbish",
            "large items",
        ],
    ),
    (
        "{service}",
        &[
            "council tax",
            "housing benefit",
            "planning",
            "registrars",
            "environmental health",
            "licensing",
            "parking",
            "electoral services",
            "cemeteries",
            "street cleansing",
        ],
    ),
    (
        "{event}",
        &[
            "the street party",
            "a seed swap",
            "the spring fair",
            "story time",
            "the half marathon",
            "a repair cafe",
            "the flower show",
            "a blood donor session",
            "tea and a chat",
            "an open day",
            "the farmers' market",
        ],
    ),
    ("{bird}", &["robin", "swan", "heron", "kite", "wren", "swift"]),
    ("{flower}", &["rose", "violet", "iris", "lily", "daisy", "heather", "hazel", "ivy", "rowan"]),
    ("{trade}", &["baker", "cook", "carpenter", "butcher", "potter", "miller", "walker", "keeper"]),
    ("{number}", &["12", "three", "forty", "200", "1,500", "two"]),
    (
        "{officer}",
        &[
            "our head of parks",
            "the duty officer",
            "a spokesperson",
            "the library manager",
            "our tree officer",
        ],
    ),
    ("{weather}", &["frost", "flood", "snow", "high winds", "a hot spell", "fog"]),
    (
        "{thing}",
        &[
            "a conservative estimate",
            "a liberal helping of grit",
            "independent living",
            "labour-saving tips",
            "a working party of volunteers",
            "the reform of taxi licensing",
            "casual labour",
            "a third party insurer",
            "the search party",
            "independent traders",
            "green spaces",
            "a labour ward tour",
            "the conservation area",
        ],
    ),
    (
        "{job}",
        &[
            "planning officer",
            "youth worker",
            "refuse loader",
            "finance assistant",
            "lifeguard",
            "social worker",
        ],
    ),
    (
        "{school}",
        &[
            "Greenfield Primary",
            "St Grace's school",
            "Hill Top infants",
            "Marsh Lane academy",
            "Bishop Road primary",
        ],
    ),
];

const PATTERNS: [&str; 60] = [
    "{road} is closed for resurfacing from {time} on {day}. Diversion by {road}.",
    "Your {bin} will be collected on {day}, not as usual. Please put it out by {time}.",
    "Join us for {event} at {place} on {day}, {time}. All welcome!",
    "{weather} is forecast. Check on a neighbour and drive with care on {road}.",
    "Spotted a {bird} at {place}? Tell our rangers and win a {flower} to plant.",
    "The {flower} is out at {place} and it is lovely. Open until {time}.",
    "We are hiring: {job}, {number} posts. Apply by {day}.",
    "Register to vote by 20 April. It takes five minutes.",
    "Polling stations are open from 7am to 10pm on 6 May. Bring photo ID.",
    "Please vote on 6 May. Your polling station is on your card.",
    "How to mark the ballot paper: put a cross in the box, and fold it once.",
    "Notice of planning application: {number} dwellings at land off {road}. Comments to {service} by {day}.",
    "Agenda published: full council meets on {day} at {time}. Watch the recording on our website.",
    "Councillors agreed the budget on {day}. Read the decision in full on our website.",
    "Find out who represents you and how to contact them on our website.",
    "{officer} said: \"{number} people came to {event}. Thank you.\"",
    "By {thing}, {number} of you came to {event}. Thank you all!",
    "This week: {thing}, and why it matters to {service}.",
    "Library of the week: story time for under fives at {place}, {day}, {time}.",
    "Best of luck to everyone in {event}. Roads near {road} shut at {time}.",
    "Love your local {trade}? Vote for your favourite shop in the high street awards.",
    "A {trade} is needed for {place}. Volunteers welcome on {day}.",
    "Thank you to the {number} volunteers who cleared {road}.",
    "Pupils at {school} have planted {number} trees by {place}.",
    "{school} has an open evening on {day} at {time}.",
    "Bank holiday on {day}: offices closed, {bin} a day later.",
    "Burst water main in {road}. Engineers are on site, {time}.",
    "Lost: a tabby cat near {place}. Answers to {bird}.",
    "Your council tax bill explained: what it pays for, and how to spread it.",
    "Parking is free at {place} on {day} after {time}.",
    "Young people: apply for a summer job as a {job}.",
    "It will be a cold winter: how to apply for help with heating through {service}.",
    "Mark your diary: {event}, {day}, {place}.",
    "Bridge works at {road}: one lane only until {day}.",
    "Hope to see you at {place} for {event} on {day}!",
    "Grant applications close on {day}. Ask {service} about small grants.",
    "Field days are back: football at {place}, {day}, {time}.",
    "A new bench at {place}, made by a local {trade}, given by the Rotary club.",
    "Price list for the swimming pool from {day} is on our website.",
    "Flood warnings: what to do, and whom to call on 0800 555 0111.",
    "Call us on 01632 960 123 or write to hello@quietford.gov.example about {service}.",
    "Consultation on {thing} is open until {day}. Have your say.",
    "Open air cinema at {place}: {day}, {time}. Bring a chair.",
    "The spring market is on {day}. King prawns, sharp cheddar, best rolls in town.",
    "Cook something green this {day}: a soup of nettles from {place}.",
    "Early birds: the pool opens at {time} on {day}.",
    "The long road back: how {place} was restored, a talk on {day}.",
    "A rich tea and a walk: {event} for carers, {place}, {day}.",
    "One in three homes is a long way from a shop. Dial-a-bus from {road}, {time}.",
    "Church End, Mill Hill and Greenfield: new recycling days from {day}.",
    "Cliff edge closed at {place} after the {weather}.",
    "Keep a dog on its lead at {place}: lambs in the field.",
    "{weather}: gritters out from {time}, main roads first, then {road}.",
    "Ask {officer} about hedgehogs at {place}, {day}, {time}.",
    "Full-time {job} wanted, part of a small team on {road}.",
    "Swan Lake at {place} on {day}, tickets from {number} pounds.",
    "Results of the resident survey: {number} in a hundred like {place}.",
    "Our bus shelters on {road} get a fresh coat of paint on {day}.",
    "Happy Easter from everybody at {place}. We reopen on {day}.",
    "Blue badge holders: new spaces on {road} from {day}.",
];

/// Evenly spread, the same every time, without a random generator.
struct Dice(u64);

impl Dice {
    fn roll<'t>(&mut self, faces: &[&'t str]) -> &'t str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        faces[usize::try_from(self.0 >> 33).unwrap() % faces.len()]
    }
}

fn post(nth: usize, dice: &mut Dice) -> String {
    let mut text = PATTERNS[nth % PATTERNS.len()].to_owned();
    while let Some((blank, words)) = WORDS.iter().find(|(blank, _)| text.contains(blank)) {
        text = text.replacen(blank, dice.roll(words), 1);
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn hardly_any_neutral_post_is_stopped() {
    let book = book();
    let at = town::noon("2027-04-20");
    let mut dice = Dice(20_270_506);
    let mut stopped: BTreeMap<(String, String), usize> = BTreeMap::new();
    let tried = 5_000;
    for nth in 0..tried {
        let text = post(nth, &mut dice);
        let mut judged = Post::default();
        judged.push(PartName::Text, text);
        let verdict = guard::judge(&judged, at, &book);
        assert_eq!(verdict, guard::judge_in_full(&judged, at, &book), "{judged:?}");
        if verdict.decision != Decision::Allow {
            let finding = verdict.findings.iter().max_by_key(|finding| finding.decision).unwrap();
            *stopped.entry((finding.rule.to_string(), finding.text.clone())).or_default() += 1;
        }
    }
    let count: usize = stopped.values().sum();
    let mut report = format!("{count} of {tried} stopped\n");
    for ((rule, words), times) in &stopped {
        writeln!(report, "{rule} {words}: {times}").unwrap();
    }
    assert!(count * 100 <= tried, "{report}");
    insta::assert_snapshot!(report);
}
