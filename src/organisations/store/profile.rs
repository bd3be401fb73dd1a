//! Organisations for their own users and for officers.

use crate::{
    organisations::model::{
        Side,
        profile::{Facts, Legal, OwnProfile, ProfileScope},
    },
    values::{
        facet::FacetCount,
        ids::OrganisationId,
        place_code::PlaceCode,
        search_text::{SearchColumns, pinyin},
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

struct Row {
    id: OrganisationId,
    number: String,
    name: String,
    kind: crate::organisations::model::OrganisationKind,
    credit_code: Option<String>,
    division_code: PlaceCode,
    banner_code: Option<PlaceCode>,
    introduction: Option<String>,
    name_en: Option<String>,
    address: Option<String>,
    founded_on: Option<NaiveDate>,
    website: Option<String>,
    contact_name: Option<String>,
    contact_phone: Option<String>,
    contact_is_public: bool,
    place: String,
    place_en: String,
    version: i32,
}

impl From<Row> for OwnProfile {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            number: row.number,
            legal: Legal {
                name: row.name,
                kind: row.kind,
                credit_code: row.credit_code,
                division_code: row.division_code,
            },
            facts: Facts {
                introduction: row.introduction,
                name_en: row.name_en,
                address: row.address,
                founded_on: row.founded_on,
                website: row.website,
                contact_name: row.contact_name,
                contact_phone: row.contact_phone,
                contact_is_public: row.contact_is_public,
            },
            banner_code: row.banner_code,
            place: row.place,
            place_en: row.place_en,
            version: row.version,
        }
    }
}

macro_rules! owned {
    ($tail:literal, $whose:expr $(, $more:expr)*) => {
        query_as!(
            Row,
            r#"select o.id as "id: _", o.number, o.name, o.kind as "kind: _", o.credit_code,
                      o.division_code as "division_code: _",
                      o.banner_code as "banner_code: _", o.introduction, o.name_en, o.address,
                      o.founded_on, o.website, o.contact_name,
                      o.contact_phone, o.contact_is_public, d.full_name as place,
                      d.full_name_en as place_en, o.version
               from organisations o join divisions d on d.code = o.division_code
               where ($1::bigint is null or o.id = $1) and ($2::text is null or o.banner_code = $2)
                 and ($3::text is null or o.kind = $3)
                 and ($4::text is null or o.credit_code = upper($6)
                     or search_finds(o.search_tokens, o.search_text, $4, $5)) "#
                + $tail,
            $whose.organisation.map(|id| id.0),
            $whose.banner.as_ref().map(|code| code.as_str()),
            $whose.kind.map(|kind| kind.code()),
            $whose.search.as_ref().map(|q| q.tokens.as_str()),
            $whose.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
            $whose.search.as_ref().map(|q| q.typed.as_str())
            $(, $more)*
        )
    };
}

pub async fn list(
    db: impl PgExecutor<'_>,
    whose: &ProfileScope,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<OwnProfile>> {
    let rows = owned!(
        "order by search_rank(o.search_text, $5), o.pinyin, o.id limit $7 offset $8",
        whose,
        limit,
        offset
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(OwnProfile::from).collect())
}

/// The number of each kind and banner; each facet with the other filters applied.
pub async fn counts(
    db: impl PgExecutor<'_>,
    whose: &ProfileScope,
    within: Option<&PlaceCode>,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (
               select o.kind, o.banner_code, count(*) as n
               from organisations o
               where ($6::text is null or o.banner_code = $6)
                 and ($3::text is null or o.credit_code = upper($5)
                     or search_finds(o.search_tokens, o.search_text, $3, $4))
               group by 1, 2)
           select 'kind' as "facet!", kind as "value!", sum(n)::bigint as "count!" from matching
           where $1::text is null or banner_code = $1 group by 2
           union all select 'banner', banner_code, sum(n)::bigint from matching
               where ($2::text is null or kind = $2) and banner_code is not null group by 2
           union all select 'total', '', coalesce(sum(n), 0)::bigint from matching
               where ($1::text is null or banner_code = $1) and ($2::text is null or kind = $2)"#,
        whose.banner.as_ref().map(|code| code.as_str()),
        whose.kind.map(|kind| kind.code()),
        whose.search.as_ref().map(|q| q.tokens.as_str()),
        whose.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
        whose.search.as_ref().map(|q| q.typed.as_str()),
        within.map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

pub async fn find(
    db: impl PgExecutor<'_>,
    whose: &ProfileScope,
    id: OrganisationId,
) -> sqlx::Result<Option<OwnProfile>> {
    Ok(owned!("and o.id = $7", whose, id.0).fetch_optional(db).await?.map(OwnProfile::from))
}

/// The same, locked until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    whose: &ProfileScope,
    id: OrganisationId,
) -> sqlx::Result<Option<OwnProfile>> {
    Ok(owned!("and o.id = $7 for update of o", whose, id.0)
        .fetch_optional(connection)
        .await?
        .map(OwnProfile::from))
}

/// Of the same code, or of a similar name: the organisation itself, or one that is easily confused
/// with it.
pub async fn alike(
    db: impl PgExecutor<'_>,
    name: &str,
    credit_code: Option<&str>,
) -> sqlx::Result<Vec<OwnProfile>> {
    let whose = ProfileScope::default();
    // Common endings of names do not distinguish them.
    let bare = [
        "(演示)",
        "农牧民专业合作社",
        "专业合作社",
        "合作社",
        "有限责任公司",
        "有限公司",
        "公司",
        "家庭农牧场",
    ];
    let stem = bare.iter().fold(name.trim(), |name, end| name.strip_suffix(end).unwrap_or(name));
    let stem: String = if stem.chars().count() < 2 { name.to_string() } else { stem.to_string() };
    let rows = owned!(
        "and (o.credit_code = $7 or o.name = $8 or position($9 in o.name) > 0
             or length(split_part(o.name, '(演示)', 1)) > 3
         and position(split_part(o.name, '(演示)', 1) in $8) > 0)
         order by o.credit_code is distinct from $7, o.name <> $8, o.pinyin, o.id limit 8",
        whose,
        credit_code,
        name,
        stem
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(OwnProfile::from).collect())
}

/// A new organisation, with the next number of its side.
pub async fn insert(
    connection: &mut PgConnection,
    side: Side,
    legal: &Legal,
    facts: &Facts,
) -> sqlx::Result<OrganisationId> {
    let prefix = side.prefix();
    query!("select pg_advisory_xact_lock(hashtext('numbers of organisations'))")
        .execute(&mut *connection)
        .await?;
    let next = query_scalar!(
        r#"select coalesce(max(substr(number, 5)::bigint), 0) + 1 as "n!" from organisations
           where number ~ ('^' || $1 || '[0-9]{1,12}$')"#,
        prefix
    );
    let number = format!("{prefix}{:04}", next.fetch_one(&mut *connection).await?);
    let search = SearchColumns::of(&[&legal.name, &number], &[]).at(legal.division_code.as_str());
    query_scalar!(
        r#"insert into organisations (number, name, pinyin, kind, credit_code, division_code,
               banner_code, contact_name, contact_phone,
                                      search_text, search_tokens)
           values ($1, $2, $3, $4, $5, $6, (select banner_code from divisions where code = $6), $7,
               $8, $9, $10)
           returning id as "id: _""#,
        number,
        legal.name,
        pinyin(&legal.name),
        legal.kind.code(),
        legal.credit_code,
        legal.division_code.as_str(),
        facts.contact_name,
        facts.contact_phone,
        search.search_text,
        &search.search_tokens
    )
    .fetch_one(connection)
    .await
}

pub async fn update_facts(
    connection: &mut PgConnection,
    id: OrganisationId,
    facts: &Facts,
) -> sqlx::Result<()> {
    query!(
        "update organisations
         set introduction = $2, name_en = $3, address = $4, founded_on = $5, website = $6,
         contact_name = $7, contact_phone = $8,
             contact_is_public = $9, version = version + 1
         where id = $1",
        id.0,
        facts.introduction,
        facts.name_en,
        facts.address,
        facts.founded_on,
        facts.website,
        facts.contact_name,
        facts.contact_phone,
        facts.contact_is_public
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn update_legal(
    connection: &mut PgConnection,
    own: &OwnProfile,
    legal: &Legal,
) -> sqlx::Result<()> {
    let search =
        SearchColumns::of(&[&legal.name, &own.number], &[]).at(legal.division_code.as_str());
    query!(
        "update organisations
         set name = $2, pinyin = $3, kind = $4, credit_code = $5, division_code = $6,
             banner_code = (select banner_code from divisions where code = $6), search_text = $7,
             search_tokens = $8
         where id = $1",
        own.id.0,
        legal.name,
        pinyin(&legal.name),
        legal.kind.code(),
        legal.credit_code,
        legal.division_code.as_str(),
        search.search_text,
        &search.search_tokens
    )
    .execute(connection)
    .await?;
    Ok(())
}
