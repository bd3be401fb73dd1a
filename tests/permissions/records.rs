//! Ownership of records: every route with a record's id, by every role with a scope. One's own
//! opens; another's answers byte for byte like a missing one, and nothing is written.

use super::{NOBODYS, matrix};
use crate::harness::{
    actors::Person,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use sqlx::{AssertSqlSafe, query_scalar};

/// Records below an address, and statements for one's own and another's: `$me` is the user.
struct Family {
    prefix: &'static str,
    roles: &'static [&'static str],
    own: &'static str,
    foreign: &'static str,
}

const SUPPLIER: &[&str] = &["supplier"];
const OFFICER: &[&str] = &["banner_officer"];
const DESKS: &[&str] = &["banner_officer", "organiser", "auditor", "administrator"];

const FAMILIES: &[Family] = &[
    Family {
        prefix: "/my/products/{id}",
        roles: SUPPLIER,
        own: "select min(id) from products where organisation_id = (select min(supplier_id) from contracts)",
        foreign: "select min(id) from products where organisation_id <> (select min(supplier_id) from contracts)",
    },
    Family {
        prefix: "/my/photos/{id}",
        roles: SUPPLIER,
        own: "select min(id) from product_photos",
        foreign: "select max(id) from product_photos",
    },
    Family {
        prefix: "/my/certifications/{id}",
        roles: SUPPLIER,
        own: "select min(id) from certifications where organisation_id = (select min(supplier_id) from contracts)",
        foreign: "select min(id) from certifications where organisation_id <> (select min(supplier_id) from contracts)",
    },
    Family {
        prefix: "/my/trademarks/{id}",
        roles: SUPPLIER,
        own: "select min(t.id) from trademarks t join brands b on b.id = t.brand_id where b.owner_id = (select min(supplier_id) from contracts)",
        foreign: "select min(t.id) from trademarks t join brands b on b.id = t.brand_id where b.owner_id <> (select min(supplier_id) from contracts)",
    },
    Family {
        prefix: "/my/applications/{id}",
        roles: SUPPLIER,
        own: "select min(id) from exhibitors where organisation_id = (select min(supplier_id) from contracts)",
        foreign: "select min(id) from exhibitors where organisation_id <> (select min(supplier_id) from contracts)",
    },
    Family {
        prefix: "/my/enquiries/{id}",
        roles: SUPPLIER,
        own: "select max(id) from enquiries",
        foreign: "select max(id) - 1 from enquiries",
    },
    Family {
        prefix: "/my/messages/{id}",
        roles: &["supplier", "buyer", "village_team"],
        own: "select max(id) from messages where user_id = $me",
        foreign: "select min(id) from messages where user_id <> $me",
    },
    Family {
        prefix: "/admin/products/{id}",
        roles: OFFICER,
        own: "select min(p.id) from products p join organisations o on o.id = p.organisation_id where o.banner_code = '150602'",
        foreign: "select min(p.id) from products p join organisations o on o.id = p.organisation_id where o.banner_code = '150627'",
    },
    Family {
        prefix: "/admin/certifications/{id}",
        roles: OFFICER,
        own: "select min(c.id) from certifications c join organisations o on o.id = c.organisation_id where o.banner_code = '150602'",
        foreign: "select min(c.id) from certifications c join organisations o on o.id = c.organisation_id where o.banner_code = '150627'",
    },
    Family {
        prefix: "/admin/trademarks/{id}",
        roles: OFFICER,
        own: "select min(t.id) from trademarks t join brands b on b.id = t.brand_id join organisations o on o.id = b.owner_id where o.banner_code = '150602'",
        foreign: "select min(t.id) from trademarks t join brands b on b.id = t.brand_id join organisations o on o.id = b.owner_id where o.banner_code = '150627'",
    },
    Family {
        prefix: "/admin/applications/{id}",
        roles: OFFICER,
        own: "select min(e.id) from exhibitors e join organisations o on o.id = e.organisation_id where o.banner_code = '150602'",
        foreign: "select min(e.id) from exhibitors e join organisations o on o.id = e.organisation_id where o.banner_code = '150627'",
    },
    Family {
        prefix: "/admin/agreements/{id}",
        roles: OFFICER,
        own: "select min(id) from framework_agreements where owner_banner_code = '150602'",
        foreign: "select min(id) from framework_agreements where owner_banner_code = '150627'",
    },
    Family {
        prefix: "/admin/contracts/{id}",
        roles: OFFICER,
        own: "select min(id) from contracts where owner_banner_code = '150602'",
        foreign: "select min(id) from contracts where owner_banner_code = '150627'",
    },
    Family {
        prefix: "/admin/deliveries/{id}",
        roles: OFFICER,
        own: "select min(id) from deliveries where owner_banner_code = '150602'",
        foreign: "select min(id) from deliveries where owner_banner_code = '150627'",
    },
    Family {
        prefix: "/my/deliveries/{id}",
        roles: SUPPLIER,
        own: "select min(id) from deliveries where supplier_id = (select min(supplier_id) from contracts)",
        foreign: "select min(id) from deliveries where supplier_id <> (select min(supplier_id) from contracts)",
    },
    Family {
        prefix: "/my/deliveries/{id}",
        roles: &["buyer"],
        own: "select min(id) from deliveries where buyer_id = (select min(buyer_id) from contracts)",
        foreign: "select min(id) from deliveries where buyer_id <> (select min(buyer_id) from contracts)",
    },
    Family {
        prefix: "/my/deliveries/{id}",
        roles: &["village_team"],
        own: "select min(delivery_id) from delivery_lines where village_code = (select min(village_code) from contract_villages)",
        foreign: "select min(id) from deliveries where id not in (select delivery_id from delivery_lines where village_code = (select min(village_code) from contract_villages))",
    },
    Family {
        prefix: "/admin/sales/{id}",
        roles: OFFICER,
        own: "select min(r.id) from onsite_reports r join exhibitors e on e.id = r.exhibitor_id join organisations o on o.id = e.organisation_id where o.banner_code = '150602'",
        foreign: "select min(r.id) from onsite_reports r join exhibitors e on e.id = r.exhibitor_id join organisations o on o.id = e.organisation_id where o.banner_code = '150627'",
    },
    Family {
        prefix: "/admin/exhibitors/{id}",
        roles: OFFICER,
        own: "select min(e.id) from exhibitors e join organisations o on o.id = e.organisation_id where o.banner_code = '150602'",
        foreign: "select min(e.id) from exhibitors e join organisations o on o.id = e.organisation_id where o.banner_code = '150627'",
    },
    Family {
        prefix: "/admin/payments/{id}",
        roles: OFFICER,
        own: "select min(p.id) from payments p join organisations s on s.id = p.supplier_id where s.banner_code = '150602'",
        foreign: "select min(p.id) from payments p join organisations s on s.id = p.supplier_id where s.banner_code = '150627'",
    },
    Family {
        prefix: "/my/payments/{id}",
        roles: SUPPLIER,
        own: "select min(id) from payments where supplier_id = (select min(supplier_id) from contracts)",
        foreign: "select min(id) from payments where supplier_id <> (select min(supplier_id) from contracts)",
    },
    Family {
        prefix: "/my/payments/{id}",
        roles: &["buyer"],
        own: "select min(id) from payments where buyer_id = (select min(buyer_id) from contracts)",
        foreign: "select min(id) from payments where buyer_id <> (select min(buyer_id) from contracts)",
    },
    Family {
        prefix: "/admin/signing/{id}",
        roles: OFFICER,
        own: "select min(id) from signed_projects where owner_banner_code = '150602'",
        foreign: "select min(id) from signed_projects where owner_banner_code = '150627'",
    },
    Family {
        prefix: "/admin/organisations/{id}",
        roles: OFFICER,
        own: "select min(id) from organisations where banner_code = '150602'",
        foreign: "select min(id) from organisations where banner_code = '150627'",
    },
    Family {
        prefix: "/admin/registrations/{id}",
        roles: OFFICER,
        own: "select min(id) from registrations where banner_code = '150602'",
        foreign: "select min(id) from registrations where banner_code = '150627'",
    },
    Family {
        prefix: "/admin/imports/{id}",
        roles: OFFICER,
        own: "select min(id) from imports where banner_code = '150602'",
        foreign: "select min(id) from imports where banner_code = '150627'",
    },
    Family {
        prefix: "/admin/filters/{id}",
        roles: DESKS,
        own: "select min(id) from saved_filters where user_id = $me",
        foreign: "select min(id) from saved_filters where user_id <> $me",
    },
    Family {
        prefix: "/account/sessions/{id}",
        roles: &[
            "supplier",
            "buyer",
            "village_team",
            "banner_officer",
            "organiser",
            "auditor",
            "administrator",
        ],
        own: "select max(id) from sessions where user_id = $me",
        foreign: "select min(id) from sessions where user_id <> $me",
    },
];

/// Records without an owner: every admitted user sees them.
const OF_ALL: &[&str] = &["/admin/booths/{id}"];

/// Roles without a scope: they see everything they are admitted to, except personal records.
const UNBOUND: &[&str] = &["organiser", "auditor", "administrator"];

/// Records that the demonstration lacks, one for each side.
const RECORDS: &str = "
    insert into registrations (code_hash, name, pinyin, kind, division_code, banner_code, contact_name, login, address)
        select sha256(code::bytea), '试验合作社' || code, 'shi yan', 'cooperative', code, code, '老王', '139' || code, '::1'
        from unnest(array['150602', '150627']) code;
    insert into imports (kind, user_id, banner_code, is_organisers, file_name, new_rows, changed_rows, unchanged_rows, refused_rows)
        select 'products', (select min(id) from users), code, false, '表.xlsx', 1, 0, 0, 0 from unnest(array['150602', '150627']) code;
    with brand as (
        insert into brands (name, pinyin, home_code, owner_id, search_text, search_tokens)
            select '试验', 'shi yan', '150602', min(supplier_id), '', '{}' from contracts returning id)
        insert into trademarks (brand_id, number, class, registered_on, expires_on) select id, 'TM', 29, '2019-03-14', '2029-03-13' from brand;
    insert into saved_filters (user_id, list, name, query) select id, '/admin/products', '一', '' from users;
    insert into messages (user_id, subject, subject_en, body, body_en) select id, '一', 'one', '一', 'one' from users;
    insert into files (code, kind, organisation_id, content_type, bytes, sha256, width, height, uploaded_by, kept_at)
        select 'file' || p.id, 'photo', p.organisation_id, 'image/jpeg', 1, repeat('0', 64), 300, 300, (select min(id) from users), now()
        from (select min(id) as id, organisation_id from products group by organisation_id
              order by organisation_id <> (select min(supplier_id) from contracts), organisation_id limit 2) p;
    insert into product_photos (product_id, file_id, place, alt)
        select (select min(id) from products where organisation_id = f.organisation_id), f.id, 1, '羊' from files f
        order by f.organisation_id <> (select min(supplier_id) from contracts);
    insert into enquiries (code_hash, exhibitor_id, name, phone, consent_version, consented_on, sent_at, last_message_at, waits_since)
        select sha256(id::text::bytea), id, '访客', '13900000000', 1, '2020-09-28', now(), now(), now()
        from (select min(id) as id, organisation_id from exhibitors group by organisation_id) e
        order by organisation_id = (select min(supplier_id) from contracts);";

async fn id(person: &Person, sql: &'static str) -> String {
    let sql = sql.replace("$me", &person.id.0.to_string());
    let found: Option<i64> =
        query_scalar(AssertSqlSafe(sql.clone())).fetch_one(&person.app.pool).await.unwrap();
    found.unwrap_or_else(|| panic!("there is none: {sql}")).to_string()
}

async fn ask(person: &Person, method: &str, path: &str, id: &str) -> Answer {
    let path = path.replace("{id}", id).replace("{ordinal}", "1");
    if method == "GET" { person.get(&path).await } else { person.post(&path, &[]).await }
}

#[tokio::test]
async fn ones_own_opens_and_anothers_is_not_there() {
    let app = TestApp::own_fair().await;
    let mut people = Vec::new();
    for role in Role::ALL {
        people.push((role.code(), app.someone(*role).await));
    }
    app.as_owner(RECORDS).await;
    for (role, person) in &people {
        for (route, admitted) in matrix() {
            let (method, path) = route.split_once(' ').unwrap();
            let Some((before, _)) = path.split_once("{id}").filter(|_| admitted.contains(role))
            else {
                continue;
            };
            let prefix = format!("{before}{{id}}");
            let family = FAMILIES
                .iter()
                .find(|family| family.prefix == prefix && family.roles.contains(role));
            let Some(family) = family else {
                let is_all_s = OF_ALL.contains(&prefix.as_str()) || UNBOUND.contains(role);
                assert!(is_all_s, "{role} {route}: whose record it is belongs into FAMILIES");
                continue;
            };
            let written = app.text("select count(*)::text from audit_events").await;
            let foreign = ask(person, method, path, &id(person, family.foreign).await).await;
            let nobodys = ask(person, method, path, NOBODYS).await;
            assert_eq!(foreign.status, nobodys.status, "{role} {route}");
            assert_eq!(foreign.html().text("main"), nobodys.html().text("main"), "{role} {route}");
            assert!(foreign.status.is_client_error(), "{role} {route}: {}", foreign.status);
            assert_eq!(
                app.text("select count(*)::text from audit_events").await,
                written,
                "{role} {route} changed something"
            );
            if method == "GET" && path == prefix {
                let own = ask(person, method, path, &id(person, family.own).await).await;
                assert_eq!(own.status, StatusCode::OK, "{role} {route}");
            }
        }
    }
}
