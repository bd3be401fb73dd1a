//! Each reported figure of the fair, the trade, the platform and the brands, counted by plain SQL
//! on the tables themselves, without the site's views, functions or code.

use crate::harness::site::TestApp;
use rust_decimal::Decimal;

const REPORTED: &str = include_str!("../data/article_figures.csv");
const GROUPS: [&str; 4] = ["fair", "platform", "trade", "brand"];

/// Each key's statement, which answers in the reported unit.
const COUNTED: &[(&str, &str)] = &[
    ("fair_edition", "select max(ordinal)::text from editions where state <> 'draft'"),
    ("fair_opening", "select starts_on::text from editions where ordinal = 3"),
    ("fair_days", "select (ends_on - starts_on + 1)::text from editions where ordinal = 3"),
    (
        "fair_banners",
        "select count(distinct o.banner_code)::text from exhibitors e join organisations o on o.id = e.organisation_id
         where e.edition_id = (select id from editions where ordinal = 3) and e.state in ('published', 'checked_in')",
    ),
    (
        "fair_exhibitors",
        "select count(*)::text from exhibitors
         where edition_id = (select id from editions where ordinal = 3) and state in ('published', 'checked_in')",
    ),
    (
        "fair_products",
        "select count(distinct x.product_id)::text from exhibits x join exhibitors e on e.id = x.exhibitor_id
         where e.edition_id = (select id from editions where ordinal = 3) and e.state in ('published', 'checked_in')",
    ),
    (
        "fair3_intent_projects",
        "select count(*)::text from signed_projects
         where edition_id = (select id from editions where ordinal = 3) and voided_at is null",
    ),
    (
        "fair3_intent_amount",
        "select (sum(amount) / 100000000)::text from signed_projects
         where edition_id = (select id from editions where ordinal = 3) and voided_at is null",
    ),
    (
        "derived_avg_intent",
        "select (sum(amount) / count(*) / 10000)::text from signed_projects
         where edition_id = (select id from editions where ordinal = 3) and voided_at is null",
    ),
    ("platform_launched", "select count(*)::text from installation where dispatch_launched_on = '2020-09-28'"),
    ("past_fairs", "select count(*)::text from editions where ordinal < 3 and state = 'closed'"),
    ("fair1_month", "select to_char(held_in, 'YYYY-MM') from editions where ordinal = 1 and starts_on is null"),
    ("fair2_month", "select to_char(held_in, 'YYYY-MM') from editions where ordinal = 2 and starts_on is null"),
    (
        "past_projects",
        "select count(*)::text from signed_projects
         where edition_id in (select id from editions where ordinal < 3) and voided_at is null",
    ),
    (
        "past_amount",
        "select (sum(amount) / 100000000)::text from signed_projects
         where edition_id in (select id from editions where ordinal < 3) and voided_at is null",
    ),
    (
        "past_onsite_sales",
        "select (sum(s.amount) / 10000)::text from onsite_sales s join exhibitors e on e.id = s.exhibitor_id
         where e.edition_id in (select id from editions where ordinal < 3) and s.confirmed_on <= '2020-09-28'",
    ),
    (
        "soe_buyers",
        "select count(distinct a.buyer_id)::text from framework_agreements a join organisations o on o.id = a.buyer_id
         where a.state = 'signed' and a.voided_at is null and '2020-09-28' between a.signed_on and a.ends_on and o.kind like '%soe'",
    ),
    (
        "frameworks",
        "select count(*)::text from framework_agreements
         where state = 'signed' and voided_at is null and '2020-09-28' between signed_on and ends_on",
    ),
    (
        "framework_amount",
        "select (sum(ceiling) / 100000000)::text from framework_agreements
         where state = 'signed' and voided_at is null and '2020-09-28' between signed_on and ends_on",
    ),
    (
        "derived_avg_framework",
        "select (sum(ceiling) / count(*) / 10000)::text from framework_agreements
         where state = 'signed' and voided_at is null and '2020-09-28' between signed_on and ends_on",
    ),
    (
        "derived_frameworks_per_buyer",
        "select (count(*)::numeric / count(distinct buyer_id))::text from framework_agreements
         where state = 'signed' and voided_at is null and '2020-09-28' between signed_on and ends_on",
    ),
    ("contracts", "select count(*)::text from contracts where state in ('signed', 'performing', 'completed') and signed_on <= '2020-09-28'"),
    (
        "contract_villages",
        "select count(distinct v.village_code)::text from contract_villages v
         join contracts c on c.id = v.contract_id join divisions d on d.code = v.village_code
         where c.state in ('signed', 'performing', 'completed') and d.is_gacha_village",
    ),
    (
        "derived_village_coverage",
        "select (100.0 * count(distinct v.village_code) / (select count(*) from divisions where is_gacha_village))::text
         from contract_villages v join contracts c on c.id = v.contract_id
         where c.state in ('signed', 'performing', 'completed')",
    ),
    (
        "contract_amount",
        "select (((select sum(signed_amount) from contracts where state in ('signed', 'performing', 'completed'))
                + (select sum(m.amount_change) from contract_amendments m join contracts c on c.id = m.contract_id
                   where m.voided_at is null and m.effective_on <= '2020-09-28' and c.state in ('signed', 'performing', 'completed')))
                / 100000000)::text",
    ),
    (
        "derived_avg_contract",
        "select (((select sum(signed_amount) from contracts where state in ('signed', 'performing', 'completed'))
                + (select sum(m.amount_change) from contract_amendments m join contracts c on c.id = m.contract_id
                   where m.voided_at is null and m.effective_on <= '2020-09-28' and c.state in ('signed', 'performing', 'completed')))
                / (select count(*) from contracts where state in ('signed', 'performing', 'completed')) / 10000)::text",
    ),
    (
        "purchased",
        "select (sum(l.amount_accepted) / 100000000)::text from delivery_lines l join deliveries d on d.id = l.delivery_id
         where d.contract_id is not null and d.voided_at is null and l.state = 'accepted' and l.accepted_on <= '2020-09-28'",
    ),
    (
        "derived_fulfilment",
        "select (100 * (select sum(l.amount_accepted) from delivery_lines l join deliveries d on d.id = l.delivery_id
                        where d.contract_id is not null and d.voided_at is null and l.state = 'accepted' and l.accepted_on <= '2020-09-28')
                / ((select sum(signed_amount) from contracts where state in ('signed', 'performing', 'completed'))
                 + (select sum(m.amount_change) from contract_amendments m join contracts c on c.id = m.contract_id
                    where m.voided_at is null and m.effective_on <= '2020-09-28' and c.state in ('signed', 'performing', 'completed'))))::text",
    ),
    (
        "purchased_from_three_types",
        "select (sum(l.amount_accepted) / 10000)::text from delivery_lines l join deliveries d on d.id = l.delivery_id
         where d.contract_id is not null and d.voided_at is null and l.state = 'accepted' and l.accepted_on <= '2020-09-28'
           and l.household_category in ('edge', 'monitored', 'consolidated')",
    ),
    (
        "derived_three_type_share",
        "select (100 * sum(l.amount_accepted) filter (where l.household_category in ('edge', 'monitored', 'consolidated'))
                / sum(l.amount_accepted))::text
         from delivery_lines l join deliveries d on d.id = l.delivery_id
         where d.contract_id is not null and d.voided_at is null and l.state = 'accepted' and l.accepted_on <= '2020-09-28'",
    ),
    (
        "new_trademarks",
        "select count(*)::text from trademarks where registered_on > date '2020-09-28' - interval '3 years' and registered_on <= '2020-09-28'",
    ),
    ("named_brands", "select count(*)::text from brands where name in ('王爱召', '木凯滩土鸡', '草原黑蘑菇', '准格尔小杂粮')"),
];

struct Reported {
    key: String,
    value: String,
    qualifier: String,
}

fn reported() -> Vec<Reported> {
    let mut reader = csv::Reader::from_reader(REPORTED.as_bytes());
    let rows = reader.records().map(Result::unwrap).filter(|row| GROUPS.contains(&&row[6]));
    rows.map(|row| Reported { key: row[0].into(), value: row[1].into(), qualifier: row[3].into() })
        .collect()
}

#[tokio::test]
async fn every_reported_figure_is_reproduced_as_the_press_worded_it() {
    let app = TestApp::fair().await;
    let reported = reported();
    assert!(reported.len() > 30);
    for figure in &reported {
        let (_, sql) = COUNTED
            .iter()
            .find(|(key, _)| *key == figure.key)
            .unwrap_or_else(|| panic!("nothing counts {}", figure.key));
        // The tables themselves are more than the server's views show; its role may read both.
        let counted = app.text(sql).await;
        assert!(
            figure.agrees_with(&counted),
            "{} is {} {}, but counts {counted}",
            figure.key,
            figure.qualifier,
            figure.value
        );
    }
}

#[test]
fn wordings_mean_what_a_reader_takes_them_for() {
    let says = |qualifier: &str, value: &str, counted: &str| {
        Reported { key: String::new(), value: value.into(), qualifier: qualifier.into() }
            .agrees_with(counted)
    };
    assert!(says("=", "9.01", "9.0100") && !says("=", "9.01", "9.0100000001"));
    assert!(says("=", "2018-11", "2018-11") && !says("=", "2018-11", "2018-10"));
    assert!(says(">", "360", "361") && !says(">", "360", "360") && !says(">", "360", "397"));
    assert!(says("~", "400", "396") && !says("~", "400", "400") && !says("~", "400", "387"));
    assert!(says("derived", "39.39", "39.3939") && !says("derived", "39.39", "39.3951"));
}

impl Reported {
    fn agrees_with(&self, counted: &str) -> bool {
        let (Ok(said), Ok(counted)) = (self.value.parse::<Decimal>(), counted.parse::<Decimal>())
        else {
            return self.value == counted;
        };
        let times = |percent: i64| said * Decimal::new(percent, 2);
        match self.qualifier.as_str() {
            "=" => counted == said,
            // 多: above, but below the next rounder number.
            ">" => counted > said && counted <= times(110),
            // 近: slightly below.
            "~" => counted < said && counted >= times(97),
            // 上百: slightly above a hundred.
            "~>" => counted >= said && counted <= times(130),
            "derived" => counted.round_dp(2) == said,
            other => panic!("an unknown wording: {other}"),
        }
    }
}
