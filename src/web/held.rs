//! The list of posts, by what they wait for.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde::Deserialize;

use super::answer::{FieldError, Trouble, page};
use super::desk::Desk;
use super::frame::{Frame, Here, Moment, Tag};
use super::visitor::Visitor;
use super::when;
use super::words::{self, ENGLISH, Words, fill};
use crate::post::PartName;
use crate::review::{PostId, Reference, State as PostState, StateName, Submission, ToolId};
use crate::store::Query as StoreQuery;

/// Posts on a page.
const PAGE: usize = 25;
/// Posts read for one list: more than any queue people can clear, and little enough to sort by due time.
const MOST: u32 = 1000;

/// How far back the lists go that only ever grow.
const RECENT: TimeDelta = TimeDelta::days(60);

/// What posts of a list have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum View {
    #[default]
    Waiting,
    Attention,
    Going,
    Parked,
    Returned,
    Blocked,
    Published,
    Closed,
}

impl View {
    const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Attention,
        Self::Going,
        Self::Parked,
        Self::Returned,
        Self::Blocked,
        Self::Published,
        Self::Closed,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Attention => "attention",
            Self::Going => "going",
            Self::Parked => "parked",
            Self::Returned => "returned",
            Self::Blocked => "blocked",
            Self::Published => "published",
            Self::Closed => "closed",
        }
    }

    fn title(self) -> &'static str {
        let say = &ENGLISH.held;
        match self {
            Self::Waiting => say.waiting,
            Self::Attention => say.attention,
            Self::Going => say.going,
            Self::Parked => say.parked,
            Self::Returned => say.returned,
            Self::Blocked => say.blocked,
            Self::Published => say.published,
            Self::Closed => say.closed,
        }
    }

    fn states(self) -> &'static [StateName] {
        match self {
            Self::Waiting => &[StateName::Held],
            Self::Attention => &[StateName::Failed, StateName::Unknown],
            Self::Going => &[StateName::Approved, StateName::Releasing],
            Self::Parked => &[StateName::Parked],
            Self::Returned => &[StateName::Returned],
            Self::Blocked => &[StateName::Blocked],
            Self::Published => &[StateName::Published],
            Self::Closed => &[StateName::Rejected, StateName::Withdrawn, StateName::Expired],
        }
    }

    /// Lists that only ever grow show what came lately, newest first; [`RECENT`] says how lately.
    fn newest_first(self) -> bool {
        matches!(self, Self::Blocked | Self::Published | Self::Closed)
    }
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ListQuery {
    #[serde(default)]
    view: View,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    page: usize,
}

#[derive(Debug, Deserialize)]
pub(crate) struct FindQuery {
    #[serde(default)]
    reference: String,
}

struct ViewLink {
    href: String,
    text: &'static str,
    current: bool,
}

struct Item {
    href: String,
    headline: String,
    reason: String,
    notes: Vec<String>,
    state: Tag,
    due: Option<Moment>,
    received: Moment,
    reference: String,
    channel: String,
    tool: String,
    pictures: Option<String>,
}

#[derive(Template)]
#[template(path = "held.html")]
struct HeldPage {
    w: &'static Words,
    frame: Frame,
    errors: Vec<FieldError>,
    views: Vec<ViewLink>,
    view: &'static str,
    channels: Vec<String>,
    channel: String,
    sought: String,
    items: Vec<Item>,
    empty: &'static str,
    recent: Option<String>,
    too_many: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

/// `GET /held`
pub(crate) async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, Trouble> {
    // An address somebody mistyped leads to the first list, not to a fault.
    let query = query.map_or_else(|_| ListQuery::default(), |Query(query)| query);
    let page_of_list = held_page(&desk, &visitor, &query).await?;
    Ok(page(StatusCode::OK, &page_of_list))
}

/// `GET /find`: to the post with a reference, as people read it out on the telephone.
pub(crate) async fn find(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(FindQuery { reference }): Query<FindQuery>,
) -> Result<Response, Trouble> {
    if let Some(found) = Reference::parse(&reference) {
        return Ok(Redirect::to(&format!("/posts/{found}")).into_response());
    }
    let mut list = held_page(&desk, &visitor, &ListQuery::default()).await?;
    list.errors = vec![FieldError { field: "reference", text: ENGLISH.held.not_a_reference.to_owned() }];
    list.frame = list.frame.failed(true);
    list.sought = reference;
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &list))
}

async fn held_page(desk: &Desk, visitor: &Visitor, query: &ListQuery) -> Result<HeldPage, Trouble> {
    let w = &ENGLISH;
    let (posts, all_read) = posts_of(desk, visitor, query).await?;
    let tools: BTreeMap<ToolId, String> =
        desk.store().tools(&visitor.id).await?.into_iter().map(|tool| (tool.id, tool.name)).collect();
    let now = desk.now();
    let from = query.page.saturating_mul(PAGE);
    let items = posts.iter().skip(from).take(PAGE).map(|post| item(post, &tools, now)).collect();
    let href = |page: usize| address(query.view, &query.channel, page);
    Ok(HeldPage {
        w,
        frame: visitor.frame(desk, Here::Held, w.held.title),
        errors: Vec::new(),
        views: View::ALL
            .into_iter()
            .map(|view| ViewLink {
                href: address(view, &query.channel, 0),
                text: view.title(),
                current: view == query.view,
            })
            .collect(),
        view: query.view.as_str(),
        channels: visitor.council.settings.channels.iter().map(|channel| channel.name.clone()).collect(),
        channel: query.channel.clone(),
        sought: String::new(),
        items,
        empty: match query.view {
            _ if !visitor.person.roles.may_read_held() => w.held.none_own,
            View::Waiting => w.held.none_waiting,
            _ => w.held.none,
        },
        recent: query
            .view
            .newest_first()
            .then(|| fill(w.held.recent, &[("days", &RECENT.num_days().to_string())])),
        too_many: (!all_read).then(|| fill(w.held.too_many, &[("count", &posts.len().to_string())])),
        previous: (query.page > 0).then(|| href(query.page - 1)),
        next: (posts.len() > from.saturating_add(PAGE)).then(|| href(query.page + 1)),
    })
}

fn address(view: View, channel: &str, page: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("view", view.as_str());
    if !channel.is_empty() {
        query.append_pair("channel", channel);
    }
    if page > 0 {
        query.append_pair("page", &page.to_string());
    }
    format!("/held?{}", query.finish())
}

/// The posts of a list in its order, and whether that is all of them.
async fn posts_of(
    desk: &Desk,
    visitor: &Visitor,
    query: &ListQuery,
) -> Result<(Vec<Submission>, bool), Trouble> {
    let mut wanted = StoreQuery::of(query.view.states().iter().copied(), MOST);
    wanted.channel = (!query.channel.is_empty()).then(|| query.channel.clone());
    if query.view.newest_first() {
        wanted.after = Some(first_since(desk.now() - RECENT));
    }
    let mut posts = desk.store().submissions(&visitor.id, &wanted).await?;
    let all_read = u32::try_from(posts.len()).is_ok_and(|read| read < MOST);
    if query.view == View::Attention {
        posts.extend(desk.store().scheduled(&visitor.id).await?.into_iter().filter(is_being_recalled));
    }
    posts.retain(|post| visitor.may_read(post));
    if query.view.newest_first() {
        posts.sort_by_key(|post| std::cmp::Reverse((post.changed_at, post.id)));
    } else {
        posts.sort_by_key(|post| (post.slot.is_none(), post.slot, post.received_at, post.id));
    }
    Ok((posts, all_read))
}

/// An id before those of every post received since a moment: ids are UUIDv7, which begin with their time.
fn first_since(at: DateTime<Utc>) -> PostId {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    PostId(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

fn is_being_recalled(post: &Submission) -> bool {
    matches!(&post.state, PostState::Allowed { scheduled: Some(scheduled) } if scheduled.recall.is_some())
}

fn item(post: &Submission, tools: &BTreeMap<ToolId, String>, now: DateTime<Utc>) -> Item {
    let say = &ENGLISH.held;
    let tool = post.tool.and_then(|tool| tools.get(&tool));
    Item {
        href: format!("/posts/{}", post.reference),
        headline: headline(post),
        reason: reason(post),
        notes: notes(post),
        state: words::state(post.state.name()).into(),
        due: post.slot.map(|slot| due(slot, now)),
        received: Moment::within(say.received, post.received_at),
        reference: post.reference.to_string(),
        channel: post.content.channel.clone(),
        tool: tool.map_or_else(|| say.unknown_tool.to_owned(), |name| fill(say.from_tool, &[("tool", name)])),
        pictures: match post.content.media.len() {
            0 => None,
            1 => Some(fill(say.picture, &[("count", "1")])),
            many => Some(fill(say.pictures, &[("count", &many.to_string())])),
        },
    }
}

fn due(slot: DateTime<Utc>, now: DateTime<Utc>) -> Moment {
    let say = &ENGLISH.held;
    let mut moment = Moment::within(if slot < now { say.overdue } else { say.due }, slot);
    if let Some(soon) = when::soon(now, slot) {
        moment.text = format!("{} ({soon})", moment.text);
    }
    moment
}

/// The first words of a post, or what it is when it has none.
fn headline(post: &Submission) -> String {
    const LONGEST: usize = 110;
    let words = [PartName::Text, PartName::ContentWarning, PartName::ResharedText, PartName::Profile(0)]
        .into_iter()
        .find_map(|part| post.post.part(part));
    let Some(part) = words else { return super::post_page::operation(&post.content.operation).to_owned() };
    let mut line = part.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return ENGLISH.held.no_words.to_owned();
    }
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// Why a post was stopped, in one line.
fn reason(post: &Submission) -> String {
    let say = &ENGLISH.held;
    let mut stops = post.verdict.stops();
    let Some(first) = stops.next() else { return say.nothing_found.to_owned() };
    match stops.count() + post.verdict.findings_left_out {
        0 => first.why.clone(),
        more => fill(say.reason_more, &[("first", &first.why), ("more", &more.to_string())]),
    }
}

/// What its state adds, where a list must say it.
fn notes(post: &Submission) -> Vec<String> {
    let say = &ENGLISH.held;
    let mut notes = Vec::new();
    if let PostState::Held { because, first_signature } = &post.state {
        notes.extend(words::because(*because).map(str::to_owned));
        notes.extend(first_signature.as_ref().map(|_| say.first_signed.to_owned()));
    }
    if is_being_recalled(post) {
        notes.push(say.recall_failing.to_owned());
    }
    notes
}
