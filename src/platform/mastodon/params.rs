//! The parameters of a request as a Rails server reads them, from query string and body.
//!
//! A server and a guard that read the same bytes differently let text slip by. So whatever two readers could
//! take differently (a name given twice, brackets in odd places, one field in query and body) is not resolved
//! but [`Unclear`], and the request is refused.

mod form;
mod json;
mod multipart;

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

pub(super) use multipart::{Frame, disposition};

/// One parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    /// JSON null, or a form name without a value.
    Nothing,
    /// A string, number or truth value, as text.
    Text(String),
    /// A file of a multipart form.
    File(File),
    /// `name[]`, or a JSON array.
    List(Vec<Param>),
    /// `name[key]`, or a JSON object.
    Map(BTreeMap<String, Param>),
}

/// A file of a multipart form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its media type as the client wrote it.
    pub mime: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Why a request cannot be read in one way only. The texts are for the person who wrote the tool.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// A name given twice.
    #[error("`{0}` is given more than once: send it once")]
    Twice(String),
    /// A name in the query and in the body.
    #[error("`{0}` is given in the address and again in the body: send it once, in the body")]
    Both(String),
    /// A name that readers split or trim differently.
    #[error("a field name has spaces, brackets or characters that can be read in two ways")]
    Name,
    /// `;`, which some readers take for the end of a field.
    #[error("a raw `;` can be read as the end of a field: write it as `%3B`")]
    Semicolon,
    /// A list where text is needed, or the like.
    #[error("`{0}` does not have the form this field needs")]
    Shape(String),
    /// Bytes that are not the kind the headers promise.
    #[error("the body is not {0}")]
    NotA(&'static str),
    /// A kind of body the guard does not read.
    #[error("the body is of a kind the guard cannot read: send JSON, a form or a multipart form in UTF-8")]
    Kind,
    /// A boundary readers could take for another.
    #[error("the multipart form needs one plain `boundary` in its content type, and nothing else there")]
    Boundary,
    /// `_method`.
    #[error("`_method` is not accepted: send the request with the method you mean")]
    MethodOverride,
    /// A field that may say anything.
    #[error("`{0}` is not a field the guard knows in this request")]
    Unknown(String),
    /// A value that is not one of those the platform knows.
    #[error("`{0}` has a value this field cannot have")]
    Value(String),
}

/// The kind of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyKind {
    /// There is none.
    Empty,
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` with its boundary.
    Multipart(String),
}

impl BodyKind {
    /// What the headers say of the body.
    pub fn of(headers: &HeaderMap, empty: bool) -> Result<Self, Unclear> {
        if headers.get_all(CONTENT_TYPE).iter().count() > 1 {
            return Err(Unclear::Kind);
        }
        if headers.get_all(CONTENT_ENCODING).iter().any(|coding| coding.as_bytes() != b"identity") {
            return Err(Unclear::Kind);
        }
        if headers.get_all(CONNECTION).iter().any(takes_away) {
            return Err(Unclear::Kind);
        }
        if empty {
            return Ok(Self::Empty);
        }
        let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).ok_or(Unclear::Kind)?;
        let (kind, parameters) = value.split_once(';').unwrap_or((value, ""));
        let plain = parameters.trim().is_empty() || is_utf8(parameters);
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/json" if plain => Ok(Self::Json),
            "application/x-www-form-urlencoded" if plain => Ok(Self::Form),
            "multipart/form-data" => {
                multipart::boundary(parameters).map(Self::Multipart).ok_or(Unclear::Boundary)
            }
            _ => Err(Unclear::Kind),
        }
    }
}

/// Whether a `Connection` header names a header that says how the body is read: it would not be sent on.
fn takes_away(connection: &HeaderValue) -> bool {
    String::from_utf8_lossy(connection.as_bytes())
        .to_ascii_lowercase()
        .split(',')
        .any(|name| matches!(name.trim(), "content-type" | "content-encoding"))
}

/// Whether the parameters of a content type are one charset, which is UTF-8 or part of it.
fn is_utf8(parameters: &str) -> bool {
    let Some((name, value)) = parameters.trim().split_once('=') else { return false };
    let value = value.strip_prefix('"').and_then(|quoted| quoted.strip_suffix('"')).unwrap_or(value);
    name.eq_ignore_ascii_case("charset")
        && ["utf-8", "utf8", "us-ascii"].iter().any(|known| value.eq_ignore_ascii_case(known))
}

/// The parameters of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params {
    fields: BTreeMap<String, Param>,
    /// The bytes they came from hold a raw `;`, which some readers split at.
    split_by_some: bool,
}

impl Params {
    /// Reads query and body together.
    pub async fn read(query: Option<&str>, headers: &HeaderMap, body: &Bytes) -> Result<Self, Unclear> {
        let query = Self::of_query(query)?;
        let body = match BodyKind::of(headers, body.is_empty())? {
            BodyKind::Empty => Self::default(),
            BodyKind::Json => json::read(body)?,
            BodyKind::Form => form::read(body)?,
            BodyKind::Multipart(boundary) => multipart::read(body.clone(), boundary).await?,
        };
        let params = query.and(body)?;
        if params.fields.contains_key("_method") {
            return Err(Unclear::MethodOverride);
        }
        Ok(params)
    }

    /// Reads a query string alone.
    pub fn of_query(query: Option<&str>) -> Result<Self, Unclear> {
        let params = form::read(query.unwrap_or_default().as_bytes())?;
        if params.split_by_some {
            return Err(Unclear::Semicolon);
        }
        if params.fields.contains_key("_method") { Err(Unclear::MethodOverride) } else { Ok(params) }
    }

    fn of(fields: BTreeMap<String, Param>) -> Self {
        Self { fields, split_by_some: false }
    }

    /// Reads names with their texts, as the parts of a form give them.
    pub(super) fn of_texts(texts: impl IntoIterator<Item = (String, String)>) -> Result<Self, Unclear> {
        let mut builder = form::Builder::default();
        for (name, text) in texts {
            builder.add(&name, Param::Text(text))?;
        }
        Ok(builder.done())
    }

    /// Both together; no name may be in both.
    pub fn and(mut self, other: Self) -> Result<Self, Unclear> {
        for (name, value) in other.fields {
            if self.fields.contains_key(&name) {
                return Err(Unclear::Both(name));
            }
            self.fields.insert(name, value);
        }
        self.split_by_some |= other.split_by_some;
        Ok(self)
    }

    /// The names given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// Refuses every name but these: what else is sent might be shown.
    ///
    /// # Errors
    /// [`Unclear::Unknown`] with the first other name.
    pub fn only(&self, known: &[&str]) -> Result<(), Unclear> {
        match self.names().find(|name| !known.contains(name)) {
            Some(name) => Err(Unclear::Unknown(name.to_owned())),
            None => Ok(()),
        }
    }

    /// One parameter.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.fields.get(name)
    }

    /// A text; absent and null are both none.
    pub fn text(&self, name: &str) -> Result<Option<String>, Unclear> {
        self.get(name).map_or(Ok(None), |param| param.text(name))
    }

    /// A text that is not blank.
    pub fn filled(&self, name: &str) -> Result<Option<String>, Unclear> {
        Ok(self.text(name)?.filter(|text| !text.trim().is_empty()))
    }

    /// A truth value as Rails reads it.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, Unclear> {
        Ok(self.filled(name)?.map(|text| is_true(&text)))
    }

    /// A list of texts, blank ones left out: `name[]`, `name[0]` or a JSON array.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, Unclear> {
        self.get(name).map_or(Ok(Vec::new()), |param| param.texts(name))
    }

    /// The entries of a list of objects: `name[][key]`, `name[0][key]` or a JSON array of objects.
    pub fn maps(&self, name: &str) -> Result<Vec<Params>, Unclear> {
        let Some(param) = self.get(name) else { return Ok(Vec::new()) };
        param
            .entries(name)?
            .into_iter()
            .map(|entry| match entry {
                Param::Map(map) => Ok(Params::of(map.clone())),
                _ => Err(Unclear::Shape(name.to_owned())),
            })
            .collect()
    }

    /// An object: `name[key]` or a JSON object; null and blank are none.
    pub fn map(&self, name: &str) -> Result<Option<Params>, Unclear> {
        match self.get(name) {
            None | Some(Param::Nothing) => Ok(None),
            Some(Param::Text(text)) if text.is_empty() => Ok(None),
            Some(Param::Map(map)) => Ok(Some(Params::of(map.clone()))),
            Some(_) => Err(Unclear::Shape(name.to_owned())),
        }
    }

    /// The same with one text replaced: for an id that the platform knows by another number.
    #[must_use]
    pub fn with_text(mut self, name: &str, text: &str) -> Self {
        self.fields.insert(name.to_owned(), Param::Text(text.to_owned()));
        self
    }

    /// What to send on in place of the bytes these were read from, when some readers would read those differently.
    pub fn rewritten(&self) -> Option<serde_json::Value> {
        if self.split_by_some { self.to_json() } else { None }
    }

    /// The same as a JSON body; none when a file is among them.
    pub fn to_json(&self) -> Option<serde_json::Value> {
        Param::Map(self.fields.clone()).to_json()
    }
}

/// Rails' idea of truth in a form field.
fn is_true(text: &str) -> bool {
    !matches!(text, "0" | "f" | "F" | "false" | "FALSE" | "off" | "OFF")
}

impl Param {
    fn text(&self, name: &str) -> Result<Option<String>, Unclear> {
        match self {
            Self::Nothing => Ok(None),
            Self::Text(text) => Ok(Some(text.clone())),
            Self::File(_) | Self::List(_) | Self::Map(_) => Err(Unclear::Shape(name.to_owned())),
        }
    }

    fn texts(&self, name: &str) -> Result<Vec<String>, Unclear> {
        let mut texts = Vec::new();
        for entry in self.entries(name)? {
            texts.extend(entry.text(name)?.filter(|text| !text.is_empty()));
        }
        Ok(texts)
    }

    /// The entries of a list, or of an object whose keys are all numbers, in the order of the numbers.
    fn entries(&self, name: &str) -> Result<Vec<&Param>, Unclear> {
        match self {
            Self::Nothing => Ok(Vec::new()),
            Self::Text(text) if text.is_empty() => Ok(Vec::new()),
            Self::List(list) => Ok(list.iter().collect()),
            Self::Map(map) => {
                let mut numbered = Vec::with_capacity(map.len());
                for (key, value) in map {
                    let number = key.parse().ok().filter(|number: &u32| number.to_string() == *key);
                    let number = number.ok_or_else(|| Unclear::Shape(name.to_owned()))?;
                    numbered.push((number, value));
                }
                numbered.sort_by_key(|(number, _)| *number);
                Ok(numbered.into_iter().map(|(_, value)| value).collect())
            }
            Self::Text(_) | Self::File(_) => Err(Unclear::Shape(name.to_owned())),
        }
    }

    /// Whether a file is among it.
    pub fn has_file(&self) -> bool {
        match self {
            Self::Nothing | Self::Text(_) => false,
            Self::File(_) => true,
            Self::List(list) => list.iter().any(Self::has_file),
            Self::Map(map) => map.values().any(Self::has_file),
        }
    }

    /// Every text of it with its name in brackets, in order; files have none.
    pub fn flatten(&self, name: &str, into: &mut Vec<(String, String)>) {
        match self {
            Self::Nothing => into.push((name.to_owned(), String::new())),
            Self::Text(text) => into.push((name.to_owned(), text.clone())),
            Self::File(_) => {}
            Self::List(list) => {
                for entry in list {
                    entry.flatten(&format!("{name}[]"), into);
                }
            }
            Self::Map(map) => {
                for (key, entry) in map {
                    entry.flatten(&format!("{name}[{key}]"), into);
                }
            }
        }
    }

    fn to_json(&self) -> Option<serde_json::Value> {
        Some(match self {
            Self::Nothing => serde_json::Value::Null,
            Self::Text(text) => serde_json::Value::String(text.clone()),
            Self::File(_) => return None,
            Self::List(list) => list.iter().map(Self::to_json).collect::<Option<Vec<_>>>()?.into(),
            Self::Map(map) => map
                .iter()
                .map(|(key, value)| Some((key.clone(), value.to_json()?)))
                .collect::<Option<serde_json::Map<_, _>>>()?
                .into(),
        })
    }
}

#[cfg(test)]
mod tests;
