//! The list of signed projects and the project's page.

use super::model::{ProjectDetails, ProjectType, Row, Stage, StageRow, deal::PartyFault};
use crate::{
    agreements, choices, contracts,
    indicators::model::Sums,
    organisations::model::{OrganisationKind, Side},
    ui::{
        ladder::Ladder,
        lists::{Listing, PageLink},
    },
    values::{
        amount::Amount,
        facet::FacetCounts,
        lang::Lang,
        rung::{Contract, Framework, Intent, Purchase},
    },
    web::{forms::Errors, page::Page},
};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "projects/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub rows: Vec<Row>,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("项目、编号、供货方或采购方", "Title, number, supplier or buyer")
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "项", "project", "projects")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(
        page,
        ("type", "类型", "Type"),
        counts,
        choices!(page, ProjectType::ALL.iter().copied()),
    );
    let live = ("live".to_string(), page.t("现行（未失效）", "Current (not lapsed)").to_string());
    list.facet(
        page,
        ("stage", "阶段", "Stage"),
        counts,
        std::iter::once(live).chain(choices!(page, Stage::ALL.iter().copied())),
    );
    list.facet(page, ("banner", "归属旗区", "Credited banner"), counts, page.banner_choices());
    list.facet(
        page,
        ("buyer_kind", "采购方类别", "Kind of buyer"),
        counts,
        choices!(page, OrganisationKind::of_side(Side::Buyer)),
    );
    let renewals = [("no", "非续签", "new"), ("yes", "续签往届", "renewals")];
    let renewals = renewals.map(|(code, zh, en)| (code.to_string(), page.t(zh, en).to_string()));
    list.facet(page, ("renewal", "续签", "Renewal"), counts, renewals);
    list.sum = Some(Amount::<Intent>::fen(counts.get("fen", "")).figure());
    list.sum_note = renewal_note(page, counts);
}

/// The renewals beside a total over editions, which are not new money.
fn renewal_note(page: &Page, counts: &FacetCounts) -> Option<String> {
    let fen = counts.get("renewal_fen", "");
    let is_all_renewal = page.query.get("renewal").is_some();
    let amount = Amount::<Intent>::fen(fen).say(page.lang).line();
    (fen > 0 && !is_all_renewal).then(|| match page.zh() {
        true => format!("其中续签 {amount}，不是新增金额"),
        false => format!("of which renewals {amount}, not new money"),
    })
}

#[derive(Template)]
#[template(path = "projects/show.html")]
pub struct Show {
    pub page: Page,
    pub project: ProjectDetails,
    pub ladder: Ladder,
    pub looks: Vec<Look>,
    pub stages: Vec<StageRow>,
    pub agreements: Vec<agreements::model::Row>,
    pub contracts: Vec<contracts::model::Row>,
}

/// The later steps of a project on one day, by effective days: past reviews do not change.
pub struct FollowUp {
    pub day: NaiveDate,
    pub frameworks: i64,
    pub framework: Option<Amount<Framework>>,
    pub contract: Option<Amount<Contract>>,
    pub purchase: Option<Amount<Purchase>>,
    pub stage: Option<Stage>,
}

impl FollowUp {
    /// `stages` in the order in which they were reached.
    pub fn new(day: NaiveDate, sums: &Sums, stages: &[StageRow]) -> Self {
        Self {
            day,
            frameworks: sums.frameworks,
            framework: (sums.frameworks > sums.open_ceilings).then_some(sums.framework),
            contract: (sums.contracts > 0).then_some(sums.contract),
            purchase: (sums.deliveries > 0).then_some(sums.purchase),
            stage: stages.iter().rfind(|row| row.effective_on <= day).map(|row| row.stage),
        }
    }
}

/// One of the five reviews of a project.
pub struct Look {
    pub after: u64,
    pub seen: FollowUp,
    /// Days until it is due, where it is not yet.
    pub due_in: Option<i64>,
    pub is_latest: bool,
}

impl Show {
    /// The project's records of a later step, as of the day of a review.
    fn seen(&self, list: &str, look: &Look) -> String {
        format!("{list}&project={}&as_of={}", self.project.id, look.seen.day)
    }

    fn edition_name(&self) -> String {
        self.page
            .site
            .edition(self.project.edition_id)
            .map_or(String::new(), |edition| edition.short_name(self.page.lang))
    }

    fn edition_path(&self) -> String {
        self.page
            .site
            .edition(self.project.edition_id)
            .map_or("/fairs".into(), |edition| edition.path())
    }

    fn edition_query(&self) -> String {
        self.page
            .site
            .edition(self.project.edition_id)
            .map_or(String::new(), |edition| format!("?edition={}", edition.ordinal))
    }
}

/// Why a party cannot take part, beside its field.
pub fn party_errors(page: &Page, side: Side, name: &str, fault: PartyFault) -> Errors {
    let (field, label) = match side {
        Side::Supplier => ("supplier", page.t("供货方", "Supplier")),
        Side::Buyer => ("buyer", page.t("采购方", "Buyer")),
    };
    let gap = if page.zh() { "" } else { " " };
    let message = format!("{name}{gap}{}", fault.says(page.lang));
    Errors::one(field, label, message)
}
