//! Plain words as a Mastodon server shows them: paragraphs, and links around addresses, handles and hashtags.

/// Plain text as HTML.
pub(super) fn html(text: &str) -> String {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    let shown: Vec<_> = paragraphs
        .map(|paragraph| {
            let lines: Vec<_> = paragraph.split('\n').map(line).collect();
            format!("<p>{}</p>", lines.join("<br />"))
        })
        .collect();
    shown.concat()
}

/// Characters that mean something in HTML, written so that they do not.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn line(text: &str) -> String {
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    let end = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).len();
    let (core, tail) = word.split_at(end);
    let shown = if let Some((scheme, rest)) =
        core.split_once("://").filter(|(s, _)| matches!(*s, "http" | "https"))
    {
        let address = escaped(core);
        format!(
            "<a href=\"{address}\" rel=\"nofollow noopener\"><span class=\"invisible\">{scheme}://</span>\
             <span class=\"\">{}</span></a>",
            escaped(rest)
        )
    } else if let Some(handle) = core.strip_prefix('@').filter(|handle| handle.len() > 1) {
        let user = handle.split('@').next().unwrap_or(handle);
        format!("<span class=\"h-card\">@<span>{}</span></span>", escaped(user))
    } else if let Some(tag) = core.strip_prefix('#').filter(|tag| !tag.is_empty()) {
        format!("<span class=\"hashtag\">#<span>{}</span></span>", escaped(tag))
    } else {
        escaped(core)
    };
    shown + &escaped(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_paragraphs_and_never_markup() {
        assert_eq!(html("a <b>\nc\n\nd"), "<p>a &lt;b&gt;<br />c</p><p>d</p>");
        assert!(html("see https://a.example/b.").contains("a.example/b</span></a>."));
        assert_eq!(html("@x@y.example"), "<p><span class=\"h-card\">@<span>x</span></span></p>");
    }
}
