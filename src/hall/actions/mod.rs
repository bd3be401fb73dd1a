//! The hall drawn, and its booths given out. Whoever writes takes the edition's lock first, so that two who work on
//! one hall come one after the other.

pub mod plan;
pub mod seats;
