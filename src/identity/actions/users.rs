//! Granting and revoking rights; passwords.

mod inviting;
mod own;
mod rights;

pub use inviting::{Invited, invite, invite_administrator, invite_again, take_up};
pub use own::{change_email, change_password, end_session};
pub use rights::{change_role, remove_second_factor, rename, set_disabled};

use chrono::Duration;

/// An invitation is valid for this long.
pub const INVITATION_LASTS: Duration = Duration::hours(72);
