//! What all handlers share.

use super::changes::{Changes, Nouns, Stamp};
use crate::{
    database::{connection, objects::Objects},
    site::{model::Site, store},
    values::clock::Clock,
};
use chrono::{DateTime, NaiveDate, Utc};
use metrics_exporter_prometheus::PrometheusHandle;
use sqlx::PgPool;
use std::sync::{Arc, RwLock};
use tokio::sync::Mutex;

/// What the environment says and handlers ask for.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// FARMFAIR_TODAY, which overrides a demonstration's own day.
    pub today: Option<NaiveDate>,
    pub public_url: String,
    pub requires_second_factor: bool,
    /// Whether there is a mail server to send by.
    pub sends_mail: bool,
    /// Where photos and scans lie.
    pub objects: Objects,
}

#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    pool: PgPool,
    kept: PgPool,
    settings: Settings,
    metrics: PrometheusHandle,
    changes: Arc<Changes>,
    frame: Nouns,
    /// Held while loading, so that a crowd of requests loads once.
    loading: Mutex<()>,
    site: RwLock<Option<(Stamp, Arc<Site>)>>,
}

impl App {
    pub fn new(pool: PgPool, settings: Settings, metrics: PrometheusHandle) -> Self {
        Self::telling_apart(&[], pool, settings, metrics)
    }

    /// `nouns`: those whose changes are told apart.
    pub fn telling_apart(
        nouns: &'static [&'static str],
        pool: PgPool,
        settings: Settings,
        metrics: PrometheusHandle,
    ) -> Self {
        let changes = Arc::new(Changes::new(nouns));
        let frame = changes.nouns(&store::READS);
        let kept = connection::keeping_plans(&pool);
        Self(Arc::new(Inner {
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

    /// For statements that are planned at each call: for what is asked, such as whichever filters
    /// are given.
    pub fn pool(&self) -> &PgPool {
        &self.0.pool
    }

    /// For statements whose plan is the same for any value: each connection plans them once.
    pub fn kept(&self) -> &PgPool {
        &self.0.kept
    }

    /// The one or the other: a store may have a fixed text for what is asked, or make one up.
    pub fn pool_for(&self, is_fixed: bool) -> &PgPool {
        if is_fixed { self.kept() } else { self.pool() }
    }

    /// No more statements.
    pub async fn close(&self) {
        self.0.pool.close().await;
        self.0.kept.close().await;
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

    /// The frame of every page, at most a second out of date.
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

    /// The frame as last seen, however old: what an error page is drawn in while the database is
    /// away.
    pub fn last_site(&self) -> Option<Arc<Site>> {
        Some(self.0.site.read().ok()?.as_ref()?.1.clone())
    }

    fn fresh(&self) -> Option<Arc<Site>> {
        let kept = self.0.site.read().ok()?;
        let (stamp, site) = kept.as_ref()?;
        self.0.changes.is_current(stamp, self.0.frame).then(|| site.clone())
    }

    /// Today, as `site` has it.
    pub fn clock(&self, site: &Site) -> Clock {
        Clock::new(self.0.settings.today.or(site.installation.business_day))
    }

    /// The real moment, of sessions and of the trail.
    pub fn now(&self) -> DateTime<Utc> {
        Clock::new(None).now()
    }

    /// Whether messages go out by mail as well.
    pub fn sends_mail(&self) -> bool {
        self.0.settings.sends_mail
    }

    /// Whether those who work for the fair must have a second factor.
    pub fn requires_second_factor(&self) -> bool {
        self.0.settings.requires_second_factor
    }
}
