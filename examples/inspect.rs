//! Prints the report of an inspection.
fn main() {}
