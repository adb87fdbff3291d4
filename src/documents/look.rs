//! A look at one document before it counts.

use chrono::NaiveDate;

use super::built::roster_queries;
use super::document::Document;
use super::pieces::pieces;
use crate::calendar::Calendar;
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::roster;
use crate::roster::freshness::Came;

/// A calendar or roster file as it would be beside the others.
#[derive(Debug)]
pub struct Look {
    /// The periods of every calendar that can be read.
    pub calendar: Calendar,
    /// Remarks on the file.
    pub notes: Vec<Diagnostic>,
    /// Days of a calendar an officer should correct or confirm.
    pub queries: Vec<Diagnostic>,
    /// What is wrong with other documents, which were left aside.
    pub others: Vec<Diagnostic>,
    /// The last year whose bank holidays are known whole.
    pub bank_holidays_until: Option<i32>,
    council: Council,
    people: Vec<roster::Entry>,
    sources: Vec<roster::gather::Source>,
}

impl Look {
    /// What shows on a day that the roster is behind the elections, as far as either could be read.
    pub fn roster_queries(&self, came: &Came, day: NaiveDate) -> Vec<Diagnostic> {
        roster_queries(&self.people, &self.sources, &self.calendar, &self.council, came, day)
    }
}

/// Looks at one document beside the others, which count as far as they can be read.
///
/// # Errors
/// What is wrong with the document, or with what is known of the council.
pub fn look(documents: &[Document], at: &str) -> Result<Look, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(pieces) = pieces(documents, &mut faults) else { return Err(faults) };
    let (own, others): (Vec<_>, Vec<_>) = faults.into_iter().partition(|fault| fault.file == at);
    if !own.is_empty() {
        return Err(own);
    }
    Ok(Look {
        calendar: pieces.assembled.calendar,
        notes: pieces.notes.into_iter().filter(|note| note.file == at).collect(),
        queries: pieces.assembled.queries,
        others,
        bank_holidays_until: pieces.assembled.bank_holidays_until,
        council: pieces.profile.council,
        people: pieces.gathered.people,
        sources: pieces.gathered.sources,
    })
}
