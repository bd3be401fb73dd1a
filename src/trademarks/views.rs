//! The views of trademarks, for owners and officers.

use super::{
    forms::TrademarkForm,
    model::{CLASSES, Claim, State, TrademarkRecord},
};
use crate::{
    choices, columns,
    files::model::Kept,
    products::model::selling::Branded,
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
#[template(path = "trademarks/mine.html")]
pub struct Mine {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub trademarks: Vec<TrademarkRecord>,
}

impl Mine {
    fn counted(&self) -> &str {
        let (zh, one, many) = COUNTED;
        self.page.counted(&self.list.total, zh, one, many)
    }

    fn placeholder(&self) -> &str {
        self.page.t("品牌或注册号", "Brand or number")
    }

    fn standing(&self, held: &TrademarkRecord) -> &str {
        standing(&self.page, held)
    }

    fn class_of(&self, claim: &Claim) -> String {
        class(&self.page, claim.class)
    }
}

pub const COUNTED: (&str, &str, &str) = ("件商标", "trademark", "trademarks");

fn class(page: &Page, class: i16) -> String {
    if page.zh() { format!("第 {class} 类") } else { format!("class {class}") }
}

/// A note on its dates, if one is needed.
fn standing<'a>(page: &'a Page, held: &TrademarkRecord) -> &'a str {
    if held.has_ended(&page.today) {
        page.t("已过期", "expired")
    } else if held.ends_soon(&page.today) {
        page.t("即将到期", "expires soon")
    } else {
        ""
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(page, ("state", "状态", "State"), counts, choices!(page, State::ALL.iter()));
    list.facet(
        page,
        ("class", "商品类别", "Class"),
        counts,
        CLASSES.map(|code| (code.to_string(), class(page, code))),
    );
}

#[derive(Template)]
#[template(path = "trademarks/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    /// `None`: a new one.
    pub held: Option<TrademarkRecord>,
    /// The trademark to be renewed.
    pub renewed: Option<TrademarkRecord>,
    pub form: TrademarkForm,
    /// The owner's brands, to choose from.
    pub brands: Vec<Branded>,
    /// A scan that came with a refused form, and need not be sent again.
    pub sent: Vec<Kept>,
    pub errors: Errors,
}

impl Edit {
    fn title(&self) -> String {
        match &self.held {
            None if self.renewed.is_some() => {
                self.page.t("续展商标", "Renew a trademark").to_string()
            }
            None => self.page.t("登记商标", "Add a trademark").to_string(),
            Some(held) => held.claim.brand.clone(),
        }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("商标", "Trademarks"), "/my/trademarks")
            .here(self.title())
    }

    fn action(&self) -> String {
        self.page.href(
            self.held
                .as_ref()
                .map_or_else(|| "/my/trademarks".to_string(), TrademarkRecord::own_path),
        )
    }

    /// A verified trademark is read-only.
    fn is_open(&self) -> bool {
        self.held.as_ref().is_none_or(|held| held.state != State::Verified)
    }

    /// The data that a next term keeps.
    fn fixed(&self) -> Option<&Claim> {
        let follows = self.held.as_ref().filter(|held| held.follows.is_some());
        self.renewed.as_ref().or(follows).map(|held| &held.claim)
    }

    fn class_of(&self, claim: &Claim) -> String {
        class(&self.page, claim.class)
    }

    fn has_scan(&self) -> bool {
        !self.sent.is_empty() || self.held.as_ref().is_some_and(|held| held.scan.is_some())
    }
}

/// Both versions, for the user who saved second. A next term differs only in its last day.
pub fn conflict(
    OfficePage { page, office }: OfficePage,
    kept: &TrademarkRecord,
    mine: &Claim,
    hidden: Vec<Value>,
) -> Conflict {
    let mut pairs = pairs(&page, &LABELS, values(&page, &kept.claim), values(&page, mine));
    pairs.retain(|pair| kept.follows.is_none() || pair.field == "expires_on");
    let crumbs = page
        .crumbs()
        .to(page.t("商标", "Trademarks"), "/my/trademarks")
        .here(page.t("两个版本", "Two versions"));
    Conflict {
        crumbs: Some(crumbs),
        title: ("这件商标已被他人修改", "Someone else has changed this trademark"),
        path: kept.own_path(),
        is_reviewed: true,
        hidden,
        pairs,
        page,
        office,
    }
}

const LABELS: [Label; 5] = [
    ("brand", "品牌", "Brand"),
    ("number", "注册号", "Registration number"),
    ("class", "商品类别", "Class"),
    ("registered_on", "注册日期", "Registered on"),
    ("expires_on", "有效期止", "Valid until"),
];

/// Each field as sent by the form, and as shown; in the order of the labels.
fn values(page: &Page, claim: &Claim) -> [Value; 5] {
    [
        plain(&claim.brand),
        plain(&claim.number),
        (claim.class.to_string(), class(page, claim.class)),
        plain(claim.registered_on.to_string()),
        plain(claim.expires_on.to_string()),
    ]
}

/// The columns for reviewers.
pub const COLUMNS: &[Column<TrademarkRecord>] = columns! { TrademarkRecord;
    "brand" "品牌" "Brand" |_, held| Cell::Link(held.claim.brand.clone(), held.admin_path());
    "number" "注册号" "Number" |_, held| Cell::text(&held.claim.number);
    "class" "类别" "Class" |page, held| Cell::Text(class(page, held.claim.class));
    "owner" "主体" "Owner" |_, held| Cell::text(&held.organisation);
    "registered" "注册日期" "Registered on" |_, held| Cell::text(held.claim.registered_on.to_string());
    "until" "有效期止" "Valid until" |_, held| Cell::text(held.claim.expires_on.to_string());
    "standing" "有效性" "Validity" |page, held| Cell::text(standing(page, held));
    "state" "状态" "State"
        |page, held| Cell::State(held.state.pill(), held.state.name(page.lang).to_string());
};

pub static WORDS: Words = Words {
    approval: "verification",
    approve: ("与注册证相符，核验通过", "Matches the registration: verify"),
    revocation: ("撤销核验", "Revoke verification"),
    why: ("撤销原因", "Reason for revoking"),
    hint: (
        "例如：商标已被撤销。公开页面立即不再注明注册商标，持有人会看到原因",
        "For example: the trademark was cancelled. It is no longer shown as registered; the owner will see the reason",
    ),
    revoke: ("撤销核验", "Revoke verification"),
};

/// For reviewers.
#[derive(Template)]
#[template(path = "trademarks/facts.html")]
pub struct Facts<'a> {
    pub page: &'a Page,
    pub held: &'a TrademarkRecord,
}

impl Facts<'_> {
    fn class_of(&self, claim: &Claim) -> String {
        class(self.page, claim.class)
    }
}
