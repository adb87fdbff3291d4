//! Media as chunks.
