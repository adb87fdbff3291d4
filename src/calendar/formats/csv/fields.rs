//! Days, times and words in the fields of a spreadsheet, as officers and programs write them.

use chrono::{DateTime, NaiveDate};
use chrono_tz::{Europe::London, Tz};

use super::Reader;
use crate::calendar::election::Status;
use crate::calendar::moment::{Moment, moment};
use crate::diagnostic::suggestion;
use crate::table::Row;

/// Which end of a period a time is.
#[derive(Clone, Copy)]
pub(super) enum Edge {
    Start,
    End,
}

/// Every fault is kept by the reader. An empty field is none; `Err` is a field that cannot be read.
impl Reader {
    pub(super) fn date(&mut self, row: &Row<'_>, column: &str) -> Result<Option<NaiveDate>, ()> {
        let written = row.get(column);
        if written.is_empty() {
            return Ok(None);
        }
        let read = iso(written).filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
        if read.is_none() {
            self.fault(
                row,
                column,
                format!("`{written}` is not a day"),
                "write it like 2027-05-06 or 06/05/2027, the day before the month",
            );
        }
        read.map(Some).ok_or(())
    }

    /// A time by London's clocks. Where summer time makes it two, the one that makes the period longer.
    pub(super) fn time(
        &mut self,
        row: &Row<'_>,
        column: &str,
        edge: Edge,
    ) -> Result<Option<DateTime<Tz>>, ()> {
        let written = row.get(column);
        if written.is_empty() {
            return Ok(None);
        }
        let text = iso(written);
        let read = text.as_deref().ok_or_else(|| format!("`{written}` is not a time")).and_then(moment);
        match (read, edge) {
            (Ok(Moment::Exact(at) | Moment::Ambiguous(at, _)), Edge::Start) => {
                Ok(Some(at.with_timezone(&London)))
            }
            (Ok(Moment::Exact(at) | Moment::Ambiguous(_, at)), Edge::End) => {
                if text.is_some_and(|text| text.len() == 10) {
                    self.notes.push(row.fault(
                        column,
                        format!("`{written}` without a time is the midnight at which that day begins"),
                        "if the period covers that day too, write the time: 2027-05-06 22:00",
                    ));
                }
                Ok(Some(at.with_timezone(&London)))
            }
            (Err(message), _) => {
                self.fault(row, column, message, "write it like 2027-05-06 22:00 or 06/05/2027 22:00");
                Err(())
            }
        }
    }

    pub(super) fn word<T: std::str::FromStr<Err = String>>(
        &mut self,
        row: &Row<'_>,
        column: &str,
    ) -> Result<Option<T>, ()> {
        let written = row.get(column).to_lowercase();
        if written.is_empty() {
            return Ok(None);
        }
        match written.parse() {
            Ok(read) => Ok(Some(read)),
            Err(message) => {
                self.fault(row, column, message, "correct the word, or leave the field empty");
                Err(())
            }
        }
    }

    pub(super) fn advisory(&mut self, row: &Row<'_>) -> Option<bool> {
        let written = row.get("advisory");
        let read = yes_or_no(written);
        if read.is_none() && !written.is_empty() {
            self.fault(row, "advisory", format!("`{written}` is neither yes nor no"), "write `yes` or `no`");
            return None;
        }
        Some(read.unwrap_or_default())
    }

    /// Why a late notice is right: the reason itself, which is shown and kept in the record.
    pub(super) fn confirmed(&mut self, row: &Row<'_>) -> Result<Option<String>, ()> {
        if yes_or_no(row.get("confirmed")).is_some() {
            self.fault(
                row,
                "confirmed",
                "`confirmed` is the reason why the day is right, not yes or no",
                "write the reason, or leave the field empty when the day is not confirmed",
            );
            return Err(());
        }
        Ok(row.optional("confirmed"))
    }

    pub(super) fn status(&mut self, row: &Row<'_>) -> Option<Status> {
        let written = row.get("status").to_lowercase();
        Some(match written.as_str() {
            "" | "called" => Status::Called,
            "uncontested" => Status::Uncontested,
            "countermanded" => Status::Countermanded,
            "postponed" => Status::Postponed,
            "cancelled" => Status::Cancelled,
            "withdrawn" => {
                let Some(reason) = row.optional("reason") else {
                    let id = row.get(self.id);
                    self.fault(
                        row,
                        "status",
                        format!("`{id}` is withdrawn without a reason, and a withdrawal ends its period"),
                        "write in the column `reason` why; it is kept in the record",
                    );
                    return None;
                };
                Status::Withdrawn { reason }
            }
            other => {
                let known = ["called", "uncontested", "countermanded", "postponed", "cancelled", "withdrawn"];
                let repair = match suggestion(other, known) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("write one of {}", known.join(", ")),
                };
                self.fault(row, "status", format!("`{other}` is no status"), repair);
                return None;
            }
        })
    }
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" => Some(true),
        "no" | "n" | "false" | "f" | "0" => Some(false),
        _ => None,
    }
}

/// A day or time with its day as `2027-05-06`, when it begins with one as `06/05/2027`. None when it begins with
/// something like that and is no day.
fn iso(written: &str) -> Option<String> {
    let (day, time) = written.split_at(written.find([' ', 'T']).unwrap_or(written.len()));
    if !day.contains('/') {
        return Some(written.to_owned());
    }
    let parts: Vec<&str> = day.split('/').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_day = digits(day, 1..=2) && digits(month, 1..=2) && digits(year, 4..=4);
    is_day.then(|| format!("{year}-{month:0>2}-{day:0>2}{time}"))
}
