//! The columns of a sheet: their names, which are required, and their positions in a user's sheet.

mod lists;

use super::Kind;
use crate::values::lang::Lang;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub is_required: bool,
    pub hint_zh: &'static str,
    pub hint_en: &'static str,
}

const fn required(
    code: &'static str,
    names: (&'static str, &'static str),
    hints: (&'static str, &'static str),
) -> Column {
    Column { code, zh: names.0, en: names.1, is_required: true, hint_zh: hints.0, hint_en: hints.1 }
}

const fn optional(
    code: &'static str,
    names: (&'static str, &'static str),
    hints: (&'static str, &'static str),
) -> Column {
    Column { is_required: false, ..required(code, names, hints) }
}

impl Column {
    pub fn name(&self, lang: Lang) -> &'static str {
        lang.t(self.zh, self.en)
    }

    /// Whether a heading means it: by its name in either language, by one that earlier templates
    /// had, or by its code.
    fn is_meant_by(&self, head: &str) -> bool {
        let formerly = FORMER_NAMES.iter().filter(|(code, _)| *code == self.code);
        head == self.zh
            || [self.en, self.code]
                .into_iter()
                .chain(formerly.map(|(_, name)| *name))
                .any(|name| head.eq_ignore_ascii_case(name))
    }
}

/// By code. Sheets made from an earlier template still come in.
const FORMER_NAMES: [(&str, &str); 3] =
    [("number", "Our number"), ("capacity", "Yearly quantity"), ("home", "Home")];

/// What our own sheets have beyond the columns of a template, and nobody brings in.
fn is_ignored(kind: Kind, head: &str) -> bool {
    let states = ["状态", "State", "state"];
    ["演示数据", "Demonstration data"].contains(&head)
        || kind == Kind::Deals && states.contains(&head)
}

impl Kind {
    pub fn columns(self) -> &'static [Column] {
        match self {
            Kind::Exhibitors => &lists::EXHIBITORS,
            Kind::Products => &lists::PRODUCTS,
            Kind::Deals => &lists::DEALS,
        }
    }

    pub fn column(self, code: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.code == code)
    }
}

/// The most unknown headings that are named.
const MOST_NAMED: usize = 5;

/// Errors in the headings of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadFault {
    pub unknown: Vec<String>,
    pub missing: Vec<&'static Column>,
    pub twice: Vec<&'static Column>,
}

impl HeadFault {
    pub fn says(&self, lang: Lang) -> String {
        let names = |columns: &[&'static Column]| {
            columns
                .iter()
                .map(|column| column.name(lang))
                .collect::<Vec<_>>()
                .join(lang.t("、", ", "))
        };
        let mut parts = Vec::new();
        if !self.unknown.is_empty() {
            parts.push(format!(
                "{}{}",
                lang.t("不认识的列：", "unknown columns: "),
                self.unknown.join(lang.t("、", ", "))
            ));
        }
        if !self.missing.is_empty() {
            parts.push(format!(
                "{}{}",
                lang.t("缺少的列：", "missing columns: "),
                names(&self.missing)
            ));
        }
        if !self.twice.is_empty() {
            parts.push(format!(
                "{}{}",
                lang.t("重复的列：", "duplicate columns: "),
                names(&self.twice)
            ));
        }
        format!(
            "{}{}",
            parts.join(lang.t("；", "; ")),
            lang.t("。列名请与模板一致。", ". Use the column names of the template.")
        )
    }
}

/// The position of each column of a kind, in the order of the kind's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement(Vec<Option<usize>>);

impl Arrangement {
    pub fn of(kind: Kind, heads: &[String]) -> Result<Self, HeadFault> {
        let columns = kind.columns();
        let mut places = vec![None; columns.len()];
        let mut fault = HeadFault::default();
        for (at, head) in heads.iter().enumerate() {
            let head: String = head.nfkc().filter(|c| !c.is_control() && *c != '*').collect();
            let head = head.trim();
            match columns.iter().position(|column| column.is_meant_by(head)) {
                None if head.is_empty() || is_ignored(kind, head) => {}
                // A few are enough.
                None if fault.unknown.len() >= MOST_NAMED => {}
                None => fault.unknown.push(head.chars().take(40).collect()),
                Some(n) if places[n].is_some() => fault.twice.push(&columns[n]),
                Some(n) => places[n] = Some(at),
            }
        }
        fault.missing = columns
            .iter()
            .zip(&places)
            .filter(|(column, place)| column.is_required && place.is_none())
            .map(|(column, _)| column)
            .collect();
        // A product needs a supplier.
        if kind == Kind::Products && places[0].is_none() && places[1].is_none() {
            fault.missing.insert(0, &columns[0]);
        }
        if fault == HeadFault::default() { Ok(Self(places)) } else { Err(fault) }
    }

    /// The position of this column of the kind.
    pub fn at(&self, column: usize) -> Option<usize> {
        self.0.get(column).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn heads_are_taken_in_any_order_by_name_or_code() {
        let arranged = Arrangement::of(
            Kind::Exhibitors,
            &heads(&["所在地*", " Kind ", "name", "", "统一社会信用代码"]),
        )
        .unwrap();
        assert_eq!(
            (0..7).map(|n| arranged.at(n)).collect::<Vec<_>>(),
            [Some(4), None, Some(2), Some(1), Some(0), None, None]
        );
    }

    #[test]
    fn heads_of_our_own_sheets_that_say_nothing_are_left_out() {
        let required = ["项目名称", "类型", "供货方", "采购方", "金额（万元）", "签约日"];
        let ours = [&required[..], &["状态", "演示数据"]].concat();
        assert!(Arrangement::of(Kind::Deals, &heads(&ours)).is_ok());
        let fault = Arrangement::of(Kind::Exhibitors, &heads(&["状态"])).unwrap_err();
        assert_eq!(fault.unknown, ["状态"]);
    }

    #[test]
    fn heads_of_an_earlier_template_are_taken() {
        let earlier = ["Our number", "Name", "Kind", "Home", "Introduction", "Zone"];
        let arranged = Arrangement::of(Kind::Exhibitors, &heads(&earlier)).unwrap();
        assert_eq!((arranged.at(1), arranged.at(4)), (Some(0), Some(3)));
    }

    #[test]
    fn unknown_missing_and_repeated_heads_are_named() {
        let fault =
            Arrangement::of(Kind::Exhibitors, &heads(&["名称", "名称", "法人手机", "类别"]))
                .unwrap_err();
        assert_eq!(
            fault.says(Lang::Zh),
            "不认识的列：法人手机；缺少的列：所在地；重复的列：名称。列名请与模板一致。"
        );
        assert!(
            fault
                .says(Lang::En)
                .starts_with("unknown columns: 法人手机; missing columns: Location; ")
        );
        let all_but_whose = Kind::Products.columns()[2..]
            .iter()
            .map(|column| column.zh.to_string())
            .collect::<Vec<_>>();
        let fault = Arrangement::of(Kind::Products, &all_but_whose).unwrap_err();
        assert_eq!(fault.missing[0].code, "credit_code");
    }
}
