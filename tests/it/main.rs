//! Everything that is tested from outside the library, in one binary.

mod devset;
mod calendar;
mod check;
mod config;
mod house;
mod review;
mod audit;
mod store;
