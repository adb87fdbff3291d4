//! `purdah check`: judge one post, or a file of them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::faults::{self, Faults};
use super::{BLOCKED, FAILED, HELD, open, standing};
use crate::calendar::Calendar;
use crate::calendar::moment::{Moment, moment};
use crate::clock::Clock;
use crate::config::Settings;
use crate::documents::{Document, DocumentKind};
use crate::guard::judge;
use crate::guard::rulebook::Rulebook;
use crate::guard::verdict::{Decision, Verdict};
use crate::node::standing::Standing;
use crate::post::jsonl::Line;
use crate::post::{PartName, Picture, Post};
use crate::web::words::periods;
use crate::{config, documents};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The words of the post; exits with 0 when it is allowed, 10 when it is held, 11 when it is blocked
    #[arg(required_unless_present = "posts", conflicts_with = "posts")]
    text: Option<String>,
    /// When it is to be public: 2027-04-20T09:30 is London time [default: now]
    #[arg(long, value_name = "TIME", conflicts_with = "posts", value_parser = moment)]
    at: Option<Moment>,
    /// Judge every line of this file of JSON; - reads standard input. A line has id, text, alt_texts, links,
    /// link_titles, poll_options, content_warning, reshare_of, reply_to, images, channel, same_words_at and at; a field
    /// whose name is nearly one of these is an error, other fields are ignored. The verdicts are in the output: the exit
    /// status is 0 whatever is held or blocked, and 1 when a line cannot be read
    #[arg(long, value_name = "FILE.jsonl")]
    posts: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(config: &[PathBuf], args: &Args) -> anyhow::Result<ExitCode> {
    let [config] = config else { bail!("check judges for one council: give --config once") };
    let council = council(config)?;
    let now = Clock::system().now();
    match (&args.posts, &args.text) {
        (Some(path), _) => many(&council, path, args.json, now),
        (None, Some(text)) => one(&council, text, args, now),
        (None, None) => bail!("give the words of a post, or --posts FILE"),
    }
}

/// What posts are judged with.
struct Council {
    book: Rulebook,
    channels: BTreeSet<String>,
    /// The files it was made of.
    files: Vec<String>,
}

/// The rulebook and channels of a configuration and the files it names. Remarks go to standard error.
fn council(config: &Path) -> anyhow::Result<Council> {
    let settings = config::read(config).map_err(Faults)?;
    let (documents, missing) = documents::read(&settings);
    if !missing.is_empty() {
        return Err(Faults(missing.into_iter().map(|missing| missing.fault).collect()).into());
    }
    let built = documents::world(&documents).map_err(Faults)?;
    for note in &built.notes {
        faults::say(&format!("note: {note}"));
    }
    for query in &built.queries {
        faults::say(&format!("to be corrected or confirmed: {query}"));
    }
    let today = standing::day(Clock::system().now());
    for query in built.roster_queries(&standing::came(&settings), today) {
        faults::say(&format!("to be looked at: {query}"));
    }
    for one in built.disarmed() {
        faults::say(&format!("warning: {}", one.warning));
    }
    if let Some(note) = not_the_files(&settings, &documents) {
        faults::say(&format!("note: {note}"));
    }
    let files =
        documents.iter().filter(|file| file.kind != DocumentKind::Council).map(|file| file.name.clone());
    let files = files.collect();
    let channels = settings.channels.into_iter().map(|channel| channel.name).collect();
    Ok(Council { book: Rulebook::compile(built.world), channels, files })
}

/// That the store holds something else in force than the files say, by which a running `purdah serve` judges; None where
/// it does not, or where there is no store.
fn not_the_files(settings: &Settings, files: &[Document]) -> Option<String> {
    const JUDGED: &str = "this judges by the files that purdah.toml names, and not by what is loaded";
    if settings.store.is_postgres() {
        return Some(format!("{JUDGED} in the store, which was not looked at"));
    }
    let looked = open::run(async {
        let Some(store) = open::existing(settings, &Clock::system()).await? else { return Ok(None) };
        let standing = Standing::read(settings, &store).await?;
        if standing.is_empty() {
            return Ok(None);
        }
        let kept = |file: &Document| file.kept(&settings.council);
        let changed = files.iter().filter(|file| !standing.says(&kept(file))).map(|file| file.name.clone());
        let is_file = |kind, name: &str| files.iter().any(|file| file.kind == kind && file.name == name);
        let only_there = standing.in_force().filter(|version| !is_file(version.kind, &version.name));
        Ok(Some(changed.chain(only_there.map(|version| version.name.clone())).collect::<Vec<_>>()))
    });
    match looked {
        Ok(None) => None,
        Ok(Some(others)) if others.is_empty() => None,
        Ok(Some(others)) => Some(format!(
            "{JUDGED} in the store, which says something else of {}: `purdah calendar show` and `purdah roster show` \
             tell what is in force",
            others.join(", ")
        )),
        Err(error) => Some(format!("{JUDGED} in the store, which cannot be looked at: {error:#}")),
    }
}

fn one(council: &Council, text: &str, args: &Args, now: DateTime<Utc>) -> anyhow::Result<ExitCode> {
    let post = Post::of_text(text);
    let at = args.at.unwrap_or(Moment::Exact(now));
    let verdict = stricter(&post, at, &council.book);
    let written = one_told(council, &verdict, &post, args.json);
    // The exit status is the answer, also to a reader who stops reading.
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        return Err(error.into());
    }
    Ok(match verdict.decision {
        Decision::Allow => ExitCode::SUCCESS,
        Decision::Hold => ExitCode::from(HELD),
        Decision::Block => ExitCode::from(BLOCKED),
    })
}

fn one_told(council: &Council, verdict: &Verdict, post: &Post, as_json: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if as_json {
        return writeln!(out, "{}", serde_json::to_string(verdict)?);
    }
    tell(&mut out, verdict, post, &council.book.world().calendar)?;
    let files = listed(&council.files);
    writeln!(out, "\nJudged by the council's files{files}, not by what is loaded in a store.")
}

fn listed(files: &[String]) -> String {
    if files.is_empty() { String::new() } else { format!(": {}", files.join(", ")) }
}

/// In the hour that comes twice when summer time ends, a post is judged for both, and the stricter counts.
pub(crate) fn stricter(post: &Post, at: Moment, book: &Rulebook) -> Verdict {
    match at {
        Moment::Exact(at) => judge(post, at, book),
        Moment::Ambiguous(first, second) => judge(post, first, book).or_stricter(judge(post, second, book)),
    }
}

fn many(council: &Council, path: &Path, as_json: bool, now: DateTime<Utc>) -> anyhow::Result<ExitCode> {
    let name = path.display();
    let standard_input = path == Path::new("-");
    let reader: Box<dyn Read> = if standard_input {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(path).with_context(|| format!("{name} cannot be read"))?)
    };
    let folder = if standard_input { Path::new(".") } else { path.parent().unwrap_or(Path::new(".")) };
    let progress = progress(path, standard_input);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut all_judged = true;
    let mut provisional = BTreeSet::new();
    let mut reader = BufReader::new(progress.wrap_read(reader));
    for number in 0_usize.. {
        let line = next_line(&mut reader);
        let Some(mut line) = line.with_context(|| format!("{name} broke off at line {}", number + 1))? else {
            break;
        };
        // Some programs put a byte order mark at the head of a file.
        if number == 0 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let judged = judged(council, &line, folder, now);
        if let Ok((_, verdict)) = &judged {
            let unsure = verdict.periods.iter().filter(|period| period.provisional);
            provisional.extend(unsure.map(|period| period.election.clone()));
        }
        match judged {
            Ok((id, verdict)) if as_json => {
                let mut value = serde_json::to_value(&verdict)?;
                value["id"] = json!(id);
                writeln!(out, "{value}")?;
            }
            Ok((id, verdict)) => {
                let id = id.unwrap_or_else(|| format!("line {}", number + 1));
                let reasons: Vec<_> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
                writeln!(out, "{id}\t{}\t{}", verdict.decision.as_str(), reasons.join(", "))?;
            }
            Err((id, error)) => {
                all_judged = false;
                if as_json {
                    writeln!(out, "{}", json!({ "v": 1, "id": id, "line": number + 1, "error": error }))?;
                } else {
                    writeln!(
                        out,
                        "{}\terror\t{error}",
                        id.unwrap_or_else(|| format!("line {}", number + 1))
                    )?;
                }
            }
        }
    }
    out.flush()?;
    progress.finish_and_clear();
    if !provisional.is_empty() {
        let all = provisional.into_iter().collect::<Vec<_>>().join(", ");
        faults::say(&format!(
            "note: posts were judged in pre-election periods that may still move: {all}{PROVISIONAL}"
        ));
    }
    Ok(if all_judged { ExitCode::SUCCESS } else { ExitCode::from(FAILED) })
}

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The longest line that is read, in bytes: no post comes near it.
const LONGEST_LINE: u64 = 8 << 20;

/// The next line, without its end; None after the last. One that is too long is an error, and nothing after it is read.
fn next_line(reader: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    reader.take(LONGEST_LINE + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 > LONGEST_LINE {
        let message = format!("the line is longer than {} MiB, and no post is", LONGEST_LINE >> 20);
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, message));
    }
    Ok(Some(line))
}

fn progress(path: &Path, standard_input: bool) -> ProgressBar {
    if standard_input || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let length = std::fs::metadata(path).map_or(0, |data| data.len());
    let style = ProgressStyle::with_template("{bar:40} {percent}% {eta} left");
    let bar = ProgressBar::new(length);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

type LineError = (Option<String>, String);

/// Judges one line of JSON; the error carries the line's own id when it could be read.
fn judged(
    council: &Council,
    line: &[u8],
    folder: &Path,
    now: DateTime<Utc>,
) -> Result<(Option<String>, Verdict), LineError> {
    let line = Line::read(line)?;
    let at = match &line.at {
        Some(at) => moment(at).map_err(|error| (line.id.clone(), error))?,
        None => Moment::Exact(now),
    };
    let mut post = line.post(|channel| council.channels.contains(channel));
    if post.parts.is_empty() && post.pictures.is_empty() && line.text.is_none() {
        let why = "this line has none of the fields of a post: text, alt_texts, links, link_titles, poll_options, \
                   content_warning, reshare_of, reply_to, images";
        return Err((line.id, why.to_owned()));
    }
    for (number, image) in line.images.iter().enumerate() {
        if !folder.join(image).is_file() {
            post.pictures[number] = Picture::Unreadable;
        }
    }
    Ok((line.id, stricter(&post, at, &council.book)))
}

/// What is said of a period whose days may still move.
const PROVISIONAL: &str =
    "; provisional: bank holidays that count for it are not known yet, and its days may move";

/// A verdict for a person: the words marked, then each reason.
fn tell(out: &mut impl Write, verdict: &Verdict, post: &Post, calendar: &Calendar) -> std::io::Result<()> {
    writeln!(out, "{}", verdict.decision.as_str())?;
    if let Some(text) = post.part(PartName::Text) {
        writeln!(out, "\n  {}", marked(&text.text, verdict).replace('\n', "\n  "))?;
    }
    for finding in verdict.stops() {
        writeln!(out, "\n{} {} ({})", finding.rule, finding.name, finding.confidence.as_str())?;
        writeln!(out, "  {}", finding.why)?;
        if !finding.suggestion.is_empty() {
            writeln!(out, "  {}", finding.suggestion)?;
        }
        for source in std::iter::once(&finding.source).chain(&finding.policy) {
            writeln!(out, "  {}, {}", source.title, source.clause)?;
        }
    }
    if verdict.periods.is_empty() {
        writeln!(out, "\nNo pre-election period is in force then.")?;
    }
    for period in verdict.periods.iter() {
        let wards = period.wards.as_ref().map_or(String::new(), |wards| format!(" ({})", wards.join(", ")));
        let known = calendar.periods().iter().find(|known| known.election == period.election);
        let title = known.map_or(period.election.as_str(), |known| known.title.as_str());
        writeln!(
            out,
            "\nPre-election period, {title}{wards}: {} to {}{}",
            day(&period.starts),
            day(&period.ends),
            if period.provisional { PROVISIONAL } else { "" }
        )?;
    }
    Ok(())
}

/// A moment of a verdict as people say it: `Thursday 6 May 2027 at 10:00pm`.
fn day(moment: &str) -> String {
    moment
        .parse::<DateTime<Utc>>()
        .map_or_else(|_| moment.to_owned(), |moment| periods::moment(moment.to_utc()))
}

/// The text with every stopped span in brackets.
fn marked(text: &str, verdict: &Verdict) -> String {
    let mut spans: Vec<_> = verdict
        .stops()
        .filter(|finding| finding.part == PartName::Text)
        .filter_map(|finding| Some((finding.start?, finding.end?)))
        .collect();
    spans.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in spans {
        if end <= at {
            continue;
        }
        let start = start.max(at);
        for piece in [&text[at..start], "[", &text[start..end], "]"] {
            out.push_str(piece);
        }
        at = end;
    }
    out + &text[at..]
}
