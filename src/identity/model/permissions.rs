//! The one table of rights: which role may do what. The guard and the buttons both use it. The
//! scope belongs to the role (`Role::scope_kind`); a record outside it does not exist for the user.

use super::role::Role::{
    self, Administrator, Auditor, BannerOfficer, Buyer, Organiser, Supplier, VillageTeam,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// The user's own account: password, second factor, sessions.
    OwnAccount,
    /// The start page of suppliers, buyers and village teams.
    SeeOwnHome,
    /// The profile of the user's own organisation.
    KeepProfile,
    /// The user's own products: drafted, submitted, changed, withdrawn.
    OfferProducts,
    /// Messages to the user or the user's organisation.
    ReadMessages,
    /// Applications of the user's organisation to an edition.
    ApplyToFair,
    /// Every application within the scope.
    SeeApplications,
    /// The decision of the banner: recommended, or declined.
    RecommendApplications,
    /// The decision of the organisers, and the public notice.
    DecideApplications,
    /// Enquiries to the user's organisation: read, answered, closed.
    AnswerEnquiries,
    /// Every product within the scope, in every state.
    SeeProducts,
    ReviewProducts,
    /// Registrations within the scope.
    SeeRegistrations,
    ReviewRegistrations,
    /// Every organisation within the scope.
    SeeOrganisations,
    KeepOrganisations,
    /// Imported sheets, and the results of their rows.
    SeeImports,
    /// Import of exhibitors and products: those who import also approve.
    ImportSheets,
    /// Editions in every state, their floor plans and booth allocation.
    SeeEditions,
    /// An edition planned and moved to its next state, its zones and booths drawn.
    RunEditions,
    /// Booth allocation.
    AssignBooths,
    /// The number of enquiries of each exhibitor, and how long visitors wait; neither the visitors
    /// nor the content.
    WatchEnquiries,
    /// The back office's first page.
    SeeDesk,
    /// The list of users and their rights.
    SeeUsers,
    GiveRights,
    /// The audit trail. Not for those who grant rights.
    ReadTrail,
}

const EVERYONE: &[Role] = Role::ALL;

const TABLE: &[(Action, &[Role])] = &[
    (Action::OwnAccount, EVERYONE),
    (Action::SeeOwnHome, &[Supplier, Buyer, VillageTeam]),
    (Action::KeepProfile, &[Supplier, Buyer]),
    (Action::OfferProducts, &[Supplier]),
    (Action::ReadMessages, &[Supplier, Buyer, VillageTeam]),
    (Action::ApplyToFair, &[Supplier]),
    (Action::SeeApplications, &[BannerOfficer, Organiser, Auditor]),
    (Action::RecommendApplications, &[BannerOfficer, Organiser]),
    (Action::DecideApplications, &[Organiser]),
    (Action::AnswerEnquiries, &[Supplier]),
    (Action::SeeProducts, &[BannerOfficer, Organiser, Auditor]),
    (Action::ReviewProducts, &[BannerOfficer, Organiser]),
    (Action::SeeRegistrations, &[BannerOfficer, Organiser, Auditor]),
    (Action::ReviewRegistrations, &[BannerOfficer, Organiser]),
    (Action::SeeOrganisations, &[BannerOfficer, Organiser, Auditor]),
    (Action::KeepOrganisations, &[BannerOfficer, Organiser]),
    (Action::SeeImports, &[BannerOfficer, Organiser, Auditor]),
    (Action::ImportSheets, &[BannerOfficer, Organiser]),
    (Action::SeeEditions, &[BannerOfficer, Organiser, Auditor]),
    (Action::RunEditions, &[Organiser]),
    (Action::AssignBooths, &[Organiser]),
    (Action::WatchEnquiries, &[BannerOfficer, Organiser, Auditor]),
    (Action::SeeDesk, &[BannerOfficer, Organiser, Auditor, Administrator]),
    (Action::SeeUsers, &[Auditor, Administrator]),
    (Action::GiveRights, &[Administrator]),
    (Action::ReadTrail, &[Auditor]),
];

/// Whether the role has the right; a right that is not in the table belongs to nobody.
pub fn may(role: Role, action: Action) -> bool {
    TABLE.iter().any(|(of, roles)| *of == action && roles.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_gives_rights_does_not_read_the_trail() {
        for role in Role::ALL {
            assert!(!(may(*role, Action::GiveRights) && may(*role, Action::ReadTrail)), "{role:?}");
        }
    }

    #[test]
    fn an_auditor_changes_nothing() {
        let changing = [
            Action::GiveRights,
            Action::ReviewProducts,
            Action::OfferProducts,
            Action::KeepProfile,
            Action::ReviewRegistrations,
            Action::KeepOrganisations,
            Action::AnswerEnquiries,
            Action::ImportSheets,
            Action::RunEditions,
            Action::AssignBooths,
            Action::ApplyToFair,
            Action::RecommendApplications,
            Action::DecideApplications,
        ];
        for action in changing {
            assert!(!may(Auditor, action), "{action:?}");
        }
    }

    #[test]
    fn each_action_stands_once() {
        for (n, (action, _)) in TABLE.iter().enumerate() {
            assert!(TABLE[..n].iter().all(|(other, _)| other != action), "{action:?}");
        }
    }
}
