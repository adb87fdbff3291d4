//! What a council may set about rules.

use serde::{Deserialize, Serialize};

use crate::guard::decision::Decision;
use crate::guard::rule::meta::Answer;

/// A switch's value as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SwitchValue {
    /// `true` or `false`.
    Flag(bool),
    /// A word.
    Word(String),
}

impl SwitchValue {
    /// As a word: `true`, `hold`.
    pub fn written(&self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Word(word) => word.clone(),
        }
    }
}

/// The switches of the rules, as values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Switches {
    /// What is done with the civic Mayor in role while standing in the election of the period.
    pub mayor_standing: Decision,
    /// How far a ward's by-election reaches.
    pub by_election_scope: ByElectionScope,
    /// Only councillors who stand are covered.
    pub candidates_only: bool,
    /// Outside a period too, a post that names a councillor waits until somebody has seen the written permission.
    pub ask_permission: bool,
    /// For so many hours the same words on the same channel are a repeat.
    pub repeat_within: u32,
}

/// How far a ward's by-election reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ByElectionScope {
    /// Its candidates anywhere, its members, and any member in connection with the ward.
    Ward,
    /// Like an election of the whole council.
    Whole,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            mayor_standing: Decision::Hold,
            by_election_scope: ByElectionScope::Ward,
            candidates_only: false,
            ask_permission: false,
            repeat_within: 24,
        }
    }
}

impl Switches {
    /// A switch's value, as it is written.
    pub fn value(&self, answer: Answer) -> String {
        match answer {
            Answer::MayorStanding => self.mayor_standing.as_str().to_owned(),
            Answer::ByElectionScope => match self.by_election_scope {
                ByElectionScope::Ward => "ward".to_owned(),
                ByElectionScope::Whole => "whole".to_owned(),
            },
            Answer::CandidatesOnly => self.candidates_only.to_string(),
            Answer::Permission => if self.ask_permission { "ask" } else { "no" }.to_owned(),
            Answer::RepeatWithin => format!("{}h", self.repeat_within),
        }
    }
}
