//! Exhibitors for sheets and the API, in the order of their ids.

use crate::{
    exchange::model::{parties::ExhibitorRecord, span::Span},
    exhibitors::model::Filter,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    span: Span,
) -> sqlx::Result<Vec<ExhibitorRecord>> {
    matching!(
        ExhibitorRecord,
        r#"select matching.id as "id!: _", ed.ordinal as "edition!", o.id as "organisation_id!: _",
                  o.number as "organisation_number!",
                  o.name as "name!", o.kind as "kind!: _", o.division_code as "division_code!: _",
                  d.full_name as "division!", d.full_name_en as "division_en!",
                  o.banner_code as "banner_code: _", o.founded_on,
                  matching.booth_code as "booth", matching.zone_code as "zone",
                  (select count(*) from exhibits x join products p on p.id = x.product_id
                   where x.exhibitor_id = matching.id and p.state = 'published') as "products!",
                  array(select distinct c.scheme from certifications c
                        where c.organisation_id = o.id and c.verified_on is not null
                          and c.valid_from <= $4 and (c.valid_to is null or c.valid_to >= $4)
                          order by 1) as "certifications!",
                  o.introduction"#,
        "join organisations o on o.id = matching.organisation_id
         join divisions d on d.code = o.division_code
         join editions ed on ed.id = matching.edition_id
         where in_banner and in_kind and in_zone and is_certified and o.state = 'published'
           and matching.id > $12 and matching.id <= $13
         order by matching.id limit $14",
        filter,
        today,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
