//! Compressed pages: which coding a client accepts, and the compression itself.

use crate::http::weights::weighted;
use axum::{body::Bytes, http::HeaderMap, http::header::ACCEPT_ENCODING};
use std::io::Write;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    Plain,
    Gzip,
    Brotli,
}

/// Quick while a visitor waits; best for the many who come later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    Quick,
    Best,
}

/// What a client accepts, from its Accept-Encoding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accepted {
    gzip: f32,
    brotli: f32,
    plain: f32,
}

impl Coding {
    /// Its name in Content-Encoding.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Coding::Plain => None,
            Coding::Gzip => Some("gzip"),
            Coding::Brotli => Some("br"),
        }
    }
}

impl Accepted {
    pub fn of(headers: &HeaderMap) -> Self {
        let mut named = [None; 3];
        let mut others = None;
        for (name, weight) in headers
            .get_all(ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(weighted)
        {
            match name.as_str() {
                "gzip" | "x-gzip" => named[0] = Some(weight),
                "br" => named[1] = Some(weight),
                "identity" => named[2] = Some(weight),
                "*" => others = Some(weight),
                _ => {}
            }
        }
        let weight = |at: usize, unsaid: f32| named[at].or(others).unwrap_or(unsaid);
        // Uncompressed is always acceptable, and ranks last among equals: it is larger.
        Self { gzip: weight(0, 0.0), brotli: weight(1, 0.0), plain: named[2].unwrap_or(0.001) }
    }

    pub fn takes(&self, coding: Coding) -> bool {
        self.weight(coding) > 0.0
    }

    /// The best of the available ones.
    pub fn choose(&self, is_there: impl Fn(Coding) -> bool) -> Coding {
        let packed = [Coding::Brotli, Coding::Gzip]
            .into_iter()
            .filter(|coding| self.takes(*coding) && is_there(*coding));
        packed.fold(Coding::Plain, |best, coding| {
            let better = if best == Coding::Plain {
                self.weight(coding) >= self.plain
            } else {
                self.weight(coding) > self.weight(best)
            };
            if better { coding } else { best }
        })
    }

    fn weight(&self, coding: Coding) -> f32 {
        match coding {
            Coding::Plain => self.plain,
            Coding::Gzip => self.gzip,
            Coding::Brotli => self.brotli,
        }
    }
}

/// Blocking: a millisecond or two, at its best fifty. `None` where compression saves nothing.
pub fn pack(plain: &[u8], coding: Coding, effort: Effort) -> Option<Bytes> {
    let packed = match (coding, effort) {
        (Coding::Plain, _) => return None,
        (Coding::Gzip, Effort::Quick) => gzip(plain, 4),
        (Coding::Gzip, Effort::Best) => gzip(plain, 9),
        (Coding::Brotli, Effort::Quick) => brotli(plain, 5),
        // Of 7 to 9 each needs 8 to 32 MB to work in; this needs 3.
        (Coding::Brotli, Effort::Best) => brotli(plain, 11),
    };
    packed
        .ok()
        .filter(|packed| packed.len() < plain.len())
        .map(|packed| Bytes::from(packed.into_boxed_slice()))
}

fn gzip(plain: &[u8], level: u32) -> std::io::Result<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(
        Vec::with_capacity(plain.len() / 4),
        flate2::Compression::new(level),
    );
    packer.write_all(plain)?;
    packer.finish()
}

fn brotli(plain: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    // A window of 128 KB holds any page; the usual one of 4 MB costs memory for nothing.
    let settings = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 17,
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut packed = Vec::with_capacity(plain.len() / 4);
    brotli::BrotliCompress(&mut &*plain, &mut packed, &settings)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use std::io::Read;

    fn chosen(accept: &'static str) -> Coding {
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accept))]);
        Accepted::of(&headers).choose(|_| true)
    }

    #[test]
    fn the_best_coding_that_a_client_takes_is_chosen() {
        assert_eq!(chosen("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(chosen("gzip, deflate"), Coding::Gzip);
        assert_eq!(chosen("br;q=0.5, gzip;q=0.8"), Coding::Gzip);
        assert_eq!(chosen("br;q=0, gzip;q=0"), Coding::Plain);
        assert_eq!(chosen("*"), Coding::Brotli);
        assert_eq!(chosen("*;q=0.5, br;q=0"), Coding::Gzip);
        assert_eq!(chosen("identity, gzip;q=0.5"), Coding::Plain);
        assert_eq!(chosen("br;q=nonsense"), Coding::Plain);
        assert_eq!(Accepted::of(&HeaderMap::new()).choose(|_| true), Coding::Plain);
    }

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let plain = "<li>羊肉 mutton</li>".repeat(500);
        for effort in [Effort::Quick, Effort::Best] {
            let mut unpacked = String::new();
            let packed = pack(plain.as_bytes(), Coding::Gzip, effort).unwrap();
            flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut unpacked).unwrap();
            assert_eq!(unpacked, plain);
            let packed = pack(plain.as_bytes(), Coding::Brotli, effort).unwrap();
            unpacked.clear();
            brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut unpacked).unwrap();
            assert_eq!(unpacked, plain);
        }
        assert_eq!(pack(b"ok", Coding::Brotli, Effort::Best), None, "larger than it was");
    }
}
