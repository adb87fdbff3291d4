//! What happened to a post, told from its events.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::frame::Moment;
use super::words::{ENGLISH, fill, happening};
use crate::audit::Event;
use crate::council::CouncilId;
use crate::review::approval::{Signature, Signed};
use crate::review::{PersonId, State, Submission, ToolId};
use crate::store::StoreError;

/// One line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) detail: Option<String>,
    pub(crate) at: Moment,
    pub(crate) who: String,
    pub(crate) reason: Option<String>,
}

/// The names behind the ids of events.
#[derive(Debug)]
pub(crate) struct Names {
    people: BTreeMap<PersonId, String>,
    tools: BTreeMap<ToolId, String>,
}

impl Names {
    /// The names of a council's people and tools.
    pub(crate) async fn of(desk: &Desk, council: &CouncilId) -> Result<Self, StoreError> {
        let people = desk.store().people(council).await?;
        let tools = desk.store().tools(council).await?;
        Ok(Self {
            people: people.into_iter().map(|person| (person.id, person.name)).collect(),
            tools: tools.into_iter().map(|tool| (tool.id, tool.name)).collect(),
        })
    }

    /// A person's name.
    pub(crate) fn person(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or(ENGLISH.post.someone, String::as_str)
    }

    /// A tool's name.
    pub(crate) fn tool(&self, id: Option<ToolId>) -> &str {
        id.and_then(|id| self.tools.get(&id)).map_or(ENGLISH.post.unknown_tool, String::as_str)
    }

    /// Who caused an event.
    pub(crate) fn actor(&self, actor: &str) -> String {
        let say = &ENGLISH.post;
        if let Some(id) = actor.strip_prefix("person:").and_then(|id| id.parse().ok()) {
            return self.person(id).to_owned();
        }
        match actor.strip_prefix("tool:") {
            Some(id) => match id.parse().ok().and_then(|id| self.tools.get(&id)) {
                Some(name) => fill(say.tool_actor, &[("tool", name)]),
                None => say.unknown_tool.to_owned(),
            },
            None => say.guard.to_owned(),
        }
    }
}

/// The events of a post as lines, newest first.
pub(crate) fn lines(events: &[Event], post: &Submission, names: &Names) -> Vec<Line> {
    let mut reasons = reasons(post);
    events
        .iter()
        .rev()
        .map(|event| Line {
            what: happening(&event.kind).to_owned(),
            detail: detail(event),
            at: Moment::of(event.at),
            who: names.actor(&event.actor),
            reason: take_reason(&mut reasons, event),
        })
        .collect()
}

/// The reasons people gave, as far as the post's present state keeps them; events hold none.
fn reasons(post: &Submission) -> Vec<Signature> {
    match &post.state {
        State::Returned { by } | State::Rejected { by } | State::Parked { by } => vec![by.clone()],
        State::Held { first_signature: Some(first), .. } => vec![first.by.clone()],
        State::Approved { approval }
        | State::Releasing { approval, .. }
        | State::Failed { approval, .. }
        | State::Unknown { approval, .. } => match &approval.signed {
            Signed::NotRestricted { by, .. } => vec![by.clone()],
            Signed::Emergency { first, second } => vec![first.clone(), second.clone()],
        },
        _ => Vec::new(),
    }
}

fn take_reason(reasons: &mut Vec<Signature>, event: &Event) -> Option<String> {
    let given = |signature: &Signature| {
        event.actor == format!("person:{}", signature.person)
            && (event.at - signature.at).abs() < chrono::TimeDelta::seconds(5)
    };
    let at = reasons.iter().position(given)?;
    Some(reasons.remove(at).reason)
}

/// The codes of an event that say something to people.
fn detail(event: &Event) -> Option<String> {
    let text = |key: &str| event.data.get(key).and_then(serde_json::Value::as_str);
    let codes: Vec<&str> = match event.kind.as_str() {
        "approved" => [text("ground"), text("slot")].into_iter().flatten().collect(),
        "emergency-first-signature" => text("slot").into_iter().collect(),
        "failed" => text("code").into_iter().collect(),
        "published" | "scheduled" => text("platform_id").into_iter().collect(),
        "held" | "blocked" | "changed" | "judged-again" | "approval-lapsed" => rules(event),
        _ => Vec::new(),
    };
    (!codes.is_empty()).then(|| codes.join(", "))
}

/// The rules that stopped a post in a judgement.
fn rules(event: &Event) -> Vec<&str> {
    let rules = event.data.get("rules").and_then(serde_json::Value::as_array);
    rules.into_iter().flatten().filter_map(serde_json::Value::as_str).collect()
}
