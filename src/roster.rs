//! People and offices.
