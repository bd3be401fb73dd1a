//! The results of a comparison.

/// A stored row that differs from the records. `None`: there is no such row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Drift {
    /// The key of the row in its table.
    pub key: String,
    pub stored: Option<String>,
    pub recomputed: Option<String>,
}

/// A check and its drift: at most `MOST_SHOWN` rows, however many there are.
#[derive(Debug, Clone)]
pub struct Check {
    pub what: &'static str,
    pub drift: Vec<Drift>,
}

/// Of each check; one wrong trigger may affect every row.
pub const MOST_SHOWN: i64 = 100;

/// All comparisons, in one snapshot.
#[derive(Debug, Clone)]
pub struct Report(pub Vec<Check>);

impl Report {
    pub fn is_clean(&self) -> bool {
        self.0.iter().all(|check| check.drift.is_empty())
    }

    /// The table of drift, if there is any, and a summary line.
    pub fn lines(&self) -> Vec<String> {
        let said = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".to_string());
        let row = |what: &str, drift: &Drift| {
            format!("{what}\t{}\t{}\t{}", drift.key, said(&drift.stored), said(&drift.recomputed))
        };
        let mut lines: Vec<String> = self
            .0
            .iter()
            .flat_map(|check| check.drift.iter().map(move |drift| row(check.what, drift)))
            .collect();
        if !lines.is_empty() {
            lines.insert(0, "what\tkey\tstored\trecomputed".to_string());
        }
        lines.push(self.summary());
        lines
    }

    fn summary(&self) -> String {
        let all = self.0.len();
        let drifted: Vec<&Check> = self.0.iter().filter(|check| !check.drift.is_empty()).collect();
        let rows: usize = drifted.iter().map(|check| check.drift.len()).sum();
        let at_least = if drifted.iter().any(|check| check.drift.len() as i64 == MOST_SHOWN) {
            "at least "
        } else {
            ""
        };
        match drifted.len() {
            0 => format!("verify: {all} of {all} agree with the records"),
            n => format!("verify: {n} of {all} drift from the records, in {at_least}{rows} rows"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_drifts_and_how_much() {
        let drift =
            Drift { key: "3/0/0401/150624".into(), stored: Some("12".into()), recomputed: None };
        let clean = Check { what: "product_counts", drift: Vec::new() };
        let report = Report(vec![clean.clone(), Check { what: "rung_sums", drift: vec![drift] }]);
        assert!(!report.is_clean());
        assert_eq!(
            report.lines()[1..],
            [
                "rung_sums\t3/0/0401/150624\t12\tnothing",
                "verify: 1 of 2 drift from the records, in 1 rows"
            ]
        );
        assert_eq!(Report(vec![clean]).lines(), ["verify: 1 of 1 agree with the records"]);
    }
}
