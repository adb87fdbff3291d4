//! Every finding explains itself: the exact words, why they stop the post, what stands behind that, and what its author
//! could write instead.

use purdah::council::Nation;
use purdah::guard::finding::Finding;
use purdah::guard::policy::{Graded, RuleSetting, SwitchValue, When, file};
use purdah::guard::registry::RULES;
use purdah::guard::{self, Choice, Decision, Policy, Rulebook, World};
use purdah::post::{PartName, Post};

use crate::town;

/// The council of the rule pages in a nation, with every rule on.
fn book(base: &str, nation: Nation, setting: RuleSetting) -> Rulebook {
    let mut choice = Choice { base: base.to_owned(), ..Choice::default() };
    choice.rules.extend(RULES.iter().map(|rule| (rule.meta().code.as_str().to_owned(), setting)));
    choice.switches.insert("permission".to_owned(), SwitchValue::Word("ask".to_owned()));
    let policy = Policy::resolve(base, file::shipped(base).unwrap(), &choice).unwrap();
    let mut world = World { policy, ..town::wrenbury() };
    world.council.nation = nation;
    Rulebook::compile(world)
}

fn is_a_sentence(text: &str) -> bool {
    let first = text.chars().next().is_some_and(char::is_uppercase);
    first && text.ends_with(['.', '?']) && text.len() > 12 && !text.contains("  ") && !text.contains("..")
}

/// What is amiss with an explanation.
fn amiss(finding: &Finding, post: &Post) -> Option<String> {
    if let (Some(start), Some(end)) = (finding.start, finding.end) {
        let original = post.part(finding.part).and_then(|part| part.text.get(start..end));
        if original != Some(finding.text.as_str()) {
            return Some("the words are not the original's".to_owned());
        }
    }
    if ![&finding.why, &finding.suggestion].into_iter().all(|text| is_a_sentence(text)) {
        return Some("why and what instead are sentences".to_owned());
    }
    let said = format!("{} {}", finding.why, finding.suggestion).to_lowercase();
    let harsh = ["you must", "forbidden", "illegal", "violation", "purdah ", "error", "please"];
    if let Some(word) = harsh.iter().find(|word| said.contains(**word)) {
        return Some(format!("nobody would say `{word}` to a colleague"));
    }
    if finding.source.title.is_empty() || finding.source.clause.is_empty() {
        return Some("nothing stands behind it".to_owned());
    }
    None
}

#[test]
fn every_finding_on_every_page_explains_itself_in_every_nation() {
    let mut faults = Vec::new();
    for nation in Nation::ALL {
        let book = book("lga", nation, RuleSetting::Flat(Decision::Hold));
        for meta in RULES.iter().map(|rule| rule.meta()) {
            for (post, when) in crate::rules::held_posts(meta) {
                let verdict = guard::judge(&post, when, &book);
                let told = verdict.findings.iter().filter_map(|one| Some((one, amiss(one, &post)?)));
                faults.extend(told.map(|(one, amiss)| format!("{}: {amiss}: {one:?}", one.rule)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_clause_of_the_councils_own_is_cited_and_stands_in_for_a_paper_nobody_can_name() {
    for (base, text) in file::SHIPPED.iter().skip(1) {
        let policy = Policy::resolve(base, text, &Choice::default()).unwrap();
        let book = book(base, Nation::England, RuleSetting::Flat(Decision::Hold));
        for meta in RULES.iter().map(|rule| rule.meta()) {
            for (post, when) in crate::rules::held_posts(meta) {
                let verdict = guard::judge(&post, when, &book);
                for finding in verdict.findings.iter().filter(|finding| finding.rule == meta.code) {
                    let in_period = !verdict.periods.is_empty();
                    let clauses = policy.citing(&meta.code, finding.reason, in_period);
                    let cited = || std::iter::once(&finding.source).chain(&finding.policy);
                    for clause in &clauses {
                        assert_eq!(
                            cited().filter(|source| *source == clause).count(),
                            1,
                            "{base} {finding:?}"
                        );
                    }
                    let nameless = cited().any(|source| source.title.starts_with("The council's own"));
                    assert!(clauses.is_empty() || !nameless, "{base} {finding:?}");
                }
            }
        }
    }
}

#[test]
fn no_finding_speaks_of_a_period_when_none_is_in_force() {
    let all_year = Graded { certain: Some(Decision::Hold), when: Some(When::Year), ..Graded::default() };
    let mut reshare = Post::default();
    reshare.push(PartName::ReshareOf, "@CllrAshaP");
    let mut shown = Post::default();
    shown.push(PartName::AltText(0), "Cllr Asha Patel cuts the ribbon");
    let mut unread = Post::default();
    unread.push(PartName::Text, "a ".repeat(20_000));
    let posts = [
        Post::of_text("Cllr Asha Patel opened the library."),
        Post::of_text("Follow @CllrAshaP for news."),
        Post::of_text("Cllr Asha Patel said: \"I am proud of this library.\""),
        reshare,
        shown,
        unread,
    ];
    for (nation, post) in
        Nation::ALL.into_iter().flat_map(|nation| posts.iter().map(move |post| (nation, post)))
    {
        let book = book("lga", nation, RuleSetting::Graded(all_year));
        let verdict = guard::judge(post, town::noon("2026-07-10"), &book);
        assert!(verdict.stops().next().is_some(), "{post:?}");
        for finding in verdict.stops() {
            let said = format!("{} {}", finding.why, finding.suggestion);
            assert!(!said.contains("period") && !said.contains("the poll"), "{said}");
            for source in std::iter::once(&finding.source).chain(&finding.policy) {
                let cited = format!("{}, {}", source.title, source.clause);
                assert!(!cited.contains("period") && !cited.contains("run-up"), "{}: {cited}", finding.rule);
            }
        }
    }
}

#[test]
fn the_person_told_is_the_one_who_is_meant() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/oxmere");
    let mut world = town::world(&folder);
    for (name, other) in [("Hope Day", "Day, Hope"), ("Kate Price", "Kate  [Katie] Price")] {
        let entry = world.roster.people.iter_mut().find(|entry| entry.name == name).unwrap();
        other.clone_into(&mut entry.name);
    }
    let book = Rulebook::compile(world);
    let all_khans = "Names Councillor Ahmed Khan, Councillor Sadia Khan and Councillor Imran Khan";
    for (text, why) in [
        ("Ann Smith planted a tree.", "Names Councillor Ann Smith"),
        ("Anne Smith planted a tree.", "Names Councillor Anne Smith"),
        ("Annie Smith planted a tree.", "Names one of several members called Smith"),
        ("Cllr Khan planted a tree.", "Names one of several members called Khan"),
        ("Cllr Imran Khan planted a tree.", "Names Councillor Imran Khan"),
        ("Councillors Ann and Anne Smith met.", "Names Councillor Ann Smith and Councillor Anne Smith"),
        ("Cllrs Ahmed, Sadia and Imran Khan met.", all_khans),
        ("Ahmed and Sadia Khan met.", "Names Councillor Ahmed Khan and Councillor Sadia Khan"),
        ("Councillor Margret Hill met us.", "Names Councillor Margaret Hill"),
        (
            "Councillor Wendy Hill met us.",
            "Names somebody with a councillor's title who is not on the roster",
        ),
        ("Cllr van den Berg met us.", "Names Councillor Pieter van der Berg"),
        ("Councillor Day swam.", "Names Councillor Hope Day"),
        ("Katie Price swam.", "Names Councillor Kate Price"),
        ("Zoë B-M swam.", "Names Councillor Zoë Brackenbury-Mott"),
        ("The member for Kettlewell swam.", "Points to a member by the ward they sit for"),
        ("Our Kettlewell councillors won the funding.", "Speaks of the members who sit for one ward"),
        ("The Labour group won the funding.", "Speaks of a party's members or its group"),
        ("Our leader Maggie with the apprentices", "Points to Councillor Margaret Tolland"),
        ("Our cabinet member for roads swam.", "Points to one person by an office of a council"),
    ] {
        let verdict = guard::judge(&Post::of_text(text), town::noon("2027-04-20"), &book);
        let told: Vec<&str> = verdict.findings.iter().map(|finding| finding.why.as_str()).collect();
        assert_eq!(told, [format!("{why} while a pre-election period is in force.")], "{text}");
    }
    let campaign = guard::judge(&Post::of_text("#VoteGreen"), town::noon("2027-04-20"), &book);
    let rules: Vec<&str> = campaign.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["CLR201"], "a party's hashtag is no member's of that name");
}
