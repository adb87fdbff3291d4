//! Everything that is tested from outside the library, in one binary.

mod api;
mod browser;
mod calendar;
mod check;
mod config;
mod desk;
mod devset;
mod house;
mod review;
