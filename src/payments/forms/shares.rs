//! How a payment is divided among accepted goods, as it is typed.

use crate::{
    payments::model::owed::{self, MOST_LINES, Owed, Share, oldest_first},
    values::{
        ids::DeliveryLineId,
        typed_amount::{self, Unit},
    },
    web::{fields::Fields, forms::Errors, page::Page},
};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Default)]
pub struct SharesForm {
    /// By line, in yuan; a unit may be written behind the number.
    typed: Vec<(DeliveryLineId, String)>,
    /// `oldest`, `clear` or `count`: it saves nothing.
    then: String,
    /// The line to be paid in full.
    full: String,
}

impl SharesForm {
    pub fn read(fields: &Fields) -> Self {
        let mut typed: Vec<(DeliveryLineId, String)> = Vec::new();
        for (line, amount) in fields.group("share") {
            let Ok(line) = line.parse::<DeliveryLineId>() else { continue };
            let is_new = typed.iter().all(|(known, _)| *known != line);
            if is_new && !amount.trim().is_empty() && typed.len() < MOST_LINES {
                typed.push((line, amount.trim().to_string()));
            }
        }
        Self { typed, then: fields.get("then").to_string(), full: fields.get("full").to_string() }
    }

    pub fn of(&self, line: &DeliveryLineId) -> &str {
        self.typed.iter().find(|(id, _)| id == line).map_or("", |(_, amount)| amount.as_str())
    }

    pub fn asks_for_oldest(&self) -> bool {
        self.then == "oldest"
    }

    /// As its buttons ask for, with `amount` to divide; `None`: the form is to be saved.
    pub fn rearranged(&self, owed: &[Owed], amount: Option<Decimal>) -> Option<Self> {
        let mut typed = self.typed.clone();
        match (self.then.as_str(), self.full.trim().parse::<DeliveryLineId>()) {
            (_, Ok(id)) => {
                typed.retain(|(known, _)| *known != id);
                // Paid meanwhile, it is in the list no more.
                let line = owed.iter().find(|line| line.id == id);
                typed.extend(line.map(|line| (id, line.left().normalize().to_string())));
            }
            ("clear", _) => typed.clear(),
            ("oldest", _) => {
                let shares = amount.map(|amount| oldest_first(owed, amount)).unwrap_or_default();
                let typed_as = |share: &Share| (share.line, share.amount.normalize().to_string());
                typed = shares.iter().map(typed_as).collect();
            }
            ("count", _) => {}
            _ => return None,
        }
        Some(Self { typed, then: String::new(), full: String::new() })
    }

    /// Those that can be read.
    fn readable(&self) -> impl Iterator<Item = Share> {
        self.typed.iter().filter_map(|(line, amount)| {
            let amount = typed_amount::yuan(amount, Unit::Yuan).ok()?;
            Some(Share { line: *line, amount })
        })
    }

    /// What is divided so far, in yuan.
    pub fn sum(&self) -> Decimal {
        owed::sum(&self.readable().collect::<Vec<_>>())
    }

    /// Every typed amount, or what is wrong with them.
    pub fn shares(&self, page: &Page, owed: &[Owed], errors: &mut Errors) -> Vec<Share> {
        for (id, amount) in &self.typed {
            if let Err(fault) = typed_amount::yuan(amount, Unit::Yuan) {
                errors.add("shares", name_of(page, owed, id), fault.says(page.lang));
            }
        }
        self.readable().collect()
    }
}

/// `DH-0438-04 马铃薯`
pub fn name_of(page: &Page, owed: &[Owed], id: &DeliveryLineId) -> String {
    owed.iter().find(|line| line.id == *id).map_or_else(
        || page.t("验收行", "Accepted line").to_string(),
        |line| format!("{} {}", line.delivery, line.name),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{amount::Amount, ids::DeliveryId};

    fn form(typed: &[(&str, &str)]) -> SharesForm {
        let typed = serde_html_form::to_string(typed).unwrap();
        SharesForm::read(&serde_html_form::from_str(&typed).unwrap())
    }

    fn owed(id: i64, left: i64) -> Owed {
        Owed {
            id: DeliveryLineId(id),
            delivery_id: DeliveryId(1),
            delivery: "DH-1".into(),
            contract: None,
            name: "马铃薯".into(),
            quantity: Decimal::ONE,
            unit_code: "t".into(),
            accepted_on: "2020-09-01".parse().unwrap(),
            accepted: Amount::yuan(left.into()),
            paid: Amount::ZERO,
        }
    }

    #[test]
    fn buttons_fill_the_lines_and_save_nothing() {
        let lines = [owed(7, 95_000), owed(9, 39_000)];
        let asked = |name: &str, value: &str| {
            let form = form(&[("share-9", "1.5万"), (name, value)]);
            form.rearranged(&lines, Some(100_000.into()))
        };
        let oldest = asked("then", "oldest").unwrap();
        assert_eq!([oldest.of(&lines[0].id), oldest.of(&lines[1].id)], ["95000", "5000"]);
        assert_eq!(asked("then", "clear").unwrap().sum(), Decimal::ZERO);
        let full = asked("full", "7").unwrap();
        assert_eq!([full.of(&lines[0].id), full.of(&lines[1].id)], ["95000", "1.5万"]);
        assert_eq!(full.sum(), Decimal::from(110_000));
        assert!(asked("then", "").is_none(), "it is to be saved");
        assert!(asked("full", "8").is_some(), "a line that has just been paid saves nothing");
    }

    #[test]
    fn fields_that_are_no_lines_or_stand_twice_are_left_out() {
        let form = form(&[("share-x", "1"), ("share-", "1"), ("share-9", "2"), ("share-9", "2")]);
        assert_eq!(form.sum(), Decimal::TWO);
    }
}
