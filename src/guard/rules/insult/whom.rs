//! Whom insults in a council's posts are aimed at, by the words for them.

/// Whom people insult when they write of a council.
pub(super) fn is_somebody(word: &str) -> bool {
    is_role(word)
        || matches!(
            word,
            "you"
                | "he"
                | "she"
                | "they"
                | "him"
                | "her"
                | "them"
                | "whoever"
                | "man"
                | "woman"
                | "bloke"
                | "guy"
                | "people"
                | "lot"
                | "person"
                | "executive"
                | "head"
        )
}

/// What people are for a council.
pub(super) fn is_role(word: &str) -> bool {
    matches!(
        word,
        "officer"
            | "officers"
            | "councillor"
            | "councillors"
            | "cllr"
            | "cllrs"
            | "mayor"
            | "leader"
            | "planner"
            | "planners"
            | "warden"
            | "wardens"
            | "clerk"
            | "staff"
            | "colleague"
            | "colleagues"
            | "resident"
            | "residents"
            | "manager"
            | "managers"
            | "director"
            | "directors"
            | "boss"
            | "bosses"
            | "tenant"
            | "tenants"
            | "neighbour"
            | "neighbours"
            | "traveller"
            | "travellers"
            | "migrants"
            | "immigrants"
            | "refugees"
            | "inspector"
            | "inspectors"
            | "politicians"
    )
}

/// Where a council's people are.
pub(super) fn is_body(word: &str) -> bool {
    matches!(
        word,
        "council"
            | "hall"
            | "planning"
            | "highways"
            | "department"
            | "committee"
            | "cabinet"
            | "chamber"
            | "office"
            | "offices"
            | "authority"
            | "charge"
            | "housing"
            | "team"
            | "place"
    )
}
