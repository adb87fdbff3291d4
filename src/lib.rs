//! purdah: an election-period publishing guard for UK councils.

pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod council;
pub mod diagnostic;
pub mod documents;
pub mod guard;
pub mod lexicon;
pub mod post;
pub mod review;
pub mod roster;
pub mod text;
