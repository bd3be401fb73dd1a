//! What a request asks of the cache, if the cache may answer it.

use super::{kept::Wish, plan::Plan};
use crate::{http::changes::Bits, web::query::Query};
use axum::{
    extract::{MatchedPath, Request},
    http::{
        Method,
        header::{AUTHORIZATION, COOKIE},
    },
};
use chrono::NaiveDate;
use form_urlencoded::Serializer;

#[derive(Clone)]
pub struct Asked {
    pub nouns: Bits,
    pub wish: Wish,
    /// Without the day.
    address: String,
}

impl Asked {
    /// `None` for a request that is not for a public page: other methods and routes, a query that
    /// will be refused, and requests with credentials.
    pub fn of(request: &Request, plan: &Plan) -> Option<Self> {
        let is_head = request.method() == Method::HEAD;
        if !is_head && request.method() != Method::GET {
            return None;
        }
        let headers = request.headers();
        if headers.contains_key(COOKIE) || headers.contains_key(AUTHORIZATION) {
            return None;
        }
        let nouns = *plan.get(request.extensions().get::<MatchedPath>()?.as_str())?;
        let address = address(request.uri().path(), request.uri().query().unwrap_or_default())?;
        Some(Self { nouns, wish: Wish::of(headers, is_head), address })
    }

    /// The site's own host is the same for all pages of one server, whatever host a request claims.
    pub fn key(&self, day: NaiveDate) -> String {
        format!("{day}{}", self.address)
    }
}

/// The path and the relevant part of the query, in one order: the order of filters has no meaning.
fn address(path: &str, query: &str) -> Option<String> {
    let query = Query::parse(query).ok()?;
    let mut pairs: Vec<_> = query.pairs().to_vec();
    pairs.sort();
    Some(format!("{path}?{}", Serializer::new(String::new()).extend_pairs(pairs).finish()))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn one_page_has_one_address_however_its_query_is_written() {
        let plain = address("/contracts", "banner=150621&q=%E7%BE%8A").unwrap();
        for query in [
            "q=羊&banner=150621",
            "banner=150621&q=%e7%be%8a&q=again&sort=",
            "&&banner=150621&&q=%E7%BE%8A&",
        ] {
            assert_eq!(address("/contracts", query).as_ref(), Some(&plain), "{query}");
        }
        for (path, query) in [
            ("/contracts", "banner=150621"),
            ("/en/contracts", "banner=150621&q=羊"),
            ("/contracts", ""),
        ] {
            assert_ne!(address(path, query).as_ref(), Some(&plain), "{path}?{query}");
        }
        // What looks like two parameters may be one value.
        assert_ne!(address("/", "a=1%26b=2"), address("/", "a=1&b=2"));
        assert_eq!(address("/", "q=%ff"), None);
    }
}
