//! Which requests are reads, which are harmless, which are writes to judge. Whatever is not known is refused.

use http::Method;

/// What a request is, told from its method and path alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// A read, OAuth, or a write that publishes nothing: streamed untouched.
    Pass,
    /// A write that may publish something.
    Write(WriteRoute),
    /// An upload: streamed, with a copy of the file kept.
    Upload,
    /// A write the guard does not know.
    Unknown,
}

/// The writes that are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteRoute {
    /// `POST /api/v1/statuses`.
    Publish,
    /// `PUT /api/v1/statuses/:id`.
    Edit(String),
    /// `POST /api/v1/statuses/:id/reblog`.
    Reblog(String),
    /// `POST /api/v1/statuses/:id/pin`.
    Pin(String),
    /// `PUT /api/v1/media/:id`: its alternative text.
    Describe(String),
    /// `PUT /api/v1/scheduled_statuses/:id`: another time.
    Reschedule(String),
    /// `PATCH /api/v1/accounts/update_credentials`.
    Profile,
}

/// Writes that publish nothing, by method and path; `*` stands for one segment.
///
/// No path here may be judged under another method: a server that honours `_method` in a streamed body would
/// otherwise be led there (see the test below).
const HARMLESS: &[(&str, &str)] = &[
    ("POST", "oauth/token"),
    ("POST", "oauth/revoke"),
    ("POST", "oauth/introspect"),
    ("POST", "oauth/authorize"),
    ("DELETE", "oauth/authorize"),
    ("POST", "auth/sign_in"),
    ("DELETE", "auth/sign_out"),
    ("POST", "api/v1/apps"),
    ("DELETE", "api/v1/statuses/*"),
    ("POST", "api/v1/statuses/*/unreblog"),
    ("POST", "api/v1/statuses/*/unpin"),
    ("POST", "api/v1/statuses/*/favourite"),
    ("POST", "api/v1/statuses/*/unfavourite"),
    ("POST", "api/v1/statuses/*/bookmark"),
    ("POST", "api/v1/statuses/*/unbookmark"),
    ("POST", "api/v1/statuses/*/mute"),
    ("POST", "api/v1/statuses/*/unmute"),
    ("POST", "api/v1/statuses/*/translate"),
    ("POST", "api/v1/statuses/*/quotes/*/revoke"),
    ("PUT", "api/v1/statuses/*/interaction_policy"),
    ("DELETE", "api/v1/scheduled_statuses/*"),
    ("DELETE", "api/v1/media/*"),
    ("DELETE", "api/v1/profile/avatar"),
    ("DELETE", "api/v1/profile/header"),
    ("POST", "api/v1/polls/*/votes"),
    ("POST", "api/v1/accounts/*/follow"),
    ("POST", "api/v1/accounts/*/unfollow"),
    ("POST", "api/v1/accounts/*/block"),
    ("POST", "api/v1/accounts/*/unblock"),
    ("POST", "api/v1/accounts/*/mute"),
    ("POST", "api/v1/accounts/*/unmute"),
    ("POST", "api/v1/accounts/*/note"),
    ("POST", "api/v1/accounts/*/unpin"),
    ("POST", "api/v1/accounts/*/unendorse"),
    ("POST", "api/v1/accounts/*/remove_from_followers"),
    ("POST", "api/v1/follow_requests/*/authorize"),
    ("POST", "api/v1/follow_requests/*/reject"),
    ("POST", "api/v1/notifications/clear"),
    ("POST", "api/v1/notifications/*/dismiss"),
    ("POST", "api/v2/notifications/*/dismiss"),
    ("POST", "api/v1/notifications/requests/accept"),
    ("POST", "api/v1/notifications/requests/dismiss"),
    ("POST", "api/v1/notifications/requests/*/accept"),
    ("POST", "api/v1/notifications/requests/*/dismiss"),
    ("PATCH", "api/v1/notifications/policy"),
    ("PATCH", "api/v2/notifications/policy"),
    ("POST", "api/v1/conversations/*/read"),
    ("DELETE", "api/v1/conversations/*"),
    ("POST", "api/v1/markers"),
    ("POST", "api/v1/push/subscription"),
    ("PUT", "api/v1/push/subscription"),
    ("DELETE", "api/v1/push/subscription"),
    ("POST", "api/v1/tags/*/follow"),
    ("POST", "api/v1/tags/*/unfollow"),
    ("POST", "api/v1/lists"),
    ("PUT", "api/v1/lists/*"),
    ("DELETE", "api/v1/lists/*"),
    ("POST", "api/v1/lists/*/accounts"),
    ("DELETE", "api/v1/lists/*/accounts"),
    ("POST", "api/v1/filters"),
    ("PUT", "api/v1/filters/*"),
    ("DELETE", "api/v1/filters/*"),
    ("POST", "api/v2/filters"),
    ("PUT", "api/v2/filters/*"),
    ("DELETE", "api/v2/filters/*"),
    ("POST", "api/v2/filters/*/keywords"),
    ("POST", "api/v2/filters/*/statuses"),
    ("PUT", "api/v2/filters/keywords/*"),
    ("DELETE", "api/v2/filters/keywords/*"),
    ("DELETE", "api/v2/filters/statuses/*"),
    ("POST", "api/v1/domain_blocks"),
    ("DELETE", "api/v1/domain_blocks"),
    ("DELETE", "api/v1/suggestions/*"),
    ("POST", "api/v1/announcements/*/dismiss"),
    ("PUT", "api/v1/announcements/*/reactions/*"),
    ("DELETE", "api/v1/announcements/*/reactions/*"),
    ("DELETE", "api/v1/featured_tags/*"),
    ("POST", "api/v1/reports"),
];

/// What a request is.
pub fn endpoint(method: &Method, path: &str) -> Endpoint {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(method) {
        return Endpoint::Pass;
    }
    // A server may fold `//`, `.json`, `%73` or a slash at the end into a path of its own; a write has to be
    // written as the documentation writes it.
    let Some(segments) = canonical(path) else { return Endpoint::Unknown };
    let write = match (method.as_str(), segments.as_slice()) {
        ("POST", ["api", "v1", "statuses"]) => WriteRoute::Publish,
        ("PUT", ["api", "v1", "statuses", id]) => WriteRoute::Edit((*id).to_owned()),
        ("POST", ["api", "v1", "statuses", id, "reblog"]) => WriteRoute::Reblog((*id).to_owned()),
        ("POST", ["api", "v1", "statuses", id, "pin"]) => WriteRoute::Pin((*id).to_owned()),
        ("POST", ["api", "v1" | "v2", "media"]) => return Endpoint::Upload,
        ("PUT", ["api", "v1", "media", id]) => WriteRoute::Describe((*id).to_owned()),
        ("PUT", ["api", "v1", "scheduled_statuses", id]) => WriteRoute::Reschedule((*id).to_owned()),
        ("PATCH", ["api", "v1", "accounts", "update_credentials"]) => WriteRoute::Profile,
        (method, segments) => {
            let harmless = HARMLESS.iter().any(|(m, pattern)| *m == method && matches(pattern, segments));
            return if harmless { Endpoint::Pass } else { Endpoint::Unknown };
        }
    };
    Endpoint::Write(write)
}

/// The segments of a path that can be read in one way only.
fn canonical(path: &str) -> Option<Vec<&str>> {
    let segments: Vec<_> = path.strip_prefix('/')?.split('/').collect();
    let plain = |segment: &&str| {
        !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    segments.iter().all(plain).then_some(segments)
}

fn matches(pattern: &str, segments: &[&str]) -> bool {
    let mut expected = pattern.split('/');
    segments.iter().all(|segment| expected.next().is_some_and(|e| e == "*" || e == *segment))
        && expected.next().is_none()
}

/// Which id a path names, and what is asked of it: for ids the guard has given out itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The id.
    pub id: &'a str,
    /// It is named as a scheduled status.
    pub scheduled: bool,
    /// What follows the id, without a slash: `context`, `reblog`, or nothing.
    pub what: &'a str,
}

/// The status or scheduled status a path names.
pub fn named(path: &str) -> Option<Named<'_>> {
    let (rest, scheduled) = match path.strip_prefix("/api/v1/statuses/") {
        Some(rest) => (rest, false),
        None => (path.strip_prefix("/api/v1/scheduled_statuses/")?, true),
    };
    let (id, what) = rest.split_once('/').unwrap_or((rest, ""));
    Some(Named { id: id.trim_end_matches(".json"), scheduled, what })
}

/// The same path with another id.
pub fn renamed(named: &Named<'_>, id: &str) -> String {
    let kind = if named.scheduled { "scheduled_statuses" } else { "statuses" };
    let slash = if named.what.is_empty() { "" } else { "/" };
    format!("/api/v1/{kind}/{id}{slash}{}", named.what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(method: &str, path: &str) -> Endpoint {
        endpoint(&Method::from_bytes(method.as_bytes()).unwrap(), path)
    }

    #[test]
    fn every_write_that_may_publish_is_judged() {
        for (method, path, expected) in [
            ("POST", "/api/v1/statuses", WriteRoute::Publish),
            ("PUT", "/api/v1/statuses/12", WriteRoute::Edit("12".into())),
            ("POST", "/api/v1/statuses/12/reblog", WriteRoute::Reblog("12".into())),
            ("POST", "/api/v1/statuses/12/pin", WriteRoute::Pin("12".into())),
            ("PUT", "/api/v1/media/7", WriteRoute::Describe("7".into())),
            ("PUT", "/api/v1/scheduled_statuses/7", WriteRoute::Reschedule("7".into())),
            ("PATCH", "/api/v1/accounts/update_credentials", WriteRoute::Profile),
        ] {
            assert_eq!(of(method, path), Endpoint::Write(expected), "{method} {path}");
        }
        assert_eq!(of("POST", "/api/v1/media"), Endpoint::Upload);
        assert_eq!(of("POST", "/api/v2/media"), Endpoint::Upload);
    }

    #[test]
    fn reads_oauth_and_private_gestures_pass() {
        for (method, path) in [
            ("GET", "/api/v1/timelines/home"),
            ("GET", "/anything/at//all.json"),
            ("HEAD", "/"),
            ("OPTIONS", "/api/v1/statuses"),
            ("POST", "/oauth/token"),
            ("POST", "/api/v1/apps"),
            ("DELETE", "/api/v1/statuses/12"),
            ("POST", "/api/v1/statuses/12/favourite"),
            ("DELETE", "/api/v1/scheduled_statuses/12"),
            ("DELETE", "/api/v1/profile/avatar"),
        ] {
            assert_eq!(of(method, path), Endpoint::Pass, "{method} {path}");
        }
    }

    #[test]
    fn a_write_the_guard_does_not_know_is_not_let_through() {
        for (method, path) in [
            ("POST", "/api/v1/statuses/"),
            ("POST", "/api/v1/statuses.json"),
            ("POST", "//api/v1/statuses"),
            ("POST", "/api/v1/%73tatuses"),
            ("POST", "/api/v1/x/../statuses"),
            ("PATCH", "/api/v1/statuses/12"),
            ("POST", "/api/v1/statuses/12"),
            ("POST", "/api/v1/accounts/update_credentials"),
            ("POST", "/api/v1/accounts/5/endorse"),
            ("POST", "/api/v1/featured_tags"),
            ("POST", "/api/v1/accounts"),
            ("PATCH", "/api/v1/profile"),
            ("POST", "/api/v3/statuses"),
            ("PUT", "/settings/profile"),
            ("QUERY", "/api/v1/statuses"),
            ("POST", "*"),
        ] {
            assert_eq!(of(method, path), Endpoint::Unknown, "{method} {path}");
        }
    }

    #[test]
    fn no_harmless_write_becomes_a_judged_one_under_another_method() {
        for (method, pattern) in HARMLESS.iter().filter(|(method, _)| *method == "POST") {
            let path = format!("/{}", pattern.replace('*', "1"));
            for other in ["PUT", "PATCH"] {
                let reached = of(other, &path);
                assert!(!matches!(reached, Endpoint::Write(_)), "{method} {path} leads to {other}");
            }
        }
    }

    #[test]
    fn a_path_gives_the_id_it_names_and_takes_another() {
        let context = named("/api/v1/statuses/5/context").unwrap();
        assert_eq!((context.id, context.scheduled, context.what), ("5", false, "context"));
        assert_eq!(renamed(&context, "9"), "/api/v1/statuses/9/context");
        let scheduled = named("/api/v1/scheduled_statuses/5").unwrap();
        assert_eq!(renamed(&scheduled, "9"), "/api/v1/scheduled_statuses/9");
        assert_eq!(named("/api/v1/accounts/5"), None);
    }
}
