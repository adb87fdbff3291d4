//! Everything that is tested from outside the library, in one binary.

#![cfg(test)]

mod api;
mod audit;
mod browser;
mod calendar;
mod changes;
mod check;
mod clients;
mod config;
mod crash;
mod desk;
mod faults;
mod handbook;
mod house;
mod judgement;
mod mastodon;
mod passage;
mod policies;
mod process;
mod review;
mod rules;
mod side_rules;
mod store;
mod support;
mod timetable;
mod town;
