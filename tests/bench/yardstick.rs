//! The yardstick of the pages: a handler that reads 24 narrow rows by one prepared statement and
//! renders the template of the product list. Everything around the labels is read once, before the
//! first request.

use axum::{Router, extract::State, response::Response, routing::get};
use chrono::NaiveDate;
use farmfair::{
    app,
    products::{
        self,
        model::{Card, Filter, neutral_offset},
        views::{self, Index, Label},
    },
    site,
    ui::lists::{Listing, Position},
    values::{facet::FacetCounts, lang::Lang},
    web::{
        page::{Page, render},
        query::Query,
    },
};
use sqlx::{PgPool, postgres::PgPoolOptions};
use std::{env, sync::Arc};

const LABELS: i64 = 24;
/// The rows begin at the place of the day, as on the list.
const ROWS: &str = "
    select product_id as id, name, category_code, price, unit_code, origin, origin_en, origin_level,
           nullif(banner_code, '') as banner_code, booth_code, certificates, cover
    from product_listings where edition_id = $1 and neutral_rank >= $2 order by neutral_rank, product_id limit $3";

struct Yardstick {
    pool: PgPool,
    page: Page,
    list: Listing,
    edition: i64,
    from: i32,
}

/// Runs until killed; prints its address first.
pub fn serve() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let yardstick = Arc::new(Yardstick::open(&env::var("DATABASE_URL").unwrap()).await);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}/", listener.local_addr().unwrap());
        let router: Router = Router::new().route("/products", get(list)).with_state(yardstick);
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = hyper_util::service::TowerToHyperService::new(router.clone());
            let stream = hyper_util::rt::TokioIo::new(stream);
            tokio::spawn(
                hyper::server::conn::http1::Builder::new().serve_connection(stream, service),
            );
        }
    });
}

async fn list(State(yardstick): State<Arc<Yardstick>>) -> Response {
    let Yardstick { pool, page, list, edition, from } = &*yardstick;
    let cards: Vec<Card> =
        sqlx::query_as(ROWS).bind(edition).bind(from).bind(LABELS).fetch_all(pool).await.unwrap();
    let index = Index { labels: Label::all(page, &cards), page: page.clone(), list: list.clone() };
    render(&index).ok().unwrap()
}

impl Yardstick {
    async fn open(url: &str) -> Self {
        let options = url.parse::<sqlx::postgres::PgConnectOptions>().unwrap();
        let options = options.options([("plan_cache_mode", "force_generic_plan"), ("jit", "off")]);
        let pool = PgPoolOptions::new().max_connections(12).connect_lazy_with(options);
        let site = Arc::new(site::store::load(&pool).await.unwrap());
        let today: NaiveDate = site.installation.business_day.unwrap();
        let edition = site.current_edition().unwrap().id;
        let page = Page {
            lang: Lang::Zh,
            path: "/products".into(),
            query: Query::default(),
            today,
            site,
            declared: app::declarations(app::NOUNS),
            public_url: "http://127.0.0.1:8080".into(),
            is_answer: false,
        };
        let list =
            around(&pool, &page, Filter { edition: Some(edition), ..Filter::default() }).await;
        Self { pool, page, list, edition: edition.0, from: neutral_offset(today) }
    }
}

/// The page around the labels of the list.
async fn around(pool: &PgPool, page: &Page, filter: Filter) -> Listing {
    let counts =
        FacetCounts(products::store::counts(pool, &filter, page.today, LABELS).await.unwrap());
    let mut list = Listing::counted(page, &counts, Position { number: 1, size: LABELS });
    list.editions(page);
    views::facets(page, &mut list, &filter, &counts);
    list.sorts(
        page,
        "today",
        &[
            ("today", "今日顺序", "Today's order"),
            ("price", "按价格", "By price"),
            ("name", "按名称", "By name"),
        ],
    );
    list
}
