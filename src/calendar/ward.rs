//! The many ways of writing one ward.

/// Whether two ways of writing mean the same ward: `Mill & Ferry`, `Mill and Ferry Ward` and `mill-ferry`.
pub fn is_same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

fn words(name: &str) -> Vec<String> {
    let name = name.replace(['\'', '’'], "").to_lowercase();
    let mut words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "and")
        .map(str::to_owned)
        .collect();
    if words.len() > 1 && words.last().is_some_and(|last| last == "ward") {
        words.pop();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ward_is_known_however_it_is_written() {
        for (one, other, same) in [
            ("Mill & Ferry", "mill-ferry", true),
            ("Mill & Ferry", "Mill and Ferry Ward", true),
            ("Holm and St Anne’s", "holm-and-st-annes", true),
            ("Ward", "ward", true),
            ("Mill", "Mill East", false),
            ("Mill", "", false),
        ] {
            assert_eq!(is_same(one, other), same, "{one} and {other}");
        }
    }
}
