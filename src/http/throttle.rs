//! Rate limits by address: a token bucket each, refilled steadily.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use std::{
    collections::HashMap,
    convert::Infallible,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Mutex,
    time::{Duration, Instant},
};

/// Buckets kept at once, a few hundred kilobytes. Beyond that the full ones are dropped, which
/// changes nothing for their owners; if that is not enough, all are.
const MOST_BUCKETS: usize = 8192;

/// The address of a request; of an IPv6 address the network, which one customer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// `header`: the one that the proxy in front sets, if there is one. Of several addresses the
    /// last is from the proxy; the others can be forged.
    pub fn of(peer: IpAddr, headers: &HeaderMap, header: Option<&str>) -> Self {
        let said = header
            .and_then(|name| headers.get_all(name).iter().next_back())
            .and_then(|value| value.to_str().ok());
        let address =
            said.and_then(|value| value.rsplit(',').next()?.trim().parse().ok()).unwrap_or(peer);
        Self(match address.to_canonical() {
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            v4 => v4,
        })
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Noted by the server when it accepts the connection; without a connection all are one.
impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

pub struct Throttle {
    /// The tokens of a full bucket, and how many are added per second.
    burst: f64,
    per_second: f64,
    buckets: Mutex<HashMap<ClientAddress, Bucket>>,
}

struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Throttle {
    pub fn new(burst: u32, per_second: u32) -> Self {
        Self {
            burst: f64::from(burst),
            per_second: f64::from(per_second),
            buckets: Mutex::default(),
        }
    }

    /// For rare actions.
    pub fn hourly(burst: u32, per_hour: u32) -> Self {
        Self {
            burst: f64::from(burst),
            per_second: f64::from(per_hour) / 3600.0,
            buckets: Mutex::default(),
        }
    }

    /// Takes a token, or returns the wait until there is one.
    pub fn admit(&self, client: ClientAddress, now: Instant) -> Result<(), Duration> {
        // A panic while it was held cannot have left a bucket half written.
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() >= MOST_BUCKETS && !buckets.contains_key(&client) {
            buckets.retain(|_, bucket| self.level(bucket, now) < self.burst);
            if buckets.len() >= MOST_BUCKETS {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(client).or_insert(Bucket { tokens: self.burst, at: now });
        let level = self.level(bucket, now);
        let (tokens, answer) = if level >= 1.0 {
            (level - 1.0, Ok(()))
        } else {
            (level, Err(Duration::from_secs_f64((1.0 - level) / self.per_second)))
        };
        *bucket = Bucket { tokens, at: now };
        answer
    }

    fn level(&self, bucket: &Bucket, now: Instant) -> f64 {
        (bucket.tokens + now.duration_since(bucket.at).as_secs_f64() * self.per_second)
            .min(self.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(n: u32) -> ClientAddress {
        ClientAddress(IpAddr::V4(Ipv4Addr::from_bits(n)))
    }

    #[test]
    fn an_address_that_asks_too_often_waits_and_others_do_not() {
        let throttle = Throttle::new(4, 2);
        let begun = Instant::now();
        let admitted = (0..10).filter(|_| throttle.admit(client(1), begun).is_ok()).count();
        assert_eq!(admitted, 4);
        assert_eq!(throttle.admit(client(1), begun), Err(Duration::from_millis(500)));
        assert_eq!(throttle.admit(client(2), begun), Ok(()));
        assert_eq!(throttle.admit(client(1), begun + Duration::from_millis(500)), Ok(()));
        let later = begun + Duration::from_secs(60);
        assert_eq!((0..10).filter(|_| throttle.admit(client(1), later).is_ok()).count(), 4);
    }

    #[test]
    fn however_many_addresses_ask_the_memory_is_bounded() {
        let throttle = Throttle::new(4, 2);
        let now = Instant::now();
        for n in 0..3 * MOST_BUCKETS as u32 {
            assert_eq!(throttle.admit(client(n), now), Ok(()));
        }
        assert!(throttle.buckets.lock().unwrap().len() <= MOST_BUCKETS);
    }

    #[test]
    fn an_address_is_the_proxys_last_word_or_the_peer() {
        let peer: IpAddr = "10.0.0.1".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "1.1.1.1, 2.2.2.2".parse().unwrap());
        let of =
            |headers: &HeaderMap, header| ClientAddress::of(peer, headers, header).0.to_string();
        assert_eq!(of(&headers, None), "10.0.0.1");
        assert_eq!(of(&headers, Some("x-forwarded-for")), "2.2.2.2");
        headers.append("x-forwarded-for", "2001:db8:1:2:3:4:5:6".parse().unwrap());
        assert_eq!(of(&headers, Some("x-forwarded-for")), "2001:db8:1:2::");
        headers.insert("x-forwarded-for", "nonsense".parse().unwrap());
        assert_eq!(of(&headers, Some("x-forwarded-for")), "10.0.0.1");
    }
}
