//! Accounts and addresses, in every way people write them and none that only looks like it.

use std::path::Path;
use std::sync::LazyLock;

use purdah::guard::{self, Decision, Rulebook, Verdict};
use purdah::post::{PartName, Post};

use crate::town;

const INSIDE: &str = "2027-04-20";
const OUTSIDE: &str = "2027-02-10";

fn book() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/saltbeck");
        Rulebook::compile(town::world(&folder))
    });
    &BOOK
}

fn judged(part: PartName, text: &str, day: &str) -> Verdict {
    let mut post = Post::default();
    post.push(part, text);
    let verdict = guard::judge(&post, town::noon(day), book());
    assert_eq!(verdict, guard::judge_in_full(&post, town::noon(day), book()), "{text}");
    verdict
}

/// The texts that are decided otherwise.
fn otherwise(part: PartName, texts: &[String], day: &str, wanted: impl Fn(Decision) -> bool) -> Vec<String> {
    let decided = texts.iter().map(|text| (text, judged(part, text, day)));
    let wrong = decided.filter(|(_, verdict)| !wanted(verdict.decision));
    wrong
        .map(|(text, verdict)| format!("{text} on {day}: {:?} {:?}", verdict.decision, verdict.matched))
        .collect()
}

#[track_caller]
fn assert_all(part: PartName, texts: &[impl ToString], days: &[&str], wanted: impl Fn(Decision) -> bool) {
    let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
    let wrong: Vec<String> = days.iter().flat_map(|day| otherwise(part, &texts, day, &wanted)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_blocked(decision: Decision) -> bool {
    decision == Decision::Block
}

fn is_stopped(decision: Decision) -> bool {
    decision > Decision::Allow
}

fn passes(decision: Decision) -> bool {
    decision == Decision::Allow
}

const PARTY_ACCOUNTS: [&str; 12] = [
    "@UKLabour",
    "@Conservatives",
    "@LibDems",
    "@TheGreenParty",
    "@reformparty_uk",
    "@theSNP",
    "@Plaid_Cymru",
    "@ScotTories",
    "@duponline",
    "＠UKLabour",
    "@uklabour.bsky.social",
    "@libdems.org.uk",
];

#[test]
fn a_partys_own_account_is_never_passed_on() {
    let days = [INSIDE, OUTSIDE];
    let thanked = PARTY_ACCOUNTS.map(|account| format!("What a thread by {account} today."));
    assert_all(PartName::Text, &thanked, &days, is_blocked);
    assert_all(PartName::ReshareOf, &PARTY_ACCOUNTS, &days, is_blocked);
    assert_all(PartName::ReplyTo, &PARTY_ACCOUNTS, &days, is_blocked);
    let linked = [
        "https://x.com/UKLabour",
        "https://www.facebook.com/labourparty/posts/1",
        "https://bsky.app/profile/libdems.org.uk",
        "https://toot.example/@TheGreenParty",
        "https://www.youtube.com/@UKLabour/videos",
        "instagram.com/uklabour",
        "LibDems.org.uk",
        "Labour.org.uk/plan",
        "LABOUR.ORG.UK",
        "https://labour.org.uk./plan",
        "https://labour.org.uk:443/plan",
        "https://me@labour.org.uk/plan",
        "https://join.the.labour.org.uk",
        "https://lab%6Fur%2Eorg.uk/plan",
        "labour%2Eorg.uk",
        "👉labour.org.uk👈",
        "[Tregarth](https://labour.org.uk)",
        "https://out.example/?to=https%3A%2F%2Flabour.org.uk%2Fplan",
        "hello@labour.org.uk",
    ];
    assert_all(PartName::Text, &linked, &days, is_blocked);
    assert_all(PartName::Link(0), &linked[..9], &days, is_blocked);
    assert_all(PartName::ReshareOf, &["https://x.com/UKLabour", "UK Labour (@UKLabour)"], &days, is_blocked);
}

#[test]
fn what_only_looks_like_a_partys_account_passes() {
    let texts = [
        "Visit @labourward at the hospital.",
        "Tips by @GreenWaste on peelings.",
        "Marquees: @greenpartyhire",
        "Music: @theSNPensioners",
        "Read https://news.example/topics/conservatives today",
        "Careers at https://labour.org.example",
        "See https://notlabour.org.uk/x or https://labour.org.uk.bins.example/",
        "Our https://saltbeck.gov.example/?from=labour.org.uk-free-page",
        "Follow the labour market.",
        "See you there.Thanks to all",
    ];
    assert_all(PartName::Text, &texts, &[INSIDE, OUTSIDE], passes);
    let authors =
        ["@labourward", "@GreenWaste", "Saltbeck Library", "https://x.com/saltbeckdc", "Green Waste Team"];
    assert_all(PartName::ReshareOf, &authors, &[INSIDE, OUTSIDE], passes);
}

#[test]
fn the_account_of_a_political_office_waits_inside_a_period_only() {
    for part in [PartName::Text, PartName::ReshareOf, PartName::ReplyTo] {
        let accounts = ["@10DowningStreet", "https://x.com/10DowningStreet"];
        assert_all(part, &accounts, &[INSIDE], |decision| decision == Decision::Hold);
        assert_all(part, &accounts, &[OUTSIDE], passes);
        assert_all(part, &["@GOVUK", "@10downingstreetcafe", "@cabinetofficeuk"], &[INSIDE, OUTSIDE], passes);
    }
}

#[test]
fn a_row_that_has_ended_does_not_hide_a_partys_account() {
    let mut world = town::wrenbury();
    let party =
        world.roster.people.iter().find(|entry| entry.kind == purdah::roster::Kind::Party).unwrap().clone();
    let mut ended = party.clone();
    ended.id = "old".to_owned();
    ended.handles = vec!["@uklabour".to_owned()];
    ended.until = Some("2020-01-01".parse().unwrap());
    let mut other = ended.clone();
    other.id = "other".to_owned();
    other.kind = purdah::roster::Kind::Politician;
    other.handles = vec!["@libdems".to_owned()];
    other.until = None;
    world.roster.people.extend([ended, other]);
    let book = Rulebook::compile(world);
    for account in ["@UKLabour", "@LibDems"] {
        let mut shared = Post::default();
        shared.push(PartName::ReshareOf, account);
        for post in [Post::of_text(format!("Thanks {account}!")), shared] {
            assert_eq!(guard::judge(&post, town::noon(OUTSIDE), &book).decision, Decision::Block, "{post:?}");
        }
    }
}

/// Behind the host, ways of asking for one member's page.
const ASKED: [&str; 15] = [
    "?UID=221",
    "?UID=0221",
    "?uid=00221",
    "?J=2&UID=221",
    "?UID=221&x",
    "?&UID=221",
    "?UID=221#top",
    "?UID=221;J=2",
    "?UID=+221",
    "?UID=%20221",
    "%3FUID=221",
    "%3fUID%3D221",
    "%253FUID%253D221",
    "?J=1&amp;UID=221",
    "?UID=2%321",
];

/// Ways of writing where that page is.
const PLACES: [&str; 14] = [
    "https://democracy.saltbeck.gov.example/mgUserInfo.aspx",
    "http://www.democracy.saltbeck.gov.example/mgUserInfo.aspx",
    "democracy.saltbeck.gov.example/mgUserInfo.aspx",
    "Democracy.Saltbeck.gov.example/mgUserInfo.aspx",
    "//democracy.saltbeck.gov.example/mgUserInfo.aspx",
    "HTTPS://DEMOCRACY.SALTBECK.GOV.EXAMPLE/MGUSERINFO.ASPX",
    "https://democracy.saltbeck.gov.example./mgUserInfo.aspx",
    "https://democracy.saltbeck.gov.example:443/mgUserInfo.aspx",
    "https://somebody@democracy.saltbeck.gov.example/mgUserInfo.aspx",
    "https://democracy.saltbeck.gov.example//mgUserInfo.aspx",
    "https://democracy.saltbeck.gov.example/./x/../mgUserInfo.aspx",
    "https:\\\\democracy.saltbeck.gov.example\\mgUserInfo.aspx",
    "https://democracy。saltbeck.gov.example/mgUserInfo.aspx",
    "https://out.example/?to=https://democracy.saltbeck.gov.example/mgUserInfo.aspx",
];

#[test]
fn a_members_page_is_known_however_its_address_is_written() {
    let all: Vec<String> =
        PLACES.iter().flat_map(|place| ASKED.map(|asked| format!("{place}{asked}"))).collect();
    assert_all(PartName::Link(0), &all, &[INSIDE], is_stopped);
    let page = "https://democracy.saltbeck.gov.example/mgUserInfo.aspx?UID=221";
    let around = [
        "👉{}",
        "{}👈",
        "({})",
        "({})more",
        "[here]({})",
        "[here](<{}>)",
        "[here]({})!",
        "<{}>",
        "“{}”",
        "Link:{}",
        "read→{}←",
        "{},https://a.example",
        "https://a.example,{}",
        "{}…",
        "{}}.",
        "{}|x",
        "x|{}",
        "{};thanks",
        "{}»",
        "{}！",
        "{}。",
        "[1]: {}",
    ];
    assert_all(PartName::Text, &around.map(|around| around.replace("{}", page)), &[INSIDE], is_stopped);
}

#[test]
fn pages_of_nobody_pass() {
    let texts = [
        "https://democracy.saltbeck.gov.example/mgUserInfo.aspx?UID=999",
        "https://democracy.saltbeck.gov.example/mgUserInfo.aspx?UID=2210",
        "https://democracy.saltbeck.gov.example/mgUserInfo.aspx?UID=22",
        "https://democracy.saltbeck.gov.example/mgUserInfo.aspx",
        "https://democracy.saltbeck.gov.example/mgMemberIndex.aspx?bcr=1",
        "https://democracy.saltbeck.gov.example/ieListMeetings.aspx?CId=221",
        "https://other.gov.example/mgUserInfo.aspx?UID=221",
        "https://saltbeck.gov.example/pay?UID=221",
        "https://saltbeck.gov.example/%62ins and https://saltbeck.gov.example/search?q=100%25",
        "Save 20%25, 50% of 5%AB; 10%-20% off",
        "https://saltbeck.gov.example/rosegarden",
        "https://saltbeck.gov.example/search?q=green%20waste",
        "https://www.facebook.com/sharer/sharer.php?u=https://saltbeck.gov.example/bins",
        "(see saltbeck.gov.example/bins)more",
        "St.Ives/Penzance trains, and/or buses",
        "Open ＠ 9, ＃TeamGB",
        "Follow ＠saltbecklibrary or saltbecklibrary (at) noon",
    ];
    assert_all(PartName::Text, &texts, &[INSIDE], passes);
}

#[test]
fn a_name_in_an_address_is_known_by_any_letters() {
    let texts = [
        "https://saltbeck.gov.example/%43llr-speight",
        "saltbeck.gov.example/news/%49vor-%53peight",
        "https://saltbeck.gov.example/cllr%2Dspeight",
        "https://saltbeck.gov.example/ivor%20speight",
        "https://saltbeck.gov.example/ivor%2520speight",
        "https://saltbeck.gov.example/?s=ivor+speight",
        "https://saltbeck.gov.example/councillor%5Fspeight",
        "https://saltbeck.gov.example/ivorspeight.html",
        "https://saltbeck.gov.example/cllrspeight",
    ];
    assert_all(PartName::Text, &texts, &[INSIDE], is_stopped);
    assert_all(PartName::Link(0), &texts, &[INSIDE], is_stopped);
}

#[test]
fn an_account_is_known_by_any_sign_and_address() {
    let texts = [
        "Follow ＠domshaw",
        "Follow ﹫domshaw",
        "Follow &commat;DanHillPriory",
        "Follow (at)DanHillPriory",
        "Follow [at] DanHillPriory",
        "＃IvorSpeight",
        "﹟IvorSpeight",
        "Thanks ＃TeamSpeight",
        "[Tregarth](https://x.com/domshaw)",
        "[here]( https://x.com/domshaw )",
        "[here](https://x.com/domshaw)more",
        "[here][1]\n\n[1]: https://x.com/domshaw",
        "https://x.com/%64omshaw",
        "https://x.com//domshaw/",
        "https://x.com/#!/domshaw",
        "https://x.com/DomShaw/status/12",
        "https://x.com/search?q=from%3Adomshaw",
        "https://x.com/search?q=%23IvorSpeight",
        "https://x.com/hashtag/IvorSpeight",
        "x.com/domshaw🎉",
        "🎉x.com/domshaw",
        "https://domshaw.bsky.social",
        "https://bit.ly:443/abc",
        "https://bit.ly./abc",
        "https://a@bit.ly/abc",
        "Bit.ly/abc",
    ];
    assert_all(PartName::Text, &texts, &[INSIDE], is_stopped);
    let authors = [
        "Ivor Speight",
        "Cllr Ivor Speight",
        "Ivor Speight (@ivor)",
        "Dom Shaw <https://toot.example/@x>",
        "@domshaw.bsky.social",
        "＠domshaw",
    ];
    assert_all(PartName::ReshareOf, &authors, &[INSIDE], is_stopped);
}

/// A post of words and something beside them.
fn beside(words: &str, name: PartName, other: &str) -> Verdict {
    let mut post = Post::of_text(words);
    post.push(name, other);
    let verdict = guard::judge(&post, town::noon(INSIDE), book());
    assert_eq!(verdict, guard::judge_in_full(&post, town::noon(INSIDE), book()), "{words} {other}");
    verdict
}

#[test]
fn a_name_split_over_two_parts_is_a_name() {
    for (words, name, other, shown) in [
        ("A big day for Dom", PartName::AltText(0), "Shaw at the fair", "Shaw"),
        ("A big day for Cllr", PartName::AltText(0), "Threlkeld at the fair", "Threlkeld"),
        ("Ivor", PartName::LinkTitle(0), "Speight's library", "Speight"),
        ("Who opens it? Cllr", PartName::PollOption(0), "Mossop", "Mossop"),
    ] {
        let verdict = beside(words, name, other);
        assert_eq!(verdict.decision, Decision::Hold, "{words} | {other}");
        assert_eq!(verdict.matched, [shown], "{words} | {other}");
    }
    for (words, name, other) in [
        ("A big day for Dom.", PartName::AltText(0), "Shaw at the fair"),
        ("Photos by Dom", PartName::AltText(0), "Shaw Lane in the snow"),
        ("Great fun had by Dan", PartName::AltText(0), "Hill with sheep"),
        ("Meet Rose", PartName::AltText(0), "Garden with roses"),
        ("Meet the warden Kim", PartName::AltText(0), "Shaw at the fair"),
        ("Saltbeck in bloom", PartName::AltText(0), "Green shoots"),
    ] {
        let verdict = beside(words, name, other);
        assert_eq!(verdict.decision, Decision::Allow, "{words} | {other}: {:?}", verdict.matched);
    }
}

#[test]
fn an_address_leads_to_a_party_by_the_words_in_it() {
    let told = [
        "https://greens-saltbeck.example/join",
        "https://labourforsaltbeck.example/pool",
        "https://saltbeckconservatives2027.example/",
        "https://votelabour.example/why",
        "https://plaid-saltbeck.example/ymuno",
        "https://forms.example/reform-saltbeck-pledge-your-vote",
        "https://docs.example/join-plaid-cymru",
        "https://tickets.example/e/lib-dem-quiz-night-raffle",
        "https://give.example/conservative-campaign-fund",
        "https://blog.example/2027/vote-labour",
    ];
    assert_all(PartName::Link(0), &told, &[INSIDE, OUTSIDE], is_blocked);
    let texts: Vec<String> = told.iter().map(|link| format!("Cycle tips: {link}")).collect();
    assert_all(PartName::Text, &texts, &[INSIDE, OUTSIDE], is_blocked);
}

#[test]
fn an_address_with_a_party_s_words_in_their_everyday_sense_passes() {
    let innocent = [
        "https://jobs.example/labour-market-newsletter",
        "https://saltbeck.example/green-waste-join",
        "https://saltbeck.example/green-pledge",
        "https://saltbeck-green.example/fete",
        "https://campaign.example/bus-reform-pledge",
        "https://law.example/reform-of-licensing-pledge",
        "https://conservation.example/join",
        "https://greenspaces.example/volunteer",
        "https://saltbeckbowlinggreens.example/join",
        "https://labourexchange.example/join",
        "https://independentliving.example/donate",
        "https://heritage-alliance.example/donate",
        "https://plaidscarves.example/newsletter",
        "https://www.saltbeck.gov.example/labour-group-membership",
    ];
    assert_all(PartName::Link(0), &innocent, &[INSIDE, OUTSIDE], passes);
    let texts: Vec<String> = innocent.iter().map(|link| format!("See {link}")).collect();
    assert_all(PartName::Text, &texts, &[INSIDE, OUTSIDE], passes);
}
