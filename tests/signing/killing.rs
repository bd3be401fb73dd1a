//! The server and its database are killed while eight desks sign.

use crate::harness::{
    program::{Program, postgres},
    server::server,
};
use rustix::process::{Signal, kill_process};
use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

const DESK: &str = "/admin/fairs/3/signing";
/// Of the demonstration.
const SUPPLIER: &str = "展旦召苏木示范肉羊农牧业开发有限公司(演示)";
const BACK: Duration = Duration::from_secs(20);

#[tokio::test]
async fn every_acknowledged_deal_is_there_once_after_kills() {
    let folder = server().await.folder("ceremony");
    let program = Program::embedded(&folder);
    let cookie = sign_in(&program, &folder);
    let (acknowledged, is_over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    std::thread::scope(|desks| {
        for desk in 0..8 {
            let (program, cookie) = (&program, &cookie);
            let (acknowledged, is_over) = (&acknowledged, &is_over);
            desks.spawn(move || {
                for n in 0.. {
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    let title = format!("第{desk}桌第{n}项");
                    if enter(program, cookie, &title) == Some(303) {
                        acknowledged.lock().unwrap().push(title);
                    }
                }
            });
        }
        std::thread::sleep(Duration::from_secs(3));
        kill_process(postgres(&folder)[0], Signal::KILL).unwrap();
        program.await_status("/readyz", 200, BACK);
        std::thread::sleep(Duration::from_secs(3));
        program.signal(Signal::KILL);
        is_over.store(true, Ordering::Relaxed);
    });
    drop(program);
    let program = Program::embedded(&folder);
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() > 8, "too few to tell: {acknowledged:?}");
    let sheet = ask(&program, "GET", DESK, &cookie, "").unwrap().body;
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for title in &acknowledged {
        found.insert(title, sheet.matches(&format!(">{title}</a>")).count());
    }
    let wrong: Vec<_> = found.iter().filter(|(_, count)| **count != 1).collect();
    assert!(wrong.is_empty(), "of {}: {wrong:?}", acknowledged.len());
}

fn sign_in(program: &Program, folder: &Path) -> String {
    let accounts = fs::read_to_string(folder.join("demo-accounts.csv")).unwrap();
    let password = accounts
        .lines()
        .find_map(|line| line.strip_prefix("organiser,")?.split(',').next())
        .unwrap();
    let body = fields(&[("login", "organiser"), ("password", password)]);
    let reply = ask(program, "POST", "/login", "", &body).unwrap();
    let start = reply.head.find("__Host-farmfair=").unwrap_or_else(|| panic!("{}", reply.head));
    reply.head[start..].split(';').next().unwrap().to_string()
}

/// The status of the answer; `None` if none came.
fn enter(program: &Program, cookie: &str, title: &str) -> Option<u16> {
    let page = ask(program, "GET", DESK, cookie, "")?.body;
    let code = page.split("name=\"form\" value=\"").nth(1)?.split('"').next()?.to_string();
    let body = fields(&[
        ("form", &code),
        ("title", title),
        ("type", "direct_supply"),
        ("supplier", SUPPLIER),
        ("org_name", &format!("{title}的采购方(演示)")),
        ("org_kind", "city_soe"),
        ("amount", "1200"),
        ("unit", "10000"),
        ("signed_on", "2020-09-28"),
        ("then", "next"),
    ]);
    Some(ask(program, "POST", DESK, cookie, &body)?.status)
}

fn fields(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// `None` if the connection is refused or ends early.
fn ask(program: &Program, method: &str, path: &str, cookie: &str, body: &str) -> Option<Answer> {
    let addr = &program.addr;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {addr}\r\nOrigin: http://{addr}\r\n\
         Sec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut socket = TcpStream::connect(addr).ok()?;
    socket.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    socket.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head: head.to_string(), body: body.to_string() })
}
