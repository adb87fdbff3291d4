//! Style sheets and scripts, embedded by `build.rs`.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use sha2::{Digest, Sha256};

use super::answer::Trouble;
use crate::post::content::hex;

const FRONTEND_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/frontend.css"));
/// Empty in a build without GOV.UK Frontend.
const FRONTEND_SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/frontend.js"));
const DESK_STYLE: &str = include_str!("assets/desk.css");
const DESK_SCRIPT: &str = include_str!("assets/desk.js");
const START_SCRIPT: &str = include_str!("assets/start.js");
const ICON: &str = include_str!("assets/icon.svg");

/// Whether GOV.UK Frontend was there when this program was built; else pages have the plain style sheet, and no
/// scripts.
pub(crate) fn has_frontend() -> bool {
    !FRONTEND_SCRIPT.is_empty()
}

fn asset(name: &str) -> Option<(&'static str, &'static str)> {
    const CSS: &str = "text/css; charset=utf-8";
    const JS: &str = "text/javascript; charset=utf-8";
    match name {
        "frontend.css" => Some((CSS, FRONTEND_STYLE)),
        "desk.css" => Some((CSS, DESK_STYLE)),
        "frontend.js" if has_frontend() => Some((JS, FRONTEND_SCRIPT)),
        "desk.js" => Some((JS, DESK_SCRIPT)),
        "start.js" => Some((JS, START_SCRIPT)),
        "icon.svg" => Some(("image/svg+xml", ICON)),
        _ => None,
    }
}

/// `GET /assets/{name}`: kept by browsers, and asked after each time, so that an upgrade shows at once.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Trouble> {
    let (kind, body) = asset(&name).ok_or(Trouble::NotFound)?;
    let digest = hex(&Sha256::digest(body));
    let tag = format!("\"{}\"", &digest[..32]);
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == tag.as_bytes());
    let kept = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, tag),
    ];
    Ok(if known { (StatusCode::NOT_MODIFIED, kept).into_response() } else { (kept, body).into_response() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_the_fonts_nor_the_crest_of_gov_uk_are_embedded() {
        for forbidden in ["@font-face", "GDS Transport", "crest.svg", "sourceMappingURL"] {
            assert!(!FRONTEND_STYLE.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    #[ignore = "needs node_modules filled by npm ci when purdah was built"]
    fn the_real_style_sheet_is_embedded() {
        assert!(has_frontend());
        assert!(FRONTEND_STYLE.contains("--govuk-frontend-version"));
    }
}
