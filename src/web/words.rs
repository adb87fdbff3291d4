//! Every sentence the desk shows to people, by key.
//!
//! Templates and handlers take them from here, so that another language is another value of [`Words`] in which
//! the compiler misses no sentence. `{name}` in a sentence is filled in with [`fill`].

mod english;
mod happenings;
pub(crate) mod periods;

pub(crate) use english::{ENGLISH, Words};
pub(crate) use happenings::{because, happening, state};

/// A sentence with its gaps filled in. A gap nobody fills stays as it is, where a test finds it.
pub(crate) fn fill(sentence: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        let gap = &rest[..end];
        let value = gaps
            .iter()
            .find(|(name, _)| gap.strip_prefix('{').and_then(|g| g.strip_suffix('}')) == Some(name));
        out.push_str(value.map_or(gap, |(_, value)| value));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_once_and_never_from_what_fills_them() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "two")]), "{b} and two");
        assert_eq!(fill("{c} {", &[]), "{c} {");
    }

    #[test]
    fn no_sentence_on_a_page_says_purdah() {
        let all = format!("{ENGLISH:?}").to_lowercase();
        assert!(!all.contains("purdah"), "people are told of the pre-election period");
    }
}
