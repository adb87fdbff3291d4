//! Writes that change something the guard already knows: a file's description, a scheduled post's time.

use axum::response::Response;
use chrono::{DateTime, Utc};
use http::StatusCode;

use super::caller::Caller;
use super::passage::{Passage, ReadPost, unreached};
use super::reply::{Step, Stop};
use super::upstream::Lost;
use crate::guard::verdict::Decision;
use crate::platform::mastodon::answer::{self, Reply};
use crate::platform::mastodon::api::{CallError, is_id};
use crate::platform::mastodon::look;
use crate::platform::mastodon::write::{Description, Write};
use crate::review::{State, Step as Taken, Submission};

/// Another alternative text for an upload. It is judged with the post that uses it; once a post does, the text is
/// changed with the post, where it is judged.
pub(super) async fn describe(
    passage: &Passage,
    caller: &Caller,
    id: &str,
    said: &Description,
    read: &ReadPost,
) -> Step<Response> {
    let (store, council, channel) =
        (&passage.proxy.node.store, passage.way.council.id(), &passage.way.channel.name);
    if store.attached_to(council, channel, id).await?.is_some() {
        return Err(Stop::refused("this file is in a post already: edit the post to change its description"));
    }
    let before = store.upload(council, channel, id).await?;
    if before.is_some() {
        // Noted first: a description that reached the platform and not the guard would be published unjudged.
        store.upload_describe(council, channel, id, said.alt.clone(), said.focus.clone()).await?;
    }
    let answered = passage.send_on(caller, read.bytes.clone(), read.params.rewritten()).await;
    let refused = is_unchanged(&answered);
    if let Some(before) = before.filter(|_| refused) {
        store.upload_describe(council, channel, id, before.alt.or(Some(String::new())), before.focus).await?;
    }
    answered.map_err(|lost| unreached(lost, false))
}

/// Another time for a post the platform keeps.
pub(super) async fn reschedule(
    passage: &Passage,
    caller: &Caller,
    id: &str,
    at: DateTime<Utc>,
    read: &ReadPost,
) -> Step<Response> {
    let (store, council) = (&passage.proxy.node.store, &passage.way.council);
    match store.scheduled_as(council.id(), &passage.way.channel.name, id).await? {
        Some(post) if matches!(post.state, State::Allowed { scheduled: Some(_) }) => {
            move_known(passage, caller, post, at, read).await
        }
        _ => move_stranger(passage, caller, id, at, read).await,
    }
}

async fn move_known(
    passage: &Passage,
    caller: &Caller,
    post: Submission,
    at: DateTime<Utc>,
    read: &ReadPost,
) -> Step<Response> {
    let (store, council) = (&passage.proxy.node.store, &passage.way.council);
    let rules = &council.settings.review;
    let verdict = council.judge_apart(&post.post, at).await;
    if verdict.decision > Decision::Allow {
        return Err(answer::change_refused(&post, &verdict)
            .decided("refused", passage.way.page(post.id))
            .into());
    }
    let (slot, judged) = (post.slot, post.verdict.clone());
    let step = Taken::Rescheduled { slot: at, verdict: Box::new(verdict) };
    store.advance(council.id(), post.id, step, rules).await?;
    let answered = passage.send_on(caller, read.bytes.clone(), read.params.rewritten()).await;
    let refused = is_unchanged(&answered);
    if let Some(slot) = slot.filter(|_| refused) {
        // The platform kept the old time, and so does the guard.
        let step = Taken::Rescheduled { slot, verdict: Box::new(judged) };
        store.advance(council.id(), post.id, step, rules).await?;
    }
    answered.map_err(|lost| unreached(lost, true))
}

/// Whether the platform certainly kept what it had: it refused, or nothing was sent.
fn is_unchanged(answered: &Result<Response, Lost>) -> bool {
    match answered {
        Ok(response) => !response.status().is_success(),
        Err(lost) => matches!(lost, Lost::NotSent),
    }
}

/// A post that was scheduled without the guard: it is read from the platform and judged like a new one.
async fn move_stranger(
    passage: &Passage,
    caller: &Caller,
    id: &str,
    at: DateTime<Utc>,
    read: &ReadPost,
) -> Step<Response> {
    if !is_id(id) {
        return Err(Reply::not_found().into());
    }
    let scheduled = caller.api.get(&format!("/api/v1/scheduled_statuses/{id}"), &[]).await?;
    let mut draft = look::of_scheduled(&scheduled).ok_or(CallError::Rubbish)?;
    draft.scheduled_at = Some(at);
    let looked = look::look(Write::Publish(Box::new(draft)), passage.place(caller)).await?;
    let when = looked.slot.unwrap_or(at);
    let verdict = passage.way.council.judge_apart(&looked.post, when).await;
    if looked.publicity && verdict.decision > Decision::Allow {
        return Err(Stop::error(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Validation failed: at that time this post would be held for review. It stays as it was; delete it and \
             send it again to have it reviewed.",
        ));
    }
    passage
        .send_on(caller, read.bytes.clone(), read.params.rewritten())
        .await
        .map_err(|lost| unreached(lost, false))
}
