//! Requests about posts the guard gave a number to, because they are not on the platform (yet).
//!
//! Every answer is made from the post's present state. Once it is out, its number stands for the real one.

use axum::response::Response;
use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::caller::{self, Caller};
use super::passage::{Passage, ReadPost};
use super::reply::{Step, Stop};
use crate::platform::mastodon::answer::Reply;
use crate::platform::mastodon::api::is_id;
use crate::platform::mastodon::look;
use crate::platform::mastodon::routes;
use crate::platform::mastodon::write::{SOONEST, Write};
use crate::post::{Content, Operation, Post};
use crate::review::{PlatformId, Step as Taken, Submission};

/// A post of the guard, with who asks for it.
#[derive(Debug)]
pub(super) struct OwnPost {
    post: Submission,
    caller: Caller,
}

/// What is left to do with a request about a post of the guard.
#[derive(Debug)]
pub(super) enum Answered {
    /// Nothing.
    Here(Response),
    /// Its words are to change.
    Change(Box<OwnPost>),
    /// Its time is to change.
    Reschedule(Box<OwnPost>),
}

/// Answers a request about a post of the guard. None when it is about something else, or when the post is out:
/// then the path names the platform's id from here on.
pub(super) async fn answer(passage: &mut Passage) -> Step<Option<Answered>> {
    let Some(named) = routes::named(&passage.path) else { return Ok(None) };
    let Some(id) = PlatformId::parse(named.id) else { return Ok(None) };
    let caller = caller::identify(&passage.proxy, &passage.way, &passage.headers).await?;
    let (store, way) = (&passage.proxy.node.store, &passage.way);
    let Some(post) = store.by_platform_id(way.council.id(), &way.channel.name, id).await? else {
        return Ok(None);
    };
    if let Some(real) = look::real_id(&post).filter(|real| is_id(real)) {
        let path = routes::renamed(&named, real);
        passage.path = path;
        return Ok(None);
    }
    let answers_here = matches!(post.content.operation, Operation::Publish)
        && named.scheduled == post.slot.is_some()
        || !matches!(post.content.operation, Operation::Publish) && !named.scheduled;
    if !post.state.name().is_open() || !answers_here {
        return Err(Reply::not_found().into());
    }
    let what = named.what.to_owned();
    let scheduled = named.scheduled;
    let own = OwnPost { post, caller };
    Ok(Some(match (passage.method.as_str(), scheduled, what.as_str()) {
        ("GET" | "HEAD", _, "") => {
            Answered::Here(respond(passage, passage.held(&own.post, &own.caller).await))
        }
        ("GET" | "HEAD", false, what) => {
            Answered::Here(respond(passage, read(&own.post, what).ok_or_else(Reply::not_found)?))
        }
        ("DELETE", _, "") => Answered::Here(withdraw(passage, &own, scheduled).await?),
        ("PUT", false, "") => Answered::Change(Box::new(own)),
        ("PUT", true, "") => Answered::Reschedule(Box::new(own)),
        _ => {
            return Err(Stop::error(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!(
                    "Validation failed: this post is still waiting for review. Reference {}.",
                    own.post.reference
                ),
            ));
        }
    }))
}

fn respond(passage: &Passage, reply: Reply) -> Response {
    reply.into_response(passage.proxy.node.clock.now())
}

/// What hangs on a waiting post: nothing, apart from its own words.
fn read(post: &Submission, what: &str) -> Option<Reply> {
    Some(Reply::ok(match what {
        "context" => json!({ "ancestors": [], "descendants": [] }),
        "reblogged_by" | "favourited_by" | "quotes" | "history" => json!([]),
        "card" => json!({}),
        "source" => json!({
            "id": post.platform_id.to_string(),
            "text": post.content.text.as_deref().unwrap_or_default(),
            "spoiler_text": post.content.warning.as_deref().unwrap_or_default(),
        }),
        _ => return None,
    }))
}

async fn withdraw(passage: &Passage, own: &OwnPost, scheduled: bool) -> Step<Response> {
    let step = Taken::Withdraw { by: own.caller.by };
    let reply = passage.held(&own.post, &own.caller).await;
    advance(passage, &own.post, step).await?;
    Ok(respond(passage, if scheduled { Reply::ok(Value::Object(serde_json::Map::new())) } else { reply }))
}

async fn advance(passage: &Passage, post: &Submission, step: Taken) -> Step<Submission> {
    let council = &passage.way.council;
    Ok(passage.proxy.node.store.advance(council.id(), post.id, step, &council.settings.review).await?)
}

/// A waiting post gets other words: judged anew, and held whatever the judgement says.
pub(super) async fn change(passage: &Passage, own: OwnPost, read: ReadPost) -> Step<Response> {
    let Write::Edit(_, draft) = read.write else { return Err(Reply::not_found().into()) };
    let looked = look::change(&own.post, *draft, passage.place(&own.caller)).await?;
    keep(passage, own, looked.content, looked.post, None).await
}

/// A waiting post that was to be published later gets another time.
pub(super) async fn reschedule(passage: &Passage, own: OwnPost, write: Write) -> Step<Response> {
    let Write::Reschedule(_, at) = write else { return Err(Reply::not_found().into()) };
    if at < passage.proxy.node.clock.now() + SOONEST {
        return Err(Stop::error(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Validation failed: Scheduled at The scheduled date must be in the future",
        ));
    }
    let (content, post) = (own.post.content.clone(), own.post.post.clone());
    keep(passage, own, content, post, Some(at)).await
}

async fn keep(
    passage: &Passage,
    own: OwnPost,
    content: Content,
    mut post: Post,
    slot: Option<DateTime<Utc>>,
) -> Step<Response> {
    post.from_unknown_tool = own.caller.is_unknown();
    let slot = slot.or(own.post.slot);
    let when = slot.unwrap_or_else(|| passage.proxy.node.clock.now());
    let verdict = passage.way.council.judge_apart(&post, when).await;
    let step = Taken::Change {
        by: own.caller.by,
        content: Box::new(content),
        post: Box::new(post),
        verdict: Box::new(verdict),
        slot,
    };
    let changed = advance(passage, &own.post, step).await?;
    passage.present(&changed, &own.caller).await
}
