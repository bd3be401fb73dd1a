//! Odd clients on real sockets: slow, half-open, talking nonsense. None of them costs another his page.

use crate::harness::{
    program::{Program, command},
    server::{Template, server},
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

async fn program() -> Program {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let settings = [("DATABASE_URL", &*urls.server), ("FARMFAIR_OWNER_URL", &urls.owner), ("FARMFAIR_THROWAWAY_DATABASE", "true")];
    Program::start(command(&settings))
}

#[tokio::test]
async fn half_a_request_is_cut_within_thirty_seconds() {
    let program = program().await;
    let begun = Instant::now();
    let mut slow: Vec<TcpStream> = (0..5).map(|_| TcpStream::connect(&program.addr).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: fair.exa").unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    }
    assert_eq!(program.get("/").status, 200, "others are served meanwhile");
    for stream in &mut slow {
        let mut rest = Vec::new();
        // A reset is an end as well; waiting in vain is not.
        match stream.read_to_end(&mut rest) {
            Ok(_) => {}
            Err(error) => assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock, "not cut after 30 s"),
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
