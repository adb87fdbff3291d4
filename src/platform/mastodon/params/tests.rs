//! One meaning for every request: what is read, and what is refused.

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
