//! A hidden record answers exactly like a missing one: the same status and the same bytes, so that
//! nobody can tell a draft from a gap. And no list, search or sum shows it either.

use crate::harness::{
    addresses::english,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A way to hide one public record.
struct Case {
    what: &'static str,
    /// Finds a public one: its key, and a text that no other record has.
    key: &'static str,
    name: &'static str,
    /// Hides it; `$key` is where its key belongs.
    hide: &'static str,
    path: &'static str,
}

const CONTRACT: (&str, &str) = (
    "select max(id)::text from public_contracts",
    "select number from contracts where id = (select max(id) from public_contracts)",
);
const AGREEMENT: (&str, &str) = (
    "select max(id)::text from public_agreements",
    "select number from framework_agreements where id = (select max(id) from public_agreements)",
);
const DELIVERY: (&str, &str) = (
    "select max(id)::text from public_deliveries where contract_id is not null",
    "select number from deliveries where id = (select max(id) from public_deliveries where contract_id is not null)",
);
const EXHIBITOR: (&str, &str) = (
    "select max(id)::text from public_exhibitors",
    "select o.name from organisations o join exhibitors e on e.organisation_id = o.id where e.id = (select max(id) from public_exhibitors)",
);

/// A name that no other product has or contains.
const PRODUCT: (&str, &str) = (
    "select max(p.id)::text from products p where p.state = 'published'
       and not exists (select from products q where q.id <> p.id and strpos(q.name, p.name) > 0)",
    "select p.name from products p where p.state = 'published'
       and not exists (select from products q where q.id <> p.id and strpos(q.name, p.name) > 0) order by p.id desc limit 1",
);

const CASES: [Case; 15] = [
    contract("a draft contract", "update contracts set state = 'draft' where id = $key"),
    contract(
        "a void contract",
        "update contracts set state = 'void', voided_at = now(), void_reason = 'typed twice' where id = $key",
    ),
    agreement(
        "a draft agreement",
        "update framework_agreements set state = 'draft' where id = $key",
    ),
    agreement(
        "a voided agreement",
        "update framework_agreements set voided_at = now(), void_reason = 'typed twice' where id = $key",
    ),
    Case {
        what: "a voided project",
        key: "select max(id)::text from public_projects",
        name: "select number from signed_projects where id = (select max(id) from public_projects)",
        hide: "update signed_projects set voided_at = now(), void_reason = 'typed twice' where id = $key",
        path: "/projects",
    },
    delivery("a planned delivery", "update deliveries set shipped_on = null where id = $key"),
    delivery(
        "a voided delivery",
        "update deliveries set voided_at = now(), void_reason = 'typed twice' where id = $key",
    ),
    delivery(
        "a delivery of a draft contract",
        "update contracts set state = 'draft' where id = (select contract_id from deliveries where id = $key)",
    ),
    exhibitor(
        "an exhibitor that was not approved",
        "update exhibitors set state = 'declined' where id = $key",
    ),
    exhibitor(
        "an exhibitor not published yet",
        "update exhibitors set state = 'approved' where id = $key",
    ),
    exhibitor(
        "an exhibitor that withdrew as a party",
        "update organisations set state = 'withdrawn' where id = (select organisation_id from exhibitors where id = $key)",
    ),
    Case {
        what: "a product of a supplier that withdrew",
        key: PRODUCT.0,
        name: PRODUCT.1,
        hide: "update organisations set state = 'withdrawn' where id = (select organisation_id from products where id = $key)",
        path: "/products",
    },
    Case {
        what: "a draft product",
        key: "select max(product_id)::text from product_listings",
        name: "select name from products where id = (select max(product_id) from product_listings)",
        hide: "update products set state = 'draft', name = '还没有公布的' where id = $key",
        path: "/products",
    },
    Case {
        what: "a buyer that withdrew",
        key: "select max(id)::text from organisations where side = 'buyer'",
        name: "select name from organisations where id = (select max(id) from organisations where side = 'buyer')",
        hide: "update organisations set state = 'withdrawn' where id = $key",
        path: "/buyers",
    },
    Case {
        what: "a draft edition",
        key: "select ordinal::text from editions where ordinal = 1",
        name: "select '第一届'",
        hide: "update editions set state = 'draft' where ordinal = $key",
        path: "/fairs",
    },
];

const fn contract(what: &'static str, hide: &'static str) -> Case {
    Case { what, key: CONTRACT.0, name: CONTRACT.1, hide, path: "/contracts" }
}

const fn agreement(what: &'static str, hide: &'static str) -> Case {
    Case { what, key: AGREEMENT.0, name: AGREEMENT.1, hide, path: "/agreements" }
}

const fn delivery(what: &'static str, hide: &'static str) -> Case {
    Case { what, key: DELIVERY.0, name: DELIVERY.1, hide, path: "/deliveries" }
}

const fn exhibitor(what: &'static str, hide: &'static str) -> Case {
    Case { what, key: EXHIBITOR.0, name: EXHIBITOR.1, hide, path: "/exhibitors" }
}

#[tokio::test]
async fn what_is_not_public_answers_as_what_does_not_exist() {
    let urls = TestApp::own_fair().await.urls;
    for case in CASES {
        // The frame may be a second old; another site on the same database begins with a new one.
        let app = TestApp::on(&urls);
        let (key, name) = (app.text(case.key).await, app.text(case.name).await);
        let (path, missing) = (format!("{}/{key}", case.path), format!("{}/30000", case.path));
        assert!(app.get(&path).await.body.contains(&name), "{path} does not show {name}");
        let listed = listed(&app, case.path).await;
        app.as_owner_with(case.hide, &key).await;
        let app = TestApp::on(&urls);
        for (hidden, missing) in
            [(path.clone(), missing.clone()), (english(&path), english(&missing))]
        {
            let (hidden, missing) =
                (app.get_in_turn(&hidden).await, app.get_in_turn(&missing).await);
            assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{}: {path}", case.what);
            assert_eq!(
                without_path(&hidden),
                without_path(&missing),
                "{} can be told from a gap",
                case.what
            );
        }
        assert!(
            self::listed(&app, case.path).await < listed,
            "{} is still counted in its list",
            case.what
        );
        assert!(!app.get(case.path).await.body.contains(&name), "{} stands in its list", case.what);
        let search = format!("/search?q={}", utf8_percent_encode(&name, NON_ALPHANUMERIC));
        assert!(
            !app.get(&search).await.body.contains(&format!("\"{path}\"")),
            "{} is found by search",
            case.what
        );
    }
}

/// The number of records in the whole list of a kind: as it says itself, or by its columns.
async fn listed(app: &TestApp, path: &str) -> usize {
    let page = app.page(&format!("{path}?edition=all")).await;
    let said = page.text(".bar .num").replace(',', "");
    if said.is_empty() { page.count("thead th") } else { said.parse().unwrap() }
}

/// The body without the requested address, which its links repeat.
fn without_path(answer: &Answer) -> String {
    let path = answer.path.trim_start_matches("/en");
    answer.body.replace(path, "/it")
}

#[tokio::test]
async fn a_hidden_deal_leaves_every_sum_and_every_search() {
    let app = TestApp::own_fair().await;
    // The largest: sums are shown rounded.
    let key = app.text("select id::text from public_contracts where state <> 'terminated' order by signed_amount desc limit 1").await;
    let number = app.text("select number from public_contracts where state <> 'terminated' order by signed_amount desc limit 1").await;
    let search = format!("/contracts?q={number}");
    let sums = ["/", "/banners", "/contracts?state=standing"];
    assert_eq!(app.page(&search).await.text(".bar .num"), "1");
    let mut before = Vec::new();
    for path in sums {
        before.push(app.page(path).await.all(".fig, .amount").join(" "));
    }
    app.as_owner_with("update contracts set state = 'draft' where id = $key", &key).await;
    assert_eq!(app.page(&search).await.count(".bar .num"), 0, "a search finds a draft");
    for (path, before) in sums.into_iter().zip(before) {
        assert_ne!(
            app.page(path).await.all(".fig, .amount").join(" "),
            before,
            "{path} still counts a draft"
        );
    }
}
