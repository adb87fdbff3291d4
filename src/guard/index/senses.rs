//! Which senses are looked for in every text, and which only where a policy asks for them.

use crate::guard::finding::RuleCode;
use crate::guard::policy::Policy;
use crate::lexicon::Sense;

/// Senses whose terms are looked for everywhere; the others are only read around something found.
const LOOKED_FOR: [Sense; 13] = [
    Sense::Party,
    Sense::PartyWord,
    Sense::PartyShort,
    Sense::PartyGroup,
    Sense::EverydayPhrase,
    Sense::Slogan,
    Sense::Steering,
    Sense::VoteFor,
    Sense::Ballot,
    Sense::Power,
    Sense::Politician,
    Sense::OfficeHolder,
    Sense::CouncilOffice,
];

/// Senses whose terms are phrases that are only read where another is found.
const READ_BESIDE: [Sense; 6] = [
    Sense::Side,
    Sense::Verdict,
    Sense::Stake,
    Sense::Plea,
    Sense::ElectionInformation,
    Sense::StatutoryNotice,
];

/// Senses of the year-round side rules, and the rule each is for: looked for only where a policy has the rule on.
const SIDE: [(Sense, &str); 12] = [
    (Sense::CaseDetail, "CLR301"),
    (Sense::HomeCue, "CLR301"),
    (Sense::FirstDigit, "CLR301"),
    (Sense::MailCue, "CLR301"),
    (Sense::BirthCue, "CLR301"),
    (Sense::MildSwearing, "CLR302"),
    (Sense::StrongSwearing, "CLR302"),
    (Sense::Slur, "CLR302"),
    (Sense::Insult, "CLR303"),
    (Sense::Insulting, "CLR303"),
    (Sense::Asking, "CLR305"),
    (Sense::Topic, "CLR308"),
];

/// Whether the terms of a sense are looked for everywhere.
pub(super) fn is_looked_for(sense: Sense) -> bool {
    LOOKED_FOR.contains(&sense)
}

/// Whether the terms of a sense are phrases that are only read where another is found.
pub(super) fn is_read_beside(sense: Sense) -> bool {
    READ_BESIDE.contains(&sense)
}

/// Whether a sense belongs to a side rule.
pub(crate) fn is_side(sense: Sense) -> bool {
    SIDE.iter().any(|(side, _)| *side == sense)
}

/// Whether a policy has the rule on that a side sense is for.
pub(super) fn is_wanted(policy: &Policy, sense: Sense) -> bool {
    let mut rules = SIDE.iter().filter(|(side, _)| *side == sense);
    rules.any(|(_, code)| policy.is_on(&RuleCode::new(code)))
}
