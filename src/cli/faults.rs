//! How faults in files are drawn for the person who wrote them.

use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::diagnostic::Diagnostic;

/// Faults that end a command.
#[derive(Debug, thiserror::Error)]
#[error("{}", drawn(.0))]
pub(super) struct Faults(pub(super) Vec<Diagnostic>);

/// Draws faults one below the other, each with its line and its repair.
pub(super) fn drawn(faults: &[Diagnostic]) -> String {
    let renderer = if std::io::stderr().is_terminal() { Renderer::styled() } else { Renderer::plain() };
    let reports: Vec<String> = faults.iter().map(|fault| draw(&renderer, fault)).collect();
    reports.join("\n\n")
}

fn draw(renderer: &Renderer, fault: &Diagnostic) -> String {
    if fault.line == 0 {
        return fault.to_string();
    }
    let place = format!("{}:{}:{}", fault.file, fault.line, fault.column);
    let snippet = Snippet::source(fault.excerpt.as_str())
        .line_start(fault.line)
        .path(fault.file.as_str())
        .annotation(AnnotationKind::Primary.span(fault.span.clone()));
    let mut group = Level::ERROR.primary_title(format!("{place}: {}", fault.message)).element(snippet);
    if !fault.repair.is_empty() {
        group = group.element(Level::HELP.message(fault.repair.as_str()));
    }
    renderer.render(&[group])
}

/// Writes a line to standard error; nothing is left to tell when even that is closed.
pub(super) fn say(text: &str) {
    drop(writeln!(std::io::stderr(), "{text}"));
}
