//! The form of an acceptance: a verdict on every open line, and what belongs to it.

use crate::{
    deliveries::{
        actions::Acceptance,
        model::{
            acceptance::Decision,
            record::{DeliveryRecord, Part, Refused, Weighing},
        },
    },
    promises::forms::reader::Reader,
    values::typed::{number, words},
    web::{fields::Fields, forms::Errors, page::Page},
};
use rust_decimal::Decimal;

crate::coded! {
    /// What a buyer says of a line. Without one the line stays open.
    Verdict {
        All "all" "全收" "Accept all",
        Part "part" "部分收" "Accept part",
        No "no" "拒收" "Reject",
        Dispute "dispute" "有争议" "Dispute",
    }
}

/// A line as it is decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineForm {
    pub position: i16,
    pub verdict: String,
    pub accepted: String,
    pub rejected: String,
    pub disputed: String,
    pub why_rejected: String,
    pub why_disputed: String,
    pub note: String,
    pub gross: String,
    pub tare: String,
    pub ticket: String,
}

#[derive(Debug, Clone, Default)]
pub struct AcceptanceForm {
    pub form: String,
    pub version: String,
    pub on: String,
    /// The goods were looked at.
    pub seen: String,
    pub lines: Vec<LineForm>,
}

/// What is wrong with a line, in the order of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineFault {
    Verdict,
    Quantity,
    Nothing,
    WhyRejected,
    WhyDisputed,
    Note,
    Weighing,
}

impl LineFault {
    fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Verdict => ("请选一项", "choose one"),
            Self::Quantity => ("数量最多三位小数", "quantities have 3 decimals at most"),
            Self::Nothing => (
                "部分收：请写实收、拒收或争议的数量",
                "say how much is accepted, rejected or disputed",
            ),
            Self::WhyRejected => ("拒收：请选原因", "say why it is rejected"),
            Self::WhyDisputed => ("有争议：请选原因", "say why it is disputed"),
            Self::Note => ("说明不超过 100 个字", "the note has 100 characters at most"),
            Self::Weighing => (
                "过磅：毛重和皮重都要填，毛重大于皮重",
                "weighing: gross and tare, the gross being more",
            ),
        }
    }
}

impl AcceptanceForm {
    /// For the lines that are open.
    pub fn read(fields: &Fields, record: &DeliveryRecord) -> Self {
        let text = |name: &str| fields.get(name).to_string();
        Self {
            form: text("form"),
            version: text("version"),
            on: text("on"),
            seen: text("seen"),
            lines: record.open().map(|part| LineForm::read(fields, part.position)).collect(),
        }
    }

    pub fn line(&self, part: &Part) -> LineForm {
        let found = self.lines.iter().find(|line| line.position == part.position);
        found.cloned().unwrap_or_default()
    }

    pub fn parse(&self, page: &Page, record: &DeliveryRecord) -> Result<Acceptance, Errors> {
        let mut reader = Reader::new(page);
        let on = reader.day(("on", ("验收日", "Accepted on")), &self.on);
        let mut decisions = Vec::new();
        for part in record.open() {
            match self.line(part).parse(part) {
                Ok(decision) => decisions.extend(decision),
                Err(fault) => {
                    let (zh, en) = fault.says();
                    reader.errors.add("lines", part.name.clone(), page.t(zh, en));
                }
            }
        }
        if decisions.is_empty() && reader.errors.is_empty() {
            let goods = ("lines", ("货物", "Goods"));
            reader.fault(goods, ("请至少定一行", "Decide on at least one line"));
        }
        if self.seen.is_empty() {
            let spot = ("seen", ("现场", "On the spot"));
            reader.fault(spot, ("请在现场看过货再交", "Look at the goods first"));
        }
        match on.filter(|_| reader.errors.is_empty()) {
            Some(on) => Ok(Acceptance { on, decisions }),
            None => Err(reader.errors),
        }
    }
}

impl LineForm {
    fn read(fields: &Fields, position: i16) -> Self {
        let of = |name: &str| fields.of_line(name, position.unsigned_abs().into());
        Self {
            position,
            verdict: of("verdict"),
            accepted: of("accepted"),
            rejected: of("rejected"),
            disputed: of("disputed"),
            why_rejected: of("why-rejected"),
            why_disputed: of("why-disputed"),
            note: of("note"),
            gross: of("gross"),
            tare: of("tare"),
            ticket: of("ticket"),
        }
    }

    /// `None`: nothing is decided on it.
    fn parse(&self, part: &Part) -> Result<Option<Decision>, LineFault> {
        let verdict = match self.verdict.as_str() {
            "" => return Ok(None),
            code => code.parse::<Verdict>().map_err(|()| LineFault::Verdict)?,
        };
        let open = part.quantity_shipped;
        let weighing = self.weighing()?;
        let zero = Decimal::ZERO;
        let (accepted, rejected, disputed) = match verdict {
            Verdict::All => (weighing.as_ref().map_or(open, |one| one.net().max(open)), zero, zero),
            Verdict::Part => {
                (quantity(&self.accepted)?, quantity(&self.rejected)?, quantity(&self.disputed)?)
            }
            Verdict::No => (zero, open, zero),
            Verdict::Dispute => (zero, zero, open),
        };
        if accepted.is_zero() && rejected.is_zero() && disputed.is_zero() {
            return Err(LineFault::Nothing);
        }
        Ok(Some(Decision {
            position: part.position,
            accepted,
            rejected: self.refused(rejected, &self.why_rejected, LineFault::WhyRejected)?,
            disputed: self.refused(disputed, &self.why_disputed, LineFault::WhyDisputed)?,
            weighing,
        }))
    }

    fn refused(
        &self,
        quantity: Decimal,
        why: &str,
        unsaid: LineFault,
    ) -> Result<Option<(Decimal, Refused)>, LineFault> {
        if quantity.is_zero() {
            return Ok(None);
        }
        let class = why.parse().map_err(|()| unsaid)?;
        let note = match self.note.trim() {
            "" => String::new(),
            typed => words(typed, 100).ok_or(LineFault::Note)?,
        };
        Ok(Some((quantity, Refused { class, note })))
    }

    fn weighing(&self) -> Result<Option<Weighing>, LineFault> {
        if [&self.gross, &self.tare].iter().all(|typed| typed.trim().is_empty()) {
            return Ok(None);
        }
        let gross = number(&self.gross, 3).ok_or(LineFault::Weighing)?;
        let tare = number(&self.tare, 3).ok_or(LineFault::Weighing)?;
        let ticket = words(&self.ticket, 40);
        let is_right = gross > tare;
        is_right.then_some(Some(Weighing { gross, tare, ticket })).ok_or(LineFault::Weighing)
    }
}

/// An empty field is nothing.
fn quantity(typed: &str) -> Result<Decimal, LineFault> {
    match typed.trim() {
        "" => Ok(Decimal::ZERO),
        typed => number(typed, 3).ok_or(LineFault::Quantity),
    }
}
