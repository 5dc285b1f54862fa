//! placeholder
/// x
#[derive(Debug)]
pub struct ReplayError;
