//! The layout of templates and stylesheets keeps changes reviewable: short lines, with one element
//! or one declaration each.

use super::files_with;

const LONGEST_LINE: usize = 120;
/// A Chinese character takes three bytes, and the width of two letters.
const MOST_BYTES: usize = 140;
const LONGEST_TEMPLATE: usize = 150;
const BLOCKS: &str = "article aside blockquote caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 header legend li \
                      main nav ol p section table tbody td tfoot th thead tr ul";

/// The lines that are too long or break the rule.
fn breaches(endings: &[&str], folder: &str, rule: fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in files_with(endings, folder) {
        let broken =
            source.text.lines().enumerate().filter(|(_, line)| is_long(line) || rule(line));
        found.extend(
            broken.map(|(at, line)| format!("{}:{}: {}", source.name, at + 1, line.trim())),
        );
    }
    found
}

fn is_long(line: &str) -> bool {
    line.chars().count() > LONGEST_LINE || line.len() > MOST_BYTES
}

fn opens_two_blocks(line: &str) -> bool {
    let name = |tag: &str| {
        tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_string()
    };
    line.split('<').skip(1).filter(|tag| BLOCKS.split(' ').any(|block| block == name(tag))).count()
        > 1
}

fn is_crowded(line: &str) -> bool {
    let declarations = line.split(';').filter(|part| part.contains(':')).count();
    declarations > 1 || line.contains('{') && line.contains('}') || line.contains("!important")
}

#[test]
fn a_template_has_short_lines_and_one_block_on_each() {
    let found = breaches(&["html", "xml"], "templates", opens_two_blocks);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let long = files_with(&["html", "xml"], "templates")
        .into_iter()
        .filter(|source| source.text.lines().count() > LONGEST_TEMPLATE);
    let names: Vec<String> = long.map(|source| source.name).collect();
    assert!(
        names.is_empty(),
        "longer than {LONGEST_TEMPLATE} lines, split into partials: {names:?}"
    );
}

#[test]
fn a_stylesheet_has_one_declaration_on_a_line_and_layers_instead_of_important() {
    let folders = ["static/css", "static/pages"];
    let found: Vec<String> =
        folders.iter().flat_map(|folder| breaches(&["css"], folder, is_crowded)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A Chinese character is as wide as two letters.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if c as u32 > 0x2e7f { 2 } else { 1 }).sum()
}

/// rustfmt breaks code; this is for statements and texts, which it leaves alone.
#[test]
fn a_source_has_short_lines() {
    let mut found = Vec::new();
    for source in files_with(&["rs"], "src") {
        let long = |line: &&str| columns(line) > LONGEST_LINE;
        found.extend(
            source.text.lines().filter(long).map(|line| format!("{}: {line}", source.name)),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn crowded_and_long_lines_are_found() {
    assert_eq!(columns("字x"), 3);
    assert!(
        opens_two_blocks("<ul class=\"a\"><li>x</li>")
            && !opens_two_blocks("<li><a href=\"/\"><b>x</b></a></li>")
    );
    assert!(
        is_crowded(".a { color: red; }")
            && is_crowded("margin: 0; padding: 0;")
            && is_crowded("top: 0 !important;")
    );
    assert!(!is_crowded("  margin: 0;"));
    assert!(is_long(&"字".repeat(47)) && !is_long(&"字".repeat(46)));
    assert!(is_long(&"x".repeat(121)) && !is_long(&"x".repeat(120)));
}
