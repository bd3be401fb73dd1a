use super::{applied, decide, open_edition};
use crate::harness::site::TestApp;
use farmfair::{
    identity::model::role::Role,
    messages::actions::mail::{Post, send_next},
    values::clock::Clock,
};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail server that stores its mails; its address.
async fn sink() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keeper = kept.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, keeper.clone()));
        }
    });
    (format!("smtp://{address}"), kept)
}

async fn converse(stream: TcpStream, kept: Arc<Mutex<Vec<String>>>) {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 here\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let word = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let answer = match word.as_str() {
            "EHLO" => "250 8BITMIME",
            "QUIT" => "221 bye",
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await.unwrap();
                let mail = line_by_line(&mut lines).await;
                kept.lock().unwrap().push(mail);
                "250 kept"
            }
            _ => "250 ok",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

async fn line_by_line(
    lines: &mut tokio::io::Lines<BufReader<tokio::net::tcp::OwnedReadHalf>>,
) -> String {
    let mut mail = String::new();
    while let Ok(Some(line)) = lines.next_line().await {
        if line == "." {
            break;
        }
        mail.push_str(&line);
        mail.push('\n');
    }
    mail
}

#[tokio::test]
async fn what_is_decided_comes_by_mail_once_and_waits_for_a_server_that_is_away() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    supplier.post("/account/email", &[("email", "coop@example.org")]).await;
    let id = applied(&supplier).await;
    decide(&officer, &id, "recommendation").await;
    let waiting = "select count(*)::text from mails where state = 'waiting'";
    let queued: i64 = app.text(waiting).await.parse().unwrap();
    assert!(queued > 0);
    let now = Clock::new(None).now();
    // Nothing listens there.
    let away =
        Post::new("smtp://127.0.0.1:1", Some("fair@example.org"), "https://fair.example").unwrap();
    send_next(&away, &app.pool, now).await.unwrap();
    assert_eq!(app.text(waiting).await, queued.to_string(), "it is tried again");
    assert_eq!(app.text("select max(attempts)::text from mails").await, "1");
    let (address, kept) = sink().await;
    let post =
        Post::new(&address, Some("展洽会 <fair@example.org>"), "https://fair.example").unwrap();
    let later = now + chrono::Duration::hours(2);
    while send_next(&post, &app.pool, later).await.unwrap() {}
    assert_eq!(app.text(waiting).await, "0");
    let mails = kept.lock().unwrap().clone();
    assert_eq!(mails.len() as i64, queued, "each once");
    assert!(mails.iter().all(|mail| mail.contains("coop@example.org")), "{mails:?}");
    assert!(!send_next(&post, &app.pool, later).await.unwrap());
}

#[tokio::test]
async fn the_inbox_says_it_too_until_it_is_read() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    let id = applied(&supplier).await;
    decide(&officer, &id, "recommendation").await;
    assert!(supplier.get("/my").await.html().text(".waits").contains("消息"));
    supplier.post("/my/messages/reading", &[]).await;
    assert!(!supplier.get("/my").await.html().text("main").contains("没看的消息"));
}
