//! Who may do what with deliveries.

use crate::identity::model::{
    permissions::Right,
    role::Role::{Auditor, BannerOfficer, Buyer, Organiser, Supplier, VillageTeam},
};

/// An officer sees the deliveries credited to the own banner.
pub const SEE_DELIVERIES: Right = Right::new("SeeDeliveries", &[BannerOfficer, Organiser, Auditor]);
/// Recorded and accepted for others, disputes decided, errors put right.
pub const ENTER_DELIVERIES: Right = Right::new("EnterDeliveries", &[BannerOfficer, Organiser]);
/// Those of the own organisation; a village team sees the lines of its village.
pub const SEE_OWN_DELIVERIES: Right =
    Right::new("SeeOwnDeliveries", &[Supplier, Buyer, VillageTeam]);
/// Recorded by those who send the goods.
pub const SEND_OWN_GOODS: Right = Right::new("SendOwnGoods", &[Supplier, VillageTeam]);
/// Accepted by those who buy them.
pub const ACCEPT_OWN_GOODS: Right = Right::new("AcceptOwnGoods", &[Buyer]);
