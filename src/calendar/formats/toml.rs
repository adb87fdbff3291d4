//! `elections.toml`: the council's own file.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::{Europe::London, Tz};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::calendar::ballot_id::BallotId;
use crate::calendar::contest::{Contest, Territory};
use crate::calendar::election::{Election, Status};
use crate::calendar::moment::{Moment, in_london};
use crate::calendar::period::Grounds;
use crate::calendar::sheet::{OwnPeriod, Sheet};
use crate::calendar::working_day::ProclaimedDay;
use crate::calendar::{Period, Scope};
use crate::council::Nation;
use crate::diagnostic::{Diagnostic, Lines, Place};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    election: Vec<ElectionTable>,
    #[serde(default)]
    period: Vec<PeriodTable>,
    #[serde(default)]
    day_not_counted: Vec<DayTable>,
}

/// A day of mourning or thanksgiving, or a bank holiday proclaimed at short notice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayTable {
    date: Spanned<Datetime>,
    why: Spanned<String>,
    #[serde(default)]
    nations: Vec<Nation>,
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
    contest: Option<Contest>,
    nation: Option<Territory>,
    confirmed: Option<Spanned<String>>,
    replaces: Option<String>,
    replaced_by: Option<String>,
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
    status: Option<PeriodStatus>,
    reason: Option<String>,
}

/// A period is there until somebody withdraws it.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum PeriodStatus {
    Withdrawn,
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
pub fn read(file: &str, source: &str) -> Result<Sheet, Vec<Diagnostic>> {
    let tables: File =
        toml::from_str(source).map_err(|error| vec![Diagnostic::of_toml(file, source, &error)])?;
    if tables.election.is_empty() && tables.period.is_empty() && tables.day_not_counted.is_empty() {
        return Err(vec![Diagnostic::of_file(
            file,
            "the file holds no election",
            "write an [[election]] table for each, with `id` and `poll`, or take the file out of [calendar] files",
        )]);
    }
    let mut reader = Reader { lines: Lines::of(file, source), faults: Vec::new(), notes: Vec::new() };
    let sheet = Sheet {
        elections: tables.election.into_iter().filter_map(|table| reader.election(table)).collect(),
        periods: tables.period.into_iter().filter_map(|table| reader.period(table)).collect(),
        proclaimed: tables.day_not_counted.into_iter().filter_map(|table| reader.proclaimed(table)).collect(),
        bank_holidays: None,
        notes: reader.notes,
    };
    if reader.faults.is_empty() { Ok(sheet) } else { Err(reader.faults) }
}

struct Reader<'a> {
    lines: Lines<'a>,
    faults: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, span: std::ops::Range<usize>, message: impl Into<String>, repair: impl Into<String>) {
        self.faults.push(self.lines.fault(span, message, repair));
    }

    fn place(&self, span: std::ops::Range<usize>) -> Place {
        self.lines.place(span)
    }

    fn id(&mut self, id: &Spanned<String>) -> (String, Place) {
        if id.get_ref().trim().is_empty() {
            self.fault(
                id.span(),
                "an election needs an id",
                "write a Democracy Club id or a slug of your own",
            );
        }
        let place = self.place(id.span());
        (id.get_ref().trim().to_owned(), place)
    }

    fn election(&mut self, table: ElectionTable) -> Option<Election> {
        let poll = self.date(&table.poll, "poll");
        let notice = table.notice.as_ref().map(|notice| self.date(notice, "notice"));
        let status = self.status(table.status, table.reason, &table.id);
        let scope = self.scope(table.wards);
        let starts = table.starts.map(|at| self.local(&at, "starts", Edge::Start));
        let ends = table.ends.map(|at| self.local(&at, "ends", Edge::End));
        let confirmed = table.confirmed.and_then(|reason| self.reason(reason, "confirmed"));
        let (id, place) = self.id(&table.id);
        let ballot = BallotId::parse(&id).ok();
        let poll = poll?;
        Some(Election {
            title: table.title.unwrap_or_else(|| id.clone()),
            contest: table.contest.or_else(|| ballot.as_ref()?.contest()),
            by_election: ballot.as_ref().is_some_and(|ballot| ballot.by),
            id,
            poll,
            // A day that cannot be read has been reported, and must not turn into none.
            notice: match notice {
                Some(None) => return None,
                read => read.flatten(),
            },
            territory: table.nation,
            scope: scope?,
            advisory: table.advisory,
            status: status?,
            confirmed,
            replaces: table.replaces.map(|id| id.trim().to_owned()),
            replaced_by: table.replaced_by.map(|id| id.trim().to_owned()),
            starts: starts.flatten(),
            ends: ends.flatten(),
            listed: None,
            place,
        })
    }

    fn period(&mut self, table: PeriodTable) -> Option<OwnPeriod> {
        let starts = self.local(&table.starts, "starts", Edge::Start);
        let ends = self.local(&table.ends, "ends", Edge::End);
        let scope = self.scope(table.wards);
        let word = table.status.map(|PeriodStatus::Withdrawn| StatusWord::Withdrawn);
        let status = self.status(word, table.reason, &table.id);
        let (id, place) = self.id(&table.id);
        let (starts, ends) = (starts?, ends?);
        if starts >= ends {
            self.fault(table.ends.span(), "the period ends before it starts", "correct `starts` or `ends`");
        }
        let period = Period {
            title: table.title.unwrap_or_else(|| id.clone()),
            election: id,
            starts,
            ends,
            scope: scope?,
            advisory: table.advisory,
            provisional: false,
            grounds: Grounds::default(),
        };
        Some(OwnPeriod { period, status: status?, place })
    }

    fn proclaimed(&mut self, table: DayTable) -> Option<ProclaimedDay> {
        let date = self.date(&table.date, "date");
        let why = self.reason(table.why, "why");
        Some(ProclaimedDay { date: date?, why: why?, nations: table.nations })
    }

    fn reason(&mut self, reason: Spanned<String>, key: &str) -> Option<String> {
        if reason.get_ref().trim().is_empty() {
            self.fault(
                reason.span(),
                format!("`{key}` says nothing"),
                "say why: it is shown and kept in the record",
            );
            return None;
        }
        Some(reason.into_inner())
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
        let read = naive(datetime, edge).ok_or_else(|| format!("`{key}` is not a time"));
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

fn naive(datetime: &Datetime, edge: Edge) -> Option<NaiveDateTime> {
    let date = datetime.date?;
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    let time = match datetime.time {
        // A day alone begins with it, and ends as polls do.
        None if edge == Edge::End => NaiveTime::from_hms_opt(22, 0, 0)?,
        None => NaiveTime::MIN,
        Some(time) => NaiveTime::from_hms_opt(
            time.hour.into(),
            time.minute.into(),
            time.second.unwrap_or_default().into(),
        )?,
    };
    Some(date.and_time(time))
}
