//! The integration tests, in one binary.

mod devset;
mod devset;
