//! The parties and villages of a deal.

use super::{Found, Reader};
use crate::{
    organisations::model::{
        OrganisationKind, Side,
        profile::{Legal, read_credit_code},
    },
    places::model::Named,
    projects::model::deal::{Party, Village},
    signing::{actions::NewParty, forms::MOST_NAMES},
    values::{place_code::PlaceCode, typed::words},
};

impl Reader<'_> {
    pub(super) fn new_party(&mut self) -> Option<NewParty> {
        if !self.form.has_new_party() {
            return None;
        }
        let name = words(&self.form.org_name, 60);
        if name.is_none() {
            let message = ("不超过 60 个字", "Use 60 characters or fewer");
            self.fault("org_name", ("新主体名称", "Name of the new organisation"), message);
        }
        let kind: Option<OrganisationKind> = self.form.org_kind.parse().ok();
        if kind.is_none() {
            let message = ("请选择类别", "Choose a kind");
            self.fault("org_kind", ("新主体类别", "Kind of the new organisation"), message);
        }
        let division_code = self.division(kind);
        let credit_code = match read_credit_code(None, &self.form.org_code) {
            Ok(code) => code.map(|code| code.as_str().to_string()),
            Err(fault) => {
                let label = self.page.t("统一社会信用代码", "Unified social credit code");
                self.errors.add("org_code", label, fault.says(self.page.lang));
                None
            }
        };
        let kind = kind?;
        let legal = Legal { name: name?, kind, credit_code, division_code: division_code? };
        Some(NewParty { side: kind.side(), legal })
    }

    /// Its banner; for a buyer also the city as a whole.
    fn division(&mut self, kind: Option<OrganisationKind>) -> Option<PlaceCode> {
        let banner = self.page.site.banner(&self.form.org_banner).map(|banner| banner.code.clone());
        let city = self.page.site.city.as_ref().map(|city| city.code.clone());
        let is_buyer = kind.is_some_and(|kind| kind.side() == Side::Buyer);
        let division = banner.or(city.filter(|_| is_buyer));
        if division.is_none() {
            let message = ("请选择所在旗区", "Choose its banner");
            self.fault("org_banner", ("新主体旗区", "Banner of the new organisation"), message);
        }
        division
    }

    pub(super) fn lead(
        &mut self,
        found: &Found,
        side: Side,
        new: Option<&NewParty>,
    ) -> Option<Party> {
        let typed = self.form.lead(side);
        let is_new = new
            .is_some_and(|new| new.side == side && (typed.is_empty() || typed == new.legal.name));
        if new.is_some_and(|new| new.side == side) && !is_new {
            let message = (
                "这一方已经填了别的单位，二者留一",
                "Another party is entered on this side: keep one of the two",
            );
            self.fault("org_name", ("新主体", "New organisation"), message);
            return None;
        }
        // Errors of the new organisation stand beside its own fields.
        let may_be_new = new.is_none() && self.form.has_new_party() && typed.is_empty();
        if is_new || may_be_new {
            return None;
        }
        let (field, label) = match side {
            Side::Supplier => ("supplier", ("供货方", "Supplier")),
            Side::Buyer => ("buyer", ("采购方", "Buyer")),
        };
        match found.of(side) {
            [party] => return Some(party.clone()),
            _ if typed.is_empty() => {
                self.fault(
                    field,
                    label,
                    ("请填写名称、拼音或信用代码", "Enter a name or credit code"),
                );
            }
            [] => {
                let message = (
                    "库里没有，请核对名称，或在“新主体”里登记",
                    "Not registered: check the name, or register it under “New organisation”",
                );
                self.fault(field, label, message);
            }
            _ => self.fault(
                field,
                label,
                ("有几家相近，请选一家", "Several are similar: choose one"),
            ),
        }
        None
    }

    pub(super) fn further(&mut self, found: &Found) -> Vec<(Side, Party)> {
        for (side, field) in [(Side::Supplier, "more_suppliers"), (Side::Buyer, "more_buyers")] {
            if found.further.iter().filter(|(of, ..)| *of == side).count() > MOST_NAMES {
                self.too_many(field);
                return Vec::new();
            }
        }
        let mut further = Vec::new();
        for (side, typed, parties) in &found.further {
            if let [party] = parties.as_slice() {
                further.push((*side, party.clone()));
                continue;
            }
            let (field, label) = match side {
                Side::Supplier => {
                    ("more_suppliers", self.page.t("其他供货方", "Further suppliers"))
                }
                Side::Buyer => ("more_buyers", self.page.t("其他采购方", "Further buyers")),
            };
            self.errors.add(field, label, self.unclear(typed, parties.iter().map(|p| &*p.name)));
        }
        further
    }

    fn too_many(&mut self, field: &'static str) {
        let label = ("名单", "The names");
        self.fault(field, label, ("最多写 20 个", "Enter 20 names at most"));
    }

    /// “王爱召”：请写明是哪一家
    fn unclear<'n>(&self, typed: &str, names: impl Iterator<Item = &'n str>) -> String {
        let names: Vec<&str> = names.take(4).collect();
        match (names.is_empty(), self.page.zh()) {
            (true, true) => format!("没有“{typed}”"),
            (true, false) => format!("“{typed}” is unknown"),
            (false, true) => format!("“{typed}”可能是{}，请写全名", names.join("、")),
            (false, false) => format!("“{typed}” may be {}: enter the full name", names.join(", ")),
        }
    }

    /// Of several villages of a name, the one in the supplier's banner is meant.
    pub(super) fn villages(&mut self, found: &Found, supplier: Option<&Party>) -> Vec<Village> {
        if found.villages.len() > MOST_NAMES {
            self.too_many("villages");
            return Vec::new();
        }
        let banner = supplier.and_then(|supplier| supplier.banner_code.as_ref());
        let mut villages: Vec<Village> = Vec::new();
        for (typed, places) in &found.villages {
            let all: Vec<&Named> = places.iter().filter(|place| place.code.is_village()).collect();
            let near: Vec<&Named> = all
                .iter()
                .copied()
                .filter(|place| banner.is_some_and(|banner| place.code.is_within(banner)))
                .collect();
            let meant = if near.len() == 1 { &near } else { &all };
            if let [place] = meant.as_slice() {
                if villages.iter().all(|village| village.code != place.code) {
                    villages.push(Village {
                        code: place.code.clone(),
                        full_name: place.full_name.clone(),
                        full_name_en: place.full_name_en.clone(),
                    });
                }
                continue;
            }
            let label = self.page.t("供货村", "Supplying villages");
            let message = self.unclear(typed, meant.iter().map(|place| &*place.full_name));
            self.errors.add("villages", label, message);
        }
        villages
    }
}
