//! Days and months in Beijing, and how they are written.

use super::lang::Lang;
use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveTime, Utc};

/// China has one time zone, UTC+8, without summer time since 1992.
pub fn beijing() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("eight hours are within a day")
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub fn month_name(month: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{month}月"),
        Lang::En => MONTHS[(month as usize + 11) % 12].to_string(),
    }
}

/// Selectable months: the current one and the next two, and the chosen one.
pub fn months_ahead(today: NaiveDate, chosen: Option<i16>) -> Vec<i16> {
    let is_soon =
        |month: &i16| (0..3).any(|ahead| (today.month0() as i16 + ahead) % 12 + 1 == *month);
    (1..=12).filter(|month| is_soon(month) || Some(*month) == chosen).collect()
}

/// `2020年9月28日`, `28 September 2020`.
pub fn full(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), month_name(day.month(), lang), day.year()),
    }
}

/// `9月28日`, `28 September`.
pub fn short(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}月{}日", day.month(), day.day()),
        Lang::En => format!("{} {}", day.day(), month_name(day.month(), lang)),
    }
}

/// `2019年10月`, `October 2019`.
pub fn month(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月", day.year(), day.month()),
        Lang::En => format!("{} {}", month_name(day.month(), lang), day.year()),
    }
}

pub fn weekday(day: NaiveDate, lang: Lang) -> &'static str {
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let i = day.weekday().num_days_from_monday() as usize;
    lang.t(zh[i], en[i])
}

/// `9:00`, in Beijing time.
pub fn hour(time: NaiveTime) -> String {
    time.format("%-H:%M").to_string()
}

/// The minute of a moment, in Beijing time.
pub fn minute(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&beijing()).format("%-H:%M").to_string()
}

/// The moment at which a day begins in Beijing.
pub fn begins(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - beijing()).and_utc()
}

/// The second of a moment, in Beijing time: for a clock.
pub fn second(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&beijing()).format("%H:%M:%S").to_string()
}

/// The day and minute of a moment, in Beijing time; short enough for a table.
pub fn moment(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&beijing()).format("%Y-%m-%d %H:%M").to_string()
}

pub fn month_start(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

pub fn month_end(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    next.pred_opt().unwrap_or(day)
}

/// The last day of the month before: the latest month end that is over, however late it is on
/// `day`.
pub fn last_ended_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(day)
}

/// `2020-09-28`, or `2020-09` for that month's last day; nothing else.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match text.len() {
        10 if is_plain => text.parse().ok(),
        7 if is_plain => format!("{text}-01").parse().ok().map(month_end),
        _ => None,
    }
}

/// The last day of the quarter.
pub fn quarter_end(day: NaiveDate) -> NaiveDate {
    let months_left = 2 - day.month0() % 3;
    month_end(month_end(day).checked_add_months(Months::new(months_left)).unwrap_or(day))
}

pub fn is_quarter_end(day: NaiveDate) -> bool {
    quarter_end(day) == day
}

/// The latest quarter's end that has come by a day.
pub fn last_quarter_end(day: NaiveDate) -> NaiveDate {
    if is_quarter_end(day) {
        day
    } else {
        quarter_end(day).checked_sub_months(Months::new(3)).map_or(day, month_end)
    }
}

/// Months of supply in words: `全年`, `9月至次年1月`, `3月、5月`.
pub fn months(months: &[i16], lang: Lang) -> String {
    let on = |m: u32| months.contains(&(m as i16));
    if (1..=12).all(on) {
        return lang.t("全年", "all year").to_string();
    }
    let starts = (1..=12).filter(|m| on(*m) && !on(if *m == 1 { 12 } else { m - 1 }));
    let spans: Vec<String> = starts.map(|start| span(start, on, lang)).collect();
    spans.join(lang.t("、", ", "))
}

fn span(start: u32, on: impl Fn(u32) -> bool, lang: Lang) -> String {
    let mut end = start;
    while on(end % 12 + 1) {
        end = end % 12 + 1;
    }
    let (from, to) = (month_name(start, lang), month_name(end, lang));
    match lang {
        _ if start == end => from,
        Lang::Zh if end < start => format!("{from}至次年{to}"),
        Lang::Zh => format!("{from}至{to}"),
        Lang::En => format!("{from} to {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_months_to_choose_from_go_round_the_year() {
        assert_eq!(months_ahead(day("2020-09-28"), None), [9, 10, 11]);
        assert_eq!(months_ahead(day("2020-12-31"), Some(5)), [1, 2, 5, 12]);
    }

    #[test]
    fn days_are_written_in_both_languages() {
        assert_eq!(full(day("2020-09-28"), Lang::Zh), "2020年9月28日");
        assert_eq!(full(day("2020-09-28"), Lang::En), "28 September 2020");
        assert_eq!(weekday(day("2020-09-28"), Lang::Zh), "周一");
    }

    #[test]
    fn a_month_stands_for_its_last_day() {
        assert_eq!(parse("2020-02"), Some(day("2020-02-29")));
        assert_eq!(parse("2020-02-03"), Some(day("2020-02-03")));
        for odd in
            ["", "2020", "2020-2-3", "2020-02-30", "20200203", "+20200-02", "2020-13", "２020-02"]
        {
            assert_eq!(parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_minute_is_a_beijing_minute() {
        let moment: DateTime<Utc> = "2020-09-27T18:42:00Z".parse().unwrap();
        assert_eq!(minute(moment), "2:42");
    }

    #[test]
    fn months_of_supply_may_run_over_new_year() {
        assert_eq!(months(&[1, 9, 10, 11, 12], Lang::Zh), "9月至次年1月");
        assert_eq!(months(&[3, 5, 6], Lang::En), "March, May to June");
        assert_eq!(months(&(1..=12).collect::<Vec<_>>(), Lang::Zh), "全年");
    }

    #[test]
    fn quarters_end_in_march_june_september_and_december() {
        assert_eq!(quarter_end(day("2020-01-01")), day("2020-03-31"));
        assert_eq!(quarter_end(day("2020-05-31")), day("2020-06-30"));
        assert_eq!(quarter_end(day("2020-11-30")), day("2020-12-31"));
        assert_eq!(last_quarter_end(day("2020-09-28")), day("2020-06-30"));
        assert_eq!(last_quarter_end(day("2020-09-30")), day("2020-09-30"));
        assert_eq!(last_quarter_end(day("2020-01-05")), day("2019-12-31"));
        assert!(is_quarter_end(day("2019-12-31")) && !is_quarter_end(day("2019-11-30")));
    }
}
