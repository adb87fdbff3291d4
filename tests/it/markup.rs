//! Markup that only styles the words changes nothing about what they say.

use purdah::guard::finding::Finding;
use purdah::guard::{self, Decision};
use purdah::post::{Markup, PartName, Post};

use crate::town;

fn judged(text: &str, markup: Markup) -> guard::Verdict {
    let mut post = Post::default();
    post.push_marked(PartName::Text, text, markup);
    let at = town::noon("2027-02-10");
    let verdict = guard::judge(&post, at, town::wrenbury_book());
    assert_eq!(verdict, guard::judge_in_full(&post, at, town::wrenbury_book()), "{text}");
    verdict
}

/// Ways of writing `Vote Labour` that read the same, some of them in HTML alone.
const STYLED: [&str; 24] = [
    "Vote <b>Labour</b>",
    "<b>Vote</b> Labour",
    "<i>Vote Labour</i>",
    "<p>Vote <em>Labour</em> today</p>",
    "Vo<b>te</b> Labour",
    "V<i>ote</i> Lab<u>our</u>",
    "Vote&nbsp;Labour",
    "Vote&#32;Labour",
    "Vote&ensp;Labour",
    "Vote&nbsp;<b>Labour</b>",
    "<span class=\"x\">Vote</span> <span>Labour</span>",
    "Vote <mark>Labour</mark>",
    "<font color=red>Vote</font> Labour",
    "Vote<!-- x --> Labour",
    "Vote <a href=\"https://a.example\">Labour</a>",
    "<a href=\"https://a.example\" title=\"More\">Vote</a> Labour",
    "<ul><li>Vote Labour</li></ul>",
    "Vote **Labour**",
    "**Vote** _Labour_",
    "Vote\u{a0}~~Labour~~",
    "[Vote](https://a.example) Labour",
    "[Vote](https://a.example/x \"More\") Labour",
    "Vote [Labour](/x)",
    "[**Vote**](#x) [Labour](#y)",
];

#[test]
fn a_call_to_vote_is_as_certain_in_bold_as_it_is_plain() {
    for text in STYLED {
        for markup in [Markup::Plain, Markup::Html] {
            let verdict = judged(text, markup);
            assert_eq!(verdict.decision, Decision::Block, "{text} {markup:?} {:?}", verdict.findings);
            let spans: Vec<(Option<usize>, &str)> =
                verdict.findings.iter().map(|Finding { start, text, .. }| (*start, text.as_str())).collect();
            assert_eq!(spans.len(), 1, "one finding: {text} {markup:?} {spans:?}");
        }
    }
}

#[test]
fn everyday_words_stay_everyday_in_bold() {
    for text in [
        "The <b>labour</b> ward has moved",
        "Vote for your <b>favourite</b> tree",
        "A <b>green</b> waste bin",
        "Fish &amp; chips&nbsp;at 5",
        "1 < 2 and 3 > 2",
        "Vote for trees <a href=\"https://a.example/labour-market\">Labour market news</a>",
        "<p>How to vote</p><p>Labour market news</p>",
        "[How to vote](https://a.example) in person. Labour market news",
        "[Vote](https://a.example) for your [favourite](/x) labour ward",
        "![Vote](x.png) Labour market news",
        "See [1] and [2](b): vote for trees",
    ] {
        for markup in [Markup::Plain, Markup::Html] {
            let verdict = judged(text, markup);
            assert_eq!(verdict.decision, Decision::Allow, "{text} {markup:?} {:?}", verdict.matched);
        }
    }
}
