//! Every public page beside the yardstick: CPU of server and Postgres per request, page cache off,
//! from one connection and from sixteen. Answers are not compressed, so that compression hides
//! nothing.

use crate::{
    Databases,
    client::Connection,
    cost::Postgres,
    goals::{CONNECTIONS, Cost},
    server::Server,
};
use std::time::Duration;

const ADDRESSES: &str = include_str!("pages.txt");
const LASTING: Duration = Duration::from_millis(1500);
/// Before a measurement every connection has prepared the statements of the page and Postgres has
/// its generic plans, as on a server that has run for a minute.
const WARMING: Duration = Duration::from_millis(1000);
const YARDSTICK_LASTING: Duration = Duration::from_secs(4);
/// An answer this slow cannot miss its goal by more.
const NEVER: f64 = f64::INFINITY;

struct Address {
    path: String,
    /// The maximum cost on the demonstration and at full size, in yardsticks.
    most: (f64, f64),
}

/// One side: milliseconds per request from one connection and from sixteen, and the number of
/// refused requests.
struct Side {
    one: f64,
    sixteen: f64,
    refused: usize,
}

fn addresses() -> Vec<Address> {
    let lines = ADDRESSES.lines().filter(|line| !line.starts_with('#'));
    let address = |line: &str| {
        let (kind, path) = line.split_once(' ').unwrap();
        let most = match kind {
            "list" => (2.5, 4.0),
            "search" => (8.0, 24.0),
            "page" => (12.0, 24.0),
            _ => panic!("{line}: no goal for {kind}"),
        };
        Address { path: path.to_string(), most }
    };
    lines.map(address).collect()
}

impl Side {
    fn of(server: &Server, database: &Postgres, path: &str, lasting: Duration) -> Self {
        let paths = [path.to_string()];
        let cost =
            |connections, lasting| Cost::plain(server, database, &paths, connections, lasting);
        cost(CONNECTIONS, WARMING);
        let (one, sixteen) = (cost(1, lasting), cost(CONNECTIONS, lasting));
        Self {
            one: milliseconds(&one),
            sixteen: milliseconds(&sixteen),
            refused: one.load.refused + sixteen.load.refused,
        }
    }

    /// The worse of the two, each relative to the yardstick under the same load.
    fn ratio(&self, yardstick: &Side) -> f64 {
        (self.one / yardstick.one).max(self.sixteen / yardstick.sixteen)
    }

    fn said(&self) -> String {
        format!("{:.2} / {:.2}", self.one, self.sixteen)
    }
}

fn milliseconds(cost: &Cost) -> f64 {
    if cost.load.requests == 0 { NEVER } else { cost.total() * 1000.0 }
}

/// `only`: addresses that contain this text.
pub fn table(databases: &Databases, only: Option<&str>) {
    let (small, large) =
        (Server::farmfair(&databases.small, 0), Server::farmfair(&databases.large, 0));
    let reading = Server::yardstick(&databases.large);
    let bytes =
        |server: &Server, path: &str| Connection::to(&server.addr).get(path, "identity").body.len();
    let yardstick = Side::of(&reading, &databases.large, "/products", YARDSTICK_LASTING);
    println!(
        "\nYardstick: 24 rows of {} bytes (the list itself: {}), {} ms of CPU from one connection / from {CONNECTIONS}\n",
        bytes(&reading, "/products"),
        bytes(&large, "/products"),
        yardstick.said()
    );
    println!(
        "| address | ms, demonstration | ms, full size | ratio | ratio, full size | goal | 503 |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let mut missed = 0;
    let chosen: Vec<Address> = addresses()
        .into_iter()
        .filter(|address| only.is_none_or(|part| address.path.contains(part)))
        .collect();
    for address in &chosen {
        let few = Side::of(&small, &databases.small, &address.path, LASTING);
        let many = Side::of(&large, &databases.large, &address.path, LASTING);
        missed += usize::from(!address.print(&yardstick, &few, &many));
    }
    println!("\n{missed} of {} addresses miss their goal", chosen.len());
}

impl Address {
    /// A line of the table, and whether the goal is met.
    fn print(&self, yardstick: &Side, few: &Side, many: &Side) -> bool {
        let (path, (most_of_few, most_of_many)) = (&self.path, self.most);
        let (small, large) = (few.ratio(yardstick), many.ratio(yardstick));
        let refused = few.refused + many.refused;
        let is_met = small <= most_of_few && large <= most_of_many && refused == 0;
        let mark = if is_met { "" } else { " missed" };
        println!(
            "| `{path}` | {} | {} | {small:.1} | {large:.1} | {most_of_few} / {most_of_many}{mark} | {refused} |",
            few.said(),
            many.said()
        );
        is_met
    }
}
