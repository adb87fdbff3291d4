//! The first letters of Welsh words, which change with the word before: `Bethan`, `i Fethan`.

/// The soft mutation of a folded word: what follows `i`, `o`, `gan`. None for a word that does not change.
pub(super) fn soft(word: &str) -> Option<String> {
    let changes = [
        ("ll", "l"),
        ("rh", "r"),
        ("p", "b"),
        ("t", "d"),
        ("c", "g"),
        ("b", "f"),
        ("d", "dd"),
        ("g", ""),
        ("m", "f"),
    ];
    // These letters are one sound of their own and stay.
    if ["ch", "ph", "th", "dd"].iter().any(|stays| word.starts_with(stays)) {
        return None;
    }
    let (old, new) = changes.iter().find(|(old, _)| word.starts_with(old))?;
    Some(format!("{new}{}", &word[old.len()..])).filter(|mutated| mutated.len() > 2)
}

/// Whether a folded word is another as Welsh has it behind `i`, `gan` or `gyda`: `Fethan`, `Chatrin`.
pub(super) fn is_mutated(word: &str, name: &str) -> bool {
    soft(name).as_deref() == Some(word) || aspirate(name).as_deref() == Some(word)
}

/// The aspirate mutation of a folded word: what follows `gyda`, `a`, `tua`. None for a word that does not change.
fn aspirate(word: &str) -> Option<String> {
    let first = word.chars().next().filter(|first| matches!(first, 'p' | 't' | 'c'))?;
    let rest = &word[1..];
    (!rest.starts_with('h')).then(|| format!("{first}h{rest}"))
}

/// A folded word and what the soft, nasal and aspirate mutations make of it.
pub(in crate::guard::index) fn forms(word: &str) -> Vec<String> {
    let changed = |changes: &[(&str, &str)]| {
        let (old, new) = changes.iter().find(|(old, _)| word.starts_with(old))?;
        Some(format!("{new}{}", &word[old.len()..]))
    };
    let nasal = changed(&[("p", "mh"), ("t", "nh"), ("c", "ngh"), ("b", "m"), ("d", "n"), ("g", "ng")]);
    let aspirate = changed(&[("p", "ph"), ("t", "th"), ("c", "ch"), ("a", "ha"), ("e", "he"), ("y", "hy")]);
    let mut forms = vec![word.to_owned()];
    forms.extend(soft(word).into_iter().chain(nasal).chain(aspirate));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_letters_change() {
        for (word, mutated) in [
            ("bethan", Some("fethan")),
            ("gwenllian", Some("wenllian")),
            ("llinos", Some("linos")),
            ("catrin", Some("gatrin")),
            ("delyth", Some("ddelyth")),
            ("sian", None),
            ("thomas", None),
        ] {
            assert_eq!(soft(word).as_deref(), mutated, "{word}");
        }
        assert!(
            is_mutated("chatrin", "catrin")
                && is_mutated("gatrin", "catrin")
                && is_mutated("thudur", "tudur")
        );
        assert!(!is_mutated("thomas", "thomas") && !is_mutated("sian", "sian"));
        assert_eq!(forms("pennaeth"), ["pennaeth", "bennaeth", "mhennaeth", "phennaeth"]);
    }
}
