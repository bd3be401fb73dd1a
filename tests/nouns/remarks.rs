//! A small noun that the site does not know: remarks of officers. It has a table, an office list
//! with a form and sheets, a public page, records in the trail, and a task on the desk.

use askama::Template;
use axum::{extract::State, response::Response};
use farmfair::{
    audit::{
        self,
        model::{
            Act, Changes, NewEvent,
            records::{Field, Reads, Record},
        },
        views::Line,
    },
    columns, flashes,
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    identity::model::{permissions::Right, role::Role},
    ui::table::{
        Cell, Column, Table,
        export::{OfficeList, at_once},
    },
    values::lang::Lang,
    web::{
        body::Form,
        declaration::{
            Declaration,
            desk::{ASKED, DeskContext, Finds, Group, Hit, Search, Task, Waiting, Waits},
            links::{Index, Link, RailLink},
        },
        forms::Errors,
        noun::Noun,
        office::Office,
        page::{Page, refused, render},
    },
};
use futures_util::{future::BoxFuture, stream::BoxStream};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, PgExecutor, query_as, query_scalar};

/// The migration of the noun.
pub const TABLE: &str = "
    create table remarks (
        id bigint generated always as identity primary key,
        text text not null constraint remarks_say_something check (text <> ''));
    create trigger announce_change after insert or update or delete or truncate on remarks
        for each statement execute function announce_change('remarks');";

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        links: &[Link::new(Index::About, "备注", "Remarks", "/remarks")],
        rail: &[RailLink::new(500, ("备注", "Remarks"), "/admin/remarks", KEEP_REMARKS)],
        flashes: ALL,
        announces: &["remarks"],
        reads: &[("/remarks", &["remarks"])],
        records: &[&REMARKS],
        waits: Some(Waits { tasks: &[&SHORT], count: waits }),
        finds: Some(Finds { place: 5, right: KEEP_REMARKS, find }),
        ..Declaration::NONE
    },
);

const KEEP_REMARKS: Right = Right::new("KeepRemarks", &[Role::Organiser]);

const REMARKS: Record =
    Record::new("remarks", "备注", "Remark", &[Field::new("text", "内容", "Text", Reads::Text)])
        .at_office("/admin/remarks");

flashes! {
    REMARK_SAVED "remark" "备注已保存。" "Remark saved.",
}

const SHORT: Task = Task {
    right: KEEP_REMARKS,
    place: 5,
    title: ("过短的备注", "Short remarks"),
    what: ("请补充", "Say more"),
    path: "/admin/remarks",
};

#[derive(FromRow)]
struct Remark {
    id: i64,
    text: String,
}

async fn list(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Remark>> {
    query_as("select id, text from remarks order by id").fetch_all(db).await
}

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let count = query_scalar("select count(*) from remarks where length(text) < 5");
        Ok(vec![Waiting::new(&SHORT, count.fetch_one(desk.pool).await?)])
    })
}

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let rows: Vec<Remark> =
            query_as("select id, text from remarks where position($1 in text) > 0 limit $2")
                .bind(search.typed)
                .bind(ASKED)
                .fetch_all(search.desk.pool)
                .await?;
        Ok(Group::of(("备注", "Remarks"), ("/admin/remarks", ""), &rows, |remark| Hit {
            name: remark.text.clone(),
            path: "/admin/remarks".into(),
            beside: String::new(),
            state: None,
        }))
    })
}

fn routes() -> Routes {
    Routes::new()
        .page("/remarks", public)
        .page_for(Access::Requires(KEEP_REMARKS), "/admin/remarks", index)
        .sheets_for::<Remarks>(Access::Requires(KEEP_REMARKS))
        .post_for(Access::Requires(KEEP_REMARKS), "/admin/remarks", create)
}

const COLUMNS: &[Column<Remark>] = columns! { Remark;
    "text" "内容" "Text" |_, remark| Cell::text(remark.text.clone());
    "id" "编号" "Number" |_, remark| Cell::count(remark.id);
};

struct Remarks;

impl OfficeList for Remarks {
    const PATH: &'static str = "/admin/remarks";
    const LISTS: &'static Record = &REMARKS;
    type Row = Remark;
    type Filter = ();
    const COLUMNS: &'static [Column<Remark>] = COLUMNS;

    async fn filter(_: &App, _: &Page, _: &Office) -> Result<(), Problem> {
        Ok(())
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        (): &'c (),
    ) -> BoxStream<'c, sqlx::Result<Remark>> {
        at_once(list(connection))
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layouts/site.html" %}
        {% block title %}{{ page.t("备注", "Remarks") }}{% endblock %}
        {% block main %}<ul>{% for one in remarks %}<li class="remark">{{ one.text }}</li>{% endfor %}</ul>{% endblock %}"#
)]
struct Public {
    page: Page,
    remarks: Vec<Remark>,
}

async fn public(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let remarks = list(app.pool()).await?;
    render(&Public { page, remarks })
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layouts/office.html" %}
        {% import "components/form.html" as form %}
        {% block title %}{{ page.t("备注", "Remarks") }}{% endblock %}
        {% block main %}
          {% call form::summary(page, errors) %}{% endcall %}
          <form class="new" method="post" action="{{ page.href("/admin/remarks") }}">
            {% call form::field(errors, "text", page.t("内容", "Text"), "", text, "") %}{% endcall %}
            <button type="submit">{{ page.t("保存", "Save") }}</button>
          </form>
          {{ self.table() }}
          {% include "components/history.html" %}
        {% endblock %}"#
)]
struct Kept {
    page: Page,
    office: Office,
    remarks: Vec<Remark>,
    history: Vec<Line>,
    text: String,
    errors: Errors,
}

impl Kept {
    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("备注", "Remarks"), COLUMNS, &self.remarks)
    }
}

async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    render(&kept(&app, page, office, RemarkForm::default(), Errors::default()).await?)
}

async fn kept(
    app: &App,
    page: Page,
    office: Office,
    form: RemarkForm,
    errors: Errors,
) -> Result<Kept, Problem> {
    let remarks = list(app.pool()).await?;
    let latest = remarks.last().map_or(0, |remark| remark.id);
    let history = audit::history(app, &page, &REMARKS, latest).await?;
    Ok(Kept { page, office, remarks, history, text: form.text, errors })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RemarkForm {
    text: String,
}

async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<RemarkForm>,
) -> Result<Response, Problem> {
    if form.text.trim().is_empty() {
        let label = page.t("内容", "Text").to_string();
        let errors = Errors::one("text", label, page.t("请填写", "Write something"));
        return refused(&kept(&app, page, office, form, errors).await?);
    }
    let mut tx = app.pool().begin().await?;
    let id: i64 = query_scalar("insert into remarks (text) values ($1) returning id")
        .bind(&form.text)
        .fetch_one(&mut *tx)
        .await?;
    let actor = office.viewer.actor();
    let changes = Changes::default().field("text", None, Some(&form.text));
    let event = NewEvent::new(&actor, Act::Create, &REMARKS, id, &form.text).with(changes);
    audit::store::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(REMARK_SAVED.at(&page.href("/admin/remarks")))
}
