//! Orders, goods and money of contract lines, side by side.

use super::office::may_enter;
use crate::{
    choices,
    http::problem::Problem,
    payments::model::three_way::{
        Between, Finding, Line, MOST_CONTRACTS, Settled, ThreeWay, Verdict,
    },
    ui::lists::{Listing, PageLink, Paging, Position},
    values::{
        amount::Amount,
        facet::{FacetCount, FacetCounts},
        rung::{Contract, Payment, Purchase},
        share::percent,
    },
    web::{forms::Errors, office::Office, page::Page, query::Query},
};
use askama::Template;
use rust_decimal::Decimal;

/// The contracts of a page.
const PAGE: i64 = 20;

/// Each line with what is found about it.
pub struct Compared(Vec<(ThreeWay, Vec<Findings>)>);

/// Of one line, the first to be looked into before the rest.
type Findings = Vec<Finding>;

fn is_of(findings: &Findings, verdict: Verdict) -> bool {
    findings.iter().any(|finding| finding.verdict() == verdict)
}

impl Compared {
    pub fn new(contracts: Vec<ThreeWay>) -> Self {
        let found = |contract: ThreeWay| {
            let findings = contract.lines.iter().map(|line| contract.findings(line)).collect();
            (contract, findings)
        };
        Self(contracts.into_iter().map(found).collect())
    }

    /// There may be more contracts than were compared.
    fn is_cut(&self) -> bool {
        self.0.len() as i64 >= MOST_CONTRACTS
    }

    fn counts(&self) -> FacetCounts {
        let of = |verdict: &Verdict| {
            let lines = self.0.iter().flat_map(|(_, lines)| lines);
            let count = lines.filter(|findings| is_of(findings, *verdict)).count();
            FacetCount {
                facet: "verdict".into(),
                value: verdict.code().into(),
                count: i64::try_from(count).unwrap_or(i64::MAX),
            }
        };
        FacetCounts(Verdict::ALL.iter().map(of).collect())
    }

    /// Those with a line of this verdict, with these lines alone.
    fn only(self, verdict: Option<Verdict>) -> Vec<Group> {
        let group = |(contract, findings): (ThreeWay, Vec<Findings>)| {
            let lines = contract.lines.iter().cloned().zip(findings);
            let is_asked = |(_, findings): &(Line, Findings)| {
                verdict.is_none_or(|verdict| is_of(findings, verdict))
            };
            let lines: Vec<(Line, Findings)> = lines.filter(is_asked).collect();
            Group { contract, lines }
        };
        self.0.into_iter().map(group).filter(|group| !group.lines.is_empty()).collect()
    }
}

/// A contract with the lines that the page shows.
pub struct Group {
    pub contract: ThreeWay,
    pub lines: Vec<(Line, Findings)>,
}

/// The three ledgers of all lines that were asked for. They are never added.
pub struct Sums {
    pub ordered: Amount<Contract>,
    pub accepted: Amount<Purchase>,
    pub paid: Amount<Payment>,
    pub to_check: usize,
}

impl Sums {
    fn of(groups: &[Group]) -> Self {
        let lines = || groups.iter().flat_map(|group| &group.lines);
        Self {
            ordered: lines().map(|(line, _)| line.ordered).sum(),
            accepted: lines().map(|(line, _)| line.accepted).sum(),
            paid: lines().map(|(line, _)| line.paid).sum(),
            to_check: lines().filter(|(_, findings)| is_of(findings, Verdict::Check)).count(),
        }
    }
}

pub fn list_path(office: &Office) -> String {
    format!("{}/three-way", office.viewer.home())
}

#[derive(Template)]
#[template(path = "payments/office/three_way.html")]
pub struct ThreeWayPage {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub groups: Vec<Group>,
    pub sums: Sums,
    pub is_cut: bool,
    pub errors: Errors,
}

impl ThreeWayPage {
    pub fn new(
        page: Page,
        office: Office,
        compared: Compared,
        verdict: Option<Verdict>,
        errors: Errors,
    ) -> Result<Self, Problem> {
        let position = Position::read(&page.query, PAGE)?;
        let (counts, is_cut) = (compared.counts(), compared.is_cut());
        let groups = compared.only(verdict);
        let total = i64::try_from(groups.len()).unwrap_or(i64::MAX);
        let mut list = Listing::new(&page, total, Paging::new(&page, position, total));
        let verdicts = choices!(&page, Verdict::ALL.iter().copied());
        list.facet(&page, ("verdict", "核对", "Compared"), &counts, verdicts);
        let one = page.t("一份合同", "one contract").to_string();
        list.given(&page, "contract", Some(one));
        let sums = Sums::of(&groups);
        let skipped = usize::try_from(position.offset()).unwrap_or(usize::MAX);
        let groups = groups.into_iter().skip(skipped).take(PAGE as usize).collect();
        Ok(Self { page, office, list, groups, sums, is_cut, errors })
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份合同", "contract", "contracts")
    }

    fn placeholder(&self) -> &str {
        self.page.t("合同编号或双方名称", "Contract number or party")
    }

    fn most(&self) -> i64 {
        MOST_CONTRACTS
    }

    fn may_settle(&self) -> bool {
        may_enter(&self.office)
    }

    fn at(&self, below: impl AsRef<str>) -> String {
        self.page.href(format!("{}{}", self.office.viewer.home(), below.as_ref()))
    }

    fn contract_path(&self, contract: &ThreeWay) -> String {
        let root = if self.office.has_desk() { "/admin" } else { "" };
        self.page.href(format!("{root}{}", contract.id.path()))
    }

    fn pay_path(&self, contract: &ThreeWay) -> String {
        let query =
            Query::default().with("buyer", &contract.buyer).with("supplier", &contract.supplier);
        self.at(format!("/payments/new{}", query.suffix()))
    }

    fn settle_path(&self, line: &Line) -> String {
        self.at(format!("/three-way/{}{}", line.id, self.page.query.suffix()))
    }

    /// The bars of a line on one scale.
    fn bars(&self, line: &Line) -> [String; 3] {
        let amounts = [line.ordered.in_yuan(), line.accepted.in_yuan(), line.paid.in_yuan()];
        let most = amounts.iter().copied().max().unwrap_or_default();
        amounts.map(|amount| percent(amount, most).unwrap_or_else(|| "0%".into()))
    }

    fn mark(&self, finding: &Finding) -> &'static str {
        match finding.verdict() {
            Verdict::Check => "mark3 mark3--chk",
            Verdict::Due => "mark3 mark3--due",
            Verdict::Waiting | Verdict::Matched => "mark3 mark3--ok",
        }
    }

    fn row(&self, findings: &Findings) -> &'static str {
        if is_of(findings, Verdict::Check) { "is-chk" } else { "" }
    }

    /// `欠付 9.5万元`
    fn verdict(&self, line: &Line, finding: &Finding) -> String {
        let name = finding.verdict().name(self.page.lang);
        match finding.between() {
            Some(between) => {
                format!("{name} {}", self.page.yuan(&line.difference(between).abs()))
            }
            None => name.to_string(),
        }
    }

    fn why(&self, contract: &ThreeWay, line: &Line, finding: &Finding) -> Option<String> {
        let page = &self.page;
        let words = match finding {
            Finding::Disputed => page.t("争议未了", "a dispute is not settled"),
            Finding::Over => page.t("收多于订，超出允差", "beyond the tolerance"),
            Finding::Short => page.t("合同已结束，没收齐", "the contract is over"),
            Finding::Overpaid => page.t("付款多于验收", "more was paid than accepted"),
            Finding::Unpaid => {
                let day = page.day(&line.unpaid_since?);
                return Some(match page.zh() {
                    true => format!("最早验收 {day}"),
                    false => format!("accepted from {day}"),
                });
            }
            Finding::Nothing | Finding::Matched if contract.is_terminated => {
                page.t("合同已终止", "the contract is terminated")
            }
            Finding::Nothing | Finding::Matched => return self.left(contract, line),
        };
        Some(words.to_string())
    }

    /// What has not arrived yet.
    fn left(&self, contract: &ThreeWay, line: &Line) -> Option<String> {
        let left = line.quantity - line.quantity_accepted;
        let is_left = left > Decimal::ZERO && !contract.is_over;
        let said = self.page.quantity(&left, &line.unit_code);
        is_left.then(|| match self.page.zh() {
            true => format!("余 {said} 没到"),
            false => format!("{said} still to come"),
        })
    }

    /// The words that hold.
    fn settled<'a>(&self, line: &'a Line) -> Vec<&'a Settled> {
        Between::ALL.iter().filter_map(|between| line.settled(*between)).collect()
    }

    /// `尾差 600元`
    fn settled_as(&self, settled: &Settled) -> String {
        let name = match settled.is_tail {
            true => self.page.t("尾差", "Tail"),
            false => self.page.t("说明", "Explained"),
        };
        format!("{name} {}", self.page.yuan(&settled.amount.abs()))
    }

    /// The difference that a word may settle.
    fn open(&self, finding: &Finding) -> Option<Between> {
        finding.between().filter(|_| self.may_settle())
    }

    fn may_be_tail(&self, line: &Line, between: &Between) -> bool {
        line.may_be_tail(*between)
    }

    fn tail_limit(&self, line: &Line, between: &Between) -> String {
        self.page.yuan(&line.tail_limit(*between))
    }
}
