//! What holds for every text the year-round side rules look at.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use purdah::guard::policy::RuleSetting;
use purdah::guard::{self, Choice, Decision, Rulebook};
use purdah::post::{Markup, PartName, Post};

use crate::town;

/// Every side rule on.
fn all_on() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
        let mut choice = Choice::default();
        for code in ["CLR301", "CLR302", "CLR303", "CLR305", "CLR306", "CLR307", "CLR308"] {
            choice.rules.insert(code.to_owned(), RuleSetting::Flat(Decision::Hold));
        }
        town::wrenbury_under(&choice)
    });
    &BOOK
}

/// Pieces that meet every detector, and what comes between them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("07700 900461"),
        Just("+44 (0)"),
        Just("0 7 7 0 0 9"),
        Just("oh double seven, "),
        Just("zero one six "),
        Just("nine hundred "),
        Just("Wilfred Tansley"),
        Just(" of 22 Orchard Rise"),
        Just(", 8 Rhes y Cei"),
        Just("Flat 4, 22 "),
        Just("lives at "),
        Just("Rose Cottage"),
        Just("AB 12 34 56 C"),
        Just("van AB12 CDE "),
        Just("ABZ 1234"),
        Just("nadia77@mailbox.example"),
        Just("@"),
        Just("a.b@"),
        Just("Mrs Okell "),
        Just("your arrears are £318.40"),
        Just("has missed two care visits"),
        Just("Hi Gary, "),
        Just("planning notice "),
        Just("bl\u{f6}ody "),
        Just("sh*tty"),
        Just("f***ing "),
        Just("b0llocks"),
        Just("shiiit"),
        Just("bloody "),
        Just("****"),
        Just("idiot "),
        Just("Cllr Asha Patel "),
        Just("donate now "),
        Just("https://gofundme.com/x?y=07700900461 "),
        Just("market hall rent "),
        Just("\u{200b}"),
        Just("０７７００"),
        Just("&#48;7700"),
        Just("<b>"),
        Just(". "),
        Just(", "),
        Just("\n"),
        Just(" ")
    ];
    prop::collection::vec(prop_oneof![5 => piece.prop_map(str::to_owned), 1 => "\\PC{0,6}"], 0..12)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_span_of_a_side_rule_slices_to_the_words_shown(words in text(), html in any::<bool>(), alt in text(), reply in any::<bool>()) {
        let mut post = Post::default();
        post.push_marked(PartName::Text, words, if html { Markup::Html } else { Markup::Plain });
        post.push(PartName::AltText(0), alt);
        if reply {
            post.push(PartName::ReplyTo, "@m_okell");
        }
        let verdict = guard::judge(&post, town::noon("2026-07-10"), all_on());
        for finding in &verdict.findings {
            if let (Some(start), Some(end)) = (finding.start, finding.end) {
                let part = &post.part(finding.part).unwrap().text;
                prop_assert_eq!(part.get(start..end), Some(finding.text.as_str()));
                prop_assert!(!finding.text.is_empty(), "{:?}", finding);
            }
        }
        prop_assert_eq!(&verdict, &guard::judge(&post, town::noon("2026-07-10"), all_on()));
    }

    #[test]
    fn a_mobile_number_is_found_in_every_spacing(
        digits in "[0-9]{9}", gaps in prop::collection::vec(prop_oneof![4 => Just(""), 1 => Just(" "), 1 => Just("."), 1 => Just("-")], 6), abroad in any::<bool>(),
    ) {
        // The first group has three digits or more, as people write them; then gaps fall anywhere.
        let mut number = if abroad { "+44 7".to_owned() } else { "07".to_owned() };
        for (nth, digit) in digits.chars().enumerate() {
            number.push(digit);
            if (2..8).contains(&nth) {
                number.push_str(gaps[nth - 2]);
            }
        }
        let text = format!("Text Ravi on {number} today");
        let verdict = guard::judge(&Post::of_text(text), town::noon("2026-07-10"), town::wrenbury_book());
        prop_assert!(verdict.matched.contains(&number), "{} {:?}", number, verdict.matched);
    }

    #[test]
    fn the_councils_own_lines_pass_in_every_spacing(tail in "[0-9]{3}", gap in prop_oneof![Just(""), Just(" "), Just("-"), Just(".")]) {
        for number in [format!("01632{gap}960{gap}{tail}"), format!("+44 1632{gap}960{gap}{tail}"), format!("(01632) 960{tail}")] {
            let post = Post::of_text(format!("Ring Maureen at home on {number}"));
            let verdict = guard::judge(&post, town::noon("2026-07-10"), town::wrenbury_book());
            prop_assert_eq!(verdict.decision, Decision::Allow, "{}", number);
        }
    }
}

#[test]
fn a_text_twice_as_long_takes_about_twice_as_long_for_the_side_rules_too() {
    for piece in [
        "07700 900461 ",
        "0 ",
        "0",
        "+44 ",
        "a@b.c@",
        "22 Orchard ",
        "22 Orchard Rise of ",
        "Wilfred Tansley of ",
        "AB 12 34 56 ",
        "AB12 ",
        "oh seven ",
        "Mrs Okell, your arrears are ",
        "lives at ",
        "bloody ",
        "f*** ",
        "f***",
        "shiiiiiit",
        "* a*",
        "idiot you ",
        "donate.now ",
        "A B C D ",
        "é0 ",
    ] {
        let [short, long] = [8_000, 32_000].map(|bytes| {
            let post = Post::of_text(piece.repeat(bytes / piece.len()));
            let began = Instant::now();
            drop(guard::judge(&post, town::noon("2026-07-10"), all_on()));
            began.elapsed()
        });
        println!("{piece:30} {short:?} {long:?}");
        assert!(long < short * 10 + Duration::from_millis(500), "{piece}: {short:?}, then {long:?}");
    }
}
