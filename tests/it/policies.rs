//! The shipped policies: what each makes of the same posts, and that their clauses are cited.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use purdah::guard::finding::Reason;
use purdah::guard::policy::clause::Does;
use purdah::guard::policy::{RuleSetting, SwitchValue, file};
use purdah::guard::{self, Choice, Decision, Policy, Rulebook, Verdict};
use purdah::post::{PartName, Picture, Post};

use crate::town;

const NAMES: [&str; 6] = ["lga", "harlow", "haringey", "lancaster", "sandwell", "cromer"];

fn based_on(base: &str) -> Choice {
    Choice { base: base.to_owned(), ..Choice::default() }
}

/// The ten posts every policy is asked about.
fn posts() -> [(&'static str, Post); 10] {
    let text = |words: &str| Post::of_text(words);
    let mut picture = text("The new library.");
    picture.pictures.push(Picture::Unexamined);
    let mut shown = picture.clone();
    shown.push(PartName::AltText(0), "Cllr Asha Patel cuts the ribbon");
    let mut reshare = Post::default();
    reshare.push(PartName::ReshareOf, "@CllrAshaP");
    let mut again = text("Bins are a day late this week.");
    again.same_words_at = Some(town::noon("2026-07-10") - chrono::TimeDelta::hours(2));
    [
        ("a service post", text("Bins are a day late this week.")),
        ("names a councillor", text("Cllr Asha Patel opened the new library today.")),
        ("shows a councillor", shown),
        ("a picture nobody described", picture),
        ("shares a councillor", reshare),
        ("attacks a party", text("The Conservatives have wasted your money.")),
        ("a home address", text("Happy birthday, Wilfred Tansley of 22 Orchard Rise!")),
        ("swears", text("Another bloody puncture on Mill Lane")),
        ("insults an officer", text("What an idiot that planning officer is!")),
        ("asks for money", text("Donate now: https://www.gofundme.com/f/bandstand")),
    ]
}

/// What a policy makes of a post, as one cell of the table.
fn cell(verdict: &Verdict) -> String {
    let codes: BTreeSet<&str> = verdict.stops().map(|finding| finding.rule.as_str()).collect();
    format!("{} {}", verdict.decision.as_str(), codes.into_iter().collect::<Vec<_>>().join(" "))
        .trim_end()
        .to_owned()
}

#[test]
fn the_same_posts_under_each_policy_are_as_reviewed() {
    let mut table = String::new();
    for (heading, day) in [("inside a period", "2027-04-20"), ("outside", "2026-07-10")] {
        for (about, post) in posts() {
            writeln!(table, "{about}, {heading}").unwrap();
            for name in NAMES {
                let verdict = guard::judge(&post, town::noon(day), under(name));
                writeln!(table, "  {name:10} {}", cell(&verdict)).unwrap();
            }
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/policies.txt");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        reviewed == table,
        "look at what changed, then UPDATE_DOCS=1 cargo test --test it policies:\n{table}"
    );
}

fn under(name: &str) -> &'static Rulebook {
    static BOOKS: std::sync::LazyLock<Vec<(&str, Rulebook)>> =
        std::sync::LazyLock::new(|| NAMES.map(|name| (name, town::wrenbury_under(&based_on(name)))).into());
    BOOKS.iter().find(|(known, _)| *known == name).map(|(_, book)| book).unwrap()
}

#[test]
fn every_shipped_policy_is_one_of_the_six_and_reads() {
    assert_eq!(file::SHIPPED.map(|(name, _)| name), NAMES);
    for (name, text) in file::SHIPPED {
        let policy = Policy::resolve(name, text, &Choice::default()).unwrap();
        assert_eq!(policy.name(), name);
        let ids: BTreeSet<&str> = policy.clauses().iter().map(|clause| clause.id.as_str()).collect();
        assert_eq!(ids.len(), policy.clauses().len(), "{name} has a clause twice");
        assert_eq!(policy.clauses().is_empty(), name == "lga");
        for clause in policy.clauses() {
            let (Does::Support(text) | Does::OutOfScope(text)) = &clause.does else { continue };
            assert!(text.len() > 20, "{name} {}: why not judged?", clause.id);
        }
    }
}

#[test]
fn a_finding_cites_the_clauses_of_the_councils_own_policy_beside_the_law() {
    let verdict = guard::judge(&posts()[5].1, town::noon("2026-07-10"), under("sandwell"));
    let finding = verdict.stops().next().unwrap();
    assert!(finding.source.title.contains("1986"), "{}", finding.source.title);
    let clauses: Vec<&str> = finding.policy.iter().map(|source| source.clause.as_str()).collect();
    assert_eq!(clauses.len(), 1, "5.3 counts in a period only: {clauses:?}");
    assert!(clauses[0].starts_with("5.4, on parties"));
    let verdict = guard::judge(&posts()[5].1, town::noon("2027-04-20"), under("sandwell"));
    assert_eq!(verdict.stops().next().unwrap().policy.len(), 2);
    let verdict = guard::judge(&posts()[5].1, town::noon("2027-04-20"), under("lga"));
    assert!(verdict.findings.iter().all(|finding| finding.policy.is_empty()));
}

#[test]
fn only_a_shown_councillor_is_blocked_where_the_clause_speaks_of_pictures() {
    let verdict = guard::judge(&posts()[2].1, town::noon("2027-04-20"), under("sandwell"));
    for finding in verdict.stops().filter(|finding| finding.rule.as_str() == "CLR101") {
        let expected =
            if finding.reason == Reason::CouncillorImage { Decision::Block } else { Decision::Hold };
        assert_eq!(finding.decision, expected, "{:?}", finding.reason);
    }
}

#[test]
fn what_a_council_writes_comes_last_and_wins() {
    let mut choice = based_on("harlow");
    choice.rules.insert("CLR302".to_owned(), RuleSetting::Flat(Decision::Hold));
    let swears = &posts()[7].1;
    let decide = |choice: &Choice| {
        guard::judge(swears, town::noon("2026-07-10"), &town::wrenbury_under(choice)).decision
    };
    assert_eq!(decide(&based_on("harlow")), Decision::Block);
    assert_eq!(decide(&choice), Decision::Hold);

    let mut choice = based_on("lancaster");
    let named = &posts()[1].1;
    let verdict =
        |choice: &Choice| guard::judge(named, town::noon("2026-07-10"), &town::wrenbury_under(choice));
    assert_eq!(verdict(&choice).decision, Decision::Allow);
    choice.switches.insert("permission".to_owned(), SwitchValue::Word("ask".to_owned()));
    let asked = verdict(&choice);
    assert_eq!(asked.decision, Decision::Hold);
    assert!(asked.findings[0].source.clause.starts_with("6.1.4(b)"), "{:?}", asked.findings[0].source);
}

#[test]
fn a_mayor_who_stands_is_let_through_held_or_blocked_as_the_switch_says() {
    let book = |switch: &str, rule: Option<Decision>, advisory: bool| {
        let mut choice = based_on("lga");
        choice.switches.insert("mayor_standing".to_owned(), SwitchValue::Word(switch.to_owned()));
        choice.rules.extend(
            rule.into_iter()
                .flat_map(|rule| ["CLR101", "CLR102", "CLR103", "CLR104"].map(|code| (code, rule)))
                .map(|(code, rule)| (code.to_owned(), RuleSetting::Flat(rule))),
        );
        let mut world = town::world_under(&choice);
        let mayor = world.roster.people.iter_mut().find(|entry| entry.is_civic()).unwrap();
        mayor.is_candidate = true;
        if advisory {
            let all: Vec<_> = world.calendar.periods().to_vec();
            let advisory = |period| purdah::calendar::Period { advisory: true, ..period };
            world.calendar = purdah::calendar::Calendar::new(all.into_iter().map(advisory).collect());
        }
        Rulebook::compile(world)
    };
    let mut reshare = Post::default();
    reshare.push(PartName::ReshareOf, "@WrenburyMayor");
    let posts = [
        ("named", Post::of_text("The Mayor, Cllr Tom Okafor, opened the library.")),
        ("pointed to", Post::of_text("Follow the Mayor at @WrenburyMayor")),
        ("shared", reshare),
    ];
    let quoted = Post::of_text("The Mayor, Tom Okafor, said: \"I am proud of this library.\"");
    let decide = |post: &Post, book: &Rulebook| guard::judge(post, town::noon("2027-04-20"), book).decision;
    for (switch, decision) in
        [("allow", Decision::Allow), ("hold", Decision::Hold), ("block", Decision::Block)]
    {
        for rule in [None, Some(Decision::Block)] {
            let book = book(switch, rule, false);
            for (how, post) in &posts {
                assert_eq!(decide(post, &book), decision, "{how}, {switch}, the rules at {rule:?}");
            }
            let as_strict = rule.unwrap_or(Decision::Hold).max(decision);
            assert_eq!(decide(&quoted, &book), as_strict, "quoted, {switch}, the rules at {rule:?}");
        }
        let others = Post::of_text("Cllr Asha Patel opened the library.");
        assert_eq!(decide(&others, &book(switch, None, false)), Decision::Hold, "only the Mayor: {switch}");
        let off = book(switch, Some(Decision::Allow), false);
        assert_eq!(decide(&posts[0].1, &off), Decision::Allow, "a rule that is off stays off: {switch}");
    }
    let advisory = book("block", None, true);
    assert_eq!(decide(&posts[0].1, &advisory), Decision::Hold, "an advisory period never blocks");
}

#[test]
fn no_policy_is_milder_than_the_default() {
    for name in NAMES {
        for (about, post) in posts() {
            for day in ["2027-04-20", "2026-07-10"] {
                let [own, lga] =
                    [name, "lga"].map(|name| guard::judge(&post, town::noon(day), under(name)).decision);
                assert!(own >= lga, "{about} under {name}: {own:?}, and {lga:?} under lga");
            }
        }
    }
}

#[test]
fn a_policy_file_with_a_slip_says_how_to_mend_it() {
    let faults = |text: &str| {
        let faults = Policy::resolve("own.toml", text, &Choice::default()).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let row =
        |rest: &str| format!("name = \"own\"\n[[clause]]\nid = \"1\"\ncite = \"1\"\nsays = \"x\"\n{rest}\n");
    assert!(faults(&row("")).contains("one of the three"));
    assert!(faults(&row("rules = [\"CLR999\"]\ndecision = \"hold\"")).contains("CLR999"));
    assert!(faults(&row("support = \"so\"\nout_of_scope = \"why\"")).contains("one of the three"));
    assert!(faults(&row("support = \"so\"").replace("says = \"x\"", "says = \"\"")).contains("what it asks"));
    let unknown = faults("name = \"own\"\nextends = \"harlo\"");
    assert!(unknown.contains("write one of harlow, ") && unknown.contains("lga"), "{unknown}");
    assert!(faults("name = \"own\"\nchecked = \"lately\"").contains("is not a day"));
}
