//! The shapes of the API.

mod decision;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::guard::verdict::Verdict;
use crate::post::Content;
use crate::review::approval::Signed;
use crate::review::{Ground, Slot, State, Submission};
use crate::store::Decided;

pub(crate) use decision::DecisionBody;

/// A post as the API shows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostBody {
    /// Its id; ids sort by arrival.
    #[schema(value_type = String, format = "uuid")]
    id: String,
    /// The short reference people use.
    #[schema(example = "G-7K3QZP")]
    reference: String,
    /// Where it stands.
    #[schema(example = "held")]
    state: &'static str,
    /// Of a held post: why it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "judged")]
    because: Option<&'static str>,
    /// Of a post returned, rejected or parked: the reason a person gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Of a held post: the first of the two signatures of an emergency release.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_signature: Option<FirstSignatureBody>,
    /// Of an approved post, and of one that is going out: its approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    approval: Option<ApprovalBody>,
    /// Of a published post: where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<PublishedBody>,
    /// Of a post the platform refused: a code, such as `http-422`.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    /// From 1; goes up when its author changes it.
    version: u32,
    /// The hash a decision must carry.
    content_hash: String,
    /// Everything delivery would send.
    #[schema(value_type = Object)]
    content: Content,
    /// The latest judgement.
    #[schema(value_type = VerdictBody)]
    verdict: Verdict,
    /// What people decided about it, oldest first, with their reasons.
    decisions: Vec<DecisionBody>,
    /// The slot its author asked for; null = at once.
    slot: Option<DateTime<Utc>>,
    /// When the guard received it.
    received_at: DateTime<Utc>,
    /// When it last changed.
    changed_at: DateTime<Utc>,
    /// Its page at the desk.
    desk: String,
}

/// The first of two signatures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FirstSignatureBody {
    /// The slot asked for: the second person has to ask for the same.
    #[schema(value_type = SlotBody)]
    slot: Slot,
    /// When.
    at: DateTime<Utc>,
}

/// A live approval.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalBody {
    /// On what ground.
    #[schema(value_type = GroundBody)]
    ground: Ground,
    /// For when.
    #[schema(value_type = SlotBody)]
    slot: Slot,
    /// Released by the council's only officer, who is an author.
    sole_officer: bool,
}

/// Where a published post is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PublishedBody {
    /// The platform's id.
    platform_id: String,
    /// Where the public sees it, if the platform said.
    url: Option<String>,
    /// When delivery learnt of it.
    at: DateTime<Utc>,
    /// Found by reading the account back.
    read_back: bool,
}

impl PostBody {
    /// A post with what was decided about it, and the origin people reach the desk at.
    pub(crate) fn of(post: Submission, decided: Vec<Decided>, desk_origin: &str) -> Self {
        let mut body = Self {
            id: post.id.to_string(),
            desk: format!("{desk_origin}/posts/{}", post.reference),
            reference: post.reference.to_string(),
            state: post.state.name().as_str(),
            because: None,
            reason: None,
            first_signature: None,
            approval: None,
            published: None,
            failure: None,
            version: post.version,
            content_hash: post.content_hash.to_string(),
            content: post.content,
            verdict: post.verdict,
            decisions: decided.into_iter().map(Into::into).collect(),
            slot: post.slot,
            received_at: post.received_at,
            changed_at: post.changed_at,
        };
        match post.state {
            State::Held { because, first_signature } => {
                body.because = Some(because.as_str());
                body.first_signature =
                    first_signature.map(|first| FirstSignatureBody { slot: first.slot, at: first.by.at });
            }
            State::Returned { by } | State::Rejected { by } | State::Parked { by } => {
                body.reason = Some(by.reason);
            }
            State::Failed { approval, code, .. } => {
                body.approval = Some(ApprovalBody::of(&approval));
                body.failure = Some(code);
            }
            State::Approved { approval }
            | State::Releasing { approval, .. }
            | State::Unknown { approval, .. } => {
                body.approval = Some(ApprovalBody::of(&approval));
            }
            State::Published { platform_id, url, at, read_back } => {
                body.published = Some(PublishedBody { platform_id, url, at, read_back });
            }
            State::Allowed { .. } | State::Blocked | State::Withdrawn | State::Expired => {}
        }
        body
    }
}

impl ApprovalBody {
    fn of(approval: &crate::review::Approval) -> Self {
        let sole_officer = matches!(approval.signed, Signed::NotRestricted { sole_officer: true, .. });
        Self { ground: approval.signed.ground(), slot: approval.slot, sole_officer }
    }
}

/// The version a caller saw when it decided.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeenBody {
    /// The hash it sent.
    pub(crate) content_hash: String,
    /// The version of this post with that hash; null if it never had one.
    pub(crate) version: Option<u32>,
    /// What that version said; null if this post never said anything of that hash.
    #[schema(value_type = Option<Object>)]
    pub(crate) content: Option<Content>,
}

/// A page of held posts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldBody {
    /// Oldest first.
    pub(crate) posts: Vec<PostBody>,
    /// The `after` of the next page; null when this is the last.
    pub(crate) next: Option<String>,
}

/// Letting a post out.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ApproveBody {
    /// The hash of the content that was read.
    pub(crate) content_hash: String,
    /// Why it may go out.
    #[schema(value_type = GroundBody)]
    pub(crate) ground: Ground,
    /// For when.
    #[schema(value_type = SlotBody)]
    pub(crate) slot: Slot,
    /// In a few words; kept with the decision.
    pub(crate) reason: String,
}

/// Keeping a post from going out.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DeclineBody {
    /// The hash of the content that was read.
    pub(crate) content_hash: String,
    /// In a few words; kept with the decision.
    pub(crate) reason: String,
}

/// A post to be judged. A field that is not listed is an error.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes crate::post::jsonl::Line, which the pure core keeps free of OpenAPI")]
pub(crate) struct CheckBody {
    /// The caller's own id; given back in the verdict.
    id: Option<String>,
    /// The words.
    text: Option<String>,
    /// A content warning.
    content_warning: Option<String>,
    /// Alternative texts: text alone. A post has pictures only where `images` is given.
    alt_texts: Option<Vec<String>>,
    /// Addresses linked to.
    links: Option<Vec<String>>,
    /// The titles their cards show.
    link_titles: Option<Vec<String>>,
    /// Answers of a poll.
    poll_options: Option<Vec<String>>,
    /// The author shared again: a handle or a profile address.
    reshare_of: Option<String>,
    /// The author answered: a handle or a profile address.
    reply_to: Option<String>,
    /// When it is to be public; absent = now. Without an offset, London time.
    #[schema(example = "2027-04-20T09:30")]
    at: Option<String>,
    /// The channel it is meant for, as `purdah.toml` names it; absent = one that is registered.
    channel: Option<String>,
    /// When the same words last went out on that channel, RFC 3339.
    same_words_at: Option<String>,
    /// Names of pictures: only how many there are counts here.
    images: Option<Vec<String>>,
}

/// A judgement.
#[derive(Debug, ToSchema)]
#[expect(
    dead_code,
    reason = "describes crate::guard::verdict::Verdict, which the pure core keeps free of OpenAPI"
)]
pub(crate) struct VerdictBody {
    /// The version of this shape: 1.
    v: u8,
    /// Of `POST /api/v1/check`: the caller's own id.
    id: Option<String>,
    /// `allow`, `hold` or `block`.
    #[schema(example = "hold")]
    decision: String,
    /// Why it is stopped, without repeats.
    reasons: Vec<String>,
    /// The original words that stop it.
    matched: Vec<String>,
    /// Every finding, at most 100 a part.
    findings: Vec<FindingBody>,
    /// How many findings were left out for being too many in their part; absent = none.
    findings_left_out: Option<usize>,
    /// The pre-election periods in force at the moment judged for.
    periods: Vec<PeriodBody>,
    /// The digest of the rulebook that judged.
    rulebook: String,
}

/// One thing a rule found.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes crate::guard::finding::Finding")]
pub(crate) struct FindingBody {
    /// The rule's code.
    #[schema(example = "CLR101")]
    rule: String,
    /// The rule's name.
    name: String,
    /// What kind of stop this is.
    reason: String,
    /// What it leads to.
    decision: String,
    /// `possible`, `likely` or `certain`.
    confidence: String,
    /// Where it stands.
    #[schema(example = "poll_options[1]")]
    part: String,
    /// The first byte in the original part; null for a picture.
    start: Option<usize>,
    /// One past the last byte; null for a picture.
    end: Option<usize>,
    /// The original words.
    text: String,
    /// The reason as one would say it to a colleague.
    why: String,
    /// What its author could write instead.
    suggestion: String,
    /// The law, code or policy behind it.
    source: SourceBody,
    /// The clauses of the council's own policy behind it; absent where it has none.
    policy: Option<Vec<SourceBody>>,
}

/// What a finding cites.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes crate::guard::source::Source")]
pub(crate) struct SourceBody {
    /// The name of the Act, code or policy.
    title: String,
    /// The section, paragraph or clause.
    clause: String,
    /// Where it can be read.
    url: String,
}

/// A pre-election period.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes crate::guard::verdict::PeriodInForce")]
pub(crate) struct PeriodBody {
    /// The election's id.
    election: String,
    /// RFC 3339, by London's clocks.
    starts: String,
    /// RFC 3339, by London's clocks.
    ends: String,
    /// The wards it covers; null = the whole area.
    wards: Option<Vec<String>>,
    /// Counted over a year with no bank holidays loaded.
    provisional: bool,
}

/// Why a held post may go out: `not-restricted` (the machine misjudged, or an exemption applies) or `emergency`
/// (restricted, going out anyway; two people sign).
#[derive(Debug, ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "describes crate::review::Ground")]
pub(crate) enum GroundBody {
    NotRestricted,
    Emergency,
}

/// When an approved post goes out.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "describes crate::review::Slot")]
pub(crate) enum SlotBody {
    Now,
    Original,
    AfterPeriod,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use utoipa::{PartialSchema, openapi};

    use super::*;
    use crate::guard::finding::{Confidence, Finding, Reason, RuleCode};
    use crate::guard::source::Source;
    use crate::guard::verdict::{Decision, PeriodInForce};
    use crate::post::PartName;

    fn fields_of(schema: openapi::RefOr<openapi::Schema>) -> BTreeSet<String> {
        match schema {
            openapi::RefOr::T(openapi::Schema::Object(object)) => object.properties.into_keys().collect(),
            _ => BTreeSet::new(),
        }
    }

    fn fields(value: &serde_json::Value) -> BTreeSet<String> {
        value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
    }

    #[test]
    fn the_documented_verdict_has_the_fields_a_verdict_has() {
        let finding = Finding {
            rule: RuleCode::new("CLR101"),
            name: "councillor-named".into(),
            reason: Reason::CouncillorMention,
            decision: Decision::Hold,
            confidence: Confidence::Certain,
            part: PartName::Text,
            start: None,
            end: None,
            text: String::new(),
            why: String::new(),
            suggestion: String::new(),
            source: Source { title: String::new(), clause: String::new(), url: String::new() },
            policy: vec![Source { title: String::new(), clause: String::new(), url: String::new() }],
            person: None,
        };
        let period = PeriodInForce {
            election: String::new(),
            starts: String::new(),
            ends: String::new(),
            wards: None,
            provisional: false,
        };
        let verdict = Verdict {
            v: 1,
            decision: Decision::Hold,
            reasons: vec![],
            matched: vec![],
            findings: vec![finding],
            findings_left_out: 3,
            periods: [period].into(),
            rulebook: "".into(),
        };
        let mut value = serde_json::to_value(&verdict).unwrap();
        value["id"] = "m1".into();
        assert_eq!(fields(&value), fields_of(VerdictBody::schema()));
        assert_eq!(fields(&value["findings"][0]), fields_of(FindingBody::schema()));
        assert_eq!(fields(&value["findings"][0]["source"]), fields_of(SourceBody::schema()));
        assert_eq!(fields(&value["periods"][0]), fields_of(PeriodBody::schema()));
    }
}
