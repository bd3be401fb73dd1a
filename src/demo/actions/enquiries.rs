//! Enquiries to the suppliers of a demonstration. Their days are relative to today: real ones are
//! deleted after half a year, and so are these.

use crate::{
    enquiries::{
        model::{CONSENT_VERSION, Contact, NewEnquiry},
        store::{self, Consent, NewMessage, Posted},
    },
    exhibitors,
    identity::model::token::Token,
    values::{
        clock::Clock,
        ids::{OrganisationId, UserId},
    },
};
use anyhow::Result;
use chrono::Duration;
use sqlx::PgConnection;

struct Asked {
    name: &'static str,
    hours_ago: i64,
    text: &'static str,
    answer: Option<&'static str>,
}

const ASKED: [Asked; 3] = [
    Asked {
        name: "访客甲(演示)",
        hours_ago: 75,
        text: "您好，单位食堂想每周订一批，能送到东胜区吗？量大价格怎么算？",
        answer: None,
    },
    Asked {
        name: "访客乙(演示)",
        hours_ago: 30,
        text: "展会那三天在展位上能试吃吗？",
        answer: Some("能，每天上午都有，欢迎来。"),
    },
    Asked {
        name: "访客丙(演示)",
        hours_ago: 2,
        text: "想要礼盒装，十盒，月底前要。",
        answer: None,
    },
];

/// Of each supplier, at its participation in the latest edition.
pub async fn ask(
    connection: &mut PgConnection,
    suppliers: &[(UserId, OrganisationId)],
) -> Result<()> {
    let clock = Clock::new(None);
    for (user, organisation) in suppliers {
        for asked in &ASKED {
            one(connection, &clock, *user, *organisation, asked).await?;
        }
    }
    Ok(())
}

async fn one(
    connection: &mut PgConnection,
    clock: &Clock,
    user: UserId,
    organisation: OrganisationId,
    asked: &Asked,
) -> Result<()> {
    let at = clock.now() - Duration::hours(asked.hours_ago);
    let consent = Consent { version: CONSENT_VERSION, day: clock.today() };
    let Some(exhibitor) = exhibitors::store::latest_of(&mut *connection, organisation).await?
    else {
        return Ok(());
    };
    let to = store::recipient(&mut *connection, exhibitor, 1).await?;
    let product = to.and_then(|to| to.products.first().map(|(id, _)| *id));
    let contact =
        Contact { name: asked.name.into(), phone: None, email: Some("visitor@example.com".into()) };
    let (code, form) = (Token::random()?, Token::random()?);
    let enquiry = NewEnquiry { contact, product, text: asked.text.into() };
    let posted = Posted { enquiry: &enquiry, code: &code, consent, now: at };
    let id = store::insert(connection, exhibitor, &posted).await?;
    store::insert_message(
        connection,
        id,
        &NewMessage { user: None, text: asked.text, form: &code, now: at },
    )
    .await?;
    if let Some(answer) = asked.answer {
        let now = at + Duration::hours(1);
        store::insert_message(
            connection,
            id,
            &NewMessage { user: Some(user), text: answer, form: &form, now },
        )
        .await?;
        store::note_message(connection, id, true, now).await?;
    }
    Ok(())
}
