//! Computes which codes must be combined in the tables of an edition, so that the cells are linked:
//! see the proof in the parent module.

use super::sale::{FEWEST_EXHIBITORS, Sale};
use crate::values::ids::ExhibitorId;
use std::collections::{BTreeMap, BTreeSet};

/// The combined codes of a table.
#[derive(Debug, Clone, Default)]
pub struct Pooled {
    categories: BTreeSet<String>,
    banners: BTreeSet<String>,
    zones: BTreeSet<String>,
}

/// A day and a category, and a banner and a zone; `POOL` for the combined ones.
pub type Cell = (i16, String);
pub type Group = (String, String);
pub const POOL: &str = "*";

impl Pooled {
    pub fn cell(&self, sale: &Sale) -> Cell {
        (sale.fair_day, pooled_code(&self.categories, &sale.category_code))
    }

    pub fn group(&self, sale: &Sale) -> Group {
        (pooled_code(&self.banners, &sale.banner_code), pooled_code(&self.zones, &sale.zone_code))
    }

    /// Adds the smallest unsafe code to the combined ones; if only these are left and unsafe, the
    /// smallest of the others joins them.
    fn add(
        set: &mut BTreeSet<String>,
        sales: &[&Sale],
        code: impl Fn(&Sale) -> &String,
        is_unsafe: impl Fn(&Sale) -> bool,
    ) -> bool {
        let mut exhibitors: BTreeMap<&String, (bool, BTreeSet<ExhibitorId>)> = BTreeMap::new();
        for sale in sales.iter().filter(|sale| !set.contains(code(sale))) {
            let entry = exhibitors.entry(code(sale)).or_default();
            entry.0 |= is_unsafe(sale);
            entry.1.insert(sale.exhibitor_id);
        }
        let smallest = exhibitors
            .into_iter()
            .min_by_key(|(_, (is_unsafe, exhibitors))| (!*is_unsafe, exhibitors.len()));
        smallest.is_some_and(|(code, _)| set.insert(code.clone()))
    }
}

fn pooled_code(pooled: &BTreeSet<String>, code: &str) -> String {
    if pooled.contains(code) { POOL.to_string() } else { code.to_string() }
}

/// The codes to combine so that the tables are safe; `None` if no table of these sales is.
pub fn pooled(sales: &[&Sale]) -> Option<Pooled> {
    let mut pooled = Pooled::default();
    loop {
        let (cells, groups) = linked(sales, &pooled);
        let is_linked_cell = |sale: &Sale| cells.contains(&pooled.cell(sale));
        let (banners, zones) = connected(&groups);
        let is_connected = |sale: &Sale| banners.contains(&pooled.group(sale).0);
        let is_in_zone = |sale: &Sale| zones.contains(&pooled.group(sale).1);
        let mut next = pooled.clone();
        let has_grown = if sales.iter().any(|sale| !is_linked_cell(sale)) {
            Pooled::add(
                &mut next.categories,
                sales,
                |sale| &sale.category_code,
                |sale| !is_linked_cell(sale),
            ) || Pooled::add(&mut next.banners, sales, |sale| &sale.banner_code, |_| true)
                || Pooled::add(&mut next.zones, sales, |sale| &sale.zone_code, |_| true)
        } else if sales.iter().any(|sale| !is_connected(sale)) {
            Pooled::add(
                &mut next.banners,
                sales,
                |sale| &sale.banner_code,
                |sale| !is_connected(sale),
            )
        } else if sales.iter().any(|sale| !is_in_zone(sale)) {
            Pooled::add(&mut next.zones, sales, |sale| &sale.zone_code, |sale| !is_in_zone(sale))
        } else {
            return (!cells.is_empty()).then_some(pooled);
        };
        if !has_grown {
            return None;
        }
        pooled = next;
    }
}

/// The cells and groups that are linked by the sales of three exhibitors at each step.
fn linked(sales: &[&Sale], pooled: &Pooled) -> (BTreeSet<Cell>, BTreeSet<Group>) {
    let links: BTreeSet<(Cell, Group, ExhibitorId)> = sales
        .iter()
        .map(|sale| (pooled.cell(sale), pooled.group(sale), sale.exhibitor_id))
        .collect();
    let mut sizes: BTreeMap<&Cell, usize> = BTreeMap::new();
    for (cell, ..) in &links {
        *sizes.entry(cell).or_default() += 1;
    }
    let first = sizes.into_iter().max_by_key(|(_, size)| *size).map(|(cell, _)| cell.clone());
    let (mut cells, mut groups): (BTreeSet<Cell>, BTreeSet<Group>) =
        (first.into_iter().collect(), BTreeSet::new());
    loop {
        let of_groups =
            links.iter().filter(|(cell, group, _)| cells.contains(cell) && !groups.contains(group));
        let new_groups = enough(of_groups.map(|(_, group, exhibitor)| (group, *exhibitor)));
        groups.extend(new_groups.iter().cloned());
        let of_cells =
            links.iter().filter(|(cell, group, _)| groups.contains(group) && !cells.contains(cell));
        let new_cells = enough(of_cells.map(|(cell, _, exhibitor)| (cell, *exhibitor)));
        cells.extend(new_cells.iter().cloned());
        if new_groups.is_empty() && new_cells.is_empty() {
            return if groups.is_empty() { Default::default() } else { (cells, groups) };
        }
    }
}

/// The nodes that three exhibitors link.
fn enough<'a, T: Ord + Clone + 'a>(links: impl Iterator<Item = (&'a T, ExhibitorId)>) -> Vec<T> {
    let mut by_node: BTreeMap<&T, BTreeSet<ExhibitorId>> = BTreeMap::new();
    for (node, exhibitor) in links {
        by_node.entry(node).or_default().insert(exhibitor);
    }
    by_node
        .into_iter()
        .filter(|(_, exhibitors)| exhibitors.len() >= FEWEST_EXHIBITORS)
        .map(|(node, _)| node.clone())
        .collect()
}

/// The banners and zones that linked groups connect with each other, beginning with the first.
fn connected(groups: &BTreeSet<Group>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut banners, mut zones): (BTreeSet<String>, BTreeSet<String>) = Default::default();
    banners.extend(groups.first().map(|(banner, _)| banner.clone()));
    loop {
        let before = banners.len() + zones.len();
        for (banner, zone) in groups {
            if banners.contains(banner) || zones.contains(zone) {
                banners.insert(banner.clone());
                zones.insert(zone.clone());
            }
        }
        if banners.len() + zones.len() == before {
            return (banners, zones);
        }
    }
}
