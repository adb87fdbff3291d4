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
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

pub(super) use multipart::disposition;

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
    /// A name given twice with two values.
    #[error("`{0}` is given more than once with different values: send it once")]
    Twice(String),
    /// A name in the query and in the body.
    #[error("`{0}` is given in the address and again in the body: send it once, in the body")]
    Both(String),
    /// A name that readers split differently.
    #[error("a field name has brackets or characters that can be read in two ways")]
    Name,
    /// A list where text is needed, or the like.
    #[error("`{0}` does not have the form this field needs")]
    Shape(String),
    /// Bytes that are not the kind the headers promise.
    #[error("the body is not {0}")]
    NotA(&'static str),
    /// A kind of body the guard does not read.
    #[error("the body is of a kind the guard cannot read: send JSON, a form or a multipart form in UTF-8")]
    Kind,
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
        if empty {
            return Ok(Self::Empty);
        }
        let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).ok_or(Unclear::Kind)?;
        let (kind, rest) = value.split_once(';').unwrap_or((value, ""));
        if rest.split(';').any(foreign_charset) {
            return Err(Unclear::Kind);
        }
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/json" => Ok(Self::Json),
            "application/x-www-form-urlencoded" => Ok(Self::Form),
            "multipart/form-data" => {
                multer::parse_boundary(value).map(Self::Multipart).map_err(|_| Unclear::Kind)
            }
            _ => Err(Unclear::Kind),
        }
    }
}

/// Whether a parameter of a content type names another charset than UTF-8.
fn foreign_charset(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let value = value.trim().trim_matches('"');
    name.trim().eq_ignore_ascii_case("charset")
        && !value.eq_ignore_ascii_case("utf-8")
        && !value.eq_ignore_ascii_case("us-ascii")
}

/// The parameters of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(BTreeMap<String, Param>);

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
        if params.0.contains_key("_method") {
            return Err(Unclear::MethodOverride);
        }
        Ok(params)
    }

    /// Reads a query string alone.
    pub fn of_query(query: Option<&str>) -> Result<Self, Unclear> {
        let params = form::read(query.unwrap_or_default().as_bytes())?;
        if params.0.contains_key("_method") { Err(Unclear::MethodOverride) } else { Ok(params) }
    }

    /// Reads names with their texts, as the parts of a form give them.
    pub(super) fn of_texts(texts: impl IntoIterator<Item = (String, String)>) -> Result<Self, Unclear> {
        let mut builder = form::Builder::default();
        for (name, text) in texts {
            builder.add(&name, Param::Text(text))?;
        }
        Ok(builder.done())
    }

    /// Both together; a name both give must mean the same in both.
    pub fn and(mut self, other: Self) -> Result<Self, Unclear> {
        for (name, value) in other.0 {
            match self.0.get(&name) {
                Some(same) if *same == value => {}
                Some(_) => return Err(Unclear::Both(name)),
                None => {
                    self.0.insert(name, value);
                }
            }
        }
        Ok(self)
    }

    /// The names given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
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
        self.0.get(name)
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
                Param::Map(map) => Ok(Params(map.clone())),
                _ => Err(Unclear::Shape(name.to_owned())),
            })
            .collect()
    }

    /// An object: `name[key]` or a JSON object; null and blank are none.
    pub fn map(&self, name: &str) -> Result<Option<Params>, Unclear> {
        match self.get(name) {
            None | Some(Param::Nothing) => Ok(None),
            Some(Param::Text(text)) if text.is_empty() => Ok(None),
            Some(Param::Map(map)) => Ok(Some(Params(map.clone()))),
            Some(_) => Err(Unclear::Shape(name.to_owned())),
        }
    }

    /// The same with one text replaced: for an id that the platform knows by another number.
    #[must_use]
    pub fn with_text(mut self, name: &str, text: &str) -> Self {
        self.0.insert(name.to_owned(), Param::Text(text.to_owned()));
        self
    }

    /// The same as a JSON body; none when a file is among them.
    pub fn to_json(&self) -> Option<serde_json::Value> {
        Param::Map(self.0.clone()).to_json()
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
                    let number: u32 = key.parse().map_err(|_| Unclear::Shape(name.to_owned()))?;
                    numbered.push((number, value));
                }
                numbered.sort_by_key(|(number, _)| *number);
                Ok(numbered.into_iter().map(|(_, value)| value).collect())
            }
            Self::Text(_) | Self::File(_) => Err(Unclear::Shape(name.to_owned())),
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
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(query: Option<&str>, kind: &str, body: &str) -> Result<Params, Unclear> {
        let mut headers = HeaderMap::new();
        if !kind.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_str(kind).unwrap());
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(Params::read(query, &headers, &Bytes::copy_from_slice(body.as_bytes())))
    }

    const FORM: &str = "application/x-www-form-urlencoded";
    const JSON: &str = "application/json; charset=utf-8";
    const MULTIPART: &str = "multipart/form-data; boundary=x";

    fn part(name: &str, value: &str) -> String {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    }

    #[test]
    fn the_same_post_reads_the_same_in_every_form_of_body() {
        let form = "status=a%20b&media_ids[]=1&media_ids%5B%5D=2&poll[options][]=x&poll[options][]=y&poll[expires_in]=60\
                    &media_attributes[][id]=1&media_attributes[][description]=d&media_attributes[][id]=2";
        let json = r#"{"status":"a b","media_ids":["1",2],"poll":{"options":["x","y"],"expires_in":60},
                       "media_attributes":[{"id":1,"description":"d"},{"id":"2"}]}"#;
        let multipart: String = [
            ("status", "a b"),
            ("media_ids[]", "1"),
            ("media_ids[]", "2"),
            ("poll[options][]", "x"),
            ("poll[options][]", "y"),
            ("poll[expires_in]", "60"),
            ("media_attributes[][id]", "1"),
            ("media_attributes[][description]", "d"),
            ("media_attributes[][id]", "2"),
        ]
        .iter()
        .map(|(name, value)| part(name, value))
        .chain(["--x--\r\n".to_owned()])
        .collect();
        let expected = read(None, JSON, json).unwrap();
        assert_eq!(read(None, FORM, form).unwrap(), expected);
        assert_eq!(read(None, MULTIPART, &multipart).unwrap(), expected);
        assert_eq!(read(Some(form), "", "").unwrap(), expected);
        assert_eq!(expected.texts("media_ids").unwrap(), ["1", "2"]);
        assert_eq!(expected.maps("media_attributes").unwrap().len(), 2);
    }

    #[test]
    fn numbered_entries_are_a_list_in_the_order_of_their_numbers() {
        let params = read(None, FORM, "media_ids[10]=c&media_ids[2]=b&media_ids[0]=a").unwrap();
        assert_eq!(params.texts("media_ids").unwrap(), ["a", "b", "c"]);
    }

    #[test]
    fn what_two_readers_could_take_differently_is_refused() {
        for (query, kind, body, why) in [
            (Some("status=a"), FORM, "status=b", Unclear::Both("status".into())),
            (Some("media_ids[]=1"), JSON, r#"{"media_ids":["2"]}"#, Unclear::Both("media_ids".into())),
            (None, FORM, "status=a&status=b", Unclear::Twice("status".into())),
            (None, JSON, r#"{"status":"a","status":"b"}"#, Unclear::Twice("status".into())),
            (None, JSON, r#"{"poll":{"options":["a"],"options":["b"]}}"#, Unclear::Twice("options".into())),
            (None, FORM, "[status]=a", Unclear::Name),
            (None, FORM, "status]=a", Unclear::Name),
            (None, FORM, "poll[options=a", Unclear::Name),
            (None, FORM, "poll[a]b=a", Unclear::Name),
            (None, FORM, "poll[][][]=a", Unclear::Name),
            (None, FORM, "status=a;status=b", Unclear::Name),
            (None, FORM, "status=a&status[x]=b", Unclear::Shape("status".into())),
            (None, FORM, "status=%ff", Unclear::NotA("UTF-8")),
            (None, FORM, "status=%zz", Unclear::NotA("a well-formed form")),
            (None, JSON, "{", Unclear::NotA("well-formed JSON")),
            (None, JSON, r#"["status"]"#, Unclear::NotA("a JSON object")),
            (None, "text/plain", "status=a", Unclear::Kind),
            (None, "", "status=a", Unclear::Kind),
            (None, "application/json; charset=utf-16", "{}", Unclear::Kind),
            (None, FORM, "_method=PUT", Unclear::MethodOverride),
            (Some("_method=PUT"), "", "", Unclear::MethodOverride),
            (
                None,
                MULTIPART,
                "--x\r\nno header\r\n\r\na\r\n--x--\r\n",
                Unclear::NotA("a well-formed multipart form"),
            ),
        ] {
            assert_eq!(read(query, kind, body), Err(why), "{query:?} {body}");
        }
    }

    #[test]
    fn the_same_value_twice_is_no_ambiguity() {
        let params = read(Some("status=a"), FORM, "status=a&status=a").unwrap();
        assert_eq!(params.text("status").unwrap().as_deref(), Some("a"));
    }

    #[test]
    fn a_part_whose_disposition_can_be_read_twice_is_refused() {
        for header in [
            r#"form-data; name="status"; name="other""#,
            r#"form-data; name="sta\"tus""#,
            "form-data; name*=utf-8''status",
            "attachment; name=status",
        ] {
            let body = format!("--x\r\nContent-Disposition: {header}\r\n\r\na\r\n--x--\r\n");
            assert!(read(None, MULTIPART, &body).is_err(), "{header}");
        }
        let charset = "--x\r\nContent-Disposition: form-data; name=\"status\"\r\nContent-Type: text/plain; charset=utf-16\r\n\r\na\r\n--x--\r\n";
        assert_eq!(read(None, MULTIPART, charset), Err(Unclear::Kind));
    }
}
