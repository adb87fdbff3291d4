//! What was read in one part.

use std::collections::BTreeSet;
use std::ops::Range;

use super::accounts::AccountHit;
use super::mention::Mention;
use super::parties::hit::PartyHit;
use super::passage::Passage;
use super::side::SideHit;
use super::stretches::Covered;
use crate::guard::index::Index;
use crate::post::PartName;
use crate::text::{Reading, Token, Tokens};

/// What was read in one part.
#[derive(Debug)]
pub struct PartScan<'a> {
    /// The part.
    pub name: PartName,
    pub(super) reading: Reading<'a>,
    pub(super) tokens: Tokens,
    /// Who is named.
    pub mentions: Vec<Mention>,
    /// Accounts, pages and sites.
    pub accounts: Vec<AccountHit>,
    /// Parties in the sense of the party.
    pub parties: Vec<PartyHit>,
    /// Party-political passages.
    pub political: Vec<Passage>,
    /// Passages that steer a vote.
    pub steering: Vec<Passage>,
    /// What the year-round side rules look for.
    pub side: Vec<SideHit>,
    /// Restricted wards it speaks of.
    pub wards: BTreeSet<String>,
    /// It is a plain list of who stands: names and parties in it are information.
    pub is_candidate_list: bool,
    /// The holder of a civic office is in politics in it: blames or praises those who govern, takes sides, stands.
    pub mayor_in_politics: bool,
}

impl PartScan<'_> {
    /// The original bytes of some words.
    pub fn span(&self, words: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.tokens.list.get(at).map(Token::range);
        match (place(words.start), place(words.end.saturating_sub(1))) {
            (Some(first), Some(last)) => self.original(first.start..last.end),
            _ => 0..0,
        }
    }

    /// Leaves only what stands in some original bytes.
    pub(super) fn keep_within(&mut self, changed: &[Range<usize>]) {
        // They stand in the order of the text: the first that ends behind a span's beginning is the only one to ask.
        let touches = |span: &Range<usize>| {
            let first = changed.partition_point(|part| part.end <= span.start);
            changed.get(first).is_some_and(|part| part.start < span.end)
        };
        let kept = |scan: &Self, words: &Range<usize>| touches(&scan.span(words));
        let mentions = std::mem::take(&mut self.mentions);
        self.mentions = mentions.into_iter().filter(|mention| kept(self, &mention.words)).collect();
        let parties = std::mem::take(&mut self.parties);
        self.parties = parties.into_iter().filter(|party| kept(self, &party.words)).collect();
        let political = std::mem::take(&mut self.political);
        self.political = political.into_iter().filter(|passage| kept(self, &passage.words)).collect();
        let steering = std::mem::take(&mut self.steering);
        self.steering = steering.into_iter().filter(|passage| kept(self, &passage.words)).collect();
        let side = std::mem::take(&mut self.side);
        self.side = side.into_iter().filter(|hit| kept(self, &hit.words)).collect();
        let accounts = std::mem::take(&mut self.accounts);
        self.accounts =
            accounts.into_iter().filter(|account| touches(&self.original(account.folded.clone()))).collect();
    }

    /// Of the terms that are everyday words unless somebody disguised them, leaves those that stand in a disguise.
    pub(super) fn keep_disguised(&mut self, index: &Index, disguises: &[Range<usize>]) {
        let everyday = &index.everyday;
        let side = std::mem::take(&mut self.side);
        let counts = |hit: &SideHit| {
            let span = self.span(&hit.words);
            let in_disguise = || disguises.iter().any(|part| part.start < span.end && span.start < part.end);
            !everyday[hit.group as usize].disguised || in_disguise()
        };
        self.side = side.into_iter().filter(counts).collect();
    }

    /// The words of its party-political passages.
    pub fn political_words(&self) -> Covered {
        Covered::by(self.political.iter().map(|passage| passage.words.clone()))
    }

    /// The words that name somebody.
    pub fn naming_words(&self) -> Covered {
        Covered::by(self.mentions.iter().map(|mention| mention.words.clone()))
    }

    /// Its words.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// A stretch of the folded text.
    pub fn words(&self, folded: &Range<usize>) -> &str {
        self.reading.folded().get(folded.clone()).unwrap_or_default()
    }

    /// The original bytes of a stretch of the folded text.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        self.reading.original(folded)
    }
}
