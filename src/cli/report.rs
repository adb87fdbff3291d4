//! Pieces of JSON that several commands print.

use serde_json::{Value, json};

use crate::calendar::outlook::Warning;
use crate::diagnostic::Diagnostic;
use crate::web::words::periods;

/// What is wrong with a file, or to be looked at; `line` and `column` are null when it has no place.
pub(super) fn diagnostic(diagnostic: &Diagnostic) -> Value {
    let place = |number: usize| (number > 0).then_some(number);
    json!({
        "file": diagnostic.file, "line": place(diagnostic.line), "column": place(diagnostic.column),
        "message": diagnostic.message, "repair": diagnostic.repair,
    })
}

/// A warning about a calendar.
pub(super) fn warning(warning: &Warning) -> Value {
    json!({ "code": warning.as_str(), "text": periods::warning(warning) })
}
