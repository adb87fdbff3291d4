//! The walk of one request: `accept`, `read`, `look`, `judge`, `act`.
//!
//! A read leaves the walk at `read` and streams through. A write is read whole; the bytes that are judged are the
//! bytes that are sent on. The record of an allowed post is committed before its first byte goes upstream, and
//! the record of a held one before its tool is answered.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, UPGRADE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde_json::Value;

use super::Proxy;
use super::caller::{self, Caller};
use super::channels::Way;
use super::reply::{Step, Stop};
use super::upstream::{self, Lost, PATIENCE};
use super::{changes, own, upload};
use crate::config::OnHold;
use crate::crash;
use crate::guard::rules::repeated;
use crate::guard::verdict::{Decision, Verdict};
use crate::platform::mastodon::answer::{self, Reply};
use crate::platform::mastodon::look::{self as mastodon, Looked, Place};
use crate::platform::mastodon::params::Params;
use crate::platform::mastodon::routes::{self, Endpoint, WriteRoute};
use crate::platform::mastodon::write::{self, Write};
use crate::post::Operation;
use crate::review::state::Scheduled;
use crate::review::{HeldBecause, State, Submission};
use crate::store::{NewSubmission, Recorded};

/// The largest answer to a write that is read, in bytes.
const LARGEST_ANSWER: usize = 8 << 20;

/// A request of a channel.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) proxy: Arc<Proxy>,
    pub(super) way: Arc<Way>,
    pub(super) method: Method,
    /// On the platform.
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) headers: HeaderMap,
}

/// What a request turned out to be.
pub(super) enum Read {
    /// A read or a write that publishes nothing.
    NotAPost(Body),
    /// A file on its way.
    Upload(Body),
    /// A post, or a change of one.
    Post(Box<ReadPost>),
}

/// A write, read whole.
pub(super) struct ReadPost {
    pub(super) write: Write,
    pub(super) params: Params,
    pub(super) bytes: Bytes,
}

/// Walks a request through.
pub(super) async fn walk(proxy: Arc<Proxy>, request: Request) -> Response {
    let clock = proxy.node.clock.clone();
    let walked = match accept(proxy, request) {
        Ok((passage, body)) => passage.through(body).await,
        Err(stop) => Err(stop),
    };
    walked.unwrap_or_else(|stop| stop.into_response(clock.now()))
}

/// # accept
/// Which council and channel, and nothing that could be read in two ways: no upgrades, no method overrides.
fn accept(proxy: Arc<Proxy>, request: Request) -> Step<(Passage, Body)> {
    let (parts, body) = request.into_parts();
    let Some((way, path)) = proxy.channels.find(&parts) else {
        return Err(Stop::error(
            StatusCode::NOT_FOUND,
            "No channel of the publishing guard has this address",
        ));
    };
    plain(&parts)?;
    let query = parts.uri.query().map(str::to_owned);
    let passage = Passage { proxy, way, method: parts.method, path, query, headers: parts.headers };
    Ok((passage, body))
}

/// Refuses what would mean something else to the platform than it says.
fn plain(parts: &Parts) -> Step<()> {
    let headers = &parts.headers;
    if headers.contains_key(UPGRADE) || parts.method == Method::CONNECT {
        return Err(Stop::refused("this connection cannot be upgraded"));
    }
    let overrides = ["x-http-method-override", "x-http-method", "x-method-override"];
    if overrides.iter().any(|name| headers.contains_key(*name)) {
        return Err(Stop::refused("send the request with the method you mean, without a method override"));
    }
    let query = parts.uri.query().unwrap_or_default();
    if form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "_method") {
        return Err(Stop::refused("send the request with the method you mean, without a method override"));
    }
    Ok(())
}

impl Passage {
    /// From `read` on.
    async fn through(mut self, body: Body) -> Step<Response> {
        if let Some(answered) = own::answer(&mut self).await? {
            match answered {
                own::Answered::Here(response) => return Ok(response),
                own::Answered::Change(draft_of) => {
                    let post = self.read_post(WriteRoute::Edit(String::new()), body).await;
                    return own::change(&self, *draft_of, post?).await;
                }
                own::Answered::Reschedule(of) => {
                    let post = self.read_post(WriteRoute::Reschedule(String::new()), body).await?;
                    return own::reschedule(&self, *of, post.write).await;
                }
            }
        }
        match self.read(body).await? {
            Read::NotAPost(body) => self.stream(body).await,
            // From here on the work is finished even if the client goes away.
            Read::Upload(body) => upload::pass(self, body).await,
            Read::Post(post) => {
                finish(async move {
                    let caller = caller::identify(&self.proxy, &self.way, &self.headers).await?;
                    match &post.write {
                        Write::Describe(id, said) => changes::describe(&self, &caller, id, said, &post).await,
                        Write::Reschedule(id, at) => {
                            changes::reschedule(&self, &caller, id, *at, &post).await
                        }
                        _ => self.judged(caller, *post).await,
                    }
                })
                .await
            }
        }
    }

    /// # read
    /// What the platform would take it for, told from method, path and body.
    async fn read(&self, body: Body) -> Step<Read> {
        match routes::endpoint(&self.method, &self.path) {
            Endpoint::Pass => Ok(Read::NotAPost(body)),
            Endpoint::Upload => Ok(Read::Upload(body)),
            Endpoint::Unknown => {
                Err(Stop::refused("it does not know this kind of request, which might publish something"))
            }
            Endpoint::Write(route) => Ok(Read::Post(Box::new(self.read_post(route, body).await?))),
        }
    }

    async fn read_post(&self, route: WriteRoute, body: Body) -> Step<ReadPost> {
        let limit = match route {
            // Profiles carry their pictures with them.
            WriteRoute::Profile => self.way.council.settings.limits.media,
            _ => self.way.council.settings.limits.body,
        };
        let bytes = whole(body, usize::try_from(limit).unwrap_or(usize::MAX)).await?;
        let params = Params::read(self.query.as_deref(), &self.headers, &bytes).await?;
        let write = write::read(route, &params)?;
        Ok(ReadPost { write, params, bytes })
    }

    /// From `look` on.
    async fn judged(self, caller: Caller, post: ReadPost) -> Step<Response> {
        let ReadPost { write, params, bytes } = post;
        let looked = self.look(&caller, write).await?;
        if !looked.publicity {
            let rewritten = mastodon::renamed(&looked, &params);
            return self.send_on(&caller, bytes, rewritten).await.map_err(|lost| unreached(lost, false));
        }
        let verdict = self.judge(&looked).await;
        self.act(caller, looked, verdict, &params, bytes).await
    }

    /// # look
    /// Targets and files are looked up, in the caller's name.
    async fn look(&self, caller: &Caller, write: Write) -> Step<Looked> {
        let mut looked = mastodon::look(write, self.place(caller)).await?;
        looked.post.from_unknown_tool = caller.is_unknown();
        looked.post.same_words_at = self.same_words_at(&looked).await?;
        Ok(looked)
    }

    /// When the words of a new post last went to this channel; looked for only where the policy asks.
    async fn same_words_at(&self, looked: &Looked) -> Step<Option<DateTime<Utc>>> {
        let book = self.way.council.rulebook();
        let policy = &book.world().policy;
        let (Operation::Publish, Some(words)) = (&looked.content.operation, &looked.content.text) else {
            return Ok(None);
        };
        if words.trim().is_empty() || !policy.is_on(&repeated::CODE) {
            return Ok(None);
        }
        let node = &self.proxy.node;
        let since = node.clock.now() - TimeDelta::hours(policy.switches().repeat_within.into());
        Ok(node.store.same_words_at(self.way.council.id(), &self.way.channel.name, words, since).await?)
    }

    pub(super) fn place<'a>(&'a self, caller: &'a Caller) -> Place<'a> {
        Place {
            store: &self.proxy.node.store,
            council: self.way.council.id(),
            channel: &self.way.channel,
            api: &caller.api,
            now: self.proxy.node.clock.now(),
            media_limit: self.way.council.settings.limits.media,
        }
    }

    /// # judge
    /// For the moment it becomes public.
    async fn judge(&self, looked: &Looked) -> Verdict {
        let when = looked.slot.unwrap_or_else(|| self.proxy.node.clock.now());
        self.way.council.judge_apart(&looked.post, when).await
    }

    /// # act
    /// Recorded, and then sent on, held or blocked.
    async fn act(
        &self,
        caller: Caller,
        looked: Looked,
        verdict: Verdict,
        params: &Params,
        bytes: Bytes,
    ) -> Step<Response> {
        let rewritten = mastodon::renamed(&looked, params);
        let waits = looked.waits_for.is_some();
        let state = match verdict.decision {
            Decision::Allow if waits => State::held(HeldBecause::ParentHeld),
            Decision::Allow => {
                let scheduled = looked.slot.map(|slot| Scheduled { platform_id: None, slot, recall: None });
                State::Allowed { scheduled }
            }
            Decision::Hold => State::held(HeldBecause::Judged),
            Decision::Block => State::Blocked,
        };
        let allowed = matches!(state, State::Allowed { .. });
        let uploads = looked.uploads.clone();
        crash::point(if allowed { "allow.judged" } else { "hold.judged" });
        let recorded = self.record(&caller, looked, verdict, state).await?;
        crash::point(if allowed { "allow.recorded" } else { "hold.recorded" });
        for id in &uploads {
            self.attach(id, &recorded).await?;
        }
        let new = matches!(recorded, Recorded::New(_));
        let post = recorded.into_submission();
        tracing::info!(council = %self.way.council.id(), channel = self.way.channel.name, post = %post.id,
            state = post.state.name().as_str(), "passage.recorded");
        if allowed && new {
            self.send_recorded(&caller, &post, bytes, rewritten).await
        } else {
            self.present(&post, &caller).await
        }
    }

    async fn record(
        &self,
        caller: &Caller,
        looked: Looked,
        verdict: Verdict,
        state: State,
    ) -> Step<Recorded> {
        let key = self.headers.get("idempotency-key").and_then(|key| key.to_str().ok());
        let new = NewSubmission {
            channel: self.way.channel.name.clone(),
            content: looked.content,
            post: looked.post,
            verdict,
            state,
            slot: looked.slot,
            tool: caller.tool,
            authors: caller.authors.clone(),
            waits_for: looked.waits_for,
            idempotency_key: key.map(str::to_owned),
            credential: Some(caller.fingerprint.clone()),
        };
        Ok(self.proxy.node.store.record(self.way.council.id(), new).await?)
    }

    async fn attach(&self, upload: &str, recorded: &Recorded) -> Step<()> {
        let Recorded::New(post) = recorded else { return Ok(()) };
        let (store, council, channel) =
            (&self.proxy.node.store, self.way.council.id(), &self.way.channel.name);
        if store.upload(council, channel, upload).await?.is_some() {
            store.upload_attached(council, channel, upload, post.id).await?;
        }
        Ok(())
    }

    /// Sends a recorded post on, and appends what became of it.
    pub(super) async fn send_recorded(
        &self,
        caller: &Caller,
        post: &Submission,
        bytes: Bytes,
        rewritten: Option<Value>,
    ) -> Step<Response> {
        let answered = self.send_on(caller, bytes, rewritten).await;
        crash::point("allow.answered");
        let (status, body) = match &answered {
            Ok(response) => (response.status(), response.extensions().get::<Told>().cloned()),
            Err(Lost::NotSent) => (StatusCode::SERVICE_UNAVAILABLE, None),
            Err(Lost::Unknown) => (StatusCode::GATEWAY_TIMEOUT, None),
        };
        self.note(post, status, body.map(|told| told.0)).await;
        answered.map_err(|lost| unreached(lost, true))
    }

    /// Appends the outcome. The post is out or not whatever happens here, so a failure is reported, not answered.
    async fn note(&self, post: &Submission, status: StatusCode, body: Option<Value>) {
        let (store, council) = (&self.proxy.node.store, self.way.council.id());
        let id = body
            .as_ref()
            .and_then(|body| body["id"].as_str())
            .filter(|_| status.is_success())
            .map(str::to_owned);
        let is_scheduled = body.as_ref().is_some_and(|body| body["scheduled_at"].is_string());
        let noted = match (&post.state, id) {
            (State::Allowed { scheduled: Some(_) }, Some(id)) if is_scheduled => {
                let step = crate::review::Step::Scheduled { platform_id: id };
                let rules = &self.way.council.settings.review;
                match store.advance(council, post.id, step, rules).await {
                    Ok(_) => store
                        .outcome(council, post.id, status.as_u16(), None)
                        .await
                        .map_err(|e| e.to_string()),
                    Err(error) => Err(error.to_string()),
                }
            }
            (state, id) => {
                if matches!(state, State::Allowed { scheduled: Some(_) }) && id.is_some() {
                    self.report_unscheduled();
                }
                store.outcome(council, post.id, status.as_u16(), id).await.map_err(|e| e.to_string())
            }
        };
        if let Err(error) = noted {
            tracing::error!(%error, post = %post.id, "passage.outcome_not_recorded");
        }
    }

    fn report_unscheduled(&self) {
        let text = "the platform published a post at once that it was asked to keep for later: this server does \
                    not keep scheduled posts, so schedule them in your tool instead";
        self.way.council.report(&self.way.channel.name, text.to_owned(), self.proxy.node.clock.now());
    }

    /// Sends a write on, and reads its answer whole; a JSON answer travels along as [`Told`].
    pub(super) async fn send_on(
        &self,
        caller: &Caller,
        bytes: Bytes,
        rewritten: Option<Value>,
    ) -> Result<Response, Lost> {
        let mut headers = upstream::onward(&self.headers);
        // The answer is read here, so it must come as it is.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if let Ok(value) = caller::authorization(caller.api.bearer()) {
            headers.insert(http::header::AUTHORIZATION, value);
        }
        let mut query = self.query.as_deref();
        let bytes = match rewritten {
            None => bytes,
            Some(body) => {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                // Its parameters are in the body already.
                query = None;
                Bytes::from(body.to_string())
            }
        };
        headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        let sent = self.send_within(headers, query, Body::from(bytes));
        tokio::time::timeout(PATIENCE, sent).await.unwrap_or(Err(Lost::Unknown))
    }

    pub(super) async fn send_within(
        &self,
        headers: HeaderMap,
        query: Option<&str>,
        body: Body,
    ) -> Result<Response, Lost> {
        let response =
            self.proxy.upstream.send(self.request(headers, query, body).ok_or(Lost::NotSent)?).await?;
        let (mut parts, body) = response.into_parts();
        let collected = Limited::new(body, LARGEST_ANSWER).collect().await.map_err(|_| Lost::Unknown)?;
        let bytes = collected.to_bytes();
        if let Ok(told) = serde_json::from_slice(&bytes) {
            parts.extensions.insert(Told(told));
        }
        Ok(Response::from_parts(parts, Body::from(bytes)))
    }

    fn request(&self, headers: HeaderMap, query: Option<&str>, body: Body) -> Option<http::Request<Body>> {
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = upstream::address(&self.way.channel.upstream, &self.path, query)?;
        *request.headers_mut() = headers;
        Some(request)
    }

    /// Streams a request through, both ways.
    pub(super) async fn stream(&self, body: Body) -> Step<Response> {
        let mut headers = upstream::onward(&self.headers);
        if let Some(value) = caller::stand_in(&self.proxy, &self.way, &self.headers).await? {
            headers.insert(http::header::AUTHORIZATION, value);
        }
        let request = self
            .request(headers, self.query.as_deref(), body)
            .ok_or_else(|| Stop::error(StatusCode::BAD_REQUEST, "This address cannot be read"))?;
        self.proxy.upstream.send(request).await.map_err(|lost| unreached(lost, false))
    }

    /// The answer about a post of the guard, from its present state.
    pub(super) async fn present(&self, post: &Submission, caller: &Caller) -> Step<Response> {
        let page = self.way.page(post.id);
        let reply = match &post.state {
            State::Published { platform_id, .. } => Reply::ok(match post.content.operation {
                Operation::Profile => caller.api.verify_credentials().await?,
                _ => caller.api.status(platform_id).await?,
            }),
            State::Blocked => answer::blocked(post).decided("blocked", page),
            state if state.name().is_open() => match self.way.channel.on_hold {
                OnHold::Refuse => answer::held_error(post).decided("held", page),
                OnHold::Accept => self.held(post, caller).await,
            },
            state => Stop::error(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("Validation failed: this post was {}. Reference {}.", state.name(), post.reference),
            )
            .0
            .decided(state.name().as_str(), page),
        };
        Ok(reply.into_response(self.proxy.node.clock.now()))
    }

    /// A waiting post as a success.
    pub(super) async fn held(&self, post: &Submission, caller: &Caller) -> Reply {
        let shared = match &post.content.operation {
            Operation::Reshare { target, .. } => caller.api.status(target).await.ok(),
            _ => None,
        };
        let page = self.way.page(post.id);
        Reply::ok(answer::held(post, &caller.account, &page, shared.as_ref())).decided("held", page)
    }
}

/// The JSON of the platform's answer.
#[derive(Debug, Clone)]
pub(super) struct Told(pub(super) Value);

/// Reads a body whole.
pub(super) async fn whole(body: Body, limit: usize) -> Step<Bytes> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Stop::error(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("Validation failed: the request is larger than the {limit} bytes this council allows"),
        )),
        Err(_) => Err(Stop::error(StatusCode::BAD_REQUEST, "The request did not arrive whole")),
    }
}

/// The platform did not answer.
pub(super) fn unreached(lost: Lost, recorded: bool) -> Stop {
    tracing::warn!(?lost, recorded, "passage.platform_lost");
    match lost {
        Lost::NotSent => {
            Stop::error(StatusCode::BAD_GATEWAY, "The platform cannot be reached. Nothing was sent.")
        }
        Lost::Unknown => Stop::error(
            StatusCode::GATEWAY_TIMEOUT,
            "The platform did not finish its answer. Look whether the post is there before you send it again.",
        ),
    }
}

/// Runs work to its end, whether or not anybody still waits for the answer.
pub(super) async fn finish(work: impl Future<Output = Step<Response>> + Send + 'static) -> Step<Response> {
    match tokio::spawn(work).await {
        Ok(result) => result,
        Err(error) => {
            tracing::error!(%error, "passage.broke_off");
            Err(Stop::error(StatusCode::INTERNAL_SERVER_ERROR, "The publishing guard met a fault of its own"))
        }
    }
}
