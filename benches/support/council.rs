//! A council of any size, and posts to judge for it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use purdah::guard::{self, Rulebook, World};
use purdah::post::Post;
use purdah::post::jsonl::Line;
use purdah::{config, documents};

/// A council of the corpus, with this many invented councillors instead of its own.
///
/// # Panics
/// When the corpus is not whole.
pub(crate) fn world(names: usize) -> World {
    let mut world = larkenby();
    let pattern = world.roster.people.swap_remove(0);
    world.roster.people = (0..names)
        .map(|number| {
            let mut entry = pattern.clone();
            entry.id = format!("n{number}");
            entry.name = format!("{} {}", word(number * 7 + 3), word(number));
            entry.aliases.clear();
            entry.roles.clear();
            entry.handles = vec![format!("@{}", word(number))];
            entry.profile_url = Some(format!("https://council.example/people/{number}"));
            entry
        })
        .collect();
    world
}

/// The council of the corpus as it is.
///
/// # Panics
/// When the corpus is not whole.
pub(crate) fn larkenby() -> World {
    let settings = config::read(&corpus().join("larkenby/purdah.toml"));
    let settings = settings.unwrap_or_else(|_| panic!("the corpus is not whole: no settings"));
    let (read, _) = documents::read(&settings);
    documents::world(&read).unwrap_or_else(|_| panic!("the corpus is not whole: no world")).world
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// A pronounceable word for a number, with a capital; no two numbers below 20 million give the same.
pub(crate) fn word(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "bra", "cor", "dun", "fel", "gar", "hol", "jes", "kel", "lum", "mor", "nav", "pel", "quo", "ral",
        "sten", "tor", "ulv", "vex", "wil", "zan",
    ];
    let mut left = number + 160_000;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SYLLABLES[left % 20]);
        left /= 20;
    }
    let first = word.remove(0).to_ascii_uppercase();
    format!("{first}{word}")
}

/// A moment in a pre-election period of the council.
pub(crate) fn day() -> DateTime<Utc> {
    "2026-04-20T11:00:00Z".parse().unwrap_or_default()
}

/// The ASCII posts of the corpus in which nothing is found, one part each: of the kinds that tell a careful guard from a
/// careless one, so full of parties, titles and elections.
pub(crate) fn quiet_posts(book: &Rulebook) -> Vec<Post> {
    let mut posts = Vec::new();
    for council in ["aldersyke", "brackhaven", "carnmoyle", "gwernlas", "larkenby", "strathlennan"] {
        let lines = std::fs::read_to_string(corpus().join(council).join("posts.jsonl")).unwrap_or_default();
        for line in lines.lines() {
            let line: Line = serde_json::from_str(line).unwrap_or_default();
            let text = line.text.filter(|text| text.is_ascii() && !text.is_empty());
            posts.extend(text.map(Post::of_text).filter(|post| is_quiet(post, book)));
        }
    }
    posts
}

/// Posts as long as councils put on their pages, of what they mostly write about; those in which nothing is found.
pub(crate) fn quiet_long_posts(book: &Rulebook) -> Vec<Post> {
    let posts =
        include_str!("long_posts.txt").split("\n---\n").map(|text| Post::of_text(text.trim().to_owned()));
    posts.filter(|post| is_quiet(post, book)).collect()
}

/// Posts strung together to about so many bytes, as long as nothing is found.
pub(crate) fn strung_together(posts: &[Post], book: &Rulebook, bytes: usize) -> Vec<Post> {
    let mut strings = Vec::new();
    let mut string = String::new();
    for part in posts.iter().flat_map(|post| &post.parts) {
        let longer = if string.is_empty() { part.text.clone() } else { format!("{string}\n{}", part.text) };
        if is_quiet(&Post::of_text(longer.clone()), book) {
            string = longer;
        }
        if string.len() >= bytes {
            strings.push(Post::of_text(std::mem::take(&mut string)));
        }
    }
    strings
}

fn is_quiet(post: &Post, book: &Rulebook) -> bool {
    guard::judge_in_full(post, day(), book).findings.is_empty()
}

/// The texts of some posts.
pub(crate) fn texts(posts: &[Post]) -> impl Iterator<Item = &str> {
    posts.iter().flat_map(|post| &post.parts).map(|part| part.text.as_str())
}

/// How many bytes of text some posts have.
pub(crate) fn bytes(posts: &[Post]) -> usize {
    texts(posts).map(str::len).sum()
}
