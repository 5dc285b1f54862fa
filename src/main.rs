//! The `symderiv` command.

fn main() {}
