//! Multipart forms, with part headers that two readers could take differently refused.

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};

use super::form::Builder;
use super::{File, Param, Params, Unclear, foreign_charset};

const MALFORMED: Unclear = Unclear::NotA("a well-formed multipart form");

/// Reads a whole multipart body.
pub(super) async fn read(body: Bytes, boundary: String) -> Result<Params, Unclear> {
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

/// What the headers of a part say.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::platform::mastodon) struct Disposition {
    /// The field's name.
    pub(in crate::platform::mastodon) name: String,
    /// Whether it is a file.
    pub(in crate::platform::mastodon) is_file: bool,
}

/// Reads the headers of a part, strictly.
pub(in crate::platform::mastodon) fn disposition(headers: &HeaderMap) -> Result<Disposition, Unclear> {
    // Kept by name: a header that changes how the bytes are read must be one this reader knows.
    for name in headers.keys() {
        let known = *name == CONTENT_DISPOSITION || *name == CONTENT_TYPE || *name == CONTENT_LENGTH;
        let plain_transfer = name == "content-transfer-encoding"
            && headers.get_all(name).iter().all(|value| {
                ["binary", "8bit", "7bit"]
                    .iter()
                    .any(|plain| value.as_bytes().eq_ignore_ascii_case(plain.as_bytes()))
            });
        if !known && !plain_transfer {
            return Err(MALFORMED);
        }
        if headers.get_all(name).iter().count() > 1 {
            return Err(MALFORMED);
        }
    }
    let charset = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if charset.split(';').skip(1).any(foreign_charset) {
        return Err(Unclear::Kind);
    }
    let value = headers.get(CONTENT_DISPOSITION).ok_or(MALFORMED)?;
    let value = std::str::from_utf8(value.as_bytes()).map_err(|_| MALFORMED)?;
    let mut rest = value.strip_prefix("form-data").ok_or(MALFORMED)?.trim_start();
    let (mut name, mut file_names) = (None, 0);
    while let Some(after) = rest.strip_prefix(';') {
        let (key, after) = after.trim_start().split_once('=').ok_or(MALFORMED)?;
        let (parameter, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or(MALFORMED)?,
            None => after.split_at(after.find(';').unwrap_or(after.len())),
        };
        match key.trim().to_ascii_lowercase().as_str() {
            "name" if name.is_none() && !parameter.contains('\\') => name = Some(parameter.trim().to_owned()),
            "filename" | "filename*" => file_names += 1,
            _ => return Err(MALFORMED),
        }
        rest = after.trim_start();
    }
    match name {
        Some(name) if rest.is_empty() && !name.is_empty() => {
            Ok(Disposition { name, is_file: file_names > 0 })
        }
        _ => Err(MALFORMED),
    }
}
