//! Finds private amounts by adding and subtracting public ones.

use std::collections::{BTreeMap, BTreeSet};

/// Private amounts, in fen.
pub type Secrets = BTreeMap<i64, String>;

/// The secrets that a combination of up to three public amounts equals.
pub fn found(public: &BTreeSet<i64>, secrets: &Secrets) -> Vec<String> {
    let all: Vec<i64> = public.iter().copied().collect();
    let mut found = BTreeSet::new();
    let mut look = |amount: i64, terms: &[i64]| {
        if let Some(secret) = secrets.get(&amount.abs()) {
            found.insert(format!("{secret} is {terms:?}"));
        }
    };
    for (i, a) in all.iter().enumerate() {
        look(*a, &[*a]);
        for (k, b) in all.iter().enumerate().skip(i + 1) {
            look(a - b, &[*a, *b]);
            look(a + b, &[*a, *b]);
            for c in &all[k + 1..] {
                look(a + b - c, &[*a, *b, *c]);
                look(a - b + c, &[*a, *b, *c]);
                look(b + c - a, &[*a, *b, *c]);
            }
        }
    }
    found.into_iter().take(20).collect()
}

#[test]
fn a_secret_is_found_by_a_difference() {
    let secrets = Secrets::from([(7, "one payment".to_string())]);
    assert_eq!(found(&BTreeSet::from([100, 93]), &secrets).len(), 1);
    assert_eq!(found(&BTreeSet::from([100, 50, 43]), &secrets).len(), 2);
    assert_eq!(found(&BTreeSet::from([100, 50, 20]), &secrets), Vec::<String>::new());
}
