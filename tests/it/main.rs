//! Everything that is tested from outside the library, in one binary.

#![cfg(test)]

mod api;
mod audit;
mod browser;
mod calendar;
mod calendar_covering;
mod calendar_ics;
mod calendar_limits;
mod calendar_lists;
mod calendar_load;
mod calendar_show;
mod candidacies;
mod changes;
mod check;
mod clients;
mod config;
mod corpus;
mod crash;
mod desk;
mod evasions;
mod faults;
mod glance;
mod handbook;
mod house;
mod judgement;
mod mastodon;
mod neutral;
mod passage;
mod people;
mod policies;
mod politics;
mod process;
mod review;
mod roster_formats;
mod rules;
mod side_rules;
mod store;
mod support;
mod swearing;
mod timetable;
mod timetable_command;
mod town;
