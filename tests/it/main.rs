//! Everything that is tested from outside the library, in one binary.

mod calendar;
mod check;
mod config;
mod devset;
mod house;
mod mastodon;
mod passage;
mod review;
mod rules;
mod support;
mod town;
