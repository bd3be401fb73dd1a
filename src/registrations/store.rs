//! Every statement on registrations.

use super::model::{Application, Registration, RegistrationScope, State};
use crate::{
    identity::model::token::Token,
    organisations::model::{OrganisationKind, profile::Legal},
    values::{
        facet::FacetCount,
        ids::{OrganisationId, RegistrationId, UserId},
        place_code::PlaceCode,
        search_text::pinyin,
    },
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

struct Row {
    id: RegistrationId,
    state: State,
    name: String,
    kind: OrganisationKind,
    credit_code: Option<String>,
    division_code: PlaceCode,
    banner_code: Option<PlaceCode>,
    contact_name: String,
    login: String,
    place: String,
    place_en: String,
    word: Option<String>,
    submitted_at: DateTime<Utc>,
    organisation: Option<OrganisationId>,
    version: i32,
}

impl From<Row> for Registration {
    fn from(row: Row) -> Self {
        let legal = Legal {
            name: row.name,
            kind: row.kind,
            credit_code: row.credit_code,
            division_code: row.division_code,
        };
        Self {
            id: row.id,
            state: row.state,
            application: Application { legal, contact_name: row.contact_name, login: row.login },
            banner_code: row.banner_code,
            place: row.place,
            place_en: row.place_en,
            word: row.word,
            submitted_at: row.submitted_at,
            organisation: row.organisation,
            version: row.version,
        }
    }
}

macro_rules! registrations {
    ($tail:literal, $whose:expr $(, $more:expr)*) => {
        query_as!(
            Row,
            r#"select r.id as "id: _", r.state as "state: _", r.name, r.kind as "kind: _",
                      r.credit_code, r.division_code as "division_code: _",
                      r.banner_code as "banner_code: _", r.contact_name, r.login,
                      d.full_name as place, d.full_name_en as place_en, r.word,
                      r.submitted_at, r.organisation_id as "organisation: _", r.version
               from registrations r join divisions d on d.code = r.division_code
               where ($1::text is null or r.banner_code = $1) and ($2::text is null or r.state = $2)
                 and ($3::text is null or position(lower($3) in
                     lower(concat_ws(' ', r.name, r.pinyin, r.credit_code, r.contact_name,
                     r.login))) > 0) "#
                + $tail,
            $whose.banner.as_ref().map(|code| code.as_str()),
            $whose.state.map(|state| state.code()),
            $whose.typed
            $(, $more)*
        )
    };
}

/// Submitted ones first, the longest waiting first; then the latest.
pub async fn list(
    db: impl PgExecutor<'_>,
    whose: &RegistrationScope,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Registration>> {
    let rows = registrations!(
        "order by r.state <> 'submitted', case when r.state = 'submitted' then r.submitted_at end,
         r.submitted_at desc, r.id limit $4 offset $5",
        whose,
        limit,
        offset
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Registration::from).collect())
}

/// The counts for each state and banner; each facet applies all filters but its own. `within`: the
/// scope of an officer.
pub async fn counts(
    db: impl PgExecutor<'_>,
    whose: &RegistrationScope,
    within: Option<&PlaceCode>,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (
               select r.state, r.banner_code, count(*) as n from registrations r
               where ($4::text is null or r.banner_code = $4)
                 and ($3::text is null or position(lower($3) in
                     lower(concat_ws(' ', r.name, r.pinyin, r.credit_code, r.contact_name,
                     r.login))) > 0)
               group by 1, 2)
           select 'state' as "facet!", state as "value!", sum(n)::bigint as "count!" from matching
           where $1::text is null or banner_code = $1 group by 2
           union all select 'banner', banner_code, sum(n)::bigint from matching
               where ($2::text is null or state = $2) and banner_code is not null group by 2
           union all select 'total', '', coalesce(sum(n), 0)::bigint from matching
               where ($1::text is null or banner_code = $1) and ($2::text is null or state = $2)"#,
        whose.banner.as_ref().map(|code| code.as_str()),
        whose.state.map(|state| state.code()),
        whose.typed,
        within.map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}

pub async fn find(
    db: impl PgExecutor<'_>,
    whose: &RegistrationScope,
    id: RegistrationId,
) -> sqlx::Result<Option<Registration>> {
    Ok(registrations!("and r.id = $4", whose, id.0)
        .fetch_optional(db)
        .await?
        .map(Registration::from))
}

/// Like `find`, locked until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    whose: &RegistrationScope,
    id: RegistrationId,
) -> sqlx::Result<Option<Registration>> {
    Ok(registrations!("and r.id = $4 for update of r", whose, id.0)
        .fetch_optional(connection)
        .await?
        .map(Registration::from))
}

/// By the private link.
pub async fn of_code(db: impl PgExecutor<'_>, code: &Token) -> sqlx::Result<Option<Registration>> {
    let whose = RegistrationScope::default();
    Ok(registrations!("and r.code_hash = $4", whose, code.hash())
        .fetch_optional(db)
        .await?
        .map(Registration::from))
}

pub async fn lock_of_code(
    connection: &mut PgConnection,
    code: &Token,
) -> sqlx::Result<Option<Registration>> {
    let whose = RegistrationScope::default();
    Ok(registrations!("and r.code_hash = $4 for update of r", whose, code.hash())
        .fetch_optional(connection)
        .await?
        .map(Registration::from))
}

/// The number of registrations from an address since a time; concurrent ones wait for each other.
pub async fn sent_from(
    connection: &mut PgConnection,
    address: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<i64> {
    query!("select pg_advisory_xact_lock(hashtext('registrations'), hashtext($1))", address)
        .execute(&mut *connection)
        .await?;
    query_scalar!(
        r#"select count(*) as "n!" from registrations where address = $1 and recorded_at > $2"#,
        address,
        since
    )
    .fetch_one(connection)
    .await
}

pub async fn insert(
    connection: &mut PgConnection,
    application: &Application,
    code: &Token,
    password_hash: &str,
    address: &str,
) -> sqlx::Result<RegistrationId> {
    let legal = &application.legal;
    query_scalar!(
        r#"insert into registrations (code_hash, name, pinyin, kind, credit_code, division_code,
               banner_code, contact_name, login,
                                      password_hash, address)
           values ($1, $2, $3, $4, $5, $6, (select banner_code from divisions where code = $6), $7,
               $8, $9, $10)
           returning id as "id: _""#,
        code.hash(),
        legal.name,
        pinyin(&legal.name),
        legal.kind.code(),
        legal.credit_code,
        legal.division_code.as_str(),
        application.contact_name,
        application.login,
        password_hash,
        address
    )
    .fetch_one(connection)
    .await
}

/// Updates and resubmits it.
pub async fn update(
    connection: &mut PgConnection,
    id: RegistrationId,
    application: &Application,
) -> sqlx::Result<()> {
    let legal = &application.legal;
    query!(
        "update registrations
         set name = $2, pinyin = $3, kind = $4, credit_code = $5, division_code = $6,
             banner_code = (select banner_code from divisions where code = $6), contact_name = $7,
             login = $8,
             state = 'submitted', submitted_at = now(), version = version + 1
         where id = $1",
        id.0,
        legal.name,
        pinyin(&legal.name),
        legal.kind.code(),
        legal.credit_code,
        legal.division_code.as_str(),
        application.contact_name,
        application.login
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn password_hash(
    connection: &mut PgConnection,
    id: RegistrationId,
) -> sqlx::Result<Option<String>> {
    query_scalar!("select password_hash from registrations where id = $1", id.0)
        .fetch_one(connection)
        .await
}

/// Returns or refuses it, with a reason.
pub async fn answer(
    connection: &mut PgConnection,
    id: RegistrationId,
    state: State,
    word: &str,
) -> sqlx::Result<()> {
    query!(
        "update registrations
         set state = $2, word = $3, decided_at = now(),
         password_hash = case when $2 = 'returned' then password_hash end, version = version + 1
         where id = $1",
        id.0,
        state.code(),
        word
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn admit(
    connection: &mut PgConnection,
    id: RegistrationId,
    organisation: OrganisationId,
    user: UserId,
) -> sqlx::Result<()> {
    query!(
        "update registrations
         set state = 'admitted', organisation_id = $2, user_id = $3, password_hash = null,
         decided_at = now(), version = version + 1
         where id = $1",
        id.0,
        organisation.0,
        user.0
    )
    .execute(connection)
    .await?;
    Ok(())
}
