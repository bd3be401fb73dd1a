//! Villages, divisions and banners.

use super::{Dataset, Sliced, after_key};
use crate::{
    exchange::{
        forms,
        handlers::overviews,
        model::{
            openapi::Parameter,
            parameters::{self, Default},
            parties::{BannerRecord, DivisionRecord, VillageRecord},
            span::Slice,
        },
        store,
    },
    http::state::App,
    places,
    site::model::Site,
    web::page::Page,
};

pub struct Villages;

impl Dataset for Villages {
    const NAME: &'static str = "villages";
    const TITLE: (&'static str, &'static str) = ("嘎查村", "Villages");
    type Record = VillageRecord;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::villages(site)
    }

    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<VillageRecord> {
        let filter = places::forms::filter(page)?;
        Ok(Slice::cut(
            places::store::exported_villages(
                app.pool(),
                &filter,
                page.today,
                after.unwrap_or_default(),
                limit + 1,
            )
            .await?,
            limit,
        ))
    }
}

pub struct Divisions;

impl Dataset for Divisions {
    const NAME: &'static str = "divisions";
    const TITLE: (&'static str, &'static str) = ("行政区划", "Divisions");
    type Record = DivisionRecord;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::divisions(site)
    }

    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<DivisionRecord> {
        let filter = forms::divisions(page)?;
        Ok(Slice::cut(
            store::divisions(app.pool(), &filter, None, after.unwrap_or_default(), limit + 1)
                .await?,
            limit,
        ))
    }
}

pub struct Banners;

impl Dataset for Banners {
    const NAME: &'static str = "banners";
    const TITLE: (&'static str, &'static str) = ("旗区", "Banners");
    type Record = BannerRecord;
    const IS_OF_ONE_EDITION: bool = true;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::banners(site)
    }

    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<BannerRecord> {
        let records = overviews::banners(app, page).await?;
        Ok(Slice::cut(after_key(records, after, limit), limit))
    }
}
