//! The calendar: what is in force, what comes, what has been, and why each period begins when it does.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::answer::page;
use super::desk::Desk;
use super::frame::{Frame, Here, Moment};
use super::visitor::Visitor;
use super::words::{ENGLISH, Words, fill, periods};
use crate::calendar::{Period, Withdrawal};
use crate::diagnostic::Diagnostic;

struct Row {
    title: String,
    election: String,
    from: Moment,
    to: Moment,
    covers: String,
    notes: Vec<&'static str>,
    /// The contest, why it begins then, where the election stands, and what to know besides.
    why: Vec<String>,
    law: Option<Law>,
}

struct Law {
    text: String,
    url: &'static str,
    basis: &'static str,
}

struct Table {
    title: &'static str,
    periods: Vec<Row>,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    w: &'static Words,
    frame: Frame,
    empty: bool,
    queries: Vec<Diagnostic>,
    tables: [Table; 3],
    withdrawn: Vec<Withdrawal>,
    feed: String,
}

/// `GET /calendar`
pub(crate) async fn show(State(desk): State<Desk>, visitor: Visitor) -> Response {
    let w = &ENGLISH;
    let now = desk.now();
    let rulebook = visitor.rulebook();
    let calendar = &rulebook.world().calendar;
    let all = calendar.periods();
    let table = |title, belongs: &dyn Fn(&Period) -> bool| Table {
        title,
        periods: all.iter().filter(|period| belongs(period)).map(row).collect(),
    };
    let address =
        format!("{}/calendar.ics?council={}", visitor.council.settings.server.desk_address(), visitor.id);
    let whole = CalendarPage {
        w,
        frame: visitor.frame(&desk, Here::Calendar, w.calendar.title),
        empty: all.is_empty(),
        queries: visitor.council.remarks().queries,
        tables: [
            table(w.calendar.now, &|period| period.covers(now)),
            table(w.calendar.next, &|period| period.starts > now),
            table(w.calendar.past, &|period| period.ends <= now),
        ],
        withdrawn: calendar.withdrawn().to_vec(),
        feed: fill(w.calendar.feed, &[("address", &address)]),
    };
    page(StatusCode::OK, &whole)
}

fn row(period: &Period) -> Row {
    let grounds = &period.grounds;
    let mut why = Vec::new();
    if let (Some(contest), Some(poll)) = (grounds.contest, grounds.poll) {
        why.push(fill(
            ENGLISH.calendar.contest,
            &[("contest", contest.title()), ("poll", &periods::day(poll))],
        ));
    }
    why.push(periods::begins(period));
    why.extend(periods::status(&grounds.status).map(str::to_owned));
    why.extend(periods::succession(period));
    why.extend(grounds.note.map(|note| fill(ENGLISH.calendar.note, &[("note", note)])));
    let law = grounds.law.zip(grounds.basis).map(|(law, basis)| Law {
        text: periods::law(law),
        url: &law.url,
        basis: periods::basis(basis),
    });
    Row {
        title: period.title.clone(),
        election: period.election.clone(),
        from: Moment::of(period.starts.to_utc()),
        to: Moment::of(period.ends.to_utc()),
        covers: periods::covers(period),
        notes: periods::notes(period),
        why,
        law,
    }
}
