//! Refused starts with one sentence each; interrupted starts; two starts at once.

use crate::harness::{
    program::{Program, command, refused},
    server::{Template, server},
    site::TestApp,
};
use rustix::process::Signal;
use sqlx::query_scalar;
use std::{
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

/// One line from the program itself, and no backtrace.
fn assert_is_a_sentence(said: &str, word: &str) {
    let lines: Vec<&str> =
        said.lines().filter(|line| !line.contains(" WARN ") && !line.contains(" INFO ")).collect();
    assert!(lines.len() == 1 && lines[0].starts_with("farmfair: "), "{said}");
    assert!(lines[0].contains(word), "{said:?} does not mention {word:?}");
    assert!(!said.contains("secret"), "it tells the password: {said}");
    assert!(!said.contains("panicked") && !said.contains("Error {"), "{said}");
}

#[tokio::test]
async fn a_start_that_cannot_be_is_refused_with_a_sentence() {
    let urls = server().await.clone_of(Template::Reference).await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let folder = server().await.folder("refused");
    let held = folder.parent().unwrap().to_str().unwrap();
    let file = folder.join("file");
    std::fs::write(&file, "").unwrap();
    let database = ("DATABASE_URL", urls.server.as_str());
    let cases: [(&[(&str, &str)], &str); 10] = [
        (&[database, ("FARMFAIR_ADDR", &taken)], "taken by another program"),
        (&[("FARMFAIR_DATA_DIR", held)], "in use by another farmfair"),
        (&[("FARMFAIR_DATA_DIR", file.to_str().unwrap())], "FARMFAIR_DATA_DIR"),
        (&[("DATABASE_URL", "nonsense")], "no Postgres address"),
        (&[("DATABASE_URL", "postgres://[nobody/fair")], "no Postgres address"),
        (
            &[("DATABASE_URL", "mysql://fair:secret@127.0.0.1:3306/fair")],
            "names a mysql database, but farmfair needs Postgres",
        ),
        (&[("DATABASE_URL", "postgres://fair:secret@127.0.0.1:port/fair")], "no Postgres address"),
        (&[("DATABASE_URL", "postgres://nobody@127.0.0.1:1/fair")], "cannot reach the database"),
        (
            &[("DATABASE_URL", "postgres://nobody@no-such-host.invalid/fair")],
            "cannot reach the database",
        ),
        // This one would lose deals in a power cut.
        (&[database, ("FARMFAIR_OWNER_URL", &urls.owner)], "fsync"),
    ];
    let _listening = TcpListener::bind(&taken);
    for (settings, word) in cases {
        assert_is_a_sentence(&refused(command(settings)), word);
    }
}

#[tokio::test]
async fn a_first_start_that_was_killed_is_made_good_by_the_next() {
    let folder = server().await.folder("killed");
    let appears = |name: &'static str| folder.join("postgres").join(name);
    let moments = [
        (appears("data.new/PG_VERSION"), 0),
        (appears("data.new/global/pg_control"), 300),
        (appears("data"), 0),
        (appears("data/postmaster.pid"), 200),
        (appears("data/postmaster.pid"), 700),
        (appears("data/postmaster.pid"), 1500),
        (appears("data/postmaster.pid"), 2500),
    ];
    for (sign, more) in moments {
        kill_when(&folder, &sign, Duration::from_millis(more));
    }
    let program = Program::embedded(&folder);
    let page = program.get("/");
    assert_eq!(page.status, 200);
    for figure in ["366", "396", "9.01", "9.8", "3.3", "1.3", "901.3"] {
        assert!(page.body.contains(figure), "the demonstration is not whole: no {figure}");
    }
}

/// Starts the program and kills it, like a power cut, some time after a file has appeared.
fn kill_when(folder: &Path, sign: &Path, more: Duration) {
    let mut command = command(&[("FARMFAIR_DATA_DIR", folder.to_str().unwrap())]);
    let mut child = command.arg("--demo-if-empty").spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    while !sign.exists() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(sign.exists(), "{} never appeared", sign.display());
    std::thread::sleep(more);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn of_two_programs_that_start_at_once_both_serve_and_one_prepares() {
    let urls = server().await.clone_of(Template::Bare).await;
    let settings = [
        ("DATABASE_URL", &*urls.server),
        ("FARMFAIR_OWNER_URL", &urls.owner),
        ("FARMFAIR_THROWAWAY_DATABASE", "true"),
    ];
    let start = || {
        let mut command = command(&settings);
        command.arg("--demo-if-empty");
        Program::start(command)
    };
    let (first, second) = std::thread::scope(|scope| {
        let (first, second) = (scope.spawn(start), scope.spawn(start));
        (first.join(), second.join())
    });
    let (mut first, second) =
        (first.expect("the first did not start"), second.expect("the second did not start"));
    assert_eq!((first.get("/").status, second.get("/").status), (200, 200));
    let editions: i64 = query_scalar("select count(*) from editions")
        .fetch_one(&mut urls.owner().await)
        .await
        .unwrap();
    assert_eq!(editions, 3, "the demonstration was loaded by both");
    // The end of one does not end the other.
    first.signal(Signal::TERM);
    assert_eq!(first.wait().code(), Some(0));
    assert_eq!(second.get("/exhibitors").status, 200);
    assert_eq!(TestApp::on(&urls).page("/").await.text(".tally .fig"), "366");
}
