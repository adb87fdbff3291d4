//! The endings that Polish, Slovak and Lithuanian put to names, folded: `z Ivorem Speightem`, `dla Krystyny Nowak`,
//! `Małgorzacie Zielińskiej`.

/// Polish endings of men's names, and of family names that end like them.
const MASCULINE: [&str; 6] = ["a", "owi", "em", "iem", "ie", "u"];

/// Those of them that make no other name of one.
const TELLING_MASCULINE: [&str; 3] = ["owi", "em", "iem"];

/// Polish endings of women's names in the place of their `a`.
const FEMININE: [&str; 4] = ["y", "i", "e", "ie"];

/// Slovak and Lithuanian endings of women's names in the place of their `a`.
const FEMININE_ELSEWHERE: [&str; 4] = ["u", "ou", "os", "ai"];

/// What adjectives that are names end with, and what stands there in their other cases: Polish, then Slovak.
const ADJECTIVES: [(&str, &[&str]); 9] = [
    ("ski", &["skiego", "skiemu", "skim", "skich", "skimi"]),
    ("cki", &["ckiego", "ckiemu", "ckim", "ckich", "ckimi"]),
    ("zki", &["zkiego", "zkiemu", "zkim", "zkich", "zkimi"]),
    ("ska", &["skiej", "skej", "skou"]),
    ("cka", &["ckiej", "ckej", "ckou"]),
    ("zka", &["zkiej"]),
    ("ova", &["ovej", "ovou", "ove"]),
    ("sky", &["skeho", "skemu", "skym", "skom"]),
    ("cky", &["ckeho", "ckemu", "ckym", "ckom"]),
];

/// Lithuanian endings, and what stands there in the other cases.
const LITHUANIAN: [(&str, &[&str]); 8] = [
    ("iene", &["ienes", "ienei"]),
    ("aite", &["aites", "aitei"]),
    ("yte", &["ytes", "ytei"]),
    ("ute", &["utes", "utei"]),
    ("ius", &["iaus", "iui", "iumi", "iu"]),
    ("as", &["o", "ui", "u", "a", "e"]),
    ("is", &["io", "iui", "iu"]),
    ("ys", &["io", "iui", "iu"]),
];

/// Shorter names with an ending are too often other names.
const SHORTEST: usize = 4;

/// A shorter given name with an ending counts only where the family name has one too: `Agi Wielogórskiej`.
const SHORTEST_BESIDE_INFLECTED: usize = 3;

/// Whether a folded word is a given name in another case than its own, though the family name behind it keeps its own.
pub(super) fn is_case_before_plain(given: &str, word: &str) -> bool {
    if given.len() < SHORTEST || !share_beginning(given, word) {
        return false;
    }
    let feminine = given.strip_suffix('a').is_some_and(|stem| {
        FEMININE.iter().any(|ending| is_put_together(word, stem, ending))
            || softened(stem, Gender::Feminine).is_some_and(|soft| is_put_together(word, &soft, "e"))
            || stem.ends_with('i') && (word == stem || is_put_together(word, stem, "u"))
    });
    let masculine = || {
        stems(given).iter().any(|stem| {
            let soft = softened(stem, Gender::Masculine).filter(|_| stem.ends_with(['t', 'd', 'r']));
            TELLING_MASCULINE.iter().any(|ending| is_put_together(word, stem, ending))
                || soft.is_some_and(|soft| is_put_together(word, &soft, "e"))
        })
    };
    feminine || !given.ends_with('a') && masculine()
}

/// Whether a folded word is a given name in any other case than its own, beside a family name in another case.
pub(super) fn is_case(given: &str, word: &str) -> bool {
    given.len() >= SHORTEST_BESIDE_INFLECTED
        && share_beginning(given, word)
        && (is_case_before_plain(given, word) || cases_of_noun(given).iter().any(|case| case == word))
}

/// The other cases of a folded family name.
pub(super) fn cases_of_family(family: &str) -> Vec<String> {
    if family.len() < SHORTEST {
        return Vec::new();
    }
    let adjective = ADJECTIVES.iter().find_map(|(own, others)| Some((family.strip_suffix(own)?, others)));
    match adjective {
        Some((stem, others)) => with(stem, others),
        None => cases_of_noun(family),
    }
}

/// Whether a folded word is a family name in another case than its own.
pub(in crate::guard) fn is_case_of_family(family: &str, word: &str) -> bool {
    share_beginning(family, word) && cases_of_family(family).iter().any(|case| case == word)
}

fn cases_of_noun(name: &str) -> Vec<String> {
    if let Some(stem) = name.strip_suffix('a') {
        let mut cases = with(stem, &FEMININE);
        cases.extend(with(stem, &FEMININE_ELSEWHERE));
        cases.extend(softened(stem, Gender::Feminine).map(|soft| format!("{soft}e")));
        return cases;
    }
    // Jerzy, Antoni
    let mut cases = match (name.strip_suffix('y'), name.ends_with('i')) {
        (Some(stem), _) => with(stem, &["ego", "emu", "ym"]),
        (None, true) => with(name, &["ego", "emu", "m"]),
        _ => Vec::new(),
    };
    let lithuanian = LITHUANIAN.iter().find_map(|(own, others)| Some((name.strip_suffix(own)?, others)));
    cases.extend(lithuanian.into_iter().flat_map(|(stem, others)| with(stem, others)));
    for stem in stems(name) {
        cases.extend(with(&stem, &MASCULINE));
        cases.extend(softened(&stem, Gender::Masculine).map(|soft| format!("{soft}e")));
    }
    cases
}

fn with(stem: &str, endings: &[&str]) -> Vec<String> {
    endings.iter().map(|ending| format!("{stem}{ending}")).collect()
}

fn is_put_together(word: &str, stem: &str, ending: &str) -> bool {
    word.strip_prefix(stem) == Some(ending)
}

/// No case changes the first letters.
fn share_beginning(name: &str, word: &str) -> bool {
    name.as_bytes().get(..2) == word.as_bytes().get(..2)
}

/// What endings are put to: the name itself, and without its fleeting `e` (`Marek`, `Marka`).
fn stems(name: &str) -> Vec<String> {
    let mut stems = vec![name.to_owned()];
    for (whole, short) in [("ek", "k"), ("el", "l"), ("ec", "c")] {
        stems.extend(name.strip_suffix(whole).map(|stem| format!("{stem}{short}")));
    }
    stems
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Feminine,
    Masculine,
}

/// What the last consonant of a Polish stem becomes before the `e` of the locative, and of a woman's dative.
fn softened(stem: &str, gender: Gender) -> Option<String> {
    let feminine = gender == Gender::Feminine;
    let (hard, soft) = match stem.as_bytes().last()? {
        b't' if stem.ends_with("st") => ("st", "sci"),
        b't' => ("t", "ci"),
        b'd' => ("d", "dzi"),
        b'r' => ("r", "rz"),
        b'l' => ("l", "l"),
        b'k' if feminine => ("k", "c"),
        b'g' if feminine => ("g", "dz"),
        b'h' if feminine && stem.ends_with("ch") => ("ch", "sz"),
        _ => return None,
    };
    Some(format!("{}{soft}", stem.strip_suffix(hard)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_take_the_endings_of_their_case() {
        for (given, words) in [
            ("ivor", "ivora ivorowi ivorem ivorze"),
            ("marek", "marka markowi markiem"),
            ("robert", "roberta robertowi robertem robercie"),
            ("edward", "edwardem edwardzie"),
            ("jerzy", "jerzego jerzemu jerzym"),
            ("antoni", "antoniego antoniemu antonim"),
            ("krystyna", "krystyny krystynie"),
            ("maria", "marii"),
            ("malgorzata", "malgorzaty malgorzacie"),
            ("barbara", "barbary barbarze"),
            ("agnieszka", "agnieszki agnieszce"),
            ("jadwiga", "jadwigi jadwidze"),
            ("gosia", "gosi gosiu gosie"),
            ("jonas", "jono jonui"),
            ("rasa", "rasos rasai"),
            ("zuzana", "zuzany zuzanou"),
        ] {
            for word in words.split(' ') {
                assert!(is_case(given, word), "{given} {word}");
            }
        }
    }

    #[test]
    fn what_is_another_name_is_no_case() {
        for (given, word) in [
            ("ivor", "ivory"),
            ("carla", "carlos"),
            ("robert", "roberta"),
            ("paul", "paula"),
            ("rosa", "rosalind"),
            ("maria", "marian"),
            ("bert", "bertie"),
            ("linda", "lindsay"),
        ] {
            assert!(!is_case_before_plain(given, word), "{given} {word}");
        }
        for (given, word) in [("krystyna", "krystynie"), ("marta", "marcie"), ("robert", "robertowi")] {
            assert!(is_case_before_plain(given, word), "{given} {word}");
        }
    }

    #[test]
    fn family_names_take_the_endings_of_their_case() {
        for (family, words) in [
            ("nowak", "nowaka nowakowi nowakiem nowaku"),
            ("kowalski", "kowalskiego kowalskiemu kowalskim kowalskich"),
            ("zawadzki", "zawadzkiego zawadzkim"),
            ("kowalska", "kowalskiej"),
            ("zawadzka", "zawadzkiej"),
            ("zieba", "zieby ziebie"),
            ("wrobel", "wrobla wroblowi wroblem wroble"),
            ("kubat", "kubatem kubacie"),
            ("novotna", "novotny novotnou"),
            ("horakova", "horakovej horakovou"),
            ("petrovsky", "petrovskeho petrovskemu"),
            ("jankauskas", "jankausko jankauskui"),
            ("kazlauskiene", "kazlauskienes kazlauskienei"),
            ("butkevicius", "butkeviciaus butkeviciui"),
        ] {
            for word in words.split(' ') {
                assert!(is_case_of_family(family, word), "{family} {word}");
            }
        }
        assert!(cases_of_family("ash").is_empty() && !is_case_of_family("nowak", "nowakowska"));
    }
}
