//! Judging the same posts with 78, 300, 1,000 and 20,000 names, beside the raw automaton over as many anchors.
//!
//! `cargo bench --bench judgement`. Figures are compared within one run: the machine's own speed divides out.

use std::hint::black_box;
use std::path::Path;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use chrono::{DateTime, Utc};
use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use purdah::guard::{self, Rulebook, World};
use purdah::post::jsonl::Line;
use purdah::post::{PartName, Post};
use purdah::{config, documents};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const NAMES: [usize; 4] = [78, 300, 1_000, 20_000];

fn main() {
    divan::main();
}

/// A council of the corpus, with this many invented councillors instead of its own.
fn world(names: usize) -> World {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/larkenby");
    let settings =
        config::read(&folder.join("purdah.toml")).unwrap_or_else(|_| unreachable!("the corpus is whole"));
    let (read, _) = documents::read(&settings);
    let mut world = documents::world(&read).unwrap_or_else(|_| unreachable!("the corpus is whole")).world;
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

/// A pronounceable word for a number, with a capital; no two numbers below 20 million give the same.
fn word(number: usize) -> String {
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

/// The ASCII posts of the corpus in which nothing is found, one part each.
fn quiet_posts(book: &Rulebook) -> Vec<Post> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut posts = Vec::new();
    for council in ["larkenby", "gwernlas", "strathlennan", "brackhaven"] {
        let lines = std::fs::read_to_string(folder.join(council).join("posts.jsonl")).unwrap_or_default();
        for line in lines.lines() {
            let line: Line = serde_json::from_str(line).unwrap_or_default();
            let Some(text) = line.text.filter(|text| text.is_ascii()) else { continue };
            let mut post = Post::default();
            post.push(PartName::Text, text);
            if guard::judge(&post, day(), book).findings.is_empty() {
                posts.push(post);
            }
        }
    }
    posts
}

fn day() -> DateTime<Utc> {
    "2026-04-20T11:00:00Z".parse().unwrap_or_default()
}

fn bytes(posts: &[Post]) -> usize {
    posts.iter().flat_map(|post| &post.parts).map(|part| part.text.len()).sum()
}

/// The whole judgement.
#[divan::bench(args = NAMES, sample_count = 20)]
fn judge(bencher: Bencher<'_, '_>, names: usize) {
    let book = Rulebook::compile(world(names));
    let posts = quiet_posts(&book);
    bencher.counter(ItemsCount::new(posts.len())).counter(BytesCount::new(bytes(&posts))).bench(|| {
        for post in &posts {
            black_box(guard::judge(black_box(post), day(), &book));
        }
    });
}

/// The raw automaton over as many anchors, in the same bytes, with the boundaries of words.
#[divan::bench(args = NAMES, sample_count = 20)]
fn raw_automaton(bencher: Bencher<'_, '_>, names: usize) {
    let book = Rulebook::compile(world(names));
    let posts = quiet_posts(&book);
    let anchors: Vec<String> = (0..book.anchors()).map(|number| word(number).to_lowercase()).collect();
    let Ok(automaton) = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(&anchors) else {
        return;
    };
    let texts: Vec<&str> = posts.iter().flat_map(|post| &post.parts).map(|part| part.text.as_str()).collect();
    bencher.counter(ItemsCount::new(posts.len())).counter(BytesCount::new(bytes(&posts))).bench(|| {
        let mut found = 0;
        for text in &texts {
            let letters = text.as_bytes();
            let alone = |at: Option<&u8>| !at.is_some_and(u8::is_ascii_alphanumeric);
            found += automaton
                .find_overlapping_iter(black_box(text))
                .filter(|hit| {
                    alone(hit.start().checked_sub(1).and_then(|at| letters.get(at)))
                        && alone(letters.get(hit.end()))
                })
                .count();
        }
        found
    });
}

/// Building the rulebook: its time, and the memory it keeps.
#[divan::bench(args = NAMES, sample_count = 3)]
fn compile(bencher: Bencher<'_, '_>, names: usize) {
    bencher.with_inputs(|| world(names)).bench_values(Rulebook::compile);
}
