//! Several products let through or returned at once.

use super::review::scope;
use crate::{
    kit::{
        body::Form,
        forms::{DecisionForm, Errors},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        query::BadQuery,
        said::Said,
        selection::{Picks, Preview, SelectionForm, Ticked, Word},
        state::App,
    },
    products::{
        actions::{self, Decision, Refusal},
        model::selling::{Own, State},
        store::office,
    },
    values::ids::ProductId,
};
use axum::{
    extract::{RawQuery, State as Shared},
    response::Response,
};

const LIST: &str = "/admin/products";

/// Which of the acts was pressed, and what it says to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Publish,
    Return,
}

impl Act {
    fn read(code: Option<&str>) -> Result<Self, Problem> {
        match code {
            Some("publish") => Ok(Act::Publish),
            Some("return") => Ok(Act::Return),
            _ => Err(Problem::BadQuery(BadQuery::Value { name: "act".into() })),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Act::Publish => "publish",
            Act::Return => "return",
        }
    }

    fn label(self, page: &Page) -> &str {
        match self {
            Act::Publish => page.t("通过并上架", "Let through"),
            Act::Return => page.t("退回修改", "Return"),
        }
    }

    fn state(self) -> State {
        match self {
            Act::Publish => State::Published,
            Act::Return => State::Returned,
        }
    }
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let act = Act::read(page.query.get("act"))?;
    let picks = Picks::of_query(raw.as_deref());
    if picks.0.is_empty() {
        return Ok(Said::NothingTicked.at(&page.href(LIST)));
    }
    render(
        &preview(&app, page, office, act, (&picks, DecisionForm::default(), Errors::default()))
            .await?,
    )
}

async fn preview(
    app: &App,
    page: Page,
    office: Office,
    act: Act,
    (picks, form, errors): (&Picks, DecisionForm, Errors),
) -> Result<Preview, Problem> {
    let products = office::picked(app.pool(), &scope(&office.viewer), &picks.ids()).await?;
    let after = |product: &Own| {
        (product.state == State::Submitted).then(|| act.state().name(page.lang).to_string())
    };
    let ticked = products.iter().map(|product| Ticked {
        pick: format!("{}:{}", product.id, product.version),
        name: format!("{} {}", product.offer.name, product.offer.specification),
        path: format!("/admin{}", product.id.path()),
        state: product.state.name(page.lang).to_string(),
        after: after(product),
    });
    let word = (act == Act::Return).then(|| Word {
        typed: form.note,
        label: page.t("退回的原因", "Why").to_string(),
        hint: page
            .t(
                "一句话：要改什么。每家供应主体都会看到",
                "A sentence on what to mend; each supplier reads it",
            )
            .to_string(),
    });
    let list = (page.t("产品", "Products").to_string(), LIST);
    Ok(Preview {
        ticked: ticked.collect(),
        list,
        act: act.code(),
        label: act.label(&page).to_string(),
        page,
        office,
        word,
        errors,
    })
}

pub async fn decide(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Form(form): Form<SelectionForm>,
) -> Result<Response, Problem> {
    let act = Act::read(Some(&form.act))?;
    let picks = form.picks();
    let typed = DecisionForm { note: form.word, ..DecisionForm::default() };
    let word = typed.word();
    let decision = match (act, &word) {
        (Act::Publish, _) => Decision::Publish,
        (Act::Return, Some(word)) => Decision::Return(word),
        (Act::Return, None) => {
            let message = page.t(
                "写一句话：要改什么，最多 200 个字",
                "A sentence on what to mend, 200 characters at most",
            );
            let errors = Errors::one("word", page.t("退回的原因", "Why"), message);
            return refused(&preview(&app, page, office, act, (&picks, typed, errors)).await?);
        }
    };
    let whose = scope(&office.viewer);
    let mut done = 0;
    for (id, version) in &picks.0 {
        let of = (&whose, ProductId(*id));
        match actions::decide(app.pool(), &office.viewer, of, Some(*version), decision).await {
            Ok(()) => done += 1,
            Err(Refusal::Database(error)) => return Err(error.into()),
            // Decided or changed meanwhile: not counted.
            Err(_) => {}
        }
    }
    Ok(picks.said(done).at(&page.href(format!("{LIST}?state=submitted"))))
}
