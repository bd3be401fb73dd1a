//! The paths that a source names: its `use` trees written out, and the qualified names in its code.
//! A scan of the text, not a parser: enough for code that rustfmt has put in order.

pub type Path = Vec<String>;

/// Without comments, and without the unit tests at the end, which may use anything.
pub fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path of at least two segments.
pub fn named(code: &str) -> Vec<Path> {
    let mut paths = Vec::new();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        match imported(statement) {
            Some(tree) => expand(&[], tree, &mut paths),
            None => rest.push_str(statement),
        }
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = rest.split(|c: char| !is_path(c)).filter(|word| word.contains("::"));
    paths.extend(words.map(segments).filter(|path| path.len() > 1));
    paths
}

/// `a::{b, c::d}` of `use a::{b, c::d};`, with the prefix from the statement.
fn imported(statement: &str) -> Option<&str> {
    let begins = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("use ") || line.starts_with("pub use ")
    };
    let line = statement.lines().find(begins)?;
    let from = line.as_ptr() as usize - statement.as_ptr() as usize;
    statement[from..].split_once("use ").map(|(_, tree)| tree.trim_end_matches(';'))
}

fn expand(prefix: &[String], tree: &str, paths: &mut Vec<Path>) {
    for branch in branches(tree) {
        let with_prefix = |text: &str| [prefix, &segments(text)].concat();
        match branch.split_once('{') {
            Some((stem, inner)) => {
                expand(&with_prefix(stem), inner.trim_end().trim_end_matches('}'), paths)
            }
            None => paths.push(with_prefix(branch.split(" as ").next().unwrap_or_default())),
        }
    }
}

/// Split at the commas outside braces.
fn branches(tree: &str) -> Vec<&str> {
    let (mut depth, mut from, mut branches) = (0, 0, Vec::new());
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                branches.push(&tree[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    branches.push(&tree[from..]);
    branches.into_iter().filter(|branch| !branch.trim().is_empty()).collect()
}

fn segments(path: &str) -> Path {
    path.trim()
        .split("::")
        .map(str::trim)
        .filter(|segment| !segment.is_empty() && *segment != "self")
        .map(String::from)
        .collect()
}
