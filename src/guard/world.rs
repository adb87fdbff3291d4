//! What a rulebook is compiled from.

use crate::calendar::Calendar;
use crate::council::Council;
use crate::guard::policy::Policy;
use crate::lexicon::Lexicon;
use crate::roster::Roster;

/// Everything a verdict depends on, besides the post and the moment.
#[derive(Debug, Clone)]
pub struct World {
    /// The council.
    pub council: Council,
    /// Its pre-election periods.
    pub calendar: Calendar,
    /// The people and parties, and who is not one of them.
    pub roster: Roster,
    /// The words.
    pub lexicons: Vec<Lexicon>,
    /// What a finding leads to.
    pub policy: Policy,
}
