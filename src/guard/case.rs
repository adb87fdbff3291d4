//! One post as the rules see it: read once, looked at by every rule.

use chrono::{DateTime, Utc};

use crate::guard::finding::RuleCode;
use crate::guard::policy::When;
use crate::guard::rulebook::Rulebook;
use crate::guard::standing::Standing;
use crate::post::Post;

/// A post, how things stand, and what was read in it.
#[derive(Debug)]
pub struct Case<'a> {
    /// The post.
    pub post: &'a Post,
    /// The rulebook.
    pub book: &'a Rulebook,
    /// The periods in force.
    pub standing: Standing<'a>,
}

impl<'a> Case<'a> {
    /// Reads a post.
    pub fn open(post: &'a Post, when: DateTime<Utc>, book: &'a Rulebook) -> Self {
        let standing = Standing::at(when, &book.world().calendar, book.world().policy.switches());
        Self { post, book, standing }
    }

    /// Whether a rule has anything to say at this moment.
    pub fn applies(&self, rule: &RuleCode) -> bool {
        let setting = self.book.world().policy.setting(rule);
        setting.is_some_and(|setting| setting.when == When::Year || self.standing.in_period())
    }
}
