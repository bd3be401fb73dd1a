//! Which cells of a series of tables are withheld, so that no count under three is shown or can be found
//! by subtracting cells of one table, or one table from a later one.

use crate::values::span::Span;

/// Fewer households than this are a disclosure.
const SMALLEST_SHOWN: i64 = 3;

/// Households: a row for each banner, then the total of all; in each the parts, then their total.
pub type Grid = Vec<Vec<i64>>;
type Mask = Vec<Vec<bool>>;
type Cell = (usize, usize);
/// A row or a column, its total last.
type Line = Vec<Cell>;

pub fn is_few(households: i64) -> bool {
    (1..SMALLEST_SHOWN).contains(&households)
}

/// One mask for each table, in their order; what stands in a table never shrinks.
pub fn withheld(tables: &[Grid]) -> Vec<Mask> {
    let mut releases: Vec<Release> = Vec::new();
    for table in tables {
        let release = Release::after(&releases, table);
        releases.push(release);
    }
    releases.into_iter().map(|release| release.mask).collect()
}

struct Release<'a> {
    table: &'a Grid,
    mask: Mask,
    /// What can be computed from the cells that are shown.
    known: Mask,
}

impl<'a> Release<'a> {
    fn after(earlier: &[Release], table: &'a Grid) -> Self {
        // Few, or more by a few than what could be known before: the difference of two tables is a table.
        let is_secret = |(r, c): Cell| is_few(table[r][c]) || earlier.iter().any(|e| e.known[r][c] && is_few(table[r][c] - e.table[r][c]));
        let secrets: Vec<Cell> = cells(table).filter(|cell| is_secret(*cell)).collect();
        let mask = each(table, |cell| secrets.contains(&cell));
        let mut release = Self { table, known: mask.clone(), mask };
        while let Some((r, c)) = release.gives_away(earlier, &secrets) {
            release.mask[r][c] = true;
        }
        let span = release.span();
        release.known = each(table, |cell| span.tells(release.sum_of(cell)));
        release
    }

    /// A cell that has to be withheld as well, since with the others it would give a secret away.
    fn gives_away(&self, earlier: &[Release], secrets: &[Cell]) -> Option<Cell> {
        let lines = lines(self.table);
        let is_safe = |line: &&Line| self.is_safe(line) && earlier.iter().all(|before| self.is_safe_growth(before, line));
        if let Some(cell) = lines.iter().filter(|line| !is_safe(line)).find_map(|line| self.least_open(line)) {
            return Some(cell);
        }
        let span = self.span();
        let told = secrets.iter().find(|cell| span.tells(self.sum_of(**cell)))?;
        let near: Line = lines.iter().filter(|line| line.contains(told)).flatten().copied().collect();
        self.least_open(&near).or_else(|| self.least_open(&cells(self.table).collect()))
    }

    /// The smallest that is shown, and a part rather than a total.
    fn least_open(&self, line: &Line) -> Option<Cell> {
        let (last_row, last_column) = (self.table.len() - 1, self.table[0].len() - 1);
        let open = line.iter().copied().filter(|(r, c)| !self.mask[*r][*c] && self.table[*r][*c] > 0);
        open.min_by_key(|(r, c)| (*r == last_row || *c == last_column, self.table[*r][*c], *r, *c))
    }

    /// That nobody is in a cell is always seen.
    fn span(&self) -> Span {
        let mut span = Span::default();
        for (r, c) in cells(self.table).filter(|(r, c)| !self.mask[*r][*c] || self.table[*r][*c] == 0) {
            span.learn(self.sum_of((r, c)));
        }
        span
    }

    /// A cell as the sum of the cells that are no totals.
    fn sum_of(&self, (r, c): Cell) -> Vec<i64> {
        let (banners, categories) = (self.table.len() - 1, self.table[0].len() - 1);
        let part = |i: usize| (r == banners || r == i / categories) && (c == categories || c == i % categories);
        (0..banners * categories).map(|i| i64::from(part(i))).collect()
    }

    /// A line adds up to its total, so one withheld cell is given away. Of several, at least one must not
    /// be few, with a sum that leaves every few cell both of its values: each may be 1, and each may be 2
    /// while the others stay at 3 or more.
    fn is_safe(&self, line: &Line) -> bool {
        let hidden: Vec<i64> = line.iter().filter(|(r, c)| self.mask[*r][*c]).map(|(r, c)| self.table[*r][*c]).collect();
        let few = hidden.iter().filter(|households| is_few(**households)).count() as i64;
        let others = hidden.len() as i64 - few;
        match hidden.len() {
            0 => true,
            1 => false,
            _ => few == 0 || (others >= 1 && hidden.iter().sum::<i64>() >= 2 * few + SMALLEST_SHOWN * others),
        }
    }

    /// The same of what a line grew by since an earlier table. A withheld cell may have grown by nothing,
    /// so any sum that is no few itself leaves doubt; and a withheld total leaves no equation to solve.
    fn is_safe_growth(&self, before: &Release, line: &Line) -> bool {
        let is_unknown = |(r, c): &Cell| self.mask[*r][*c] || before.mask[*r][*c];
        let Some((total, parts)) = line.split_last() else { return true };
        if is_unknown(total) {
            return true;
        }
        let growth: i64 = parts.iter().filter(|cell| is_unknown(cell)).map(|(r, c)| self.table[*r][*c] - before.table[*r][*c]).sum();
        !is_few(growth)
    }
}

fn cells(table: &Grid) -> impl Iterator<Item = Cell> {
    let columns = table.first().map_or(0, Vec::len);
    (0..table.len()).flat_map(move |r| (0..columns).map(move |c| (r, c)))
}

fn each(table: &Grid, holds: impl Fn(Cell) -> bool) -> Mask {
    (0..table.len()).map(|r| (0..table[r].len()).map(|c| holds((r, c))).collect()).collect()
}

fn lines(table: &Grid) -> Vec<Line> {
    let (rows, columns) = (table.len(), table.first().map_or(0, Vec::len));
    let across = (0..rows).map(|r| (0..columns).map(|c| (r, c)).collect());
    let down = (0..columns).map(|c| (0..rows).map(|r| (r, c)).collect());
    across.chain(down).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CATEGORIES: usize = 3;
    /// Each release's table with totals, from what banners and categories grew by.
    fn tables(growth: &[Vec<[i64; CATEGORIES]>]) -> Vec<Grid> {
        let banners = growth[0].len();
        let leaf = |n: usize, r: usize, c: usize| growth[..=n].iter().map(|table| table[r][c]).sum::<i64>();
        let cell = |n: usize, r: usize, c: usize| leaves(r, c, banners).into_iter().map(|(r, c)| leaf(n, r, c)).sum();
        (0..growth.len()).map(|n| (0..=banners).map(|r| (0..=CATEGORIES).map(|c| cell(n, r, c)).collect()).collect()).collect()
    }

    /// The cells without totals that a cell is the sum of.
    fn leaves(r: usize, c: usize, banners: usize) -> Vec<(usize, usize)> {
        let rows = if r == banners { 0..banners } else { r..r + 1 };
        let columns = if c == CATEGORIES { 0..CATEGORIES } else { c..c + 1 };
        rows.flat_map(|r| columns.clone().map(move |c| (r, c))).collect()
    }

    /// What an attacker can compute: the span of all that is shown, as reduced equations over the growths.
    struct Attacker {
        banners: usize,
        releases: usize,
        known: Span,
    }

    impl Attacker {
        fn new(tables: &[Grid], masks: &[Mask]) -> Self {
            let mut attacker = Self { banners: tables[0].len() - 1, releases: tables.len(), known: Span::default() };
            for (n, table) in tables.iter().enumerate() {
                for (r, row) in table.iter().enumerate() {
                    for (c, households) in row.iter().enumerate() {
                        // That nobody is in a cell is always seen.
                        if !masks[n][r][c] || *households == 0 {
                            let form = attacker.form(r, c, 0, n + 1);
                            attacker.known.learn(form);
                        }
                    }
                }
            }
            attacker
        }

        /// What a cell grew by in the releases `from..to`.
        fn form(&self, r: usize, c: usize, from: usize, to: usize) -> Vec<i64> {
            let mut form = vec![0; self.releases * self.banners * CATEGORIES];
            for n in from..to {
                for (r, c) in leaves(r, c, self.banners) {
                    form[(n * self.banners + r) * CATEGORIES + c] = 1;
                }
            }
            form
        }
    }

    /// Every count under three that the attacker can tell: cell, from which release, to which.
    fn disclosed(tables: &[Grid]) -> Vec<(usize, usize, usize, usize)> {
        let masks = withheld(tables);
        let attacker = Attacker::new(tables, &masks);
        let mut found = Vec::new();
        for (to, table) in tables.iter().enumerate() {
            for from in 0..=to {
                for (r, row) in table.iter().enumerate() {
                    for (c, households) in row.iter().enumerate() {
                        let before = if from == 0 { 0 } else { tables[from - 1][r][c] };
                        if is_few(households - before) && attacker.known.tells(attacker.form(r, c, from, to + 1)) {
                            found.push((r, c, from, to));
                        }
                    }
                }
            }
        }
        found
    }

    #[test]
    fn the_attacker_finds_what_is_not_withheld() {
        let tables = tables(&[vec![[10, 20, 30], [40, 50, 60]], vec![[2, 9, 9], [9, 9, 9]]]);
        let nothing_withheld = vec![vec![vec![false; 4]; 3]; 2];
        let attacker = Attacker::new(&tables, &nothing_withheld);
        assert!(attacker.known.tells(attacker.form(0, 0, 1, 2)));
        assert_eq!(disclosed(&tables), []);
    }

    fn growths() -> impl Strategy<Value = Vec<Vec<[i64; CATEGORIES]>>> {
        let few_or_many = || prop_oneof![3 => Just(0i64), 2 => 1i64..3, 2 => 3i64..9, 1 => 9i64..60];
        let table = move |banners| proptest::collection::vec([few_or_many(), few_or_many(), few_or_many()], banners);
        (1usize..4, 1usize..4).prop_flat_map(move |(banners, releases)| proptest::collection::vec(table(banners), releases))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn no_few_can_be_found_by_any_sums_and_differences_of_what_is_shown(growth in growths()) {
            prop_assert_eq!(disclosed(&tables(&growth)), []);
        }
    }
}
