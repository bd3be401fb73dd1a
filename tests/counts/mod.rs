//! What is counted ahead stays what the records say, whatever happens to them and in whatever order; and
//! `farmfair verify` tells when it does not.

mod changes;
mod facets;
mod histories;
mod verify;
