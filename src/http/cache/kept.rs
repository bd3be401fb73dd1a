//! A rendered page, ready to be sent: its bytes, plain and compressed, and their tags. Two codings
//! of one page are two representations. So each has its own tag, and all tags begin with the same
//! digest.

use super::coding::{Accepted, Coding, Effort, pack};
use crate::http::changes::{Bits, Stamp};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
            VARY,
        },
    },
    response::Response,
};
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The approximate size of a page beside its bytes.
const OVERHEAD: usize = 1500;

/// Best compression costs as much as rendering a page ten times.
const OFTEN: u32 = 4;

pub struct Kept {
    pub stamp: Stamp,
    pub nouns: Bits,
    /// The handler's own.
    headers: HeaderMap,
    digest: String,
    plain: Bytes,
    gzip: Option<Packed>,
    brotli: Option<Packed>,
    hits: AtomicU32,
    /// Compressed at best effort, or about to be.
    is_polished: AtomicBool,
}

#[derive(Clone)]
struct Packed {
    bytes: Bytes,
    effort: Effort,
}

/// What a client asks of a page beside the page itself.
#[derive(Clone)]
pub struct Wish {
    pub accepted: Accepted,
    pub has: Vec<String>,
    pub is_head: bool,
}

impl Wish {
    pub fn of(headers: &HeaderMap, is_head: bool) -> Self {
        let tags = headers
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        // A proxy may have made a tag weak, which is equally good here.
        let has = tags
            .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"').to_string())
            .collect();
        Self { accepted: Accepted::of(headers), has, is_head }
    }
}

impl Kept {
    pub fn new(drawn: &[u8], headers: HeaderMap, stamp: Stamp, nouns: Bits) -> Self {
        // A copy of the exact length: the buffer of a rendered page has twice the capacity.
        let plain = Bytes::copy_from_slice(drawn);
        let digest =
            Sha256::digest(&plain).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self {
            stamp,
            nouns,
            headers,
            digest,
            plain,
            gzip: None,
            brotli: None,
            hits: AtomicU32::default(),
            is_polished: AtomicBool::default(),
        }
    }

    /// Compressed quickly, for the visitor who waits.
    pub fn packed_for(mut self, accepted: &Accepted) -> Self {
        let coding = accepted.choose(|_| self.is_text());
        let packed = pack(&self.plain, coding, Effort::Quick)
            .map(|bytes| Packed { bytes, effort: Effort::Quick });
        match coding {
            Coding::Gzip => self.gzip = packed,
            Coding::Brotli => self.brotli = packed,
            Coding::Plain => {}
        }
        self
    }

    /// True for the one caller that shall compress the page at best effort: when it has been
    /// requested often enough, or by a client for whose coding it is not compressed at all.
    pub fn wants_polish(&self, wish: &Wish) -> bool {
        let is_often = self.hits.fetch_add(1, Ordering::Relaxed) + 1 >= OFTEN;
        let best = wish.accepted.choose(|_| self.is_text());
        let is_unpacked = best != Coding::Plain && self.packed(best).is_none();
        (is_often || is_unpacked)
            && self.is_text()
            && !self.is_polished.swap(true, Ordering::Relaxed)
    }

    /// The best compression was not possible now.
    pub fn defer_polish(&self) {
        self.is_polished.store(false, Ordering::Relaxed);
    }

    /// Blocking: tens of milliseconds. The same page, compressed at best effort.
    pub fn polished(&self) -> Self {
        let best = |coding| {
            pack(&self.plain, coding, Effort::Best)
                .map(|bytes| Packed { bytes, effort: Effort::Best })
        };
        Self {
            stamp: self.stamp,
            nouns: self.nouns,
            headers: self.headers.clone(),
            digest: self.digest.clone(),
            plain: self.plain.clone(),
            gzip: best(Coding::Gzip),
            brotli: best(Coding::Brotli),
            hits: AtomicU32::default(),
            is_polished: AtomicBool::new(true),
        }
    }

    pub fn weight(&self) -> usize {
        let packed =
            |packed: &Option<Packed>| packed.as_ref().map_or(0, |packed| packed.bytes.len());
        OVERHEAD + self.plain.len() + packed(&self.gzip) + packed(&self.brotli)
    }

    /// The page, or an answer that the client's copy is still current.
    pub fn answer(&self, wish: &Wish) -> Response {
        let coding = wish.accepted.choose(|coding| self.packed(coding).is_some());
        let mut response = Response::default();
        *response.headers_mut() = self.headers.clone();
        let headers = response.headers_mut();
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
        if let Some(tag) = self.tag_in_hand(wish, coding) {
            set(headers, ETAG, &format!("\"{tag}\""));
            headers.remove(CONTENT_TYPE);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let body = self.packed(coding).map_or(&self.plain, |packed| &packed.bytes);
        set(headers, ETAG, &format!("\"{}\"", self.tag(coding)));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if let Some(name) = coding.name() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if !wish.is_head {
            *response.body_mut() = Body::from(body.clone());
        }
        response
    }

    /// The client's tag of this page, in whatever coding the client accepts.
    fn tag_in_hand(&self, wish: &Wish, coding: Coding) -> Option<String> {
        if wish.has.iter().any(|tag| tag == "*") {
            return Some(self.tag(coding));
        }
        let is_right = |tag: &&String| match tag.strip_prefix(&self.digest) {
            Some("") => true,
            Some("-gz" | "-gq") => wish.accepted.takes(Coding::Gzip),
            Some("-br" | "-bq") => wish.accepted.takes(Coding::Brotli),
            _ => false,
        };
        wish.has.iter().find(is_right).cloned()
    }

    fn tag(&self, coding: Coding) -> String {
        let effort = self.packed(coding).map(|packed| packed.effort);
        let ending = match (coding, effort) {
            (Coding::Gzip, Some(Effort::Best)) => "-gz",
            (Coding::Gzip, Some(Effort::Quick)) => "-gq",
            (Coding::Brotli, Some(Effort::Best)) => "-br",
            (Coding::Brotli, Some(Effort::Quick)) => "-bq",
            _ => "",
        };
        format!("{}{ending}", self.digest)
    }

    fn packed(&self, coding: Coding) -> Option<&Packed> {
        match coding {
            Coding::Plain => None,
            Coding::Gzip => self.gzip.as_ref(),
            Coding::Brotli => self.brotli.as_ref(),
        }
    }

    fn is_text(&self) -> bool {
        let kind =
            self.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        ["text/", "json", "xml"].iter().any(|word| kind.contains(word))
    }
}

fn set(headers: &mut HeaderMap, name: axum::http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
