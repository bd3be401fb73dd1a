//! Sums as stairs: the links, definitions and ratios of each step.

use crate::{
    indicators::model::{HouseholdFigure, Paid, Sums, catalogue::definition},
    ui::ladder::{Households, Ladder, Share, Step, share},
    values::{
        figure::Figure,
        ids::{AgreementId, ContractId, ProjectId},
        rung::Rung,
        share::percent,
    },
    web::page::Page,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The scope of a ladder, as far as its words and links need it.
#[derive(Default)]
pub struct LadderScope {
    pub at_home: bool,
    /// The filter of every ledger: `banner=150621`. Without `?` or `&` at its ends.
    pub query: String,
    /// The filter of the signed projects beside `query`: `edition=all`.
    pub projects_query: String,
    /// The step of the page itself.
    pub here: Option<Rung>,
    /// Chains say "none" for an empty ledger; they never show single payments.
    pub is_chain: bool,
    /// The records above in a chain: their steps link to the record itself.
    pub project: Option<ProjectId>,
    pub agreement: Option<AgreementId>,
    pub contract: Option<ContractId>,
    /// The text of the last step; withheld by default.
    pub paid: Paid,
    /// The buyer whose published payments a page may link to, where its own are withheld.
    pub payments_query: String,
    pub intent_definition: Option<(&'static str, &'static str)>,
}

/// The five steps of a scope.
pub fn ladder(page: &Page, whose: &LadderScope, sums: &Sums) -> Ladder {
    let steps = vec![
        intent(page, whose, sums),
        framework(page, whose, sums),
        contract(page, whose, sums),
        purchase(page, whose, sums),
        payment(page, whose),
    ];
    let steps = steps
        .into_iter()
        .map(|step| Step { here: whose.here == Some(step.rung), ..step })
        .collect();
    Ladder::new(page.lang, whose.at_home, steps)
}

/// The gold corner: the part from the three household categories, as of a day.
pub struct Corner<'a> {
    pub day: NaiveDate,
    pub of: &'a HouseholdFigure,
    pub href: &'a str,
}

/// The same with the gold corner.
pub fn ladder_with_households(
    page: &Page,
    whose: &LadderScope,
    sums: &Sums,
    corner: &Corner<'_>,
) -> Ladder {
    let mut ladder = ladder(page, whose, sums);
    let part = (!sums.purchase.is_zero()).then(|| households(page, corner));
    if let Some(step) = ladder.steps.iter_mut().find(|step| step.rung == Rung::Purchase) {
        step.of = part;
    }
    ladder
}

fn households(page: &Page, Corner { day, of, href }: &Corner<'_>) -> Households {
    let amount = of.shown.amount();
    let ratio = |yuan: Decimal| percent(yuan, of.purchased.in_yuan());
    Households {
        day: of.day.filter(|own| own != day).map(|own| page.day(&own)),
        said: amount.map(|amount| amount.say(page.lang)),
        href: page.records(href),
        share: amount.and_then(|amount| ratio(amount.in_yuan())),
        width: amount.and_then(|amount| ratio(amount.in_yuan())).unwrap_or_else(|| "4%".into()),
    }
}

fn figure(whose: &LadderScope, records: i64, figure: Figure) -> Option<Figure> {
    (!whose.is_chain || records > 0).then_some(figure)
}

fn link(page: &Page, path: &str, queries: &[&str]) -> String {
    let query: Vec<&str> = queries.iter().copied().filter(|part| !part.is_empty()).collect();
    page.records(if query.is_empty() {
        path.to_string()
    } else {
        format!("{path}?{}", query.join("&"))
    })
}

/// The number of records, or nothing for an empty ledger of a chain.
fn count(page: &Page, whose: &LadderScope, n: i64, words: (&str, &str, &str)) -> String {
    if whose.is_chain && n == 0 {
        return String::new();
    }
    format!("{} {}", page.count(&n), page.counted(&n, words.0, words.1, words.2))
}

/// `合同的 39.4% 已到货`, or why there is no ratio.
fn named(
    page: &Page,
    ratio: Option<String>,
    zh: (&str, &str),
    en: (&str, &str),
    none: (&str, &str),
) -> Share {
    match ratio {
        Some(ratio) => Share::ratio(page.t(zh.0, en.0), ratio, page.t(zh.1, en.1)),
        None => Share::words(page.t(none.0, none.1)),
    }
}

fn intent(page: &Page, whose: &LadderScope, sums: &Sums) -> Step {
    let href = match whose.project {
        Some(project) => Some(page.href(project.path())),
        None => (sums.intents > 0 || !whose.is_chain)
            .then(|| link(page, "/projects", &[&whose.query, &whose.projects_query])),
    };
    let definition = match whose.intent_definition {
        Some((zh, en)) => page.t(zh, en),
        None => definition("intent_amount", page.lang),
    };
    Step {
        instead: page.t("暂无", "none").to_string(),
        count: count(page, whose, sums.intents, ("项", "project", "projects")),
        count_href: href.clone(),
        href,
        definition: definition.to_string(),
        share: Share::words(of_intents(page, whose, sums)),
        ..Step::new(Rung::Intent, figure(whose, sums.intents, sums.intent.figure()))
    }
}

/// The line below the intents: how much of them is renewal and not new money, and how many have
/// lapsed.
fn of_intents(page: &Page, whose: &LadderScope, sums: &Sums) -> String {
    match (sums.renewals, sums.lapsed()) {
        (_, 0) if sums.intents == 0 && !whose.is_chain => {
            page.t("暂无签约项目", "no signed project yet").into()
        }
        (_, 0) if sums.intents == 0 => page.t("非签约项目", "not from a signed project").into(),
        (0, 0) => page.t("签约仪式当场登记", "recorded at the ceremony").into(),
        (renewals, lapsed) => {
            let renewal = (renewals > 0 && !whose.is_chain).then(|| of_renewals(page, sums));
            let lapsed = (lapsed > 0).then(|| match page.zh() {
                true => format!("其中 {lapsed} 项已失效"),
                false => format!("of which {lapsed} lapsed"),
            });
            [renewal, lapsed].into_iter().flatten().collect::<Vec<_>>().join(page.t("；", "; "))
        }
    }
}

fn of_renewals(page: &Page, sums: &Sums) -> String {
    let (n, amount) = (sums.renewals, sums.renewal.say(page.lang).line());
    match page.zh() {
        true => format!("其中续签 {n} 项、{amount}，不是新增金额"),
        false => format!("of which {n} renewals, {amount}, not new money"),
    }
}

fn framework(page: &Page, whose: &LadderScope, sums: &Sums) -> Step {
    let href = match whose.agreement {
        Some(agreement) => Some(page.href(agreement.path())),
        None => (sums.frameworks > 0 || !whose.is_chain)
            .then(|| link(page, "/agreements", &["state=signed", &whose.query])),
    };
    // No ceiling is not zero: where none was agreed there is no amount to show.
    let all_open = sums.frameworks > 0 && sums.open_ceilings == sums.frameworks;
    let instead = match (all_open, whose.agreement) {
        (true, _) => page.t("未约定上限", "no ceiling set"),
        (false, Some(_)) => page.t("已不在期", "not in force"),
        (false, None) => page.t("暂无", "none"),
    };
    let share = match sums.open_ceilings {
        n if n > 0 && !all_open && page.zh() => format!("另有 {n} 份未约定上限"),
        n if n > 0 && !all_open => format!("{n} more without a ceiling"),
        _ => page
            .t("另一本账，不与意向作比", "another ledger, not compared with intents")
            .to_string(),
    };
    let definition = definition("framework_amount", page.lang);
    Step {
        instead: instead.to_string(),
        count: count(page, whose, sums.frameworks, ("份", "agreement", "agreements")),
        count_href: href.clone(),
        href,
        definition: definition.to_string(),
        share: Share::words(share),
        ..Step::new(
            Rung::Framework,
            figure(whose, sums.frameworks, sums.framework.figure()).filter(|_| !all_open),
        )
    }
}

fn contract(page: &Page, whose: &LadderScope, sums: &Sums) -> Step {
    let href = match whose.contract {
        Some(contract) => Some(page.href(contract.path())),
        None => (sums.contracts > 0 || !whose.is_chain)
            .then(|| link(page, "/contracts", &["state=standing", &whose.query])),
    };
    let ratio = share(sums.contract.in_yuan(), sums.framework.in_yuan());
    let none = ("无可比的框架上限", "no ceiling to compare with");
    let definition = definition("contract_amount", page.lang);
    Step {
        instead: page.t("暂无", "none").to_string(),
        count: count(page, whose, sums.contracts, ("份", "contract", "contracts")),
        count_href: href.clone(),
        href,
        definition: definition.to_string(),
        share: named(page, ratio, ("相当于框架上限的", ""), ("", "of the ceilings"), none),
        ..Step::new(Rung::Contract, figure(whose, sums.contracts, sums.contract.figure()))
    }
}

fn purchase(page: &Page, whose: &LadderScope, sums: &Sums) -> Step {
    let path = || link(page, "/deliveries", &["kind=contract", "state=accepted", &whose.query]);
    let href = (sums.deliveries > 0 || !whose.is_chain).then(path);
    let ratio = share(sums.purchase.in_yuan(), sums.contract.in_yuan());
    let none = ("暂无到货", "nothing has arrived yet");
    let definition = definition("purchased", page.lang);
    Step {
        instead: page.t("暂无", "none").to_string(),
        count: count(page, whose, sums.deliveries, ("次到货", "delivery", "deliveries")),
        count_href: href.clone(),
        href,
        definition: definition.to_string(),
        share: named(page, ratio, ("合同的", "已到货"), ("", "of the contracts has arrived"), none),
        ..Step::new(Rung::Purchase, figure(whose, sums.deliveries, sums.purchase.figure()))
    }
}

fn payment(page: &Page, whose: &LadderScope) -> Step {
    let definition = definition("paid", page.lang).to_string();
    let (day, amount, accepted) = match whose.paid {
        Paid::Published { day, amount, accepted } if !whose.is_chain => {
            (Some(day), amount, accepted)
        }
        Paid::Every { amount, accepted } => (None, amount, accepted),
        _ => return payment_elsewhere(page, whose, definition),
    };
    let ratio = share(amount.in_yuan(), accepted.in_yuan());
    let none = ("暂无付款", "nothing has been paid yet");
    Step {
        href: day.map(|_| link(page, "/payments", &[&whose.query])),
        count: match day.map(|day| page.day(&day)) {
            Some(day) if page.zh() => format!("已公布的，截至 {day}"),
            Some(day) => format!("published, as of {day}"),
            None => page.t("含未公布的", "including unpublished").to_string(),
        },
        definition,
        share: named(
            page,
            ratio,
            ("同日到货的", "已付款"),
            ("", "of goods accepted by then is paid"),
            none,
        ),
        ..Step::new(Rung::Payment, Some(amount.figure()))
    }
}

/// Where payments would be smaller than the published sums, the step links to the published
/// payments.
fn payment_elsewhere(page: &Page, whose: &LadderScope, definition: String) -> Step {
    let href = Some(link(page, "/payments", &[&whose.payments_query]));
    Step {
        instead: page.t("不公布", "not published").to_string(),
        href: href.clone(),
        count: page.t("只按采购方和周期公布", "by buyer and period only").to_string(),
        definition,
        share: Share::words(page.t("查看付款汇总", "See published payments")),
        share_href: href,
        ..Step::new(Rung::Payment, None)
    }
}
