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
mod tests {
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
            (None, FORM, "status=a;status=b", Unclear::Semicolon),
            (Some("status=a;b"), "", "", Unclear::Semicolon),
            (None, FORM, "status=a&visibility=direct& visibility=public", Unclear::Name),
            (None, FORM, "status=a&+visibility=public", Unclear::Name),
            (None, FORM, "status=a&visibility%20=public", Unclear::Name),
            (None, FORM, "status=a&visibility%00=public", Unclear::Name),
            (None, FORM, "status=a\0", Unclear::NotA("a well-formed form")),
            (None, FORM, "poll[ options][]=a", Unclear::Name),
            (None, JSON, r#"{"visibility ":"direct"}"#, Unclear::Name),
            (None, JSON, r#"{"poll":{"options[]":"a"}}"#, Unclear::Name),
            (None, FORM, "status=a&status=a", Unclear::Twice("status".into())),
            (None, JSON, r#"{"status":"a","status":"a"}"#, Unclear::Twice("status".into())),
            (Some("status=a"), FORM, "status=a", Unclear::Both("status".into())),
            (None, "application/json; x=\"multipart/form-data\"", "{}", Unclear::Kind),
            (None, "application/json, multipart/form-data; boundary=x", "{}", Unclear::Kind),
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
    fn a_semicolon_in_a_form_is_read_whole_and_sent_on_as_json() {
        let params = read(None, FORM, "status=tea; biscuits&language=en").unwrap();
        assert_eq!(params.text("status").unwrap().as_deref(), Some("tea; biscuits"));
        let expected = serde_json::json!({ "status": "tea; biscuits", "language": "en" });
        assert_eq!(params.rewritten(), Some(expected));
        for (kind, body) in [(FORM, "status=a%3Bb"), (JSON, r#"{"status":"a;b"}"#)] {
            assert_eq!(read(None, kind, body).unwrap().rewritten(), None, "{body}");
        }
    }

    #[test]
    fn a_boundary_that_could_be_another_is_refused() {
        let body = format!("{}--x--\r\n", part("status", "a"));
        for kind in ["multipart/form-data; boundary=x", "multipart/form-data; boundary=\"x\""] {
            assert!(read(None, kind, &body).is_ok(), "{kind}");
        }
        for kind in [
            "multipart/form-data; boundary=\"x;y\"",
            "multipart/form-data; boundary=x; boundary=y",
            "multipart/form-data; xboundary=y; boundary=x",
            "multipart/form-data; boundary=x; charset=utf-8",
            "multipart/form-data; boundary=x;",
            "multipart/form-data; boundary=\"x",
            "multipart/form-data; boundary=x y",
            "multipart/form-data; boundary=yboundary=x",
            "multipart/form-data; boundary=",
            "multipart/form-data",
        ] {
            assert_eq!(read(None, kind, &body), Err(Unclear::Boundary), "{kind}");
        }
    }

    #[test]
    fn nothing_stands_before_between_or_after_the_parts_of_a_form() {
        let a = part("status", "a");
        assert!(read(None, MULTIPART, &format!("{a}--x--")).is_ok());
        assert!(read(None, MULTIPART, "--x--\r\n").is_ok());
        for body in [
            format!("\r\n{a}--x--\r\n"),
            format!("y{a}--x--\r\n"),
            format!("{a}--x--\r\ny"),
            format!("{a}--x--\r\n\r\n"),
            format!("{a}--x--y"),
            format!("{a}--x--\r\n{a}--x--\r\n"),
            format!("{}--x--\r\n", part("status", "a--x")),
            format!("{}--x--\r\n", part("status", "a\n--x\r\n")),
            a.replace("--x\r\n", "--x \r\n") + "--x--\r\n",
            a.clone(),
            String::from("x"),
        ] {
            assert!(read(None, MULTIPART, &body).is_err(), "{body:?}");
        }
    }

    #[test]
    fn a_part_head_that_can_be_read_twice_is_refused() {
        const PLAIN: &str = "Content-Disposition: form-data; name=\"status\"";
        let with = |head: &str| read(None, MULTIPART, &format!("--x\r\n{head}\r\n\r\na\r\n--x--\r\n"));
        for head in [
            PLAIN.to_owned(),
            "content-disposition:form-data;name=status".to_owned(),
            format!("{PLAIN}\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit"),
            format!("Content-Type: text/plain\r\n{PLAIN}\r\nContent-Length: 1"),
            format!("{PLAIN}; filename=\"a b.png\"\r\nContent-Type: image/png"),
        ] {
            assert!(with(&head).is_ok(), "{head}");
        }
        for head in [
            "Content-Disposition: form-data; name=\"status \"".to_owned(),
            "Content-Disposition: form-data; name=\" status\"".to_owned(),
            "Content-Disposition: form-data; name=\"\"".to_owned(),
            "Content-Disposition: form-data; name=media_ids[]".to_owned(),
            "Content-Disposition: form-data; name=\"status\"; name=\"other\"".to_owned(),
            "Content-Disposition: form-data; name=\"sta\\\"tus\"".to_owned(),
            "Content-Disposition: form-data; name =\"status\"".to_owned(),
            "Content-Disposition: form-data; name*=utf-8''status".to_owned(),
            "Content-Disposition: attachment; name=status".to_owned(),
            format!("{PLAIN}; filename=\"a; name=note\""),
            format!("{PLAIN}; filename=\"Content-Disposition: form-data\""),
            format!("{PLAIN}; filename=a; filename=b"),
            format!("{PLAIN}\r\n{PLAIN}"),
            format!("{PLAIN}\n\nContent-Type: text/plain"),
            format!("{PLAIN}\r\n Content-Type: text/plain"),
            format!("Content-Type: text/plain; a=\"Content-Disposition: form-data; name=status\"\r\n{PLAIN}"),
            format!("{PLAIN}\r\nContent-Type: text/plain; charset=utf-16"),
            format!("{PLAIN}\r\nContent-Type: text/plain\r\nContent-Type: text/plain"),
            format!("{PLAIN}\r\nContent-Transfer-Encoding: base64"),
            format!("{PLAIN}\r\nX-Other: 1"),
            "Content-Type: text/plain".to_owned(),
        ] {
            assert!(with(&head).is_err(), "{head}");
        }
    }

    #[test]
    fn a_frame_is_the_same_however_the_body_arrives() {
        let body = format!("{}{}--x--\r\n", part("a", "1\r\n-\r\n--"), part("b", ""));
        for size in 1..body.len() {
            let mut frame = Frame::new("x");
            for piece in body.as_bytes().chunks(size) {
                frame.feed(piece).unwrap();
            }
            frame.finish().unwrap();
            let mut cut = Frame::new("x");
            cut.feed(&body.as_bytes()[..size]).unwrap();
            // The line end after the last boundary may be missing.
            assert_eq!(cut.finish().is_ok(), [body.len() - 2].contains(&size), "{size}");
        }
    }

    #[test]
    fn a_content_type_that_would_not_be_sent_on_is_refused() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CONNECTION, HeaderValue::from_static("close, Content-Type"));
        assert_eq!(BodyKind::of(&headers, false), Err(Unclear::Kind));
    }
}
