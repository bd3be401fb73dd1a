//! The indicators of the results: contracts, accepted goods, the households behind them, and
//! payments.

use super::{
    Facts, Indicator, Paid, PlaceFigure, PlaceFigures, Source, Unit, Value,
    catalogue_of_promises::OF_DEALS,
    indicator::Dimension::{self, Banner, Buyer, BuyerKind, Category, Edition, Township, Village},
    records::{Records, RecordsKind},
};
use crate::{households::model::Shown, journal::model::Account, values::rung::Rung};
use rust_decimal::Decimal;

const OF_GOODS: &[Dimension] = &[Edition, Banner, Township, Village, BuyerKind, Buyer, Category];
const OF_PAYMENTS: &[Dimension] = &[BuyerKind, Buyer];
const OF_PLACES: &[Dimension] = &[Banner, Township];
const STANDING: Records = Records::list("/contracts", "state=standing");
const ACCEPTED: Records = Records::list("/deliveries", "kind=contract&state=accepted");
const OFF_CONTRACT: Records = Records::list("/deliveries", "kind=off_contract&state=accepted");
const PAID: Records = Records::list("/payments", "");
const HOUSEHOLDS: Records = Records::of(RecordsKind::Households, "/banners");
const CONTRACTS: &[Source] = &[Source::Journal(Account::ContractCurrent)];
const PURCHASES: &[Source] = &[Source::Journal(Account::PurchaseAccepted)];
const PAYMENTS: &[Source] = &[Source::Payments];

pub const TRADE: &[Indicator] = &[
    Indicator {
        key: "contract_amount",
        zh: "采购合同金额",
        en: "Contract amount",
        definition: (
            "已签订、履行中和已完成的采购合同，按补充协议后的金额计。一份合同只归一个旗区。",
            "Contracts signed, performing or completed, as amended. One contract belongs to one \
             banner.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Contract),
        dimensions: OF_DEALS,
        records: STANDING,
        sources: CONTRACTS,
        value: |facts| Value::Yuan(facts.yuan(Account::ContractCurrent)),
    },
    Indicator {
        key: "contracts",
        zh: "采购合同",
        en: "Contracts",
        definition: (
            "已签订、履行中和已完成的采购合同份数；已终止的不计。",
            "Contracts signed, performing or completed; terminated ones are not counted.",
        ),
        unit: Unit::Of("份", "contracts"),
        rung: Some(Rung::Contract),
        dimensions: &[Edition, Banner, Township, Village, BuyerKind, Buyer],
        records: STANDING,
        sources: CONTRACTS,
        value: |facts| Value::Count(facts.records(Account::ContractCurrent)),
    },
    Indicator {
        key: "contract_average",
        zh: "平均每份合同金额",
        en: "Mean amount of a contract",
        definition: ("采购合同金额除以采购合同份数。", "Contract amount divided by contracts."),
        unit: Unit::Yuan,
        rung: Some(Rung::Contract),
        dimensions: OF_DEALS,
        records: STANDING,
        sources: CONTRACTS,
        value: |facts| {
            Value::mean(
                facts.yuan(Account::ContractCurrent),
                facts.records(Account::ContractCurrent).into(),
            )
        },
    },
    Indicator {
        key: "contract_villages",
        zh: "直接供货的嘎查村",
        en: "Villages that supply directly",
        definition: (
            "在至少一份计入统计的采购合同中直接参与生产供应的嘎查村，每村计一次，\
             按村所在的旗区和苏木乡镇。",
            "Gacha villages that supply under at least one counted contract, each counted once, by \
             where the village is.",
        ),
        unit: Unit::Of("个", "villages"),
        rung: Some(Rung::Contract),
        dimensions: OF_PLACES,
        records: Records::list("/villages", "with=contracts&kind=gacha"),
        sources: &[Source::Villages],
        value: |facts| Value::Count(facts.contract_villages),
    },
    Indicator {
        key: "village_coverage",
        zh: "供货嘎查村占比",
        en: "Share of villages that supply",
        definition: (
            "直接供货的嘎查村除以计入统计的全部嘎查村。",
            "Villages that supply directly divided by all counted gacha villages.",
        ),
        unit: Unit::Percent,
        rung: None,
        dimensions: OF_PLACES,
        records: Records::list("/villages", "with=contracts&kind=gacha"),
        sources: &[Source::Villages, Source::General],
        value: |facts| {
            Value::percent(facts.contract_villages.into(), facts.general.gacha_villages.into())
        },
    },
    Indicator {
        key: "purchased",
        zh: "实际采购（到货验收）",
        en: "Accepted goods",
        definition: (
            "采购方验收后计入；在途、拒收、有争议的不计。合同日后终止的，已验收的货物仍然计入。\
             合同外采购另列。按村和苏木乡镇只在季末公布，从三次到货起。",
            "Counted on acceptance; goods in transit, rejected or disputed are not counted. Goods \
             accepted before a contract was terminated stay counted. Off-contract purchases are \
             listed separately. By village and township at quarter ends only, from three \
             deliveries.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Purchase),
        dimensions: OF_GOODS,
        records: ACCEPTED,
        sources: PURCHASES,
        value: |facts| of_goods(facts, Account::PurchaseAccepted, |place| place.under_contract),
    },
    Indicator {
        key: "deliveries",
        zh: "到货次数",
        en: "Deliveries",
        definition: (
            "合同项下至少有一行已验收的到货次数。",
            "Deliveries under a contract with at least one accepted line.",
        ),
        unit: Unit::Of("次", "deliveries"),
        rung: Some(Rung::Purchase),
        // Not by category: one delivery has goods of several.
        dimensions: &[Edition, Banner, Township, Village, BuyerKind, Buyer],
        records: ACCEPTED,
        sources: PURCHASES,
        value: |facts| match facts.place.map(|place| place.under_contract) {
            None => Value::Count(facts.records(Account::PurchaseAccepted)),
            Some(PlaceFigure { day: Some(_), deliveries, .. }) => Value::Count(deliveries),
            Some(_) => Value::Withheld,
        },
    },
    Indicator {
        key: "fulfilment",
        zh: "合同履约率",
        en: "Fulfilment of contracts",
        definition: (
            "实际采购除以采购合同金额。合同外采购不在分子之内。",
            "Accepted goods divided by the contract amount. Off-contract purchases are not \
             included.",
        ),
        unit: Unit::Percent,
        rung: None,
        dimensions: OF_DEALS,
        records: ACCEPTED,
        sources: &[
            Source::Journal(Account::ContractCurrent),
            Source::Journal(Account::PurchaseAccepted),
        ],
        value: |facts| {
            Value::percent(
                facts.yuan(Account::PurchaseAccepted),
                facts.yuan(Account::ContractCurrent),
            )
        },
    },
    Indicator {
        key: "off_contract_purchases",
        zh: "合同外采购",
        en: "Off-contract purchases",
        definition: (
            "没有合同的采购，验收后计入。单列，不计入实际采购，也不计入履约率。",
            "Purchases without a contract, counted on acceptance. A separate figure, in neither \
             accepted goods nor fulfilment.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Purchase),
        dimensions: &[Banner, Township, Village, BuyerKind, Buyer, Category],
        records: OFF_CONTRACT,
        sources: &[Source::Journal(Account::PurchaseOffContract)],
        value: |facts| of_goods(facts, Account::PurchaseOffContract, |place| place.off_contract),
    },
    Indicator {
        key: "purchased_from_three_types",
        zh: "直接采购三类农户",
        en: "Bought from the three household categories",
        definition: (
            "实际采购中来自边缘户、脱贫监测户和脱贫巩固户的金额，按验收当日的类别。全市按公布日，\
             旗区按季末、舍入到 0.1 万元；户数或笔数太少的不公布。",
            "Of the accepted goods, those from at-risk, monitored and lifted-out-of-poverty \
             households, by their category on the day of acceptance. For the city on publication \
             days, for banners at quarter ends, rounded to CNY 1,000; figures from too few \
             households or lines are not published.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Purchase),
        dimensions: &[Banner],
        records: HOUSEHOLDS,
        sources: &[Source::Households],
        value: |facts| of_households(facts, Value::Yuan),
    },
    Indicator {
        key: "three_type_share",
        zh: "三类农户占实际采购",
        en: "Share of the three household categories",
        definition: (
            "直接采购三类农户的金额除以同一天的实际采购；该日为三类农户数字的公布日。",
            "What was bought from the three household categories divided by accepted goods as of \
             the same day, the publication day of the household figure.",
        ),
        unit: Unit::Percent,
        rung: None,
        dimensions: &[Banner],
        records: HOUSEHOLDS,
        sources: &[Source::Households],
        value: |facts| {
            of_households(facts, |amount| {
                Value::percent(amount, facts.households.purchased.in_yuan())
            })
        },
    },
    Indicator {
        key: "paid",
        zh: "付款",
        en: "Paid",
        definition: (
            "已支付并对应到货的款项，货款两清之日起计，只计已公布的周期：采购方当月满 3 笔的按月，\
             不满的按季度、年或多家合计。截至上月末。",
            "Money paid for accepted goods, from the day on which the goods are accepted and the \
             money is paid, in published periods only: a buyer's month of at least 3 payments, \
             otherwise the quarter, the year, or several buyers combined. As of the end of last \
             month.",
        ),
        unit: Unit::Yuan,
        rung: Some(Rung::Payment),
        dimensions: OF_PAYMENTS,
        records: PAID,
        sources: PAYMENTS,
        value: |facts| of_payments(facts.paid, |paid, _| Value::Yuan(paid)),
    },
    Indicator {
        key: "payment_ratio",
        zh: "到货付款率",
        en: "Share of accepted goods that is paid",
        definition: (
            "已公布的付款除以截至同日的实际采购。未公布的付款不在分子之内。",
            "Published payments divided by accepted goods as of the same day. Payments not yet \
             published are not included.",
        ),
        unit: Unit::Percent,
        rung: None,
        dimensions: OF_PAYMENTS,
        records: PAID,
        sources: &[Source::Payments, Source::Journal(Account::PurchaseAccepted)],
        value: |facts| of_payments(facts.paid, Value::percent),
    },
];

fn of_payments(paid: Paid, value: impl Fn(Decimal, Decimal) -> Value) -> Value {
    match paid {
        Paid::Withheld => Value::Withheld,
        Paid::Published { amount, accepted, .. } | Paid::Every { amount, accepted } => {
            value(amount.in_yuan(), accepted.in_yuan())
        }
    }
}

/// The sum, or for a place the released figure.
fn of_goods(
    facts: &Facts,
    account: Account,
    figure: impl Fn(&PlaceFigures) -> PlaceFigure,
) -> Value {
    match facts.place.as_ref().map(figure) {
        None => Value::Yuan(facts.yuan(account)),
        Some(PlaceFigure { day: Some(_), amount, .. }) => Value::Yuan(amount.in_yuan()),
        Some(_) => Value::Withheld,
    }
}

fn of_households(facts: &Facts, value: impl Fn(Decimal) -> Value) -> Value {
    match facts.households.shown {
        Shown::Hidden => Value::Withheld,
        Shown::Is { amount, .. } => value(amount.in_yuan()),
    }
}
