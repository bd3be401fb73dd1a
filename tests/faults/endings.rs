//! At shutdown the program lets requests in flight finish.

use crate::harness::{
    program::{Program, command, get},
    server::{Template, server},
};
use rustix::process::Signal;
use sqlx::{Connection, Executor};
use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

#[tokio::test]
async fn told_to_end_it_finishes_what_it_serves_and_exits_with_zero() {
    for signal in [Signal::TERM, Signal::INT] {
        let urls = server().await.clone_of(Template::Demonstration).await;
        let settings = [
            ("DATABASE_URL", &*urls.server),
            ("FARMFAIR_OWNER_URL", &urls.owner),
            ("FARMFAIR_THROWAWAY_DATABASE", "true"),
        ];
        let mut program = Program::start(command(&settings));
        program.get("/about");
        // A page that waits for a locked table.
        let mut owner = urls.owner().await;
        let mut holding = owner.begin().await.unwrap();
        holding.execute("lock table signed_projects in access exclusive mode").await.unwrap();
        let addr = program.addr.clone();
        let in_flight = std::thread::spawn(move || get(&addr, "/projects"));
        tokio::time::sleep(Duration::from_millis(400)).await;
        program.signal(signal);
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(std::net::TcpStream::connect(&program.addr).is_err(), "it still takes connections");
        holding.rollback().await.unwrap();
        let reply = in_flight.join().unwrap().unwrap();
        assert_eq!(reply.status, 200, "a request in flight was cut");
        assert!(reply.took > Duration::from_millis(600), "it was not in flight");
        assert!(reply.body.trim_end().ends_with("</html>"), "its page is cut short");
        assert_eq!(program.wait().code(), Some(0));
    }
}

#[tokio::test]
async fn told_to_end_under_load_it_answers_everybody_who_asked_before() {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let settings = [
        ("DATABASE_URL", &*urls.server),
        ("FARMFAIR_OWNER_URL", &urls.owner),
        ("FARMFAIR_THROWAWAY_DATABASE", "true"),
    ];
    let mut program = Program::start(command(&settings));
    program.get("/about");
    let (addr, is_over, answers) =
        (program.addr.clone(), AtomicBool::new(false), Mutex::new(Vec::new()));
    let told = std::thread::scope(|scope| {
        for client in 0..16 {
            let (addr, is_over, answers) = (&addr, &is_over, &answers);
            scope.spawn(move || {
                for n in 0.. {
                    if is_over.load(Ordering::Relaxed) {
                        return;
                    }
                    // Every second one has to be rendered.
                    let path = if n % 2 == 0 {
                        "/".to_string()
                    } else {
                        format!("/contracts?q=c{client}n{n}")
                    };
                    let begun = Instant::now();
                    let reply = get(addr, &path);
                    answers.lock().unwrap().push((begun, path, reply));
                }
            });
        }
        // A minimum number first, however slow the machine.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) && answers.lock().unwrap().len() < 60 {
            std::thread::sleep(Duration::from_millis(10));
        }
        let told = Instant::now();
        program.signal(Signal::TERM);
        std::thread::sleep(Duration::from_millis(1000));
        is_over.store(true, Ordering::Relaxed);
        told
    });
    assert_eq!(program.wait().code(), Some(0));
    let answers = answers.into_inner().unwrap();
    let before: Vec<_> = answers.iter().filter(|(begun, ..)| *begun < told).collect();
    let in_flight = before
        .iter()
        .filter(|(begun, _, reply)| reply.as_ref().is_ok_and(|reply| *begun + reply.took > told))
        .count();
    assert!(
        before.len() >= 60 && in_flight > 3,
        "{} requests, {in_flight} in flight",
        before.len()
    );
    for (_, path, reply) in before {
        let reply = reply.as_ref().unwrap_or_else(|error| panic!("{path} was lost: {error}"));
        // Overload may refuse a request, but properly.
        let is_whole = reply.body.trim_end().ends_with("</html>");
        assert!(
            [200, 503].contains(&reply.status) && is_whole,
            "{path} is answered {} and cut",
            reply.status
        );
    }
}
