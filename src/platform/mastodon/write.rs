//! A write as its parameters mean it, before anything is looked up.

mod moment;

use base64::Engine as _;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};

use moment::moment;

use super::params::{Param, Params, Unclear};
use super::routes::WriteRoute;
use crate::post::{Poll, Visibility};

/// How far ahead the platform wants a scheduled time to be.
pub const SOONEST: TimeDelta = TimeDelta::minutes(5);

/// A write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// A new status.
    Publish(Box<Draft>),
    /// A change of one.
    Edit(String, Box<Draft>),
    /// A status shared again.
    Reblog(String, Option<Visibility>),
    /// A status put at the top of the profile.
    Pin(String),
    /// Another alternative text or focus for an upload; what is absent stays.
    Describe(String, Description),
    /// Another time for a scheduled status.
    Reschedule(String, DateTime<Utc>),
    /// Changed lines and pictures of the public profile.
    Profile(Box<Profile>),
}

/// The words and settings of a status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// `status`.
    pub text: Option<String>,
    /// `spoiler_text`.
    pub warning: Option<String>,
    /// `media_ids`, in order.
    pub media: Vec<String>,
    /// `media_attributes`.
    pub descriptions: Vec<(String, Description)>,
    /// `poll`.
    pub poll: Option<Poll>,
    /// `in_reply_to_id`.
    pub reply_to: Option<String>,
    /// `quoted_status_id`, or `quote_id` where a server calls it so.
    pub quote_of: Option<String>,
    /// `visibility`.
    pub visibility: Option<Visibility>,
    /// `language`.
    pub language: Option<String>,
    /// `sensitive`.
    pub sensitive: Option<bool>,
    /// `scheduled_at`, as it was given.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// The server was asked to read the text as something else than plain text, which not every server does.
    pub marked_up: bool,
    /// Fields the guard does not know, which may say anything.
    pub unknown: Vec<String>,
}

/// What is said of an upload.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// `description`.
    pub alt: Option<String>,
    /// `focus`.
    pub focus: Option<String>,
}

/// A change of the public profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The platform's field names with their new texts, in a fixed order.
    pub lines: Vec<(String, String)>,
    /// `avatar` and `header`, when they are given.
    pub pictures: Vec<ProfilePicture>,
}

/// A picture of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilePicture {
    /// `avatar` or `header`.
    pub field: String,
    /// Its media type as the client wrote it.
    pub mime: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Fields of a status that say nothing a reader sees, or that are read elsewhere.
const KNOWN: &[&str] = &[
    "id",
    "status",
    "spoiler_text",
    "media_ids",
    "media_attributes",
    "poll",
    "in_reply_to_id",
    "quoted_status_id",
    "quote_id",
    "visibility",
    "language",
    "sensitive",
    "scheduled_at",
    "content_type",
    "allowed_mentions",
    "quote_approval_policy",
    "with_rate_limit",
    "local_only",
];

/// Where a credential may travel besides its header; in a body it would end in the store.
const CREDENTIALS: &[&str] = &["access_token", "bearer_token"];

/// Reads a write.
pub fn read(route: WriteRoute, params: &Params) -> Result<Write, Unclear> {
    if let Some(name) = CREDENTIALS.iter().find(|name| params.get(name).is_some()) {
        return Err(Unclear::Value((*name).to_owned()));
    }
    match &route {
        WriteRoute::Reblog(_) => params.only(&["id", "visibility"])?,
        WriteRoute::Pin(_) => params.only(&["id"])?,
        // A thumbnail would be a picture nobody has looked at.
        WriteRoute::Describe(_) => params.only(&["id", "description", "focus"])?,
        WriteRoute::Reschedule(_) => params.only(&["id", "scheduled_at"])?,
        WriteRoute::Publish | WriteRoute::Edit(_) | WriteRoute::Profile => {}
    }
    Ok(match route {
        WriteRoute::Publish => {
            let mut draft = draft(params)?;
            // The platform reads these in edits only: what they say here is not what is published.
            if !std::mem::take(&mut draft.descriptions).is_empty() {
                draft.unknown.push("media_attributes".to_owned());
            }
            Write::Publish(Box::new(draft))
        }
        WriteRoute::Edit(id) => {
            let draft = draft(params)?;
            // A post that waits in the guard has ids of the guard, and is not sent on.
            if !id.is_empty() {
                platform_ids(&draft)?;
            }
            Write::Edit(id, Box::new(draft))
        }
        WriteRoute::Reblog(id) => Write::Reblog(id, visibility(params)?),
        WriteRoute::Pin(id) => Write::Pin(id),
        WriteRoute::Describe(id) => Write::Describe(id, describe(params)?),
        WriteRoute::Reschedule(id) => {
            let at = scheduled_at(params)?.ok_or_else(|| Unclear::Value("scheduled_at".into()))?;
            Write::Reschedule(id, at)
        }
        WriteRoute::Profile => Write::Profile(Box::new(profile(params)?)),
    })
}

fn draft(params: &Params) -> Result<Draft, Unclear> {
    let quote_of = match (params.filled("quoted_status_id")?, params.filled("quote_id")?) {
        (Some(one), Some(other)) if one != other => return Err(Unclear::Both("quoted_status_id".into())),
        (one, other) => one.or(other),
    };
    let mut descriptions = Vec::new();
    for entry in params.maps("media_attributes")? {
        entry.only(&["id", "description", "focus"])?;
        let id = entry.filled("id")?.ok_or_else(|| Unclear::Shape("media_attributes".into()))?;
        if descriptions.iter().any(|(of, _)| *of == id) {
            return Err(Unclear::Twice("media_attributes[][id]".into()));
        }
        descriptions.push((id, describe(&entry)?));
    }
    let content_type = params.filled("content_type")?.unwrap_or_default();
    Ok(Draft {
        text: params.text("status")?,
        warning: params.text("spoiler_text")?,
        media: params.texts("media_ids")?,
        descriptions,
        poll: poll(params)?,
        reply_to: params.filled("in_reply_to_id")?,
        quote_of,
        visibility: visibility(params)?,
        language: params.filled("language")?,
        sensitive: params.flag("sensitive")?,
        scheduled_at: scheduled_at(params)?,
        marked_up: !matches!(content_type.as_str(), "" | "text/plain"),
        unknown: params.names().filter(|name| !KNOWN.contains(name)).map(str::to_owned).collect(),
    })
}

/// Refuses descriptions of files that the platform would find by another number than the guard, or not at all.
fn platform_ids(draft: &Draft) -> Result<(), Unclear> {
    let good = |id: &String| {
        !id.starts_with('0') && id.bytes().all(|b| b.is_ascii_digit()) && draft.media.contains(id)
    };
    if draft.descriptions.iter().all(|(id, _)| good(id)) {
        Ok(())
    } else {
        Err(Unclear::Value("media_attributes[][id]".into()))
    }
}

/// Reads `description` and `focus`.
pub fn describe(params: &Params) -> Result<Description, Unclear> {
    Ok(Description { alt: params.text("description")?, focus: params.filled("focus")? })
}

fn visibility(params: &Params) -> Result<Option<Visibility>, Unclear> {
    params
        .filled("visibility")?
        .map(|word| visibility_of(&word).ok_or_else(|| Unclear::Value("visibility".into())))
        .transpose()
}

/// The platform's words for who may see a status.
pub fn visibility_of(word: &str) -> Option<Visibility> {
    [Visibility::Public, Visibility::Unlisted, Visibility::Private, Visibility::Direct]
        .into_iter()
        .find(|visibility| visibility.as_str() == word)
}

fn poll(params: &Params) -> Result<Option<Poll>, Unclear> {
    let Some(poll) = params.map("poll")? else { return Ok(None) };
    poll.only(&["options", "expires_in", "multiple", "hide_totals"])?;
    let options = poll.texts("options")?;
    if options.is_empty() {
        return Ok(None);
    }
    let expires_in = match poll.filled("expires_in")? {
        Some(seconds) if seconds.bytes().all(|b| b.is_ascii_digit()) => seconds.parse().ok(),
        _ => None,
    };
    let expires_in = expires_in.ok_or_else(|| Unclear::Value("poll[expires_in]".into()))?;
    Ok(Some(Poll {
        options,
        expires_in,
        multiple: poll.flag("multiple")?.unwrap_or(false),
        hide_totals: poll.flag("hide_totals")?.unwrap_or(false),
    }))
}

fn scheduled_at(params: &Params) -> Result<Option<DateTime<Utc>>, Unclear> {
    params
        .filled("scheduled_at")?
        .map(|text| moment(&text).ok_or_else(|| Unclear::Value("scheduled_at".into())))
        .transpose()
}

fn profile(params: &Params) -> Result<Profile, Unclear> {
    let mut profile = Profile::default();
    for name in params.names() {
        let Some(param) = params.get(name) else { continue };
        if matches!(name, "avatar" | "header") {
            profile.pictures.extend(picture(name, param)?);
        } else if param.has_file() {
            return Err(Unclear::Shape(name.to_owned()));
        } else {
            param.flatten(name, &mut profile.lines);
        }
    }
    Ok(profile)
}

/// A picture as a file or as a `data:` address; blank means it is not changed.
fn picture(field: &str, param: &Param) -> Result<Option<ProfilePicture>, Unclear> {
    let shape = || Unclear::Shape(field.to_owned());
    match param {
        Param::Nothing => Ok(None),
        Param::Text(text) if text.is_empty() => Ok(None),
        Param::File(file) => Ok(Some(ProfilePicture {
            field: field.to_owned(),
            mime: file.mime.clone(),
            bytes: file.bytes.clone(),
        })),
        Param::Text(text) => {
            let (mime, data) =
                text.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")).ok_or_else(shape)?;
            let bytes = base64::engine::general_purpose::STANDARD.decode(data).map_err(|_| shape())?;
            Ok(Some(ProfilePicture { field: field.to_owned(), mime: mime.to_owned(), bytes: bytes.into() }))
        }
        Param::List(_) | Param::Map(_) => Err(shape()),
    }
}

/// Lines of the profile that are settings, not words.
const SETTINGS: &[&str] = &[
    "locked",
    "bot",
    "discoverable",
    "hide_collections",
    "indexable",
    "source[privacy]",
    "source[sensitive]",
    "source[language]",
    "source[quote_policy]",
];

/// Whether a line of the profile is words the public may read (names, notes, fields), rather than a setting.
pub fn is_public_line(name: &str) -> bool {
    !SETTINGS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_query(route: WriteRoute, query: &str) -> Result<Write, Unclear> {
        read(route, &Params::of_query(Some(query))?)
    }

    #[test]
    fn a_status_is_read_with_everything_it_carries() {
        let write = of_query(
            WriteRoute::Publish,
            "status=Hello&spoiler_text=w&media_ids[]=1&poll[options][]=a&poll[options][]=b&poll[expires_in]=3600\
             &poll[multiple]=true&in_reply_to_id=5&quoted_status_id=6&visibility=unlisted&language=cy&sensitive=0\
             &scheduled_at=2027-05-01T10:00:00.000Z&gift=1",
        );
        let Ok(Write::Publish(draft)) = write else { panic!("{write:?}") };
        let expected = Draft {
            text: Some("Hello".into()),
            warning: Some("w".into()),
            media: vec!["1".into()],
            poll: Some(Poll {
                options: vec!["a".into(), "b".into()],
                expires_in: 3600,
                multiple: true,
                hide_totals: false,
            }),
            reply_to: Some("5".into()),
            quote_of: Some("6".into()),
            visibility: Some(Visibility::Unlisted),
            language: Some("cy".into()),
            sensitive: Some(false),
            scheduled_at: Some("2027-05-01T10:00:00Z".parse().unwrap()),
            unknown: vec!["gift".into()],
            ..Draft::default()
        };
        assert_eq!(*draft, expected);
    }

    #[test]
    fn values_the_platform_could_not_mean_are_refused() {
        for query in [
            "status=a&visibility=everyone",
            "status=a&scheduled_at=tomorrow",
            "status=a&poll[options][]=x&poll[expires_in]=soon",
            "status=a&quote_id=1&quoted_status_id=2",
            "status[]=a",
            "status=a&poll[options][]=x&poll[expires_in]=60&poll[title]=b",
            "status=a&poll[options][]=x&poll[expires_in]=%2B60",
            "status=a&poll[options][%2B1]=x&poll[expires_in]=60",
            "status=a&poll[options][01]=x&poll[expires_in]=60",
            "status=a&access_token=secret",
        ] {
            assert!(of_query(WriteRoute::Publish, query).is_err(), "{query}");
        }
    }

    #[test]
    fn a_small_write_carries_nothing_else() {
        for (route, query) in [
            (WriteRoute::Reblog("1".into()), "comment=words"),
            (WriteRoute::Pin("1".into()), "status=words"),
            (WriteRoute::Describe("1".into()), "thumbnail=x"),
            (WriteRoute::Reschedule("1".into()), "scheduled_at=2027-05-01T10:00:00Z&status=words"),
        ] {
            assert!(matches!(of_query(route, query), Err(Unclear::Unknown(_))), "{query}");
        }
    }

    #[test]
    fn descriptions_in_an_edit_say_one_thing_of_a_file_it_has() {
        let edit = |attributes: &str| {
            let query = format!("status=a&media_ids[]=7&media_ids[]=8&{attributes}");
            of_query(WriteRoute::Edit("1".into()), &query)
        };
        let good = "media_attributes[][id]=7&media_attributes[][description]=d&media_attributes[][id]=8";
        assert!(edit(good).is_ok());
        for attributes in [
            "media_attributes[][id]=7&media_attributes[][id]=7",
            "media_attributes[][id]=07",
            "media_attributes[][id]=7x",
            "media_attributes[][id]=9",
            "media_attributes[][id]=%207",
            "media_attributes[][description]=d",
            "media_attributes[][id]=7&media_attributes[][thumbnail]=x",
            "media_attributes[][id]=7&media_attributes[][description][x]=d",
        ] {
            assert!(edit(attributes).is_err(), "{attributes}");
        }
    }

    #[test]
    fn only_a_known_setting_of_the_profile_is_no_words() {
        for (name, public) in [
            ("locked", false),
            ("source[privacy]", false),
            ("source[quote_policy]", false),
            ("source[note]", true),
            ("source[privacy][x]", true),
            ("source", true),
            ("locked[x]", true),
        ] {
            assert_eq!(is_public_line(name), public, "{name}");
        }
    }

    #[test]
    fn a_profile_keeps_its_lines_and_pictures_apart() {
        let write = of_query(
            WriteRoute::Profile,
            "display_name=A&fields_attributes[0][name]=Web&fields_attributes[0][value]=v&locked=true\
             &avatar=data:image/png%3Bbase64,AAAA",
        );
        let Ok(Write::Profile(profile)) = write else { panic!("{write:?}") };
        assert_eq!(profile.pictures[0].bytes.as_ref(), [0, 0, 0]);
        let public: Vec<_> = profile.lines.iter().filter(|(name, _)| is_public_line(name)).collect();
        assert_eq!(public.len(), 3);
    }
}
