//! The instance, applications and tokens.

use http::StatusCode;
use serde_json::{Value, json};

use super::{Asked, Problem, Told, ok};

const VERSION: &str = "4.5.0";

pub(super) fn instance_v1(asked: &Asked) -> Told {
    let board = asked.board.board();
    ok(json!({
        "uri": board.domain, "title": "Noticeboard", "short_description": "", "description": "", "email": "",
        "version": VERSION, "urls": {}, "languages": ["en"], "registrations": false, "approval_required": false,
        "invites_enabled": false, "thumbnail": null, "contact_account": null, "rules": [],
        "stats": { "user_count": board.accounts.len(), "status_count": board.statuses.len(), "domain_count": 0 },
        "configuration": configuration(),
    }))
}

pub(super) fn instance_v2(asked: &Asked) -> Told {
    let board = asked.board.board();
    ok(json!({
        "domain": board.domain, "title": "Noticeboard", "version": VERSION, "source_url": "", "description": "",
        "usage": { "users": { "active_month": board.accounts.len() } }, "thumbnail": { "url": "" }, "icon": [],
        "languages": ["en"], "configuration": configuration(),
        "registrations": { "enabled": false, "approval_required": false, "message": null },
        "api_versions": { "mastodon": 7 }, "contact": { "email": "", "account": null }, "rules": [],
    }))
}

fn configuration() -> Value {
    json!({
        "urls": {},
        "accounts": { "max_featured_tags": 10, "max_pinned_statuses": 5 },
        "statuses": { "max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23 },
        "media_attachments": {
            "supported_mime_types": ["image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4"],
            "image_size_limit": 16_777_216, "image_matrix_limit": 33_177_600, "video_size_limit": 103_809_024,
            "video_frame_rate_limit": 120, "video_matrix_limit": 8_294_400, "description_limit": 1500,
        },
        "polls": {
            "max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2_629_746,
        },
        "translation": { "enabled": false },
        "vapid": { "public_key": "" },
    })
}

pub(super) fn apps(asked: &Asked) -> Told {
    let name = asked.text("client_name").unwrap_or_default();
    let redirect = asked.text("redirect_uris").unwrap_or_else(|| "urn:ietf:wg:oauth:2.0:oob".to_owned());
    ok(json!({
        "id": "1", "name": name, "website": null, "redirect_uri": redirect, "redirect_uris": [redirect],
        "client_id": "noticeboard", "client_secret": "noticeboard", "client_secret_expires_at": 0,
        "scopes": ["read", "write", "follow", "push"], "vapid_key": "",
    }))
}

pub(super) fn app(_: &Asked) -> Told {
    ok(json!({ "name": "noticeboard", "website": null, "scopes": ["read", "write"], "vapid_key": "" }))
}

/// The password of an account is its token.
pub(super) fn token(asked: &Asked) -> Told {
    let board = asked.board.board();
    let token = match asked.text("grant_type").as_deref() {
        Some("client_credentials") => "application".to_owned(),
        Some("password") => {
            let user = asked.text("username").unwrap_or_default();
            let password = asked.text("password").unwrap_or_default();
            let user = user.trim_start_matches('@').split('@').next().unwrap_or_default().to_owned();
            let found = board.by_token(&password).filter(|account| account.user == user);
            found.map(|account| account.token.clone()).ok_or(REFUSED)?
        }
        _ => return Err(REFUSED),
    };
    let scope = asked.text("scope").unwrap_or_else(|| "read write follow push".to_owned());
    let created = asked.board.0.clock.now().timestamp();
    ok(json!({ "access_token": token, "token_type": "Bearer", "scope": scope, "created_at": created }))
}

const REFUSED: Problem = Problem(StatusCode::BAD_REQUEST, "invalid_grant");

pub(super) fn revoke(_: &Asked) -> Told {
    ok(json!({}))
}
