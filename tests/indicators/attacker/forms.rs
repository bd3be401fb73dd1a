//! Sums and differences: every figure is a sum of growths of banners and categories between days,
//! and an attacker knows every combination of the published ones.

use super::{
    reading::Shown,
    truth::{Behind, CATEGORIES, Truth},
};
use chrono::NaiveDate;

const PRIME: i64 = 1_000_003;

struct Attacker<'a> {
    truth: &'a Truth,
    banners: Vec<String>,
    /// The days of figures; nothing was accepted before the first.
    days: Vec<NaiveDate>,
    /// Reduced rows: pivot and form.
    known: Vec<(usize, Vec<i64>)>,
}

/// The first growths from too few households that follow from the published figures.
pub fn leaks(truth: &Truth, shown: &[Shown]) -> Vec<String> {
    let mut days: Vec<NaiveDate> = shown.iter().map(|figure| figure.day).collect();
    days.sort();
    days.dedup();
    let mut attacker = Attacker { truth, banners: truth.banners(), days, known: Vec::new() };
    for figure in shown {
        let rows: Vec<usize> = (0..attacker.banners.len())
            .filter(|i| figure.banner.as_ref().is_none_or(|b| *b == attacker.banners[*i]))
            .collect();
        let to = attacker.days.iter().position(|day| *day == figure.day).unwrap() + 1;
        let form = attacker.form(&rows, &figure.categories, (0, to));
        attacker.learn(form);
    }
    attacker.leaks()
}

impl Attacker<'_> {
    fn form(&self, rows: &[usize], categories: &[usize], (from, to): (usize, usize)) -> Vec<i64> {
        let mut form = vec![0; self.days.len() * self.banners.len() * CATEGORIES.len()];
        for period in from..to {
            for row in rows {
                for category in categories {
                    form[(period * self.banners.len() + row) * CATEGORIES.len() + category] = 1;
                }
            }
        }
        form
    }

    fn learn(&mut self, form: Vec<i64>) {
        let mut form = self.reduced(form);
        let Some(pivot) = form.iter().position(|x| *x != 0) else { return };
        let inverse = power(form[pivot], PRIME - 2);
        form.iter_mut().for_each(|x| *x = *x * inverse % PRIME);
        self.known.push((pivot, form));
    }

    fn reduced(&self, mut form: Vec<i64>) -> Vec<i64> {
        for (pivot, row) in &self.known {
            let times = form[*pivot];
            if times != 0 {
                form.iter_mut().zip(row).for_each(|(x, y)| *x = (*x - times * y).rem_euclid(PRIME));
            }
        }
        form
    }

    /// Of one banner, two, all but one or two, and all; in any categories; between any two days.
    fn leaks(&self) -> Vec<String> {
        let mut found = Vec::new();
        for rows in self.groups() {
            let names: Vec<String> = rows.iter().map(|row| self.banners[*row].clone()).collect();
            for categories in
                (1..8usize).map(|set| (0..3).filter(|i| set >> i & 1 == 1).collect::<Vec<_>>())
            {
                for (from, to) in (0..self.days.len())
                    .flat_map(|from| (from + 1..=self.days.len()).map(move |to| (from, to)))
                {
                    let behind = self.behind(&names, &categories, (from, to));
                    let is_known = || {
                        self.reduced(self.form(&rows, &categories, (from, to)))
                            .iter()
                            .all(|x| *x == 0)
                    };
                    if behind.is_too_little() && is_known() {
                        found.push(format!(
                            "{names:?} {categories:?} from {from} to {}: {behind:?}",
                            self.days[to - 1]
                        ));
                    }
                }
            }
        }
        found
    }

    fn behind(
        &self,
        banners: &[String],
        categories: &[usize],
        (from, to): (usize, usize),
    ) -> Behind {
        let after = from.checked_sub(1).map_or(NaiveDate::MIN, |from| self.days[from]);
        self.truth.behind(banners, categories, (after, self.days[to - 1]))
    }

    fn groups(&self) -> Vec<Vec<usize>> {
        let n = self.banners.len();
        let pairs = (0..n).flat_map(|a| (a..n).map(move |b| [a, b]));
        let some = pairs.map(|[a, b]| if a == b { vec![a] } else { vec![a, b] });
        let all: Vec<usize> = (0..n).collect();
        some.flat_map(|group| [all.iter().copied().filter(|i| !group.contains(i)).collect(), group])
            .chain([all.clone()])
            .collect()
    }
}

fn power(base: i64, exponent: i64) -> i64 {
    match exponent {
        0 => 1,
        n if n % 2 == 0 => power(base * base % PRIME, n / 2),
        n => base * power(base, n - 1) % PRIME,
    }
}
