//! Posts the platform keeps for later: taking them back, and finding one whose id was lost.

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use reqwest::Method;
use serde_json::Value;

use super::api::{Api, CallError, is_id};
use crate::post::Content;

/// How an attempt to take a scheduled post back ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBack {
    /// The platform confirms that it keeps it no longer. After its slot that also means it was published.
    Gone,
    /// It is still there, or nobody knows: try again.
    NotConfirmed,
}

/// Deletes a scheduled post and asks whether it is gone.
pub async fn take_back(id: &str, api: &Api) -> TakenBack {
    if !is_id(id) {
        return TakenBack::NotConfirmed;
    }
    let path = format!("/api/v1/scheduled_statuses/{id}");
    // Whatever the deletion answered, the read decides.
    let deleted = Api::send(api.request(Method::DELETE, &path)).await;
    match (deleted, api.get(&path, &[]).await) {
        (Ok(_), Err(CallError::Status(StatusCode::NOT_FOUND))) => TakenBack::Gone,
        _ => TakenBack::NotConfirmed,
    }
}

/// The id of the scheduled post with this content and slot, when the answer that would have told it was lost.
/// None when there is none, or more than one.
///
/// # Errors
/// When the platform does not answer clearly.
pub async fn find(content: &Content, slot: DateTime<Utc>, api: &Api) -> Result<Option<String>, CallError> {
    let list = api.get("/api/v1/scheduled_statuses", &[("limit", "40")]).await?;
    let list = list.as_array().ok_or(CallError::Rubbish)?;
    let same = |entry: &&Value| {
        let text = entry["params"]["text"].as_str().unwrap_or_default();
        let at = entry["scheduled_at"].as_str().and_then(|at| DateTime::parse_from_rfc3339(at).ok());
        text.trim() == content.text.as_deref().unwrap_or_default().trim()
            && at.is_some_and(|at| (at.to_utc() - slot).abs() < TimeDelta::minutes(1))
    };
    let mut found = list.iter().filter(same);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one["id"].as_str().map(str::to_owned)),
        _ => Ok(None),
    }
}
