//! How much of a post is read word by word. What lies beyond is not judged, and says so: it waits for a person.
//!
//! No post of a council is nearly as long: this is some five thousand words. The bound keeps a text made to be dear
//! from holding the others up.

use std::borrow::Cow;

use crate::post::{Part, Post, Unread};

/// So many bytes of a post's texts are read word by word, all its parts together.
pub const READ_IN_FULL: usize = 32_768;

/// The post as far as it is read, with a note where it was cut short. What follows is left out whole.
pub(super) fn within_reach(post: &Post) -> Cow<'_, Post> {
    if post.parts.iter().map(|part| part.text.len()).sum::<usize>() <= READ_IN_FULL {
        return Cow::Borrowed(post);
    }
    let mut short = Post {
        parts: Vec::with_capacity(post.parts.len()),
        pictures: post.pictures.clone(),
        unread: post.unread.clone(),
        from_unknown_tool: post.from_unknown_tool,
        to_unknown_channel: post.to_unknown_channel,
        same_words_at: post.same_words_at,
    };
    let mut left = READ_IN_FULL;
    for part in &post.parts {
        let end = part.text.floor_char_boundary(left.min(part.text.len()));
        left -= end;
        short.parts.push(Part { name: part.name, text: part.text[..end].to_owned(), markup: part.markup });
        if end < part.text.len() {
            let why = format!(
                "The post is too long to be read word by word: {} of the {} bytes here, and whatever comes after, were \
                 not looked at.",
                part.text.len() - end,
                part.text.len()
            );
            short.unread.push(Unread { part: part.name, why });
            break;
        }
    }
    Cow::Owned(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::PartName;

    #[test]
    fn a_post_of_any_ordinary_length_is_read_to_its_end() {
        let post = Post::of_text("a".repeat(READ_IN_FULL));
        assert!(matches!(within_reach(&post), Cow::Borrowed(_)));
    }

    #[test]
    fn what_lies_beyond_is_noted_once_and_no_character_is_cut() {
        let mut post = Post::of_text("é".repeat(READ_IN_FULL / 2 - 1));
        post.push(PartName::AltText(0), "aéé");
        post.push(PartName::AltText(1), "later");
        let short = within_reach(&post);
        let texts: Vec<&str> = short.parts.iter().skip(1).map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["a"]);
        let unread: Vec<PartName> = short.unread.iter().map(|unread| unread.part).collect();
        assert_eq!(unread, [PartName::AltText(0)]);
    }
}
