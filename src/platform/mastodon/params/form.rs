//! `name=value&name[key][]=value`: form bodies, query strings, and the names of multipart parts.

use std::collections::BTreeMap;

use super::{Param, Params, Unclear};

/// How deep names may nest; no field of the API needs more than three.
const DEEPEST: usize = 4;

/// Reads a form body or query string.
pub(super) fn read(bytes: &[u8]) -> Result<Params, Unclear> {
    // Some servers cut off a zero byte at the end.
    if bytes.contains(&0) {
        return Err(Unclear::NotA("a well-formed form"));
    }
    let mut builder = Builder::default();
    for pair in bytes.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        // Some servers split at `;` as well: text after it could become a field of its own.
        if let Some(at) = pair.iter().position(|b| *b == b';') {
            if pair[at..].contains(&b'=') || !pair[..at].contains(&b'=') {
                return Err(Unclear::Semicolon);
            }
            builder.split_by_some = true;
        }
        let (name, value) = match pair.iter().position(|b| *b == b'=') {
            Some(at) => (&pair[..at], Some(&pair[at + 1..])),
            None => (pair, None),
        };
        let value = value.map(decode).transpose()?.map_or(Param::Nothing, Param::Text);
        builder.add(&decode(name)?, value)?;
    }
    Ok(builder.done())
}

fn decode(written: &[u8]) -> Result<String, Unclear> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits =
                    [rest.next(), rest.next()].map(|digit| digit.and_then(|d| char::from(*d).to_digit(16)));
                let [Some(high), Some(low)] = digits else { return Err(Unclear::NotA("a well-formed form")) };
                u8::try_from(high * 16 + low).map_err(|_| Unclear::NotA("a well-formed form"))?
            }
            other => *other,
        });
    }
    String::from_utf8(bytes).map_err(|_| Unclear::NotA("UTF-8"))
}

/// Builds parameters from names with brackets.
#[derive(Debug, Default)]
pub(super) struct Builder {
    fields: BTreeMap<String, Param>,
    split_by_some: bool,
}

/// One step into a name: `[key]` or `[]`.
enum Step<'a> {
    Key(&'a str),
    Next,
}

impl Builder {
    /// Adds one value.
    pub(super) fn add(&mut self, name: &str, value: Param) -> Result<(), Unclear> {
        let (first, steps) = split(name)?;
        set(&mut self.fields, first, &steps, value)
    }

    /// What was built.
    pub(super) fn done(self) -> Params {
        Params { fields: self.fields, split_by_some: self.split_by_some }
    }
}

/// Whether a name, or a key in brackets, is one that no reader trims, splits or decodes any further.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn split(name: &str) -> Result<(&str, Vec<Step<'_>>), Unclear> {
    let end = name.find('[').unwrap_or(name.len());
    let (first, mut rest) = name.split_at(end);
    if !is_plain(first) {
        return Err(Unclear::Name);
    }
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[').ok_or(Unclear::Name)?;
        let (key, after) = inner.split_once(']').ok_or(Unclear::Name)?;
        if !key.is_empty() && !is_plain(key) {
            return Err(Unclear::Name);
        }
        steps.push(if key.is_empty() { Step::Next } else { Step::Key(key) });
        rest = after;
    }
    // A list directly in a list has no reading servers agree on.
    let doubled = steps.windows(2).any(|pair| matches!(pair, [Step::Next, Step::Next]));
    if doubled || steps.len() > DEEPEST { Err(Unclear::Name) } else { Ok((first, steps)) }
}

fn set(
    map: &mut BTreeMap<String, Param>,
    key: &str,
    steps: &[Step<'_>],
    value: Param,
) -> Result<(), Unclear> {
    let shape = || Unclear::Shape(key.to_owned());
    match steps {
        [] => match map.get(key) {
            None => {
                map.insert(key.to_owned(), value);
                Ok(())
            }
            Some(Param::List(_) | Param::Map(_)) => Err(shape()),
            Some(_) => Err(Unclear::Twice(key.to_owned())),
        },
        [Step::Key(inner), rest @ ..] => {
            let entry = map.entry(key.to_owned()).or_insert_with(|| Param::Map(BTreeMap::new()));
            let Param::Map(object) = entry else { return Err(shape()) };
            set(object, inner, rest, value)
        }
        [Step::Next, rest @ ..] => {
            let entry = map.entry(key.to_owned()).or_insert_with(|| Param::List(Vec::new()));
            let Param::List(list) = entry else { return Err(shape()) };
            push(list, key, rest, value)
        }
    }
}

/// Adds to a list. `name[][a]=1&name[][b]=2&name[][a]=3` are two objects: a key seen again begins the next.
fn push(list: &mut Vec<Param>, name: &str, steps: &[Step<'_>], value: Param) -> Result<(), Unclear> {
    let [Step::Key(key), rest @ ..] = steps else {
        list.push(value);
        return Ok(());
    };
    let begins = match list.last() {
        None => true,
        Some(Param::Map(object)) => rest.is_empty() && object.contains_key(*key),
        Some(_) => return Err(Unclear::Shape(name.to_owned())),
    };
    if begins {
        list.push(Param::Map(BTreeMap::new()));
    }
    match list.last_mut() {
        Some(Param::Map(object)) => set(object, key, rest, value),
        _ => Err(Unclear::Shape(name.to_owned())),
    }
}
