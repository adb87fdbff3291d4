//! Judges a folder of labelled posts that an environment variable names, and writes what the guard says of each, for
//! the folder's own score script. Nothing of such a folder is kept here.

use std::path::PathBuf;
use std::time::Instant;

use chrono::DateTime;
use purdah::guard::{self, Rulebook};
use purdah::post::jsonl::Line;

use crate::town;

#[test]
#[ignore = "needs PURDAH_DEVSET"]
fn labelled_posts_are_judged_for_the_score_script() {
    let folder =
        PathBuf::from(std::env::var("PURDAH_DEVSET").expect("a folder with posts.jsonl and purdah.toml"));
    let book = Rulebook::compile(town::world(&folder));
    let posts = std::fs::read_to_string(folder.join("posts.jsonl")).unwrap();
    let mut said = String::new();
    let begun = Instant::now();
    for text in posts.lines() {
        let line: Line = serde_json::from_str(text).unwrap();
        let at = DateTime::parse_from_rfc3339(line.at.as_deref().unwrap()).unwrap().to_utc();
        let mut verdict = serde_json::to_value(guard::judge(&line.post(), at, &book)).unwrap();
        verdict["id"] = line.id.clone().into();
        said.push_str(&verdict.to_string());
        said.push('\n');
    }
    let spent = begun.elapsed();
    let out = std::env::var("PURDAH_DEVSET_OUT").unwrap_or_else(|_| "predictions.jsonl".into());
    std::fs::write(&out, said).unwrap();
    println!("{} posts in {spent:?}, written to {out}", posts.lines().count());
}
