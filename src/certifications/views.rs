//! The views of certificates, for holders and officers.

use super::{
    forms::CertificateForm,
    model::{CertificationRecord, Claim, State},
};
use crate::{
    audit::views::Line,
    choices, columns,
    files::model::Kept,
    products::model::{Scheme, Validity, selling::SupplierProduct},
    reviews::views::Words,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column},
    },
    values::facet::FacetCounts,
    web::{
        conflict::{Conflict, Label, Value, pairs, plain},
        forms::Errors,
        office::{Office, OfficePage},
        page::Page,
    },
};
use askama::Template;

#[derive(Template)]
#[template(path = "certifications/mine.html")]
pub struct Mine {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub certificates: Vec<CertificationRecord>,
}

impl Mine {
    fn counted(&self) -> &str {
        let (zh, one, many) = COUNTED;
        self.page.counted(&self.list.total, zh, one, many)
    }

    fn placeholder(&self) -> &str {
        self.page.t("证书编号", "Number")
    }

    fn standing(&self, held: &CertificationRecord) -> &str {
        standing(&self.page, held)
    }

    fn may_renew(&self, held: &CertificationRecord) -> bool {
        held.state == State::Verified && held.claim.valid_to.is_some() && !held.is_renewed
    }
}

pub const COUNTED: (&str, &str, &str) = ("张证书", "certificate", "certificates");

/// A note on its dates, if one is needed.
fn standing<'a>(page: &'a Page, held: &CertificationRecord) -> &'a str {
    match held.validity(&page.today) {
        Validity::NotYet => page.t("尚未生效", "not yet valid"),
        Validity::Expired => page.t("已过期", "expired"),
        Validity::Valid if held.ends_soon(&page.today) => page.t("即将到期", "expires soon"),
        Validity::Valid => "",
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(page, ("state", "状态", "State"), counts, choices!(page, State::ALL.iter()));
    list.facet(
        page,
        ("scheme", "认证类型", "Certification scheme"),
        counts,
        choices!(page, Scheme::ALL.iter()),
    );
}

#[derive(Template)]
#[template(path = "certifications/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    /// `None`: a new one.
    pub held: Option<CertificationRecord>,
    pub form: CertificateForm,
    pub products: Vec<SupplierProduct>,
    /// A scan that came with a refused form, and need not be sent again.
    pub sent: Vec<Kept>,
    pub errors: Errors,
    pub history: Vec<Line>,
}

impl Edit {
    fn title(&self) -> String {
        match &self.held {
            None if !self.form.renews.is_empty() => {
                self.page.t("续展证书", "Renew a certificate").to_string()
            }
            None => self.page.t("登记证书", "Add a certificate").to_string(),
            Some(held) => held.claim.number.clone(),
        }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("证书", "Certificates"), "/my/certifications")
            .here(self.title())
    }

    fn action(&self) -> String {
        self.page.href(
            self.held
                .as_ref()
                .map_or_else(|| "/my/certifications".to_string(), CertificationRecord::own_path),
        )
    }

    /// A verified certificate is read-only.
    fn is_open(&self) -> bool {
        self.held.as_ref().is_none_or(|held| !held.is_verified())
    }

    fn may_be_removed(&self) -> bool {
        self.held.as_ref().is_some_and(|held| !held.is_verified() && !held.is_renewed)
    }

    fn has_scan(&self) -> bool {
        !self.sent.is_empty() || self.held.as_ref().is_some_and(|held| held.scan.is_some())
    }
}

/// Both versions, for the user who saved second.
pub fn conflict(
    OfficePage { page, office }: OfficePage,
    kept: &CertificationRecord,
    mine: &Claim,
    products: &[SupplierProduct],
    hidden: Vec<Value>,
) -> Conflict {
    let (was, now) = (values(&page, &kept.claim, products), values(&page, mine, products));
    let crumbs = page
        .crumbs()
        .to(page.t("证书", "Certificates"), "/my/certifications")
        .here(page.t("两个版本", "Two versions"));
    Conflict {
        crumbs: Some(crumbs),
        title: ("这张证书已被他人修改", "Someone else has changed this certificate"),
        path: kept.own_path(),
        is_reviewed: true,
        hidden,
        pairs: pairs(&page, &LABELS, was, now),
        page,
        office,
    }
}

const LABELS: [Label; 6] = [
    ("scheme", "认证类型", "Certification scheme"),
    ("number", "证书编号", "Number"),
    ("issuer", "发证机构", "Issuer"),
    ("valid_from", "有效期起", "Valid from"),
    ("valid_to", "有效期止", "Valid until"),
    ("products", "证书覆盖的产品", "Products covered"),
];

/// Each field as sent by the form, and as shown; in the order of the labels.
fn values(page: &Page, claim: &Claim, offered: &[SupplierProduct]) -> [Value; 6] {
    let named = offered
        .iter()
        .filter(|product| claim.products.contains(&product.id))
        .map(|product| product.offer.name.as_str());
    let ids: Vec<String> = claim.products.iter().map(ToString::to_string).collect();
    [
        (claim.scheme.code().to_string(), claim.scheme.name(page.lang).to_string()),
        plain(&claim.number),
        plain(&claim.issuer),
        plain(claim.valid_from.to_string()),
        plain(claim.valid_to.map(|day| day.to_string()).unwrap_or_default()),
        (ids.join(" "), named.collect::<Vec<_>>().join(page.t("、", ", "))),
    ]
}

/// The columns for reviewers.
pub const COLUMNS: &[Column<CertificationRecord>] = columns! { CertificationRecord;
    "number" "编号" "Number" |_, held| Cell::Link(held.claim.number.clone(), held.admin_path());
    "scheme" "认证类型" "Certification scheme" |page, held| Cell::text(held.claim.scheme.name(page.lang));
    "holder" "主体" "Holder" |_, held| Cell::text(&held.organisation);
    "products" "证书覆盖的产品" "Products covered"
        |page, held| Cell::Text(held.product_names.join(page.t("、", ", ")));
    "issuer" "发证机构" "Issuer" |_, held| Cell::text(&held.claim.issuer);
    "from" "有效期起" "Valid from" |_, held| Cell::text(held.claim.valid_from.to_string());
    "until" "有效期止" "Valid until"
        |page, held| {
            let for_good = page.t("长期", "no expiry").to_string();
            Cell::Text(held.claim.valid_to.map_or(for_good, |day| day.to_string()))
        };
    "standing" "有效性" "Validity" |page, held| Cell::text(standing(page, held));
    "state" "状态" "State"
        |page, held| Cell::State(held.state.pill(), held.state.name(page.lang).to_string());
};

pub static WORDS: Words = Words {
    approval: "verification",
    approve: ("与原件相符，核验通过", "Matches the original: verify"),
    revocation: ("撤销核验", "Revoke verification"),
    why: ("撤销原因", "Reason for revoking"),
    hint: (
        "例如：发证机构已注销此证。认证标志立即停止显示，持有人会看到原因",
        "For example: cancelled by the issuer. The badge is removed at once; the holder will see the reason",
    ),
    revoke: ("撤销核验", "Revoke verification"),
};

/// For reviewers.
#[derive(Template)]
#[template(path = "certifications/facts.html")]
pub struct Facts<'a> {
    pub page: &'a Page,
    pub held: &'a CertificationRecord,
}
