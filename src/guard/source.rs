//! The law, code, guidance or policy a rule stands on.

use serde::{Deserialize, Serialize};

/// What a finding cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name of the Act, code or policy.
    pub title: String,
    /// The section, paragraph or clause.
    pub clause: String,
    /// Where it can be read; empty when it is a council's own paper.
    pub url: String,
}

/// A source as a rule knows it, with the day somebody last read it.
#[derive(Debug)]
pub struct Citation {
    /// The name of the Act, code or policy.
    pub title: &'static str,
    /// The section, paragraph or clause.
    pub clause: &'static str,
    /// Where it can be read; empty when it is a council's own paper.
    pub url: &'static str,
    /// `YYYY-MM-DD`.
    pub checked: &'static str,
    /// It speaks of pre-election periods and of no other time.
    pub of_periods: bool,
}

impl Citation {
    /// Whether it is the council's own paper, of which only its policy can tell the clause.
    pub fn is_the_councils_own(&self) -> bool {
        self.url.is_empty()
    }

    /// As a finding cites it.
    pub fn source(&self) -> Source {
        Source { title: self.title.to_owned(), clause: self.clause.to_owned(), url: self.url.to_owned() }
    }
}

/// Section 2 of the Local Government Act 1986: England, Wales and Scotland.
pub static ACT_1986: Citation = Citation {
    title: "Local Government Act 1986",
    clause: "section 2 (no material that appears designed to affect public support for a political party)",
    url: "https://www.legislation.gov.uk/ukpga/1986/10/part/II",
    checked: "2026-11-20",
    of_periods: false,
};

/// The same prohibition in Northern Ireland, which the 1986 Act does not reach.
pub static NI_ACT_1972: Citation = Citation {
    title: "Local Government Act (Northern Ireland) 1972",
    clause: "section 115A (no material that appears designed to affect public support for a political party)",
    url: "https://www.legislation.gov.uk/nisi/1992/810/article/41",
    checked: "2026-11-20",
    of_periods: false,
};

/// England's code, on individuals.
pub static CODE_2011_INDIVIDUALS: Citation = Citation {
    title: "Code of Recommended Practice on Local Authority Publicity 2011",
    clause: "paragraph 34 (periods of heightened sensitivity: members and individuals involved in the election)",
    url: "https://www.gov.uk/government/publications/recommended-code-of-practice-for-local-authority-publicity",
    checked: "2026-11-20",
    of_periods: true,
};

/// England's code, on third parties' material.
pub static CODE_2011_THIRD_PARTIES: Citation = Citation {
    title: "Code of Recommended Practice on Local Authority Publicity 2011",
    clause: "paragraph 33 (material produced by third parties)",
    url: "https://www.gov.uk/government/publications/recommended-code-of-practice-for-local-authority-publicity",
    checked: "2026-11-20",
    of_periods: true,
};

/// England's code, on voters.
pub static CODE_2011_VOTERS: Citation = Citation {
    title: "Code of Recommended Practice on Local Authority Publicity 2011",
    clause: "paragraph 35 (no publicity which seeks to influence voters)",
    url: "https://www.gov.uk/government/publications/recommended-code-of-practice-for-local-authority-publicity",
    checked: "2026-11-20",
    of_periods: false,
};

/// Wales's own code, under section 4 of the 1986 Act.
pub static WALES_CODE: Citation = Citation {
    title: "Local authorities: code of recommended practice on publicity (Welsh Ministers)",
    clause: "publicity in the run-up to elections",
    url: "https://www.gov.wales/local-authorities-code-recommended-practice-html",
    checked: "2026-11-20",
    of_periods: true,
};

/// Scotland's code.
pub static SCOTLAND_CODE: Citation = Citation {
    title: "Local authority publicity: code of practice (Scotland)",
    clause: "publicity in the run-up to elections",
    url: "https://www.gov.scot/publications/local-authority-publicity-code-of-practice/",
    checked: "2026-11-20",
    of_periods: true,
};

/// Where no law or code is confirmed for a nation: the council's policy alone.
pub static COUNCIL_POLICY: Citation = Citation {
    title: "The council's own publicity policy",
    clause: "pre-election period",
    url: "",
    checked: "2026-11-20",
    of_periods: true,
};

/// What a council restricts by its own word outside pre-election periods too.
pub static COUNCIL_ALL_YEAR: Citation = Citation {
    title: "The council's own publicity policy",
    clause: "what it restricts all year",
    url: "",
    checked: "2026-11-20",
    of_periods: false,
};

/// What nobody could read is not published unseen.
pub static COUNCIL_UNREAD: Citation = Citation {
    title: "The council's own publicity policy",
    clause: "somebody sees what goes out, at any time of the year",
    url: "",
    checked: "2026-11-20",
    of_periods: false,
};

/// Who may post for a council.
pub static COUNCIL_TOOLS: Citation = Citation {
    title: "The council's own publicity policy",
    clause: "who and what may post for the council, at any time of the year",
    url: "",
    checked: "2026-11-20",
    of_periods: false,
};

/// Nothing goes out before anybody knows which rules hold.
pub static COUNCIL_CALENDAR: Citation = Citation {
    title: "The council's own publicity policy",
    clause: "a calendar of elections is kept, so that it is known which rules hold",
    url: "",
    checked: "2026-11-20",
    of_periods: false,
};

/// How people write for a council: its own paper, in every nation.
pub static COUNCIL_CONDUCT: Citation = Citation {
    title: "The council's own social media policy",
    clause: "how the council speaks in public",
    url: "",
    checked: "2026-11-20",
    of_periods: false,
};

/// Data protection, in every nation of the United Kingdom.
pub static UK_GDPR: Citation = Citation {
    title: "UK General Data Protection Regulation",
    clause: "Article 5(1) (personal data processed lawfully, fairly and no more than necessary)",
    url: "https://www.legislation.gov.uk/eur/2016/679/article/5",
    checked: "2026-11-20",
    of_periods: false,
};

/// Accessibility of what public bodies publish, in every nation of the United Kingdom.
pub static ACCESSIBILITY_2018: Citation = Citation {
    title: "Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018",
    clause: "regulation 6 (accessible content; text alternatives for pictures)",
    url: "https://www.legislation.gov.uk/uksi/2018/952/regulation/6",
    checked: "2026-11-20",
    of_periods: false,
};
