//! purdah: an election-period publishing guard for UK councils.

pub mod audit;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod council;
pub mod crash;
pub mod delivery;
pub mod diagnostic;
pub mod documents;
pub mod guard;
pub mod lexicon;
pub mod listen;
pub mod node;
pub mod noticeboard;
pub mod platform;
pub mod post;
pub mod proxy;
pub mod review;
pub mod roster;
pub mod secrets;
pub mod serve;
pub mod store;
pub mod telemetry;
pub mod text;
pub mod web;
