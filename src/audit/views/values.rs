//! Recorded values as people read them.

use crate::{
    audit::model::{names::Names, records::Reads},
    values::{day, lang::Lang, quantity, vocabulary},
};
use chrono::{NaiveDate, NaiveTime};

/// A code that no list knows any more is shown as recorded.
pub fn value(lang: Lang, names: &Names, reads: Reads, recorded: &str) -> String {
    meaning(lang, names, reads, recorded).unwrap_or_else(|| recorded.to_string())
}

fn meaning(lang: Lang, names: &Names, reads: Reads, recorded: &str) -> Option<String> {
    let coded = coded(lang, names, reads, recorded).map(str::to_string);
    coded.or_else(|| match reads {
        Reads::Day => recorded.parse().ok().map(|day: NaiveDate| day::full(day, lang)),
        Reads::Month => {
            format!("{recorded}-01").parse().ok().map(|day: NaiveDate| day::month(day, lang))
        }
        Reads::Months => {
            let months: Vec<String> = recorded
                .split(' ')
                .filter_map(|n| Some(day::month_name(n.parse().ok()?, lang)))
                .collect();
            Some(months.join(lang.t("、", ", "))).filter(|months| !months.is_empty())
        }
        Reads::Terms(of) => {
            let terms: Vec<&str> =
                recorded.split(' ').filter_map(|code| vocabulary::find(of, code, lang)).collect();
            Some(terms.join(lang.t("、", ", "))).filter(|terms| !terms.is_empty())
        }
        Reads::Clock => recorded.parse().ok().map(|time: NaiveTime| day::hour(time)),
        Reads::Place => place(lang, names, recorded),
        Reads::Scope => place(lang, names, recorded)
            .or_else(|| names.record("organisations", recorded).map(str::to_string)),
        Reads::Record(kind) => names.record(kind, recorded).map(str::to_string),
        Reads::Records(kind) => {
            let named = |id: &str| names.record(kind, id).unwrap_or(id).to_string();
            Some(recorded.split(' ').map(named).collect::<Vec<_>>().join(lang.t("、", ", ")))
        }
        Reads::Photo => recorded.rsplit_once(" [").map(|(said, _)| said.to_string()),
        _ => None,
    })
}

fn place(lang: Lang, names: &Names, code: &str) -> Option<String> {
    names.places.get(code).map(|(name, name_en)| lang.t(name, name_en).to_string())
}

/// A code from a closed list.
fn coded<'a>(lang: Lang, names: &Names, reads: Reads, code: &'a str) -> Option<&'a str> {
    match reads {
        Reads::YesOrNo => match code {
            "true" => Some(lang.t("是", "yes")),
            "false" => Some(lang.t("否", "no")),
            _ => None,
        },
        Reads::Term(of) => vocabulary::find(of, code, lang),
        Reads::Code(name) => name(code, lang),
        Reads::Unit => Some(quantity::symbol(code, lang)),
        Reads::List => names.kinds.of_list(code).map(|kind| kind.name(lang)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::coded::named;
    use crate::{
        exhibitors::model::trail::EXHIBITORS, identity::model::role::Role,
        products::model::selling::State,
    };
    use std::collections::HashMap;

    #[test]
    fn codes_are_read_in_the_readers_language() {
        let mut names = Names::default();
        names.places.insert("150624".into(), ("鄂托克旗".into(), "Otog Banner".into()));
        names.records.insert("organisations".into(), HashMap::from([(7, "某合作社".to_string())]));
        names.kinds = [&EXHIBITORS].into_iter().collect();
        for (reads, recorded, zh, en) in [
            (Reads::Code(named::<State>), "published", "已上架", "Published"),
            (Reads::Place, "150624", "鄂托克旗", "Otog Banner"),
            (Reads::Scope, "150624", "鄂托克旗", "Otog Banner"),
            (Reads::Record("organisations"), "7", "某合作社", "某合作社"),
            (Reads::Scope, "7", "某合作社", "某合作社"),
            (Reads::YesOrNo, "true", "是", "yes"),
            (Reads::Day, "2020-09-28", "2020年9月28日", "28 September 2020"),
            (Reads::Month, "2020-09", "2020年9月", "September 2020"),
            (Reads::Months, "9 10", "9月、10月", "September, October"),
            (
                Reads::Terms("ending_class"),
                "price supply",
                "价格未谈成、供应不足",
                "No agreement on price, Supply fell short",
            ),
            (Reads::Clock, "09:30:00", "9:30", "9:30"),
            (Reads::Code(named::<Role>), "organiser", "组委会", "Organiser"),
            (Reads::Unit, "kg", "公斤", "kg"),
            (Reads::Photo, "一箱羊肉 [abc]", "一箱羊肉", "一箱羊肉"),
            (Reads::List, "/admin/applications", "参展报名", "Application"),
            (Reads::Code(named::<State>), "unheard of", "unheard of", "unheard of"),
        ] {
            assert_eq!(
                [
                    value(Lang::Zh, &names, reads, recorded),
                    value(Lang::En, &names, reads, recorded)
                ],
                [zh, en],
                "{recorded}"
            );
        }
    }
}
