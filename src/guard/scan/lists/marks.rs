//! Signs beside the names of a list: a tick for one and a cross for another are a judgement, the same bullet before each
//! is none.

use std::ops::Range;

use crate::guard::scan::view::View;

/// Whether the signs of a sentence that names so many treat all of them alike.
pub(super) fn are_even(view: &View<'_>, sentence: &Range<usize>, names: usize) -> bool {
    let mut kind = None;
    let mut count = 0;
    for sign in around(view, sentence).chars().filter(|sign| is_telling(*sign)) {
        if kind.replace(sign).is_some_and(|other| other != sign) {
            return false;
        }
        count += 1;
    }
    count == 0 || count >= names && names > 0
}

/// A sentence with the signs before and behind it that stand on the same lines.
fn around<'v>(view: &View<'v>, sentence: &Range<usize>) -> &'v str {
    let end_of = |at: usize| view.token(at).map(|token| token.range().end);
    let before = sentence.start.checked_sub(1).and_then(end_of).unwrap_or(0);
    let first = view.token(sentence.start).map_or(0, |token| token.range().start);
    let last = sentence.end.checked_sub(1).and_then(end_of).unwrap_or(first);
    let after = view.token(sentence.end).map_or(view.text.len(), |token| token.range().start);
    let line = |text: Option<&str>| text.and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let from = before + line(view.text.get(before..first));
    let behind = view.text.get(last..after).unwrap_or_default();
    let to = last + behind.find('\n').unwrap_or(behind.len());
    view.text.get(from..to).unwrap_or_default()
}

/// Whether a sign says more than a bullet, an arrow or a calendar does.
fn is_telling(sign: char) -> bool {
    let number = u32::from(sign);
    let pictured = matches!(number, 0x2600..=0x27BF | 0x2B50..=0x2B59 | 0x1F300..=0x1FAFF);
    // Bullets, circles and squares, arrows, clocks.
    let plain = matches!(
        number,
        0x2610..=0x2612 | 0x26AA | 0x26AB | 0x2794..=0x27BF | 0x1F534..=0x1F53F | 0x1F7E0..=0x1F7EB | 0x1F550..=0x1F567
            | 0x1F3FB..=0x1F3FF
    );
    pictured && !plain && !NEUTRAL.contains(&sign)
}

/// Signs of voting, of time and place, of reading on.
const NEUTRAL: [char; 44] = [
    '🗳', '📅', '📆', '🗓', '📍', '📌', '🔗', '👉', '👇', '👆', '👈', '📝', '📋', '📄', '📃', '📑', '🏛', '📢',
    '📣', '👥', '👤', '🧑', '🗒', '🔎', '🔍', '📰', '📬', '📮', '📧', '🌐', '🖱', '💻', '🪪', '✉', '✏', '✍',
    '⚖', '🏘', '🏫', '☎', '⚠', '📞', '🆔', '📱',
];
