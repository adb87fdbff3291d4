//! Lists of candidates, election information, wards, captions and titles set apart: tables of posts in
//! `hollinmere/posts/`, judged by the invented council there, whose members have everyday names.
//!
//! The first line of a table says what it is about. `free: TEXT` passes, `held: TEXT` is stopped; `@DAY` behind the tag
//! is the day it is judged on, otherwise one of the pre-election period. `alt: ` before the text makes it the alt text
//! of a picture of an ordinary post.

use std::path::Path;
use std::sync::LazyLock;

use purdah::guard::{self, Decision, Rulebook};
use purdah::post::{PartName, Post};

use crate::town;

const INSIDE: &str = "2027-04-20";

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/hollinmere")
}

fn book() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::compile(town::world(&folder())));
    &BOOK
}

fn post(text: &str) -> Post {
    let text = text.replace("\\n", "\n");
    let Some(alt) = text.strip_prefix("alt: ") else { return Post::of_text(text) };
    let mut post = Post::of_text("At the fair.");
    post.push(PartName::AltText(0), alt);
    post
}

fn judge_table(name: &str) {
    let table = std::fs::read_to_string(folder().join("posts").join(name)).unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let (tag, text) = line.split_once(": ").expect("held: or free:");
        let (tag, day) = tag.split_once('@').unwrap_or((tag, INSIDE));
        let post = post(text);
        let verdict = guard::judge(&post, town::noon(day), book());
        assert_eq!(verdict, guard::judge_in_full(&post, town::noon(day), book()), "{text}");
        let wanted = match tag {
            "free" => false,
            "held" => true,
            other => panic!("{other}: held or free"),
        };
        if (verdict.decision > Decision::Allow) != wanted {
            wrong.push(format!("{line}\n    shows {:?}", verdict.matched));
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

#[test]
fn names_together_and_in_credits_are_members_and_children_are_not() {
    judge_table("together.txt");
}

#[test]
fn what_somebody_owns_is_not_their_family_name() {
    judge_table("owned-names.txt");
}

#[test]
fn elections_and_results_are_told_and_campaigning_is_held() {
    judge_table("election-information.txt");
}

#[test]
fn a_list_is_plain_only_while_nothing_more_is_said_of_those_on_it() {
    judge_table("lists.txt");
}

#[test]
fn a_ward_is_known_however_its_apostrophe_is_written() {
    judge_table("wards.txt");
}

#[test]
fn a_title_is_read_with_the_name_it_is_set_apart_from() {
    judge_table("titles-apart.txt");
}

#[test]
fn captions_name_people_by_their_family_names_alone() {
    judge_table("captions.txt");
}

#[test]
fn what_a_member_owns_is_told_from_what_a_park_has() {
    judge_table("owned-places.txt");
}

#[test]
fn parks_and_firms_of_a_members_name_pass() {
    judge_table("namesakes.txt");
}

#[test]
fn a_body_called_after_an_office_passes() {
    judge_table("offices.txt");
}
