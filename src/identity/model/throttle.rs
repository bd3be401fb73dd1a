//! Failed sign-ins delay the next one, by account and by address, so that neither a password nor an
//! account can be guessed. An attacker who keeps failing delays an account only as long as the
//! attack lasts.

use chrono::{DateTime, Duration, Utc};

/// Failures are remembered for this long.
pub const WINDOW: Duration = Duration::minutes(15);

/// Failures within the window without a delay.
const FREE_BY_LOGIN: i64 = 5;
const FREE_BY_ADDRESS: i64 = 30;

/// The failures within the window, and the time of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failures {
    pub of_login: i64,
    pub of_address: i64,
    pub last_at: Option<DateTime<Utc>>,
}

/// The delay from `now`; `None` for no delay. It doubles with each failure from the fifth on, to
/// five minutes at most.
pub fn wait(failures: Failures, now: DateTime<Utc>) -> Option<Duration> {
    let excess = (failures.of_login - FREE_BY_LOGIN).max(failures.of_address - FREE_BY_ADDRESS);
    let last = failures.last_at.filter(|_| excess >= 0)?;
    let seconds = 2_i64.saturating_pow(excess.clamp(0, 20) as u32).saturating_mul(5).min(300);
    let left = last + Duration::seconds(seconds) - now;
    (left > Duration::zero()).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_failure_begins_to_cost_time() {
        let now = DateTime::<Utc>::from_timestamp(1_600_000_000, 0).unwrap();
        let after = |of_login, of_address| {
            wait(Failures { of_login, of_address, last_at: Some(now) }, now)
                .map(|left| left.num_seconds())
        };
        assert_eq!(
            [0, 4, 5, 6, 8, 40].map(|n| after(n, 0)),
            [None, None, Some(5), Some(10), Some(40), Some(300)]
        );
        assert_eq!([29, 30, 31].map(|n| after(0, n)), [None, Some(5), Some(10)]);
        assert_eq!(
            wait(
                Failures { of_login: 5, of_address: 0, last_at: Some(now - Duration::seconds(6)) },
                now
            ),
            None
        );
    }
}
