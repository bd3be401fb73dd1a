//! The indicators of what was promised: intents and framework agreements.

use super::{
    Indicator, Source, Unit, Value,
    indicator::Dimension::{self, Banner, Buyer, BuyerKind, Edition},
    records::{Records, RecordsKind},
};
use crate::{journal::model::Account, values::rung::Rung};

pub const OF_DEALS: &[Dimension] = &[Edition, Banner, BuyerKind, Buyer];

const SIGNED: Records = Records { path: "/projects", query: "", kind: RecordsKind::ListOfEditions };
const LIVE: Records =
    Records { path: "/projects", query: "stage=live", kind: RecordsKind::ListOfEditions };
const LAPSED: Records =
    Records { path: "/projects", query: "stage=lapsed", kind: RecordsKind::ListOfEditions };
const RENEWED: Records =
    Records { path: "/projects", query: "renewal=yes", kind: RecordsKind::ListOfEditions };
const NEW: Records =
    Records { path: "/projects", query: "renewal=no", kind: RecordsKind::ListOfEditions };
const STANDING: Records = Records::list("/agreements", "state=signed");
const IN_TERM: Records = Records::list("/agreements", "state=in_term");

const INTENTS: &[Source] = &[Source::Journal(Account::IntentSigned)];
const LIVE_INTENTS: &[Source] = &[Source::Journal(Account::IntentLive)];
const RENEWALS: &[Source] = &[Source::Journal(Account::IntentRenewal)];
const SIGNED_AND_LIVE: &[Source] =
    &[Source::Journal(Account::IntentSigned), Source::Journal(Account::IntentLive)];
const SIGNED_AND_RENEWED: &[Source] =
    &[Source::Journal(Account::IntentSigned), Source::Journal(Account::IntentRenewal)];
const FRAMEWORKS: &[Source] = &[Source::Journal(Account::FrameworkStanding)];
const FRAMEWORKS_IN_TERM: &[Source] = &[Source::Journal(Account::FrameworkInTerm)];

pub const PROMISES: &[Indicator] = &[
    Indicator {
        key: "intent_amount",
        zh: "签约意向金额",
        en: "Intents signed",
        definition: (
            "签约仪式上签订的合作意向，按供货方所在地归属。公布数不因日后失效而减少；\
             失效的从现行数中退出，仍可查看。",
            "Signed at a fair's ceremony, credited to the supplier's banner. The signed figure \
             never falls; lapsed projects leave the current figure and stay visible.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: SIGNED,
        sources: INTENTS,
        value: |facts| Value::Yuan(facts.yuan(Account::IntentSigned)),
    },
    Indicator {
        key: "intent_projects",
        zh: "签约项目",
        en: "Signed projects",
        definition: (
            "在签约仪式上签订的合作项目，作废的除外。续签另计一项，并注明续签自哪一项。",
            "Projects signed at a ceremony, except voided ones. A renewal is a project of its own \
             that names the one it renews.",
        ),
        unit: Unit::Of("项", "projects"),
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: SIGNED,
        sources: INTENTS,
        value: |facts| Value::Count(facts.records(Account::IntentSigned)),
    },
    Indicator {
        key: "intent_renewal_amount",
        zh: "其中续签金额",
        en: "Of which renewals",
        definition: (
            "签约意向中续签往届项目的金额：签约时计入，但不是新增金额。",
            "Of the intents signed, the amount that renews a project of an earlier edition: \
             signed, but not new money.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: RENEWED,
        sources: RENEWALS,
        value: |facts| Value::Yuan(facts.yuan(Account::IntentRenewal)),
    },
    Indicator {
        key: "intent_new_amount",
        zh: "不含续签的签约意向金额",
        en: "Intents signed, excluding renewals",
        definition: (
            "签约意向金额减去续签往届项目的金额，各届相加不重复。",
            "Intents signed less those that renew a project of an earlier edition, so that \
             editions add up without repeats.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: NEW,
        sources: SIGNED_AND_RENEWED,
        value: |facts| {
            Value::Yuan(facts.yuan(Account::IntentSigned) - facts.yuan(Account::IntentRenewal))
        },
    },
    Indicator {
        key: "intent_live_amount",
        zh: "现行意向金额",
        en: "Current intents",
        definition: (
            "签约意向中截至当日没有失效的金额。失效当日起退出。",
            "Of the intents signed, the amount that has not lapsed. A project leaves on the day it \
             lapses.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: LIVE,
        sources: LIVE_INTENTS,
        value: |facts| Value::Yuan(facts.yuan(Account::IntentLive)),
    },
    Indicator {
        key: "intent_lapsed_projects",
        zh: "已失效项目",
        en: "Lapsed projects",
        definition: (
            "截至当日已失效的签约项目，每项都有原因。",
            "Signed projects that have lapsed by the day, each with its reason.",
        ),
        unit: Unit::Of("项", "projects"),
        rung: Some(Rung::Intent),
        dimensions: OF_DEALS,
        records: LAPSED,
        sources: SIGNED_AND_LIVE,
        value: |facts| {
            Value::Count(facts.records(Account::IntentSigned) - facts.records(Account::IntentLive))
        },
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
        value: |facts| {
            Value::mean(
                facts.yuan(Account::IntentSigned),
                facts.records(Account::IntentSigned).into(),
            )
        },
    },
    Indicator {
        key: "framework_amount",
        zh: "框架协议上限",
        en: "Framework ceilings",
        definition: (
            "已签订、尚未到期也未终止的长期框架协议的上限，从签订日起计。未约定上限的计份数，\
             不计金额；未约定上限不等于零。",
            "Ceilings of framework agreements that are signed and neither terminated nor expired, \
             from the day of signing. Those without a ceiling are counted but add no amount; no \
             ceiling is not zero.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: STANDING,
        sources: FRAMEWORKS,
        value: |facts| Value::Yuan(facts.yuan(Account::FrameworkStanding)),
    },
    Indicator {
        key: "frameworks",
        zh: "框架协议",
        en: "Framework agreements",
        definition: (
            "已签订、尚未到期也未终止的长期框架协议份数，从签订日起计；\
             其中期限已开始的另见在期框架协议。",
            "Framework agreements that are signed and neither terminated nor expired, from the day \
             of signing. Those whose term has begun are also counted as in term.",
        ),
        unit: Unit::Of("份", "agreements"),
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: STANDING,
        sources: FRAMEWORKS,
        value: |facts| Value::Count(facts.records(Account::FrameworkStanding)),
    },
    Indicator {
        key: "frameworks_in_term",
        zh: "在期框架协议",
        en: "Framework agreements in term",
        definition: (
            "期限已开始、尚未到期也未终止的长期框架协议份数，从期限起始日起计。",
            "Framework agreements whose term has begun and that are neither terminated nor \
             expired, from the first day of the term.",
        ),
        unit: Unit::Of("份", "agreements"),
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: IN_TERM,
        sources: FRAMEWORKS_IN_TERM,
        value: |facts| Value::Count(facts.records(Account::FrameworkInTerm)),
    },
    Indicator {
        key: "framework_in_term_amount",
        zh: "在期框架协议上限",
        en: "Ceilings of framework agreements in term",
        definition: (
            "期限已开始、尚未到期也未终止的长期框架协议的上限；未约定上限的不计金额。",
            "Ceilings of framework agreements in term; those without a ceiling add no amount.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: IN_TERM,
        sources: FRAMEWORKS_IN_TERM,
        value: |facts| Value::Yuan(facts.yuan(Account::FrameworkInTerm)),
    },
    Indicator {
        key: "framework_average",
        zh: "平均每份框架协议上限",
        en: "Mean ceiling of a framework agreement",
        definition: (
            "框架协议上限除以框架协议份数，未约定上限的也在份数之内。",
            "Framework ceilings divided by framework agreements, including those without a ceiling.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Framework),
        dimensions: OF_DEALS,
        records: STANDING,
        sources: FRAMEWORKS,
        value: |facts| {
            Value::mean(
                facts.yuan(Account::FrameworkStanding),
                facts.records(Account::FrameworkStanding).into(),
            )
        },
    },
    Indicator {
        key: "soe_buyers",
        zh: "签有框架协议的驻地央企国企",
        en: "State-owned buyers with a framework agreement",
        definition: (
            "至少有一份框架协议（尚未到期也未终止）的中央、自治区、外省、市属和旗属国有企业，\
             每家计一次，类别以签订时为准。",
            "State-owned enterprises of any level with at least one framework agreement that is \
             neither terminated nor expired, each counted once, by its kind at signing.",
        ),
        unit: Unit::Of("家", "buyers"),
        rung: Some(Rung::Framework),
        dimensions: &[],
        records: Records::list("/buyers", "with=framework&kind=state_owned"),
        sources: &[Source::Holders],
        value: |facts| Value::Count(facts.holders.buyers),
    },
    Indicator {
        key: "frameworks_per_buyer",
        zh: "平均每家国企的框架协议",
        en: "Framework agreements per state-owned buyer",
        definition: (
            "驻地央企国企持有的框架协议份数除以这些企业的家数；其他采购方的协议不在分子之内。",
            "Framework agreements held by state-owned buyers divided by those buyers; agreements \
             of other buyers are not included.",
        ),
        unit: Unit::Of("份", "agreements"),
        rung: Some(Rung::Framework),
        dimensions: &[],
        records: STANDING,
        sources: &[Source::Holders],
        value: |facts| Value::mean(facts.holders.frameworks.into(), facts.holders.buyers.into()),
    },
];
