//! Searches everything that a user may see. Each noun adds its own source here: who may use it, and
//! which list has all results.

use crate::{
    applications, certifications,
    desk::model::found::{Group, Hit, SHOWN},
    identity::{
        self,
        model::{Viewer, permissions::Action},
    },
    organisations,
    products::{self, model::selling},
    registrations,
    search::{
        self,
        model::{Kind, SearchResult},
    },
    trademarks,
    values::{lang::Lang, place_code::PlaceCode, search_text::SearchQuery},
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// One more than shown indicates further results.
const ASKED: i64 = SHOWN as i64 + 1;

/// Deals and places, whose pages are on the public site.
const PUBLIC: [Kind; 5] =
    [Kind::Project, Kind::Agreement, Kind::Contract, Kind::Village, Kind::Brand];

type Typed<'a> = (&'a SearchQuery, &'a str);

pub async fn found(
    pool: &PgPool,
    viewer: &Viewer,
    typed: Typed<'_>,
    today: NaiveDate,
) -> sqlx::Result<Vec<Group>> {
    let banner = viewer.scope.banner();
    let mut groups = Vec::new();
    if viewer.may(Action::SeeProducts) {
        groups.extend(of_products(pool, banner, typed).await?);
    }
    if viewer.may(Action::SeeOrganisations) {
        groups.extend(of_organisations(pool, banner, typed).await?);
    }
    if viewer.may(Action::SeeApplications) {
        groups.extend(of_applications(pool, banner, typed).await?);
    }
    if viewer.may(Action::SeeProducts) {
        groups.extend(of_certificates(pool, banner, typed).await?);
        groups.extend(of_trademarks(pool, banner, typed).await?);
    }
    if viewer.may(Action::SeeRegistrations) {
        groups.extend(of_registrations(pool, banner, typed).await?);
    }
    if viewer.may(Action::SeeUsers) {
        groups.extend(of_users(pool, typed).await?);
    }
    let public = search::store::found(pool, typed.0, None, today, ASKED).await?;
    groups.extend(PUBLIC.iter().filter_map(|kind| of_public(*kind, &public)));
    Ok(groups)
}

/// Names in both languages.
fn both(name: impl Fn(Lang) -> &'static str) -> Option<(&'static str, &'static str)> {
    Some((name(Lang::Zh), name(Lang::En)))
}

async fn of_products(
    pool: &PgPool,
    banner: Option<&PlaceCode>,
    typed: Typed<'_>,
) -> sqlx::Result<Option<Group>> {
    let whose = selling::ProductScope {
        banner: banner.cloned(),
        search: Some(typed.0.clone()),
        ..Default::default()
    };
    let rows = products::store::office::list(pool, &whose, ASKED, 0).await?;
    Ok(Group::of(("产品", "Products"), ("/admin/products", ""), &rows, |product| Hit {
        name: format!("{} {}", product.offer.name, product.offer.specification),
        path: format!("/admin{}", product.id.path()),
        beside: product.organisation.clone(),
        state: both(|lang| product.state.name(lang)),
    }))
}

async fn of_organisations(
    pool: &PgPool,
    banner: Option<&PlaceCode>,
    typed: Typed<'_>,
) -> sqlx::Result<Option<Group>> {
    let whose = organisations::model::profile::ProfileScope {
        banner: banner.cloned(),
        search: Some(typed.0.clone()),
        ..Default::default()
    };
    let rows = organisations::store::profile::list(pool, &whose, ASKED, 0).await?;
    Ok(Group::of(("主体", "Organisations"), ("/admin/organisations", ""), &rows, |own| Hit {
        name: own.legal.name.clone(),
        path: own.id.path(),
        beside: own.number.clone(),
        state: both(|lang| own.legal.kind.name(lang)),
    }))
}

async fn of_applications(
    pool: &PgPool,
    banner: Option<&PlaceCode>,
    typed: Typed<'_>,
) -> sqlx::Result<Option<Group>> {
    let filter = applications::model::Filter {
        scope: banner.cloned(),
        typed: Some(typed.1.to_string()),
        ..Default::default()
    };
    let rows = applications::store::list(pool, &filter, ASKED, 0).await?;
    Ok(Group::of(("参展报名", "Applications"), ("/admin/applications", ""), &rows, |one| Hit {
        name: one.organisation.clone(),
        path: one.admin_path(),
        beside: one.booth.clone().unwrap_or_default(),
        state: both(|lang| one.state.name(lang)),
    }))
}

async fn of_certificates(
    pool: &PgPool,
    banner: Option<&PlaceCode>,
    typed: Typed<'_>,
) -> sqlx::Result<Option<Group>> {
    let whose = certifications::model::CertificationScope {
        banner: banner.cloned(),
        typed: Some(typed.1.to_string()),
        ..Default::default()
    };
    let rows = certifications::store::list(pool, &whose, ASKED, 0).await?;
    Ok(Group::of(("证书", "Certificates"), ("/admin/certifications", ""), &rows, |held| Hit {
        name: held.claim.number.clone(),
        path: held.admin_path(),
        beside: held.organisation.clone(),
        state: both(|lang| held.state.name(lang)),
    }))
}

async fn of_trademarks(
    pool: &PgPool,
    banner: Option<&PlaceCode>,
    typed: Typed<'_>,
) -> sqlx::Result<Option<Group>> {
    let whose = trademarks::model::TrademarkScope {
        banner: banner.cloned(),
        typed: Some(typed.1.to_string()),
        ..Default::default()
    };
    let rows = trademarks::store::list(pool, &whose, ASKED, 0).await?;
    Ok(Group::of(("商标", "Trademarks"), ("/admin/trademarks", ""), &rows, |held| Hit {
        name: format!("{} {}", held.claim.brand, held.claim.number),
        path: held.admin_path(),
        beside: held.organisation.clone(),
        state: both(|lang| held.state.name(lang)),
    }))
}

async fn of_registrations(
    pool: &PgPool,
    banner: Option<&PlaceCode>,
    typed: Typed<'_>,
) -> sqlx::Result<Option<Group>> {
    let whose = registrations::model::RegistrationScope {
        banner: banner.cloned(),
        typed: Some(typed.1.to_string()),
        ..Default::default()
    };
    let rows = registrations::store::list(pool, &whose, ASKED, 0).await?;
    Ok(Group::of(("登记", "Registrations"), ("/admin/registrations", ""), &rows, |one| Hit {
        name: one.application.legal.name.clone(),
        path: one.id.path(),
        beside: one.application.contact_name.clone(),
        state: both(|lang| one.state.name(lang)),
    }))
}

async fn of_users(pool: &PgPool, typed: Typed<'_>) -> sqlx::Result<Option<Group>> {
    let filter = identity::model::Filter { typed: Some(typed.1.to_string()), ..Default::default() };
    let rows = identity::store::list(pool, &filter, ASKED, 0).await?;
    Ok(Group::of(("用户", "Users"), ("/admin/users", ""), &rows, |user| Hit {
        name: user.login.clone(),
        path: user.id.path(),
        beside: user.name.clone(),
        state: both(|lang| user.role.name(lang)),
    }))
}

fn of_public(kind: Kind, found: &[SearchResult]) -> Option<Group> {
    let rows: Vec<&SearchResult> =
        found.iter().filter(|record| record.kind == kind.code()).collect();
    Group::of((kind.title(Lang::Zh), kind.title(Lang::En)), kind.list()?, &rows, |record| Hit {
        name: record.name.clone(),
        path: kind.path(&record.key),
        beside: record.number.clone().unwrap_or_default(),
        state: both(|lang| record.sort_of(kind, lang).unwrap_or_default()),
    })
}
