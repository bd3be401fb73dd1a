//! Several records decided at once.

mod selection;
