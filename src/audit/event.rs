//! One event, and the line that is kept of it.

use aws_lc_rs::hmac;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::council::CouncilId;
use crate::post::Content;
use crate::post::content::hex;
use crate::review::PostId;
use crate::review::step::Actor;

/// The version of the line's shape.
pub const VERSION: u32 = 1;

/// What happened, before it has its place in the record.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Who caused it.
    pub actor: Actor,
    /// What happened, such as `held`, `approved` or `person-added`.
    pub kind: String,
    /// The post concerned, if any.
    pub post: Option<PostId>,
    /// The commitment to the post's content as it stands after the event.
    pub commitment: Option<String>,
    /// The digest of the rulebook that judged, where a judgement is part of it.
    pub rulebook: Option<String>,
    /// Codes and ids; no content and no names.
    pub data: serde_json::Value,
}

impl NewEvent {
    /// An event that concerns no post.
    pub fn new(actor: Actor, kind: impl Into<String>, data: serde_json::Value) -> Self {
        Self { actor, kind: kind.into(), post: None, commitment: None, rulebook: None, data }
    }
}

/// An event of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The version of this shape.
    pub v: u32,
    /// Whose record it stands in.
    pub council: CouncilId,
    /// Its place in the record, from 1.
    pub seq: u64,
    /// When, to the millisecond, in UTC.
    #[serde(with = "moment")]
    pub at: DateTime<Utc>,
    /// Who caused it: `guard`, `person:<id>`, `tool:<id>` or `tool:unknown`.
    pub actor: String,
    /// What happened.
    pub kind: String,
    /// The post concerned.
    pub post: Option<PostId>,
    /// The commitment to the post's content, lower-case hexadecimal.
    pub commitment: Option<String>,
    /// The digest of the rulebook that judged.
    pub rulebook: Option<String>,
    /// Codes and ids.
    pub data: serde_json::Value,
}

impl Event {
    /// Gives an event its place.
    pub fn placed(council: &CouncilId, seq: u64, at: DateTime<Utc>, new: NewEvent) -> Self {
        Self {
            v: VERSION,
            council: council.clone(),
            seq,
            at,
            actor: actor_name(new.actor),
            kind: new.kind,
            post: new.post,
            commitment: new.commitment,
            rulebook: new.rulebook,
            data: new.data,
        }
    }

    /// The line kept of it: canonical JSON (RFC 8785), without a line end.
    ///
    /// # Errors
    /// Only when `data` holds a number that JSON cannot write (an infinity).
    pub fn line(&self) -> Result<String, serde_json::Error> {
        serde_json_canonicalizer::to_string(self)
    }

    /// Reads a line back; a line that is not exactly what [`Event::line`] writes is refused.
    ///
    /// # Errors
    /// A sentence saying what is wrong with the line.
    pub fn parse(line: &str) -> Result<Self, String> {
        let event: Self =
            serde_json::from_str(line).map_err(|fault| format!("it is not an event: {fault}"))?;
        match event.line() {
            Ok(canonical) if canonical == line => Ok(event),
            _ => Err("it is not written as canonical JSON".to_owned()),
        }
    }
}

/// How an event names who caused it: an id, never a name.
pub fn actor_name(actor: Actor) -> String {
    match actor {
        Actor::Guard => "guard".to_owned(),
        Actor::Person(person) => format!("person:{person}"),
        Actor::Tool(Some(tool)) => format!("tool:{tool}"),
        Actor::Tool(None) => "tool:unknown".to_owned(),
    }
}

/// The commitment to a content: HMAC-SHA-256 of `purdah.content.v1` and its canonical JSON, under a random key
/// that is kept with the content. Whoever has both can show that this was the content; once both are erased,
/// nobody can, and the record still verifies.
pub fn commitment(key: &[u8; 32], content: &Content) -> String {
    let mut keyed = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    keyed.update(b"purdah.content.v1");
    // The type holds only strings, whole numbers and booleans, so canonical JSON always exists.
    keyed.update(&serde_json_canonicalizer::to_vec(content).unwrap_or_default());
    hex(keyed.sign().as_ref())
}

/// Times as the record writes them: RFC 3339, UTC, always three digits after the second.
mod moment {
    use super::{DateTime, SecondsFormat, Utc};
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::Operation;

    fn event() -> Event {
        let council = CouncilId::from_name("Marlbridge").unwrap();
        let at = "2027-04-20T09:30:00Z".parse().unwrap();
        let data = serde_json::json!({ "b": 1, "a": ["x"] });
        Event::placed(&council, 7, at, NewEvent::new(Actor::Guard, "held", data))
    }

    #[test]
    fn a_line_is_canonical_json_with_its_fields_in_order() {
        assert_eq!(
            event().line().unwrap(),
            r#"{"actor":"guard","at":"2027-04-20T09:30:00.000Z","commitment":null,"council":"marlbridge","data":{"a":["x"],"b":1},"kind":"held","post":null,"rulebook":null,"seq":7,"v":1}"#
        );
        assert_eq!(Event::parse(&event().line().unwrap()), Ok(event()));
    }

    #[test]
    fn a_line_written_any_other_way_is_refused() {
        let line = event().line().unwrap();
        for other in [
            line.replace(":7", ": 7"),
            line.replace(r#""v":1"#, r#""v":1,"w":2"#),
            line.replace("00.000Z", "00Z"),
            format!("{line}\n"),
            String::new(),
        ] {
            assert!(Event::parse(&other).is_err(), "{other}");
        }
    }

    #[test]
    fn a_commitment_depends_on_the_content_and_on_the_key() {
        let one = Content::new("mastodon", "@a@b.example", Operation::Publish);
        let mut two = one.clone();
        two.text = Some("other".into());
        assert_eq!(commitment(&[1; 32], &one), commitment(&[1; 32], &one));
        assert_ne!(commitment(&[1; 32], &one), commitment(&[1; 32], &two));
        assert_ne!(commitment(&[1; 32], &one), commitment(&[2; 32], &one));
    }
}
