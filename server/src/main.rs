//! The `investmap` binary.
fn main() {}
