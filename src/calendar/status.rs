//! Whether an election takes place.

/// Where an election stands. Only a withdrawal removes its period: after anything else the council stays
/// quiet until the period's end, unless an officer says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Status {
    /// It takes place.
    #[default]
    Called,
    /// As many candidates as seats, or fewer.
    Uncontested,
    /// Stopped by a candidate's death.
    Countermanded,
    /// Moved to another day.
    Postponed,
    /// Will not take place.
    Cancelled,
    /// Entered in error, or its period ended by an officer.
    Withdrawn {
        /// Why; never empty.
        reason: String,
    },
}

impl Status {
    /// The word in files and reports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::Uncontested => "uncontested",
            Self::Countermanded => "countermanded",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}
