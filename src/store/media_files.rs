//! Media as files.
