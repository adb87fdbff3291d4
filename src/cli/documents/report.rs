//! What a document would change, as JSON.

use serde_json::{Value, json};

use super::load::{Done, Told};
use crate::calendar::difference::{Change, Reach, Span, What};
use crate::calendar::period::london;
use crate::calendar::{Period, Scope};
use crate::cli::report::{diagnostic, warning};
use crate::lexicon::difference::Whole;
use crate::node::loading::Loaded;
use crate::node::preview::{Judged, JudgedOtherwise};
use crate::review::StateName;
use crate::roster::Entry;
use crate::roster::difference::Changed;

fn changed(one: &Changed) -> Value {
    let details = one
        .details
        .iter()
        .map(|detail| json!({ "column": detail.column, "before": detail.before, "after": detail.after }));
    json!({
        "name": one.name, "what": one.what, "details": details.collect::<Vec<_>>(),
        "name_given_up": one.name_given_up,
    })
}

/// Everything in one object.
pub(super) fn of(told: &Told<'_>, done: Done) -> Value {
    let (prepared, preview) = (told.prepared, told.preview);
    let document = prepared.document();
    let (applied, version) = match done {
        Done::Loaded(Loaded::InForce(version)) => (true, Some(version)),
        Done::Loaded(Loaded::Unchanged(version)) => (false, Some(version)),
        Done::Looked | Done::Refused => (false, None),
    };
    json!({
        "v": 1,
        "document": {
            "kind": document.kind, "name": document.name, "digest": format!("sha256:{}", document.digest()),
        },
        "along": prepared.along().collect::<Vec<_>>(),
        "compared_with": prepared.standing,
        "dry_run": told.dry_run,
        "applied": applied,
        "version": version,
        "unchanged": prepared.unchanged.is_some(),
        "needs_confirm": prepared.suspicion,
        "confirmed": told.confirmed,
        "changes": preview.calendar.changes.iter().map(change).collect::<Vec<_>>(),
        "people": {
            "came": preview.people.came.iter().map(person).collect::<Vec<_>>(),
            "gone": preview.people.gone.iter().map(person).collect::<Vec<_>>(),
            "changed": preview.people.changed.iter().map(changed).collect::<Vec<_>>(),
        },
        "lexicons": {
            "came": preview.words.came.iter().map(lexicon).collect::<Vec<_>>(),
            "gone": preview.words.gone.iter().map(lexicon).collect::<Vec<_>>(),
            "changed": preview.words.changed.iter()
                .map(|one| json!({ "name": one.name, "added": one.added, "removed": one.removed }))
                .collect::<Vec<_>>(),
        },
        "posts": {
            "waiting": preview.waiting,
            "judged_otherwise": preview.posts.iter().map(post).collect::<Vec<_>>(),
        },
        "file_on_disk": told.disk.as_str(),
        "rosters": told.rosters.iter().map(diagnostic).collect::<Vec<_>>(),
        "left_aside": prepared.others.iter().map(diagnostic).collect::<Vec<_>>(),
        "queries": prepared.queries.iter().map(diagnostic).collect::<Vec<_>>(),
        "notes": prepared.notes.iter().map(diagnostic).collect::<Vec<_>>(),
        "disarmed": told.disarmed.iter()
            .map(|one| json!({ "rule": one.rule, "message": one.warning.message, "repair": one.warning.repair }))
            .collect::<Vec<_>>(),
        "warnings": told.warnings.iter().map(warning).collect::<Vec<_>>(),
    })
}

fn lexicon(whole: &Whole) -> Value {
    json!({ "name": whole.name, "terms": whole.terms })
}

fn person(entry: &Entry) -> Value {
    json!({ "id": entry.id, "name": entry.name, "kind": entry.kind, "ward": entry.ward, "party": entry.party })
}

fn change(change: &Change) -> Value {
    let (before, after, reason) = match &change.what {
        What::Added(period) => (Value::Null, whole(period), None),
        What::Moved { before, after } | What::EndsEarlier { before, after } => {
            (span(*before), span(*after), None)
        }
        What::Rescoped { before, after } => (reach(before), reach(after), None),
        What::Restated(details) => {
            let said = |which: fn(&crate::calendar::difference::Detail) -> &Option<String>| {
                let all = details.iter().map(|detail| (detail.of.as_str().to_owned(), json!(which(detail))));
                Value::Object(all.collect())
            };
            (said(|detail| &detail.before), said(|detail| &detail.after), None)
        }
        What::Withdrawn { before, reason } => (whole(before), Value::Null, Some(reason)),
        What::Gone(before) => (whole(before), Value::Null, None),
    };
    json!({
        "election": change.election, "title": change.title, "change": change.what.as_str(),
        "before": before, "after": after, "reason": reason,
    })
}

fn span(span: Span) -> Value {
    json!({ "starts": london(span.starts.to_utc()), "ends": london(span.ends.to_utc()) })
}

fn reach(reach: &Reach) -> Value {
    let wards = match &reach.scope {
        Scope::WholeArea => None,
        Scope::Wards(wards) => Some(wards),
    };
    json!({ "wards": wards, "advisory": reach.advisory })
}

fn whole(period: &Period) -> Value {
    json!({
        "starts": london(period.starts.to_utc()), "ends": london(period.ends.to_utc()),
        "wards": period.wards(), "advisory": period.advisory, "provisional": period.provisional,
    })
}

fn post(post: &JudgedOtherwise) -> Value {
    let state = match post.state {
        StateName::Allowed => "scheduled",
        other => other.as_str(),
    };
    json!({
        "reference": post.reference, "state": state,
        "before": judged(&post.before), "after": judged(&post.after), "then": post.then.as_str(),
    })
}

fn judged(judged: &Judged) -> Value {
    json!({ "at": judged.at.map(london), "decision": judged.decision, "rules": judged.rules })
}
