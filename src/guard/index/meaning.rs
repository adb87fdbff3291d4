//! What an anchor may mean.

/// What an anchor may mean. Numbers are places in the lists of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// The last word of a form of a family name: the number of those who bear it.
    Family(u32),
    /// A knight's or dame's given name: person. Of people alike in their names this and what follows says the first.
    Styled(u32),
    /// A given name of somebody with a double-barrelled family name, for which initials may stand: person.
    Initialled(u32),
    /// A given name of this entry: only what stands beside it tells that the member is meant.
    GivenName(u32),
    /// A person's family name with a slip of the pen or an ending of another language.
    Slip(u32),
    /// A person's whole name, or title and name, without a blank.
    Glued(u32),
    /// A term of a lexicon.
    Term(u32),
    /// A role's phrase.
    Role(u32),
    /// A namesake.
    Namesake(u32),
    /// A ward's name or one of its places.
    Place(u32),
    /// A title of one councillor.
    Title,
    /// A title of several.
    SharedTitle,
    /// Letters after a politician's name.
    PoliticianMark,
    /// The word Mayor: of another place it is a politician's, as far as one can tell.
    Mayor,
    /// The word for members of a ward or group.
    Members,
    /// `ward member`, both words: one of them alone is too common to look for.
    WardMember,
    /// A word polling day may be said with: a weekday, a month.
    PollDay,
    /// They: where we are spoken of too, one side against the other.
    Others,
    /// A title or a party's name, written backwards.
    Backwards,
    /// A sign that stands for a party.
    Emblem,
    /// The host of a page or site: the address around it is to be looked up.
    Account,
    /// The first letters of an account's name, without a sign before it.
    Handle,
}

/// Places in lists are far below 2^32: a roster or lexicon that long does not fit the limits on documents.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
