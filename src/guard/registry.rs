//! Every rule, in the order pages list them.

use crate::guard::rule::Rule;
use crate::guard::rule::meta::Switch;
use crate::guard::rules;

/// The rules of this version. Add one by writing `rules/<rule>.rs` and `rules/<rule>.md` and a line here.
pub const RULES: &[&dyn Rule] = &[
    &rules::councillor_named::CouncillorNamed,
    &rules::councillor_account::CouncillorAccount,
    &rules::councillor_reshared::CouncillorReshared,
    &rules::councillor_quoted::CouncillorQuoted,
    &rules::candidate_named::CandidateNamed,
    &rules::politician_named::PoliticianNamed,
    &rules::picture_unexamined::PictureUnexamined,
    &rules::content_unreadable::ContentUnreadable,
    &rules::unknown_tool::UnknownTool,
    &rules::calendar_missing::CalendarMissing,
    &rules::party_political::PartyPolitical,
    &rules::seeks_to_influence_voters::SeeksToInfluenceVoters,
    &rules::personal_data::PersonalData,
    &rules::profanity::Profanity,
    &rules::insult::Insult,
    &rules::repeated::Repeated,
    &rules::solicitation::Solicitation,
    &rules::missing_alt_text::MissingAltText,
    &rules::unregistered_channel::UnregisteredChannel,
    &rules::topic::Topic,
    &rules::permission_missing::PermissionMissing,
];

/// The rule with this code or name, in any case.
pub fn find(written: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| {
        let meta = rule.meta();
        meta.code.as_str().eq_ignore_ascii_case(written) || meta.name.eq_ignore_ascii_case(written)
    })
}

/// Every switch of every rule, in this order.
pub fn switches() -> impl Iterator<Item = &'static Switch> {
    RULES.iter().flat_map(|rule| rule.meta().switches)
}
