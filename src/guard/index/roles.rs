//! Roles that point at one person, and the ways they are written.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::Meaning;
use crate::guard::world::World;
use crate::lexicon::Phrase;
use crate::lexicon::matcher::Anchors;
use crate::roster::{Kind, Role};
use crate::text;

/// One role and who holds it.
#[derive(Debug)]
pub struct RoleForm {
    /// The ways it is written.
    pub phrases: Vec<Phrase>,
    /// The entries that hold it, over all dates; it points at a person only while one holds it.
    pub holders: Vec<u32>,
    /// What else must be so for it to point at a holder.
    pub sort: RoleSort,
}

/// What must be so, besides the words, for a role to point at its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleSort {
    /// Nothing: the words say enough.
    Telling,
    /// It is a role every parish, club or firm may have too: without a capital it says nothing.
    NeedsCapital,
    /// It begins with the name of the place, which must own what follows: `Wrenbury's leader`.
    OfThePlace,
    /// It is an everyday role, an officer's or a club's as often: it needs its holder's given name behind it.
    BesideName,
    /// It is the mayor whom people elect, where others are called mayor too: the civic one, those of other places.
    ElectedMayor,
}

/// Offices that every council has, which point at somebody though a roster gives them to nobody.
const OF_EVERY_COUNCIL: [&str; 2] = ["leader of the council", "deputy leader"];

const COUNCIL: &str = "city|county|borough|district|town|parish|community|metropolitan?";

/// Gathers the roles of a world.
pub(super) fn gather(world: &World, anchors: &mut Anchors<Meaning>) -> Vec<RoleForm> {
    let forms = compile(world);
    for (role, number) in forms.iter().zip(0..) {
        for anchor in role.phrases.iter().flat_map(Phrase::anchors) {
            anchors.add(anchor, Meaning::Role(number));
        }
    }
    forms
}

/// Compiles the roles of the councillors and politicians of a roster.
fn compile(world: &World) -> Vec<RoleForm> {
    let council = text::words(&world.council.name);
    let elected_mayor = elected_mayor(world, &council);
    let is_elected_mayor =
        |number: &u32| elected_mayor.as_ref().is_some_and(|form| form.holders.contains(number));
    let mut holders: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
    for (entry, number) in world.roster.people.iter().zip(0..) {
        if matches!(entry.kind, Kind::Councillor | Kind::Politician) {
            let is_mayors = |role: &&Role| {
                is_elected_mayor(&number)
                    && (role.elected_mayor_of().is_some()
                        || role.written.to_lowercase().starts_with("mayor of "))
            };
            for role in entry.roles.iter().filter(|role| !is_mayors(role)) {
                holders.entry(text::words(&role.written)).or_default().push(number);
            }
        }
    }
    let place = called_after(&council);
    let mut forms = Vec::new();
    for (role, holders) in &holders {
        let (written, loose) = ways(role, &place);
        forms.extend(RoleForm::of(&written, holders, RoleSort::Telling));
        forms.extend(RoleForm::of(&loose, holders, RoleSort::NeedsCapital));
        forms.extend(RoleForm::of(&ways_of_the_place(role, &place), holders, RoleSort::OfThePlace));
        forms.extend(RoleForm::of(&ways_beside_a_name(role), holders, RoleSort::BesideName));
    }
    for role in OF_EVERY_COUNCIL.map(text::words) {
        let is_held = holders.keys().any(|held| role.starts_with(held) || held.starts_with(&role));
        if !is_held {
            forms.extend(RoleForm::of(&ways(&role, &place).0, &[], RoleSort::Telling));
            forms.extend(RoleForm::of(&ways_of_the_place(&role, &place), &[], RoleSort::OfThePlace));
        }
    }
    forms.extend(elected_mayor);
    forms
}

impl RoleForm {
    /// A role in the ways it is written; None where there are none.
    fn of(ways: &[String], holders: &[u32], sort: RoleSort) -> Option<Self> {
        let phrases: Vec<Phrase> = ways.iter().filter_map(|way| Phrase::compile(way).ok()).collect();
        let holders = holders.to_vec();
        (!phrases.is_empty()).then_some(Self { phrases, holders, sort })
    }
}

/// The mayor whom the people of this council elect, where its roster has one.
fn elected_mayor(world: &World, council: &[String]) -> Option<RoleForm> {
    let is_here =
        |place: &str| !place.is_empty() && place.split(' ').all(|word| council.iter().any(|own| own == word));
    let mut holders = Vec::new();
    let mut places = BTreeSet::new();
    for (entry, number) in world.roster.people.iter().zip(0..) {
        let elected: Vec<String> = entry.roles.iter().filter_map(Role::elected_mayor_of).collect();
        let told = entry.roles.iter().filter_map(|role| {
            let words = text::words(&role.written).join(" ");
            words.strip_prefix("mayor of ").map(str::to_owned)
        });
        let here: Vec<String> = told.chain(elected.iter().cloned()).filter(|place| is_here(place)).collect();
        // Whose row says of no place that it is theirs may be the mayor of the region.
        let own = entry.kind == Kind::Councillor && elected.iter().any(String::is_empty);
        if !elected.is_empty() && (own || !here.is_empty()) {
            holders.push(number);
            places.extend(here);
        }
    }
    let mut ways = vec!["mayor".to_owned(), "directly? elected|executive mayor".to_owned()];
    for place in &places {
        ways.push(format!("mayor of {place}"));
        ways.push(format!("{place} mayor"));
    }
    if holders.is_empty() { None } else { RoleForm::of(&ways, &holders, RoleSort::ElectedMayor) }
}

/// The entries of mayors whom people elect, here, in the region or in the next council.
pub(super) fn elected_mayors(world: &World) -> Vec<u32> {
    let is_elected = |role: &Role| {
        let words = text::words(&role.written);
        let says = |word: &str| words.iter().any(|said| said == word);
        let of_another =
            ["deputy", "civic", "former", "candidate", "assistant", "night", "adviser", "office"];
        let told = ["elected", "executive", "metro", "regional", "combined"];
        says("mayor")
            && !role.civic
            && !of_another.iter().any(|word| says(word))
            && told.iter().any(|word| says(word))
    };
    let entries = (0..).zip(&world.roster.people);
    entries.filter(|(_, entry)| entry.roles.iter().any(is_elected)).map(|(number, _)| number).collect()
}

/// The ways in which the leaders of a council are told by the place: `Wrenbury's leader`.
fn ways_of_the_place(role: &[String], place: &str) -> Vec<String> {
    let words: Vec<&str> = role.iter().map(String::as_str).collect();
    match words.as_slice() {
        _ if place.is_empty() => Vec::new(),
        ["leader"] | ["leader", "of", "the", "council"] => vec![format!("{place} leader")],
        ["deputy", "leader"] | ["deputy", "leader", "of", "the", "council"] => {
            vec![format!("{place} deputy|dep leader")]
        }
        _ => Vec::new(),
    }
}

/// What a council is called after: its name without the kind of council it is.
fn called_after(council: &[String]) -> String {
    let is_kind = |word: &String| {
        word == "council" || COUNCIL.trim_end_matches('?').split('|').any(|kind| kind == word)
    };
    let end = council.iter().position(is_kind).filter(|end| *end > 0).unwrap_or(council.len());
    council[..end].join(" ")
}

/// The ways a role is written: those that say enough in any case, and those that need a capital.
fn ways(role: &[String], place: &str) -> (Vec<String>, Vec<String>) {
    let words: Vec<&str> = role.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["leader"] | ["leader", "of", "the", "council"] => (
            vec![
                format!("leader of the? {COUNCIL} council"),
                format!("leader of {place} {COUNCIL} council?"),
                "council leader".to_owned(),
                format!("{place} {COUNCIL} council leader"),
                "leader of the authority".to_owned(),
                "arweinydd|harweinydd|arweinyddes y cyngor|awdurdod".to_owned(),
                format!("arweinydd|harweinydd|arweinyddes cyngor bwrdeistref|sir|dinas|tref? {place}"),
                "man|woman|person|one who leads|runs|heads the|our|this council|authority".to_owned(),
                "man|woman|person|one who leads|runs the town|county|city? hall".to_owned(),
                "man|woman|person|one in charge of|at the|our|this council|authority".to_owned(),
                "man|woman|person|one in charge of|at the town|county|city? hall".to_owned(),
                "leader blog|column|diary|vlog|newsletter|podcast|speech|statement|update|message|briefing|report"
                    .to_owned(),
            ],
            vec!["the|our leader".to_owned()],
        ),
        ["deputy", "leader"] | ["deputy", "leader", "of", "the", "council"] => (
            vec![
                format!("deputy|dep leader of the? {COUNCIL} council"),
                format!("deputy|dep leader of {place} {COUNCIL} council?"),
                "deputy|dep council leader".to_owned(),
                "council's deputy leader".to_owned(),
                "our deputy leader".to_owned(),
                "the deputy leader".to_owned(),
                "dirprwy|ddirprwy arweinydd y? cyngor?".to_owned(),
            ],
            vec!["deputy|dep leader".to_owned()],
        ),
        ["leader", "of", "the", rest @ ..] | ["leader", "of", rest @ ..] if rest != ["council"] => {
            let whole = rest.join(" ");
            let mut written = vec![format!("leader of the? {whole}"), format!("{whole} leader")];
            // `Leader of the Teal Group` is also the Teal leader, where a council is spoken of.
            if let Some(party) = whole.strip_suffix(" group") {
                written.push(format!("{party} leader on|at|in the|our? {COUNCIL} council|authority"));
                written.push(format!("{party} council|party group? leader"));
                written.push(format!("leader of the? {party} councillors|members"));
            }
            (written, Vec::new())
        }
        ["deputy", "mayor"] => (vec!["deputy mayor".to_owned(), "dirprwy|ddirprwy faer|maer".to_owned()], Vec::new()),
        ["mayor"] => (Vec::new(), vec!["the|our mayor".to_owned(), format!("mayor of {place}")]),
        [only] if only.len() < 4 || ["member", "councillor", "chair", "vice"].contains(only) => {
            (Vec::new(), Vec::new())
        }
        _ => of_a_topic(&words),
    }
}

/// `Cabinet Member for Highways`, `Chair of Planning`: the office and what it is for, either way round.
fn of_a_topic(words: &[&str]) -> (Vec<String>, Vec<String>) {
    let Some(at) = words.iter().position(|word| matches!(*word, "for" | "of")) else {
        let whole = words.join(" ");
        return if words.len() > 1 { (vec![whole], Vec::new()) } else { (Vec::new(), vec![whole]) };
    };
    let (office, topic) = (&words[..at], &words[at + 1..]);
    let topic: Vec<&str> = topic
        .iter()
        .copied()
        .skip_while(|word| *word == "the")
        .filter(|word| !matches!(*word, "committee" | "panel" | "board" | "portfolio"))
        .collect();
    // The Vice-Chairman of the Council goes by the title alone.
    if let (["vice" | "deputy", title], ["council"]) = (office, topic.as_slice()) {
        let way = |of: &str| format!("vice|deputy {title}{of}");
        return (vec![way(&format!(" of the|our {COUNCIL} council"))], vec![way("")]);
    }
    if office.is_empty() || topic.is_empty() {
        return (vec![words.join(" ")], Vec::new());
    }
    let chair = "chair|chairman|chairwoman|chairperson|convener|convenor";
    let office = match office {
        ["chair" | "chairman" | "chairwoman" | "chairperson" | "convener" | "convenor"] => {
            vec![chair.to_owned()]
        }
        ["vice", "chair" | "chairman" | "chairwoman"] | ["deputy", "chair"] => {
            vec![format!("vice|deputy {chair}")]
        }
        ["cabinet" | "executive" | "portfolio" | "lead", ..] => return of_a_portfolio(&topic),
        other => vec![other.join(" ")],
    };
    let mut ways = Vec::new();
    for office in &office {
        for topic in &halves(&topic) {
            ways.push(format!("{office} for|of the|our|its? {topic} committee|panel|board?"));
            ways.push(format!("{topic} committee|panel|board? {office}"));
        }
    }
    (ways, Vec::new())
}

/// `Climate lead Wyn`: what a member of the cabinet leads on, behind which the given name must stand.
fn ways_beside_a_name(role: &[String]) -> Vec<String> {
    let words: Vec<&str> = role.iter().map(String::as_str).collect();
    if matches!(
        words[..],
        ["chair" | "chairman" | "chairwoman" | "chairperson" | "convener" | "convenor", ..]
    ) {
        return vec!["committee|panel chair|chairman|chairwoman|chairperson|convener|convenor".to_owned()];
    }
    let Some(at) = words.iter().position(|word| *word == "for").filter(|at| *at > 0) else {
        return Vec::new();
    };
    if !matches!(words[0], "cabinet" | "executive" | "portfolio" | "lead") {
        return Vec::new();
    }
    halves(&words[at + 1..]).iter().map(|topic| format!("{topic} lead|chief|boss|champion")).collect()
}

/// A topic, and the halves it is also spoken of by: `Parks and Climate`.
fn halves(topic: &[&str]) -> Vec<String> {
    let mut topics = vec![topic.join(" ")];
    if let Some(and) = topic.iter().position(|word| *word == "and").filter(|and| *and > 0) {
        topics.push(topic[..and].join(" "));
        topics.extend(Some(topic[and + 1..].join(" ")).filter(|half| !half.is_empty()));
    }
    topics
}

/// The member of a cabinet who holds a portfolio, by its topic: `cabinet member responsible for parks`, `parks
/// portfolio holder`, `Cabinet Member (Parks)`.
fn of_a_portfolio(topic: &[&str]) -> (Vec<String>, Vec<String>) {
    let offices = [
        "cabinet|executive|exec member|lead|councillor|spokesperson|spokesman|spokeswoman",
        "lead member|councillor",
        "portfolio holder|lead",
    ];
    let charged = "responsible|with|in|who|that? responsibility|charge|holds|leads|has|looks|leading? for|of|on|over|after?";
    let mut ways = Vec::new();
    for topic in &halves(topic) {
        for office in offices {
            ways.push(format!("{office} {charged} the|our|its|council's? {topic} brief|portfolio?"));
            ways.push(format!("{topic} {office}"));
        }
        ways.push(format!("{topic} portfolio|brief holder|lead"));
    }
    (ways, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_a_role_is_written_can_be_looked_for() {
        for role in [
            "Leader of the Council",
            "Deputy Leader",
            "Cabinet Member for Parks and Climate",
            "Chair of Planning",
            "Leader of the Teal Group",
            "Deputy Mayor",
            "Vice Chair of the Audit Committee",
            "Armed Forces Champion",
            "Lead Member for Housing",
            "Portfolio Holder for Roads",
        ] {
            let (ways, loose) = ways(&text::words(role), "wrenbury");
            assert!(!ways.is_empty() || !loose.is_empty(), "{role}");
            for way in ways.iter().chain(&loose) {
                assert!(Phrase::compile(way).is_ok(), "{way}");
            }
        }
    }
}
