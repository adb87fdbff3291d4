//! An election as a file states it, and the pre-election period that follows from it.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use super::ballot_id::BallotId;
use super::contest::{Contest, Territory};
use super::moment::{close_of_poll, start_of_day};
use super::period::{Grounds, Period, Scope, Start};
use super::timetable::{Occasion, Timetable, timetable};
use super::working_day::Almanac;
use crate::council::Nation;
use crate::diagnostic::{Diagnostic, Place};

pub use super::status::Status;

/// Days from notice to poll beyond which a year is thought to be wrong.
const LONGEST: i64 = 120;

/// Days from notice to poll below which no law allows a notice.
const SHORTEST: i64 = 28;

/// An election that restricts this council, or that a list holds among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// A Democracy Club id where one exists, else any unique slug.
    pub id: String,
    /// What officers call it.
    pub title: String,
    /// Polling day.
    pub poll: NaiveDate,
    /// The day the notice of election was, or will be, published, as an officer entered it.
    pub notice: Option<NaiveDate>,
    /// What is voted on; None when neither the file nor the id says.
    pub contest: Option<Contest>,
    /// Where, when the file says.
    pub territory: Option<Territory>,
    /// Whether a casual vacancy is filled.
    pub by_election: bool,
    /// What it covers.
    pub scope: Scope,
    /// Another authority's election: hold, never block.
    pub advisory: bool,
    /// Where it stands.
    pub status: Status,
    /// Why a notice after the statutory day is right.
    pub confirmed: Option<String>,
    /// The election it takes the place of.
    pub replaces: Option<String>,
    /// The election that takes its place.
    pub replaced_by: Option<String>,
    /// The officer's own start of the period.
    pub starts: Option<DateTime<Tz>>,
    /// The officer's own end of the period.
    pub ends: Option<DateTime<Tz>>,
    /// Whose it is, when it comes from a list of many councils' elections; None = the officer entered it.
    pub listed: Option<Organisation>,
    /// Where the file says it.
    pub place: Place,
}

/// Whose election it is, in the words of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its codes and slugs: any of them may stand in `[council] identifiers`.
    pub identifiers: Vec<String>,
    /// The ids of the ballots that the list counts in it; empty where it names none.
    pub ballots: Vec<String>,
}

impl Organisation {
    /// Adds codes and slugs, each once.
    pub fn add(&mut self, identifiers: impl IntoIterator<Item = String>) {
        for identifier in identifiers {
            if !self.identifiers.contains(&identifier) {
                self.identifiers.push(identifier);
            }
        }
    }

    /// Takes in what another entry says of the same election.
    pub fn take_in(&mut self, other: Self) {
        self.add(other.identifiers);
        self.ballots.extend(other.ballots);
    }
}

/// A period, and what an officer should look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The period.
    pub period: Period,
    /// What is to be queried or confirmed; the period holds all the same.
    pub queries: Vec<Diagnostic>,
}

impl Election {
    /// The contest, place and day its timetable is counted for; None when nothing says what is voted on.
    pub fn occasion(&self, home: Nation) -> Option<Occasion> {
        let contest = self.contest?;
        let territory = self.territory.unwrap_or_else(|| match contest.only_nation() {
            Some(nation) => Territory::Nation(nation),
            None if contest == Contest::Parl && !self.by_election => Territory::Uk,
            None => Territory::Nation(home),
        });
        Some(Occasion { contest, territory, poll: self.poll, by_election: self.by_election })
    }

    /// The period it brings for a council of this nation: from 00:00 on the day of notice to 22:00 on polling day,
    /// London time, unless its own `starts` and `ends` say otherwise. A start after the statutory day does not
    /// count until it is confirmed.
    ///
    /// # Errors
    /// What keeps it from having a period: no day of notice and no law that gives one, or days the wrong way round.
    pub fn period(&self, home: Nation, almanac: &Almanac) -> Result<Begun, Box<Diagnostic>> {
        let statutory = match self.occasion(home).map(|occasion| timetable(occasion, almanac)).transpose() {
            Ok(statutory) => statutory,
            Err(error) => return self.refuse(error.to_string(), "correct `type`, `nation` or `poll`"),
        };
        let mut queries = Vec::new();
        self.query_what_does_not_fit(statutory.as_ref(), &mut queries);
        let (starts, start) = self.start(statutory.as_ref(), &mut queries)?;
        let ends = self.end(&mut queries);
        if starts >= ends {
            return self.refuse(
                format!("the period of `{}` would end before it starts", self.id),
                "correct `starts` or `ends`, or leave both out",
            );
        }
        let counted = statutory.as_ref().is_some_and(|table| table.provisional);
        let grounds = Grounds {
            contest: self.contest,
            poll: Some(self.poll),
            notice: self.notice,
            start,
            statutory_day: statutory.as_ref().and_then(latest),
            basis: statutory.as_ref().map(|table| table.basis),
            law: statutory.as_ref().map(|table| table.source),
            note: statutory.as_ref().and_then(|table| table.note),
            status: self.status.clone(),
            replaces: self.replaces.clone(),
            replaced_by: self.replaced_by.clone(),
            confirmed: self.confirmed.clone(),
        };
        let period = Period {
            election: self.id.clone(),
            title: self.title.clone(),
            starts,
            ends,
            scope: self.scope.clone(),
            advisory: self.advisory,
            provisional: start == Start::StandIn || (start == Start::Statutory && counted),
            grounds,
        };
        Ok(Begun { period, queries })
    }

    fn refuse<T>(&self, message: impl Into<String>, repair: impl Into<String>) -> Result<T, Box<Diagnostic>> {
        Err(Box::new(self.place.fault(message, repair)))
    }

    /// When the period starts, and what says so.
    fn start(
        &self,
        statutory: Option<&Timetable>,
        queries: &mut Vec<Diagnostic>,
    ) -> Result<(DateTime<Tz>, Start), Box<Diagnostic>> {
        if let Some(notice) = self.notice.filter(|notice| *notice >= self.poll) {
            return self.refuse(
                format!("the notice of `{}` ({notice}) is not before polling day ({})", self.id, self.poll),
                "correct one of the two dates: notice comes about five weeks before the poll",
            );
        }
        let entered = self.entered_start(queries);
        let Some(table) = statutory else {
            return entered.map_or_else(
                || {
                    self.refuse(
                        format!(
                            "`{}` says neither when its notice was published nor what kind of election it is",
                            self.id
                        ),
                        "add a line like `type = \"local\"`, and the statutory day is counted, or \
                         `notice = 2027-03-25` with the day the notice of election was, or will be, published",
                    )
                },
                Ok,
            );
        };
        self.query_an_early_notice(table, queries);
        let Some(latest) = latest(table) else {
            return match entered.or_else(|| self.stand_in(table, queries)) {
                Some(start) => Ok(start),
                None => self.refuse(
                    format!("the law gives no day of notice for `{}`", self.id),
                    "add the line `notice = 2027-03-25` with the day the notice was, or will be, published",
                ),
            };
        };
        let floor = start_of_day(latest);
        match entered {
            None => Ok((floor, Start::Statutory)),
            Some((starts, _)) if starts > floor && self.confirmed.is_none() => {
                queries.push(self.place.fault(
                    format!(
                        "`{}` would begin on {}, after the last day the law allows ({latest}); until that is confirmed \
                         its period begins on {latest}",
                        self.id,
                        starts.date_naive()
                    ),
                    "correct the day; if it is right, add the line `confirmed = \"…\"` that says why",
                ));
                Ok((floor, Start::Statutory))
            }
            Some(entered) => Ok(entered),
        }
    }

    /// The start an officer entered: their own, or that of the day of notice. An own start after the notice does not
    /// count until it is confirmed.
    fn entered_start(&self, queries: &mut Vec<Diagnostic>) -> Option<(DateTime<Tz>, Start)> {
        let by_notice = self.notice.map(|notice| (start_of_day(notice), Start::Notice));
        let Some(starts) = self.starts else { return by_notice };
        match by_notice {
            Some((noticed, _)) if noticed < starts && self.confirmed.is_none() => {
                queries.push(self.place.fault(
                    format!(
                        "`starts` of `{}` is after its notice; until that is confirmed the notice counts",
                        self.id
                    ),
                    "leave `starts` out; if it is right, add the line `confirmed = \"…\"` that says why",
                ));
                by_notice
            }
            _ => Some((starts, Start::Entered)),
        }
    }

    /// The end: the close of poll, or the officer's own, which is not before it until that is confirmed.
    fn end(&self, queries: &mut Vec<Diagnostic>) -> DateTime<Tz> {
        let close = close_of_poll(self.poll);
        match self.ends {
            Some(ends) if ends < close && self.confirmed.is_none() => {
                queries.push(self.place.fault(
                    format!(
                        "the period of `{}` would end before the close of poll; until that is confirmed it ends at 22:00 on {}",
                        self.id, self.poll
                    ),
                    "leave `ends` out; if it is right, add the line `confirmed = \"…\"` that says why, and to end the period for \
                     good write `status = \"withdrawn\"` with a `reason`",
                ));
                close
            }
            Some(ends) => ends,
            None => close,
        }
    }

    /// Days and words that contradict each other, or look like slips of the pen; the period holds all the same.
    fn query_what_does_not_fit(&self, statutory: Option<&Timetable>, queries: &mut Vec<Diagnostic>) {
        let ballot = BallotId::parse(&self.id).ok();
        if let Some(ballot) = ballot.as_ref().filter(|ballot| ballot.date != self.poll) {
            queries.push(self.place.fault(
                format!("the id says {} and `poll` says {}: the period follows `poll`", ballot.date, self.poll),
                "correct one of the two; if the poll was moved, give the new one an id of its own and join them by \
                 `replaced_by`",
            ));
        }
        let by_id = ballot.as_ref().and_then(BallotId::contest);
        if let (Some(by_id), Some(contest)) = (by_id, self.contest)
            && by_id.as_str().split('.').next() != contest.as_str().split('.').next()
        {
            queries.push(self.place.fault(
                format!("the id says `{by_id}` and `type` says `{contest}`: the days are counted by `type`"),
                "correct one of the two",
            ));
        }
        if self.confirmed.is_some() {
            return;
        }
        let Some(notice) = self.notice else { return };
        let days = (self.poll - notice).num_days();
        if days > LONGEST {
            queries.push(self.place.fault(
                format!("the notice of `{}` is {days} days before its poll", self.id),
                "correct the year of one of the two; if it is right, add the line `confirmed = \"…\"` that says why",
            ));
        }
        let unchecked = statutory.is_none_or(|table| table.starts.is_none());
        if unchecked && days < SHORTEST {
            queries.push(self.place.fault(
                format!(
                    "the notice of `{}` is only {days} days before its poll, and nothing says which law allows that",
                    self.id
                ),
                "say what kind of election it is with `type = \"local\"`, and whose with `nation`, or correct the day; if it \
                 is right, add the line `confirmed = \"…\"` that says why",
            ));
        }
    }

    fn stand_in(&self, table: &Timetable, queries: &mut Vec<Diagnostic>) -> Option<(DateTime<Tz>, Start)> {
        let day = table.stand_in?;
        queries.push(self.place.fault(
            format!(
                "the notice of `{}` does not follow from its poll; until the day is entered its period begins on {day}, \
                 provisionally",
                self.id
            ),
            if self.listed.is_some() {
                "enter the election in a file of the council's own, under the same id, with a `notice` line"
            } else {
                "add the line `notice = …` with the day the notice was, or will be, published"
            },
        ));
        Some((start_of_day(day), Start::StandIn))
    }

    fn query_an_early_notice(&self, table: &Timetable, queries: &mut Vec<Diagnostic>) {
        if let (Some(notice), Some(earliest)) = (self.notice, table.notice.earliest)
            && notice < earliest
            && self.confirmed.is_none()
        {
            queries.push(self.place.fault(
                format!(
                    "the notice of `{}` ({notice}) is before the first day the law allows ({earliest})",
                    self.id
                ),
                "correct the day; if it is right, add the line `confirmed = \"…\"` that says why",
            ));
        }
    }
}

/// The last day on which the period must have begun.
fn latest(table: &Timetable) -> Option<NaiveDate> {
    table.starts.map(|starts| starts.date_naive())
}
