//! Mastodon, and servers that speak its API.
//!
//! | step of the walk | module |
//! |---|---|
//! | is it a read, a write to judge, or unknown | [`routes`] |
//! | what do its parameters say | [`params`], [`mod@write`] |
//! | what does it refer to | [`look`] |
//! | what is its client told | [`answer`] |
//! | publishing what was approved | [`deliver`] |
//! | is it there | [`readback`], [`scheduled`] |

pub mod account;
pub mod answer;
pub mod api;
pub mod deliver;
pub mod look;
pub mod params;
pub mod readback;
pub mod routes;
pub mod scheduled;
mod seen;
pub mod upload;
pub mod write;
