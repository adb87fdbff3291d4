//! The page of one post.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use super::answer::{FieldError, Trouble, error_of, page};
use super::desk::Desk;
use super::frame::{Frame, Here, Tag};
use super::offer::{Filled, Offer};
use super::shown::{self, MediumView, Shown, ShownFinding, web_address};
use super::timeline::{self, Line, Names};
use super::visitor::Visitor;
use super::when;
use super::words::{self, ENGLISH, Words, fill};
use crate::post::Operation;
use crate::post::content::Target;
use crate::review::{Reference, State as PostState, Submission};
use crate::store::Version;

/// A line of the facts.
pub(crate) struct Row {
    key: &'static str,
    value: String,
    href: Option<String>,
    code: bool,
}

/// How many earlier versions a page tells of.
const MOST_VERSIONS: usize = 10;

/// What the post said before it was changed.
pub(crate) struct Earlier {
    title: String,
    shown: Shown,
}

impl Earlier {
    fn of(version: &Version) -> Self {
        let gaps = [("number", version.version.to_string()), ("when", when::said(version.at))];
        let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
        Self { title: fill(ENGLISH.post.version_until, &gaps), shown: Shown::of_version(version) }
    }
}

#[derive(Template)]
#[template(path = "post.html")]
struct PostPage {
    w: &'static Words,
    frame: Frame,
    errors: Vec<FieldError>,
    href: String,
    state: Tag,
    notes: Vec<String>,
    warnings: Vec<String>,
    shown: Shown,
    findings_title: &'static str,
    findings: Vec<ShownFinding>,
    left_out: Option<String>,
    decision: Offer,
    retry: Option<String>,
    withdraw: bool,
    seen: String,
    state_name: &'static str,
    reason: String,
    facts: Vec<Row>,
    identifiers: [Row; 3],
    timeline: Vec<Line>,
    versions: Vec<Earlier>,
    versions_more: Option<String>,
}

impl PostPage {
    fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// What came back with a form that could not be taken.
#[derive(Debug, Default)]
pub(crate) struct Returned {
    pub(crate) errors: Vec<FieldError>,
    pub(crate) filled: Filled,
    pub(crate) reason: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ShowQuery {
    #[serde(default)]
    done: String,
}

/// The post with a reference, if this person may read it. Another council's is not found.
pub(crate) async fn readable(desk: &Desk, visitor: &Visitor, reference: &str) -> Result<Submission, Trouble> {
    let reference = Reference::parse(reference).ok_or(Trouble::NotFound)?;
    let post = desk.store().by_reference(&visitor.id, &reference).await?;
    post.filter(|post| visitor.may_read(post)).ok_or(Trouble::NotFound)
}

/// `GET /posts/{reference}`
pub(crate) async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(reference): Path<String>,
    Query(ShowQuery { done }): Query<ShowQuery>,
) -> Result<Response, Trouble> {
    let post = readable(&desk, &visitor, &reference).await?;
    post_page(&desk, &visitor, &post, StatusCode::OK, Returned::default(), super::decide::done(&done)).await
}

/// The page of a post, also when a form came back.
pub(crate) async fn post_page(
    desk: &Desk,
    visitor: &Visitor,
    post: &Submission,
    status: StatusCode,
    returned: Returned,
    done: Option<&'static str>,
) -> Result<Response, Trouble> {
    let w = &ENGLISH;
    let names = Names::of(desk, &visitor.id).await?;
    let events = desk.store().history(&visitor.id, post.id).await?;
    let decided = desk.store().decisions(&visitor.id, post.id).await?;
    let versions = desk.store().versions(&visitor.id, post.id).await?;
    let now = desk.now();
    let title = fill(w.post.title, &[("reference", post.reference.as_str())]);
    let mut frame = visitor.frame(desk, Here::Held, title).failed(!returned.errors.is_empty());
    frame.done = done;
    let stopped = post.verdict.stops().next().is_some();
    let own = post.authors.contains(&visitor.person.id);
    let whole = PostPage {
        w,
        frame,
        errors: returned.errors,
        href: format!("/posts/{}", post.reference),
        state: words::state(post.state.name()).into(),
        notes: notes(post),
        warnings: warnings(post),
        shown: Shown::of(post),
        findings_title: if stopped { w.post.findings } else { w.post.findings_allowed },
        findings: shown::findings(&post.verdict.findings),
        left_out: match post.verdict.findings_left_out {
            0 => None,
            count => Some(fill(w.post.left_out, &[("count", &count.to_string())])),
        },
        decision: Offer::of(post, visitor, &names, now, returned.filled),
        retry: match &post.state {
            PostState::Failed { code, .. } if visitor.is_reviewer() => {
                Some(fill(w.decide.retry_text, &[("code", code)]))
            }
            _ => None,
        },
        withdraw: own && can_be_withdrawn(post),
        seen: post.content_hash.to_string(),
        state_name: post.state.name().as_str(),
        reason: returned.reason,
        facts: facts(post, &names),
        identifiers: [
            row(w.post.id, post.id.to_string()),
            row(w.post.hash, post.content_hash.to_string()),
            row(w.post.rulebook, &*post.verdict.rulebook),
        ],
        timeline: timeline::lines(&events, decided, &names),
        versions: versions.iter().rev().take(MOST_VERSIONS).map(Earlier::of).collect(),
        versions_more: versions
            .len()
            .checked_sub(MOST_VERSIONS)
            .filter(|more| *more > 0)
            .map(|more| fill(w.post.versions_more, &[("count", &more.to_string())])),
    };
    Ok(page(status, &whole))
}

fn can_be_withdrawn(post: &Submission) -> bool {
    matches!(
        post.state,
        PostState::Held { .. }
            | PostState::Returned { .. }
            | PostState::Parked { .. }
            | PostState::Approved { .. }
            | PostState::Blocked
            | PostState::Failed { .. }
    )
}

/// Why it waits, and the reason somebody gave.
fn notes(post: &Submission) -> Vec<String> {
    match &post.state {
        PostState::Held { because, .. } => words::because(*because).map(str::to_owned).into_iter().collect(),
        PostState::Returned { by } | PostState::Rejected { by } | PostState::Parked { by } => {
            vec![format!("{}: {}", words::state(post.state.name()).0, by.reason)]
        }
        _ => Vec::new(),
    }
}

fn warnings(post: &Submission) -> Vec<String> {
    match &post.state {
        PostState::Allowed { scheduled: Some(scheduled) } if scheduled.recall.is_some() => {
            vec![ENGLISH.held.recall_failing.to_owned()]
        }
        _ => Vec::new(),
    }
}

/// What a write does, in words.
pub(crate) fn operation(operation: &Operation) -> &'static str {
    let say = &ENGLISH.post;
    match operation {
        Operation::Publish => say.publish,
        Operation::Edit { .. } => say.edit,
        Operation::Reshare { .. } => say.reshare,
        Operation::Pin { .. } => say.pin,
        Operation::Profile => say.profile,
    }
}

fn facts(post: &Submission, names: &Names) -> Vec<Row> {
    let say = &ENGLISH.post;
    let content = &post.content;
    let mut rows = vec![
        row(say.channel, &content.channel),
        row(say.account, &content.account),
        row(say.operation, operation(&content.operation)),
        row(say.tool, names.tool(post.tool)),
        row(say.authors, authors(post, names)),
        row(say.received, when::said(post.received_at)),
        row(say.slot, post.slot.map_or_else(|| say.at_once.to_owned(), when::said)),
        row(say.version, post.version.to_string()),
    ];
    rows.extend(content.visibility.map(|visibility| row(say.visibility, visibility.as_str())));
    rows.extend(content.language.as_ref().map(|language| row(say.language, language)));
    rows.extend(content.sensitive.map(|hidden| row(say.sensitive, if hidden { say.yes } else { say.no })));
    if let Some(poll) = &content.poll {
        let mut told = duration(poll.expires_in);
        if poll.multiple {
            told = format!("{told}; {}", say.poll_multiple);
        }
        rows.push(row(say.poll, told));
    }
    rows.extend(content.reply_to.as_ref().map(|target| target_row(say.reply_to, target)));
    rows.extend(content.quote_of.as_ref().map(|target| target_row(say.quotes, target)));
    if let PostState::Published { platform_id, url, .. } = &post.state {
        let href = url.as_deref().and_then(web_address);
        rows.push(Row { key: say.platform_id, value: platform_id.clone(), href, code: true });
    }
    rows
}

fn row(key: &'static str, value: impl Into<String>) -> Row {
    Row { key, value: value.into(), href: None, code: false }
}

fn target_row(key: &'static str, target: &Target) -> Row {
    let value = match target {
        Target::Platform(id) => id.clone(),
        Target::Held(id) => id.to_string(),
    };
    Row { key, value, href: None, code: true }
}

fn authors(post: &Submission, names: &Names) -> String {
    if post.authors.is_empty() {
        return ENGLISH.post.nobody.to_owned();
    }
    let all: Vec<_> = post.authors.iter().map(|author| names.person(*author)).collect();
    all.join(", ")
}

/// A number of seconds as days, hours and minutes.
fn duration(seconds: u64) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let mut rest = seconds;
    let mut told = Vec::new();
    for (length, name) in units {
        let count = rest / length;
        rest %= length;
        if count > 0 {
            told.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    if told.is_empty() { format!("{seconds} seconds") } else { told.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_poll_runs_is_said_in_days_hours_and_minutes() {
        for (seconds, expected) in
            [(86_400, "1 day"), (176_520, "2 days 1 hour 2 minutes"), (300, "5 minutes"), (30, "30 seconds")]
        {
            assert_eq!(duration(seconds), expected);
        }
    }
}
