//! A web page in the place of a file: servers answer so when an address has moved, and people save what they see.

/// How much of a file is looked at to tell that it is a web page: its title stands near its beginning.
const BEGINNING: usize = 16 << 10;

/// What a web page in the place of a feed or a calendar is; None for anything else.
pub fn web_page(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes.get(..BEGINNING).unwrap_or(bytes));
    let mut start = without_comments(text.trim_start_matches('\u{feff}'));
    // XHTML begins as any XML does.
    if let Some((_, after)) = start.strip_prefix("<?xml").and_then(|declaration| declaration.split_once("?>"))
    {
        start = without_comments(after);
    }
    let starts = |begin: &str| start.get(..begin.len()).is_some_and(|s| s.eq_ignore_ascii_case(begin));
    if starts("<script") {
        return Some("this is a web page that sends its reader to another address, not a feed".to_owned());
    }
    if ![
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<link ",
        "<div",
        "<h1",
        "<p>",
        "<table",
    ]
    .iter()
    .any(|begin| starts(begin))
    {
        return None;
    }
    let title = start.find("<title").and_then(|at| {
        let inside = start[at..].split_once('>')?.1.split_once("</")?.0;
        let words: Vec<&str> = inside.split_whitespace().take(8).collect();
        (!words.is_empty()).then(|| words.join(" "))
    });
    Some(match title {
        Some(title) => format!("this is a web page, not a feed: it is titled \"{title}\""),
        None => "this is a web page, not a feed".to_owned(),
    })
}

/// What follows blanks and comments.
pub(crate) fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start();
    }
    rest
}
