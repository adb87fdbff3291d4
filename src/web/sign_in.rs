//! Signing in and out.

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequestParts, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use http::StatusCode;
use http::request::Parts;
use secrecy::SecretString;
use serde::Deserialize;

use super::answer::{FieldError, Message, Trouble, error_of, page};
use super::desk::Desk;
use super::frame::Frame;
use super::visitor::{no_cookie, session_cookie, session_secret};
use super::when;
use super::words::{ENGLISH, Words, fill};
use crate::council::CouncilId;
use crate::store::SignInError;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    w: &'static Words,
    frame: Frame,
    errors: Vec<FieldError>,
    notice: Option<&'static str>,
    councils: Vec<(String, String)>,
    council: String,
    email: String,
    next: String,
}

impl SignInPage {
    fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

#[derive(Template)]
#[template(path = "link.html")]
struct LinkPage {
    w: &'static Words,
    frame: Frame,
    secret: String,
}

#[derive(Deserialize)]
pub(crate) struct Arrival {
    #[serde(default)]
    next: String,
    #[serde(default)]
    out: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    council: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(crate) struct LinkSecret {
    #[serde(default)]
    secret: String,
}

/// Where a request came from, for the limit on attempts.
pub(crate) struct Caller(Option<std::net::IpAddr>);

impl FromRequestParts<Desk> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Self::Rejection> {
        Ok(Self(desk.caller(parts)))
    }
}

fn sign_in_page(
    desk: &Desk,
    sent: Credentials,
    errors: Vec<FieldError>,
    notice: Option<&'static str>,
) -> SignInPage {
    let w = &ENGLISH;
    let councils: Vec<_> = desk
        .councils()
        .map(|council| (council.id().to_string(), council.settings.council.name.clone()))
        .collect();
    let mut frame = Frame::bare(w.sign_in.title).failed(!errors.is_empty());
    if let [(_, name)] = councils.as_slice() {
        frame.council = Some(name.clone());
    }
    SignInPage {
        w,
        frame,
        errors,
        notice,
        councils,
        council: sent.council,
        email: sent.email,
        next: sent.next,
    }
}

/// `GET /sign-in`
pub(crate) async fn form(State(desk): State<Desk>, Query(arrival): Query<Arrival>) -> Response {
    let say = &ENGLISH.sign_in;
    let notice = match &arrival {
        Arrival { out: Some(_), .. } => Some(say.signed_out),
        Arrival { next, .. } if !next.is_empty() => Some(say.first),
        Arrival { .. } => None,
    };
    let sent = Credentials {
        council: String::new(),
        email: String::new(),
        password: String::new(),
        next: arrival.next,
    };
    page(StatusCode::OK, &sign_in_page(&desk, sent, Vec::new(), notice))
}

/// `POST /sign-in`
pub(crate) async fn submit(
    State(desk): State<Desk>,
    Caller(from): Caller,
    jar: CookieJar,
    form: Result<Form<Credentials>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(mut sent) = form.map_err(|_| Trouble::Form)?;
    let say = &ENGLISH.sign_in;
    let password = SecretString::from(std::mem::take(&mut sent.password));
    let mut errors = Vec::new();
    let council = chosen_council(&desk, &sent.council);
    if council.is_none() {
        errors.push(FieldError { field: "council", text: say.no_council.to_owned() });
    }
    if sent.email.trim().is_empty() {
        errors.push(FieldError { field: "email", text: say.no_email.to_owned() });
    }
    if secrecy::ExposeSecret::expose_secret(&password).is_empty() {
        errors.push(FieldError { field: "password", text: say.no_password.to_owned() });
    }
    let (Some(council), true) = (council, errors.is_empty()) else {
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &sign_in_page(&desk, sent, errors, None)));
    };
    let (status, text) = match desk.store().sign_in(&council, sent.email.trim(), &password, from).await {
        Ok(secret) => {
            let jar = jar.add(session_cookie(&desk, &secret));
            return Ok((jar, Redirect::to(safe_next(&sent.next))).into_response());
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
        Err(SignInError::Wrong | SignInError::LinkSpent) => {
            (StatusCode::UNPROCESSABLE_ENTITY, say.wrong.to_owned())
        }
        Err(SignInError::TooManyAttempts { until }) => {
            (StatusCode::TOO_MANY_REQUESTS, fill(say.wait, &[("until", &when::said(until))]))
        }
        Err(SignInError::Inactive) => (StatusCode::FORBIDDEN, say.inactive.to_owned()),
    };
    let errors = vec![FieldError { field: "email", text }];
    Ok(page(status, &sign_in_page(&desk, sent, errors, None)))
}

fn chosen_council(desk: &Desk, sent: &str) -> Option<CouncilId> {
    let mut all = desk.councils();
    match (all.next(), all.next()) {
        (Some(only), None) => Some(only.id().clone()),
        _ => CouncilId::try_from(sent.to_owned()).ok().filter(|id| desk.council(id).is_some()),
    }
}

/// Only a path of the desk itself: never another site, however it is written.
fn safe_next(next: &str) -> &str {
    let inside = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n', '\t'])
        && !next.starts_with("/sign-");
    if inside { next } else { "/held" }
}

/// `GET /sign-in/link`: asks before the link is used up, as mail programs open links by themselves.
pub(crate) async fn link(Query(LinkSecret { secret }): Query<LinkSecret>) -> Response {
    let w = &ENGLISH;
    page(StatusCode::OK, &LinkPage { w, frame: Frame::bare(w.sign_in.link_title), secret })
}

/// `POST /sign-in/link`
pub(crate) async fn follow_link(
    State(desk): State<Desk>,
    jar: CookieJar,
    form: Result<Form<LinkSecret>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(LinkSecret { secret }) = form.map_err(|_| Trouble::Form)?;
    let say = &ENGLISH.sign_in;
    match desk.store().sign_in_with_link(&SecretString::from(secret)).await {
        Ok(secret) => {
            let jar = jar.add(session_cookie(&desk, &secret));
            Ok((jar, Redirect::to("/held")).into_response())
        }
        Err(SignInError::Store(error)) => Err(error.into()),
        Err(_) => {
            let mut message = Message::new(Frame::bare(say.link_bad_title), say.link_bad);
            message.link = Some(("/sign-in".to_owned(), say.title.to_owned()));
            Ok(page(StatusCode::GONE, &message))
        }
    }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(State(desk): State<Desk>, jar: CookieJar) -> Result<Response, Trouble> {
    if let Some(secret) = session_secret(&desk, &jar) {
        desk.store().session_end(&secret).await?;
    }
    Ok((jar.remove(no_cookie(&desk)), Redirect::to("/sign-in?out=1")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        for (next, expected) in [
            ("/posts/G-ABCDEF", "/posts/G-ABCDEF"),
            ("/held?view=blocked", "/held?view=blocked"),
            ("//evil.example", "/held"),
            ("/\\evil.example", "/held"),
            ("https://evil.example", "/held"),
            ("/\t/evil.example", "/held"),
            ("", "/held"),
            ("/sign-out", "/held"),
        ] {
            assert_eq!(safe_next(next), expected, "{next}");
        }
    }
}
