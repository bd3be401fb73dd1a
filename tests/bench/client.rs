//! Requests over connections that stay open, as many at once as there are connections.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

pub struct Connection(BufReader<TcpStream>, String);

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    /// Head and body as they came.
    pub bytes: usize,
}

/// What a number of requests took, without those that were told to come back later.
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
        Self(BufReader::new(stream), addr.to_string())
    }

    pub fn get(&mut self, path: &str, encoding: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: {encoding}\r\n\r\n", self.1);
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(self.0.read_line(&mut head).unwrap() > 0, "{path}: the server closed the connection");
        }
        let head = head.to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let (body, framing) = match head.lines().find_map(|line| line.strip_prefix("content-length: ")) {
            Some(length) => (self.exactly(length.trim().parse().unwrap()), 0),
            None => self.chunks(),
        };
        Answer { status, bytes: head.len() + body.len() + framing, body }
    }

    fn exactly(&mut self, length: usize) -> Vec<u8> {
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        body
    }

    /// And the bytes that the chunks were told apart by.
    fn chunks(&mut self) -> (Vec<u8>, usize) {
        let (mut body, mut framing) = (Vec::new(), 0);
        loop {
            let mut size = String::new();
            self.0.read_line(&mut size).unwrap();
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

/// The same paths over and over, from as many connections at once, for so long.
pub fn load(addr: &str, paths: &[String], connections: usize, lasting: Duration) -> Load {
    let over = AtomicBool::new(false);
    let begun = Instant::now();
    let answered: Vec<Option<Duration>> = std::thread::scope(|scope| {
        let over = &over;
        let visitors: Vec<_> = (0..connections).map(|n| scope.spawn(move || visit(addr, paths, n, over))).collect();
        std::thread::sleep(lasting);
        over.store(true, Ordering::Relaxed);
        visitors.into_iter().flat_map(|visitor| visitor.join().unwrap()).collect()
    });
    let mut times: Vec<Duration> = answered.iter().flatten().copied().collect();
    times.sort_unstable();
    assert!(!times.is_empty(), "{paths:?}: nothing was answered");
    Load { requests: times.len(), refused: answered.len() - times.len(), seconds: begun.elapsed().as_secs_f64(), times }
}

fn visit(addr: &str, paths: &[String], first: usize, over: &AtomicBool) -> Vec<Option<Duration>> {
    let mut connection = Connection::to(addr);
    let mut times = Vec::new();
    for path in paths.iter().cycle().skip(first) {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let begun = Instant::now();
        let answer = connection.get(path, "br");
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
