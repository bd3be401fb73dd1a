//! Deliveries of those who send them, who accept them, and of the office.

use crate::{
    audit::views::Line,
    choices, columns,
    deliveries::model::{
        DeliveryState,
        reach::Reach,
        record::{DeliveryRecord, Listed, Part, Stage},
        rights::{ACCEPT_OWN_GOODS, ENTER_DELIVERIES, SEE_OWN_DELIVERIES, SEND_OWN_GOODS},
    },
    files::model::Scan,
    identity::model::saved::SavedFilter,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::{facet::FacetCounts, ids::DeliveryId},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

impl DeliveryState {
    pub fn pill(self) -> &'static str {
        match self {
            Self::Planned | Self::Shipped => "pill pill--wait",
            Self::Disputed => "pill pill--bad",
            Self::Rejected => "pill pill--off",
            Self::Accepted | Self::PartlyAccepted => "pill",
        }
    }
}

/// The page of a delivery, below the user's own pages or the office.
pub fn path(office: &Office, id: DeliveryId) -> String {
    format!("{}{}", office.viewer.home(), id.path())
}

pub(super) fn list_path(office: &Office) -> String {
    format!("{}/deliveries", office.viewer.home())
}

pub(super) fn crumbs(page: &Page, office: &Office) -> Crumbs {
    page.crumbs().to(page.t("到货", "Deliveries"), list_path(office))
}

fn may_send(office: &Office) -> bool {
    office.may(SEND_OWN_GOODS) || office.may(ENTER_DELIVERIES)
}

fn may_accept(office: &Office) -> bool {
    office.may(ACCEPT_OWN_GOODS) || office.may(ENTER_DELIVERIES)
}

/// A void one says so, whatever its goods are.
fn state(page: &Page, listed: &Listed) -> (&'static str, String) {
    if listed.is_void {
        return ("pill pill--off", page.t("作废", "Void").to_string());
    }
    (listed.state().pill(), listed.state().name(page.lang).to_string())
}

pub const COLUMNS: &[Column<Listed>] = columns! { Listed;
    "number" "到货单号" "Number"
        |_, row| Cell::Link(row.number.clone(), format!("/admin{}", row.id.path()));
    "state" "状态" "State" |page, row| { let (pill, name) = state(page, row); Cell::State(pill, name) };
    "planned" "预计到货" "Due on" |_, row| Cell::text(row.planned_on.to_string());
    "shipped" "发货日" "Shipped on"
        |_, row| Cell::maybe(row.shipped_on.map(|day| day.to_string()));
    "goods" "货物" "Goods" |_, row| Cell::text(row.goods.join("、"));
    "supplier" "供货方" "Supplier" |_, row| Cell::text(&row.supplier);
    "buyer" "采购方" "Buyer" |_, row| Cell::text(&row.buyer);
    "contract" "合同" "Contract" |_, row| Cell::maybe(row.contract.as_ref());
    "banner" "归属旗区" "Credited banner"
        |page, row| Cell::text(page.banner_name(&row.banner_code));
    "accepted" "验收金额（元）" "Accepted (yuan)" |_, row| Cell::Number(row.accepted.in_yuan());
};

#[derive(Template)]
#[template(path = "deliveries/office/index.html")]
pub struct OfficeIndex {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub deliveries: Vec<Listed>,
    pub saved: Vec<SavedFilter>,
}

impl OfficeIndex {
    fn table(&self) -> Table<'_> {
        let caption = self.page.t("到货", "Deliveries");
        Table::new(&self.page, caption, COLUMNS, &self.deliveries).with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "车货", "delivery", "deliveries")
    }

    fn placeholder(&self) -> &str {
        self.page.t("到货单号或合同编号", "Delivery or contract number")
    }

    /// The office has a table, the parties have slips.
    fn is_of_office(&self) -> bool {
        self.office.has_desk()
    }

    fn may_send(&self) -> bool {
        may_send(&self.office)
    }

    fn new_path(&self) -> String {
        self.page.href(format!("{}/new", list_path(&self.office)))
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
    list.facet(page, ("stage", "要做的", "To do"), counts, stages);
    if has_banners {
        list.facet(page, ("banner", "归属旗区", "Credited banner"), counts, page.banner_choices());
    }
    list.given(page, "contract", Some(page.t("一份合同项下", "under one contract").to_string()));
}

/// A delivery with what may be done with it.
#[derive(Template)]
#[template(path = "deliveries/office/show.html")]
pub struct OfficeShow {
    pub page: Page,
    pub office: Office,
    pub record: DeliveryRecord,
    pub vouchers: Vec<Scan>,
    pub history: Vec<Line>,
    pub errors: Errors,
    /// The code of the form that brings a photo.
    pub photo_form: String,
    pub shipped_on: String,
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

    fn state(&self) -> (&'static str, &str) {
        match self.record.is_void() {
            true => ("pill pill--off", self.page.t("作废", "Void")),
            false => (self.record.state().pill(), self.record.state().name(self.page.lang)),
        }
    }

    fn is_public(&self) -> bool {
        !self.record.is_void() && self.record.shipped_on.is_some()
    }

    fn sees_households(&self) -> bool {
        Reach::of(&self.office.viewer).sees_households()
    }

    fn contract_path(&self) -> Option<String> {
        let contract = self.record.contract.as_ref()?;
        let root = if self.office.has_desk() { "/admin" } else { "" };
        Some(self.page.href(format!("{root}{}", contract.id.path())))
    }

    fn may_accept(&self) -> bool {
        may_accept(&self.office) && self.record.has_open() && !self.is_own_entry()
    }

    /// Nobody accepts what he entered.
    fn is_own_entry(&self) -> bool {
        self.record.is_entered_by(self.office.viewer.user)
    }

    /// The viewer would accept it, had he not entered it.
    fn is_kept_from_accepting(&self) -> bool {
        may_accept(&self.office) && self.record.has_open() && self.is_own_entry()
    }

    fn may_ship(&self) -> bool {
        may_send(&self.office) && self.record.is_planned()
    }

    fn may_void(&self) -> bool {
        may_send(&self.office) && !self.record.is_void() && self.record.is_untouched()
    }

    fn may_settle(&self) -> bool {
        self.office.may(SEE_OWN_DELIVERIES) && !self.record.is_void()
    }

    fn may_correct(&self) -> bool {
        self.office.may(ENTER_DELIVERIES) && !self.record.is_void()
    }

    fn may_add_voucher(&self) -> bool {
        (may_send(&self.office) || may_accept(&self.office))
            && !self.record.is_void()
            && self.record.shipped_on.is_some()
    }

    fn disputed(&self) -> Vec<&Part> {
        self.record.parts.iter().filter(|part| part.is_disputed()).collect()
    }

    fn decided(&self) -> Vec<&Part> {
        let is_decided = |part: &&Part| part.decided_on.is_some() || part.refused.is_some();
        self.record.parts.iter().filter(is_decided).collect()
    }

    /// The other side made it, so this one may agree.
    fn may_agree(&self, part: &Part) -> bool {
        let side = Reach::of(&self.office.viewer).side();
        part.offer.as_ref().zip(side).is_some_and(|(offer, side)| offer.side != side)
    }

    fn line_path(&self, part: &Part) -> String {
        format!("{}/lines/{}", self.path(), part.id)
    }

    fn voucher_path(&self, scan: &Scan) -> String {
        self.page.href(scan.address(&format!("{}/files", self.office.viewer.home())))
    }
}
