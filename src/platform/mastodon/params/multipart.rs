//! Multipart forms, read only in the one shape every reader takes alike.
//!
//! Readers differ in what they find before the first and after the last boundary, in headers inside headers, in
//! names with spaces. [`Frame`] therefore refuses everything but parts that follow each other without a gap, with
//! the headers clients send.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_DISPOSITION;

use super::form::Builder;
use super::{File, Param, Params, Unclear, is_utf8};

const MALFORMED: Unclear = Unclear::NotA("a well-formed multipart form");

/// The head of a part may be this long, in bytes.
const LONGEST_HEAD: usize = 4 << 10;

/// The longest boundary the standard knows, in characters.
const LONGEST_BOUNDARY: usize = 70;

/// The boundary in the parameters of a content type, which must be their only one.
pub(super) fn boundary(parameters: &str) -> Option<String> {
    let value = parameters.trim_matches(' ').strip_prefix("boundary=")?;
    let value = value.strip_prefix('"').map_or(Some(value), |quoted| quoted.strip_suffix('"'))?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"'()+_./=?-".contains(&b);
    let good = (1..=LONGEST_BOUNDARY).contains(&value.len())
        && value.bytes().all(plain)
        // Some readers take what follows the last `boundary=`.
        && !value.to_ascii_lowercase().contains("boundary=");
    good.then(|| value.to_owned())
}

/// Reads a whole multipart body.
pub(super) async fn read(body: Bytes, boundary: String) -> Result<Params, Unclear> {
    let mut frame = Frame::new(&boundary);
    frame.feed(&body)?;
    frame.finish()?;
    let stream = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut builder = Builder::default();
    while let Some(part) = parts.next_field().await.map_err(|_| MALFORMED)? {
        let head = disposition(part.headers())?;
        let mime = part.content_type().map_or_else(String::new, ToString::to_string);
        let bytes = part.bytes().await.map_err(|_| MALFORMED)?;
        let value = if head.is_file {
            Param::File(File { mime, bytes })
        } else {
            Param::Text(String::from_utf8(bytes.into()).map_err(|_| Unclear::NotA("UTF-8"))?)
        };
        builder.add(&head.name, value)?;
    }
    Ok(builder.done())
}

/// Where in a multipart body a [`Frame`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the first boundary.
    Start,
    /// In the headers of a part.
    Head,
    /// In the bytes of a part.
    Body,
    /// After the last boundary.
    End,
}

/// Checks the frame of a multipart body, fed piece by piece: nothing before the first boundary or after the last,
/// no boundary but at the start of a line, and no part header that could be read in two ways.
#[derive(Debug)]
pub(in crate::platform::mastodon) struct Frame {
    delimiter: Vec<u8>,
    at: At,
    rest: Vec<u8>,
}

impl Frame {
    /// For a body with this boundary.
    pub(in crate::platform::mastodon) fn new(boundary: &str) -> Self {
        Self { delimiter: format!("--{boundary}").into_bytes(), at: At::Start, rest: Vec::new() }
    }

    /// Takes the next piece.
    pub(in crate::platform::mastodon) fn feed(&mut self, piece: &[u8]) -> Result<(), Unclear> {
        self.rest.extend_from_slice(piece);
        while self.step()? {}
        Ok(())
    }

    /// The body has ended.
    pub(in crate::platform::mastodon) fn finish(&self) -> Result<(), Unclear> {
        let whole = self.at == At::End && (self.rest.is_empty() || self.rest == b"\r\n");
        if whole { Ok(()) } else { Err(MALFORMED) }
    }

    /// Goes on to the next part of the frame; false when more bytes are needed for it.
    fn step(&mut self) -> Result<bool, Unclear> {
        match self.at {
            At::Start => self.delimited(0),
            At::Head => match find(&self.rest, b"\r\n\r\n") {
                Some(end) => {
                    head(&self.rest[..end])?;
                    self.rest.drain(..end + 4);
                    self.at = At::Body;
                    Ok(true)
                }
                None if self.rest.len() > LONGEST_HEAD => Err(MALFORMED),
                None => Ok(false),
            },
            At::Body => match find(&self.rest, &self.delimiter) {
                Some(at) if at >= 2 && self.rest[at - 2..at] == *b"\r\n" => self.delimited(at),
                Some(_) => Err(MALFORMED),
                None => {
                    // The end may be the beginning of a boundary.
                    let kept = self.rest.len().min(self.delimiter.len() + 1);
                    self.rest.drain(..self.rest.len() - kept);
                    Ok(false)
                }
            },
            At::End if b"\r\n".starts_with(&self.rest) => Ok(false),
            At::End => Err(MALFORMED),
        }
    }

    /// Reads the boundary that begins at `at`.
    fn delimited(&mut self, at: usize) -> Result<bool, Unclear> {
        let end = at + self.delimiter.len();
        let Some(after) = self.rest.get(end..end + 2) else { return Ok(false) };
        if !self.rest[at..].starts_with(&self.delimiter) {
            return Err(MALFORMED);
        }
        self.at = match after {
            b"\r\n" => At::Head,
            b"--" => At::End,
            _ => return Err(MALFORMED),
        };
        self.rest.drain(..end + 2);
        Ok(true)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|b| b == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Checks the headers of a part as they are written: each once, and none but those clients send.
fn head(bytes: &[u8]) -> Result<(), Unclear> {
    let text = std::str::from_utf8(bytes).map_err(|_| MALFORMED)?;
    let mut seen = Vec::new();
    for line in text.split("\r\n") {
        if line.contains(char::is_control) {
            return Err(MALFORMED);
        }
        let (name, value) = line.split_once(':').ok_or(MALFORMED)?;
        let (name, value) = (name.to_ascii_lowercase(), value.trim_matches(' '));
        match name.as_str() {
            "content-disposition" => {
                field(value)?;
            }
            "content-type" => media_type(value)?,
            "content-transfer-encoding" => {
                if !["binary", "8bit", "7bit"].iter().any(|plain| value.eq_ignore_ascii_case(plain)) {
                    return Err(MALFORMED);
                }
            }
            // Written by OkHttp; no server reads it.
            "content-length" if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) => {}
            _ => return Err(MALFORMED),
        }
        if seen.contains(&name) {
            return Err(MALFORMED);
        }
        seen.push(name);
    }
    if seen.iter().any(|name| name == "content-disposition") { Ok(()) } else { Err(MALFORMED) }
}

/// A bare `type/subtype`, with UTF-8 at most.
fn media_type(value: &str) -> Result<(), Unclear> {
    let (kind, parameter) = value.split_once(';').unwrap_or((value, ""));
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"!#$&^_.+*-".contains(&b);
    let word = |word: &str| !word.is_empty() && word.bytes().all(plain);
    if !kind.split_once('/').is_some_and(|(kind, sub)| word(kind) && word(sub)) {
        return Err(MALFORMED);
    }
    if parameter.is_empty() || is_utf8(parameter) { Ok(()) } else { Err(Unclear::Kind) }
}

/// What the headers of a part say.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::platform::mastodon) struct Disposition {
    /// The field's name.
    pub(in crate::platform::mastodon) name: String,
    /// Whether it is a file.
    pub(in crate::platform::mastodon) is_file: bool,
}

/// What a part is, from its headers.
pub(in crate::platform::mastodon) fn disposition(headers: &HeaderMap) -> Result<Disposition, Unclear> {
    let value = headers.get(CONTENT_DISPOSITION).ok_or(MALFORMED)?;
    field(std::str::from_utf8(value.as_bytes()).map_err(|_| MALFORMED)?)
}

/// Reads `form-data; name="…"; filename="…"`, and nothing else.
fn field(value: &str) -> Result<Disposition, Unclear> {
    let mut rest = value.strip_prefix("form-data").ok_or(MALFORMED)?;
    let (mut name, mut file, mut file_star) = (None, false, false);
    while let Some(after) = rest.strip_prefix(';') {
        let (key, after) = after.trim_start_matches(' ').split_once('=').ok_or(MALFORMED)?;
        let (parameter, after) = if let Some(quoted) = after.strip_prefix('"') {
            quoted.split_once('"').ok_or(MALFORMED)?
        } else {
            let (token, after) = after.split_at(after.find(';').unwrap_or(after.len()));
            // Brackets and the like end a word without quotes for some readers.
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"_.-'%".contains(&b);
            if token.is_empty() || !token.bytes().all(plain) {
                return Err(MALFORMED);
            }
            (token, after)
        };
        // Readers that search for a header or parameter would find it in here too.
        let searched = parameter.to_ascii_lowercase();
        if parameter.contains(['\\', ';']) || searched.contains("content-") {
            return Err(MALFORMED);
        }
        match key.to_ascii_lowercase().as_str() {
            "name" if name.is_none() => name = Some(parameter.to_owned()),
            "filename" if !file => file = true,
            "filename*" if !file_star => file_star = true,
            _ => return Err(MALFORMED),
        }
        rest = after;
    }
    match name {
        Some(name) if rest.is_empty() => Ok(Disposition { name, is_file: file || file_star }),
        _ => Err(MALFORMED),
    }
}
