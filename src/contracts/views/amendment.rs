//! An amendment beside what the contract says without it: as a form, and as it was signed.

mod beside;

pub use beside::{Group, groups};

use super::office::{Room, TypedLine, called};
use crate::{
    audit::views::Line,
    choices,
    contracts::{
        forms::amendment::{AmendmentForm, LineChangeForm},
        model::{
            amendment::{AmendmentRecord, Change, Version, VersionLine},
            rationale::Rationale,
            record::{ContractRecord, Followers},
            rights::ENTER_CONTRACTS,
        },
    },
    files::model::Scan,
    products::model::Category,
    promises::model::Promise,
    ui::crumbs::Crumbs,
    values::{
        amount::Amount,
        figure::Figure,
        quantity::{Unit, symbol},
        rung::{Contract, Purchase},
        share::percent,
    },
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use rust_decimal::Decimal;

/// `+64`, `−3`; `say` says how much it is.
fn signed(change: Decimal, say: impl Fn(&Decimal) -> String) -> String {
    let sign = if change.is_sign_negative() { "−" } else { "+" };
    format!("{sign}{}", say(&change.abs()))
}

/// `+12.8万元`; `None`: the amount stays.
fn grows_by(page: &Page, was: Amount<Contract>, now: Amount<Contract>) -> Option<String> {
    let by = (now - was).in_yuan();
    (!by.is_zero()).then(|| signed(by, |yuan| page.yuan(yuan)))
}

/// The amount of the contract in one of its versions, as a bar.
pub struct VersionBar {
    pub name: String,
    pub amount: Figure,
    /// Of the largest.
    pub width: String,
    pub day: String,
    /// Not in effect.
    pub is_ahead: bool,
}

/// As signed, and after each amendment that is not void. `next`: with the one being typed.
pub fn versions(
    page: &Page,
    record: &ContractRecord,
    amendments: &[AmendmentRecord],
    next: Option<Amount<Contract>>,
) -> Vec<VersionBar> {
    let bar = |name: String, amount: Amount<Contract>, day: String, is_ahead: bool| {
        (amount, VersionBar { name, amount: amount.figure(), width: String::new(), day, is_ahead })
    };
    let mut amount = record.signed_amount;
    let mut bars = vec![bar(
        page.t("原签", "As signed").to_string(),
        amount,
        page.day(&record.paper.signed_on),
        false,
    )];
    for one in amendments.iter().filter(|one| !one.is_void()).map(|one| &one.amendment) {
        amount = amount + one.amount_change;
        let from = page.day(&one.effective_on);
        let day = if page.zh() { format!("{from}起") } else { format!("from {from}") };
        bars.push(bar(called(page, one.ordinal), amount, day, one.effective_on > page.today));
    }
    if let Some(next) = next {
        bars.push(bar(page.t("这一份", "This one").to_string(), next, String::new(), true));
    }
    let most = bars.iter().map(|(amount, _)| amount.in_yuan()).max().unwrap_or_default();
    let drawn = |(amount, bar): (Amount<Contract>, VersionBar)| {
        let width = percent(amount.in_yuan().max(Decimal::ZERO), most).unwrap_or_default();
        VersionBar { width, ..bar }
    };
    bars.into_iter().map(drawn).collect()
}

/// What follows once it is in effect.
pub struct Then {
    pub amount: (Amount<Contract>, Amount<Contract>),
    /// What is left under the ceiling of the agreement; negative: contracts are over it.
    pub left: Option<(Decimal, Decimal)>,
    /// How much of the contract's amount was accepted.
    pub rate: Option<(String, String)>,
    pub accepted: Amount<Purchase>,
}

impl Then {
    pub fn new(
        before: Amount<Contract>,
        after: Amount<Contract>,
        room: Option<&Room>,
        accepted: Amount<Purchase>,
    ) -> Self {
        let left = room.and_then(|room| {
            let left = room.called.left_of(room.framework.terms.ceiling?);
            Some((left, left - (after - before).in_yuan()))
        });
        let rate = |of: Amount<Contract>| percent(accepted.in_yuan(), of.in_yuan());
        Self { amount: (before, after), left, rate: rate(before).zip(rate(after)), accepted }
    }
}

/// A line of the contract in the form.
pub struct LineRow<'a> {
    pub line: &'a VersionLine,
    pub unit: String,
    pub typed: LineChangeForm,
    pub quantity_change: Option<String>,
    pub price_change: Option<String>,
}

#[derive(Template)]
#[template(path = "contracts/office/amendment/edit.html")]
pub struct AmendmentEdit {
    pub page: Page,
    pub office: Office,
    pub crumbs: Crumbs,
    pub record: ContractRecord,
    pub before: Version,
    pub amendments: Vec<AmendmentRecord>,
    pub room: Option<Room>,
    pub followers: Followers,
    pub form: AmendmentForm,
    pub errors: Errors,
}

impl AmendmentEdit {
    fn action(&self) -> String {
        self.page.href(format!("{}/amendments", self.record.path()))
    }

    fn name(&self) -> String {
        called(&self.page, self.amendments.last().map_or(0, |one| one.amendment.ordinal) + 1)
    }

    /// As far as it can be read.
    fn change(&self) -> Change {
        self.form.readable(&self.before)
    }

    fn rows(&self) -> Vec<LineRow<'_>> {
        let change = self.change();
        let difference = |was: Decimal, now: Decimal| {
            (was != now).then(|| signed(now - was, |number| self.page.number(number)))
        };
        let row = |line| -> LineRow<'_> {
            let line: &VersionLine = line;
            let after = change.goods_of(line);
            let quantity = after.as_ref().map_or(Decimal::ZERO, |goods| goods.quantity);
            let price = after.as_ref().map_or(line.goods.unit_price, |goods| goods.unit_price);
            LineRow {
                line,
                unit: symbol(&line.goods.unit_code, self.page.lang).to_string(),
                typed: self.form.of(&line.id),
                quantity_change: difference(line.goods.quantity, quantity),
                price_change: difference(line.goods.unit_price, price),
            }
        };
        self.before.lines.iter().map(row).collect()
    }

    fn now_until(&self) -> String {
        format!("{} {}", self.page.t("现行", "now"), self.page.day(&self.before.ends_on))
    }

    fn now_allowed(&self) -> String {
        format!("{} {}%", self.page.t("现行", "now"), self.page.number(&self.before.tolerance))
    }

    fn not_before(&self) -> String {
        let since = self.page.day(&self.before.since);
        match self.page.zh() {
            true => format!("不早于上一版生效的 {since}"),
            false => format!("Not before {since}, when the version before it began"),
        }
    }

    fn lines(&self) -> Vec<TypedLine> {
        TypedLine::all(&self.form.added)
    }

    fn categories(&self) -> Vec<(&str, Vec<&'static Category>)> {
        Category::in_levels(self.page.lang)
    }

    fn units(&self) -> Vec<&'static Unit> {
        Unit::usual_first()
    }

    fn rationales(&self) -> Vec<(String, String)> {
        choices!(self.page, Rationale::ALL.iter().copied())
    }

    fn is_about(&self, code: &str) -> bool {
        self.form.ticked().iter().any(|one| one.code() == code)
    }

    fn after(&self) -> Amount<Contract> {
        self.before.amount + self.change().amount(&self.before)
    }

    fn grows_by(&self) -> Option<String> {
        grows_by(&self.page, self.before.amount, self.after())
    }

    fn versions(&self) -> Vec<VersionBar> {
        versions(&self.page, &self.record, &self.amendments, Some(self.after()))
    }

    fn then(&self) -> Then {
        let accepted = self.followers.accepted;
        Then::new(self.before.amount, self.after(), self.room.as_ref(), accepted)
    }
}

#[derive(Template)]
#[template(path = "contracts/office/amendment/show.html")]
pub struct AmendmentShow {
    pub page: Page,
    pub office: Office,
    pub crumbs: Crumbs,
    pub record: ContractRecord,
    pub amendment: AmendmentRecord,
    pub amendments: Vec<AmendmentRecord>,
    pub before: Version,
    pub after: Version,
    pub vouchers: Vec<Scan>,
    pub history: Vec<Line>,
    pub errors: Errors,
    pub photo_form: String,
    /// Instead of a reason to void it.
    pub reason: String,
}

impl AmendmentShow {
    fn name(&self) -> String {
        called(&self.page, self.amendment.amendment.ordinal)
    }

    fn path(&self) -> String {
        let ordinal = self.amendment.amendment.ordinal;
        self.page.href(format!("{}/amendments/{ordinal}", self.record.path()))
    }

    fn about(&self) -> String {
        let rationale = self.amendment.amendment.rationale.iter();
        let names: Vec<&str> = rationale.map(|one| one.name(self.page.lang)).collect();
        names.join(self.page.t("、", ", "))
    }

    fn groups(&self) -> Vec<Group> {
        groups(&self.page, &self.before, &self.after)
    }

    fn versions(&self) -> Vec<VersionBar> {
        versions(&self.page, &self.record, &self.amendments, None)
    }

    fn grows_by(&self) -> Option<String> {
        grows_by(&self.page, self.before.amount, self.after.amount)
    }

    fn may_enter(&self) -> bool {
        self.office.may(ENTER_CONTRACTS) && !self.amendment.is_void()
    }

    fn may_add_voucher(&self) -> bool {
        self.may_enter()
    }

    fn may_void(&self) -> bool {
        self.may_enter() && !self.record.is_void() && self.amendment.is_last
    }

    fn voucher_path(&self, scan: &Scan) -> String {
        self.page.href(scan.address(&format!("{}/files", self.office.viewer.home())))
    }
}
