//! The frame of the pages for signed-in users: the user, the last action, the navigation.

use super::{flash::Flash, navigation::Item, page::Page};
use crate::identity::model::{Viewer, permissions::Action};

#[derive(Debug, Clone)]
pub struct Office {
    pub viewer: Viewer,
    pub said: Option<Flash>,
}

/// The entries of the rail, and who sees them.
const PLACES: &[(&str, &str, &str, Action)] = &[
    ("今天", "Today", "/admin", Action::SeeDesk),
    ("我的", "Home", "/my", Action::SeeOwnHome),
    ("资料", "Profile", "/my/profile", Action::SeeOwnHome),
    ("我的产品", "My products", "/my/products", Action::OfferProducts),
    ("证书", "Certificates", "/my/certifications", Action::OfferProducts),
    ("商标", "Trademarks", "/my/trademarks", Action::OfferProducts),
    ("参展报名", "Applications", "/my/applications", Action::ApplyToFair),
    ("消息", "Messages", "/my/messages", Action::ReadMessages),
    ("询价", "Enquiries", "/my/enquiries", Action::AnswerEnquiries),
    ("参展报名", "Applications", "/admin/applications", Action::SeeApplications),
    ("产品", "Products", "/admin/products", Action::SeeProducts),
    ("证书", "Certificates", "/admin/certifications", Action::SeeProducts),
    ("商标", "Trademarks", "/admin/trademarks", Action::SeeProducts),
    ("主体", "Organisations", "/admin/organisations", Action::SeeOrganisations),
    ("登记", "Registrations", "/admin/registrations", Action::SeeRegistrations),
    ("导入", "Import", "/admin/imports", Action::SeeImports),
    ("届次与展位", "Editions and booths", "/admin/editions", Action::SeeEditions),
    ("询价", "Enquiries", "/admin/enquiries", Action::WatchEnquiries),
    ("用户", "Users", "/admin/users", Action::SeeUsers),
    ("审计记录", "Audit trail", "/admin/audit", Action::ReadTrail),
    ("账户", "Account", "/account", Action::OwnAccount),
];

impl Office {
    pub fn may(&self, action: Action) -> bool {
        self.viewer.may(action)
    }

    /// Whether the user has a desk with its search.
    pub fn has_desk(&self) -> bool {
        self.may(Action::SeeDesk)
    }

    /// The pages that this user may open.
    pub fn rail(&self, page: &Page) -> Vec<Item> {
        let is_root = |path: &str| path == "/admin" || path == "/my";
        let is_here = |path: &str| {
            page.path == path || (!is_root(path) && page.path.starts_with(&format!("{path}/")))
        };
        let item = |(zh, en, path, _): &(&str, &str, &str, Action)| Item {
            label: page.t(zh, en).to_string(),
            href: page.href(path),
            icon: "",
            current: is_here(path),
        };
        PLACES.iter().filter(|(.., action)| self.may(*action)).map(item).collect()
    }
}
