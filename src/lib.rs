//! purdah: an election-period publishing guard for UK councils.

pub mod calendar;
pub mod council;
pub mod diagnostic;
pub mod guard;
pub mod lexicon;
pub mod post;
pub mod review;
pub mod roster;
pub mod text;
pub mod web;
