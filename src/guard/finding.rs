//! One thing a rule found in a post.

use std::fmt;

use serde::{Deserialize, Serialize};

pub use crate::lexicon::Confidence;

use crate::guard::decision::Decision;
use crate::guard::source::Source;
use crate::post::PartName;

/// The code of a rule, such as `CLR101`. A code is never used again for another rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleCode(std::borrow::Cow<'static, str>);

impl RuleCode {
    /// The code of a rule of this version.
    pub const fn new(code: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(code))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a post is stopped, in the words the JSON contract fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Names a councillor.
    CouncillorMention,
    /// Shows a councillor.
    CouncillorImage,
    /// Party-political content.
    PartyPolitical,
    /// Shares somebody's post again.
    Reshare,
    /// Quotes a councillor.
    Quote,
    /// Points readers to a councillor's account or profile.
    PromotesAccount,
    /// Names a candidate who is not a councillor.
    CandidateMention,
    /// Names another politician.
    PoliticianMention,
    /// Steers how people vote.
    SeeksToInfluenceVoters,
    /// Gives away somebody's private details.
    PersonalData,
    /// Swearing and slurs.
    Profanity,
    /// Something of it could not be read.
    Unreadable,
    /// A picture nobody has looked at.
    PictureUnexamined,
    /// The same post again.
    Repeated,
    /// Asks for money, signatures or support.
    Solicitation,
    /// A picture without alternative text.
    MissingAltText,
    /// From a tool or channel nobody has registered.
    UnregisteredChannel,
    /// Insults a person.
    Insult,
    /// A topic the council has set aside.
    Topic,
}

impl Reason {
    /// The word in the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CouncillorMention => "councillor-mention",
            Self::CouncillorImage => "councillor-image",
            Self::PartyPolitical => "party-political",
            Self::Reshare => "reshare",
            Self::Quote => "quote",
            Self::PromotesAccount => "promotes-account",
            Self::CandidateMention => "candidate-mention",
            Self::PoliticianMention => "politician-mention",
            Self::SeeksToInfluenceVoters => "seeks-to-influence-voters",
            Self::PersonalData => "personal-data",
            Self::Profanity => "profanity",
            Self::Unreadable => "unreadable",
            Self::PictureUnexamined => "picture-unexamined",
            Self::Repeated => "repeated",
            Self::Solicitation => "solicitation",
            Self::MissingAltText => "missing-alt-text",
            Self::UnregisteredChannel => "unregistered-channel",
            Self::Insult => "insult",
            Self::Topic => "topic",
        }
    }
}

/// One thing a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's code.
    pub rule: RuleCode,
    /// The rule's name, such as `councillor-named`.
    pub name: String,
    /// What kind of stop this is.
    pub reason: Reason,
    /// What the policy makes of it at this moment.
    pub decision: Decision,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// Where it stands.
    pub part: PartName,
    /// The first byte in the original part; null where a finding has no words (a picture).
    pub start: Option<usize>,
    /// One past the last byte in the original part; null where a finding has no words.
    pub end: Option<usize>,
    /// The original words, exactly; empty where a finding has no words.
    pub text: String,
    /// The reason as one would say it to a colleague.
    pub why: String,
    /// What its author could write instead.
    pub suggestion: String,
    /// The law, code or policy behind it, for this council's nation; where that is the council's own policy alone, the
    /// clause of it that asks for this first.
    pub source: Source,
    /// The clauses of the council's own policy behind it, beside the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy: Vec<Source>,
    /// The roster entry concerned: an id, never a name. An approval is compared by rule, part, words and person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}
