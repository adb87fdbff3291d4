#![doc = include_str!("missing_alt_text.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::post::PartName;

/// CLR306: a picture without alternative text.
#[derive(Debug)]
pub struct MissingAltText;

static META: Meta = Meta {
    code: RuleCode::new("CLR306"),
    name: "missing-alt-text",
    title: "A picture without alternative text",
    reasons: &[Reason::MissingAltText],
    since: "0.1.0",
    default: Setting::flat(Decision::Allow, When::Year),
    switches: &[],
    page: include_str!("missing_alt_text.md"),
    sources: sources::accessibility,
};

impl Rule for MissingAltText {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        for number in 0..case.post.pictures.len() {
            let alt = case.post.part(PartName::AltText(number));
            if alt.is_some_and(|part| part.text.contains(char::is_alphanumeric)) {
                continue;
            }
            let remark = Remark {
                reason: Reason::MissingAltText,
                confidence: Confidence::Certain,
                why: "This picture has no alternative text: some readers do not learn what it shows, and the guard \
                      cannot tell who is in it."
                    .to_owned(),
                suggestion: "Describe what matters in the picture, and who is in it.".to_owned(),
                person: None,
            };
            found.add(&META, Spot::Whole(PartName::Picture(number)), remark);
        }
    }
}
