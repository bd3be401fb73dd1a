//! The pages of the site. For pages of records, a statement finds some worth opening: the first,
//! the last, and unusual ones.

use super::site::TestApp;

/// Pages without a record: most of them lists.
pub const LISTS: [&str; 17] = [
    "/",
    "/fairs",
    "/exhibitors",
    "/products",
    "/brands",
    "/projects",
    "/agreements",
    "/contracts",
    "/deliveries",
    "/payments",
    "/buyers",
    "/banners",
    "/villages",
    "/screen",
    "/statistics",
    "/search",
    "/about",
];

pub const RECORDS: [(&str, &str); 14] = [
    ("/fairs/{ordinal}", "select ordinal::text from editions where state <> 'draft'"),
    (
        "/statistics/{indicator}",
        "select unnest(array['intent_amount', 'purchased', 'purchased_from_three_types', 'fulfilment', 'edition_opening', 'exhibitors'])",
    ),
    ("/fairs/{ordinal}/floor-plan", "select ordinal::text from editions where state <> 'draft'"),
    ("/fairs/{ordinal}/sales", "select ordinal::text from editions where state <> 'draft'"),
    (
        "/exhibitors/{id}",
        "select min(id)::text from public_exhibitors union select max(id)::text from public_exhibitors
         union (select id::text from public_exhibitors where booth_id is null limit 1)
         union (select e.id::text from public_exhibitors e join contracts c on c.supplier_id = e.organisation_id limit 1)",
    ),
    (
        "/products/{id}",
        "select min(id)::text from products union select max(id)::text from products
         union (select p.product_id::text from certified_products p join certifications c on c.id = p.certification_id
                where c.valid_to < '2020-09-28' limit 1)
         union (select id::text from products where brand_id is not null limit 1)",
    ),
    (
        "/brands/{id}",
        "select min(id)::text from public_brands union select max(id)::text from public_brands
         union (select id::text from public_brands where owner_id is null limit 1)
         union (select brand_id::text from public_trademarks where expires_on < '2020-09-28' limit 1)",
    ),
    (
        "/projects/{id}",
        "select min(id)::text from signed_projects union select max(id)::text from signed_projects
         union (select id::text from signed_projects where lapsed_on is not null limit 1)
         union (select id::text from signed_projects where renews_id is not null limit 1)
         union (select project_id::text from framework_agreements where project_id is not null limit 1)",
    ),
    (
        "/agreements/{id}",
        "select min(id)::text from public_agreements union select max(id)::text from public_agreements
         union (select id::text from public_agreements where ceiling is null limit 1)
         union (select id::text from public_agreements where terminated_on is not null limit 1)",
    ),
    (
        "/contracts/{id}",
        "select min(id)::text from public_contracts union select max(id)::text from public_contracts
         union (select contract_id::text from contract_amendments limit 1)
         union (select id::text from public_contracts where terminated_on is not null limit 1)
         union (select id::text from public_contracts where adjustment <> 0 limit 1)",
    ),
    (
        "/deliveries/{id}",
        "select min(id)::text from public_deliveries union select max(id)::text from public_deliveries
         union (select id::text from public_deliveries where contract_id is null limit 1)
         union (select l.delivery_id::text from delivery_lines l join public_deliveries d on d.id = l.delivery_id
                where l.state in ('rejected', 'disputed') limit 1)",
    ),
    (
        "/buyers/{id}",
        "select min(id)::text from organisations where side = 'buyer' union select max(id)::text from organisations where side = 'buyer'
         union (select buyer_id::text from payments limit 1)",
    ),
    ("/banners/{code}", "select code from divisions where level = 'banner'"),
    (
        "/villages/{code}",
        "select min(code) from divisions where level = 'village' union select max(code) from divisions where level = 'village'
         union (select village_code from contract_villages limit 1)",
    ),
];

/// For programs, and for people with programs.
pub const PLAIN: [&str; 47] = [
    "/en",
    "/search/suggestions",
    "/en/search/suggestions",
    "/places/suggestions",
    "/en/places/suggestions",
    "/screen/events",
    "/api/v1/indicators",
    "/api/v1/indicators/{key}",
    "/healthz",
    "/readyz",
    "/metrics",
    "/static/{fingerprint}/{*name}",
    "/files/{code}/{name}",
    "/sitemap.xml",
    "/robots.txt",
    "/feed.xml",
    "/fairs/{ordinal}/calendar.ics",
    "/api/openapi.json",
    "/api/docs",
    "/api/v1/exhibitors",
    "/api/v1/exhibitors/{id}",
    "/api/v1/products",
    "/api/v1/products/{id}",
    "/api/v1/projects",
    "/api/v1/projects/{id}",
    "/api/v1/agreements",
    "/api/v1/agreements/{id}",
    "/api/v1/contracts",
    "/api/v1/contracts/{id}",
    "/api/v1/editions",
    "/api/v1/editions/{ordinal}",
    "/api/v1/divisions",
    "/api/v1/divisions/{code}",
    "/opendata/exhibitors.csv",
    "/opendata/products.csv",
    "/opendata/brands.csv",
    "/opendata/projects.csv",
    "/opendata/agreements.csv",
    "/opendata/contracts.csv",
    "/opendata/deliveries.csv",
    "/opendata/payments.csv",
    "/opendata/buyers.csv",
    "/opendata/banners.csv",
    "/opendata/villages.csv",
    "/opendata/editions.csv",
    "/opendata/sales.csv",
    "/opendata/divisions.csv",
];

/// The Chinese address of every list and of the records found in this database.
pub async fn addresses(app: &TestApp) -> Vec<String> {
    let mut addresses: Vec<String> = LISTS.map(String::from).to_vec();
    for (route, sql) in RECORDS {
        addresses.extend(app.texts(sql).await.iter().map(|key| with_key(route, key)));
    }
    addresses
}

/// `/contracts/{id}` with its key filled in.
pub fn with_key(route: &str, key: &str) -> String {
    let (before, rest) = route.split_once('{').unwrap();
    let (_, after) = rest.split_once('}').unwrap();
    format!("{before}{key}{after}")
}

/// The same page in English.
pub fn english(path: &str) -> String {
    format!("/en{path}")
}
