//! The indicators of what was promised: intents and framework agreements.

use super::{
    Indicator, Source, Unit, Value,
    catalogue::Dimension::{self, Banner, Buyer, BuyerKind, Edition},
    records::{Records, RecordsKind},
};
use crate::values::rung::Rung;

pub const OF_DEALS: &[Dimension] = &[Edition, Banner, BuyerKind, Buyer];

const SIGNED: Records = Records { path: "/projects", query: "", kind: RecordsKind::ListOfEditions };
const LIVE: Records = Records { path: "/projects", query: "stage=live", kind: RecordsKind::ListOfEditions };
const LAPSED: Records = Records { path: "/projects", query: "stage=lapsed", kind: RecordsKind::ListOfEditions };
const IN_FORCE: Records = Records::list("/agreements", "state=signed");

const INTENTS: &[Source] = &[Source::Ledger(Rung::Intent)];
const FRAMEWORKS: &[Source] = &[Source::Ledger(Rung::Framework)];

pub const PROMISES: &[Indicator] = &[
    Indicator {
        key: "intent_amount",
        zh: "签约意向金额",
        en: "Intents signed",
        definition: (
            "签约仪式上签下的合作意向，归属看供货方所在地。公布数不因日后失效而减少；失效的在现行数中退出，仍可查看。",
            "Signed at a fair's ceremony, owned by the supplier's banner. The signed figure never falls; lapsed projects leave the live figure and stay visible.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: SIGNED,
        sources: INTENTS,
        value: |facts| Value::Yuan(facts.sums.intent.in_yuan()),
    },
    Indicator {
        key: "intent_projects",
        zh: "签约项目",
        en: "Signed projects",
        definition: (
            "在签约仪式上签下的合作项目，作废的除外。续签另计一项，并注明续自哪一项。",
            "Projects signed at a ceremony, voids excepted. A renewal is a project of its own that names the one it renews.",
        ),
        unit: Unit::Of("项", "projects"),
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: SIGNED,
        sources: INTENTS,
        value: |facts| Value::Count(facts.sums.intents),
    },
    Indicator {
        key: "intent_live_amount",
        zh: "现行意向金额",
        en: "Live intents",
        definition: (
            "签约意向中截至当日没有失效的金额。失效当日起退出。",
            "Of the intents signed, the amount that has not lapsed. A project leaves on the day it lapses.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: LIVE,
        sources: INTENTS,
        value: |facts| Value::Yuan(facts.sums.live_intent().in_yuan()),
    },
    Indicator {
        key: "intent_lapsed_projects",
        zh: "已失效项目",
        en: "Lapsed projects",
        definition: ("截至当日已失效的签约项目，每项都有原因。", "Signed projects that have lapsed by the day, each with its reason."),
        unit: Unit::Of("项", "projects"),
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: LAPSED,
        sources: INTENTS,
        value: |facts| Value::Count(facts.sums.lapsed),
    },
    Indicator {
        key: "intent_average",
        zh: "平均每项意向金额",
        en: "Mean amount of an intent",
        definition: ("签约意向金额除以签约项目数。", "Intents signed divided by signed projects."),
        unit: Unit::Yuan,
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: SIGNED,
        sources: INTENTS,
        value: |facts| Value::mean(facts.sums.intent.in_yuan(), facts.sums.intents.into()),
    },
    Indicator {
        key: "framework_amount",
        zh: "框架协议上限",
        en: "Framework ceilings",
        definition: (
            "在有效期内的长期框架协议的上限。未约定上限的计份数，不计金额；未约定不是零。",
            "Ceilings of framework agreements in force. Those without a ceiling are counted but carry no amount; open is not zero.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: IN_FORCE,
        sources: FRAMEWORKS,
        value: |facts| Value::Yuan(facts.sums.framework.in_yuan()),
    },
    Indicator {
        key: "frameworks",
        zh: "框架协议",
        en: "Framework agreements",
        definition: (
            "已签订、在期内且未终止的长期框架协议份数。",
            "Framework agreements that are signed, inside their term and not terminated.",
        ),
        unit: Unit::Of("份", "agreements"),
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: IN_FORCE,
        sources: FRAMEWORKS,
        value: |facts| Value::Count(facts.sums.frameworks),
    },
    Indicator {
        key: "framework_average",
        zh: "平均每份框架协议上限",
        en: "Mean ceiling of a framework",
        definition: (
            "框架协议上限除以在期的框架协议份数，未约定上限的也在份数之内。",
            "Framework ceilings divided by all frameworks in force, those without a ceiling included.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: IN_FORCE,
        sources: FRAMEWORKS,
        value: |facts| Value::mean(facts.sums.framework.in_yuan(), facts.sums.frameworks.into()),
    },
    Indicator {
        key: "soe_buyers",
        zh: "签有框架协议的驻地央企国企",
        en: "State-owned buyers with a framework",
        definition: (
            "至少有一份在期框架协议的中央、自治区、外省、市属和旗属国有企业，每家计一次。",
            "State-owned enterprises of any level with at least one framework in force, each counted once.",
        ),
        unit: Unit::Of("家", "buyers"),
        rung: Some(Rung::Framework),
        dimensions: &[],
        records: Records::list("/buyers", "with=framework&kind=state_owned"),
        sources: FRAMEWORKS,
        value: |facts| Value::Count(facts.sums.soe_buyers),
    },
    Indicator {
        key: "frameworks_per_buyer",
        zh: "平均每家国企的框架协议",
        en: "Frameworks per state-owned buyer",
        definition: (
            "在期的框架协议份数除以签有框架协议的驻地央企国企家数。",
            "Frameworks in force divided by the state-owned buyers that have one.",
        ),
        unit: Unit::Of("份", "agreements"),
        rung: Some(Rung::Framework),
        dimensions: &[],
        records: IN_FORCE,
        sources: FRAMEWORKS,
        value: |facts| Value::mean(facts.sums.frameworks.into(), facts.sums.soe_buyers.into()),
    },
];
