//! Two thousand ways of writing a hundred names so that a machine might miss them and a reader would not.
//!
//! The names and the ways are made here, and share no table with the engine's own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use purdah::guard::{self, Decision, Rulebook};
use purdah::post::{Markup, PartName, Post};

use crate::town;

struct Person {
    given: &'static str,
    family: &'static str,
    nth: usize,
}

const GIVEN: [&str; 25] = [
    "Thaddeus",
    "Isolde",
    "Barnaby",
    "Philippa",
    "Caspian",
    "Rosalba",
    "Leopold",
    "Henrietta",
    "Zoë",
    "Siân",
    "Ngaire",
    "Oluwaseun",
    "Priyanka",
    "Farouk",
    "Seán",
    "Ffion",
    "Bronisław",
    "Ludmila",
    "Torquil",
    "Eilidh",
    "Marguerite",
    "Desmond",
    "Winifred",
    "Kwabena",
    "Anneliese",
];

const FAMILY: [&str; 100] = [
    "Quillfeather",
    "Brackenbury",
    "Thistlewood",
    "Penhaligon",
    "Ravensworth",
    "Oakshott",
    "Winterbourne",
    "Fothergill",
    "Marchbanks",
    "Delacroix",
    "Stavordale",
    "Tremlett",
    "Umfreville",
    "Vellacott",
    "Wigglesworth",
    "Yaxley",
    "Zimmermann",
    "Abernethy",
    "Bickerstaff",
    "Cholmondeley",
    "Dalrymple",
    "Eversleigh",
    "Featherstone",
    "Grimshawe",
    "Haverstock",
    "Inglethorpe",
    "Jessamy",
    "Kettleborough",
    "Lanyon",
    "Micklethwait",
    "Nettlefold",
    "Ormerod",
    "Pettigrew",
    "Quennell",
    "Rowbotham",
    "Sackville",
    "Tattersall",
    "Uttley",
    "Vavasour",
    "Whittaker",
    "Obi-Hartley",
    "Rhys-Penhale",
    "Carew-Munt",
    "Lacey-Dunmore",
    "Tolley-Okafor",
    "Ashdown-Kerr",
    "Bligh-Sanderson",
    "Crane-Mistry",
    "Dunn-Abiola",
    "Elphick-Rowe",
    "O'Shaughnessy",
    "O'Malley",
    "O'Keeffe",
    "O'Driscoll",
    "D'Arcy",
    "D'Oliveira",
    "McAllister",
    "McGillivray",
    "MacTavish",
    "MacLennan",
    "McCorquodale",
    "MacPherson",
    "de Souza",
    "de Valera",
    "van der Merwe",
    "van Houten",
    "von Hagen",
    "St John",
    "Al-Rashid",
    "Al-Hakim",
    "Ní Dhonnchadha",
    "Ó Súilleabháin",
    "ap Gruffydd",
    "Müller",
    "Łuczak",
    "Žižka",
    "Ångström",
    "Børgesen",
    "Çelik",
    "Núñez",
    "Fernández",
    "Gómez",
    "Brontëa",
    "Lefèvre",
    "Dvořák",
    "Kovačević",
    "Szczęsny",
    "Wójcik",
    "Gülsen",
    "Håkansson",
    "Hill",
    "Green",
    "Young",
    "Field",
    "Marsh",
    "Banks",
    "Church",
    "Frost",
    "Bridge",
    "Cross",
];

fn people() -> Vec<Person> {
    FAMILY
        .iter()
        .enumerate()
        .map(|(nth, family)| Person { given: GIVEN[nth % GIVEN.len()], family, nth })
        .collect()
}

impl Person {
    fn full(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    fn handle(&self) -> String {
        format!("@{}{}", plain(self.given), self.nth)
    }

    fn is_common(&self) -> bool {
        self.nth >= 90
    }
}

/// Letters without their marks, in lower case, nothing else.
fn plain(name: &str) -> String {
    name.chars().map(unmarked).filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

fn unmarked(c: char) -> char {
    match c {
        'ë' | 'é' | 'è' | 'ę' => 'e',
        'â' | 'á' | 'å' => 'a',
        'Å' => 'A',
        'í' | 'î' => 'i',
        'ö' | 'ó' | 'ø' => 'o',
        'Ó' => 'O',
        'ü' | 'ú' => 'u',
        'ł' => 'l',
        'Ł' => 'L',
        'ń' | 'ñ' => 'n',
        'ž' | 'ź' | 'ż' => 'z',
        'Ž' => 'Z',
        'ç' | 'č' | 'ć' => 'c',
        'Ç' => 'C',
        'ř' => 'r',
        'š' | 'ś' => 's',
        other => other,
    }
}

fn roster() -> String {
    let mut csv = String::from("name,role,party,ward,handles,profile_url\n");
    for person in people() {
        writeln!(
            csv,
            "{},Councillor,Independent,Saltgate,{},https://democracy.evasham.example/mgUserInfo.aspx?UID={}",
            person.full(),
            person.handle(),
            7000 + person.nth
        )
        .unwrap();
    }
    csv
}

fn book() -> Rulebook {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "purdah.toml",
        "[council]\nname = \"Evasham Borough Council\"\nnation = \"england\"\n[calendar]\nfiles = [\"elections.toml\"]\n\
         [roster]\nfiles = [\"roster.csv\"]\n",
    );
    write("elections.toml", "[[election]]\nid = \"local.evasham.2027-05-06\"\npoll = 2027-05-06\n");
    write("roster.csv", &roster());
    Rulebook::compile(town::world(folder.path()))
}

/// A way of writing; None where it does not apply to a name.
type Way = fn(&Person) -> Option<String>;

/// Most names are put after a title, as a bare name of common words needs one.
fn titled(person: &Person) -> String {
    format!("Cllr {}", person.full())
}

fn map_letters(text: &str, change: impl Fn(char) -> String) -> String {
    text.chars().map(change).collect()
}

fn between_letters(text: &str, mark: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    for (at, c) in letters.iter().enumerate() {
        out.push(*c);
        if c.is_alphabetic() && letters.get(at + 1).is_some_and(|next| next.is_alphabetic()) {
            out.push_str(mark);
        }
    }
    out
}

fn shifted(text: &str, upper: u32, lower: u32) -> Option<String> {
    let plain: String = text.chars().map(unmarked).collect();
    plain.is_ascii().then(|| {
        map_letters(&plain, |c| {
            let moved = match c {
                'A'..='Z' => char::from_u32(upper + c as u32 - 'A' as u32),
                'a'..='z' => char::from_u32(lower + c as u32 - 'a' as u32),
                _ => None,
            };
            moved.unwrap_or(c).to_string()
        })
    })
}

fn swapped(text: &str, pairs: &[(char, char)]) -> String {
    map_letters(text, |c| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to).to_string())
}

const CYRILLIC: [(char, char); 12] = [
    ('a', 'а'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('c', 'с'),
    ('x', 'х'),
    ('y', 'у'),
    ('i', 'і'),
    ('C', 'С'),
    ('M', 'М'),
    ('H', 'Н'),
    ('T', 'Т'),
];
const GREEK: [(char, char); 8] =
    [('o', 'ο'), ('A', 'Α'), ('B', 'Β'), ('E', 'Ε'), ('Z', 'Ζ'), ('N', 'Ν'), ('i', 'ι'), ('v', 'ν')];
const DIGITS: [(char, char); 6] = [('o', '0'), ('i', '1'), ('e', '3'), ('a', '4'), ('s', '5'), ('t', '7')];
const UPSIDE_DOWN: [(char, char); 22] = [
    ('a', 'ɐ'),
    ('b', 'q'),
    ('c', 'ɔ'),
    ('d', 'p'),
    ('e', 'ǝ'),
    ('f', 'ɟ'),
    ('g', 'ƃ'),
    ('h', 'ɥ'),
    ('i', 'ᴉ'),
    ('j', 'ɾ'),
    ('k', 'ʞ'),
    ('m', 'ɯ'),
    ('n', 'u'),
    ('p', 'd'),
    ('q', 'b'),
    ('r', 'ɹ'),
    ('t', 'ʇ'),
    ('u', 'n'),
    ('v', 'ʌ'),
    ('w', 'ʍ'),
    ('y', 'ʎ'),
    ('\'', ','),
];

const CHEROKEE: [(char, char); 9] = [
    ('C', 'Ꮯ'),
    ('D', 'Ꭰ'),
    ('M', 'Ꮇ'),
    ('A', 'Ꭺ'),
    ('L', 'Ꮮ'),
    ('E', 'Ꭼ'),
    ('R', 'Ꭱ'),
    ('S', 'Ꮪ'),
    ('H', 'Ꮋ'),
];
const LISU: [(char, char); 9] = [
    ('C', 'ꓚ'),
    ('D', 'ꓓ'),
    ('M', 'ꓟ'),
    ('A', 'ꓮ'),
    ('L', 'ꓡ'),
    ('E', 'ꓰ'),
    ('N', 'ꓠ'),
    ('S', 'ꓢ'),
    ('H', 'ꓧ'),
];
const COPTIC: [(char, char); 6] = [('C', 'Ⲥ'), ('M', 'Ⲙ'), ('a', 'ⲁ'), ('o', 'ⲟ'), ('p', 'ⲣ'), ('T', 'Ⲧ')];
const ARMENIAN: [(char, char); 5] = [('o', 'օ'), ('h', 'հ'), ('n', 'ո'), ('u', 'ս'), ('g', 'ց')];
const HOOKED: [(char, char); 7] =
    [('C', 'Ƈ'), ('D', 'Ɗ'), ('M', 'Ɱ'), ('l', 'ɭ'), ('r', 'ɽ'), ('s', 'ʂ'), ('h', 'ɦ')];
const SMALL_CAPITALS: [(char, char); 9] = [
    ('a', 'ᴀ'),
    ('c', 'ᴄ'),
    ('e', 'ᴇ'),
    ('h', 'ʜ'),
    ('l', 'ʟ'),
    ('m', 'ᴍ'),
    ('n', 'ɴ'),
    ('o', 'ᴏ'),
    ('r', 'ʀ'),
];
const SET_HIGH: [(char, char); 9] = [
    ('a', 'ᵃ'),
    ('e', 'ᵉ'),
    ('h', 'ʰ'),
    ('l', 'ˡ'),
    ('m', 'ᵐ'),
    ('n', 'ⁿ'),
    ('o', 'ᵒ'),
    ('r', 'ʳ'),
    ('s', 'ˢ'),
];
const TURNED_IN_PLACE: [(char, char); 12] = [
    ('a', 'ɐ'),
    ('c', 'ɔ'),
    ('e', 'ǝ'),
    ('f', 'ɟ'),
    ('h', 'ɥ'),
    ('k', 'ʞ'),
    ('m', 'ɯ'),
    ('r', 'ɹ'),
    ('t', 'ʇ'),
    ('v', 'ʌ'),
    ('w', 'ʍ'),
    ('y', 'ʎ'),
];

const WAYS: &[(&str, Way)] = &[
    ("Cllr.", |p| Some(format!("Cllr. {}", p.full()))),
    ("Councillor", |p| Some(format!("Councillor {}", p.full()))),
    ("Councilor", |p| Some(format!("Councilor {}", p.full()))),
    ("Coun.", |p| Some(format!("Coun. {}", p.family))),
    ("Ald.", |p| Some(format!("Ald. {}", p.full()))),
    ("Y Cynghorydd", |p| Some(format!("y Cynghorydd {}", p.full()))),
    ("Cyng.", |p| Some(format!("Cyng. {}", p.family))),
    ("Bailie", |p| Some(format!("Bailie {}", p.family))),
    ("title and surname", |p| Some(format!("Cllr {}", p.family))),
    ("shared title", |p| Some(format!("Cllrs Penrose and {}", p.family))),
    ("councillors in a list", |p| Some(format!("Councillors Ann Elmsworth, {} and Jo Dray", p.full()))),
    ("full name alone", |p| (!p.is_common()).then(|| p.full())),
    ("capitals", |p| Some(titled(p).to_uppercase())),
    ("small letters", |p| Some(titled(p).to_lowercase())),
    ("possessive", |p| Some(format!("{}'s", titled(p)))),
    ("curly possessive", |p| Some(format!("{}’s", titled(p)))),
    ("initial", |p| Some(format!("Cllr {}. {}", &p.given.chars().next()?, p.family))),
    ("surname first", |p| Some(format!("{}, {}", p.family, p.given))),
    ("post-nominals", |p| Some(format!("{} MBE", titled(p)))),
    ("middle initial", |p| Some(format!("Cllr {} J. {}", p.given, p.family))),
    ("hyphen lost", |p| p.family.contains('-').then(|| titled(p).replace('-', " "))),
    ("hyphen doubled", |p| p.family.contains('-').then(|| titled(p).replace('-', "--"))),
    ("typographic hyphens", |p| p.family.contains('-').then(|| titled(p).replace('-', "\u{2011}"))),
    ("dash for a hyphen", |p| p.family.contains('-').then(|| titled(p).replace('-', "\u{2013}"))),
    ("half of a double name", |p| {
        Some(format!("Cllr {}", p.family.split_once('-').filter(|h| h.1.len() > 3)?.1))
    }),
    ("apostrophe lost", |p| p.family.contains('\'').then(|| titled(p).replace('\'', ""))),
    ("curly apostrophe", |p| p.family.contains('\'').then(|| titled(p).replace('\'', "’"))),
    ("marks lost", |p| Some(titled(p).chars().map(unmarked).collect())),
    ("marks apart", |p| {
        let apart: String = unicode_normalization::UnicodeNormalization::nfd(titled(p).as_str()).collect();
        (apart != titled(p)).then_some(apart)
    }),
    ("prefix apart", |p| {
        let rest = p.family.strip_prefix("Mac").or_else(|| p.family.strip_prefix("Mc"))?;
        Some(format!("Cllr {} Mac {rest}", p.given))
    }),
    ("Mac for Mc", |p| Some(format!("Cllr {} Mac{}", p.given, p.family.strip_prefix("Mc")?))),
    ("line break in the name", |p| Some(format!("Cllr {}\n{}", p.given, p.family))),
    ("a slip of the pen", |p| {
        let letters: Vec<char> = p.family.chars().collect();
        let good = letters.len() > 7 && letters.iter().all(char::is_ascii_alphabetic) && !p.is_common();
        good.then(|| {
            let slipped: String =
                letters.iter().enumerate().filter(|(at, _)| *at != 4).map(|(_, c)| c).collect();
            format!("Cllr {slipped}")
        })
    }),
    ("handle in capitals", |p| Some(p.handle().to_uppercase())),
    ("handle after a full stop", |p| Some(format!(".{}", p.handle()))),
    ("fediverse handle", |p| Some(format!("{}@social.example", p.handle()))),
    ("hashtag with a title", |p| Some(format!("#Cllr{}", capitalised(p.family)?))),
    ("hashtag of the whole name", |p| Some(format!("#{}{}", capitalised(p.given)?, capitalised(p.family)?))),
    ("hashtag in small letters", |p| Some(format!("#{}{}", plain(p.given), plain(p.family)))),
    ("profile link", |p| {
        Some(format!("https://democracy.evasham.example/mgUserInfo.aspx?UID={}", 7000 + p.nth))
    }),
    ("zero-width space", |p| Some(between_letters(&titled(p), "\u{200b}"))),
    ("zero-width joiner", |p| Some(between_letters(&titled(p), "\u{200d}"))),
    ("word joiner and soft hyphen", |p| Some(between_letters(&titled(p), "\u{2060}\u{ad}"))),
    ("no-break spaces", |p| Some(titled(p).replace(' ', "\u{a0}"))),
    ("combining marks", |p| Some(between_letters(&titled(p), "\u{336}"))),
    ("right-to-left controls", |p| Some(format!("\u{202a}{}\u{202c}", titled(p)))),
    ("Cyrillic letters", |p| Some(swapped(&titled(p), &CYRILLIC))),
    ("Greek letters", |p| Some(swapped(&titled(p), &GREEK))),
    ("full-width letters", |p| shifted(&titled(p), 0xFF21, 0xFF41)),
    ("mathematical letters", |p| shifted(&titled(p), 0x1D5D4, 0x1D5EE)),
    ("letters in circles", |p| shifted(&titled(p), 0x24B6, 0x24D0)),
    ("letters in squares", |p| shifted(&titled(p).to_uppercase(), 0x1F130, 0x1F130)),
    ("digits for letters", |p| (!p.is_common()).then(|| swapped(&titled(p), &DIGITS))),
    ("dots between letters", |p| Some(between_letters(&titled(p).replace(['\'', '-'], ""), "."))),
    ("spaces between letters", |p| Some(spaced(&titled(p)))),
    ("underscores between letters", |p| Some(between_letters(&titled(p).replace(['\'', '-'], ""), "_"))),
    ("backwards", |p| Some(titled(p).chars().rev().collect())),
    ("each word backwards", |p| {
        Some(titled(p).split(' ').map(|word| word.chars().rev().collect()).collect::<Vec<String>>().join(" "))
    }),
    ("bare name, zero-width space", |p| bare(p, |name| between_letters(name, "\u{200b}"))),
    ("bare name, soft hyphens", |p| bare(p, |name| between_letters(name, "\u{ad}"))),
    ("bare name, Cyrillic letters", |p| bare(p, |name| swapped(name, &CYRILLIC))),
    ("bare name, dots between letters", |p| {
        bare(p, |name| between_letters(&name.replace(['\'', '-'], ""), "."))
    }),
    ("bare name, spaces between letters", |p| bare(p, spaced)),
    ("bare name, digits for letters", |p| bare(p, |name| swapped(name, &DIGITS))),
    ("bare name, backwards", |p| bare(p, |name| name.chars().rev().collect())),
    ("bare name, full-width letters", |p| (!p.is_common()).then(|| shifted(&p.full(), 0xFF21, 0xFF41))?),
    ("bare name in bold by tags", |p| bare(p, |name| name.replacen(' ', "</b> <b>", 1))),
    ("bare name, numbers for entities", |p| bare(p, |name| name.replace(' ', "&#32;"))),
    ("profile link with more behind it", |p| {
        Some(format!("https://democracy.evasham.example/mgUserInfo.aspx?UID={}&J=2", 7000 + p.nth))
    }),
    ("team hashtag", |p| {
        (!p.is_common()).then(|| format!("#Team{}", capitalised(p.family).unwrap_or_default()))
    }),
    ("entities", |p| {
        Some(map_letters(&titled(p), |c| if c == 'l' { "&#108;".into() } else { c.to_string() }))
    }),
    ("Hangul fillers", |p| Some(between_letters(&titled(p), "\u{3164}"))),
    ("Mongolian vowel separators", |p| Some(between_letters(&titled(p), "\u{180e}"))),
    ("tag characters", |p| Some(between_letters(&titled(p), "\u{e0061}"))),
    ("variation selectors", |p| Some(between_letters(&titled(p), "\u{fe0f}"))),
    ("struck through and under keycaps", |p| Some(between_letters(&titled(p), "\u{338}\u{20e3}"))),
    ("Cherokee letters", |p| Some(swapped(&titled(p).to_uppercase(), &CHEROKEE))),
    ("Lisu letters", |p| Some(swapped(&titled(p).to_uppercase(), &LISU))),
    ("Coptic letters", |p| Some(swapped(&titled(p), &COPTIC))),
    ("Armenian letters", |p| Some(swapped(&titled(p), &ARMENIAN))),
    ("letters with hooks", |p| Some(swapped(&titled(p), &HOOKED))),
    ("small capitals", |p| Some(swapped(&titled(p).to_lowercase(), &SMALL_CAPITALS))),
    ("letters set high", |p| Some(swapped(&titled(p), &SET_HIGH))),
    ("letters in brackets", |p| shifted(&titled(p), 0x249C, 0x249C)),
    ("white letters on black", |p| shifted(&titled(p).to_uppercase(), 0x1F170, 0x1F170)),
    ("emoji between letters", |p| Some(between_letters(&titled(p).replace(['\'', '-'], ""), "\u{1f642}"))),
    ("emoji between words", |p| Some(titled(p).replace(' ', " \u{1f44f} "))),
    ("thin spaces between letters", |p| {
        Some(between_letters(&titled(p).replace(['\'', '-'], ""), "\u{2009}"))
    }),
    ("entities without an end", |p| {
        Some(map_letters(&titled(p), |c| if c == 'l' { "&#108".into() } else { c.to_string() }))
    }),
    ("entities twice over", |p| {
        Some(map_letters(&titled(p), |c| if c == 'r' { "&amp;#114;".into() } else { c.to_string() }))
    }),
    ("comments in the name", |p| Some(between_letters(&titled(p), "<!-- x -->"))),
    ("upside down in the midst of a line", |p| {
        let small: String = titled(p).to_lowercase().chars().map(unmarked).collect();
        let turned: String = swapped(&small, &UPSIDE_DOWN).chars().rev().collect();
        small.is_ascii().then(|| format!("our own {turned} yesterday"))
    }),
    ("each letter upside down", |p| {
        let small: String = titled(p).to_lowercase().chars().map(unmarked).collect();
        small.is_ascii().then(|| swapped(&small, &TURNED_IN_PLACE))
    }),
    ("upside down", |p| {
        let small: String = titled(p).to_lowercase().chars().map(unmarked).collect();
        let turned: String = swapped(&small, &UPSIDE_DOWN).chars().rev().collect();
        small.is_ascii().then_some(turned)
    }),
];

/// The name alone, of those that are no common words, in disguise.
fn bare(person: &Person, disguise: impl Fn(&str) -> String) -> Option<String> {
    (!person.is_common()).then(|| disguise(&person.full()))
}

/// A blank after every letter, and three between words.
fn spaced(name: &str) -> String {
    let plain = name.replace(['\'', '-'], "");
    let words = plain.split(' ').map(|word| word.chars().map(String::from).collect::<Vec<_>>().join(" "));
    words.collect::<Vec<_>>().join("   ")
}

fn capitalised(name: &str) -> Option<String> {
    let letters: String = name.chars().map(unmarked).filter(char::is_ascii_alphabetic).collect();
    let (first, rest) = letters.split_at_checked(1)?;
    Some(format!("{}{rest}", first.to_uppercase()))
}

/// Sentences around a name, by turns.
const AROUND: [(&str, &str); 5] = [
    ("The new bandstand was opened by ", " on Saturday."),
    ("Thank you ", " for judging the cakes."),
    ("", " visited the allotments today"),
    ("A big day for the swimming club with ", "!"),
    ("Photo: ", " at the seed swap"),
];

#[test]
fn ninety_nine_in_a_hundred_evasions_are_stopped() {
    let book = book();
    let at = town::noon("2027-04-20");
    let mut tried = 0;
    let mut missed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (way, write) in WAYS.iter().copied() {
        for person in people() {
            let Some(written) = write(&person) else { continue };
            let (before, after) = AROUND[(person.nth + way.len()) % AROUND.len()];
            let mut post = Post::default();
            post.push_marked(PartName::Text, format!("{before}{written}{after}"), Markup::Plain);
            tried += 1;
            let verdict = guard::judge(&post, at, &book);
            if verdict.decision == Decision::Allow {
                assert_eq!(verdict, guard::judge_in_full(&post, at, &book), "{post:?}");
                missed.entry(way).or_default().push(person.full());
            }
        }
    }
    let count: usize = missed.values().map(Vec::len).sum();
    let mut report = format!("{count} of {tried} missed\n");
    for (way, names) in &missed {
        writeln!(report, "{way} ({}): {}", names.len(), names.join(", ")).unwrap();
    }
    assert!(tried >= 2_000, "{tried}");
    assert!(count * 100 <= tried, "{report}");
    insta::assert_snapshot!(report);
}
