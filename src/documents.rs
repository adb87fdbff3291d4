//! The documents a judgement stands on, and the world they make.
//!
//! A calendar, a roster, a lexicon, a policy, and what `purdah.toml` says of the council are documents.
//! `check` reads them from files each time; `serve` keeps every version in the store ([`crate::node`]).

mod built;
pub mod disarmed;
mod document;
mod files;
mod look;
pub mod named;
mod pieces;
mod profile;

pub use built::{Built, disarmed_by, of_world, roster_queries, world, world_as_far};
pub use document::{COUNCIL, Document, DocumentKind, digest};
pub use files::{Missing, bytes_of, read};
pub use look::{Look, look};
pub use profile::{named_by, of_the_council, policy};
