//! `purdah.toml`: what it may say, and what is said of it when it is wrong.

use std::path::Path;

use purdah::config::{self, OnHold, Route, Settings};
use purdah::diagnostic::Diagnostic;

const COUNCIL: &str = "[council]\nname = \"Larkwater Borough Council\"\nnation = \"england\"\n";
const CHANNEL: &str = "[[channel]]\nname = \"mastodon\"\nplatform = \"mastodon\"\naccount = \"@larkwater@social.example\"\nroute = \"/mastodon\"\nupstream = \"https://social.example\"\n";

fn parse(text: &str) -> Result<Settings, Vec<Diagnostic>> {
    config::parse("purdah.toml", text.as_bytes(), Path::new("folder"))
}

fn fault(text: &str) -> String {
    let faults = parse(text).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].to_string()
}

#[test]
fn a_council_and_a_nation_are_enough_to_judge() {
    let settings = parse(COUNCIL).unwrap();
    assert_eq!(settings.council.id.as_str(), "larkwater-borough-council");
    assert_eq!(settings.policy.base, "lga");
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:8600");
    assert_eq!(settings.server.desk.to_string(), "127.0.0.1:8601");
    assert_eq!(settings.limits.media, 100 << 20);
    assert_eq!(settings.store.url, "sqlite:folder/purdah.db");
    assert!(!settings.store.is_postgres());
}

#[test]
fn a_channel_is_read_whole() {
    let settings = parse(&format!("{COUNCIL}{CHANNEL}on_hold = \"refuse\"\n")).unwrap();
    let channel = &settings.channels[0];
    assert_eq!(channel.route, Route::Path("/mastodon".into()));
    assert_eq!(channel.on_hold, OnHold::Refuse);
    assert_eq!(channel.upstream.as_str(), "https://social.example/");
}

#[test]
fn each_mistake_is_named_with_its_place_and_its_repair() {
    for (text, place, words) in [
        (
            "[council]\nname = \"X\"\nnation = \"englnd\"\n".to_owned(),
            "purdah.toml:3:10:",
            "did you mean `england`?",
        ),
        ("[council]\nname = \"X\"\n".to_owned(), "purdah.toml:1:1:", "nation"),
        (format!("{COUNCIL}nane = 1\n"), "purdah.toml:4:1:", "did you mean `name`?"),
        (format!("{COUNCIL}id = \"Lark Water\"\n"), "purdah.toml:4:6:", "lower-case"),
        (format!("{COUNCIL}[chanel]\n"), "purdah.toml:4:2:", "did you mean `channel`?"),
        (format!("{COUNCIL}[server]\nlisten = \"8600\"\n"), "purdah.toml:5:10:", "127.0.0.1:8600"),
        (format!("{COUNCIL}[limits]\nbody = \"big\"\n"), "purdah.toml:5:8:", "whole number"),
        (format!("{COUNCIL}[review]\nexpire_after = \"soon\"\n"), "purdah.toml:5:16:", "whole number"),
        (format!("{COUNCIL}[store]\nurl = \"mysql://x\"\n"), "purdah.toml:5:7:", "postgres://"),
        (format!("{COUNCIL}[server]\ntrusted_proxies = [\"ten\"]\n"), "purdah.toml:5:20:", "10.0.0.0/8"),
        (
            format!("{COUNCIL}{}", CHANNEL.replace("\"mastodon\"\nacc", "\"bluesky\"\nacc")),
            "purdah.toml:6:12:",
            "cannot guard",
        ),
        (
            format!("{COUNCIL}{}", CHANNEL.replace("@larkwater@social.example", "larkwater")),
            "purdah.toml:7:11:",
            "@council@social.example",
        ),
        (
            format!("{COUNCIL}{}", CHANNEL.replace("https://social.example", "social.example")),
            "purdah.toml:9:12:",
            "https://social.example",
        ),
        (
            format!("{COUNCIL}{}", CHANNEL.replace("route = \"/mastodon\"\n", "")),
            "purdah.toml:5:8:",
            "route = \"/mastodon\"",
        ),
        ("[council\n".to_owned(), "purdah.toml:1:", "to mend it"),
    ] {
        let told = fault(&text);
        assert!(told.starts_with(place), "{told}\nfor\n{text}");
        assert!(told.contains(words), "{told}\nlacks `{words}` for\n{text}");
    }
}

#[test]
fn two_channels_cannot_share_a_name_or_a_route() {
    let faults = parse(&format!("{COUNCIL}{CHANNEL}{CHANNEL}")).unwrap_err();
    assert_eq!(faults.len(), 2);
}

#[test]
fn councils_on_one_node_have_ids_and_routes_of_their_own_and_one_store() {
    let first = parse(&format!("{COUNCIL}id = \"a\"\n{CHANNEL}")).unwrap();
    let twin = parse(&format!("{COUNCIL}id = \"a\"\n")).unwrap();
    let same_route = parse(&format!("{COUNCIL}id = \"b\"\n{CHANNEL}")).unwrap();
    let other_store = parse(&format!("{COUNCIL}id = \"c\"\n[store]\nurl = \"sqlite:other.db\"\n")).unwrap();
    assert!(config::check_together(std::slice::from_ref(&first)).is_ok());
    for second in [twin, same_route, other_store] {
        assert_eq!(config::check_together(&[first.clone(), second]).unwrap_err().len(), 1);
    }
}

#[test]
fn bytes_that_are_not_text_are_refused() {
    let faults = config::parse("purdah.toml", b"\xff\xfe[council]", Path::new(".")).unwrap_err();
    assert!(faults[0].to_string().contains("UTF-8"));
}
