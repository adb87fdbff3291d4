//! The API's objects, with every field its common clients read.

use serde_json::{Value, json};

use super::board::{Account, Board, Medium, Status, Waiting};
use super::words;
use crate::platform::mastodon::answer::time;
use crate::post::Poll;

impl Board {
    /// An account.
    pub(super) fn account_shape(&self, account: &Account, origin: &str) -> Value {
        let acct = if account.host == self.domain {
            account.user.clone()
        } else {
            format!("{}@{}", account.user, account.host)
        };
        let url = format!("{origin}/@{}", account.user);
        let picture = |kind: &str| format!("{origin}/accounts/{}/{kind}", account.id);
        let fields: Vec<_> = account
            .fields
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": words::escaped(value), "verified_at": null }))
            .collect();
        let statuses = self.statuses.values().filter(|status| status.account == account.id).count();
        json!({
            "id": account.id.to_string(), "username": account.user, "acct": acct, "url": url, "uri": url,
            "display_name": account.display_name, "note": words::html(&account.note), "fields": fields,
            "avatar": picture("avatar"), "avatar_static": picture("avatar"),
            "header": picture("header"), "header_static": picture("header"),
            "locked": false, "bot": false, "group": false, "discoverable": true, "indexable": false,
            "hide_collections": false, "noindex": false, "emojis": [], "roles": [],
            "created_at": "2022-11-01T00:00:00.000Z", "last_status_at": null,
            "statuses_count": statuses, "followers_count": 0, "following_count": 0,
        })
    }

    /// An account as its owner sees it.
    pub(super) fn own_account_shape(&self, account: &Account, origin: &str) -> Value {
        let mut shape = self.account_shape(account, origin);
        let fields: Vec<_> =
            account.fields.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        shape["source"] = json!({
            "privacy": "public", "sensitive": false, "language": null, "note": account.note, "fields": fields,
            "follow_requests_count": 0, "hide_collections": null, "discoverable": true, "indexable": false,
        });
        shape["role"] =
            json!({ "id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": false });
        shape
    }

    /// A status as one account sees it.
    pub(super) fn status_shape(&self, status: &Status, viewer: Option<u64>, origin: &str) -> Value {
        let account = self.account(status.account);
        let user = account.map_or("", |account| account.user.as_str());
        let other = |id: Option<u64>| id.and_then(|id| self.statuses.get(&id));
        let media: Vec<_> = status
            .media
            .iter()
            .filter_map(|id| self.media.get(id))
            .map(|m| medium_shape(m, origin))
            .collect();
        let shares = self.statuses.values().filter(|share| share.reblog_of == Some(status.id));
        let mentions: Vec<_> = self
            .accounts
            .iter()
            .filter(|account| {
                status.text.contains(&format!("@{}@{}", account.user, account.host))
                    || status.text.split_whitespace().any(|word| word == format!("@{}", account.user))
            })
            .map(|account| {
                let shape = self.account_shape(account, origin);
                json!({ "id": shape["id"], "username": shape["username"], "url": shape["url"], "acct": shape["acct"] })
            })
            .collect();
        let quote = other(status.quote_of).map(
            |quoted| json!({ "state": "accepted", "quoted_status": self.status_shape(quoted, viewer, origin) }),
        );
        json!({
            "id": status.id.to_string(),
            "uri": format!("{origin}/users/{user}/statuses/{}", status.id),
            "url": format!("{origin}/@{user}/{}", status.id),
            "created_at": time(status.created_at),
            "edited_at": status.edited_at.map(time),
            "account": account.map(|account| self.account_shape(account, origin)),
            "content": words::html(&status.text),
            "spoiler_text": status.warning,
            "visibility": status.visibility.as_str(),
            "sensitive": status.sensitive,
            "language": status.language,
            "in_reply_to_id": status.reply_to.map(|id| id.to_string()),
            "in_reply_to_account_id": other(status.reply_to).map(|parent| parent.account.to_string()),
            "reblog": other(status.reblog_of).map(|shared| self.status_shape(shared, viewer, origin)),
            "quote": quote,
            "media_attachments": media,
            "poll": status.poll.as_ref().map(|poll| poll_shape(poll, status)),
            "card": null, "application": null,
            "mentions": mentions, "tags": [], "emojis": [], "filtered": [],
            "replies_count": self.statuses.values().filter(|reply| reply.reply_to == Some(status.id)).count(),
            "reblogs_count": shares.clone().count(),
            "favourites_count": status.favourites.len(),
            "quotes_count": self.statuses.values().filter(|quote| quote.quote_of == Some(status.id)).count(),
            "favourited": viewer.is_some_and(|viewer| status.favourites.contains(&viewer)),
            "reblogged": viewer.is_some_and(|viewer| shares.clone().any(|share| share.account == viewer)),
            "pinned": status.pinned,
            "muted": false, "bookmarked": false,
        })
    }

    /// A status that waits for its time.
    pub(super) fn waiting_shape(&self, waiting: &Waiting, origin: &str) -> Value {
        let status = &waiting.status;
        let media: Vec<_> = status
            .media
            .iter()
            .filter_map(|id| self.media.get(id))
            .map(|m| medium_shape(m, origin))
            .collect();
        let ids: Vec<_> = status.media.iter().map(ToString::to_string).collect();
        json!({
            "id": waiting.id.to_string(),
            "scheduled_at": time(waiting.at),
            "params": {
                "text": status.text, "spoiler_text": status.warning, "visibility": status.visibility.as_str(),
                "sensitive": status.sensitive, "language": status.language,
                "in_reply_to_id": status.reply_to, "quoted_status_id": status.quote_of,
                "media_ids": if ids.is_empty() { Value::Null } else { json!(ids) },
                "poll": status.poll.as_ref().map(|poll| json!({
                    "options": poll.options, "expires_in": poll.expires_in.to_string(),
                    "multiple": poll.multiple, "hide_totals": poll.hide_totals,
                })),
                "scheduled_at": null, "idempotency": null, "with_rate_limit": false, "application_id": 1,
            },
            "media_attachments": media,
        })
    }
}

/// A file.
pub(super) fn medium_shape(medium: &Medium, origin: &str) -> Value {
    let kind = medium.mime.split('/').next().filter(|kind| ["image", "video", "audio"].contains(kind));
    let kind = kind.unwrap_or("unknown");
    let url = (medium.processing == 0).then(|| format!("{origin}/media/{}", medium.id));
    let focus = medium.focus.as_deref().and_then(|focus| {
        let (x, y) = focus.split_once(',')?;
        Some(json!({ "x": x.trim().parse::<f64>().ok()?, "y": y.trim().parse::<f64>().ok()? }))
    });
    json!({
        "id": medium.id.to_string(), "type": kind, "url": url, "preview_url": url, "remote_url": null,
        "preview_remote_url": null, "text_url": null, "description": medium.alt, "blurhash": null,
        "meta": focus.map_or_else(|| json!({}), |focus| json!({ "focus": focus })),
    })
}

fn poll_shape(poll: &Poll, status: &Status) -> Value {
    let seconds =
        i64::try_from(poll.expires_in).ok().and_then(chrono::TimeDelta::try_seconds).unwrap_or_default();
    let options: Vec<_> =
        poll.options.iter().map(|title| json!({ "title": title, "votes_count": 0 })).collect();
    json!({
        "id": status.id.to_string(), "expires_at": time(status.created_at + seconds), "expired": false,
        "multiple": poll.multiple, "votes_count": 0, "voters_count": 0, "options": options, "emojis": [],
        "voted": false, "own_votes": [],
    })
}
