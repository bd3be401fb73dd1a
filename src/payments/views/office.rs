//! Payments of those who make them, who receive them, and of the office.

use crate::{
    audit::views::Line,
    choices, columns,
    deliveries::model::reach::Reach,
    files::model::Scan,
    identity::model::saved::SavedFilter,
    payments::{
        forms::shares::SharesForm,
        model::{
            owed::Owed,
            record::{Listed, PaymentRecord, Stage},
            rights::{ENTER_OWN_PAYMENTS, ENTER_PAYMENTS},
        },
        views::pour::Pour,
    },
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::{
        facet::FacetCounts,
        ids::{DeliveryId, PaymentId},
    },
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

/// The page of a payment, below the user's own pages or the office.
pub fn path(office: &Office, id: PaymentId) -> String {
    format!("{}{}", office.viewer.home(), id.path())
}

pub(super) fn list_path(office: &Office) -> String {
    format!("{}/payments", office.viewer.home())
}

pub(super) fn crumbs(page: &Page, office: &Office) -> Crumbs {
    page.crumbs().to(page.t("付款", "Payments"), list_path(office))
}

pub(super) fn may_enter(office: &Office) -> bool {
    office.may(ENTER_PAYMENTS) || office.may(ENTER_OWN_PAYMENTS)
}

fn state(page: &Page, listed: &Listed) -> (&'static str, String) {
    let (pill, stage) = match (listed.is_void, listed.prepaid()) {
        (true, _) => ("pill pill--off", Stage::Void),
        (false, Some(_)) => ("pill pill--wait", Stage::Prepaid),
        (false, None) => ("pill", Stage::Divided),
    };
    (pill, stage.name(page.lang).to_string())
}

pub const COLUMNS: &[Column<Listed>] = columns! { Listed;
    "number" "凭证号" "Voucher number"
        |_, row| Cell::Link(row.number.clone(), format!("/admin{}", row.id.path()));
    "state" "状态" "State" |page, row| { let (pill, name) = state(page, row); Cell::State(pill, name) };
    "paid" "付款日" "Paid on" |_, row| Cell::text(row.paid_on.to_string());
    "buyer" "采购方" "Buyer" |_, row| Cell::text(&row.buyer);
    "supplier" "供货方" "Supplier" |_, row| Cell::text(&row.supplier);
    "amount" "付款金额（元）" "Paid (yuan)" |_, row| Cell::Number(row.amount.in_yuan());
    "prepaid" "其中预付（元）" "Of it prepaid (yuan)"
        |_, row| match row.prepaid() {
            Some(rest) => Cell::Number(rest.in_yuan()),
            None => Cell::text(""),
        };
};

#[derive(Template)]
#[template(path = "payments/office/index.html")]
pub struct OfficeIndex {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub payments: Vec<Listed>,
    pub saved: Vec<SavedFilter>,
}

impl OfficeIndex {
    fn table(&self) -> Table<'_> {
        let caption = self.page.t("付款", "Payments");
        Table::new(&self.page, caption, COLUMNS, &self.payments).with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "笔付款", "payment", "payments")
    }

    fn placeholder(&self) -> &str {
        self.page.t("凭证号或对方名称", "Voucher number or party")
    }

    /// The office has a table, the parties have slips.
    fn is_of_office(&self) -> bool {
        self.office.has_desk()
    }

    fn may_enter(&self) -> bool {
        may_enter(&self.office)
    }

    fn at(&self, below: &str) -> String {
        self.page.href(format!("{}{below}", self.office.viewer.home()))
    }

    fn path(&self, listed: &Listed) -> String {
        self.page.href(path(&self.office, listed.id))
    }

    fn state(&self, listed: &Listed) -> (&'static str, String) {
        state(&self.page, listed)
    }

    /// The other side.
    fn other<'a>(&self, listed: &'a Listed) -> &'a str {
        match Reach::of(&self.office.viewer) {
            Reach::Buyer(_) => &listed.supplier,
            _ => &listed.buyer,
        }
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts, has_banners: bool) {
    let stages = choices!(page, Stage::ALL.iter().copied());
    list.facet(page, ("stage", "状态", "State"), counts, stages);
    if has_banners {
        list.facet(
            page,
            ("banner", "供货方旗区", "Supplier's banner"),
            counts,
            page.banner_choices(),
        );
    }
    list.given(page, "contract", Some(page.t("一份合同项下", "under one contract").to_string()));
}

/// A payment with what may be done with it.
#[derive(Template)]
#[template(path = "payments/office/show.html")]
pub struct OfficeShow {
    pub page: Page,
    pub office: Office,
    pub record: PaymentRecord,
    pub vouchers: Vec<Scan>,
    pub history: Vec<Line>,
    /// What the prepaid rest may be divided among.
    pub owed: Vec<Owed>,
    pub shares: SharesForm,
    pub errors: Errors,
    /// The code of the form that brings a scan.
    pub photo_form: String,
    /// Instead of a reason.
    pub reason: String,
}

impl OfficeShow {
    fn crumbs(&self) -> Crumbs {
        crumbs(&self.page, &self.office).here(&self.record.number)
    }

    fn path(&self) -> String {
        self.page.href(path(&self.office, self.record.id))
    }

    fn may_enter(&self) -> bool {
        may_enter(&self.office) && !self.record.is_void()
    }

    fn may_add_voucher(&self) -> bool {
        self.may_enter()
    }

    fn may_divide(&self) -> bool {
        self.may_enter() && self.record.has_prepaid()
    }

    fn shares(&self) -> &SharesForm {
        &self.shares
    }

    fn pour(&self) -> Pour {
        Pour::new(&self.page, self.record.prepaid().in_yuan(), self.shares.sum())
    }

    fn delivery_path(&self, id: &DeliveryId) -> String {
        self.page.href(format!("{}{}", self.office.viewer.home(), id.path()))
    }

    fn voucher_path(&self, scan: &Scan) -> String {
        self.page.href(scan.address(&format!("{}/files", self.office.viewer.home())))
    }
}
