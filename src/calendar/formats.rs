//! The files a calendar is read from.
