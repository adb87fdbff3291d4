//! Everything that is tested from outside the library, in one binary.

mod api;
mod audit;
mod browser;
mod calendar;
mod check;
mod config;
mod crash;
mod desk;
mod devset;
mod house;
mod judgement;
mod process;
mod review;
mod rules;
mod store;
mod town;
