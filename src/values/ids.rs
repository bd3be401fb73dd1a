//! One type per kind of record, so that the id of a contract cannot be used for a product. Each
//! knows the path of its page, which is written nowhere else.

use serde::Serialize;
use std::{fmt, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $(=> $path:literal)?;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub i64);

        impl $name {
            $(pub fn path(self) -> String {
                format!(concat!($path, "/{}"), self.0)
            })?
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ();
            /// Plain digits only, so that one record has one address.
            fn from_str(text: &str) -> Result<Self, ()> {
                let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                let plain = digits && !text.starts_with('0');
                plain.then(|| text.parse().ok()).flatten().map(Self).ok_or(())
            }
        }
    )*};
}

ids! {
    EditionId;
    /// The order in which entries became known.
    JournalEntryId;
    ZoneId => "/admin/zones";
    BoothId => "/admin/booths";
    AssignmentId;
    OrganisationId => "/admin/organisations";
    SavedFilterId => "/admin/filters";
    BrandId => "/brands";
    TrademarkId => "/trademarks";
    ProductId => "/products";
    CertificationId => "/certifications";
    ExhibitorId => "/exhibitors";
    ExhibitId;
    EnquiryId => "/my/enquiries";
    OnsiteSaleId;
    OnsiteReportId => "/admin/sales";
    ProjectId => "/projects";
    AgreementId => "/agreements";
    ContractId => "/contracts";
    AmendmentId;
    ContractLineId;
    DeliveryId => "/deliveries";
    DeliveryLineId;
    PaymentId => "/payments";
    MessageId => "/my/messages";
    MailId;
    RegistrationId => "/admin/registrations";
    UserId => "/admin/users";
    FileId;
    PhotoId => "/photos";
    SessionId;
    ImportId => "/admin/imports";
}

/// A record as somebody saw it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<Id> {
    pub id: Id,
    /// The version that was shown.
    pub version: i32,
}

impl OrganisationId {
    /// The page of a buyer. A supplier has a page at an edition, as an exhibitor.
    pub fn buyer_path(self) -> String {
        format!("/buyers/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_one_address() {
        assert_eq!("12".parse(), Ok(ProductId(12)));
        for odd in ["", "012", "+12", "-1", "0", "1.0", "１２", "99999999999999999999", "1 "] {
            assert_eq!(odd.parse::<ProductId>(), Err(()), "{odd:?}");
        }
        assert_eq!(ProductId(12).path(), "/products/12");
    }
}
