//! The one table of rights: which role may do what. Handlers are admitted by it and buttons are
//! drawn by it; within what scope is the role's own (`Role::scope_kind`), and what lies outside it
//! does not exist.

use super::role::Role::{
    self, Administrator, Auditor, BannerOfficer, Buyer, Organiser, Supplier, VillageTeam,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// One's own account: password, second factor, sessions.
    OwnAccount,
    /// The home of those who supply, buy or work in a village.
    SeeOwnHome,
    /// What one's own organisation says of itself.
    KeepProfile,
    /// Products of one's own: drafted, submitted, changed, withdrawn.
    OfferProducts,
    /// What the fair said to one's organisation, or to oneself.
    ReadMessages,
    /// For one's organisation, to an edition.
    ApplyToFair,
    /// Every application within one's scope.
    SeeApplications,
    /// What the banner says of an application: recommended, or not.
    RecommendApplications,
    /// What the organisers decide of one, and the public notice of all.
    DecideApplications,
    /// Enquiries to one's own organisation: read, answered, closed.
    AnswerEnquiries,
    /// Every product within one's scope, in every state.
    SeeProducts,
    ReviewProducts,
    /// Parties that ask to take part, within one's scope.
    SeeRegistrations,
    ReviewRegistrations,
    /// Every organisation within one's scope.
    SeeOrganisations,
    KeepOrganisations,
    /// Sheets that were brought, and what became of their rows.
    SeeImports,
    /// Exhibitors and products brought in as sheets: those who import are those who let through.
    ImportSheets,
    /// Editions in every state, their halls and who stands where.
    SeeEditions,
    /// An edition planned and moved along, its zones and booths drawn.
    RunEditions,
    /// Who gets which booth.
    AssignBooths,
    /// How many enquiries exhibitors have, and for how long visitors wait; neither who asks nor
    /// what.
    WatchEnquiries,
    /// The back office's first page.
    SeeDesk,
    /// Who may sign in, and what for.
    SeeUsers,
    GiveRights,
    /// Who did what. Not for those who give rights.
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

/// Whether the role may; what the table does not say, nobody may.
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
