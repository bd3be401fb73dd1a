//! What the site knows of on-site sales.

use super::{
    handlers::{flashes, routes},
    model::{
        rights::{CONFIRM_SALES, ENTER_SALES, REPORT_OWN_SALES, SEE_SALES},
        trail::REPORTS,
    },
    store::desk,
};
use crate::web::{
    declaration::{
        Declaration,
        desk::{DeskContext, Task, Waiting, Waits},
        links::RailLink,
    },
    noun::Noun,
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[
            RailLink::new(65, ("现场销售", "On-site sales"), "/my/sales", REPORT_OWN_SALES),
            RailLink::new(114, ("现场销售", "On-site sales"), "/admin/sales", SEE_SALES)
                .also(&["/admin/exhibitors"]),
        ],
        flashes: flashes::ALL,
        records: &[&REPORTS],
        waits: Some(Waits { tasks: &[&WAITING, &MISSING, &OWN_MISSING, &OWN_ASKED], count: waits }),
        announces: &["sales"],
        ..Declaration::NONE
    },
);

const OWN_MISSING: Task = Task {
    right: REPORT_OWN_SALES,
    place: 65,
    title: ("未上报的现场销售", "On-site sales to report"),
    what: (
        "展期每天一报，没有卖货也请上报",
        "Report each day of the fair, also when nothing was sold",
    ),
    path: "/my/sales",
};

const OWN_ASKED: Task = Task {
    right: REPORT_OWN_SALES,
    place: 66,
    title: ("退回核实的现场销售", "On-site sales to check"),
    what: ("改上报内容，或在备注里回复", "Change the report, or answer in its note"),
    path: "/my/sales",
};

const WAITING: Task = Task {
    right: CONFIRM_SALES,
    place: 89,
    title: ("现场销售待确认", "On-site sales to confirm"),
    what: ("确认后才计入", "They count once they are confirmed"),
    path: "/admin/sales?stage=waiting",
};

const MISSING: Task = Task {
    right: ENTER_SALES,
    place: 91,
    title: ("未上报现场销售的展位", "Booths that have not reported"),
    what: ("提醒展位上报，或代录", "Remind the booth, or enter it for them"),
    path: "/admin/sales?stage=missing",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let scope = &desk.viewer.scope;
        let banner = scope.banner().map(|code| code.as_str());
        let works = desk::works(desk.pool, banner, scope.organisation(), desk.today).await?;
        Ok(vec![
            Waiting::new(&WAITING, works.waiting),
            Waiting::new(&MISSING, works.missing),
            Waiting::new(&OWN_MISSING, works.missing),
            Waiting::new(&OWN_ASKED, works.asked),
        ])
    })
}
