//! The state that all handlers share.

use super::changes::{Bits, Changes, Stamp};
use crate::{
    audit::model::records::Records,
    database::{connection, objects::Objects},
    site::{model::Site, store},
    values::clock::Clock,
    web::declaration::Declarations,
};
use chrono::{DateTime, NaiveDate, Utc};
use metrics_exporter_prometheus::PrometheusHandle;
use sqlx::PgPool;
use std::sync::{Arc, RwLock};
use tokio::sync::Mutex;

/// The settings from the environment that handlers use.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// FARMFAIR_TODAY, which overrides the day of a demonstration.
    pub today: Option<NaiveDate>,
    pub public_url: String,
    pub requires_second_factor: bool,
    /// Whether a mail server is configured.
    pub sends_mail: bool,
    /// Where photos and scans are stored.
    pub objects: Objects,
}

#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    declared: Declarations,
    pool: PgPool,
    kept: PgPool,
    settings: Settings,
    metrics: PrometheusHandle,
    changes: Arc<Changes>,
    frame: Bits,
    /// Held while loading, so that many concurrent requests load once.
    loading: Mutex<()>,
    site: RwLock<Option<(Stamp, Arc<Site>)>>,
}

impl App {
    pub fn new(
        declared: Declarations,
        pool: PgPool,
        settings: Settings,
        metrics: PrometheusHandle,
    ) -> Self {
        let changes = Arc::new(Changes::new(declared.announced()));
        let frame = changes.bits(&store::READS);
        let kept = connection::keeping_plans(&pool);
        Self(Arc::new(Inner {
            declared,
            kept,
            pool,
            settings,
            metrics,
            changes,
            frame,
            loading: Mutex::default(),
            site: RwLock::default(),
        }))
    }

    /// For statements that are planned at each call: those composed from the given filters.
    pub fn pool(&self) -> &PgPool {
        &self.0.pool
    }

    /// For statements whose plan serves any value: each connection plans them once.
    pub fn kept(&self) -> &PgPool {
        &self.0.kept
    }

    /// One or the other: a store may have a constant statement for the request, or compose one.
    pub fn pool_for(&self, is_fixed: bool) -> &PgPool {
        if is_fixed { self.kept() } else { self.pool() }
    }

    /// No more statements.
    pub async fn close(&self) {
        self.0.pool.close().await;
        self.0.kept.close().await;
    }

    pub fn declarations(&self) -> &Declarations {
        &self.0.declared
    }

    /// The kinds of records in the trail.
    pub fn records(&self) -> &Records {
        self.declarations().records()
    }

    pub fn objects(&self) -> &Objects {
        &self.0.settings.objects
    }

    pub fn public_url(&self) -> &str {
        &self.0.settings.public_url
    }

    pub fn metrics(&self) -> &PrometheusHandle {
        &self.0.metrics
    }

    pub fn changes(&self) -> &Arc<Changes> {
        &self.0.changes
    }

    /// The frame of every page, at most one second old.
    pub async fn site(&self) -> sqlx::Result<Arc<Site>> {
        if let Some(site) = self.fresh() {
            return Ok(site);
        }
        let _one_loads = self.0.loading.lock().await;
        if let Some(site) = self.fresh() {
            return Ok(site);
        }
        let stamp = self.0.changes.stamp();
        let site = Arc::new(store::load(&self.0.pool).await?);
        if let Ok(mut kept) = self.0.site.write() {
            *kept = Some((stamp, site.clone()));
        }
        Ok(site)
    }

    /// The last frame, however old: error pages use it while the database is unavailable.
    pub fn last_site(&self) -> Option<Arc<Site>> {
        Some(self.0.site.read().ok()?.as_ref()?.1.clone())
    }

    fn fresh(&self) -> Option<Arc<Site>> {
        let kept = self.0.site.read().ok()?;
        let (stamp, site) = kept.as_ref()?;
        self.0.changes.is_current(stamp, self.0.frame).then(|| site.clone())
    }

    /// Today, according to `site`.
    pub fn clock(&self, site: &Site) -> Clock {
        Clock::new(self.0.settings.today.or(site.installation.business_day))
    }

    /// The real time, for sessions and for the trail.
    pub fn now(&self) -> DateTime<Utc> {
        Clock::new(None).now()
    }

    /// Whether messages are also sent by e-mail.
    pub fn sends_mail(&self) -> bool {
        self.0.settings.sends_mail
    }

    /// Whether staff must have a second factor.
    pub fn requires_second_factor(&self) -> bool {
        self.0.settings.requires_second_factor
    }
}
