//! The records behind household figures.

use crate::harness::site::TestApp;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

pub const CATEGORIES: [&str; 3] = ["edge", "monitored", "consolidated"];
pub const FEWEST_HOUSEHOLDS: i64 = 5;
pub const FEWEST_LINES: i64 = 3;

pub struct Line {
    pub accepted_on: NaiveDate,
    pub banner: String,
    pub category: usize,
    pub village: String,
    pub households: i64,
    pub fen: i64,
}

pub struct Truth(pub Vec<Line>);

/// The records behind a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    pub lines: i64,
    /// Of each village and category the largest count of one line: visits are not households.
    pub households: i64,
}

impl Behind {
    pub fn is_too_little(self) -> bool {
        self.lines > 0 && (self.lines < FEWEST_LINES || self.households < FEWEST_HOUSEHOLDS)
    }
}

impl Truth {
    pub async fn of(app: &TestApp) -> Self {
        let sql = "select concat_ws('|', accepted_on, owner_banner_code, household_category, village_code, households,
                                    (amount_accepted * 100)::bigint)
                   from accepted_lines
                   where contract_id is not null and household_category in ('edge', 'monitored', 'consolidated')";
        let line = |row: &String| {
            let cells: Vec<&str> = row.split('|').collect();
            Line {
                accepted_on: cells[0].parse().unwrap(),
                banner: cells[1].into(),
                category: CATEGORIES.iter().position(|code| *code == cells[2]).unwrap(),
                village: cells[3].into(),
                households: cells[4].parse().unwrap(),
                fen: cells[5].parse().unwrap(),
            }
        };
        Self(app.texts(sql).await.iter().map(line).collect())
    }

    pub fn banners(&self) -> Vec<String> {
        self.0.iter().map(|line| line.banner.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Of some banners and categories, after one day and up to another.
    pub fn behind(
        &self,
        banners: &[String],
        categories: &[usize],
        (after, to): (NaiveDate, NaiveDate),
    ) -> Behind {
        let of = self.0.iter().filter(|line| {
            line.accepted_on > after
                && line.accepted_on <= to
                && banners.contains(&line.banner)
                && categories.contains(&line.category)
        });
        let mut largest: BTreeMap<(&str, usize), i64> = BTreeMap::new();
        let mut lines = 0;
        for line in of {
            lines += 1;
            let most = largest.entry((&line.village, line.category)).or_default();
            *most = line.households.max(*most);
        }
        Behind { lines, households: largest.values().sum() }
    }
}
