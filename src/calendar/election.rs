//! An election as a file states it, and the period that follows.
