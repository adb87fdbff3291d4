//! The rules: one file of code and one page for each.

pub mod calendar_missing;
pub mod candidate_named;
pub mod content_unreadable;
pub mod councillor_account;
pub mod councillor_named;
pub mod councillor_quoted;
pub mod councillor_reshared;
pub mod insult;
pub mod missing_alt_text;
pub mod party_political;
pub mod permission_missing;
pub mod personal_data;
pub mod picture_unexamined;
pub mod politician_named;
pub mod profanity;
pub mod repeated;
pub mod seeks_to_influence_voters;
pub mod solicitation;
pub mod topic;
pub mod unknown_tool;
pub mod unregistered_channel;

mod outsiders;
pub(crate) mod sources;
