//! JSON bodies, with names given twice refused where other readers would silently take the last.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::form::is_plain;
use super::{Param, Params, Unclear};

/// Reads a JSON body, which must be an object.
pub(super) fn read(bytes: &[u8]) -> Result<Params, Unclear> {
    match serde_json::from_slice(bytes) {
        Ok(Param::Map(map)) if are_plain(&map) => Ok(Params::of(map)),
        Ok(Param::Map(_)) => Err(Unclear::Name),
        Ok(_) => Err(Unclear::NotA("a JSON object")),
        Err(error) => Err(twice(&error).unwrap_or(Unclear::NotA("well-formed JSON"))),
    }
}

/// Whether no name, however deep, could be read as another.
fn are_plain(map: &BTreeMap<String, Param>) -> bool {
    map.iter().all(|(name, value)| is_plain(name) && has_plain_names(value))
}

fn has_plain_names(value: &Param) -> bool {
    match value {
        Param::Nothing | Param::Text(_) | Param::File(_) => true,
        Param::List(list) => list.iter().all(has_plain_names),
        Param::Map(map) => are_plain(map),
    }
}

const TWICE: &str = "name given twice: ";

/// serde's errors are text, so the repeated name travels in one.
fn twice(error: &serde_json::Error) -> Option<Unclear> {
    let text = error.to_string();
    let name = text.strip_prefix(TWICE)?;
    let end = name.rfind(" at line ").unwrap_or(name.len());
    Some(Unclear::Twice(name[..end].to_owned()))
}

impl<'de> Deserialize<'de> for Param {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Param;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Param, E> {
        Ok(Param::Nothing)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Param, E> {
        Ok(Param::Text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Param, E> {
        Ok(Param::Text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Param, E> {
        Ok(Param::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Param, E> {
        Ok(Param::Text(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Param, E> {
        Ok(Param::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Param, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Param::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Param, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((name, value)) = entries.next_entry::<String, Param>()? {
            if map.contains_key(&name) {
                return Err(A::Error::custom(format!("{TWICE}{name}")));
            }
            map.insert(name, value);
        }
        Ok(Param::Map(map))
    }
}
