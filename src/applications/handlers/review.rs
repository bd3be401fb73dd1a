//! The review of applications by officers and organisers.

use super::flashes;
use crate::{
    applications::{
        forms,
        model::{Application, Filter},
        store,
        views::{ACTS, COLUMNS, Review, Reviewed, facets},
    },
    audit::{self, model::records::Record},
    exhibitors::model::trail::EXHIBITORS,
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    messages,
    reviews::{
        ReviewPage,
        actions::Refusal,
        model::Decision,
        views::{Act, Text},
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::facet::FacetCounts,
    web::{
        flash::{Flash, shared},
        office::{Office, OfficePage},
        page::{Page, render},
        reason::Unreasoned,
    },
};
use axum::{extract::State as Shared, response::Response};
use futures_util::stream::BoxStream;
use sqlx::{PgConnection, PgPool};

impl OfficeList for Application {
    const PATH: &'static str = "/admin/applications";
    const LISTS: &'static Record = &EXHIBITORS;
    type Row = Application;
    type Filter = Filter;
    const COLUMNS: &'static [Column<Application>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<Filter, Problem> {
        Ok(forms::filter(page, Filter::reviewed_by(&office.viewer))?)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c Filter,
    ) -> BoxStream<'c, sqlx::Result<Application>> {
        at_once(store::list(connection, filter, i64::MAX, 0))
    }
}

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let filter = forms::filter(&page, Filter::reviewed_by(&office.viewer))?;
    let position = Position::read(&page.query, 50)?;
    let applications = store::list(app.pool(), &filter, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Review { page, office, list, applications, saved })
}

impl ReviewPage for Application {
    type View = Reviewed;
    const NAME: Text = ("参展报名", "Applications");
    const COUNTED: (&'static str, &'static str, &'static str) =
        ("份报名", "application", "applications");
    const PLACEHOLDER: Text = ("主体名称、拼音或编号", "Name, pinyin or number");
    const QUEUE: &'static str = "/admin/applications";
    const SENTENCE: Text = (
        "请说明原因和需要修改的内容，不超过 200 个字",
        "Say why, and what to correct, in 200 characters or fewer",
    );
    const ACTS: &'static [Act] = &ACTS;

    async fn picked(pool: &PgPool, viewer: &Viewer, ids: &[i64]) -> sqlx::Result<Vec<Self>> {
        store::picked(pool, &Filter::reviewed_by(viewer), ids).await
    }

    async fn view(
        self,
        app: &App,
        OfficePage { page, office }: OfficePage,
        Unreasoned { typed: reason, errors }: Unreasoned,
    ) -> Result<Reviewed, Problem> {
        let way = self.way(&store::steps(app.pool(), self.id).await?);
        let shown = store::shown(app.pool(), self.id).await?;
        let told =
            messages::store::about(app.pool(), self.organisation_id, &self.own_path()).await?;
        let history = audit::history(app, &page, &EXHIBITORS, self.id).await?;
        Ok(Reviewed { page, office, application: self, way, shown, told, history, reason, errors })
    }

    fn path(&self) -> String {
        self.admin_path()
    }

    fn full_name(&self) -> String {
        self.organisation.clone()
    }

    fn flash(decision: Decision<'_>) -> Flash {
        match decision {
            Decision::Recommend => flashes::RECOMMENDED,
            Decision::Approve => flashes::APPROVED,
            Decision::CheckIn => flashes::CHECKED_IN,
            _ => flashes::DECLINED,
        }
    }

    fn next(&self) -> String {
        self.admin_path()
    }

    fn after_refusal(&self, refusal: &Refusal) -> (Flash, String) {
        let flash = match refusal {
            Refusal::Conflict => shared::LOOK_AGAIN,
            _ => shared::WRONG_STATE,
        };
        (flash, self.admin_path())
    }
}
