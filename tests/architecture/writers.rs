//! A table has one writer: only one noun inserts, updates or deletes its rows. The generator of the
//! large demonstration may write to all.

use super::{
    paths::code,
    rules::{Source, module},
};
use std::collections::{BTreeMap, BTreeSet};

const VERBS: [&str; 4] = ["insert into ", "update ", "delete from ", "truncate "];

/// Each table with several writers, with their names.
pub fn shared_tables(sources: &[Source]) -> Vec<String> {
    let mut writers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.name.contains("store")) {
        let noun = module(&source.name)[0].clone();
        if noun == "demo" {
            continue;
        }
        for table in written(&code(&source.text)) {
            writers.entry(table).or_default().insert(noun.clone());
        }
    }
    let shared = writers.into_iter().filter(|(_, nouns)| nouns.len() > 1);
    shared.map(|(table, nouns)| format!("{table}: {nouns:?}")).collect()
}

/// The tables that a source writes. A row lock (`for update`) and `do update set` are no tables.
fn written(code: &str) -> BTreeSet<String> {
    let tables = |verb: &'static str| {
        code.match_indices(verb).filter_map(move |(at, _)| {
            let rest = &code[at + verb.len()..];
            let is_word = |c: char| c.is_ascii_lowercase() || c == '_';
            let table: String = rest.chars().take_while(|c| is_word(*c)).collect();
            let is_clause = ["for ", "do ", "key "].iter().any(|word| code[..at].ends_with(word));
            (!table.is_empty() && !is_clause).then_some(table)
        })
    };
    VERBS.into_iter().flat_map(tables).collect()
}
