//! Who may do what.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Organiser, Supplier},
};

/// Enquiries to the user's organisation: read, answered, closed.
pub const ANSWER_ENQUIRIES: Right = Right::new("AnswerEnquiries", &[Supplier]);
/// The number of enquiries of each exhibitor, and how long visitors wait; neither the visitors
/// nor the content.
pub const WATCH_ENQUIRIES: Right =
    Right::new("WatchEnquiries", &[BannerOfficer, Organiser, Auditor]);
/// Told on the desk which exhibitors let visitors wait.
pub const REMIND_EXHIBITORS: Right = Right::new("RemindExhibitors", &[BannerOfficer, Organiser]);
