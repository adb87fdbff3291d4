//! What kinds of rule stand on, nation by nation.

use crate::council::Nation;
use crate::guard::source::{
    ACCESSIBILITY_2018, ACT_1986, CODE_2011_INDIVIDUALS, CODE_2011_THIRD_PARTIES, CODE_2011_VOTERS,
    COUNCIL_CALENDAR, COUNCIL_CONDUCT, COUNCIL_POLICY, COUNCIL_TOOLS, COUNCIL_UNREAD, Citation, NI_ACT_1972,
    SCOTLAND_CODE, UK_GDPR, WALES_CODE,
};

/// No publicity for people involved in an election.
pub(crate) fn individuals(nation: Nation) -> &'static Citation {
    by_code(nation, &CODE_2011_INDIVIDUALS)
}

/// No hosting of what third parties publish.
pub(crate) fn third_parties(nation: Nation) -> &'static Citation {
    by_code(nation, &CODE_2011_THIRD_PARTIES)
}

/// No influencing of voters.
pub(crate) fn voters(nation: Nation) -> &'static Citation {
    by_code(nation, &CODE_2011_VOTERS)
}

/// No publicity for a party, by statute everywhere.
pub(crate) fn party(nation: Nation) -> &'static Citation {
    match nation {
        Nation::England | Nation::Wales | Nation::Scotland => &ACT_1986,
        Nation::NorthernIreland => &NI_ACT_1972,
    }
}

/// What a council asks of itself: nothing unread goes out.
pub(crate) fn unread(_: Nation) -> &'static Citation {
    &COUNCIL_UNREAD
}

/// What a council asks of itself: it knows what posts in its name.
pub(crate) fn tools(_: Nation) -> &'static Citation {
    &COUNCIL_TOOLS
}

/// What a council asks of itself: it knows when its elections are.
pub(crate) fn calendar(_: Nation) -> &'static Citation {
    &COUNCIL_CALENDAR
}

/// What a council asks of whoever writes for it.
pub(crate) fn conduct(_: Nation) -> &'static Citation {
    &COUNCIL_CONDUCT
}

/// Nobody's private details are given away.
pub(crate) fn privacy(_: Nation) -> &'static Citation {
    &UK_GDPR
}

/// What is published can be read by everybody.
pub(crate) fn accessibility(_: Nation) -> &'static Citation {
    &ACCESSIBILITY_2018
}

/// Northern Ireland has no code of its own: there the council's policy speaks alone.
fn by_code(nation: Nation, england: &'static Citation) -> &'static Citation {
    match nation {
        Nation::England => england,
        Nation::Wales => &WALES_CODE,
        Nation::Scotland => &SCOTLAND_CODE,
        Nation::NorthernIreland => &COUNCIL_POLICY,
    }
}
