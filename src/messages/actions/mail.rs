//! Messages by mail. Each server takes one mail at a time. Taking it is its own transaction, which
//! sets the next attempt minutes ahead: no connection waits for a mail server, and no other server
//! takes the mail meanwhile. Only a server that crashes between sending and recording sends a mail
//! twice, with the same message id.

use crate::{
    messages::{
        model::{Mail, Words},
        store,
    },
    values::clock::Clock,
};
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, Duration, Utc};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use sqlx::PgPool;
use std::time::Duration as Span;
use tokio::{sync::watch, time};

/// How often the server checks for mails to send.
const LOOKS_EVERY: Span = Span::from_secs(5);
/// The timeout of each answer of the mail server, and of the whole delivery.
const LONGEST_WORD: Span = Span::from_secs(30);
const LONGEST_TRY: Span = Span::from_secs(90);
/// Longer than any attempt.
const KEPT: Duration = Duration::minutes(5);

/// The connection to the mail server.
#[derive(Clone)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    public_url: String,
}

impl Post {
    pub fn new(smtp_url: &str, from: Option<&str>, public_url: &str) -> Result<Self> {
        let from = from.context(
            "FARMFAIR_SMTP_URL is set: say in FARMFAIR_MAIL_FROM from which address mails come",
        )?;
        let from = from.parse().map_err(|_| {
            anyhow!(
                "FARMFAIR_MAIL_FROM is no address: \
                 write fair@example.org or Fair <fair@example.org>"
            )
        })?;
        // The error is not passed on: it may quote the password.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&guarded(smtp_url))
            .map_err(|_| {
                anyhow!(
                    "FARMFAIR_SMTP_URL is no mail server: \
                     write smtps://user:password@host or smtp://user:password@host:587"
                )
            })?;
        Ok(Self {
            transport: transport.timeout(Some(LONGEST_WORD)).build(),
            from,
            public_url: public_url.to_string(),
        })
    }

    async fn carry(&self, mail: &Mail, address: &str) -> Result<()> {
        let to = Mailbox::new(None, address.parse()?);
        let link = |prefix: &str| {
            mail.path
                .as_ref()
                .map_or(String::new(), |path| format!("\n{}{prefix}{path}\n", self.public_url))
        };
        let body =
            format!("{}\n{}\n—\n\n{}\n{}", mail.body.zh, link(""), mail.body.en, link("/en"));
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject(&mail.subject))
            // A mail that is sent again keeps its message id.
            .message_id(Some(format!(
                "<{}.{}@{}>",
                mail.id,
                mail.queued_at.timestamp_micros(),
                self.from.email.domain()
            )))
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".into(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(body)?;
        time::timeout(LONGEST_TRY, self.transport.send(message))
            .await
            .context("the mail server is too slow")??;
        Ok(())
    }
}

/// One line, whatever the text contains.
fn subject(words: &Words) -> String {
    format!("{} / {}", words.zh, words.en).replace(['\r', '\n'], " ")
}

/// Passwords and messages never cross a network unencrypted: plain `smtp://` means that the server
/// must encrypt, except on this machine.
fn guarded(url: &str) -> String {
    let Some(rest) = url.strip_prefix("smtp://").filter(|rest| !rest.contains("tls=")) else {
        return url.to_string();
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = if host.ends_with(']') {
        host
    } else {
        host.rsplit_once(':').map_or(host, |(host, _)| host)
    };
    if ["localhost", "127.0.0.1", "[::1]"].contains(&host) {
        return url.to_string();
    }
    format!("{url}{}tls=required", if rest.contains('?') { '&' } else { '?' })
}

/// Sends pending mails until the server ends; a mail in progress is finished.
pub async fn send_all(post: Post, pool: PgPool, mut ends: watch::Receiver<()>) {
    while !ends.has_changed().unwrap_or(true) {
        match send_next(&post, &pool, Clock::new(None).now()).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "mails cannot be looked for"),
        }
        tokio::select! {
            _ = ends.changed() => return,
            () = time::sleep(LOOKS_EVERY) => {}
        }
    }
}

/// Returns whether there was one.
pub async fn send_next(post: &Post, pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let Some(mail) = store::take_mail(pool, now, now + KEPT).await? else { return Ok(false) };
    let Some(address) = mail.address.as_deref() else {
        store::mail_failed(pool, mail.id, None, "no address any more").await?;
        return Ok(true);
    };
    if mail.is_too_old(now) {
        give_up(pool, &mail, "too old").await?;
        return Ok(true);
    }
    match post.carry(&mail, address).await {
        Ok(()) => store::mail_is_sent(pool, mail.id, now).await?,
        Err(error) => match mail.next_try(now) {
            Some(next) => {
                tracing::info!(
                    mail = mail.id.0,
                    attempts = mail.attempts,
                    "a mail was not taken, and is tried again"
                );
                store::mail_failed(pool, mail.id, Some(next), &format!("{error:#}")).await?;
            }
            None => give_up(pool, &mail, &format!("{error:#}")).await?,
        },
    }
    Ok(true)
}

/// The reason is stored in the table: it may quote an address, which no log may contain.
async fn give_up(pool: &PgPool, mail: &Mail, why: &str) -> sqlx::Result<()> {
    tracing::warn!(
        mail = mail.id.0,
        attempts = mail.attempts,
        "a mail is given up after a day; mails.last_error says why"
    );
    store::mail_failed(pool, mail.id, None, why).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_spoken_to_in_the_open() {
        assert_eq!(
            guarded("smtp://u:p@mail.example:587"),
            "smtp://u:p@mail.example:587?tls=required"
        );
        assert_eq!(
            guarded("smtp://mail.example/me?x=1"),
            "smtp://mail.example/me?x=1&tls=required"
        );
        for as_it_is in [
            "smtps://u:p@mail.example",
            "smtp://127.0.0.1:25",
            "smtp://[::1]",
            "smtp://mail.example?tls=opportunistic",
        ] {
            assert_eq!(guarded(as_it_is), as_it_is);
        }
        assert!(
            Post::new(
                "smtp://u:p@mail.example",
                Some("展洽会 <fair@example.org>"),
                "https://fair.example"
            )
            .is_ok()
        );
    }

    #[test]
    fn what_is_wrong_with_the_settings_is_said_without_the_password() {
        let wrong = |url: &str, from| Post::new(url, from, "").err().unwrap().to_string();
        assert!(wrong("smtp://u:secret@h", None).contains("FARMFAIR_MAIL_FROM"));
        assert!(wrong("smtp://u:secret@h", Some("nobody")).contains("FARMFAIR_MAIL_FROM"));
        let said = wrong("http://u:secret@h", Some("fair@example.org"));
        assert!(said.contains("FARMFAIR_SMTP_URL") && !said.contains("secret"), "{said}");
    }
}
