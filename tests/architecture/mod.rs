//! The house keeps its rooms: an import goes to a lower room of any noun, or sideways in the same
//! room to a noun that `lib.rs` declares earlier. Files of one noun import each other in no ring.
//! SQL stays in the stores, no result holds another, and files stay short. The checker is itself
//! proven on sources that break each rule.

mod layout;
mod paths;
mod rings;
mod rules;
mod writers;

use rings::rings;
use rules::{Source, violations};
use std::{
    fs,
    path::{Path, PathBuf},
};

const LONGEST_FILE: usize = 300;

fn files_below(folder: &str) -> Vec<Source> {
    files_with(&["rs"], folder)
}

fn files_with(endings: &[&str], folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
            {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_string();
                sources.push(Source { name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    sources
}

#[test]
fn every_import_goes_down_or_to_an_earlier_noun() {
    let sources = files_below("src");
    assert!(sources.len() > 100);
    let found = violations(&sources);
    assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
}

#[test]
fn files_of_a_noun_import_each_other_in_no_ring() {
    let found = rings(&files_below("src"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_ring_is_found() {
    let file = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
    let sources = [
        file("fairs/model.rs", "pub use hall::Hall;\nuse crate::fairs::model::zone::Zone;"),
        file("fairs/model/hall.rs", "use super::zone::Zone;"),
        file("fairs/model/zone.rs", "use super::booth::{Booth, Side};"),
        file("fairs/model/booth.rs", "fn of(hall: &crate::fairs::model::hall::Hall) {}"),
    ];
    let kit = [
        file("http/state.rs", "use crate::web::page::Page;"),
        file("web/page.rs", "use crate::http::state::App;"),
    ];
    assert_eq!(rings(&kit), ["http/state ⇄ web/page"], "the kit is one");
    assert_eq!(rings(&sources), ["fairs/model/booth ⇄ fairs/model/hall ⇄ fairs/model/zone"]);
    assert!(rings(&sources[..2]).is_empty());
}

#[test]
fn a_table_has_one_writer() {
    let found = writers::shared_tables(&files_below("src"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_second_writer_is_found() {
    let file = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
    let sources = [
        file("hall/store/plan.rs", "query!(\"insert into zones (code) values ($1)\")"),
        file("fairs/store.rs", "query!(\"select 1 from zones for update skip locked\")"),
        file("fairs/store/planning.rs", "query!(\"update zones set code = $1\")"),
        file("demo/store/large.rs", "query!(\"insert into booths (code) values ($1)\")"),
        file("hall/store/seats.rs", "query!(\"delete from booths where id = $1\")"),
    ];
    assert_eq!(writers::shared_tables(&sources), ["zones: {\"fairs\", \"hall\"}"]);
}

#[test]
fn no_file_is_longer_than_one_reads_at_a_time() {
    let long = |source: &Source| source.text.lines().count() > LONGEST_FILE;
    let too_long: Vec<String> = ["src", "tests"]
        .into_iter()
        .flat_map(files_below)
        .filter(long)
        .map(|source| source.name)
        .collect();
    assert!(too_long.is_empty(), "longer than {LONGEST_FILE} lines, split by verb: {too_long:?}");
}

/// A small valid tree, and one more file.
fn house_with(name: &str, text: &str) -> Vec<String> {
    let lib = "pub mod config;\npub mod database;\npub mod values;\npub mod http;\npub mod web;\npub mod ui;\npub mod places;\npub mod fairs;\npub mod site;\n\
               pub mod contracts;\npub mod home;\npub mod app;\npub mod serving;";
    let sources = [
        ("lib.rs", lib),
        (
            "places/mod.rs",
            "pub mod model;\npub mod store;\nmod handlers;\npub use handlers::{routes, table};",
        ),
        (
            "contracts/model.rs",
            "use crate::{places::model::Place, values::day};\nuse super::model::Own;",
        ),
        (
            "contracts/store.rs",
            "use super::model::Found;\nuse sqlx::query_as;\nquery_as!(\"select\")",
        ),
        (
            "contracts/views.rs",
            "use crate::{web::page::Page, places::{self, model::Place}};\nfn f() { places::views::map(); }",
        ),
        (
            "web/page.rs",
            "use crate::ui::name::Name;\nuse crate::site::model::Site; // crate::contracts::model",
        ),
        (
            "app.rs",
            "use crate::{contracts, places};\nfn f() { places::routes(); contracts::handlers::routes(); }",
        ),
        (name, text),
    ];
    violations(&sources.map(|(name, text)| Source { name: name.into(), text: text.into() }))
}

#[test]
fn a_house_in_order_has_no_violation() {
    assert_eq!(
        house_with("home/handlers.rs", "use crate::contracts::store;\nuse super::views::Index;"),
        Vec::<String>::new()
    );
    assert_eq!(
        house_with("home/actions.rs", "fn f() -> Result<Option<Result<(), Refusal>>, Refusal> {}"),
        Vec::<String>::new()
    );
    assert_eq!(
        house_with("home/views.rs", "#[cfg(test)]\nmod tests {\n    use crate::app::router;\n}"),
        Vec::<String>::new()
    );
}

#[test]
fn each_broken_rule_is_found() {
    let planted = [
        (
            "home/model.rs",
            "use crate::contracts::store::list;",
            "home/model.rs → contracts::store::list: up",
        ),
        ("home/store.rs", "use super::views::Show;", "up"),
        ("home/store/verb.rs", "use super::super::handlers;", "up"),
        ("home/forms.rs", "fn f() { crate::contracts::views::show(); }", "up"),
        (
            "home/views.rs",
            "use crate::{values::{day, lang::Lang},\n    contracts::{self,\n handlers::x}};",
            "up",
        ),
        ("home/model.rs", "use crate::places::table;", "up"),
        ("values/day.rs", "use crate::places::model::Place;", "up"),
        ("database/pool.rs", "use crate::site::store;", "up"),
        (
            "places/views.rs",
            "use crate::contracts;\nfn f() { contracts::views::row(); }",
            "sideways to a later noun",
        ),
        ("fairs/model.rs", "use crate::site::model::Edition;", "sideways to a later noun"),
        ("ui/lists.rs", "use crate::contracts::model::Row;", "the kit knows no noun"),
        ("ui/lists.rs", "use crate::fairs::store;", "the kit knows no noun"),
        ("home/handlers.rs", "sqlx::query(\"select 1\")", "SQL outside a store"),
        ("home/actions.rs", "let x = query_scalar!(\"select 1\");", "SQL outside a store"),
        ("home/views.rs", "use sqlx::{PgPool, query_as};", "SQL outside a store"),
        ("home/gadgets.rs", "use crate::values::day;", "no room of that name"),
        (
            "home/actions.rs",
            "fn f() -> sqlx::Result<\n    Result<(), Refusal>,\n> {}",
            "a result within a result",
        ),
        (
            "home/actions.rs",
            "type Done<T> = sqlx::Result<Result<T, Refusal>>;",
            "a result within a result",
        ),
        (
            "home/actions.rs",
            "type Done = Result<(), Refusal>;\nfn f() -> sqlx::Result<Done> {}",
            "a result within a result",
        ),
    ];
    for (name, text, expected) in planted {
        let found = house_with(name, text);
        assert!(
            found.iter().any(|violation| violation.contains(expected)),
            "{name} {text:?} gave {found:?}, not {expected:?}"
        );
    }
}
