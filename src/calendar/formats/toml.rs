//! `elections.toml`: the council's own file.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::{Europe::London, Tz};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::calendar::election::{Election, Status};
use crate::calendar::moment::{Moment, in_london};
use crate::calendar::{Period, Scope};
use crate::diagnostic::Diagnostic;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    election: Vec<ElectionTable>,
    #[serde(default)]
    period: Vec<PeriodTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElectionTable {
    id: Spanned<String>,
    title: Option<String>,
    poll: Spanned<Datetime>,
    notice: Option<Spanned<Datetime>>,
    wards: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    advisory: bool,
    #[serde(rename = "type")]
    _kind: Option<String>,
    #[serde(rename = "nation")]
    _nation: Option<crate::council::Nation>,
    #[serde(rename = "confirmed")]
    _confirmed: Option<String>,
    #[serde(rename = "replaces")]
    _replaces: Option<String>,
    #[serde(rename = "replaced_by")]
    _replaced_by: Option<String>,
    status: Option<StatusWord>,
    reason: Option<String>,
    starts: Option<Spanned<Datetime>>,
    ends: Option<Spanned<Datetime>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodTable {
    id: Spanned<String>,
    title: Option<String>,
    starts: Spanned<Datetime>,
    ends: Spanned<Datetime>,
    wards: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    advisory: bool,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum StatusWord {
    Called,
    Uncontested,
    Countermanded,
    Postponed,
    Cancelled,
    Withdrawn,
}

/// Reads the file; every fault in it is reported, not only the first.
pub fn read(file: &str, source: &str) -> Result<Vec<Period>, Vec<Diagnostic>> {
    let tables: File =
        toml::from_str(source).map_err(|error| vec![Diagnostic::of_toml(file, source, &error)])?;
    let mut reader = Reader { file, source, faults: Vec::new() };
    reader.unique_ids(&tables);
    let mut periods = Vec::new();
    for table in tables.election {
        if let Some(election) = reader.election(table) {
            periods.extend(election.period());
        }
    }
    for table in tables.period {
        periods.extend(reader.period(table));
    }
    if reader.faults.is_empty() { Ok(periods) } else { Err(reader.faults) }
}

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, span: std::ops::Range<usize>, message: impl Into<String>, repair: impl Into<String>) {
        self.faults.push(Diagnostic::at(self.file, self.source, span, message, repair));
    }

    fn unique_ids(&mut self, tables: &File) {
        let ids = tables.election.iter().map(|e| &e.id).chain(tables.period.iter().map(|p| &p.id));
        let mut seen = BTreeSet::new();
        for id in ids {
            if id.get_ref().trim().is_empty() {
                self.fault(
                    id.span(),
                    "an election needs an id",
                    "write a Democracy Club id or a slug of your own",
                );
            }
            if !seen.insert(id.get_ref().clone()) {
                self.fault(
                    id.span(),
                    format!("the id `{}` is used twice", id.get_ref()),
                    "give each election and period an id of its own",
                );
            }
        }
    }

    fn election(&mut self, table: ElectionTable) -> Option<Election> {
        let id = table.id.get_ref().clone();
        let poll = self.date(&table.poll, "poll");
        let notice = if let Some(notice) = &table.notice {
            self.date(notice, "notice")
        } else {
            self.fault(
                table.id.span(),
                format!("`{id}` does not say when its notice of election was published"),
                "add the line `notice = YYYY-MM-DD` with the day the notice of election was, or will be, published",
            );
            None
        };
        let status = self.status(table.status, table.reason, &table.id);
        let scope = self.scope(table.wards);
        let starts = table.starts.and_then(|at| self.local(&at, "starts", Edge::Start));
        let ends = table.ends.and_then(|at| self.local(&at, "ends", Edge::End));
        let election = Election {
            title: table.title.unwrap_or_else(|| id.clone()),
            id,
            poll: poll?,
            notice: notice?,
            scope: scope?,
            advisory: table.advisory,
            status: status?,
            starts,
            ends,
        };
        if election.notice >= election.poll {
            self.fault(
                table.poll.span(),
                format!("the notice ({}) is not before polling day ({})", election.notice, election.poll),
                "correct one of the two dates: notice comes about five weeks before the poll",
            );
        } else if election.period().is_some_and(|period| period.starts >= period.ends) {
            self.fault(
                table.id.span(),
                "the period ends before it starts",
                "correct `starts` or `ends`, or leave both out",
            );
        }
        Some(election)
    }

    fn period(&mut self, table: PeriodTable) -> Option<Period> {
        let starts = self.local(&table.starts, "starts", Edge::Start);
        let ends = self.local(&table.ends, "ends", Edge::End);
        let scope = self.scope(table.wards);
        let id = table.id.get_ref().clone();
        let (starts, ends) = (starts?, ends?);
        if starts >= ends {
            self.fault(table.ends.span(), "the period ends before it starts", "correct `starts` or `ends`");
        }
        Some(Period {
            title: table.title.unwrap_or_else(|| id.clone()),
            election: id,
            starts,
            ends,
            scope: scope?,
            advisory: table.advisory,
            provisional: false,
        })
    }

    fn status(
        &mut self,
        word: Option<StatusWord>,
        reason: Option<String>,
        id: &Spanned<String>,
    ) -> Option<Status> {
        Some(match word.unwrap_or(StatusWord::Called) {
            StatusWord::Called => Status::Called,
            StatusWord::Uncontested => Status::Uncontested,
            StatusWord::Countermanded => Status::Countermanded,
            StatusWord::Postponed => Status::Postponed,
            StatusWord::Cancelled => Status::Cancelled,
            StatusWord::Withdrawn => {
                if let Some(reason) = reason.filter(|reason| !reason.trim().is_empty()) {
                    Status::Withdrawn { reason }
                } else {
                    self.fault(
                        id.span(),
                        format!(
                            "`{}` is withdrawn without a reason, and a withdrawal ends its period",
                            id.get_ref()
                        ),
                        "add the line `reason = \"…\"` that says why; it is kept in the record",
                    );
                    return None;
                }
            }
        })
    }

    fn scope(&mut self, wards: Option<Spanned<Vec<String>>>) -> Option<Scope> {
        let Some(wards) = wards else { return Some(Scope::WholeArea) };
        if wards.get_ref().is_empty() || wards.get_ref().iter().any(|ward| ward.trim().is_empty()) {
            self.fault(
                wards.span(),
                "`wards` names no ward",
                "name the wards, or leave the line out for the whole area",
            );
            return None;
        }
        Some(Scope::Wards(wards.into_inner()))
    }

    fn date(&mut self, at: &Spanned<Datetime>, key: &str) -> Option<NaiveDate> {
        let datetime = at.get_ref();
        let date = match (datetime.date, datetime.time) {
            (Some(date), None) => {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            }
            _ => None,
        };
        if date.is_none() {
            self.fault(
                at.span(),
                format!("`{key}` is a day, not a time"),
                format!("write `{key} = 2027-05-06`, without quotes"),
            );
        }
        date
    }

    /// A time by London's clocks. Where summer time makes it two, the one that makes the period longer.
    fn local(&mut self, at: &Spanned<Datetime>, key: &str, edge: Edge) -> Option<DateTime<Tz>> {
        let datetime = at.get_ref();
        let read = naive(datetime).ok_or_else(|| format!("`{key}` is not a time"));
        let moment = read.and_then(|local| match datetime.offset {
            Some(toml::value::Offset::Z) => Ok(Moment::Exact(local.and_utc())),
            Some(toml::value::Offset::Custom { minutes }) => {
                Ok(Moment::Exact((local - chrono::TimeDelta::minutes(minutes.into())).and_utc()))
            }
            None => in_london(local),
        });
        match (moment, edge) {
            (Ok(Moment::Exact(at) | Moment::Ambiguous(at, _)), Edge::Start)
            | (Ok(Moment::Exact(at) | Moment::Ambiguous(_, at)), Edge::End) => {
                Some(at.with_timezone(&London))
            }
            (Err(message), _) => {
                self.fault(
                    at.span(),
                    message,
                    format!("write `{key} = 2027-05-06T22:00:00`, without quotes"),
                );
                None
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

fn naive(datetime: &Datetime) -> Option<NaiveDateTime> {
    let date = datetime.date?;
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    let time = match datetime.time {
        None => NaiveTime::MIN,
        Some(time) => NaiveTime::from_hms_opt(
            time.hour.into(),
            time.minute.into(),
            time.second.unwrap_or_default().into(),
        )?,
    };
    Some(date.and_time(time))
}
