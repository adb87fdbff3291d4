//! Words with a sense.
