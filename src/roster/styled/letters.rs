//! Letters after a name: honours, degrees, memberships.

use super::plain;

/// Letters after a name; `MA` is a degree, `Ma` a surname.
const LETTERS: [&str; 64] = [
    "mp", "msp", "mla", "ms", "am", "mep", "mbe", "obe", "cbe", "kbe", "dbe", "gbe", "bem", "jp", "dl", "kc",
    "qc", "phd", "dphil", "ba", "bsc", "beng", "bed", "bcom", "ma", "msc", "meng", "mba", "mphil", "med",
    "llb", "llm", "frsa", "fca", "fcca", "acca", "aca", "fcipd", "frics", "mrics", "mrtpi", "frgs", "frcn",
    "rgn", "pgce", "cstj", "mstj", "td", "rd", "vrd", "rn", "raf", "mc", "gc", "dso", "dsc", "dfc", "mcmi",
    "fcmi", "kcb", "cb", "cmg", "hons", "esq",
];

/// Whether a word is letters after a name. After a comma any short word in capitals is.
pub(super) fn is_letters(word: &str, after_comma: bool) -> bool {
    let bare = plain(word);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let short = bare.len() <= 6 && word.chars().all(|c| !c.is_lowercase()) && capitals > 1;
    (LETTERS.contains(&bare.as_str()) && (capitals > 1 || matches!(bare.as_str(), "hons" | "esq")))
        || (after_comma && short)
}

/// Cuts letters off the end; true when there were some.
pub(super) fn without_letters(mut pieces: Vec<String>) -> (Vec<String>, bool) {
    let whole = pieces.len();
    while pieces.len() > 1 {
        let last = &pieces[pieces.len() - 1];
        let after_comma = pieces[pieces.len() - 2].ends_with(',');
        if !is_letters(last, after_comma) {
            break;
        }
        pieces.pop();
    }
    let cut = pieces.len() < whole;
    if let Some(last) = pieces.last_mut() {
        let kept = if last.chars().count() > 2 {
            last.trim_end_matches([',', '.'])
        } else {
            last.trim_end_matches(',')
        };
        last.truncate(kept.len());
    }
    (pieces, cut)
}
