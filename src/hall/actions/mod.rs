//! The hall drawn, and its booths given out. Whoever writes takes the edition's lock first, so that
//! two who work on one hall come one after the other.

/// Carries a refusal out of an action.
macro_rules! allowed {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(refusal) => return Ok(Err(refusal)),
        }
    };
}

pub mod plan;
pub mod seats;
