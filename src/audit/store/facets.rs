//! How many entries each choice would leave. A count stops at the maximum, so that a page never
//! scans a trail of years. An index holds the entries of each act and each kind of record together.

use crate::{
    audit::model::{Act, Filter, records::Records},
    values::facet::{FacetCount, MOST_COUNTED},
};
use sqlx::{PgConnection, query_as};

/// The counts of all choices.
const MOST_ALTOGETHER: i64 = 10_000;

/// `choice`: the condition of an entry besides the filters beside it.
macro_rules! capped {
    (
        $facet:literal, $from:literal, $choice:literal,
        $db:expr, $filter:expr, $most:expr, $first:expr, $second:expr
    ) => {
        query_as!(
            FacetCount,
            "select '"
                + $facet
                + r#"' || case when c.n > $5::bigint then '+' else '' end as "facet!",
                         v.value as "value!", least(c.n, $5::bigint) as "count!""#
                + " from "
                + $from
                + " v (value), lateral (select count(*) as n from (select from audit_events e where "
                + $choice
                + " and ($1::text is null or e.actor = $1)
                   and ($2::text is null or e.record_id = $2)
                    and ($3::date is null or e.at >= $3::date::timestamp
                        at time zone 'Asia/Shanghai')
                    and ($4::date is null or e.at < ($4::date + 1)::timestamp
                        at time zone 'Asia/Shanghai')
                    limit $5::bigint + 1) capped) c",
            $filter.actor,
            $filter.record,
            $filter.from,
            $filter.to,
            $most,
            $first,
            $second
        )
        .fetch_all(&mut *$db)
        .await
    };
}

pub async fn counts(
    db: &mut PgConnection,
    kinds: &Records,
    filter: &Filter,
) -> sqlx::Result<Vec<FacetCount>> {
    let (action, noun) = (filter.action.map(Act::code), filter.noun.map(|kind| kind.code));
    let acts: Vec<String> = Act::ALL.iter().map(|act| act.code().to_string()).collect();
    let nouns: Vec<String> = kinds.iter().map(|kind| kind.code.to_string()).collect();
    let mut counts = capped!(
        "total",
        "(values (''))",
        "($6::text is null or e.action = $6) and ($7::text is null or e.noun = $7)",
        db,
        filter,
        MOST_ALTOGETHER,
        action,
        noun
    )?;
    counts.extend(capped!(
        "action",
        "unnest($6::text[])",
        "e.action = v.value and ($7::text is null or e.noun = $7)",
        db,
        filter,
        MOST_COUNTED,
        &acts,
        noun
    )?);
    counts.extend(capped!(
        "noun",
        "unnest($6::text[])",
        "e.noun = v.value and ($7::text is null or e.action = $7)",
        db,
        filter,
        MOST_COUNTED,
        &nouns,
        action
    )?);
    Ok(counts)
}
