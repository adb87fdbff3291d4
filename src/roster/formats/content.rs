//! What a file is, told by what stands in it.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::web_page::{web_page, without_comments};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content<'a> {
    /// Lines of fields.
    Table(&'a str),
    /// XML.
    Xml(&'a str),
    /// JSON.
    Json(&'a str),
    /// A workbook of Excel.
    Workbook,
}

/// The endings a roster may have.
const ENDINGS: [&str; 5] = ["csv", "tsv", "xml", "json", "xlsx"];

/// The first bytes of a ZIP archive, as xlsx is one.
const ZIP: &[u8] = b"PK\x03\x04";
/// The first bytes of the older formats of Office.
const OLD_OFFICE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Tells what a file is.
///
/// # Errors
/// A web page in the place of a feed, an old workbook, a document, a file with another ending, text that is not UTF-8.
pub fn of<'a>(file: &str, bytes: &'a [u8]) -> Result<Content<'a>, Box<Diagnostic>> {
    let refuse = |message: String, repair: &str| Err(Box::new(Diagnostic::of_file(file, message, repair)));
    if bytes.starts_with(OLD_OFFICE) {
        // An encrypted .xlsx lies in a file of the older format, under this name.
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(locked.len()).any(|name| name == locked) {
            return refuse(
                "this workbook is locked with a password".to_owned(),
                "save a copy without the password",
            );
        }
        return refuse(
            "this is a workbook of an older Excel".to_owned(),
            "save it as an .xlsx workbook or as \"CSV UTF-8\"",
        );
    }
    // Whatever its name and its letters: a page saved by hand often ends in nothing, and an old one is not UTF-8.
    if let Some(page) = web_page(bytes) {
        return refuse(
            page,
            "open the address in a browser to see what it says (it may have moved to https), and save the feed itself: \
             the .xml, .json, .csv or .xlsx it offers",
        );
    }
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if !ENDINGS.contains(&ending.as_str()) {
        let repair = "save the roster as .csv, .xlsx, or as the .xml or .json it was downloaded as";
        return refuse("rosters in this format cannot be read".to_owned(), repair);
    }
    if bytes.starts_with(ZIP) {
        return Ok(Content::Workbook);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(fault) => {
            let line = bytes[..fault.valid_up_to()].split(|b| *b == b'\n').count();
            let not_utf8 = Diagnostic::of_file(
                file,
                "this line is not UTF-8, so names in it cannot be trusted",
                "save the file as \"CSV UTF-8\" and load it again",
            );
            return Err(Box::new(Diagnostic { line, column: 1, ..not_utf8 }));
        }
    };
    match without_comments(text).chars().next() {
        Some('<') => Ok(Content::Xml(text)),
        Some('{' | '[') => Ok(Content::Json(text)),
        _ if matches!(ending.as_str(), "csv" | "tsv") => Ok(Content::Table(text)),
        None => refuse("the file is empty".to_owned(), "download it again"),
        Some(_) => refuse(
            format!("the file ends in .{ending} and holds something else"),
            "download it again; if it holds lines of fields, let its name end in .csv",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_stands_in_it() {
        assert_eq!(of("a.csv", b"name\nWyn Ash\n").unwrap(), Content::Table("name\nWyn Ash\n"));
        assert_eq!(
            of("a.xml", b"\xef\xbb\xbf<?xml version='1.0'?><x/>").unwrap(),
            Content::Xml("<?xml version='1.0'?><x/>")
        );
        assert_eq!(of("a.csv", b" [1]").unwrap(), Content::Json(" [1]"));
        assert_eq!(of("a.csv", b"PK\x03\x04").unwrap(), Content::Workbook);
        assert_eq!(of("a.csv", b"").unwrap(), Content::Table(""));
    }

    #[test]
    fn what_is_no_roster_is_refused_with_what_it_is() {
        for (file, bytes, words) in [
            (
                "a.xml",
                &b"<!-- moved --> <script>location = 'https://x.example'</script>"[..],
                "sends its reader to another",
            ),
            (
                "a.xml",
                b"<!DOCTYPE HTML PUBLIC \"x\">\n<html><head><title>\n Error </title>",
                "titled \"Error\"",
            ),
            ("a.json", b"<html>no title", "a web page, not a feed"),
            // Pages as people save them by hand.
            ("members", b"<!DOCTYPE html>\n<title>Your councillors</title>", "titled \"Your councillors\""),
            ("members.html", b"<html lang=\"en\">", "a web page, not a feed"),
            ("mgMemberIndex.aspx", b"\r\n<html>", "a web page, not a feed"),
            ("members.csv", b"<html><body>Caf\xe9 name,ward", "a web page, not a feed"),
            (
                "members.xml",
                b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>",
                "a web page, not a feed",
            ),
            ("a.xls", b"\xd0\xcf\x11\xe0", "older Excel"),
            (
                "a.xlsx",
                b"\xd0\xcf\x11\xe0....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                "locked with a password",
            ),
            ("a.pdf", b"%PDF", "cannot be read"),
            ("a", b"name\n", "cannot be read"),
            ("a.json", b"", "is empty"),
            ("a.xml", b"name\nWyn Ash\n", "something else"),
            ("a.csv", b"name\n\xff\n", "a.csv:2:1: this line is not UTF-8"),
        ] {
            let fault = of(file, bytes).unwrap_err().to_string();
            assert!(fault.contains(words), "{fault}");
        }
    }
}
