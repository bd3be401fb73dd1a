//! Drawing the hall and allocating its booths. Every write locks the edition first, so that two
//! people who work on one hall come one after the other.

pub mod plan;
pub mod seats;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such zone, booth, exhibitor or edition")]
    NotFound,
    /// The fair is over: its floor plan and its booths are final.
    #[error("the fair is over")]
    Over,
    /// A zone or a booth has this code already.
    #[error("{0} is there already")]
    AlreadyExists(String),
    /// These booths are in the way.
    #[error("in the way: {0:?}")]
    Overlaps(Vec<String>),
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Conflict,
    /// A zone with booths, a booth with a history.
    #[error("in use")]
    InUse,
    /// The booth is taken, or the exhibitor has a booth already, or the state has changed since it
    /// was shown.
    #[error("taken, or no longer as it was seen")]
    WrongState,
    /// Only approved exhibitors get a booth.
    #[error("not approved")]
    NotApproved,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}
