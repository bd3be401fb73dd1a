//! Three hundred screens of one server: a change costs one rendering, and all show it in time.

use crate::harness::{
    program::{Program, command},
    server::{Template, Urls, server},
};
use rustix::process::Signal;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

const SCREENS: usize = 300;

async fn ask(addr: &str, path: &str) -> TcpStream {
    let mut socket = TcpStream::connect(addr).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: fair.example\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    socket
}

/// Reads on until `word` has come; what has been read.
async fn until(socket: &mut TcpStream, word: &str) -> String {
    let mut read = Vec::new();
    loop {
        let mut bytes = [0; 4096];
        let count = socket.read(&mut bytes).await.unwrap();
        assert!(count > 0, "ended before {word}: {}", String::from_utf8_lossy(&read));
        read.extend_from_slice(&bytes[..count]);
        let text = String::from_utf8_lossy(&read);
        if text.contains(word) {
            return text.into_owned();
        }
    }
}

/// One screen: it waits for news and then fetches the page; the moment at which it has it.
async fn screen(addr: String, mut stream: TcpStream, shows: String) -> (TcpStream, Instant) {
    until(&mut stream, "event: news").await;
    let mut page = Vec::new();
    ask(&addr, "/screen").await.read_to_end(&mut page).await.unwrap();
    let page = String::from_utf8_lossy(&page);
    assert!(page.contains(&shows), "an old page: {}", &page[..page.len().min(300)]);
    (stream, Instant::now())
}

fn renders(program: &Program) -> f64 {
    let told = program.get("/metrics").body;
    let lines = told.lines().filter(|line| line.starts_with("farmfair_page_renders_total"));
    lines.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok()).sum()
}

async fn program(urls: &Urls) -> Program {
    let settings = [
        ("DATABASE_URL", &*urls.server),
        ("FARMFAIR_OWNER_URL", &urls.owner),
        ("FARMFAIR_THROWAWAY_DATABASE", "true"),
    ];
    let program = Program::start(command(&settings));
    // Daily tasks also change records at the start: wait until a page stays cached.
    loop {
        program.get("/screen");
        let before = renders(&program);
        tokio::time::sleep(Duration::from_millis(600)).await;
        program.get("/screen");
        if renders(&program) == before {
            return program;
        }
    }
}

async fn open_streams(addr: &str) -> Vec<TcpStream> {
    let mut opening = JoinSet::new();
    for _ in 0..SCREENS {
        let addr = addr.to_string();
        opening.spawn(async move {
            let mut stream = ask(&addr, "/screen/events").await;
            until(&mut stream, "event: news").await;
            stream
        });
    }
    opening.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_hundred_screens_cost_one_rendering_and_show_a_change_within_a_second() {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let mut program = program(&urls).await;
    let mut streams = open_streams(&program.addr).await;
    for round in 1..=3 {
        let (title, before) = (format!("第 {round} 次放行"), renders(&program));
        let mut showing = JoinSet::new();
        for stream in streams {
            showing.spawn(screen(program.addr.clone(), stream, title.clone()));
        }
        let changed = change(&urls, &title).await;
        let shown = showing.join_all().await;
        let last = shown.iter().map(|(_, at)| *at - changed).max().unwrap();
        println!("{SCREENS} screens show a change after {last:?}");
        streams = shown.into_iter().map(|(stream, _)| stream).collect();
        assert_eq!(renders(&program) - before, 1.0, "round {round}");
        assert!(last < Duration::from_secs(1), "{last:?}");
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    // Told to end, it ends its streams, and itself.
    let told = Instant::now();
    program.signal(Signal::TERM);
    for stream in &mut streams {
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap();
        assert!(rest.ends_with(b"0\r\n\r\n"), "a stream was cut");
    }
    assert_eq!(program.wait().code(), Some(0));
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
}

/// Changes the title of the latest project; the moment of its commit.
async fn change(urls: &Urls, title: &str) -> Instant {
    let mut owner = urls.owner().await;
    let changed = sqlx::query(
        "update signed_projects set title = $1
         where id = (select p.id from public_projects p join editions e on e.id = p.edition_id
                     where e.ordinal = 3 order by signed_at desc nulls last, run_order desc limit 1)",
    )
    .bind(title)
    .execute(&mut owner)
    .await
    .unwrap();
    assert_eq!(changed.rows_affected(), 1);
    Instant::now()
}
