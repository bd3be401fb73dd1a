//! Controlled rounding: every cell and every total becomes one of its two neighbours, and the parts
//! still add up to their totals.

/// The rounded cells of a table of non-negative amounts; its totals are their sums.
pub fn rounded(cells: &[Vec<i64>], unit: i64) -> Vec<Vec<i64>> {
    let mut table = with_totals(cells);
    while let Some(cycle) = cycle(&table, unit) {
        shift(&mut table, &cycle, unit);
    }
    table.truncate(cells.len());
    table.iter_mut().for_each(|row| row.truncate(row.len() - 1));
    table
}

/// Each row and each column ends with the value that makes its sum zero.
fn with_totals(cells: &[Vec<i64>]) -> Vec<Vec<i64>> {
    let mut table: Vec<Vec<i64>> = cells.to_vec();
    table.iter_mut().for_each(|row| row.push(-row.iter().sum::<i64>()));
    let columns = table.first().map_or(0, Vec::len);
    table.push((0..columns).map(|c| -table.iter().map(|row| row[c]).sum::<i64>()).collect());
    table
}

/// Walks over cells between two multiples of the unit, alternating two in a row and two in a
/// column. A row whose sum is a multiple never has a single such cell, so the walk continues until
/// it comes back to a row.
fn cycle(table: &[Vec<i64>], unit: i64) -> Option<Vec<(usize, usize)>> {
    let is_between = |r: usize, c: usize| table[r][c].rem_euclid(unit) != 0;
    let columns = table.first()?.len();
    let (mut r, mut c) = (0..table.len())
        .flat_map(|r| (0..columns).map(move |c| (r, c)))
        .find(|(r, c)| is_between(*r, *c))?;
    let mut path: Vec<(usize, usize)> = Vec::new();
    loop {
        if let Some(start) = path.iter().step_by(2).position(|(row, _)| *row == r) {
            return Some(closed(path.split_off(2 * start), c));
        }
        let across = (0..columns).find(|next| *next != c && is_between(r, *next))?;
        path.extend([(r, c), (r, across)]);
        c = across;
        r = (0..table.len()).find(|next| *next != r && is_between(*next, c))?;
    }
}

/// The walk came back to its first row in column `c`: from there it goes directly to the second
/// cell of the row.
fn closed(mut path: Vec<(usize, usize)>, c: usize) -> Vec<(usize, usize)> {
    let (row, second) = path[1];
    if c == second {
        // It came back to the cell where it started.
        path.drain(..2);
        return path;
    }
    path[0] = (row, c);
    path
}

/// Moves amounts from every other cell to the next, until one of them is a multiple.
fn shift(table: &mut [Vec<i64>], cycle: &[(usize, usize)], unit: i64) {
    let below = |at: &(usize, usize)| table[at.0][at.1].rem_euclid(unit);
    let above = |at: &(usize, usize)| unit - below(at);
    let step = |first: usize| {
        let up = cycle.iter().skip(first).step_by(2).map(above).min();
        let down = cycle.iter().skip(1 - first).step_by(2).map(below).min();
        up.min(down).unwrap_or_default()
    };
    let (first, by) =
        (0..2).map(|first| (first, step(first))).min_by_key(|(_, by)| *by).unwrap_or_default();
    for (i, (r, c)) in cycle.iter().enumerate() {
        table[*r][*c] += if i % 2 == first { by } else { -by };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(rows: &[Vec<i64>]) -> Vec<i64> {
        let columns = (0..3).map(|c| rows.iter().map(|row| row[c]).sum());
        rows.iter()
            .map(|row| row.iter().sum())
            .chain(columns)
            .chain([rows.iter().flatten().sum()])
            .collect()
    }

    fn cells() -> impl Strategy<Value = Vec<Vec<i64>>> {
        let row = proptest::collection::vec(prop_oneof![Just(0i64), 0i64..3000], 3);
        proptest::collection::vec(row, 1..10)
    }

    proptest! {
        #[test]
        fn every_cell_and_every_total_goes_to_a_neighbour(cells in cells()) {
            let rounded = rounded(&cells, 100);
            for (was, is) in cells.iter().flatten().zip(rounded.iter().flatten()) {
                prop_assert!(is % 100 == 0 && (is - was).abs() < 100, "{} became {}", was, is);
            }
            for (was, is) in sums(&cells).into_iter().zip(sums(&rounded)) {
                prop_assert!((is - was).abs() < 100, "a total of {} became {}", was, is);
            }
        }
    }
}
