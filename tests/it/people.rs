//! How people are named and not named: tables of posts in `saltbeck/posts/` and `oxmere/posts/`, judged by the invented
//! councils there.
//!
//! The first line of a table says what it is about. `free: TEXT` passes; `held: TEXT => WORDS; WORDS` is stopped, and
//! shows exactly these words, each once. All is judged in the pre-election period.

use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use purdah::guard::{self, Decision, Rulebook};
use purdah::post::Post;
use purdah::roster::Entry;

use crate::town;

fn folder() -> std::path::PathBuf {
    folder_of("saltbeck")
}

fn folder_of(council: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(council)
}

fn book() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::compile(town::world(&folder())));
    &BOOK
}

/// The same council before anybody has told the roster who holds which office.
fn book_without_offices() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
        let mut world = town::world(&folder());
        for entry in &mut world.roster.people {
            entry.roles.retain(|role| role.civic);
        }
        Rulebook::compile(world)
    });
    &BOOK
}

fn judge_table(name: &str) {
    judge_table_with(&folder().join("posts").join(name), book());
}

/// A table of the council whose members share names with one another and with everyday words.
fn judge_table_of_oxmere(name: &str) {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::compile(town::world(&folder_of("oxmere"))));
    judge_table_with(&folder_of("oxmere").join("posts").join(name), &BOOK);
}

/// Judges every line of a table and tells all that came out otherwise.
fn judge_table_with(path: &Path, book: &Rulebook) {
    let table = std::fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let (text, words) = match line.split_once(": ").expect("held: or free:") {
            ("free", text) => (text, Vec::new()),
            ("held", rest) => {
                let (text, words) = rest.rsplit_once(" => ").expect("the words behind =>");
                (text, words.split("; ").collect())
            }
            (other, _) => panic!("{other}: held or free"),
        };
        let post = Post::of_text(text);
        let verdict = guard::judge(&post, town::noon("2027-04-20"), book);
        assert_eq!(verdict, guard::judge_in_full(&post, town::noon("2027-04-20"), book), "{text}");
        let stopped = verdict.decision > Decision::Allow;
        if verdict.matched != words || stopped == words.is_empty() {
            wrong.push(format!("{line}\n    shows {:?}", verdict.matched));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", path.display(), wrong.join("\n"));
}

#[test]
fn a_trade_beside_a_members_whole_name_makes_it_anothers() {
    judge_table("other-trades.txt");
}

#[test]
fn namesakes_the_dead_and_teams_pass() {
    judge_table("namesakes.txt");
}

#[test]
fn a_hidden_name_is_one_finding_that_shows_the_whole_of_it() {
    judge_table("one-mention-one-finding.txt");
}

#[test]
fn a_name_is_known_in_every_way_it_is_written() {
    judge_table("ways-of-writing.txt");
}

#[test]
fn a_role_that_one_person_holds_points_at_them() {
    judge_table("roles.txt");
}

#[test]
fn the_civic_mayor_is_exempt_until_in_politics() {
    judge_table("mayor-in-politics.txt");
}

#[test]
fn politicians_are_known_by_office_and_name() {
    judge_table("politicians.txt");
}

#[test]
fn accounts_are_known_however_they_are_written() {
    judge_table("accounts.txt");
}

#[test]
fn a_road_or_a_park_of_a_members_name_passes() {
    judge_table("places.txt");
}

#[test]
fn a_doctor_or_teacher_of_a_members_family_name_passes() {
    judge_table("professionals.txt");
}

#[test]
fn an_office_that_the_roster_gives_to_nobody_points_at_a_member_too() {
    judge_table_with(&folder().join("posts/offices-nobody-holds.txt"), book_without_offices());
}

#[test]
fn a_title_is_shared_by_names_and_not_by_everyday_words() {
    judge_table_of_oxmere("shared-titles.txt");
}

#[test]
fn a_titled_name_may_begin_with_a_small_letter() {
    judge_table_of_oxmere("particles.txt");
}

#[test]
fn an_office_of_the_councils_own_points_at_a_member_though_the_roster_gives_it_to_nobody() {
    judge_table_of_oxmere("unlisted-roles.txt");
}

#[test]
fn initials_stand_for_whole_names() {
    judge_table_of_oxmere("initials.txt");
}

#[test]
fn a_firm_or_a_longer_name_that_begins_as_a_members_does_passes() {
    judge_table_of_oxmere("firms.txt");
}

/// The same council with so many more members of one name.
fn book_with_namesakes(many: usize, name: impl Fn(usize) -> String) -> Rulebook {
    let mut world = town::world(&folder());
    let one = world.roster.people[0].clone();
    let members = (0..many).map(|number| {
        let roles = Vec::new();
        Entry {
            id: format!("n{number}"),
            name: name(number),
            handles: Vec::new(),
            profile_url: None,
            roles,
            ..one.clone()
        }
    });
    world.roster.people.extend(members);
    Rulebook::compile(world)
}

/// The least time of three that a post takes.
fn quickest(post: &Post, book: &Rulebook) -> Duration {
    let time = || {
        let start = Instant::now();
        assert_eq!(guard::judge(post, town::noon("2027-04-20"), book).decision, Decision::Hold);
        start.elapsed()
    };
    (0..3).map(|_| time()).min().unwrap()
}

#[test]
fn a_name_that_hundreds_bear_said_a_thousand_times_takes_no_more_than_its_share() {
    type Naming = fn(usize) -> String;
    let names: [Naming; 2] = [
        |_| "Tove Quillan".to_owned(),
        |number| {
            let given = if number == 0 { "Tove".to_owned() } else { format!("Given{number}") };
            format!("{given} Quillan")
        },
    ];
    for name in names {
        let (few, many) = (book_with_namesakes(15, name), book_with_namesakes(300, name));
        for said in [
            "Cllr Quillan ",
            "Tove Quillan said ",
            "Mayor Quillan ",
            "Quillan, Tove; ",
            "Dr Quillan ",
            "Cllrs Quillan and ",
        ] {
            let (short, long) = (Post::of_text(said.repeat(40)), Post::of_text(said.repeat(800)));
            let (least, most) = (quickest(&short, &many), quickest(&long, &many));
            assert!(most < least * 100, "{said}: 20 times the text takes {least:?}, then {most:?}");
            let fewer = quickest(&long, &few);
            assert!(most < fewer * 60, "{said}: 20 times the members take {fewer:?}, then {most:?}");
        }
    }
}

/// A table of the council with a mayor whom people elect, and a civic one besides.
fn judge_table_of_skelgate(name: &str) {
    static BOOK: LazyLock<Rulebook> =
        LazyLock::new(|| Rulebook::compile(town::world(&folder_of("skelgate"))));
    judge_table_with(&folder_of("skelgate").join("posts").join(name), &BOOK);
}

#[test]
fn the_mayor_whom_people_elect_is_told_from_the_civic_one() {
    judge_table_of_skelgate("mayors.txt");
}

#[test]
fn where_nobody_elects_a_mayor_the_mayor_is_the_civic_one() {
    for text in [
        "The Mayor has opened the playground.",
        "Mayor opens new lido",
        "The Mayor of Saltbeck cut the first turf.",
        "Our Mayor visited the foodbank today.",
    ] {
        let verdict = guard::judge(&Post::of_text(text), town::noon("2027-04-20"), book());
        assert_eq!(verdict.decision, Decision::Allow, "{text}");
    }
}

#[test]
fn a_name_is_known_though_it_is_nearly_written_as_the_roster_has_it() {
    judge_table_of_skelgate("nearly-a-name.txt");
}

#[test]
fn a_rare_family_name_in_a_headline_stands_for_the_member() {
    judge_table_of_skelgate("family-names-alone.txt");
}

#[test]
fn an_office_in_fresh_words_points_at_a_member() {
    judge_table_of_skelgate("offices-in-fresh-words.txt");
}

#[test]
fn a_hashtag_of_a_short_form_is_a_name() {
    judge_table_of_skelgate("tags.txt");
}

#[test]
fn boats_shops_and_princesses_that_bear_a_members_name_pass() {
    judge_table_of_skelgate("other-bearers.txt");
}

#[test]
fn members_in_passing_are_found_and_everyday_words_are_left() {
    judge_table_of_skelgate("in-passing.txt");
}

#[test]
fn an_initial_and_a_family_name_in_one_word_are_another_word() {
    let mut world = town::wrenbury();
    let councillor = world.roster.people.iter_mut().find(|entry| entry.roles.is_empty()).unwrap();
    (councillor.name, councillor.aliases) = ("Della Rivers".to_owned(), vec!["D Rivers".to_owned()]);
    let book = Rulebook::compile(world);
    for (text, stopped) in [
        ("Badge reform: what changes for drivers this month.", false),
        ("Drivers wanted for the #drivers day.", false),
        ("Della Rivers cut the ribbon.", true),
        ("DellaRivers cut the ribbon.", true),
        ("D Rivers cut the ribbon.", true),
    ] {
        let verdict = guard::judge(&Post::of_text(text), town::noon("2027-04-20"), &book);
        assert_eq!(verdict.decision != Decision::Allow, stopped, "{text}: {:?}", verdict.matched);
    }
}

#[test]
fn a_name_is_known_in_the_cases_of_other_languages() {
    judge_table_of_skelgate("other-languages.txt");
}

#[test]
fn what_members_move_and_say_in_headlines_is_theirs() {
    judge_table_of_skelgate("headlines.txt");
}

#[test]
fn a_name_broken_over_lines_is_whole_and_unrelated_lines_stay_apart() {
    let book = Rulebook::compile(town::world(&folder_of("skelgate")));
    for (text, words) in [
        ("Thank you to\nCouncillor\n\nRobin\n\nField\n\nfor coming.", "Councillor\n\nRobin\n\nField"),
        ("Councillor\n\nLeopold\n\nHarkness opened the fair.", "Harkness"),
        ("Opened by\n\nLeopold\n\nHarkness", "Leopold\n\nHarkness"),
        ("Cllr Robin\n\nField", "Cllr Robin\n\nField"),
        ("Christopher\nNether\nby opened the fair.", "Christopher\nNether\nby"),
        ("The fair was opened by Christopher Nether-\nby today.", "Christopher Nether-\nby"),
        ("Well done Cllr Hark\nness!", "Cllr Hark\nness"),
        ("Robin\nField opened the fair.", "Robin\nField"),
    ] {
        let post = Post::of_text(text);
        let verdict = guard::judge(&post, town::noon("2027-04-20"), &book);
        assert_eq!(verdict, guard::judge_in_full(&post, town::noon("2027-04-20"), &book), "{text}");
        assert_eq!(verdict.matched, [words], "{text}");
    }
    for text in [
        "Words of the day:\n\nRobin\n\nField\n\nHedge",
        "A robin\n\nField after field\n\nand the long rain",
        "Spotted today:\nRobin\n\nField mouse",
        "Peter\n\nWood for sale",
        "Closed today:\nField\nRoad",
        "Our staff of the month are Hark\nness of mind is theirs.",
        "Christopher\nNether\nWallop by bus",
        "Councillors\n\nField trip on Sunday",
        "Margaret\n\nRose",
        "Up the hill\nby the green\nwood we walked",
    ] {
        let post = Post::of_text(text);
        let verdict = guard::judge(&post, town::noon("2027-04-20"), &book);
        assert_eq!(verdict.matched, [""; 0], "{text}");
    }
}
