#![doc = include_str!("picture_unexamined.md")]

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::policy::{Setting, When};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::post::{PartName, Picture};

/// CLR111: a picture nobody has looked at.
#[derive(Debug)]
pub struct PictureUnexamined;

static META: Meta = Meta {
    code: RuleCode::new("CLR111"),
    name: "picture-unexamined",
    title: "A picture nobody has looked at",
    reasons: &[Reason::PictureUnexamined],
    since: "0.1.0",
    default: Setting::flat(Decision::Hold, When::Pre),
    switches: &[],
    page: include_str!("picture_unexamined.md"),
    sources: sources::individuals,
};

impl Rule for PictureUnexamined {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.applies(&META.code) {
            return;
        }
        for (number, picture) in case.post.pictures.iter().enumerate() {
            let why = match picture {
                Picture::Unexamined => {
                    "Nobody has looked at this picture yet, and in a pre-election period it may not show a councillor \
                     or candidate."
                }
                Picture::Unreadable => "This picture could not be opened, so nobody can tell whom it shows.",
            };
            let remark = Remark {
                reason: Reason::PictureUnexamined,
                confidence: Confidence::Certain,
                why: why.to_owned(),
                suggestion:
                    "Look at the picture; approve it if no councillor, candidate or party material is in it."
                        .to_owned(),
                person: None,
            };
            found.add(&META, Spot::Whole(PartName::Picture(number)), remark);
        }
    }
}
