//! The page that shows what the public sees.

use chrono_tz::Europe::London;

use super::board::{Board, Status};
use super::words::{escaped, html};
use crate::post::Visibility;

const STYLE: &str = "body{font:1.1875rem/1.5 arial,sans-serif;color:#0b0c0c;background:#fff;margin:0}\
header{background:#0b0c0c;color:#fff;padding:.75rem 1rem;font-weight:700}\
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem}\
h1{font-size:2rem;line-height:1.1;margin:0 0 1rem}\
article{border-top:1px solid #b1b4b6;padding:1rem 0;overflow-wrap:anywhere}\
h2{font-size:1.1875rem;margin:0}p{margin:.5rem 0}\
.when,.alt{color:#505a5f;font-size:1rem}img{max-width:100%;height:auto}\
a{color:#1d70b8}a:focus,summary:focus{outline:3px solid transparent;background:#fd0;color:#0b0c0c;box-shadow:0 -2px #fd0,0 4px #0b0c0c}";

/// Every public status, newest first.
pub(super) fn public(board: &Board) -> String {
    let mut page = vec![format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>What the public sees – noticeboard</title><style>{STYLE}</style></head><body>\
         <header>Noticeboard</header><main><h1>What the public sees</h1>"
    )];
    let shown: Vec<_> = board.statuses.values().rev().filter(|status| status.is_public()).collect();
    if shown.is_empty() {
        page.push("<p>Nothing has been published yet.</p>".to_owned());
    }
    for status in shown {
        article(board, status, &mut page);
    }
    page.push("</main></body></html>".to_owned());
    page.concat()
}

fn name(board: &Board, account: u64) -> String {
    board.account(account).map_or_else(String::new, |account| {
        format!("{} (@{}@{})", escaped(&account.display_name), escaped(&account.user), escaped(&account.host))
    })
}

fn article(board: &Board, status: &Status, page: &mut Vec<String>) {
    let shared = status.reblog_of.and_then(|id| board.statuses.get(&id));
    let said = shared.map_or("", |_| " shared");
    let pinned = if status.pinned { ", pinned" } else { "" };
    let changed = if status.edited_at.is_some() { ", changed" } else { "" };
    let unlisted = if status.visibility == Visibility::Unlisted { ", unlisted" } else { "" };
    let when = status.created_at.with_timezone(&London).format("%-d %B %Y at %H:%M");
    page.push(format!(
        "<article id=\"s{}\"><h2>{}{said}</h2><p class=\"when\">{when}{pinned}{changed}{unlisted}</p>",
        status.id,
        name(board, status.account)
    ));
    let body = shared.unwrap_or(status);
    if shared.is_some() {
        page.push(format!("<p><strong>{}</strong></p>", name(board, body.account)));
    }
    if !body.warning.is_empty() {
        page.push(format!("<p><strong>{}</strong></p>", escaped(&body.warning)));
    }
    page.push(html(&body.text));
    if let Some(poll) = &body.poll {
        page.push("<ul>".to_owned());
        for option in &poll.options {
            page.push(format!("<li>{}</li>", escaped(option)));
        }
        page.push("</ul>".to_owned());
    }
    for medium in body.media.iter().filter_map(|id| board.media.get(id)) {
        let alt = medium.alt.as_deref().unwrap_or_default();
        page.push(format!("<p><img src=\"/media/{}\" alt=\"{}\"></p>", medium.id, escaped(alt)));
        let told = if alt.is_empty() { "none".to_owned() } else { escaped(alt) };
        page.push(format!("<p class=\"alt\">Description: {told}</p>"));
    }
    if let Some(quoted) = body.quote_of.and_then(|id| board.statuses.get(&id)) {
        page.push(format!(
            "<blockquote><p>{}</p>{}</blockquote>",
            name(board, quoted.account),
            html(&quoted.text)
        ));
    }
    page.push("</article>".to_owned());
}
