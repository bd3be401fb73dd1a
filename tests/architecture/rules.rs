//! The rules, applied to sources by their names.

use super::paths::{Path, code, named};
use std::collections::HashMap;

pub struct Source {
    /// Below `src`: `contracts/store/insertion.rs`.
    pub name: String,
    pub text: String,
}

/// From the lowest layer up.
const ROOMS: [&str; 10] =
    ["ground", "model", "store", "actions", "kit", "forms", "views", "handlers", "noun", "roof"];
const GROUND: [&str; 3] = ["config", "database", "values"];
/// The kit: one layer in three folders.
const KIT: [&str; 3] = ["http", "web", "ui"];
const ROOF: [&str; 4] = ["preparation", "app", "serving", "main"];

struct House {
    /// As `lib.rs` declares them.
    order: Vec<String>,
    /// `places::table` → `places::handlers::table`.
    doors: HashMap<(String, String), String>,
}

pub fn violations(sources: &[Source]) -> Vec<String> {
    let house = House::new(sources);
    let mut found = Vec::new();
    for source in sources {
        let module = module(&source.name);
        let is_contents =
            module.is_empty() || source.name.ends_with("/mod.rs") && module.len() == 1;
        if is_contents || source.name.contains("/tests/") || source.name == "main.rs" {
            continue;
        }
        let Some(room) = room(&module) else {
            found.push(format!("{}: no room of that name", source.name));
            continue;
        };
        let code = code(&source.text);
        let paths = named(&code);
        let complaints =
            paths.iter().filter_map(|path| house.complaint(&module, room, path, &paths));
        found.extend(complaints.map(|complaint| format!("{} → {complaint}", source.name)));
        if speaks_sql(&code, &paths)
            && ROOMS[room] != "store"
            && !["database", "demo"].contains(&module[0].as_str())
        {
            found.push(format!("{}: SQL outside a store", source.name));
        }
        if nests_results(&code) {
            found.push(format!("{}: a result within a result", source.name));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// `contracts/store/insertion.rs` → contracts, store, insertion.
pub fn module(name: &str) -> Path {
    let segments = name.trim_end_matches(".rs").split('/').map(String::from);
    segments.filter(|segment| segment != "mod" && segment != "lib").collect()
}

fn room(module: &[String]) -> Option<usize> {
    let at = |name: &str| ROOMS.iter().position(|room| *room == name);
    match module.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [first, ..] if GROUND.contains(&first) => at("ground"),
        [first, ..] if ROOF.contains(&first) => at("roof"),
        [first, ..] if KIT.contains(&first) => at("kit"),
        // Pure rules on the rows of all nouns: a model that is large enough for a folder.
        ["demo", "generator", ..] => at("model"),
        [_, name, ..] => at(name),
        _ => None,
    }
}

/// Whether two folders are one noun, or parts of the kit.
pub fn are_one(here: &str, there: &str) -> bool {
    here == there || KIT.contains(&here) && KIT.contains(&there)
}

fn speaks_sql(code: &str, paths: &[Path]) -> bool {
    let macros = ["query!(", "query_as!(", "query_scalar!("];
    let of_sqlx = |path: &Path| {
        path[0] == "sqlx"
            && ["query", "Query", "raw_sql"].iter().any(|word| path[1].starts_with(word))
    };
    macros.iter().any(|name| code.contains(name))
        || paths.iter().filter(|path| path.len() > 1).any(of_sqlx)
}

/// A `Result` directly inside a `Result`, by that name or by one that the file gives it. An action
/// has one enum of errors instead, the database's among them.
fn nests_results(code: &str) -> bool {
    let tokens = tokens(code);
    let alias = |tokens: &[&str]| match tokens {
        ["type", name, rest @ ..] => {
            let value = rest
                .iter()
                .take_while(|token| **token != ";")
                .skip_while(|token| **token != "=")
                .nth(1)?;
            (last(value) == "Result").then(|| name.to_string())
        }
        _ => None,
    };
    let aliases: Vec<String> = (0..tokens.len()).filter_map(|at| alias(&tokens[at..])).collect();
    let is_result =
        |token: &str| last(token) == "Result" || aliases.iter().any(|alias| alias == last(token));
    tokens.windows(3).any(|three| is_result(three[0]) && three[1] == "<" && is_result(three[2]))
}

/// Paths such as `sqlx::Result`, and single characters.
fn tokens(code: &str) -> Vec<&str> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split_whitespace()
        .flat_map(|word| {
            word.split_inclusive(|c: char| !is_path(c)).flat_map(move |part| {
                let path = part.trim_end_matches(|c: char| !is_path(c));
                [path, &part[path.len()..]]
            })
        })
        .filter(|token| !token.is_empty())
        .collect()
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or_default()
}

impl House {
    fn new(sources: &[Source]) -> Self {
        let lib =
            sources.iter().find(|source| source.name == "lib.rs").map_or("", |source| &source.text);
        let order = lib
            .lines()
            .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
            .map(String::from)
            .collect();
        let mut doors = HashMap::new();
        for source in sources.iter().filter(|source| source.name.ends_with("/mod.rs")) {
            let noun = module(&source.name);
            for path in named(&code(&source.text))
                .into_iter()
                .filter(|path| noun.len() == 1 && path.len() == 2)
            {
                doors.insert((noun[0].clone(), path[1].clone()), path[0].clone());
            }
        }
        Self { order, doors }
    }

    fn complaint(
        &self,
        module: &Path,
        room_here: usize,
        path: &Path,
        all: &[Path],
    ) -> Option<String> {
        let target = self.resolved(module, path, all)?;
        let room_there = room(&target).or_else(|| self.behind_door(&target))?;
        let (here, there) = (&module[0], &target[0]);
        let say = |what: &str| Some(format!("{}: {what}", target.join("::")));
        let is_of_kit = |name: &str| KIT.contains(&name);
        let kit_may = GROUND.contains(&there.as_str())
            || is_of_kit(there)
            || ["site", "identity"].contains(&there.as_str());
        if is_of_kit(here)
            && !kit_may
            && !(ROOMS[room_there] == "model" && ["audit", "fairs"].contains(&there.as_str()))
        {
            return say(
                "the kit knows no noun but the site, who is signed in, and the models of audit and fairs",
            );
        }
        if room_there > room_here {
            return say("up");
        }
        let is_later = self.place(there) > self.place(here);
        if room_there == room_here && !are_one(here, there) && is_later {
            say("sideways to a later noun")
        } else {
            None
        }
    }

    /// From the crate's root; `None` for paths of other crates and for names of the file itself.
    fn resolved(&self, module: &Path, path: &Path, all: &[Path]) -> Option<Path> {
        let supers = path.iter().take_while(|segment| *segment == "super").count();
        let is_imported = |noun: &String| {
            all.iter().any(|path| path.len() == 2 && path[0] == "crate" && path[1] == *noun)
        };
        let target = match path[0].as_str() {
            "crate" => path[1..].to_vec(),
            "super" => [&module[..module.len().checked_sub(supers)?], &path[supers..]].concat(),
            noun if is_imported(&noun.to_string()) => path.clone(),
            _ => return None,
        };
        (target.len() > 1 && self.order.contains(&target[0])
            || target.first().is_some_and(|first| ROOF.contains(&first.as_str())))
        .then_some(target)
    }

    /// The layer of a re-export in a noun's `mod.rs`.
    fn behind_door(&self, target: &Path) -> Option<usize> {
        let room = self.doors.get(&(target[0].clone(), target.get(1)?.clone()))?;
        ROOMS.iter().position(|name| name == room)
    }

    fn place(&self, noun: &str) -> usize {
        self.order.iter().position(|name| name == noun).unwrap_or(usize::MAX)
    }
}
