//! Who calls: the holder of a bearer token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;
use secrecy::SecretString;

use super::problem::Problem;
use super::shapes::PostBody;
use crate::council::CouncilId;
use crate::node::CouncilNode;
use crate::review::{Decider, PostId, Reference, Submission};
use crate::store::{Person, TokenHolder, Tool};
use crate::web::desk::Desk;

/// The holder of a token that works, in their council.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) id: CouncilId,
    pub(super) council: Arc<CouncilNode>,
    who: Who,
}

#[derive(Debug)]
enum Who {
    Person(Person),
    Tool(Tool),
}

impl Caller {
    /// Whether this caller may read a post: a tool its own, a person as at the desk.
    pub(super) fn may_read(&self, post: &Submission) -> bool {
        match &self.who {
            Who::Person(person) => person.roles.may_read_held() || post.authors.contains(&person.id),
            Who::Tool(tool) => post.tool == Some(tool.id),
        }
    }

    /// The person who decides; a tool never does.
    pub(super) fn decider(&self) -> Result<Decider, Problem> {
        match &self.who {
            Who::Person(person) => Ok(person.decider()),
            Who::Tool(_) => Err(Problem::tool_token()),
        }
    }

    /// A post by its id or its reference, if this caller may read it. Another council's is not found.
    pub(super) async fn post(&self, desk: &Desk, name: &str) -> Result<Submission, Problem> {
        let post = match (name.parse::<PostId>(), Reference::parse(name)) {
            (Ok(id), _) => desk.store().submission(&self.id, id).await?,
            (_, Some(reference)) => desk.store().by_reference(&self.id, &reference).await?,
            _ => None,
        };
        post.filter(|post| self.may_read(post)).ok_or_else(Problem::not_found)
    }

    /// A post as this caller is shown it.
    pub(super) async fn body(&self, desk: &Desk, post: Submission) -> Result<PostBody, Problem> {
        let decided = desk.store().decisions(&self.id, post.id).await?;
        Ok(PostBody::of(post, decided, &self.council.settings.server.desk_address()))
    }
}

impl FromRequestParts<Desk> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        let sent = parts.headers.get(header::AUTHORIZATION).ok_or_else(Problem::no_token)?;
        let sent = sent.to_str().map_err(|_| Problem::no_token())?;
        let (scheme, secret) = sent.split_once(' ').ok_or_else(Problem::no_token)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Problem::no_token());
        }
        let secret = SecretString::from(secret.trim().to_owned());
        let holder = desk.store().token(&secret).await?.ok_or_else(Problem::bad_token)?;
        let council = desk.council(holder.council()).cloned().ok_or_else(Problem::bad_token)?;
        Ok(match holder {
            TokenHolder::Person { council: id, person, .. } => Self { id, council, who: Who::Person(person) },
            TokenHolder::Tool { council: id, tool, .. } => Self { id, council, who: Who::Tool(tool) },
        })
    }
}
