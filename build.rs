//! Embeds the pages' assets.

fn main() {}
