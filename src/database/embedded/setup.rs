//! What a running server is made of.

use super::{folder::Folder, installation::Installation, user::User};

/// Whether a power cut may lose writes. `Throwaway` is for tests only: fsync, full_page_writes and
/// synchronous_commit are off, so a kill of Postgres may lose the last half second too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    Durable,
    Throwaway,
}

/// What stays the same across postmasters.
pub(super) struct Setup {
    pub folder: Folder,
    pub installation: Installation,
    pub user: User,
    pub durability: Durability,
}
