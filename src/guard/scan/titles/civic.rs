//! The civic Mayor in politics: the exemption is for the first citizen who opens fairs and thanks volunteers, and ends
//! where the Mayor judges those who govern, takes sides in what is to be decided, or stands.

use std::ops::Range;

use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::view::View;
use crate::text::Gap;

/// Whether a part tells of a holder of a civic office in politics.
pub(in crate::guard::scan) fn is_political(view: &View<'_>, mentions: &[Mention]) -> bool {
    let people = &view.book.world().roster.people;
    let is_civic = |number: &u32| people.get(*number as usize).is_some_and(crate::roster::Entry::is_civic);
    let of_the_mayor = mentions.iter().filter(|mention| match &mention.who {
        Who::Listed(numbers) => numbers.iter().any(is_civic),
        _ => false,
    });
    let mut read = 0;
    for mention in of_the_mayor {
        let mut sentence = view.sentence(mention.words.start);
        if sentence.start < read {
            continue;
        }
        loop {
            if takes_part(view, &sentence) {
                return true;
            }
            read = sentence.end;
            // `The Mayor opened the fair. She then said ...`, and whatever is quoted.
            let goes_on = read < view.tokens.list.len()
                && (mention.quoted
                    || matches!(view.at(read), "he" | "she" | "they")
                    || view.gap(read) == Gap::Quote);
            if !goes_on {
                break;
            }
            sentence = view.sentence(read);
        }
    }
    false
}

/// Whether a sentence about the Mayor is about politics.
fn takes_part(view: &View<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| {
        stands(view, sentence, at)
            || takes_sides(view, sentence, at)
            || judges_by_verb(view, sentence, at)
            || asks_for_votes(view, sentence, at)
            || is_judged(view, sentence, at)
    })
}

/// How far behind a verb what it judges stands.
const REACH: usize = 8;

fn ahead(sentence: &Range<usize>, at: usize, reach: usize) -> Range<usize> {
    at + 1..sentence.end.min(at + 1 + reach)
}

/// `is standing for re-election`, `seeks a third term`, `standing in Elm ward`, `on the campaign trail`.
fn stands(view: &View<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let next = view.at(at + 1);
    match view.at(at) {
        "standing" | "stand" | "stands" | "stood" | "running" | "runs" | "bid" | "seeking" | "seeks"
        | "hopes" | "wants" => ahead(sentence, at, REACH).any(|at| is_of_a_candidacy(view, at)),
        "reelection" | "reelected" | "canvassing" | "canvasses" | "canvassed" => true,
        "re" => matches!(next, "election" | "elected" | "elect"),
        "campaign" => matches!(next, "trail" | "launch" | "leaflet" | "leaflets" | "rally"),
        _ => false,
    }
}

fn is_of_a_candidacy(view: &View<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| view.at(at));
    match view.at(at) {
        "election" | "elections" | "byelection" | "reelection" | "parliament" | "candidate" | "ward"
        | "seat" | "ballot" => !matches!(before(1), "postal"),
        "office" => before(1) == "for",
        "again" => matches!(before(1), "standing" | "stand" | "stands"),
        "re" => matches!(view.at(at + 1), "election" | "elected"),
        "term" => matches!(before(1), "another" | "second" | "third" | "fourth" | "new"),
        "council" => before(1) == "the" && before(2) == "for" || before(1) == "for",
        "may" => before(1).starts_with(|sign: char| sign.is_ascii_digit()) && before(2) == "on",
        _ => false,
    }
}

/// `asks you to back her party`, `asks for your vote`, `Vote for me`.
fn asks_for_votes(view: &View<'_>, sentence: &Range<usize>, at: usize) -> bool {
    match view.at(at) {
        "vote" | "votes" | "support" | "back" | "elect" | "voting" | "cross" => {
            let for_whom = if view.at(at + 1) == "for" { at + 2 } else { at + 1 };
            let possessive = matches!(view.at(for_whom), "her" | "his" | "their" | "my" | "our" | "the");
            let for_a_party = possessive && is_the_party(view, for_whom + 1);
            let for_one = matches!(view.at(at), "vote" | "votes" | "cross" | "voting" | "elect")
                && for_whom > at + 1
                && matches!(view.at(for_whom), "me" | "her" | "him" | "them" | "us")
                && !(view.gap(for_whom + 1).joins() && view.capital(for_whom + 1))
                && !is_contest(view, sentence);
            for_a_party || for_one && is_end_of_clause(view, for_whom + 1)
        }
        "for" => {
            matches!(view.at(at + 1), "your" | "their" | "people's" | "residents" | "voters")
                && matches!(view.at(at + 2), "vote" | "votes")
                && !is_contest(view, sentence)
        }
        _ => false,
    }
}

fn is_end_of_clause(view: &View<'_>, at: usize) -> bool {
    !view.gap(at).joins()
        || matches!(view.at(at), "on" | "again" | "in" | "and" | "this" | "at" | "if" | "to")
}

/// `voted against the bypass`, `spoke for the plans`, `used the casting vote`.
fn takes_sides(view: &View<'_>, sentence: &Range<usize>, at: usize) -> bool {
    if view.at(at) == "casting" && view.at(at + 1) == "vote" {
        return true;
    }
    let speaks = matches!(
        view.at(at),
        "voted"
            | "votes"
            | "vote"
            | "voting"
            | "spoke"
            | "speaks"
            | "speak"
            | "speaking"
            | "spoken"
            | "argued"
            | "argues"
            | "arguing"
            | "campaigned"
            | "campaigns"
            | "campaigning"
            | "marched"
            | "marches"
            | "protested"
            | "protests"
            | "lobbied"
            | "lobbies"
            | "come"
            | "came"
            | "comes"
            | "is"
            | "was"
            | "stood"
            | "stands"
            | "fought"
            | "fights"
            | "rallied"
            | "petitioned"
    );
    if !speaks {
        return false;
    }
    // `came out against`, `spoke out strongly against`
    let side = (at + 1..sentence.end.min(at + 5)).find(|at| matches!(view.at(*at), "against" | "for" | "in"));
    let Some(side) = side else { return false };
    let object = || ahead(sentence, side, 6);
    let on_matters = || object().any(|at| is_matter(view, at) || is_who_governs(view, at));
    match view.at(side) {
        "against" => {
            on_matters()
                || matches!(view.at(at), "voted" | "votes" | "campaigned" | "campaigns" | "campaigning")
                    && !is_shared_evil(view, object())
        }
        "for" => on_matters() && !is_contest(view, sentence),
        _ => matches!(view.at(side + 1), "favour" | "support") && on_matters(),
    }
}

/// `slammed the budget`, `praised the government's cuts`, `thanked the administration for its record`.
fn judges_by_verb(view: &View<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let objects = || ahead(sentence, at, REACH);
    let governs = || objects().any(|at| is_who_governs(view, at));
    match view.at(at) {
        "slam" | "slams" | "slammed" | "slamming" | "blast" | "blasts" | "blasted" | "blasting"
        | "attack" | "attacks" | "attacked" | "attacking" | "criticise" | "criticises" | "criticised"
        | "criticising" | "condemn" | "condemns" | "condemned" | "condemning" | "blame" | "blames"
        | "blamed" | "blaming" | "accuse" | "accuses" | "accused" | "accusing" | "denounce" | "denounces"
        | "denounced" | "lambasts" | "lambasted" | "oppose" | "opposes" | "opposed" | "opposing"
        | "reject" | "rejects" | "rejected" | "mocks" | "mocked" | "ridiculed" | "derided" | "rubbished"
        | "savaged" | "savages" | "defend" | "defends" | "defended" | "defending" | "hit" | "hits"
        | "rapped" | "raps" | "questioned" | "questions" | "challenged" | "challenges" | "backs"
        | "backed" | "supports" | "supported" | "endorsed" | "endorses" | "warned" | "warns" | "deplored"
        | "deplores" | "lashed" | "lashes" | "regrets" => {
            let governs_is_told = matches!(view.at(at), "warned" | "warns" | "questions" | "challenges")
                && objects().any(|at| matches!(view.at(at), "quiz" | "challenge"));
            (governs() || objects().any(|at| is_matter(view, at))) && !governs_is_told
        }
        "praise" | "praises" | "praised" | "praising" | "hail" | "hails" | "hailed" | "hailing"
        | "applauded" | "applauds" | "commended" | "commends" | "congratulated" | "congratulates"
        | "celebrated" | "celebrates" | "welcomed" | "welcomes" => {
            let of_guests = matches!(view.at(at), "welcomed" | "welcomes" | "celebrated" | "celebrates");
            !of_guests && governs() || objects().any(|at| is_policy(view, at))
        }
        "thank" | "thanks" | "thanked" | "thanking" => {
            objects().any(|at| is_who_governs(view, at) && view.at(at) != "ministers")
        }
        "urge" | "urges" | "urged" | "urging" | "demands" | "demanded" | "told" | "tells" | "lobbied"
        | "pressed" | "begged" | "calls" | "called" => ahead(sentence, at, 5).any(|at| {
            is_who_governs(view, at) && matches!(view.at(at + 1), "to" | "that" | "must" | "should" | "act")
        }),
        _ => false,
    }
}

/// `said the opposition had let residents down`, `told guests the cuts were a disgrace`.
fn is_judged(view: &View<'_>, sentence: &Range<usize>, at: usize) -> bool {
    if !is_who_governs(view, at) && !is_policy(view, at) {
        return false;
    }
    ahead(sentence, at, REACH).any(|at| match view.at(at) {
        "failed" | "failing" | "fails" | "broke" | "broken" | "ruined" | "wrecked" | "betrayed"
        | "disgrace" | "disgraceful" | "shambles" | "shameful" | "scandal" | "unfair" | "wrong"
        | "mistake" | "cruel" | "incompetent" | "useless" | "hopeless" | "worst" | "best" | "brilliant"
        | "superb" | "excellent" | "delivers" | "delivering" | "lied" | "lies" | "wasted" | "neglected"
        | "ignored" | "abandoned" | "squandered" | "clueless" | "disaster" | "disastrous" | "damaging"
        | "savage" | "record" => true,
        "let" | "letting" | "lets" => ahead(sentence, at, 5).any(|at| view.at(at) == "down"),
        _ => false,
    })
}

/// Those who govern, seek to, or oppose: with a word that makes them so.
fn is_who_governs(view: &View<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| view.at(at));
    let next = view.at(at + 1);
    match view.at(at) {
        "administration" => {
            matches!(
                before,
                "the"
                    | "this"
                    | "her"
                    | "his"
                    | "our"
                    | "current"
                    | "present"
                    | "ruling"
                    | "last"
                    | "previous"
                    | "council's"
                    | "new"
                    | "old"
                    | "run"
                    | "led"
            ) && !matches!(
                next,
                "of" | "team"
                    | "staff"
                    | "office"
                    | "officer"
                    | "officers"
                    | "assistant"
                    | "department"
                    | "block"
            )
        }
        "opposition" => {
            matches!(before, "the" | "main" | "official" | "this" | "our" | "council's")
                && !matches!(
                    next,
                    "team" | "side" | "goalkeeper" | "goal" | "half" | "box" | "players" | "to" | "bench"
                )
        }
        "government" | "governments" => {
            !matches!(before, "local" | "student" | "self")
                && !matches!(next, "house" | "buildings" | "inspector")
        }
        "ministers" => !matches!(next, "of"),
        "whitehall" | "westminster" => {
            !matches!(next, "abbey" | "cathedral" | "school" | "road" | "street" | "way" | "drive" | "hall")
        }
        "cabinet" => {
            matches!(before, "the" | "council's" | "this" | "her" | "his")
                && !view.is(crate::lexicon::Sense::Trade, at + 1)
        }
        "coalition" | "politicians" | "mps" | "councillors" => {
            !matches!(before, "fellow" | "past" | "former") || view.at(at) == "politicians"
        }
        "minister" => matches!(before, "prime" | "first"),
        "leadership" | "leader" => {
            matches!(before, "council" | "council's" | "party" | "group" | "opposition")
        }
        "group" => matches!(before, "ruling" | "majority" | "opposition" | "governing" | "minority"),
        "party" | "parties" => is_the_party(view, at),
        _ => view.parties().iter().any(|party| party.words.contains(&at)),
    }
}

/// A party of politics, and not one in a garden.
fn is_the_party(view: &View<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| view.at(at));
    let possessive = matches!(before, "her" | "his" | "their" | "my" | "own");
    let of_politics = matches!(
        before,
        "governing"
            | "ruling"
            | "majority"
            | "opposition"
            | "political"
            | "main"
            | "other"
            | "both"
            | "rival"
    );
    let goes_on = view.gap(at + 1).joins()
        && matches!(
            view.at(at + 1),
            "group"
                | "leader"
                | "leadership"
                | "conference"
                | "whip"
                | "colleagues"
                | "policy"
                | "manifesto"
                | "line"
        );
    matches!(view.at(at), "party" | "parties")
        && (of_politics
            || goes_on
            || possessive
                && !(view.gap(at + 1).joins()
                    && matches!(
                        view.at(at + 1),
                        "piece" | "dress" | "hat" | "games" | "food" | "bag" | "in" | "at" | "for"
                    )))
}

/// What a council or a government decides, and may be judged for: its money, its plans, what is to be built or shut.
fn is_matter(view: &View<'_>, at: usize) -> bool {
    is_policy(view, at)
        || matches!(
            view.at(at),
            "plan"
                | "plans"
                | "proposal"
                | "proposals"
                | "scheme"
                | "motion"
                | "amendment"
                | "decision"
                | "decisions"
                | "closure"
                | "closures"
                | "incinerator"
                | "bypass"
                | "development"
                | "merger"
                | "reorganisation"
                | "devolution"
                | "charges"
                | "selloff"
                | "ltn"
                | "ulez"
                | "referendum"
                | "brexit"
                | "fracking"
                | "privatisation"
                | "outsourcing"
                | "homes"
                | "housing"
                | "quarry"
                | "windfarm"
                | "pylons"
                | "application"
        ) && !is_of_a_good_cause(view, at)
}

/// Money and politics as such.
fn is_policy(view: &View<'_>, at: usize) -> bool {
    match view.at(at) {
        "budget" | "budgets" | "cuts" | "austerity" | "manifesto" | "policies" | "policy" => {
            !matches!(
                view.at(at + 1),
                "recipes" | "meals" | "meal" | "hotel" | "cooking" | "tips" | "officer"
            ) && !is_of_a_good_cause(view, at)
        }
        "tax" => at > 0 && matches!(view.at(at - 1), "council" | "bedroom" | "tourist" | "inheritance"),
        _ => false,
    }
}

/// `the charity's plans`, `the pupils' scheme`: of those whom a Mayor cheers on.
fn is_of_a_good_cause(view: &View<'_>, at: usize) -> bool {
    let sentence = view.sentence(at);
    (sentence.start.max(at.saturating_sub(5))..sentence.end.min(at + 5)).any(|at| {
        matches!(
            view.at(at),
            "charity"
                | "charity's"
                | "charities"
                | "volunteer"
                | "volunteers"
                | "hospice"
                | "foodbank"
                | "scouts"
                | "guides"
                | "cadets"
                | "pupils"
                | "pupil"
                | "students"
                | "children"
                | "children's"
                | "school's"
                | "appeal"
                | "fundraising"
                | "befriending"
                | "award"
                | "ribbon"
                | "barber"
                | "hair"
                | "lifeboat"
                | "club"
                | "club's"
        )
    })
}

/// What nobody is for: speaking against it is no politics.
fn is_shared_evil(view: &View<'_>, mut object: Range<usize>) -> bool {
    object.any(|at| {
        matches!(
            view.at(at),
            "hunger"
                | "bullying"
                | "cancer"
                | "polio"
                | "malaria"
                | "slavery"
                | "hatred"
                | "hate"
                | "racism"
                | "antisemitism"
                | "islamophobia"
                | "knife"
                | "violence"
                | "abuse"
                | "loneliness"
                | "dementia"
                | "litter"
                | "crime"
                | "trafficking"
                | "homelessness"
                | "suicide"
                | "stigma"
                | "discrimination"
                | "disease"
                | "poverty"
                | "drink"
                | "exploitation"
                | "scams"
                | "fraud"
                | "flytipping"
        )
    })
}

/// A vote for a tree, a window or a queen of the carnival.
fn is_contest(view: &View<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| {
        matches!(
            view.at(at),
            "favourite"
                | "favourites"
                | "best"
                | "jumper"
                | "float"
                | "floats"
                | "window"
                | "windows"
                | "competition"
                | "contest"
                | "award"
                | "awards"
                | "winner"
                | "winners"
                | "bake"
                | "cake"
                | "cakes"
                | "photo"
                | "photograph"
                | "tree"
                | "name"
                | "scarecrow"
                | "scarecrows"
                | "carnival"
                | "song"
        )
    })
}
