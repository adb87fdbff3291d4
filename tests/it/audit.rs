//! The record: whatever is done to it, one tree head kept aside tells.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use purdah::audit::checkpoint::origin;
use purdah::audit::{Checkpoint, Event, Fault, Frontier, Hash, NewEvent, TreeHead, verify};
use purdah::council::CouncilId;
use purdah::review::step::Actor;
use serde_json::{Value, json};

fn council() -> CouncilId {
    CouncilId::from_name("Marlbridge").unwrap()
}

fn record(events: u64) -> Vec<String> {
    let start: DateTime<Utc> = "2027-04-20T09:30:00Z".parse().unwrap();
    (1..=events)
        .map(|seq| {
            let data = json!({ "decision": "hold", "rules": ["CLR101"], "n": seq });
            let at = start + TimeDelta::seconds(i64::try_from(seq).unwrap());
            Event::placed(&council(), seq, at, NewEvent::new(Actor::Guard, "held", data)).line().unwrap()
        })
        .collect()
}

fn head(lines: &[String]) -> TreeHead {
    let mut frontier = Frontier::new();
    for line in lines {
        frontier.push(Hash::leaf(line.as_bytes()));
    }
    frontier.head()
}

fn kept(lines: &[String]) -> Checkpoint {
    Checkpoint { origin: origin(&council()), head: head(lines) }
}

fn check(lines: &[String], stored: TreeHead, kept: Option<&Checkpoint>) -> Result<u64, Vec<Fault>> {
    verify(&council(), lines.iter().map(String::as_str), stored, kept).map(|report| report.vouched)
}

/// Something done to a record by somebody who can write to the database.
#[derive(Debug, Clone)]
enum Tampering {
    /// One byte of one line.
    Byte { line: usize, byte: usize, to: u8 },
    /// One field of one line, written as canonical JSON again.
    Field { line: usize, field: usize },
    /// Two lines change places, each keeping or taking the other's number.
    Swap { one: usize, other: usize, renumber: bool },
    /// Some lines go, and the rest close up.
    Remove { from: usize, many: usize, renumber: bool },
    /// The end goes.
    Truncate { left: usize },
    /// A line stands twice.
    Duplicate { line: usize, renumber: bool },
    /// All is written anew from some line on.
    Rewrite { from: usize },
}

const EVENTS: usize = 24;

fn tampering() -> impl Strategy<Value = Tampering> {
    let line = 0..EVENTS;
    prop_oneof![
        4 => (line.clone(), any::<prop::sample::Index>(), any::<u8>())
            .prop_map(|(line, byte, to)| Tampering::Byte { line, byte: byte.index(150), to }),
        3 => (line.clone(), 0..8_usize).prop_map(|(line, field)| Tampering::Field { line, field }),
        2 => (line.clone(), line.clone(), any::<bool>())
            .prop_map(|(one, other, renumber)| Tampering::Swap { one, other, renumber }),
        2 => (line.clone(), 1..EVENTS, any::<bool>())
            .prop_map(|(from, many, renumber)| Tampering::Remove { from, many, renumber }),
        1 => line.clone().prop_map(|left| Tampering::Truncate { left }),
        // Not the last one: the same again at the end is no tampering but an event that was added.
        1 => (0..EVENTS - 1, any::<bool>())
            .prop_map(|(line, renumber)| Tampering::Duplicate { line, renumber }),
        1 => line.prop_map(|from| Tampering::Rewrite { from }),
    ]
}

impl Tampering {
    fn apply(&self, lines: &mut Vec<String>) {
        match *self {
            Self::Byte { line, byte, to } => {
                let mut bytes = lines[line].clone().into_bytes();
                let at = byte % bytes.len();
                bytes[at] = to & 0x7f;
                lines[line] = String::from_utf8(bytes).unwrap();
            }
            Self::Field { line, field } => change_field(&mut lines[line], field),
            Self::Swap { one, other, renumber } => {
                lines.swap(one, other);
                number(lines, renumber);
            }
            Self::Remove { from, many, renumber } => {
                let to = (from + many).min(lines.len());
                lines.drain(from..to);
                number(lines, renumber);
            }
            Self::Truncate { left } => lines.truncate(left),
            Self::Duplicate { line, renumber } => {
                lines.insert(line, lines[line].clone());
                number(lines, renumber);
            }
            Self::Rewrite { from } => {
                for line in &mut lines[from..] {
                    change_field(line, 5);
                }
            }
        }
    }
}

fn change_field(line: &mut String, field: usize) {
    let mut event: Value = serde_json::from_str(line).unwrap();
    match field {
        0 => event["actor"] = json!("person:0192f0c1-0000-7000-8000-000000000000"),
        1 => event["at"] = json!("2027-04-20T09:30:00.500Z"),
        2 => event["kind"] = json!("approved"),
        3 => event["commitment"] = json!("00"),
        4 => event["rulebook"] = json!("sha256:00"),
        5 => event["data"]["rules"] = json!([]),
        6 => event["post"] = json!("0192f0c1-0000-7000-8000-000000000000"),
        _ => event["seq"] = json!(event["seq"].as_u64().unwrap() + 1),
    }
    *line = serde_json_canonicalizer::to_string(&event).unwrap();
}

fn number(lines: &mut [String], renumber: bool) {
    if !renumber {
        return;
    }
    for (place, line) in lines.iter_mut().enumerate() {
        let mut event: Value = serde_json::from_str(line).unwrap();
        event["seq"] = json!(place + 1);
        *line = serde_json_canonicalizer::to_string(&event).unwrap();
    }
}

#[test]
fn ten_thousand_edits_deletions_reorderings_and_truncations_are_all_found_given_one_head_kept_aside() {
    let whole = record(EVENTS as u64);
    let kept = kept(&whole);
    assert_eq!(check(&whole, kept.head, Some(&kept)), Ok(EVENTS as u64));
    let mut runner = TestRunner::new(Config {
        cases: 10_000,
        max_global_rejects: 10_000,
        failure_persistence: None,
        ..Config::default()
    });
    let found = runner.run(&(tampering(), any::<bool>()), |(tampering, head_too)| {
        let mut lines = whole.clone();
        tampering.apply(&mut lines);
        // A swap with itself or a byte replaced by itself changes nothing.
        prop_assume!(lines != whole);
        let stored = if head_too { head(&lines) } else { kept.head };
        let verified = check(&lines, stored, Some(&kept));
        prop_assert!(verified.is_err(), "not found: {tampering:?}, stored head rewritten: {head_too}");
        Ok(())
    });
    found.unwrap();
}

#[test]
fn without_a_head_kept_aside_a_record_rewritten_with_its_head_passes_which_is_why_one_is_kept() {
    let mut lines = record(5);
    change_field(&mut lines[2], 5);
    assert_eq!(check(&lines, head(&lines), None), Ok(0));
    assert_eq!(check(&lines, head(&lines), Some(&kept(&record(5)))), Err(vec![Fault::Rewritten { kept: 5 }]));
}

#[test]
fn a_record_that_has_only_grown_since_the_head_was_kept_is_whole() {
    let lines = record(9);
    for size in 0..=9 {
        assert_eq!(check(&lines, head(&lines), Some(&kept(&lines[..size]))), Ok(size as u64));
    }
}

#[test]
fn a_fault_names_the_event_it_is_at() {
    let mut removed = record(6);
    removed.remove(3);
    let faults = check(&removed, head(&removed), None).unwrap_err();
    assert_eq!(faults[0].to_string(), "event 4: the line there says it is event 5 of marlbridge");

    let mut spoilt = record(6);
    spoilt[1] = spoilt[1].replace("\"held\"", "held");
    let faults = check(&spoilt, head(&spoilt), None).unwrap_err();
    assert!(matches!(faults[..], [Fault::Line { seq: 2, .. }]), "{faults:?}");

    let truncated = record(4);
    let faults = check(&truncated, head(&truncated), Some(&kept(&record(6)))).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "events 5 to 6 are missing: the checkpoint kept aside covers 6, and there are 4"
    );

    let other = Checkpoint { origin: "harlow/purdah".to_owned(), ..kept(&record(4)) };
    let faults = check(&truncated, head(&truncated), Some(&other)).unwrap_err();
    assert_eq!(faults, [Fault::OtherRecord("harlow/purdah".to_owned())]);
}
