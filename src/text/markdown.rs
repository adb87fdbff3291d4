//! Links of Markdown as their readers see them: the words, without the address behind them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Reading;
use super::disguise::Undisguised;
use super::rewritten::Rewriting;

/// Whether a text may hold such links.
pub(super) fn holds_links(text: &str) -> bool {
    text.contains("](") || text.contains("][") && text.contains("]:")
}

/// What a text says with the words of its links in their places; None where it holds none. What the addresses say is
/// read where they stand.
pub(super) fn read<'a>(reading: &Reading<'_>) -> Option<Undisguised<'a>> {
    let text: &str = &reading.plain;
    if !holds_links(text) {
        return None;
    }
    let links = links(text);
    let mut rewriting = Rewriting::of(reading);
    let mut done = 0;
    for Link { words, end } in links {
        // What stands in the words of another link is a part of them.
        if words.start <= done {
            continue;
        }
        let open = words.start - 1;
        // A picture's words stand by themselves.
        let is_picture = text[done..open].ends_with('!');
        let apart = if is_picture { "\n" } else { "" };
        rewriting.replace(open - usize::from(is_picture)..words.start, apart);
        rewriting.replace(words.end..end, apart);
        done = end;
    }
    rewriting.finish()
}

/// The words of a link, and where its address ends.
struct Link {
    words: Range<usize>,
    end: usize,
}

/// The links of a text, in the order of their ends: told in one way along it, however many brackets it has.
fn links(text: &str) -> Vec<Link> {
    let labels = labels(text);
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut square, mut round) = (Vec::new(), Vec::new());
    // Words that a bracket has just shut, and those before each round bracket.
    let mut shut: Option<Range<usize>> = None;
    for (at, byte) in bytes.iter().enumerate() {
        let before = shut.take();
        match byte {
            b'[' => square.push((at, before)),
            b']' => {
                let Some((open, words)) = square.pop() else { continue };
                let inside = open + 1..at;
                match words {
                    Some(words) if labels.contains(&text[inside.clone()]) => {
                        found.push(Link { words, end: at + 1 });
                    }
                    _ => shut = (!inside.is_empty()).then_some(inside),
                }
            }
            b'(' => round.push(before),
            b')' => {
                if let Some(Some(words)) = round.pop() {
                    found.push(Link { words, end: at + 1 });
                }
            }
            // An address ends with its line, and words with their paragraph.
            b'\n' => {
                round.clear();
                if bytes.get(at + 1) == Some(&b'\n') {
                    square.clear();
                }
            }
            _ => {}
        }
    }
    found
}

/// What addresses written apart from their links are called: `[a]: https://…`.
fn labels(text: &str) -> BTreeSet<&str> {
    text.lines().filter_map(|line| Some(line.strip_prefix('[')?.split_once("]:")?.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Option<String> {
        read(&Reading::plain(text)).map(|other| other.reading.plain.into_owned())
    }

    #[test]
    fn the_words_of_links_stand_in_their_sentence() {
        for (written, read) in [
            ("[Elm](https://a.example) Ash", "Elm Ash"),
            ("See [Elm](/x) and [Ash](#y).", "See Elm and Ash."),
            ("See [Elm](https://a.example/b_(c) \"Title\") now", "See Elm now"),
            ("[see [1] Elm](https://a.example)", "see [1] Elm"),
            ("See ![Elm](x.png) Ash", "See \nElm\n Ash"),
            ("[Elm][a] Ash\n[a]: https://a.example", "Elm Ash\n[a]: https://a.example"),
        ] {
            assert_eq!(read_as(written).as_deref(), Some(read), "{written}");
        }
        for plain in ["[A](", "](x)", "[A][B] exits", "[](x)", "[A](x\ny)", "f(x)[0]"] {
            assert_eq!(read_as(plain), None, "{plain}");
        }
    }

    #[test]
    fn words_point_back_to_where_they_stand() {
        let written = "Do [vote](https://a.example) Elm";
        let other = read(&Reading::plain(written)).unwrap();
        let at = other.reading.folded().find("vote elm").unwrap();
        assert_eq!(&written[other.reading.original(at..at + 8)], "vote](https://a.example) Elm");
        assert_eq!(other.changed.len(), 2);
    }
}
