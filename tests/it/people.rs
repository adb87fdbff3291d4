//! How people are named and not named: tables of posts in `saltbeck/posts/`, judged by the invented council there.
//!
//! The first line of a table says what it is about. `free: TEXT` passes; `held: TEXT => WORDS; WORDS` is stopped, and
//! shows exactly these words, each once. All is judged in the pre-election period.

use std::path::Path;
use std::sync::LazyLock;

use purdah::guard::{self, Decision, Rulebook};
use purdah::post::Post;

use crate::town;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/saltbeck")
}

fn book() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::compile(town::world(&folder())));
    &BOOK
}

/// Judges every line of a table and tells all that came out otherwise.
fn judge_table(name: &str) {
    let table = std::fs::read_to_string(folder().join("posts").join(name)).unwrap();
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
        let verdict = guard::judge(&post, town::noon("2027-04-20"), book());
        assert_eq!(verdict, guard::judge_in_full(&post, town::noon("2027-04-20"), book()), "{text}");
        let stopped = verdict.decision > Decision::Allow;
        if verdict.matched != words || stopped == words.is_empty() {
            wrong.push(format!("{line}\n    shows {:?}", verdict.matched));
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
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
fn politicians_are_known_by_office_and_name() {
    judge_table("politicians.txt");
}

#[test]
fn accounts_are_known_however_they_are_written() {
    judge_table("accounts.txt");
}
