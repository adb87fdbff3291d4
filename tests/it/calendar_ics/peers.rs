//! Python's icalendar, vobject and ics read what we write, and we read what they write.

use std::path::{Path, PathBuf};
use std::process::Command;

use purdah::calendar::formats::read;
use serde_json::{Value, json};

use super::export::{export, sample};
use super::utc;

fn python(verb: &str, path: &Path) -> Vec<u8> {
    let python = std::env::var_os("PURDAH_TEST_PYTHON").map(PathBuf::from);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/calendars.py");
    let output =
        Command::new(python.expect("PURDAH_TEST_PYTHON names a Python that has icalendar, vobject and ics"))
            .args([script, verb])
            .arg(path)
            .output()
            .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with icalendar, vobject and ics"]
fn other_peoples_libraries_read_our_export_as_it_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calendar.ics");
    std::fs::write(&file, export(&sample())).unwrap();
    let mut expected: Vec<_> = sample()
        .periods()
        .iter()
        .map(|period| {
            json!([
                format!("{}@larkwater.purdah", period.election),
                period.starts.to_utc(),
                period.ends.to_utc(),
                format!("Pre-election period: {}", period.title.replace('\u{2028}', " ")),
            ])
        })
        .collect();
    expected.sort_by_key(ToString::to_string);
    let read: Value = serde_json::from_slice(&python("read", &file)).unwrap();
    for library in ["icalendar", "vobject", "ics"] {
        assert_eq!(read[library], json!(expected), "{library}");
    }
}

#[test]
#[ignore = "needs PURDAH_TEST_PYTHON: a Python with icalendar, vobject and ics"]
fn we_read_what_other_peoples_libraries_write() {
    let folder = tempfile::tempdir().unwrap();
    python("write", folder.path());
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 11);
    for file in files {
        let name = file.display().to_string();
        let sheet =
            read(&name, &std::fs::read(&file).unwrap()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let period = &sheet.periods[0].period;
        assert_eq!(period.starts.to_utc(), utc("2027-03-25T00:00:00Z"), "{name}");
        assert_eq!(period.ends.to_utc(), utc("2027-05-06T21:00:00Z"), "{name}");
        assert_eq!(period.election, "poll-1", "{name}");
        assert!(period.title.starts_with("Council election; “Mill, North”\\East – a long title"), "{name}");
        assert!(sheet.notes.is_empty(), "{name}");
    }
}
