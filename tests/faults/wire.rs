//! Bad clients on real sockets: slow, half-open, sending garbage. None of them affects another
//! client.

use crate::harness::{
    program::{Program, command},
    server::{Template, Urls, server},
    site::TestApp,
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

async fn program() -> Program {
    program_on(&server().await.clone_of(Template::Demonstration).await)
}

fn program_on(urls: &Urls) -> Program {
    let settings = [
        ("DATABASE_URL", &*urls.server),
        ("FARMFAIR_OWNER_URL", &urls.owner),
        ("FARMFAIR_THROWAWAY_DATABASE", "true"),
    ];
    Program::start(command(&settings))
}

#[tokio::test]
async fn half_a_request_silence_and_idleness_are_cut_within_thirty_seconds() {
    let program = program().await;
    let begun = Instant::now();
    let said: [&[u8]; 4] = [
        b"",
        b"GET / HTTP/1.1\r\nHost: fair.exa",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\r\n",
    ];
    let mut slow: Vec<TcpStream> =
        said.iter().map(|_| TcpStream::connect(&program.addr).unwrap()).collect();
    for (stream, said) in slow.iter_mut().zip(said) {
        stream.write_all(said).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    }
    assert_eq!(program.get("/").status, 200, "others are served meanwhile");
    for stream in &mut slow {
        let mut rest = Vec::new();
        // A reset is an end as well; waiting in vain is not.
        match stream.read_to_end(&mut rest) {
            Ok(_) => {}
            Err(error) => {
                assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock, "not cut after 30 s")
            }
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn nonsense_on_the_wire_is_answered_or_cut_and_costs_nobody_else() {
    let program = program().await;
    let long_head = format!("GET / HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "a".repeat(600_000));
    let nonsense: [&[u8]; 7] = [
        b"GET /products?q=\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /villages/\xe5\x88 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"SMUGGLE / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        long_head.as_bytes(),
    ];
    for bytes in nonsense {
        let said = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        if let Ok(reply) = program.send(bytes) {
            assert!(reply.status < 500, "{said} is answered {}", reply.status);
            assert!(!reply.body.contains("root:"), "{said}");
        }
    }
    assert_eq!(program.get("/contracts").status, 200);
}

#[tokio::test]
async fn idlers_that_take_every_place_are_cut_sooner_and_the_next_is_served() {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let mut limited = Command::new("sh");
    // 100 descriptors are reserved for the program itself: 60 places.
    limited.args(["-c", "ulimit -n 160; exec \"$0\" serve", env!("CARGO_BIN_EXE_farmfair")]);
    limited.env_clear().envs([
        ("FARMFAIR_ADDR", "127.0.0.1:0"),
        ("DATABASE_URL", &*urls.server),
        ("FARMFAIR_OWNER_URL", &urls.owner),
    ]);
    limited
        .env("FARMFAIR_THROWAWAY_DATABASE", "true")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped());
    let program = Program::start(limited);
    let idlers: Vec<TcpStream> =
        (0..100).map(|_| TcpStream::connect(&program.addr).unwrap()).collect();
    let reply = program.get("/");
    assert_eq!(reply.status, 200);
    assert!(reply.took > Duration::from_secs(2), "no place was needed: {:?}", reply.took);
    assert!(reply.took < Duration::from_secs(12), "the idlers kept their places: {:?}", reply.took);
    drop(idlers);
}

#[tokio::test]
async fn who_reads_slowly_holds_no_connection_to_the_database() {
    const PAGES: usize = 60;
    let urls = server().await.clone_of(Template::Demonstration).await;
    let program = program_on(&urls);
    let mut readers: Vec<TcpStream> =
        (0..2).map(|_| TcpStream::connect(&program.addr).unwrap()).collect();
    for stream in &mut readers {
        // More than the buffers hold, each rendered for this client alone.
        let ask = "GET /exhibitors?edition=all HTTP/1.1\r\nHost: x\r\nCookie: passes=by\r\n\r\n"
            .repeat(PAGES - 1);
        write!(stream, "{ask}GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    }
    let app = TestApp::on(&urls);
    let busy = "select pid::text from pg_stat_activity
                where datname = current_database() and application_name = 'farmfair' and state <> 'idle' and pid <> pg_backend_pid()";
    // Until they are stuck: the database is no longer used.
    let (begun, mut quiet) = (Instant::now(), 0);
    while quiet < 5 {
        quiet = if app.texts(busy).await.is_empty() { quiet + 1 } else { 0 };
        assert!(begun.elapsed() < Duration::from_secs(15), "a slow reader holds a connection");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let metrics = program.get("/metrics").body;
    let drawn = metrics.lines().find_map(|line| {
        line.strip_prefix("farmfair_requests_total{route=\"/exhibitors\",status=\"200\"} ")
    });
    assert!(
        drawn.unwrap().parse::<usize>().unwrap() < 2 * (PAGES - 1),
        "all of it fits between here and there"
    );
    assert!(program.get("/brands").took < Duration::from_secs(1), "others wait for the slow");
    for mut stream in readers {
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let all = String::from_utf8_lossy(&all);
        assert_eq!(all.matches("HTTP/1.1 200 OK").count(), PAGES, "slow is not dead");
    }
}
