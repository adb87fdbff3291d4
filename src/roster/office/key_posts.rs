//! The posts a feed lists for a member in one line: `Deputy Mayor & Cabinet Member - Housing; Chair, Audit`.

use super::Role;

/// How the next post begins: a comma or an `and` before any of these ends the one before.
const BEGINNINGS: [&str; 34] = [
    "leader",
    "deputy",
    "depute",
    "vice",
    "chair",
    "cabinet",
    "portfolio holder",
    "policy lead",
    "executive member",
    "lead member",
    "lead councillor",
    "group leader",
    "mayor",
    "lord mayor",
    "lord provost",
    "civic mayor",
    "provost",
    "speaker",
    "spokes",
    "assistant",
    "advisory",
    "opposition",
    "shadow",
    "whip",
    "chief whip",
    "convener",
    "convenor",
    "neighbourhood lead",
    "mayoral lead",
    "statutory deputy",
    "area chair",
    "member champion",
    "group spokes",
    "group whip",
];

/// What separates posts.
const SEPARATORS: [&str; 6] = [", ", " & ", " and ", ". ", " / ", " + "];

/// Takes the posts apart.
pub fn read(written: &str) -> Vec<Role> {
    let lines = written
        .split(['\n', '\r', ';', '|'])
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let posts = lines.flat_map(|line| posts(&line)).map(|post| tidy(&post)).filter(|post| !post.is_empty());
    let mut roles: Vec<Role> = Vec::new();
    for post in posts {
        let role = Role::read(&post);
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// The posts of one line.
fn posts(line: &str) -> Vec<String> {
    let line = unwrapped(line.trim());
    let mut posts = Vec::new();
    let mut start = 0;
    for (at, _) in line.char_indices() {
        let Some(separator) = SEPARATORS.iter().find(|separator| line[at..].starts_with(**separator)) else {
            continue;
        };
        let after = at + separator.len();
        if at > start && begins(&line[after..]) {
            posts.push(line[start..at].to_owned());
            start = after;
        }
    }
    posts.push(line[start..].to_owned());
    posts
}

fn begins(words: &str) -> bool {
    let words = words.trim_start().to_lowercase();
    let words = words.strip_prefix("the ").unwrap_or(&words);
    BEGINNINGS.iter().any(|beginning| words.starts_with(beginning))
}

/// Without brackets around the whole.
fn unwrapped(line: &str) -> &str {
    let inside = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.filter(|inside| !inside.contains(['(', ')'])).unwrap_or(line).trim()
}

/// One post in the words it is spoken of: `Cabinet Member - Housing` is the `Cabinet Member for Housing`.
fn tidy(post: &str) -> String {
    let post = post.replace(" & ", " and ").replace(" – ", " - ");
    let post = unwrapped(post.trim_matches([' ', '.', ',', ';', ':', '-']));
    let post = post.strip_prefix("The ").or_else(|| post.strip_prefix("the ")).unwrap_or(post);
    let lower = post.to_lowercase();
    if lower.starts_with("leader") || lower.starts_with("deputy leader") {
        return leader(post);
    }
    let chair = lower.split([' ', ',']).find(|word| word.contains("chair"));
    if let Some(chair) = chair.filter(|chair| lower.find(*chair).is_some_and(|at| at <= "vice chair".len())) {
        let at = lower.find(chair).unwrap_or_default() + chair.len();
        return joined(post, at, "of");
    }
    for office in ["cabinet member", "executive member", "portfolio holder", "lead member"] {
        if let Some(at) = lower.find(office).filter(|at| *at <= "assistant ".len()) {
            return joined(post, at + office.len(), "for");
        }
    }
    post.replacen(" - ", " for ", 1)
}

/// `Leader - Teal Party Group` leads the group; what else stands after a leader's dash or in brackets is their business.
fn leader(post: &str) -> String {
    let (office, rest) = match (post.split_once(" - "), post.split_once('(')) {
        (Some((office, rest)), _) | (None, Some((office, rest))) => (office.trim(), rest),
        (None, None) => return post.to_owned(),
    };
    if rest.to_lowercase().contains("group") {
        return format!("{office} of the {}", rest.trim_end_matches(')').trim());
    }
    office.to_owned()
}

/// Puts the joining word between an office and its topic when something else or nothing stands there.
fn joined(post: &str, at: usize, word: &str) -> String {
    let (Some(office), Some(topic)) = (post.get(..at), post.get(at..)) else { return post.to_owned() };
    let topic = topic.trim_start_matches([' ', ',', '-', ':', '–']);
    let first = topic.split(' ').next().unwrap_or_default().to_lowercase();
    if topic.is_empty() || matches!(first.as_str(), "of" | "for" | "to" | "with" | "on") {
        return format!("{office} {topic}").trim().to_owned();
    }
    format!("{office} {word} {topic}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_taken_apart_and_written_as_they_are_spoken_of() {
        for (written, posts) in [
            ("Leader of the Council", vec!["Leader of the Council"]),
            ("(Cabinet Member for Resources)", vec!["Cabinet Member for Resources"]),
            ("Cabinet Member - Housing", vec!["Cabinet Member for Housing"]),
            ("Cabinet Member Parks, Play & Sport", vec!["Cabinet Member for Parks, Play and Sport"]),
            ("Executive Member Neighbourhoods", vec!["Executive Member for Neighbourhoods"]),
            (
                "Deputy Lord Mayor & Cabinet Member - Care",
                vec!["Deputy Lord Mayor", "Cabinet Member for Care"],
            ),
            ("Leader - Economic Development", vec!["Leader"]),
            ("Deputy Leader (Policy)", vec!["Deputy Leader"]),
            ("Leader - Teal Party Group", vec!["Leader of the Teal Party Group"]),
            ("Chair, Audit and Governance Committee", vec!["Chair of Audit and Governance Committee"]),
            ("Chairman - Standards Committee", vec!["Chairman of Standards Committee"]),
            ("Vice-Chairman of the Planning Board", vec!["Vice-Chairman of the Planning Board"]),
            (
                "Policy Lead for Planning, Historic and Sustainable Environment,  Vice Chair of Licensing & Vice Chair Ferry Area",
                vec![
                    "Policy Lead for Planning, Historic and Sustainable Environment",
                    "Vice Chair of Licensing",
                    "Vice Chair of Ferry Area",
                ],
            ),
            (
                "Portfolio holder for Customer, Corporate and Trading Services",
                vec!["Portfolio holder for Customer, Corporate and Trading Services"],
            ),
            (
                "Chief Whip Teal Group; Chair Constitutional Issues;",
                vec!["Chief Whip Teal Group", "Chair of Constitutional Issues"],
            ),
            ("The Mayor of Wrenbury", vec!["Mayor of Wrenbury"]),
            (
                "Leader of the Council. Policy Lead for Finance (IT, Law",
                vec!["Leader of the Council", "Policy Lead for Finance (IT, Law"],
            ),
            ("\n ", vec![]),
        ] {
            let read: Vec<String> = read(written).into_iter().map(|role| role.written).collect();
            assert_eq!(read, posts, "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(written in "\\PC{0,40}", known in "(Chair|İ|Leader|Deputy| - | & |, |\\(|\\)|Cabinet Member|é| ){0,12}") {
            drop(read(&written));
            drop(read(&known));
        }
    }
}
