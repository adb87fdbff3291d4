//! The dearest texts of 1 MB, each of one kind of thing repeated: none takes 50 ms.
//!
//! `cargo bench --bench worst_cases` prints what each takes, beside one pass of an automaton over the same bytes, and
//! fails where one takes too long.

#[path = "support/council.rs"]
#[expect(dead_code, reason = "quiet posts are measured elsewhere")]
mod council;

use std::hint::black_box;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use purdah::guard::{self, Rulebook};
use purdah::post::{Markup, PartName, Post};

const BYTES: usize = 1_000_000;

const CEILING: Duration = Duration::from_millis(50);

/// What a text is made of, again and again.
const PIECES: &[&str] = &[
    "a ",
    "A\n",
    "the bins go out on Friday and the park opens at nine ",
    "Cllr ",
    "Cllr Field ",
    "Cllrs Poulter, Poulter and ",
    "Councillor for ",
    "councillors ",
    "ward members ",
    "Verity Poulter ",
    "verity poulter ",
    "Verity Poulter said \"vote\" ",
    "Poulter, Verity; ",
    "Poulter MP ",
    "Sir Verity ",
    "V. Poulter ",
    "Verity X Poulter ",
    "the Leader of the Council, ",
    "the Mayor of Elsewhere ",
    "Mayor ",
    "Chairman Poulter of Poulter Road 1911 ",
    "Hop Kilns councillors won ",
    "member for Hop Kilns ",
    "Vote Labour ",
    "Labour ",
    "Labour-a.",
    "Labour will ",
    "Labour group (Labour) ",
    "vote for Labour ",
    "vote ",
    "the PCC ",
    "remember who saved ",
    "under this administration ",
    "winning here ",
    "#Labour",
    "#LabourOut ",
    "#VerityPoulter ",
    "@labour@",
    "@labour ",
    "@cllrpoulter ",
    "x.com/name ",
    "https://labour.org.uk/a ",
    "labour.org.uk ",
    "a.b/",
    "n.n@",
    "@",
    "#",
    "a@",
    "a.a@b.",
    "anne.lee@mail.example ",
    "&",
    "&#108;",
    "&amp;",
    "&amp;#108;",
    "C&#108;lr ",
    "<b>",
    "<b a=1>Cllr ",
    "<",
    "</",
    "<!--",
    "I\n",
    "I ",
    "C l l r ",
    "c l l r p o u l t e r ",
    "C.l.l.r ",
    "C.l.l.r.",
    "C_l_l_r_",
    "1v0r 5p31ght ",
    "Cllr P.o.u.l.t.e.r ",
    "Pou-lter ",
    "f**k ",
    "f*",
    "shiiit ",
    "a-b",
    "4m8r3ll4s ",
    "11111",
    "1 ",
    "0 1 ",
    "rllC retluoP ",
    "retluoP ytireV rllC",
    "ǝʎd ɹllɔ ",
    "ǝ",
    "01632 960 ",
    "07700 900461 ",
    "AB12 CDE ",
    "AB 12 34 56 C ",
    "22 Orchard Rise ",
    "oh seven seven ",
    "are in arrears ",
    "damn ",
    "fuck ",
    "A\u{301}",
    "a\u{301}\u{302}\u{303}",
    "\u{301}",
    "Po\u{301}ulter ",
    "\u{200b}",
    "P\u{200b}oulter ",
    "\u{202e}",
    "\u{ad}",
    "é",
    "é ",
    "Рoultеr ",
    "Привет мир ",
    "𝑷𝒐𝒖𝒍𝒕𝒆𝒓 ",
    "Ｐｏｕｌｔｅｒ ",
    "ﷺ",
    "🙂",
    "👩\u{200d}👩\u{200d}👧 ",
    "\n",
    " ",
    ".",
    "\"",
    "'",
    "-",
    "/",
    "('",
    ": \"",
    "b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b word ",
    "c l l r c l l r c l l r c l l r c l l r c l l r c l l r c l l r c l l r x word ",
    "C l l r  X ",
    "C l\u{a0}l r P\tx x x x x x x x x x x x x x x x x x x x x ",
];

fn main() -> ExitCode {
    let book = Rulebook::compile(council::larkenby());
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(book.anchors());
    let Ok(automaton) = automaton else { return ExitCode::FAILURE };
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let mut slow = 0;
    let mut out = std::io::stdout().lock();
    for piece in PIECES.iter().filter(|piece| wanted.is_empty() || wanted.iter().any(|w| w == *piece)) {
        for markup in [Markup::Plain, Markup::Html] {
            let mut post = Post::default();
            post.push_marked(PartName::Text, piece.repeat(BYTES / piece.len()), markup);
            let took = shortest(|| drop(black_box(guard::judge(black_box(&post), council::day(), &book))));
            let text = &post.parts[0].text;
            let raw = shortest(|| {
                black_box(automaton.find_overlapping_iter(black_box(text)).count());
            });
            let is_slow = took >= CEILING;
            slow += usize::from(is_slow);
            let kind = if markup == Markup::Html { "html " } else { "plain" };
            let mark = if is_slow { "  TOO SLOW" } else { "" };
            drop(writeln!(out, "{kind} {:<45} {took:>10.1?} {raw:>10.1?}{mark}", format!("{piece:?}")));
        }
    }
    drop(writeln!(out, "{slow} texts took {CEILING:?} or more"));
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The shortest of a few rounds: the machine may be busy with something else.
fn shortest(mut round: impl FnMut()) -> Duration {
    const ROUNDS: usize = 3;
    let timed = (0..ROUNDS).map(|_| {
        let began = Instant::now();
        round();
        began.elapsed()
    });
    timed.min().unwrap_or_default()
}
