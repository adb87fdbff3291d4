//! What happened to a post, told from its events and from what people decided.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::frame::Moment;
use super::offer::slot_said;
use super::words::{ENGLISH, fill, happening};
use crate::audit::Event;
use crate::council::CouncilId;
use crate::review::decision::Decision;
use crate::review::{Ground, PersonId, ToolId};
use crate::store::{Decided, StoreError};

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

/// The events of a post as lines, newest first, each with the decision it came from.
pub(crate) fn lines(events: &[Event], decided: Vec<Decided>, names: &Names) -> Vec<Line> {
    let mut decided: BTreeMap<u64, Decision> =
        decided.into_iter().map(|decided| (decided.seq, decided.decision)).collect();
    events.iter().rev().map(|event| line(event, decided.remove(&event.seq), names)).collect()
}

fn line(event: &Event, decision: Option<Decision>, names: &Names) -> Line {
    let at = Moment::of(event.at);
    match decision {
        Some(decision) => Line {
            what: happening(decision.kind.as_str()).to_owned(),
            detail: terms(&decision).or_else(|| detail(event)),
            at,
            who: names.person(decision.person).to_owned(),
            reason: decision.reason,
        },
        None => Line {
            what: happening(&event.kind).to_owned(),
            detail: detail(event),
            at,
            who: names.actor(&event.actor),
            reason: None,
        },
    }
}

/// The ground and the slot of a decision.
fn terms(decision: &Decision) -> Option<String> {
    let say = &ENGLISH.post;
    let ground = decision.ground.map(|ground| match ground {
        Ground::NotRestricted => say.ground_not_restricted,
        Ground::Emergency => say.ground_emergency,
    });
    let terms: Vec<_> = [ground, decision.slot.map(slot_said)].into_iter().flatten().collect();
    (!terms.is_empty()).then(|| terms.join("; "))
}

/// The codes of an event that say something to people.
fn detail(event: &Event) -> Option<String> {
    let text = |key: &str| event.data.get(key).and_then(serde_json::Value::as_str);
    let codes: Vec<&str> = match event.kind.as_str() {
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
