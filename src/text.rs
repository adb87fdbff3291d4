//! What a reader sees, folded for matching.
