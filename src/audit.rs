//! The record: one event per transition, one line of canonical JSON per event, one tree per council.
//!
//! A line is RFC 8785 JSON with `v, council, seq, at, actor, kind, post, commitment, rulebook, data`; it holds no
//! content and no names. Lines are the leaves of an RFC 9162 tree ([`tree`]); its head is handed out as a C2SP
//! signed checkpoint ([`checkpoint`]). Whoever keeps one head aside can tell later whether anything up to it was
//! changed ([`mod@verify`]). Content is committed to, not written down: see [`event::commitment`].
//!
//! Nothing here reads a clock, makes randomness or touches a store.
#![deny(clippy::disallowed_methods)]

pub mod checkpoint;
pub mod event;
pub mod tree;
pub mod verify;

pub use checkpoint::{Checkpoint, NoteSigner, VerifierKey};
pub use event::{Event, NewEvent};
pub use tree::{Frontier, Hash, TreeHead};
pub use verify::{Fault, Report, Verifier, verify};
