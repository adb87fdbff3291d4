//! Everything that is tested from outside the library, in one binary.

#![cfg(test)]

mod audit;
mod calendar;
mod check;
mod config;
mod devset;
mod house;
mod review;
mod rules;
mod store;
mod town;
