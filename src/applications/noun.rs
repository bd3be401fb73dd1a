//! What the site knows of applications.

use super::{
    handlers::{flashes, routes},
    model::{
        Filter,
        rights::{APPLY_TO_FAIR, DECIDE_APPLICATIONS, RECOMMEND_APPLICATIONS, SEE_APPLICATIONS},
        trail::PUBLIC_NOTICES,
    },
    store,
};
use crate::{
    reviews,
    web::{
        declaration::{
            Declaration,
            desk::{ASKED, DeskContext, Finds, Group, Search, Task, Waiting, Waits},
            links::RailLink,
        },
        noun::Noun,
    },
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[
            RailLink::new(60, ("参展报名", "Applications"), "/my/applications", APPLY_TO_FAIR),
            RailLink::new(
                110,
                ("参展报名", "Applications"),
                "/admin/applications",
                SEE_APPLICATIONS,
            ),
        ],
        flashes: flashes::ALL,
        announces: &["applications"],
        records: &[&PUBLIC_NOTICES],
        waits: Some(Waits {
            tasks: &[&TO_RECOMMEND, &TO_APPROVE, &TO_PUBLISH, &TO_CORRECT, &TO_APPLY],
            count: waits,
        }),
        finds: Some(Finds { place: 30, right: SEE_APPLICATIONS, find }),
        ..Declaration::NONE
    },
);

const TO_RECOMMEND: Task = Task {
    right: RECOMMEND_APPLICATIONS,
    place: 50,
    title: ("报名待推荐", "Applications to recommend"),
    what: ("审核材料，推荐或注明原因退回", "Recommend them, or return them with a reason"),
    path: "/admin/applications?state=applied",
};

const TO_APPROVE: Task = Task {
    right: DECIDE_APPLICATIONS,
    place: 60,
    title: ("报名待批准", "Applications to approve"),
    what: (
        "旗区已推荐，批准或注明原因",
        "Recommended by their banners: approve them, or give a reason",
    ),
    path: "/admin/applications?state=recommended",
};

const TO_PUBLISH: Task = Task {
    right: DECIDE_APPLICATIONS,
    place: 70,
    title: ("获批待公示", "Approved, to be published"),
    what: (
        "一次公示，公示后在公开页面显示",
        "Published all at once; then shown on the public pages",
    ),
    path: "/admin/applications?state=approved",
};

const TO_APPLY: Task = Task {
    right: APPLY_TO_FAIR,
    place: 110,
    title: ("正在报名的展会", "Fairs open for applications"),
    what: ("勾选参展产品，填写联系人即可报名", "Choose products and name a contact"),
    path: "/my/applications",
};

const TO_CORRECT: Task = Task {
    right: APPLY_TO_FAIR,
    place: 120,
    title: ("未通过的报名", "Applications declined"),
    what: (
        "按注明的原因修改，报名截止前重新报名",
        "Correct them as asked, and resubmit before applications close",
    ),
    path: "/my/applications",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let scope = &desk.viewer.scope;
        let waits = store::waits(desk.pool, scope.organisation(), scope.banner()).await?;
        Ok(vec![
            Waiting::new(&TO_RECOMMEND, waits.to_recommend),
            Waiting::new(&TO_APPROVE, waits.to_approve),
            Waiting::new(&TO_PUBLISH, waits.to_publish),
            Waiting::new(&TO_CORRECT, waits.to_correct),
            Waiting::new(&TO_APPLY, waits.to_apply),
        ])
    })
}

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let filter = Filter {
            scope: search.desk.viewer.scope.banner().cloned(),
            typed: Some(search.typed.to_string()),
            ..Filter::default()
        };
        let rows = store::list(search.desk.pool, &filter, ASKED, 0).await?;
        Ok(reviews::found(&rows, |one| {
            (one.organisation.clone(), one.booth.clone().unwrap_or_default())
        }))
    })
}
