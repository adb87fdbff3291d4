//! The little of Markdown that rule pages use, as HTML.
//!
//! Headings, paragraphs, lists, fenced blocks, `code`, **bold**, *emphasis* and links to https addresses.
//! The pages are the project's own, yet everything in them is escaped all the same.

/// The page as HTML. No heading is an `h1`: that is the title of the page it becomes part of.
pub(crate) fn html(markdown: &str) -> String {
    let mut out = String::new();
    let mut open = Open::Nothing;
    let mut fenced = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            open.close(&mut out);
            out.push_str(if fenced { "</pre>\n" } else { "<pre tabindex=\"0\">" });
            fenced = !fenced;
        } else if fenced {
            escape(line, &mut out);
            out.push('\n');
        } else if let Some((level, text)) = heading(line) {
            open.close(&mut out);
            let tag = ["h2", "h3", "h4", "h5", "h6"][level.clamp(2, 6) - 2];
            let class = if tag == "h2" { "govuk-heading-m" } else { "govuk-heading-s" };
            out.extend(["<", tag, " class=\"", class, "\">"]);
            inline(text, &mut out);
            out.extend(["</", tag, ">\n"]);
        } else if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            open.list(&mut out);
            inline(text, &mut out);
        } else if line.trim().is_empty() {
            open.close(&mut out);
        } else {
            open.text(&mut out);
            inline(line.trim(), &mut out);
        }
    }
    open.close(&mut out);
    if fenced {
        out.push_str("</pre>\n");
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Paragraph,
    Item,
}

impl Open {
    fn close(&mut self, out: &mut String) {
        out.push_str(match self {
            Self::Nothing => "",
            Self::Paragraph => "</p>\n",
            Self::Item => "</li></ul>\n",
        });
        *self = Self::Nothing;
    }

    fn list(&mut self, out: &mut String) {
        if *self == Self::Item {
            out.push_str("</li>\n<li>");
        } else {
            self.close(out);
            out.push_str("<ul class=\"govuk-list govuk-list--bullet\"><li>");
            *self = Self::Item;
        }
    }

    fn text(&mut self, out: &mut String) {
        if *self == Self::Nothing {
            out.push_str("<p class=\"govuk-body\">");
            *self = Self::Paragraph;
        } else {
            out.push(' ');
        }
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    (1..=4).contains(&level).then(|| text.strip_prefix(' ')).flatten().map(|text| (level, text))
}

fn inline(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[', '<']) {
        escape(&rest[..at], out);
        rest = &rest[at..];
        let taken = code(rest, out)
            .or_else(|| pair(rest, "**", "strong", out))
            .or_else(|| pair(rest, "*", "em", out))
            .or_else(|| link(rest, out))
            .or_else(|| address(rest, out));
        let taken = taken.unwrap_or_else(|| {
            let one = rest.chars().next().map_or(0, char::len_utf8);
            escape(&rest[..one], out);
            one
        });
        rest = &rest[taken..];
    }
    escape(rest, out);
}

fn code(text: &str, out: &mut String) -> Option<usize> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`')?;
    out.push_str("<code class=\"desk-code\">");
    escape(&inner[..end], out);
    out.push_str("</code>");
    Some(end + 2)
}

fn pair(text: &str, mark: &str, tag: &str, out: &mut String) -> Option<usize> {
    let inner = text.strip_prefix(mark)?;
    let end = inner.find(mark)?;
    if end == 0 || inner.starts_with(' ') {
        return None;
    }
    out.extend(["<", tag, ">"]);
    escape(&inner[..end], out);
    out.extend(["</", tag, ">"]);
    Some(end + 2 * mark.len())
}

fn link(text: &str, out: &mut String) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let middle = inner.find("](")?;
    let address = &inner[middle + 2..];
    let end = address.find(')')?;
    anchor(&address[..end], &inner[..middle], out)?;
    Some(middle + end + 4)
}

fn address(text: &str, out: &mut String) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find('>')?;
    anchor(&inner[..end], &inner[..end], out)?;
    Some(end + 2)
}

fn anchor(address: &str, label: &str, out: &mut String) -> Option<()> {
    if !(address.starts_with("https://") || address.starts_with('/')) {
        return None;
    }
    out.push_str("<a class=\"govuk-link\" href=\"");
    escape(address, out);
    out.push_str("\">");
    escape(label, out);
    out.push_str("</a>");
    Some(())
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_rule_pages_use_becomes_html() {
        for (markdown, expected) in [
            ("## Why", "<h2 class=\"govuk-heading-m\">Why</h2>\n"),
            ("one\ntwo", "<p class=\"govuk-body\">one two</p>\n"),
            ("- a\n- b", "<ul class=\"govuk-list govuk-list--bullet\"><li>a</li>\n<li>b</li></ul>\n"),
            ("`a<b`", "<p class=\"govuk-body\"><code class=\"desk-code\">a&lt;b</code></p>\n"),
            ("**a** and *b*", "<p class=\"govuk-body\"><strong>a</strong> and <em>b</em></p>\n"),
            ("```post\na *b*\n```", "<pre tabindex=\"0\">a *b*\n</pre>\n"),
            (
                "[the Code](https://law.example/code)",
                "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"https://law.example/code\">the Code</a></p>\n",
            ),
        ] {
            assert_eq!(html(markdown), expected);
        }
    }

    #[test]
    fn a_link_that_is_not_to_a_page_stays_text() {
        assert_eq!(html("[a](javascript:b)"), "<p class=\"govuk-body\">[a](javascript:b)</p>\n");
    }

    proptest! {
        #[test]
        fn no_markdown_whatever_makes_a_tag_of_its_own(text in "\\PC{0,40}") {
            let page = html(&text);
            prop_assert!(!page.to_lowercase().contains("<script"));
            prop_assert!(!page.contains("href=\"java"));
        }
    }
}
