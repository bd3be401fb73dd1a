//! The columns of a sheet: their names, which are required, and their positions in a user's sheet.

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

const CODE: Column = optional(
    "credit_code",
    ("统一社会信用代码", "Unified social credit code"),
    ("18 位，设成文本格式", "18 characters, formatted as text"),
);
const NUMBER: Column = optional(
    "number",
    ("主体编号", "Organisation number"),
    (
        "没有信用代码的已有主体填写，例如 GYS-0001；新主体留空，由系统编号",
        "For a known organisation without a code, such as GYS-0001; leave blank for a new one",
    ),
);

const EXHIBITORS: [Column; 7] = [
    CODE,
    NUMBER,
    required(
        "name",
        ("名称", "Name"),
        (
            "营业执照上的全称，2 到 80 个字",
            "In full, as on the business licence: 2 to 80 characters",
        ),
    ),
    required("kind", ("类别", "Kind"), ("见“允许的值”", "See the second sheet")),
    required(
        "home",
        ("所在地", "Location"),
        (
            "旗区、苏木乡镇或嘎查村的名称、拼音或区划代码",
            "A banner, township or village: name, pinyin or code",
        ),
    ),
    optional(
        "introduction",
        ("简介", "Introduction"),
        ("不超过 1000 个字", "1,000 characters or fewer"),
    ),
    optional(
        "zone",
        ("展区", "Zone"),
        ("展区的代码或名称，见“允许的值”", "Code or name, see the second sheet"),
    ),
];

const PRODUCTS: [Column; 12] = [
    Column { zh: "供应主体信用代码", en: "Supplier's credit code", ..CODE },
    Column { zh: "供应主体编号", en: "Supplier's number", ..NUMBER },
    required(
        "name",
        ("产品名称", "Product"),
        ("通用名称，不超过 40 个字", "The common name, in 40 characters or fewer"),
    ),
    required(
        "specification",
        ("规格", "Specification"),
        ("例如“60 枚一盒”，不超过 80 个字", "For example box of 60, in 80 characters or fewer"),
    ),
    required(
        "category",
        ("类别", "Category"),
        ("第二级类别的代码或名称，见“允许的值”", "Code or name of the second level"),
    ),
    required("unit", ("单位", "Unit"), ("见“允许的值”", "See the second sheet")),
    required("price", ("价格", "Price"), ("填写数字，不带“元”", "Digits without a currency sign")),
    required("price_basis", ("价格口径", "Price basis"), ("见“允许的值”", "See the second sheet")),
    required(
        "origin",
        ("产地", "Origin"),
        ("村名、苏木乡镇名、拼音或区划代码", "A village or township: name, pinyin or code"),
    ),
    required(
        "months",
        ("供应月份", "Months available"),
        (
            "例如 6-9，或 6、7、8，或 全年；设成文本格式",
            "Such as 6-9 or 6、7、8 or 全年, formatted as text",
        ),
    ),
    optional(
        "capacity",
        ("年供应量", "Yearly supply"),
        ("填写数字，单位同上", "Digits, in the unit given"),
    ),
    optional(
        "introduction",
        ("介绍", "Introduction"),
        ("不超过 500 个字", "500 characters or fewer"),
    ),
];

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

impl Kind {
    pub fn columns(self) -> &'static [Column] {
        match self {
            Kind::Exhibitors => &EXHIBITORS,
            Kind::Products => &PRODUCTS,
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
                None if head.is_empty() => {}
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
        let all_but_whose =
            PRODUCTS[2..].iter().map(|column| column.zh.to_string()).collect::<Vec<_>>();
        let fault = Arrangement::of(Kind::Products, &all_but_whose).unwrap_err();
        assert_eq!(fault.missing[0].code, "credit_code");
    }
}
