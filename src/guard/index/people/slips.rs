//! Slips of the pen in a family name: a letter lost, two that changed places, an `s` too many.

/// In a shorter name a slip makes another name too often.
const SHORTEST: usize = 6;

/// The slips looked for in a folded family name; none in a short one. The first letter is nearly always right.
pub(super) fn of(family: &str) -> Vec<String> {
    let letters: Vec<char> = family.chars().collect();
    if letters.len() < SHORTEST || !letters.iter().all(char::is_ascii_lowercase) {
        return Vec::new();
    }
    let lost = (1..letters.len()).map(|at| {
        let kept = letters.iter().enumerate().filter(|(place, _)| *place != at);
        kept.map(|(_, letter)| *letter).collect::<String>()
    });
    let swapped = (1..letters.len() - 1).map(|at| {
        let mut letters = letters.clone();
        letters.swap(at, at + 1);
        letters.into_iter().collect::<String>()
    });
    let more = std::iter::once(format!("{family}s"));
    lost.chain(swapped).chain(more).filter(|slip| slip != family).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_lost_or_two_swapped() {
        let slips = of("speight");
        for slip in ["spieght", "speigt", "speighs", "speights"] {
            assert_eq!(slips.iter().any(|known| known == slip), slip != "speighs", "{slip}");
        }
        assert!(of("marsh").is_empty());
        assert!(!of("allard").iter().any(|slip| slip == "allard"));
    }
}
