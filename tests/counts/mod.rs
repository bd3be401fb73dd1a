//! What is counted ahead stays what the records say, whatever happens to them and in whatever
//! order; and `farmfair verify` tells when it does not.

pub mod changes;
mod facets;
pub mod histories;
mod verify;
