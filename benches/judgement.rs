//! Judging the same posts with 78, 300, 1,000 and 20,000 names, beside the raw automaton over the rulebook's own
//! anchors and the same bytes.
//!
//! `cargo bench --bench judgement`. Figures are compared within one run: the machine's own speed divides out. At the
//! end a table says what share of the raw automaton's speed is left.

#[path = "support/council.rs"]
mod council;

use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use purdah::guard::{self, Rulebook};
use purdah::post::Post;

use council::{bytes, day, quiet_long_posts, quiet_posts, strung_together, texts};

const NAMES: [usize; 4] = [78, 300, 1_000, 20_000];

/// The length others measured with, in bytes.
const LONG: usize = 715;

fn main() {
    divan::main();
    if std::env::args().len() < 3 {
        compare();
    }
}

/// One council, the posts that are quiet for every size of it, and the automaton that a search alone would take.
struct Bench {
    book: Rulebook,
    short: Vec<Post>,
    long: Vec<Post>,
    strung: Vec<Post>,
    automaton: AhoCorasick,
}

impl Bench {
    fn of(names: usize) -> Self {
        let book = Rulebook::compile(council::world(names));
        let short = quiet_posts(&book);
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .ascii_case_insensitive(true)
            .build(book.anchors())
            .unwrap_or_else(|problem| panic!("no automaton: {problem}"));
        Self {
            long: quiet_long_posts(&book),
            strung: strung_together(&short, &book, LONG),
            book,
            short,
            automaton,
        }
    }

    fn judge(&self, posts: &[Post]) {
        let day = day();
        for post in posts {
            black_box(guard::judge(black_box(post), day, &self.book));
        }
    }

    /// Every anchor with the boundaries of words, and nothing else.
    fn search(&self, posts: &[Post]) {
        for text in texts(posts) {
            let letters = text.as_bytes();
            let alone = |at: Option<&u8>| !at.is_some_and(u8::is_ascii_alphanumeric);
            let found = self.automaton.find_overlapping_iter(black_box(text)).filter(|hit| {
                alone(hit.start().checked_sub(1).and_then(|at| letters.get(at)))
                    && alone(letters.get(hit.end()))
            });
            black_box(found.count());
        }
    }
}

/// Posts as short as the corpus has them.
#[divan::bench(args = NAMES, sample_count = 20)]
fn judge_short_posts(bencher: Bencher<'_, '_>, names: usize) {
    let bench = Bench::of(names);
    bencher
        .counter(ItemsCount::new(bench.short.len()))
        .counter(BytesCount::new(bytes(&bench.short)))
        .bench_local(|| bench.judge(&bench.short));
}

/// Posts as long as councils put on their pages.
#[divan::bench(args = NAMES, sample_count = 20)]
fn judge_long_posts(bencher: Bencher<'_, '_>, names: usize) {
    let bench = Bench::of(names);
    bencher
        .counter(ItemsCount::new(bench.long.len()))
        .counter(BytesCount::new(bytes(&bench.long)))
        .bench_local(|| bench.judge(&bench.long));
}

/// The raw automaton in the same short posts.
#[divan::bench(args = NAMES, sample_count = 20)]
fn search_short_posts(bencher: Bencher<'_, '_>, names: usize) {
    let bench = Bench::of(names);
    bencher
        .counter(ItemsCount::new(bench.short.len()))
        .counter(BytesCount::new(bytes(&bench.short)))
        .bench_local(|| bench.search(&bench.short));
}

/// The raw automaton in the same long posts.
#[divan::bench(args = NAMES, sample_count = 20)]
fn search_long_posts(bencher: Bencher<'_, '_>, names: usize) {
    let bench = Bench::of(names);
    bencher
        .counter(ItemsCount::new(bench.long.len()))
        .counter(BytesCount::new(bytes(&bench.long)))
        .bench_local(|| bench.search(&bench.long));
}

/// Judgement and search in turn, so that both meet the same machine, and what share of the search's speed is left.
fn compare() {
    let mut out = std::io::stdout().lock();
    let mut print = |line: String| drop(writeln!(out, "{line}"));
    print(
        "ASCII posts with nothing found       names anchors  posts  bytes   judged  searched  share"
            .to_owned(),
    );
    let mut first = [Duration::ZERO; 4];
    for names in NAMES {
        let bench = Bench::of(names);
        let at_first_sight = |post: &&Post| guard::is_quiet_at_first_sight(post, &bench.book);
        let dismissed: Vec<Post> = bench.short.iter().filter(at_first_sight).cloned().collect();
        let kinds = [
            ("short", &bench.short),
            ("long", &bench.long),
            ("short, dismissed at first sight", &dismissed),
            ("short, strung together", &bench.strung),
        ];
        for (kind, (name, posts)) in kinds.into_iter().enumerate() {
            let (judged, searched) = in_turn(|| bench.judge(posts), || bench.search(posts));
            let each = |time: Duration| (time / u32::try_from(posts.len()).unwrap_or(1)).as_nanos();
            print(format!(
                "{name:35} {names:>6} {:>7} {:>6} {:>6} {:>5} ns {:>6} ns {:>6.2}",
                bench.book.anchors().len(),
                posts.len(),
                bytes(posts) / posts.len(),
                each(judged),
                each(searched),
                searched.as_secs_f64() / judged.as_secs_f64(),
            ));
            if names == 300 {
                first[kind] = judged;
            }
            if names == 20_000 {
                let longer = judged.as_secs_f64() / first[kind].as_secs_f64();
                print(format!("{name:35} 20,000 names take {longer:.2} times as long as 300"));
            }
        }
    }
}

/// The shortest of many rounds of each, taken in turn.
fn in_turn(mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    const ROUNDS: usize = 300;
    let mut shortest = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let began = Instant::now();
        one();
        let middle = Instant::now();
        other();
        shortest = (shortest.0.min(middle - began), shortest.1.min(middle.elapsed()));
    }
    shortest
}
