//! Told to end, the program lets those finish who are being served.

use crate::harness::{
    program::{Program, command, get},
    server::{Template, server},
};
use rustix::process::Signal;
use sqlx::{Connection, Executor};
use std::time::Duration;

#[tokio::test]
async fn told_to_end_it_finishes_what_it_serves_and_exits_with_zero() {
    for signal in [Signal::TERM, Signal::INT] {
        let urls = server().await.clone_of(Template::Demonstration).await;
        let settings = [("DATABASE_URL", &*urls.server), ("FARMFAIR_OWNER_URL", &urls.owner), ("FARMFAIR_THROWAWAY_DATABASE", "true")];
        let mut program = Program::start(command(&settings));
        program.get("/about");
        // A page that waits for a table that somebody holds.
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
