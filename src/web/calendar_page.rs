//! The calendar: what is in force, what comes, what has been.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::answer::page;
use super::desk::Desk;
use super::frame::{self, Frame, Here, Moment};
use super::visitor::Visitor;
use super::words::{ENGLISH, Words, fill};
use crate::calendar::Period;

struct Row {
    title: String,
    election: String,
    from: Moment,
    to: Moment,
    covers: String,
    notes: Vec<&'static str>,
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
    tables: [Table; 3],
    feed: String,
}

/// `GET /calendar`
pub(crate) async fn show(State(desk): State<Desk>, visitor: Visitor) -> Response {
    let w = &ENGLISH;
    let now = desk.now();
    let rulebook = visitor.rulebook();
    let all = rulebook.world().calendar.periods();
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
        tables: [
            table(w.calendar.now, &|period| period.covers(now)),
            table(w.calendar.next, &|period| period.starts > now),
            table(w.calendar.past, &|period| period.ends <= now),
        ],
        feed: fill(w.calendar.feed, &[("address", &address)]),
    };
    page(StatusCode::OK, &whole)
}

fn row(period: &Period) -> Row {
    Row {
        title: period.title.clone(),
        election: period.election.clone(),
        from: Moment::of(period.starts.to_utc()),
        to: Moment::of(period.ends.to_utc()),
        covers: frame::covers(period),
        notes: frame::notes(period),
    }
}
