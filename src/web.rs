//! The desk: pages for people, and the JSON API for programs, on one port.
//!
//! Pages work without scripts. Every decision goes through [`crate::store::Store::advance`] and so through
//! [`crate::review::take`]: nothing here decides what may happen to a post, it only asks and shows.
//!
//! | to change | open |
//! |---|---|
//! | a sentence | `web/words/english.rs` |
//! | what surrounds a page, the period notice | `web/frame.rs`, `web/templates/page.html` |
//! | how people sign in | `web/visitor.rs`, `web/sign_in.rs` |
//! | the list of posts | `web/held.rs` |
//! | a post's page | `web/post_page.rs`, `web/shown.rs`, `web/marks.rs`, `web/timeline.rs` |
//! | what can be decided, and what is done | `web/offer.rs`, `web/decide.rs` |
//! | the JSON API | `web/api.rs` |

mod answer;
mod api;
mod assets;
mod calendar_page;
mod check_page;
mod conflict;
mod decide;
mod desk;
mod frame;
mod headers;
mod held;
mod ics;
mod markdown;
mod marks;
mod offer;
mod pictures;
mod post_page;
mod record_page;
mod rule_pages;
mod shown;
mod sign_in;
mod timeline;
mod visitor;
mod when;
pub(crate) mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use http::StatusCode;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::node::Node;
use answer::Trouble;
use desk::Desk;

/// Forms and JSON are small; posts with files never come here.
const LARGEST_REQUEST: usize = 256 * 1024;

/// Everything the desk's port answers: pages, assets and the JSON API.
pub fn router(node: Arc<Node>) -> Router {
    let desk = Desk::new(node);
    let protected = cross_site_protection(&desk);
    Router::new()
        .merge(pages())
        .merge(api::routes())
        .fallback(|| async { Trouble::NotFound.into_response() })
        .layer(protected)
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .layer(axum::middleware::from_fn_with_state(desk.clone(), headers::secure))
        .with_state(desk)
}

fn pages() -> Router<Desk> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/held") }))
        .route("/sign-in", get(sign_in::form).post(sign_in::submit))
        .route("/sign-in/link", get(sign_in::link).post(sign_in::follow_link))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/held", get(held::list))
        .route("/find", get(held::find))
        .route("/posts/{reference}", get(post_page::show))
        .route("/posts/{reference}/decide", post(decide::decide))
        .route("/posts/{reference}/resolve", post(decide::resolve))
        .route("/posts/{reference}/retry", post(decide::retry))
        .route("/posts/{reference}/appeal", post(decide::appeal))
        .route("/posts/{reference}/withdraw", post(decide::withdraw))
        .route("/posts/{reference}/media/{number}", get(pictures::show))
        .route("/check", get(check_page::form).post(check_page::submit))
        .route("/rules", get(rule_pages::list))
        .route("/rules/{code}", get(rule_pages::show))
        .route("/calendar", get(calendar_page::show))
        .route("/calendar.ics", get(ics::feed))
        .route("/audit", get(record_page::show))
        .route("/assets/{name}", get(assets::serve))
}

type RejectCrossSite = fn(ProtectionError) -> axum::response::Response;

/// Refuses what another site makes a browser send, by Fetch metadata and `Origin`. A request with neither comes
/// from no browser, and then no cookie comes with it unasked.
fn cross_site_protection(desk: &Desk) -> CsrfLayer<RejectCrossSite> {
    let mut layer = CsrfLayer::new();
    for origin in desk.origins() {
        layer = match layer.clone().add_trusted_origin(&origin) {
            Ok(trusting) => trusting,
            Err(_) => layer,
        };
    }
    let reject: RejectCrossSite = |_| {
        (StatusCode::FORBIDDEN, [(http::header::CACHE_CONTROL, "no-store")], Trouble::CrossSite)
            .into_response()
    };
    layer.with_rejection_response(reject)
}
