//! Every link of the site leads somewhere, and every `#fragment` to something on that page.
//!
//! All Chinese paths are visited, and some English records of each kind, since the same templates
//! render their links. Filters combine endlessly. So links with a query string are followed only
//! from pages with at most one parameter, and each combination of several parameter names is tried
//! a few times.

use crate::harness::site::{PUBLIC_URL, TestApp};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use tokio::task::JoinSet;

const AT_ONCE: usize = 6;
/// The number of tried addresses with the same parameters.
const OF_A_COMBINATION: usize = 2;
/// The number of opened English records of a kind.
const ENGLISH_RECORDS: usize = 40;

#[derive(Default)]
struct Crawl {
    queue: VecDeque<String>,
    /// Where each address was first found.
    found_on: HashMap<String, String>,
    /// The number of samples of a kind.
    tried: HashMap<String, usize>,
    ids: HashMap<String, HashSet<String>>,
    /// Page and fragment, with the page that links there.
    fragments: BTreeMap<(String, String), String>,
    broken: BTreeSet<String>,
}

struct Visit {
    address: String,
    status: u16,
    links: Vec<String>,
    ids: HashSet<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_link_leads_somewhere() {
    let app = TestApp::fair().await;
    let mut crawl = Crawl::default();
    crawl.find("/", "the address bar");
    crawl.find("/en/", "the address bar");
    crawl.run(&app).await;
    crawl.check_fragments();
    println!("{} addresses visited, {} fragments", crawl.found_on.len(), crawl.fragments.len());
    assert!(crawl.found_on.len() > 5000, "the crawl got stuck");
    let broken: Vec<String> = crawl.broken.into_iter().collect();
    assert!(broken.is_empty(), "{} broken links:\n{}", broken.len(), broken.join("\n"));
}

impl Crawl {
    async fn run(&mut self, app: &TestApp) {
        let mut visits = JoinSet::new();
        loop {
            while visits.len() < AT_ONCE
                && let Some(address) = self.queue.pop_front()
            {
                visits.spawn(visit(app.clone(), address));
            }
            match visits.join_next().await {
                Some(visit) => self.note(visit.unwrap()),
                None => return,
            }
        }
    }

    fn note(&mut self, visit: Visit) {
        let Visit { address, status, links, ids } = visit;
        if status != 200 && !(status == 308 && address == "/en") {
            self.broken.insert(format!(
                "{address} answers {status}, linked from {}",
                self.found_on[&address]
            ));
        }
        let is_narrowed = parameters(&address).len() > 1;
        for link in links {
            let link = resolved(&address, &link);
            let (page, fragment) = link.split_once('#').unwrap_or((&link, ""));
            if !fragment.is_empty() {
                self.fragments
                    .entry((page.into(), fragment.into()))
                    .or_insert_with(|| address.clone());
            }
            if !is_narrowed || !page.contains('?') {
                self.find(page, &address);
            }
        }
        self.ids.insert(address, ids);
    }

    fn find(&mut self, address: &str, from: &str) {
        let names = parameters(address);
        if self.found_on.contains_key(address) {
            return;
        }
        let path = address.split('?').next().unwrap();
        let enough = match path.strip_prefix("/en/").and_then(|path| path.split_once('/')) {
            _ if names.len() > 1 => {
                self.is_enough(format!("{path}?{}", names.join("&")), OF_A_COMBINATION)
            }
            Some((kind, _)) => self.is_enough(format!("/en/{kind}/"), ENGLISH_RECORDS),
            None => false,
        };
        if enough {
            return;
        }
        self.found_on.insert(address.into(), from.into());
        self.queue.push_back(address.into());
    }

    fn is_enough(&mut self, kind: String, most: usize) -> bool {
        let tried = self.tried.entry(kind).or_default();
        *tried += 1;
        *tried > most
    }

    fn check_fragments(&mut self) {
        for ((page, fragment), from) in &self.fragments {
            if self.ids.get(page).is_some_and(|ids| !ids.contains(fragment)) {
                self.broken.insert(format!("{page}#{fragment} is not there, linked from {from}"));
            }
        }
    }
}

async fn visit(app: TestApp, address: String) -> Visit {
    let answer = app.get_in_turn(&address).await;
    let is_text = ["text/html", "image/svg"]
        .iter()
        .any(|kind| answer.header("content-type").starts_with(kind));
    let body = if is_text { answer.body.as_str() } else { "" };
    let (links, ids) = (values(body, " href=\"").collect(), values(body, " id=\"").collect());
    Visit { address, status: answer.status.as_u16(), links, ids }
}

/// The values of an attribute. A scan, not a parser: it is a hundred times as fast, and the
/// templates write all quotes.
fn values<'a>(body: &'a str, attribute: &'a str) -> impl Iterator<Item = String> + 'a {
    let after = body.split(attribute).skip(1);
    after.map(|rest| {
        rest.split('"').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&")
    })
}

fn parameters(address: &str) -> Vec<&str> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let mut names: Vec<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    names
}

/// From the root. Another host would be an error, and is kept so that it is reported as broken.
fn resolved(page: &str, link: &str) -> String {
    match link.strip_prefix(PUBLIC_URL).unwrap_or(link) {
        fragment if fragment.starts_with('#') => format!("{page}{fragment}"),
        query if query.starts_with('?') => format!("{}{query}", page.split('?').next().unwrap()),
        other => other.to_string(),
    }
}

#[test]
fn the_scan_sees_what_a_browser_would() {
    let body = r##"<a class="x" href="/a?b=1&amp;c=2#d">…</a><h2 id="h">"##;
    assert_eq!(values(body, " href=\"").collect::<Vec<_>>(), ["/a?b=1&c=2#d"]);
    assert_eq!(values(body, " id=\"").collect::<Vec<_>>(), ["h"]);
    assert_eq!(resolved("/x?page=2", "#top"), "/x?page=2#top");
    assert_eq!(resolved("/x", &format!("{PUBLIC_URL}/en/x?page=2")), "/en/x?page=2");
    assert_eq!(parameters("/x?b=1&a=2"), ["a", "b"]);
}
