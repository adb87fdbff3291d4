//! How a name is made up: given names, family name, and the halves it may be cut to.

use crate::text;

/// Words that belong to the family name after them.
const PARTICLES: [&str; 36] = [
    "de", "del", "della", "di", "da", "das", "dos", "du", "la", "le", "van", "von", "der", "den", "ten",
    "ter", "mac", "mc", "o", "al", "el", "bin", "ibn", "st", "saint", "ap", "ab", "ferch", "ni", "fitz",
    "an", "na", "nic", "ui", "mhic", "a'",
];

/// Whether a folded word may begin a family name of several words, in small letters: `van`, `de`, `al`.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Styles before a name that are no part of it.
const STYLES: [&str; 28] = [
    "cllr",
    "councillor",
    "cynghorydd",
    "cyng",
    "y",
    "the",
    "right",
    "rt",
    "hon",
    "honourable",
    "honorary",
    "lord",
    "lady",
    "mayor",
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sir",
    "dame",
    "rev",
    "revd",
    "prof",
    "professor",
    "pcc",
    "alderman",
];

/// Letters after a name that are no part of it.
const POST_NOMINALS: [&str; 16] = [
    "mp", "msp", "mla", "mbe", "obe", "cbe", "bem", "jp", "dl", "kc", "qc", "phd", "frsa", "ba", "ma", "mep",
];

/// A name in folded words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Given and middle names, first first; may be empty (`PCC Ash`).
    pub given: Vec<String>,
    /// The family name, particles included: `["de", "courcy"]`, `["rhys", "evans"]`.
    pub family: Vec<String>,
    /// How many words of `family` are particles.
    pub particles: usize,
}

impl Name {
    /// Takes a name as a roster writes it apart. None when nothing is left of it.
    pub fn read(written: &str) -> Option<Self> {
        if let Some((family, given)) = written.split_once(',') {
            let given = bare(given);
            let family = Self::read(family)?;
            if !given.is_empty() && !POST_NOMINALS.contains(&given[0].as_str()) {
                let words = [family.given, family.family].concat();
                return Some(Self {
                    given: given.concat_words(),
                    particles: leading_particles(&words),
                    family: words,
                });
            }
            return Some(family);
        }
        // Each blank-separated piece may be several words: `Rhys-Evans`, `O'Rourke`.
        let pieces = bare(written);
        let (last, before) = pieces.split_last()?;
        let mut cut = before.len();
        while cut > 1 && PARTICLES.contains(&before[cut - 1].as_str()) {
            cut -= 1;
        }
        let (given, particles) = before.split_at(cut);
        let family = [particles.concat_words(), text::words(last)].concat();
        Some(Self { given: given.concat_words(), particles: leading_particles(&family), family })
    }

    /// The ways the family name is written: in words, and glued where a particle or a hyphen may be lost.
    pub fn family_forms(&self) -> Vec<Vec<String>> {
        let mut forms = vec![self.family.clone()];
        if self.family.len() > 1 {
            forms.push(vec![self.family.concat()]);
        }
        if self.particles > 1 {
            let (particles, rest) = self.family.split_at(self.particles);
            forms.push([&[particles.concat()], rest].concat());
        }
        forms.extend(self.gaelic_forms());
        forms.extend(self.elided_form());
        forms
    }

    /// `McCorquin` is also written MacCorquin, Mac Corquin and Mc Corquin, and each of them McCorquin.
    fn gaelic_forms(&self) -> Vec<Vec<String>> {
        let rest = match self.family.as_slice() {
            [prefix, rest] if matches!(prefix.as_str(), "mac" | "mc") => rest.as_str(),
            [whole] => match whole.strip_prefix("mac").or_else(|| whole.strip_prefix("mc")) {
                // Mackie and Macey are no sons of anybody.
                Some(rest) if rest.len() > 3 && !rest.starts_with(['e', 'h']) => rest,
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let known = [self.family.clone(), vec![self.family.concat()]];
        ["mac", "mc"]
            .into_iter()
            .flat_map(|prefix| [vec![format!("{prefix}{rest}")], vec![prefix.to_owned(), rest.to_owned()]])
            .filter(|form| !known.contains(form))
            .collect()
    }

    /// `D'Souza-Reed` without its apostrophe: the letter before it belongs to the word after it.
    fn elided_form(&self) -> Option<Vec<String>> {
        let (first, rest) = self.family.split_first()?;
        let second = rest.first()?;
        (first.chars().count() == 1 && rest.len() > 1)
            .then(|| [&[format!("{first}{second}")], &rest[1..]].concat())
    }

    /// The halves of a double-barrelled family name, each of which people use alone.
    pub fn halves(&self) -> &[String] {
        let rest = &self.family[self.particles..];
        if rest.len() > 1 && rest.iter().all(|half| half.len() > 2) { rest } else { &[] }
    }
}

impl Name {
    /// The halves of a double-barrelled family name in words, where a letter with an apostrophe belongs to what follows:
    /// `D'Arcy` and `Elm` of `D'Arcy-Elm`. Empty where there are none.
    pub fn halves_in_words(&self) -> Vec<Vec<String>> {
        let rest = &self.family[self.particles..];
        let mut halves: Vec<Vec<String>> = Vec::new();
        for word in rest {
            match halves.last_mut().filter(|half| half.len() == 1 && half[0].len() == 1) {
                Some(begun) => begun.push(word.clone()),
                None => halves.push(vec![word.clone()]),
            }
        }
        let whole = halves.iter().all(|half| half.last().is_some_and(|last| last.len() > 2));
        if halves.len() > 1 && whole { halves } else { Vec::new() }
    }
}

fn leading_particles(family: &[String]) -> usize {
    let count = family.iter().take_while(|word| PARTICLES.contains(&word.as_str())).count();
    count.min(family.len().saturating_sub(1))
}

/// The blank-separated pieces of a name without styles and letters after it.
fn bare(written: &str) -> Vec<String> {
    let mut pieces: Vec<String> = written
        .split_whitespace()
        .map(|piece| piece.trim_matches(['.', ',', '"', '(', ')']).to_owned())
        .collect();
    pieces.retain(|piece| !text::words(piece).is_empty());
    let is = |piece: &str, list: &[&str]| list.contains(&piece.to_lowercase().as_str());
    while pieces.len() > 1 && is(&pieces[0], &STYLES) {
        pieces.remove(0);
    }
    while pieces.len() > 1 && is(&pieces[pieces.len() - 1], &POST_NOMINALS) {
        pieces.pop();
    }
    // What is used to find particles is folded already; hyphens stay until the words are taken apart.
    pieces.iter().map(|piece| piece.to_lowercase()).collect()
}

trait ConcatWords {
    fn concat_words(&self) -> Vec<String>;
}

impl ConcatWords for [String] {
    fn concat_words(&self) -> Vec<String> {
        self.iter().flat_map(|piece| text::words(piece)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        for (written, given, family) in [
            ("Wyn Ash", "wyn", "ash"),
            ("Cllr Wyn M. Ash MBE", "wyn m", "ash"),
            ("Rosa de la Cruz", "rosa", "de la cruz"),
            ("Niamh Mac Aodha", "niamh", "mac aodha"),
            ("Bet Pryce-Hughes", "bet", "pryce hughes"),
            ("Mary-Jane Elm", "mary jane", "elm"),
            ("Ash, Wyn", "wyn", "ash"),
            ("PCC Elm", "", "elm"),
            ("Nora O'Dea", "nora", "o dea"),
            ("Mo", "", "mo"),
        ] {
            let name = Name::read(written).unwrap();
            assert_eq!(
                (name.given.join(" ").as_str(), name.family.join(" ").as_str()),
                (given, family),
                "{written}"
            );
        }
        assert_eq!(Name::read(" - "), None);
    }

    #[test]
    fn a_family_name_has_its_glued_forms_and_its_halves() {
        let name = Name::read("Niamh Mac Aodha").unwrap();
        assert_eq!(
            name.family_forms(),
            [vec!["mac", "aodha"], vec!["macaodha"], vec!["mcaodha"], vec!["mc", "aodha"]]
        );
        assert_eq!(Name::read("Ian McElm").unwrap().family_forms().len(), 1, "McElm: too short a rest");
        assert_eq!(
            Name::read("Leo D'Souza-Reed").unwrap().family_forms().last().unwrap(),
            &["dsouza", "reed"]
        );
        assert!(name.halves().is_empty());
        assert_eq!(Name::read("Bet Pryce-Hughes").unwrap().halves(), ["pryce", "hughes"]);
        assert!(Name::read("Nora O'Dea").unwrap().halves().is_empty());
    }
}
