//! Files of one noun that import each other in a ring.

use super::{
    paths::{Path, code, named},
    rules::{Source, are_one, module},
};
use std::collections::{BTreeMap, BTreeSet};

type Imports = BTreeMap<Path, BTreeSet<Path>>;

/// Each ring once, by the names of its files. What a file passes on with `pub use` is not an import
/// of its own.
pub fn rings(sources: &[Source]) -> Vec<String> {
    let imports = imports(sources);
    let reached: BTreeMap<&Path, BTreeSet<&Path>> =
        imports.keys().map(|file| (file, reached_from(file, &imports))).collect();
    let in_ring = |file: &Path| -> Option<String> {
        let others = reached.get(file)?;
        let both_ways = |other: &&&Path| reached.get(**other).is_some_and(|own| own.contains(file));
        let ring: Vec<String> = others.iter().filter(both_ways).map(|one| one.join("/")).collect();
        (!ring.is_empty()).then(|| ring.join(" ⇄ "))
    };
    let found: BTreeSet<String> = imports.keys().filter_map(in_ring).collect();
    found.into_iter().collect()
}

/// The files of its own noun that each file imports from. That it calls the files below it by their
/// names, as `routes()` does, is no import.
fn imports(sources: &[Source]) -> Imports {
    let files: BTreeSet<Path> = sources.iter().map(|source| module(&source.name)).collect();
    let of = |source: &Source| {
        let here = module(&source.name);
        let targets = imported(&code(&source.text))
            .into_iter()
            .filter_map(|path| file_of(&absolute(&here, &path)?, &files))
            .filter(|target| are_one(&target[0], &here[0]) && *target != here)
            .collect();
        (here, targets)
    };
    sources.iter().filter(|source| module(&source.name).len() > 1).map(of).collect()
}

fn imported(code: &str) -> Vec<Path> {
    let begins = |statement: &str, with: &str| statement.lines().any(|line| line.starts_with(with));
    let statements = || code.split_inclusive(';').filter(|one| !begins(one, "pub use "));
    let uses: String = statements().filter(|one| begins(one, "use ")).collect();
    let rest: String = statements().filter(|one| !begins(one, "use ")).collect();
    let is_far = |path: &Path| ["crate", "super"].contains(&path[0].as_str());
    named(&uses).into_iter().chain(named(&rest).into_iter().filter(is_far)).collect()
}

/// From the crate's root. A path that begins with neither `crate` nor `super` is a file below.
fn absolute(here: &Path, path: &Path) -> Option<Path> {
    let supers = path.iter().take_while(|segment| *segment == "super").count();
    match path[0].as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => Some([&here[..here.len().checked_sub(supers)?], &path[supers..]].concat()),
        _ => Some([here.as_slice(), path.as_slice()].concat()),
    }
}

/// The file in which the last name of a path stands: `model::Row` is in `model`.
fn file_of(path: &Path, files: &BTreeSet<Path>) -> Option<Path> {
    (2..=path.len()).rev().map(|end| path[..end].to_vec()).find(|start| files.contains(start))
}

fn reached_from<'a>(file: &Path, imports: &'a Imports) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Path> = imports.get(file).into_iter().flatten().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(imports.get(next).into_iter().flatten());
        }
    }
    reached
}
