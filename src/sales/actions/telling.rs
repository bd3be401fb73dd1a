//! What the booth reads in its inbox.

use crate::{
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    sales::model::Report,
    values::{lang::Lang, spoken::say_yuan},
};
use sqlx::PgConnection;

async fn tell(
    connection: &mut PgConnection,
    report: &Report,
    subject: Words,
    body: Words,
) -> sqlx::Result<()> {
    let path = Some(format!("/my/sales/{}", report.fair_day));
    let message = NewMessage { to: To::Organisation(report.organisation_id), subject, body, path };
    messages::store::send(connection, &message).await?;
    Ok(())
}

pub async fn asked(
    connection: &mut PgConnection,
    report: &Report,
    question: &str,
) -> sqlx::Result<()> {
    let day = report.fair_day;
    let subject = Words::new(
        format!("请核实第 {day} 天的现场销售"),
        format!("Please check your sales of day {day}"),
    );
    let body = Words::new(
        format!("组委会问：{question}。可修改上报内容，或在备注里回复。"),
        format!("The organisers ask: {question}. Change your report, or answer in its note."),
    );
    tell(connection, report, subject, body).await
}

pub async fn corrected(
    connection: &mut PgConnection,
    (before, after): (&Report, &Report),
    reason: &str,
) -> sqlx::Result<()> {
    let day = before.fair_day;
    let said = |lang| (say_yuan(before.total(), lang).line(), say_yuan(after.total(), lang).line());
    let subject = Words::new(
        format!("第 {day} 天的现场销售已更正"),
        format!("Your sales of day {day} were corrected"),
    );
    let ((zh_before, zh_after), (en_before, en_after)) = (said(Lang::Zh), said(Lang::En));
    let body = Words::new(
        format!("由 {zh_before} 改为 {zh_after}。原因：{reason}。您上报的金额仍然保留。"),
        format!("From {en_before} to {en_after}. Reason: {reason}. What you reported is kept."),
    );
    tell(connection, before, subject, body).await
}

pub async fn taken_back(
    connection: &mut PgConnection,
    report: &Report,
    reason: &str,
) -> sqlx::Result<()> {
    let day = report.fair_day;
    let subject = Words::new(
        format!("第 {day} 天的现场销售已撤回确认"),
        format!("Your sales of day {day} are no longer confirmed"),
    );
    let body = Words::new(
        format!("原因：{reason}。现在可以再改。"),
        format!("Reason: {reason}. You can change the report again."),
    );
    tell(connection, report, subject, body).await
}
