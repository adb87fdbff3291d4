//! Reading the account's own posts back, when nobody knows whether a delivery arrived.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::api::{Api, CallError, is_id};
use crate::post::Content;
use crate::post::content::Operation;
use crate::review::step::ReadBack;
use crate::text::html::text_of;

/// How far the platform's clock may be from ours.
const SLACK: TimeDelta = TimeDelta::minutes(5);
/// Statuses asked for at a time; the platform gives at most this many.
const PAGE: &str = "40";
/// Pages read before giving up without an answer: 2,000 statuses since the delivery.
const PAGES: u32 = 50;

/// Whether a content is on the platform.
///
/// A match has the account, the words, the number of files and the time; an id in `claimed` is another delivery's.
/// Changes that may be made twice without harm are read where they show.
///
/// # Errors
/// When the platform does not answer clearly: then nothing is known, and it is asked again later.
pub async fn read_back(
    content: &Content,
    since: DateTime<Utc>,
    claimed: &BTreeSet<String>,
    api: &Api,
) -> Result<ReadBack, CallError> {
    match &content.operation {
        Operation::Publish => published(content, since, claimed, api).await,
        Operation::Edit { target, .. } => {
            shows(api, target, |status, source| {
                same_words(content, &source["text"]) && files(status) == content.media.len()
            })
            .await
        }
        Operation::Reshare { target, .. } => {
            shows(api, target, |status, _| status["reblogged"] == true).await
        }
        Operation::Pin { target } => shows(api, target, |status, _| status["pinned"] == true).await,
        Operation::Profile => profile(content, api).await,
    }
}

async fn published(
    content: &Content,
    since: DateTime<Utc>,
    claimed: &BTreeSet<String>,
    api: &Api,
) -> Result<ReadBack, CallError> {
    let account = api.verify_credentials().await?;
    let account = account["id"].as_str().filter(|id| is_id(id)).ok_or(CallError::Rubbish)?;
    let path = format!("/api/v1/accounts/{account}/statuses");
    let mut found = Vec::new();
    let mut before: Option<String> = None;
    for _ in 0..PAGES {
        let mut query = vec![("limit", PAGE), ("exclude_reblogs", "true")];
        query.extend(before.as_deref().map(|id| ("max_id", id)));
        let page = api.get(&path, &query).await?;
        let page = page.as_array().ok_or(CallError::Rubbish)?;
        for status in page {
            let id = status["id"].as_str().ok_or(CallError::Rubbish)?;
            if created(status)? >= since - SLACK
                && !claimed.contains(id)
                && matches(content, status, api).await?
            {
                found.push(status.clone());
            }
        }
        let oldest = page.last().map(created).transpose()?;
        match (page.last(), oldest) {
            (Some(last), Some(at)) if at >= since - SLACK => {
                before = last["id"].as_str().map(str::to_owned);
            }
            _ => return Ok(told(&found)),
        }
    }
    Err(CallError::Rubbish)
}

fn told(found: &[Value]) -> ReadBack {
    match found {
        [] => ReadBack::NotThere,
        [one] => ReadBack::Found {
            platform_id: one["id"].as_str().unwrap_or_default().to_owned(),
            url: one["url"].as_str().map(str::to_owned),
        },
        _ => ReadBack::Tie,
    }
}

fn created(status: &Value) -> Result<DateTime<Utc>, CallError> {
    let text = status["created_at"].as_str().ok_or(CallError::Rubbish)?;
    DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).map_err(|_| CallError::Rubbish)
}

fn files(status: &Value) -> usize {
    status["media_attachments"].as_array().map_or(0, Vec::len)
}

/// Whether a status is the content. The platform shows words in its own way, so where the shown ones differ the
/// words as they were written decide: a post wrongly thought missing would be sent twice.
async fn matches(content: &Content, status: &Value, api: &Api) -> Result<bool, CallError> {
    if files(status) != content.media.len() {
        return Ok(false);
    }
    let shown = status["content"].as_str().unwrap_or_default();
    if letters(&text_of(shown).0) == letters(content.text.as_deref().unwrap_or_default()) {
        return Ok(true);
    }
    let Some(id) = status["id"].as_str().filter(|id| is_id(id)) else { return Ok(false) };
    match api.source(id).await {
        Ok(source) => Ok(same_words(content, &source["text"])),
        Err(CallError::Status(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

fn same_words(content: &Content, text: &Value) -> bool {
    letters(text.as_str().unwrap_or_default()) == letters(content.text.as_deref().unwrap_or_default())
}

/// The letters and digits of a text: platforms respell spaces, quotation marks and addresses, never those.
/// The server part of a handle is left out, since it is not shown.
fn letters(text: &str) -> String {
    text.split_whitespace()
        .map(|word| match word.trim_start_matches(['.', '(', '"']).strip_prefix('@') {
            Some(handle) => handle.split_once('@').map_or(word, |(user, _)| user),
            None => word,
        })
        .flat_map(str::chars)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

async fn shows(
    api: &Api,
    target: &str,
    there: impl FnOnce(&Value, &Value) -> bool,
) -> Result<ReadBack, CallError> {
    let status = api.status(target).await?;
    let source = match api.source(target).await {
        Ok(source) => source,
        Err(CallError::Status(_)) => Value::Null,
        Err(other) => return Err(other),
    };
    if there(&status, &source) { Ok(told(&[status])) } else { Ok(ReadBack::NotThere) }
}

/// The account shows every line that was sent. Pictures cannot be compared: a profile with one is sent again,
/// which changes nothing where it had arrived.
async fn profile(content: &Content, api: &Api) -> Result<ReadBack, CallError> {
    let account = api.verify_credentials().await?;
    let shown = |name: &str| match name {
        "display_name" => account["display_name"].as_str().map(str::to_owned),
        "note" => account["source"]["note"].as_str().map(str::to_owned),
        _ => None,
    };
    let there = content.media.is_empty()
        && !content.profile.is_empty()
        && content.profile.iter().all(|(name, value)| shown(name).as_deref() == Some(value.as_str()));
    if there { Ok(told(&[account])) } else { Ok(ReadBack::NotThere) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_the_same_however_the_platform_shows_them() {
        for (written, shown) in [
            ("Bins  on Friday.\n\nThanks", "<p>Bins on Friday.</p><p>Thanks</p>"),
            ("Ask @crew@other.example now", "<p>Ask <span>@<span>crew</span></span> now</p>"),
            (
                "See https://a.example/b",
                "<p>See <a><span class=\"invisible\">https://</span>a.example/b</a></p>",
            ),
            ("Tom & Jo's", "<p>Tom &amp; Jo&#39;s</p>"),
        ] {
            assert_eq!(letters(written), letters(&text_of(shown).0), "{written}");
        }
        assert_ne!(letters("Bins on Friday"), letters("Bins on Monday"));
    }
}
