//! A landed migration is never changed: existing databases have run it as it is.

use farmfair::preparation::MIGRATIONS;

/// `sha384  version`, a line for each migration; a new one adds its line.
const LANDED: &str = include_str!("landed.txt");

#[test]
fn a_landed_migration_is_not_changed() {
    let hex =
        |checksum: &[u8]| checksum.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let found: Vec<String> = MIGRATIONS
        .iter()
        .map(|one| format!("{}  {:04}", hex(&one.checksum), one.version))
        .collect();
    let landed: Vec<&str> = LANDED.lines().collect();
    for (found, landed) in found.iter().zip(&landed) {
        assert_eq!(
            found, landed,
            "a new migration changes the tables; a landed one stays as it is"
        );
    }
    assert_eq!(
        found.len(),
        landed.len(),
        "add to tests/migrations/landed.txt: {:?}",
        &found[landed.len().min(found.len())..]
    );
}
