//! The dearest texts of 1 MB, each of one kind of thing repeated: none takes 50 ms. One of 32 kB that says a family
//! name again and again, where 200 people of different given names, or 3,000 of one, have it, takes at most 100.
//!
//! `cargo bench --bench worst_cases` prints what each takes, beside one pass of an automaton over the same bytes, and
//! fails where one takes too long: longer than 50 ms, and longer than it may on a machine that is slow just now, which
//! an automaton's passes over an everyday text tell. Texts may be given, to try others than those below.

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

/// A pass over an everyday text takes some 2.5 ms where 50 ms are kept, and so 20 of them are the same bound.
const MOST_PASSES: u32 = 20;

/// What a text with nothing to find is made of, for the pace of the machine.
const EVERYDAY: &str = "the bins go out on Friday and the park opens at nine ";

/// So often a text that took too long is tried again before it counts: the machine may have been busy.
const SECOND_CHANCES: usize = 5;

/// A text that says one family name, of hundreds who bear it, may take so many times as long as any other.
const FOR_A_CROWD: u32 = 2;

/// What a text is as long as that says one family name.
const BYTES_OF_A_NAME: usize = 32_000;

/// What such a text is made of, again and again.
const NAME_PIECES: &[&str] = &[
    "Smith ",
    "Cllr Smith, ",
    "John Smith and A Smith. ",
    "Left to right, Smith, Smith. ",
    "Mr Smith and Leader Smith ",
    "John ",
    "JohnSmith ",
];

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
    "1\u{a0}l 1\u{a0}l 0 0\t1 ! | ! ! 1 1 1 ",
    "a\u{2003}b\u{2004}c\u{2005}d\u{2006}e\u{2007}f\u{2008}g\u{2009}h\u{200a}i j\tk\nl\u{3000}m\u{205f}n\u{202f}o ",
    "a n n a n n a n n a n n a n n a n n a n n a n n a n n a n n a n n a n x word ",
    "1 l 1 l 0 0 1 ! | ! ! 1 1 1 1 1 x ",
    "1!|¡1! ",
    "£££66 ",
    // Letters beyond ASCII among lone ones, folded again with every letter they may begin at.
    "а x ",
    "А x y ",
    "я x ",
    "я x x x x x 1 я x x x\u{a0}x x 1 ",
    "€ x x ",
    "ɐ ",
    "½",
    "ﷺ ",
    "P\u{301}o\u{301}u\u{301}l\u{301}t\u{301}e\u{301}r\u{301} ",
    "🇨🇱🇱🇷 ",
    "👏 a 👏 Labour ",
    "A B 1 2 C D E ",
    "Q Q 1 2 3 4 5 6 C ",
    "(0",
    "P V ",
    "ddewr Lafur ",
    "Y Cynghorydd Poulter ",
    "&amp;amp;amp;amp;#67; ",
    "%2525252525",
    "@a@b.c ",
    "# Labour ",
    "#VoteLabour ",
    "(Labour) ",
    "Labour/",
    "Labour 45% ",
    "Hop Kilns ward councillors ",
    "Verity Poulter (Labour Party)\n",
    "1. Verity Poulter, Labour\n",
    "Tory ",
];

fn main() -> ExitCode {
    let book = Rulebook::compile(council::larkenby());
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(book.anchors());
    let Ok(automaton) = automaton else { return ExitCode::FAILURE };
    let pass = |text: &str| {
        black_box(automaton.find_overlapping_iter(black_box(text)).count());
    };
    // Others than those above may be given, to try them.
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let pieces = if given.is_empty() { PIECES } else { &given };
    let mut slow = 0;
    for piece in pieces {
        for markup in [Markup::Plain, Markup::Html] {
            slow += usize::from(is_slow(&book, (piece, BYTES, markup), 1, &pass));
        }
    }
    if given.is_empty() {
        for (people, given_names) in [(200, 200), (3000, 1)] {
            let book = Rulebook::compile(of_one_surname(people, given_names));
            for piece in NAME_PIECES {
                slow +=
                    usize::from(is_slow(&book, (piece, BYTES_OF_A_NAME, Markup::Plain), FOR_A_CROWD, &pass));
            }
        }
    }
    drop(writeln!(
        std::io::stdout(),
        "{slow} texts took too long: {CEILING:?} or more, twice that where hundreds bear a name"
    ));
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Judges a text and tells what it took, and whether that is too long.
fn is_slow(
    book: &Rulebook,
    (piece, bytes, markup): (&str, usize, Markup),
    times: u32,
    pass: &impl Fn(&str),
) -> bool {
    let everyday = EVERYDAY.repeat(BYTES / EVERYDAY.len());
    let mut post = Post::default();
    post.push_marked(PartName::Text, piece.repeat(bytes / piece.len().max(1)), markup);
    let judge = || drop(black_box(guard::judge(black_box(&post), council::day(), book)));
    let mut took = shortest(judge);
    let is_slow = |took: Duration| {
        took >= times * CEILING && took >= times * MOST_PASSES * shortest(|| pass(&everyday))
    };
    for _ in 0..SECOND_CHANCES {
        if !is_slow(took) {
            break;
        }
        took = took.min(shortest(judge));
    }
    let is_slow = is_slow(took);
    let raw = shortest(|| pass(&post.parts[0].text));
    let kind = if markup == Markup::Html { "html " } else { "plain" };
    let mark = if is_slow { "  TOO SLOW" } else { "" };
    drop(writeln!(std::io::stdout(), "{kind} {:<45} {took:>10.1?} {raw:>10.1?}{mark}", format!("{piece:?}")));
    is_slow
}

/// A council of the corpus, with this many councillors of one family name and so many given names between them.
fn of_one_surname(people: usize, given_names: usize) -> guard::World {
    let mut world = council::world(people);
    for (entry, number) in world.roster.people.iter_mut().zip(0..) {
        let given = number % given_names;
        entry.name =
            if given == 0 { "John Smith".to_owned() } else { format!("{} Smith", council::word(given * 7)) };
    }
    world
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
