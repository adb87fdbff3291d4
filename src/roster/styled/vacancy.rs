//! What is written where nobody holds a seat.

/// Whether a seat nobody holds stands in the place of a name.
pub(in crate::roster) fn is_vacant(written: &str) -> bool {
    let lower = written.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let only = |allowed: &[&str]| !words.is_empty() && words.iter().all(|word| allowed.contains(word));
    (words.contains(&"vacant") || words.contains(&"vacancy"))
        && only(&[
            "vacant",
            "vacancy",
            "seat",
            "position",
            "post",
            "councillor",
            "cllr",
            "currently",
            "casual",
            "ward",
            "division",
            "the",
            "this",
            "is",
            "a",
            "1",
            "2",
            "3",
        ])
        || only(&["to", "be", "elected", "confirmed", "by", "election"]) && words.len() > 1
        || only(&[
            "tbc", "tba", "tbd", "none", "nil", "awaiting", "pending", "unknown", "unfilled", "by",
            "election", "result",
        ]) && !matches!(words.as_slice(), ["election" | "result"])
        || matches!(
            words.as_slice(),
            ["n", "a"]
                | ["na"]
                | ["not", "applicable" | "known" | "filled"]
                | ["no", "councillor" | "member" | "one"]
        )
        || matches!(words.as_slice(), ["empty", "seat" | "post"] | ["seat" | "post", "empty"] | ["nobody"])
}
