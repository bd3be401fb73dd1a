//! The pages of a list.

use crate::{
    values::window::Window,
    web::{
        page::Page,
        query::{BadQuery, Query},
    },
};

/// The position of a page in the list.
#[derive(Debug, Clone, Copy)]
pub struct Position {
    pub number: i64,
    pub size: i64,
}

impl Position {
    /// Numbers start at 1; a number past the end of any list is marked as such.
    pub fn read(query: &Query, size: i64) -> Result<Self, BadQuery> {
        let number = query.read::<u32>("page")?.unwrap_or(1);
        if number == 0 {
            return Err(BadQuery::Value { name: "page".into() });
        }
        Ok(Self { number: i64::from(number), size })
    }

    pub fn offset(self) -> i64 {
        (self.number - 1) * self.size
    }

    pub fn window(self) -> Window {
        Window { limit: self.size, offset: self.offset() }
    }

    /// How many records the pages up to this one show.
    pub fn seen(self) -> i64 {
        self.number * self.size
    }
}

#[derive(Clone)]
pub struct Paging {
    pub number: i64,
    pub last: i64,
    pub from: i64,
    pub to: i64,
    pub links: Vec<PageLink>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(Clone)]
pub enum PageLink {
    Gap,
    Current(i64),
    To(i64, String),
}

impl Paging {
    pub fn new(page: &Page, position: Position, total: i64) -> Self {
        let last = ((total + position.size - 1) / position.size).max(1);
        let link = |number: i64| page.with(&page.query.at_page(number));
        let number = position.number;
        Self {
            number,
            last,
            from: (position.offset() + 1).min(total),
            to: (position.offset() + position.size).min(total),
            links: shown_pages(number, last)
                .into_iter()
                .map(|shown| match shown {
                    None => PageLink::Gap,
                    Some(n) if n == number => PageLink::Current(n),
                    Some(n) => PageLink::To(n, link(n)),
                })
                .collect(),
            previous: (number > 1 && number <= last).then(|| link(number - 1)),
            next: (number < last).then(|| link(number + 1)),
        }
    }

    /// The records of one page.
    pub fn whole(page: &Page, total: i64) -> Self {
        Self::new(page, Position { number: 1, size: total.max(1) }, total)
    }

    /// The last known page is not the last one.
    pub(super) fn open_ended(mut self) -> Self {
        self.links.push(PageLink::Gap);
        self
    }

    pub fn is_past_the_end(&self) -> bool {
        self.number > self.last
    }

    /// Back to the last page with records.
    pub fn last_href(&self, page: &Page) -> String {
        page.with(&page.query.at_page(self.last))
    }
}

/// First, last, and the neighbours of the present page; `None` is a gap.
fn shown_pages(number: i64, last: i64) -> Vec<Option<i64>> {
    let mut shown = Vec::new();
    let mut before = 0;
    for n in
        [1, number - 1, number, number + 1, last].into_iter().filter(|n| (1..=last).contains(n))
    {
        if n <= before {
            continue;
        }
        if n > before + 1 {
            shown.push(None);
        }
        shown.push(Some(n));
        before = n;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paging_shows_the_ends_and_the_neighbours() {
        assert_eq!(shown_pages(1, 1), [Some(1)]);
        assert_eq!(shown_pages(1, 18), [Some(1), Some(2), None, Some(18)]);
        assert_eq!(shown_pages(9, 18), [Some(1), None, Some(8), Some(9), Some(10), None, Some(18)]);
        assert_eq!(shown_pages(18, 18), [Some(1), None, Some(17), Some(18)]);
        assert_eq!(shown_pages(999, 3), [Some(1), None, Some(3)]);
    }

    #[test]
    fn page_numbers_are_numbers_from_one() {
        let read = |raw: &str| Position::read(&Query::parse(raw).unwrap(), 20).map(|p| p.number);
        assert_eq!(read(""), Ok(1));
        assert_eq!(read("page=999999999"), Ok(999_999_999));
        for bad in ["page=0", "page=-1", "page=x", "page=99999999999", "page=1;--"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
