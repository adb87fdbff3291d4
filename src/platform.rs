//! What the guard needs to know of a platform: what is a post and what is a read, how to answer, how to deliver,
//! how to read back.
//!
//! A platform is a module of functions with the same names. The passage calls them in the order of its walk;
//! delivery calls [`mastodon::deliver`] and its neighbours.

pub mod courier;
pub mod mastodon;
