//! Requests as tools make them.

use axum::body::Body;
use http::{HeaderName, HeaderValue, Request};

use super::TOKEN;

/// A request: by default in the name of the bound tool, without a body.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    bearer: Option<String>,
    body: Vec<u8>,
}

/// The forms a body can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    UrlEncoded,
    Json,
    Multipart,
    Query,
}

impl Form {
    pub(crate) const ALL: [Self; 4] = [Self::UrlEncoded, Self::Json, Self::Multipart, Self::Query];
}

const BOUNDARY: &str = "boundary-of-a-test";

impl Ask {
    fn new(method: &'static str, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            headers: Vec::new(),
            bearer: Some(TOKEN.to_owned()),
            body: Vec::new(),
        }
    }

    pub(crate) fn of(method: &'static str, path: &str) -> Self {
        Self::new(method, path)
    }

    pub(crate) fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    pub(crate) fn post(path: &str) -> Self {
        Self::new("POST", path)
    }

    pub(crate) fn put(path: &str) -> Self {
        Self::new("PUT", path)
    }

    pub(crate) fn delete(path: &str) -> Self {
        Self::new("DELETE", path)
    }

    /// In the name of another token; None = no credential at all.
    pub(crate) fn bearer(mut self, token: Option<&str>) -> Self {
        self.bearer = token.map(str::to_owned);
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", kind)
    }

    pub(crate) fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.body("application/x-www-form-urlencoded", body)
    }

    pub(crate) fn json(self, body: &serde_json::Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Fields with names in Rails' brackets, in one of the four forms.
    pub(crate) fn fields(mut self, form: Form, fields: &[(&str, &str)]) -> Self {
        match form {
            Form::UrlEncoded => self.form(fields),
            Form::Query => {
                let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
                self.path = format!("{}?{query}", self.path);
                self
            }
            Form::Multipart => self.multipart(fields, &[]),
            Form::Json => {
                let json = nested(fields);
                self.json(&json)
            }
        }
    }

    /// Texts and files: name, file name, media type, bytes.
    pub(crate) fn multipart(self, fields: &[(&str, &str)], files: &[(&str, &str, &str, &[u8])]) -> Self {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.as_bytes());
        }
        for (name, file, mime, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: {mime}\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.body(&format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }

    /// The request, under a route of the guard.
    pub(crate) fn request(self, route: &str) -> Request<Body> {
        let mut request = Request::new(Body::from(self.body));
        *request.method_mut() = self.method.parse().unwrap();
        *request.uri_mut() = format!("{route}{}", self.path).parse().unwrap();
        let headers = request.headers_mut();
        headers.insert("host", HeaderValue::from_static("guard.fernhollow.gov.example"));
        if let Some(token) = self.bearer {
            headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
        }
        for (name, value) in self.headers {
            headers.append(HeaderName::try_from(name).unwrap(), value.parse().unwrap());
        }
        request
    }
}

/// `a[b][]=x` as JSON.
fn nested(fields: &[(&str, &str)]) -> serde_json::Value {
    let mut root = serde_json::json!({});
    for (name, value) in fields {
        let mut steps = vec![name.split('[').next().unwrap()];
        steps.extend(name.split('[').skip(1).map(|step| step.trim_end_matches(']')));
        let mut at = &mut root;
        for (n, step) in steps.iter().enumerate() {
            let list_next = steps.get(n + 1).is_some_and(|next| next.is_empty());
            let empty = if list_next { serde_json::json!([]) } else { serde_json::json!({}) };
            if step.is_empty() {
                let list = at.as_array_mut().unwrap();
                let next_key = steps.get(n + 1);
                let starts = list.last().is_none_or(|last| next_key.is_none_or(|key| !last[*key].is_null()));
                if starts {
                    list.push(serde_json::json!({}));
                }
                at = list.last_mut().unwrap();
            } else {
                at = at.as_object_mut().unwrap().entry(*step).or_insert(empty);
            }
        }
        *at = serde_json::json!(value);
    }
    root
}
