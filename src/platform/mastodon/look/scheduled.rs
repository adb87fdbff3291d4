//! What the platform keeps for later.

use serde_json::Value;

use crate::platform::mastodon::write::{self, Description, Draft};
use crate::post::Poll;

/// The status a scheduled status of the platform will become.
pub fn of_scheduled(scheduled: &Value) -> Option<Draft> {
    let params = scheduled["params"].as_object()?;
    let text = |name: &str| params.get(name).and_then(Value::as_str).map(str::to_owned);
    let id = |name: &str| {
        params
            .get(name)
            .and_then(|id| id.as_str().map(str::to_owned).or_else(|| Some(id.as_u64()?.to_string())))
    };
    let poll = params.get("poll").filter(|poll| poll.is_object()).map(|poll| Poll {
        options: poll["options"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|o| Some(o.as_str()?.to_owned()))
            .collect(),
        expires_in: poll["expires_in"]
            .as_u64()
            .or_else(|| poll["expires_in"].as_str()?.parse().ok())
            .unwrap_or_default(),
        multiple: poll["multiple"].as_bool().unwrap_or(false),
        hide_totals: poll["hide_totals"].as_bool().unwrap_or(false),
    });
    let media = scheduled["media_attachments"].as_array().into_iter().flatten();
    Some(Draft {
        text: text("text"),
        warning: text("spoiler_text"),
        media: media.clone().filter_map(|medium| Some(medium["id"].as_str()?.to_owned())).collect(),
        descriptions: media
            .filter_map(|medium| {
                let alt = medium["description"].as_str().map(str::to_owned);
                Some((medium["id"].as_str()?.to_owned(), Description { alt, focus: None }))
            })
            .collect(),
        poll,
        reply_to: id("in_reply_to_id"),
        quote_of: id("quoted_status_id"),
        visibility: text("visibility").as_deref().and_then(write::visibility_of),
        language: text("language"),
        sensitive: params.get("sensitive").and_then(Value::as_bool),
        ..Draft::default()
    })
}
