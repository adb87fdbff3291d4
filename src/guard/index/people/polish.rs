//! The endings that Polish, and languages near it, put to names: `z Ivorem Speightem`, `dla Krystyny Nowak`.

/// Endings of men's names, and of family names that end like them.
const MASCULINE: [&str; 6] = ["a", "owi", "em", "iem", "ie", "u"];

/// Endings of women's names in the place of their `a`.
const FEMININE: [&str; 4] = ["y", "i", "e", "ie"];

/// Shorter names with an ending are too often other names.
const SHORTEST: usize = 4;

/// Whether a folded word is a woman's given name in another case than its own.
pub(super) fn is_case_of_feminine(given: &str, word: &str) -> bool {
    given.len() >= SHORTEST
        && given
            .strip_suffix('a')
            .and_then(|stem| word.strip_prefix(stem))
            .is_some_and(|ending| FEMININE.contains(&ending))
}

/// Whether a folded word is a man's given name in another case than its own.
pub(super) fn is_case_of_masculine(given: &str, word: &str) -> bool {
    given.len() >= SHORTEST
        && stems(given)
            .iter()
            .any(|stem| word.strip_prefix(stem.as_str()).is_some_and(|ending| MASCULINE.contains(&ending)))
}

/// The other cases of a folded family name.
pub(super) fn cases_of_family(family: &str) -> Vec<String> {
    if family.len() < SHORTEST {
        return Vec::new();
    }
    let with = |stem: &str, endings: &[&str]| -> Vec<String> {
        endings.iter().map(|ending| format!("{stem}{ending}")).collect()
    };
    if let Some(stem) = family.strip_suffix("ski").or_else(|| family.strip_suffix("cki")) {
        let stem = &family[..stem.len() + 2];
        return with(stem, &["iego", "iemu", "im"]);
    }
    if let Some(stem) = family.strip_suffix('a') {
        let adjective = stem.ends_with("sk") || stem.ends_with("ck");
        return with(stem, if adjective { &["iej"] } else { &FEMININE });
    }
    stems(family).iter().flat_map(|stem| with(stem, &MASCULINE)).collect()
}

/// What endings are put to: the name itself, and without its fleeting `e` (`Marek`, `Marka`).
fn stems(name: &str) -> Vec<String> {
    let mut stems = vec![name.to_owned()];
    for (whole, short) in [("ek", "k"), ("el", "l"), ("ec", "c")] {
        stems.extend(name.strip_suffix(whole).map(|stem| format!("{stem}{short}")));
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_endings_of_their_case() {
        for (given, word) in [("ivor", "ivora"), ("ivor", "ivorem"), ("marek", "markowi")] {
            assert!(is_case_of_masculine(given, word), "{word}");
        }
        for (given, word) in [("krystyna", "krystyny"), ("maria", "marii")] {
            assert!(is_case_of_feminine(given, word), "{word}");
        }
        assert!(!is_case_of_feminine("ivor", "ivory") && !is_case_of_masculine("ivor", "ivory"));
        assert!(cases_of_family("nowak").contains(&"nowakiem".to_owned()));
        assert!(cases_of_family("kowalski").contains(&"kowalskiego".to_owned()));
        assert!(cases_of_family("kowalska").contains(&"kowalskiej".to_owned()));
    }
}
