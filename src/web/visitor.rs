//! Who is at the desk: a signed-in person, by the cookie of their session.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::Method;
use http::request::Parts;
use secrecy::{ExposeSecret, SecretString};

use super::answer::Trouble;
use super::desk::Desk;
use super::frame::{Frame, Here, PeriodNotice};
use super::when;
use super::words::{ENGLISH, fill, periods};
use crate::council::CouncilId;
use crate::guard::rulebook::Rulebook;
use crate::node::CouncilNode;
use crate::review::{Role, Submission};
use crate::store::Person;

/// A signed-in person in their council. Handlers that take one are closed to everybody else.
#[derive(Debug)]
pub(crate) struct Visitor {
    pub(crate) id: CouncilId,
    pub(crate) council: Arc<CouncilNode>,
    pub(crate) person: Person,
}

impl Visitor {
    /// The rulebook in force.
    pub(crate) fn rulebook(&self) -> Arc<Rulebook> {
        self.council.rulebook()
    }

    /// The surroundings of a page for this person.
    pub(crate) fn frame(&self, desk: &Desk, here: Here, title: impl Into<String>) -> Frame {
        let rulebook = self.rulebook();
        Frame {
            council: Some(self.council.settings.council.name.clone()),
            person: Some(self.person.name.clone()),
            here: Some(here),
            period: Some(PeriodNotice::of(&rulebook.world().calendar, desk.now())),
            troubles: self.troubles(desk),
            ..Frame::bare(title)
        }
    }

    /// What those who run the guard must hear of; an author cannot mend it, and is not told.
    fn troubles(&self, desk: &Desk) -> Vec<String> {
        if !self.may_read_record() {
            return Vec::new();
        }
        let say = &ENGLISH.site;
        let troubles = self.council.troubles().into_iter().map(|trouble| {
            let since = when::said(trouble.since);
            fill(say.trouble, &[("about", &trouble.about), ("text", &trouble.text), ("since", &since)])
        });
        let warnings = self.council.calendar_warnings(desk.now());
        let warnings =
            warnings.iter().map(|one| fill(say.calendar_warning, &[("text", &periods::warning(one))]));
        let queries = periods::queries(self.council.remarks().queries.len());
        let queries = queries.map(|text| fill(say.calendar_queries, &[("text", &text)]));
        let rosters = self.council.roster_queries(desk.now());
        let rosters = rosters.iter().map(|query| {
            let all = [("file", &query.file), ("text", &query.message), ("repair", &query.repair)];
            fill(say.roster_query, &all.map(|(key, value)| (key, value.as_str())))
        });
        troubles.chain(warnings).chain(queries).chain(rosters).collect()
    }

    /// Whether this person may read a post: their own always, others' by their role.
    pub(crate) fn may_read(&self, post: &Submission) -> bool {
        self.person.roles.may_read_held() || post.authors.contains(&self.person.id)
    }

    /// Whether this person decides on posts.
    pub(crate) fn is_reviewer(&self) -> bool {
        self.person.roles.has(Role::Reviewer)
    }

    /// Whether this person may read the record.
    pub(crate) fn may_read_record(&self) -> bool {
        self.person.roles.may_read_held() || self.person.roles.has(Role::ElectionOfficer)
    }
}

impl FromRequestParts<Desk> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let jar = CookieJar::from_headers(&parts.headers);
        let Some(secret) = session_secret(desk, &jar) else { return Err(to_sign_in(parts)) };
        let session =
            desk.store().session(&secret).await.map_err(|error| Trouble::from(error).into_response())?;
        let session = session.ok_or_else(|| to_sign_in(parts))?;
        // A council taken out of this node's configuration has nobody at its desk.
        let council = desk.council(&session.council).cloned().ok_or_else(|| to_sign_in(parts))?;
        Ok(Self { id: session.council, council, person: session.person })
    }
}

/// The way to the sign-in page, and back to the page that was asked for.
fn to_sign_in(parts: &Parts) -> Response {
    let wanted = match (&parts.method, parts.uri.path_and_query()) {
        (&Method::GET, Some(wanted)) if wanted.path() != "/held" => wanted.as_str(),
        _ => return Redirect::to("/sign-in").into_response(),
    };
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("next", wanted).finish();
    Redirect::to(&format!("/sign-in?{query}")).into_response()
}

/// With https the name binds the cookie to this origin and to nothing near it.
fn cookie_name(desk: &Desk) -> &'static str {
    if desk.secure() { "__Host-desk" } else { "desk" }
}

/// The session a browser brings.
pub(crate) fn session_secret(desk: &Desk, jar: &CookieJar) -> Option<SecretString> {
    let cookie = jar.get(cookie_name(desk))?;
    Some(SecretString::from(cookie.value().to_owned()))
}

/// The cookie of a session: unseen by scripts, and sent by no other site's forms. It ends with the browser; the
/// store ends the session itself.
pub(crate) fn session_cookie(desk: &Desk, secret: &SecretString) -> Cookie<'static> {
    Cookie::build((cookie_name(desk), secret.expose_secret().to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(desk.secure())
        .build()
}

/// What takes the cookie away again.
pub(crate) fn no_cookie(desk: &Desk) -> Cookie<'static> {
    Cookie::build((cookie_name(desk), "")).path("/").secure(desk.secure()).http_only(true).build()
}
