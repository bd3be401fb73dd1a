//! An edition as a calendar entry: iCalendar, RFC 5545. Only known dates make an entry.

use crate::{
    site::model::Edition,
    values::{day::beijing, lang::Lang},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};

/// The limit of a line in octets, without its end.
const LONGEST_LINE: usize = 75;

/// `host`: of the site, which makes the id of the entry unique.
pub fn calendar(edition: &Edition, public_url: &str, is_demonstration: bool) -> Option<String> {
    let (first, last) = (edition.starts_on?, edition.ends_on?);
    let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
    let note = if is_demonstration { "演示数据 Demonstration data. " } else { "" };
    let place = [edition.venue.as_deref(), edition.venue_place.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("，");
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_string(),
        "VERSION:2.0".into(),
        "PRODID:-//farmfair//farmfair//ZH".into(),
        "METHOD:PUBLISH".into(),
    ];
    for (day, opens, closes) in days(edition, first, last) {
        lines.extend([
            "BEGIN:VEVENT".to_string(),
            format!("UID:fair-{}-{day}@{host}", edition.ordinal),
            // The entry changes with the edition only, so its stamp is a day of the edition.
            format!("DTSTAMP:{}", utc(first, NaiveTime::MIN)),
            format!(
                "DTSTART{}",
                opens.map_or(format!(";VALUE=DATE:{}", day.format("%Y%m%d")), |at| format!(
                    ":{}",
                    utc(day, at)
                ))
            ),
            format!(
                "DTEND{}",
                closes.map_or(
                    format!(";VALUE=DATE:{}", day_after(day).format("%Y%m%d")),
                    |at| format!(":{}", utc(day, at))
                )
            ),
            format!("SUMMARY:{}", escaped(edition.name(Lang::Zh))),
            format!("DESCRIPTION:{}", escaped(&format!("{note}{}", edition.name(Lang::En)))),
            format!("URL:{public_url}{}", edition.path()),
        ]);
        if !place.is_empty() {
            lines.push(format!("LOCATION:{}", escaped(&place)));
        }
        lines.push("END:VEVENT".into());
    }
    lines.push("END:VCALENDAR".into());
    Some(lines.iter().map(|line| format!("{}\r\n", folded(line))).collect())
}

/// Each day of the fair with its hours, where both are known.
fn days(
    edition: &Edition,
    first: NaiveDate,
    last: NaiveDate,
) -> Vec<(NaiveDate, Option<NaiveTime>, Option<NaiveTime>)> {
    let days = first.iter_days().take_while(|day| *day <= last);
    days.map(|day| match (edition.opens_at, edition.closes_at) {
        (Some(opens), Some(closes)) => {
            let closes = edition
                .last_day_closes_at
                .filter(|at| day == last && *at > opens)
                .unwrap_or(closes);
            (day, Some(opens), Some(closes))
        }
        _ => (day, None, None),
    })
    .collect()
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// A moment in Beijing as iCalendar writes it in UTC.
fn utc(day: NaiveDate, time: NaiveTime) -> String {
    let moment: Option<DateTime<Utc>> = beijing()
        .from_local_datetime(&day.and_time(time))
        .single()
        .map(|at| at.with_timezone(&Utc));
    moment.map_or_else(
        || day.format("%Y%m%dT000000Z").to_string(),
        |at| at.format("%Y%m%dT%H%M%SZ").to_string(),
    )
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
        .replace('\r', "")
}

/// Folded into lines of which all but the first begin with a space; never within a character.
fn folded(line: &str) -> String {
    let (mut text, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_are_said_in_utc_and_commas_are_no_separators() {
        assert_eq!(
            utc("2020-09-28".parse().unwrap(), NaiveTime::from_hms_opt(9, 0, 0).unwrap()),
            "20200928T010000Z"
        );
        assert_eq!(escaped("鄂尔多斯, 一; 二\\\n三"), "鄂尔多斯\\, 一\\; 二\\\\\\n三");
    }

    proptest! {
        #[test]
        fn a_folded_line_is_short_and_unfolds_to_itself(line in "[^\\r\\n]{0,300}") {
            let text = folded(&line);
            prop_assert!(text.split("\r\n").all(|part| part.len() <= 75));
            prop_assert_eq!(text.replace("\r\n ", ""), line);
        }
    }
}
