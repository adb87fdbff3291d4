//! Everything that is tested from outside the library, in one binary.

mod calendar;
mod check;
mod config;
mod devset;
mod house;
mod judgement;
mod review;
mod rules;
mod town;
