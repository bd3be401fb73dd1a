//! Requests over persistent connections, one at a time on each.

use form_urlencoded::Serializer;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// An address, with a session cookie if there is one.
pub struct Connection {
    stream: BufReader<TcpStream>,
    addr: String,
    cookie: String,
}

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    /// Head and body as received.
    pub bytes: usize,
}

/// The results of a number of requests, without those that were told to try again later.
pub struct Load {
    pub requests: usize,
    pub refused: usize,
    pub seconds: f64,
    times: Vec<Duration>,
}

impl Connection {
    pub fn to(addr: &str) -> Self {
        let stream = TcpStream::connect(addr).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(stream), addr: addr.to_string(), cookie: String::new() }
    }

    /// As somebody who has an account.
    pub fn signed_in(addr: &str, login: &str, password: &str) -> Self {
        let mut connection = Self::to(addr);
        let (head, _) = connection.send("/login", &[("login", login), ("password", password)]);
        let cookie = head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: __Host-farmfair="))
            .expect("signed in");
        connection.cookie =
            format!("Cookie: __Host-farmfair={}\r\n", cookie.split(';').next().unwrap());
        connection
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let (head, (body, framing)) = self.send(path, fields);
        Answer { status: status(&head), bytes: head.len() + body.len() + framing, body }
    }

    /// A form, as a page of the site sends it.
    fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> (String, (Vec<u8>, usize)) {
        let Self { addr, cookie, .. } = self;
        let form = Serializer::new(String::new()).extend_pairs(fields).finish();
        let length = form.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {addr}\r\n{cookie}Origin: http://{addr}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        );
        self.exchange(&request, path)
    }

    pub fn get(&mut self, path: &str, encoding: &str) -> Answer {
        let Self { addr, cookie, .. } = self;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {addr}\r\n{cookie}Accept-Encoding: {encoding}\r\n\r\n"
        );
        let (head, (body, framing)) = self.exchange(&request, path);
        Answer { status: status(&head), bytes: head.len() + body.len() + framing, body }
    }

    /// The head, the body, and the bytes of the chunk framing.
    fn exchange(&mut self, request: &str, path: &str) -> (String, (Vec<u8>, usize)) {
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(
                self.stream.read_line(&mut head).unwrap() > 0,
                "{path}: the server closed the connection"
            );
        }
        let length = head.lines().find_map(|line| {
            line.to_lowercase().strip_prefix("content-length: ").map(str::to_string)
        });
        let body = match length {
            Some(length) => (self.exactly(length.trim().parse().unwrap()), 0),
            None => self.chunks(),
        };
        (head, body)
    }

    fn exactly(&mut self, length: usize) -> Vec<u8> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        body
    }

    /// And the bytes of the chunk framing.
    fn chunks(&mut self) -> (Vec<u8>, usize) {
        let (mut body, mut framing) = (Vec::new(), 0);
        loop {
            let mut size = String::new();
            self.stream.read_line(&mut size).unwrap();
            let length = usize::from_str_radix(size.trim(), 16).unwrap();
            body.extend(self.exactly(length));
            self.exactly(2);
            framing += size.len() + 2;
            if length == 0 {
                return (body, framing);
            }
        }
    }
}

fn status(head: &str) -> u16 {
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

/// The same paths repeatedly, from this many connections at once, for this long.
pub fn load(addr: &str, paths: &[String], connections: usize, lasting: Duration) -> Load {
    let load = packed_as("br", addr, paths, connections, lasting);
    assert!(load.requests > 0, "{paths:?}: nothing was answered");
    load
}

/// The same, with answers in this coding, or in none.
pub fn packed_as(
    encoding: &str,
    addr: &str,
    paths: &[String],
    connections: usize,
    lasting: Duration,
) -> Load {
    let over = AtomicBool::new(false);
    let begun = Instant::now();
    let answered: Vec<Option<Duration>> = std::thread::scope(|scope| {
        let over = &over;
        let visitors: Vec<_> = (0..connections)
            .map(|n| {
                scope.spawn(move || {
                    visit(&mut Connection::to(addr), encoding, paths.iter().cycle().skip(n), over)
                })
            })
            .collect();
        std::thread::sleep(lasting);
        over.store(true, Ordering::Relaxed);
        visitors.into_iter().flat_map(|visitor| visitor.join().unwrap()).collect()
    });
    let mut times: Vec<Duration> = answered.iter().flatten().copied().collect();
    times.sort_unstable();
    Load {
        requests: times.len(),
        refused: answered.len() - times.len(),
        seconds: begun.elapsed().as_secs_f64(),
        times,
    }
}

fn visit<'a>(
    connection: &mut Connection,
    encoding: &str,
    paths: impl Iterator<Item = &'a String>,
    over: &AtomicBool,
) -> Vec<Option<Duration>> {
    let mut times = Vec::new();
    for path in paths {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let begun = Instant::now();
        let answer = connection.get(path, encoding);
        assert!([200, 503].contains(&answer.status), "{path} answers {}", answer.status);
        times.push((answer.status == 200).then(|| begun.elapsed()));
    }
    times
}

impl Load {
    pub fn per_second(&self) -> f64 {
        self.requests as f64 / self.seconds
    }

    pub fn percentile(&self, percent: usize) -> Duration {
        self.times[(self.times.len() * percent / 100).min(self.times.len() - 1)]
    }
}
