//! iCalendar files: what other people's programs write is read, and what we write they read.

mod export;
mod peers;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use purdah::calendar::Period;
use purdah::calendar::formats::read;
use purdah::calendar::sheet::Sheet;
use purdah::council::CouncilId;
use purdah::diagnostic::Diagnostic;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn larkwater() -> CouncilId {
    CouncilId::from_name("Larkwater").unwrap()
}

/// A calendar of the events whose lines are given.
fn file(events: &[&str]) -> String {
    let events: Vec<_> = events.iter().map(|lines| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n")).collect();
    let events = events.concat();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n").replace('\n', "\r\n")
}

fn sheet(text: &str) -> Result<Sheet, Vec<Diagnostic>> {
    read("calendar.ics", text.as_bytes())
}

fn told(text: &str) -> Vec<String> {
    sheet(text).unwrap_err().iter().map(ToString::to_string).collect()
}

fn only(text: &str) -> Period {
    let mut periods = sheet(text).unwrap_or_else(|faults| panic!("{faults:#?}")).periods;
    assert_eq!(periods.len(), 1);
    periods.remove(0).period
}

#[test]
fn an_events_days_and_times_become_the_edges_of_a_period() {
    const NOTICE: &str = "2027-03-25T00:00:00Z";
    const CLOSE: &str = "2027-05-06T21:00:00Z";
    for (lines, starts, ends) in [
        // Whole days: the end is the day after the last, and the last ends with the close of poll.
        ("DTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507", NOTICE, CLOSE),
        ("DTSTART:20270325\nDTEND:20270507", NOTICE, CLOSE),
        ("dtstart;value=date:20270325\ndtend;value=date:20270507", NOTICE, CLOSE),
        ("DTSTART;VALUE=DATE:20270325\nDURATION:P43D", NOTICE, CLOSE),
        ("DTSTART;VALUE=DATE:20270325\nDURATION:P6W1D", NOTICE, CLOSE),
        ("DTSTART;VALUE=DATE:20270325\nDURATION:P42DT22H", NOTICE, CLOSE),
        ("DTSTART;VALUE=DATE:20270325T000000\nDTEND;VALUE=DATE:20270507T000000", NOTICE, CLOSE),
        ("DTSTART;VALUE=DATE;TZID=Nowhere:20270325\nDTEND;VALUE=DATE:20270507", NOTICE, CLOSE),
        ("DTSTART;VALUE=DATE:20270506", "2027-05-05T23:00:00Z", CLOSE),
        ("DTSTART;VALUE=DATE:20270506\nDTEND;VALUE=DATE:20270506", "2027-05-05T23:00:00Z", CLOSE),
        ("DTSTART;VALUE=DATE:20270506\nDTEND;VALUE=DATE:20270507", "2027-05-05T23:00:00Z", CLOSE),
        ("DTSTART;VALUE=DATE:20270506\nDURATION:P1D", "2027-05-05T23:00:00Z", CLOSE),
        // Both clock changes.
        (
            "DTSTART;VALUE=DATE:20270328\nDTEND;VALUE=DATE:20270330",
            "2027-03-28T00:00:00Z",
            "2027-03-29T21:00:00Z",
        ),
        (
            "DTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261026",
            "2026-10-23T23:00:00Z",
            "2026-10-25T22:00:00Z",
        ),
        // Outlook's whole days.
        (
            "DTSTART;TZID=GMT Standard Time:20270325T000000\nDTEND;TZID=GMT Standard Time:20270507T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            NOTICE,
            CLOSE,
        ),
        ("DTSTART:20270325T000000Z\nDTEND:20270506T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE", NOTICE, CLOSE),
        ("DTSTART:20270325T000000\nDTEND:20270507T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:true", NOTICE, CLOSE),
        (
            "DTSTART:20270325T090000\nDTEND:20270506T220000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            "2027-03-25T09:00:00Z",
            CLOSE,
        ),
        // Times.
        ("DTSTART:20270325T000000Z\nDTEND:20270506T210000Z", NOTICE, CLOSE),
        ("DTSTART:20270325T000000\nDTEND:20270506T220000", NOTICE, CLOSE),
        ("DTSTART;VALUE=DATE-TIME:20270325T000000\nDTEND;VALUE=DATE-TIME:20270506T220000", NOTICE, CLOSE),
        (
            "DTSTART;TZID=Europe/London:20270325T000000\nDTEND;TZID=Europe/London:20270506T220000",
            NOTICE,
            CLOSE,
        ),
        (
            "DTSTART;TZID=\"Europe/London\":20270325T000000\nDTEND;TZID=\"Europe/London\":20270506T220000",
            NOTICE,
            CLOSE,
        ),
        (
            "DTSTART;TZID=Europe/Paris:20270325T010000\nDTEND;TZID=America/New_York:20270506T170000",
            NOTICE,
            CLOSE,
        ),
        (
            "DTSTART;TZID=/mozilla.org/20050126_1/Europe/London:20270325T000000\nDTEND;TZID=/mozilla.org/20050126_1/Europe/London:20270506T220000",
            NOTICE,
            CLOSE,
        ),
        (
            "DTSTART;TZID=\"(UTC+00:00) Dublin, Edinburgh, Lisbon, London\":20270325T000000\nDTEND;TZID=(UTC+00:00) Dublin, Edinburgh, Lisbon, London:20270506T220000",
            NOTICE,
            CLOSE,
        ),
        ("DTSTART;TZID=Europe/Paris:20270325T000000Z\nDTEND:20270506T210000Z", NOTICE, CLOSE),
        ("DTSTART:20270325T000000\nDURATION:P42DT22H", NOTICE, CLOSE),
        ("DTSTART:20270325T000000Z\nDURATION:P42DT21H", NOTICE, CLOSE),
        ("DTSTART:20270325T000000Z\nDURATION:PT1029H", NOTICE, CLOSE),
        ("DTSTART:20270325T000000\nDTEND:20270506T235960", NOTICE, "2027-05-06T22:59:59Z"),
        // The hour that comes twice makes the period longer.
        ("DTSTART:20261025T013000\nDTEND:20261026T000000", "2026-10-25T00:30:00Z", "2026-10-26T00:00:00Z"),
        ("DTSTART:20261001T000000\nDTEND:20261025T013000", "2026-09-30T23:00:00Z", "2026-10-25T01:30:00Z"),
    ] {
        let period = only(&file(&[&format!("UID:e\nSUMMARY:Poll\n{lines}")]));
        assert_eq!((period.starts.to_utc(), period.ends.to_utc()), (utc(starts), utc(ends)), "{lines}");
    }
}

#[test]
fn a_time_zone_the_file_defines_is_known_by_the_name_it_gives_for_itself() {
    for name in ["X-LIC-LOCATION", "TZID-ALIAS-OF"] {
        let zone = format!(
            "BEGIN:VTIMEZONE\r\nTZID:Town hall time\r\n{name}:Europe/London\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\n\
             RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        );
        let event =
            "UID:e\nDTSTART;TZID=Town hall time:20270325T000000\nDTEND;TZID=Town hall time:20270506T220000";
        for text in [
            file(&[event]).replacen("BEGIN:VEVENT", &format!("{zone}BEGIN:VEVENT"), 1),
            file(&[event]).replacen("END:VCALENDAR", &format!("{zone}END:VCALENDAR"), 1),
        ] {
            assert_eq!(only(&text).ends.to_utc(), utc("2027-05-06T21:00:00Z"), "{text}");
        }
    }
}

#[test]
fn line_ends_folds_marks_and_other_programs_lines_are_no_hindrance() {
    let text = file(&[
        "UID:poll-1\nSUMMARY:County elec\n tion\\, café\nDTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507\nDESCRIPTION;ALTREP=\"cid:a:b\":x\nORGANIZER;CN=\"\"x:mailto:clerk@larkwater.example\nBEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5M\nRRULE:x\nEND:VALARM",
    ]);
    let expected = only(&text);
    assert_eq!((expected.election.as_str(), expected.title.as_str()), ("poll-1", "County election, café"));
    let torn = text.replace("café", "caf\u{1}").into_bytes();
    let torn: Vec<u8> = torn
        .into_iter()
        .flat_map(|byte| if byte == 1 { b"\xc3\r\n \xa9".to_vec() } else { vec![byte] })
        .collect();
    for bytes in [
        text.replace("\r\n", "\n").into_bytes(),
        text.replace("\r\n", "\r\r\n").into_bytes(),
        text.replacen("\r\n", "\n", 5).into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        text.trim_end().as_bytes().to_vec(),
        format!("{text}\r\n\r\n").into_bytes(),
        text.replace("\r\n", "\r\n\r\n").replace("elec\r\n\r\n", "elec\r\n").into_bytes(),
        text.replace("BEGIN:V", "begin:v")
            .replace("END:V", "end:v")
            .replace("SUMMARY", "summary")
            .into_bytes(),
        text.replace("VERSION:2.0", "VERSION:2.0\r\nBEGIN:X-THING\r\nanything at all\r\nEND:X-THING")
            .into_bytes(),
        torn,
    ] {
        let read = read("calendar.ICS", &bytes).unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert_eq!(read.periods[0].period, expected, "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn an_id_is_the_uid_or_is_made_of_title_and_day() {
    const DAYS: &str = "DTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507";
    for (lines, id, title) in [
        ("UID:040000008200E00074\nSUMMARY:Poll", "040000008200E00074", "Poll"),
        ("UID:someone@mail.example\nSUMMARY:Poll", "someone@mail.example", "Poll"),
        (
            "UID:local.larkwater.2027-05-06@larkwater.purdah\nSUMMARY:Pre-election period: Poll",
            "local.larkwater.2027-05-06",
            "Poll",
        ),
        ("SUMMARY:Pré-election: Mill ward!", "pré-election-mill-ward-2027-03-25", "Pré-election: Mill ward!"),
        ("UID:\nSUMMARY:", "event-2027-03-25", "event-2027-03-25"),
    ] {
        let period = only(&file(&[&format!("{lines}\n{DAYS}")]));
        assert_eq!((period.election.as_str(), period.title.as_str()), (id, title), "{lines}");
    }
}

#[test]
fn what_cannot_be_a_period_is_refused_at_its_line_with_the_repair() {
    const DAYS: &str = "DTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507";
    for (lines, place, words) in [
        (format!("{DAYS}\nRRULE:FREQ=YEARLY"), "7:7", "event of its own"),
        (format!("{DAYS}\nRDATE;VALUE=DATE:20280325"), "7:18", "repeats (RDATE)"),
        (format!("{DAYS}\nEXDATE:20280325"), "7:8", "repeats (EXDATE)"),
        (format!("{DAYS}\nRECURRENCE-ID:20270325"), "7:15", "repeats (RECURRENCE-ID)"),
        ("SUMMARY:Poll\nLOCATION:Town hall".into(), "3:1", "no start"),
        ("DTSTART:20270325T000000".into(), "5:9", "no end"),
        ("DTSTART:20270325T000000\nDTEND:20270325T000000".into(), "6:7", "does not end after it starts"),
        (
            "DTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270324".into(),
            "6:18",
            "does not end after it starts",
        ),
        ("DTSTART:20270325T000000\nDURATION:PT0S".into(), "6:10", "does not end after it starts"),
        ("DTSTART:20270325T000000\nDURATION:-P1D".into(), "6:10", "negative"),
        ("DTSTART:20270325T000000\nDURATION:six weeks".into(), "6:10", "write it like P6W"),
        (format!("{DAYS}\nDURATION:P6W"), "7:10", "both DTEND and DURATION"),
        (format!("{DAYS}\nDTSTART:20280101"), "7:9", "two lines DTSTART"),
        ("DTSTART;VALUE=DATE:20270325\nDTEND:20270506T210000Z".into(), "6:7", "both as days"),
        ("DTSTART:20270325T000000Z\nDTEND;VALUE=DATE:20270506".into(), "6:18", "both as days"),
        ("DTSTART;VALUE=DATE:20270230\nDTEND;VALUE=DATE:20270507".into(), "5:20", "write it like 20270325"),
        ("DTSTART;VALUE=DATE:25/03/2027".into(), "5:20", "write it like 20270325"),
        ("DTSTART;VALUE=DATE:02270325".into(), "5:20", "looks like a slip"),
        ("DTSTART:20270325T0900\nDTEND:20270506T220000".into(), "5:9", "write it like 20270325"),
        ("DTSTART;VALUE=DATE:20270325T090000\nDTEND:20270506T220000".into(), "5:20", "announces a day"),
        ("DTSTART;TZID=Office:20270325T090000\nDTEND:20270506T220000".into(), "5:21", "TZID=Europe/London"),
        ("DTSTART:20270328T013000\nDTEND:20270506T220000".into(), "5:9", "no clock in Europe/London showed"),
        (format!("{DAYS}\nX-PURDAH-WARDS:Mill,"), "7:16", "name the wards"),
        (format!("{DAYS}\nX-PURDAH-ADVISORY:YES"), "7:19", "write X-PURDAH-ADVISORY:TRUE"),
        (format!("{DAYS}\nand more of the description"), "7:1", "begins with a blank"),
        ("DTSTART 20270325\nDTEND:20270506".into(), "5:1", "export the calendar again"),
    ] {
        let told = told(&file(&[&format!("UID:e\n{lines}")]));
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].starts_with(&format!("calendar.ics:{place}:")), "{}\n{lines}", told[0]);
        assert!(told[0].contains(words) && told[0].contains("to mend it"), "{}\nlacks {words}", told[0]);
    }
}

#[test]
fn a_file_that_is_no_whole_calendar_is_refused() {
    let good = file(&["UID:e\nDTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507"]);
    for (text, words) in [
        (String::new(), "empty"),
        ("\r\n \r\n".into(), "empty"),
        ("<html>Sign in</html>".into(), "a web page, not a feed"),
        ("Sign in".into(), "BEGIN:VCALENDAR"),
        (file(&[]), "no event"),
        (file(&[]).replace("END:V", "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nEND:V"), "no event"),
        (good.replace("END:VCALENDAR\r\n", ""), "END:VCALENDAR is missing"),
        (good.replace("END:VEVENT\r\nEND:VCALENDAR\r\n", ""), "END:VEVENT is missing"),
        (good.replace("END:VEVENT\r\n", ""), "where END:VEVENT belongs"),
        (good.replace("END:VEVENT\r\n", "BEGIN:VEVENT\r\nEND:VEVENT\r\n"), "before END:VEVENT"),
        (format!("{good}{good}"), "file of its own"),
        (format!("{good}X:y\r\n"), "has ended above"),
        (
            file(&["UID:e\nSUMMARY:One\nDTSTART:20270325", "UID:e\nSUMMARY:Two\nDTSTART:20270401"]),
            "two events have the UID `e`: “One” and “Two”",
        ),
        (file(&["SUMMARY:One\nDTSTART:20270325", "SUMMARY:one\nDTSTART:20270325"]), "cannot be told apart"),
    ] {
        let told = told(&text);
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].contains(words), "{}\nlacks {words}", told[0]);
    }
}

#[test]
fn every_faulty_event_is_told_and_a_good_one_beside_it_is_not_loaded_alone() {
    let told = told(&file(&[
        "UID:a\nDTSTART:20270325T000000",
        "UID:b\nDTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507",
        "UID:c\nDTSTART:20270325T000000\nDTEND:20270326T000000\nRRULE:FREQ=DAILY",
    ]));
    assert_eq!(told.len(), 2, "{told:#?}");
}

#[test]
fn what_an_officer_should_know_is_noted_and_stops_nothing() {
    const DAYS: &str = "DTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507";
    let todo = "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nBEGIN:VTODO\r\nUID:u\r\nEND:VTODO\r\nBEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nEND:VCAL";
    for (text, words) in [
        (
            file(&[&format!("UID:e\nSUMMARY:Poll\n{DAYS}\nSTATUS:CANCELLED")]),
            vec!["“Poll” is marked as cancelled; its period stays"],
        ),
        (
            file(&[&format!("UID:e\n{DAYS}")]).replace("VERSION", "METHOD:CANCEL\r\nVERSION"),
            vec!["their periods stay"],
        ),
        (file(&["UID:e\nSUMMARY:Poll\nDTSTART;VALUE=DATE:20270506"]), vec!["`poll = 2027-05-06`"]),
        (file(&[&format!("UID:e\n{DAYS}")]).replace("END:VCAL", todo), vec!["tasks"]),
        (file(&[&format!("UID:e\n{DAYS}\nSTATUS:TENTATIVE")]), vec![]),
    ] {
        let sheet = sheet(&text).unwrap();
        assert_eq!(sheet.periods.len(), 1);
        let notes: Vec<_> = sheet.notes.iter().map(ToString::to_string).collect();
        assert_eq!(notes.len(), words.len(), "{notes:#?}");
        for (note, word) in notes.iter().zip(words) {
            assert!(note.contains(word), "{note}\nlacks {word}");
        }
    }
}

#[test]
fn bank_holidays_are_not_taken_for_pre_election_periods() {
    let holiday = |title: &str, day: u32| {
        format!(
            "DTEND;VALUE=DATE:{}\nDTSTART;VALUE=DATE:{day}\nSUMMARY:{title}\nUID:h-{day}@gov.example\nSEQUENCE:0",
            day + 1
        )
    };
    let holidays = [
        holiday("New Year’s Day", 20_270_101),
        holiday("Good Friday", 20_270_326),
        holiday("A new holiday", 20_270_601),
    ];
    let told = told(&file(&holidays.each_ref().map(String::as_str)));
    assert!(told[0].contains("bank-holidays.json"), "{told:#?}");
    let with_a_period = "UID:e\nSUMMARY:Poll\nDTSTART;VALUE=DATE:20270325\nDTEND;VALUE=DATE:20270507";
    assert!(sheet(&file(&[&holidays[0], with_a_period])).is_ok());
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
        drop(read("calendar.ics", &bytes));
    }

    #[test]
    fn no_line_in_an_event_makes_the_reader_panic(
        name in "(DTSTART|DTEND|DURATION|UID|SUMMARY|X-PURDAH-WARDS|STATUS)",
        rest in "([;:=\",\\\\TZPDWHMS0-9+-]|TZID|VALUE=|DATE|.){0,40}",
    ) {
        drop(sheet(&file(&[&format!("DTSTART:20270325\n{name}{rest}")])));
    }
}

#[test]
fn components_however_deep_are_read_without_exhausting_the_stack() {
    let deep = 200_000;
    let text = format!("BEGIN:VCALENDAR\n{}", "BEGIN:X\n".repeat(deep));
    assert!(told(&text)[0].contains("END:X is missing"));
}
