//! What is known of changes: which nouns have changed, in the order in which the news arrived. A
//! page or a frame is marked with a stamp before its records are read. It is current while nothing
//! it reads has changed since.

use crate::database::changes::Word;
use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// How old a page may be while the server hears of no changes.
const WHILE_DEAF: Duration = Duration::from_secs(1);
/// How old a page may be in any case.
const AT_MOST: Duration = Duration::from_secs(600);

pub struct Changes {
    nouns: Vec<&'static str>,
    /// When each of `nouns` last changed.
    last: Vec<AtomicU64>,
    /// When everything became suspect.
    all: AtomicU64,
    now: AtomicU64,
    is_listening: AtomicBool,
    /// For streams, which wait for the next change instead of asking.
    heard: watch::Sender<Heard>,
}

/// What a stream sees of the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// Whether no change is missed.
    pub is_listening: bool,
    /// The server ends, and so do its streams.
    pub is_ending: bool,
}

/// The nouns that a page reads, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bits(u64);

#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    count: u64,
    at: Instant,
}

impl Bits {
    pub const ANY: Self = Self(u64::MAX);
}

impl Stamp {
    pub fn age(&self) -> Duration {
        self.at.elapsed()
    }
}

impl Changes {
    /// `nouns`: the tracked ones, at most 64. A change of any other makes everything suspect.
    pub fn new(nouns: Vec<&'static str>) -> Self {
        let last = nouns.iter().map(|_| AtomicU64::default()).collect();
        Self {
            nouns,
            last,
            all: AtomicU64::default(),
            now: AtomicU64::default(),
            is_listening: AtomicBool::default(),
            heard: watch::Sender::new(Heard { is_listening: false, is_ending: false }),
        }
    }

    /// An untracked name: any change counts.
    pub fn bits(&self, names: &[&str]) -> Bits {
        let bit = |name: &&str| {
            self.place(name).and_then(|place| 1_u64.checked_shl(u32::try_from(place).ok()?))
        };
        names.iter().map(bit).try_fold(0, |bits, bit| Some(bits | bit?)).map_or(Bits::ANY, Bits)
    }

    /// Must be taken before reading.
    pub fn stamp(&self) -> Stamp {
        Stamp { count: self.now.load(SeqCst), at: Instant::now() }
    }

    pub fn is_current(&self, stamp: &Stamp, nouns: Bits) -> bool {
        let lifetime = if self.is_listening.load(SeqCst) { AT_MOST } else { WHILE_DEAF };
        stamp.age() < lifetime && self.newest(nouns) <= stamp.count
    }

    /// The number of the latest change of any of `nouns`.
    pub fn newest(&self, nouns: Bits) -> u64 {
        if nouns == Bits::ANY {
            return self.now.load(SeqCst);
        }
        let named = self.last.iter().enumerate().filter(|(place, _)| nouns.0 >> place & 1 == 1);
        named.map(|(_, last)| last.load(SeqCst)).fold(self.all.load(SeqCst), u64::max)
    }

    pub fn hear(&self, word: &Word) {
        match word {
            Word::Listening => self.mark(&self.all),
            Word::Changed(noun) => self
                .mark(self.place(noun).and_then(|place| self.last.get(place)).unwrap_or(&self.all)),
            Word::Deaf | Word::Recovered => {}
        }
        // Last, so that nothing older passes for current in between.
        match word {
            Word::Listening | Word::Recovered => self.is_listening.store(true, SeqCst),
            Word::Deaf => self.is_listening.store(false, SeqCst),
            Word::Changed(_) => {}
        }
        metrics::gauge!("farmfair_hears_changes").set(if self.is_listening.load(SeqCst) {
            1.0
        } else {
            0.0
        });
        let is_listening = self.is_listening.load(SeqCst);
        self.heard.send_modify(|heard| heard.is_listening = is_listening);
    }

    /// Wakes at every change, however many streams wait.
    pub fn follow(&self) -> watch::Receiver<Heard> {
        self.heard.subscribe()
    }

    pub fn followers(&self) -> usize {
        self.heard.receiver_count()
    }

    /// Ends all streams, the later ones too.
    pub fn end(&self) {
        self.heard.send_modify(|heard| heard.is_ending = true);
    }

    fn mark(&self, changed: &AtomicU64) {
        let now = self.now.fetch_add(1, SeqCst) + 1;
        changed.fetch_max(now, SeqCst);
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.nouns.iter().position(|noun| *noun == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(noun: &str) -> Word {
        Word::Changed(noun.to_string())
    }

    #[test]
    fn a_thing_is_current_until_something_it_was_drawn_from_changes() {
        let changes = Changes::new(vec!["brands", "contracts"]);
        changes.hear(&Word::Listening);
        let (brands, both) = (changes.bits(&["brands"]), changes.bits(&["contracts", "brands"]));
        let stamp = changes.stamp();
        let current = || {
            [brands, both, Bits::ANY, changes.bits(&[])]
                .map(|nouns| changes.is_current(&stamp, nouns))
        };
        assert_eq!(current(), [true; 4]);
        changes.hear(&changed("contracts"));
        assert_eq!(current(), [true, false, false, true]);
        changes.hear(&changed("brands"));
        assert_eq!(current(), [false, false, false, true]);
        // An untracked noun may be behind any page, even one that claims to read nothing.
        changes.hear(&changed("tractors"));
        assert_eq!(current(), [false; 4]);
        assert!(
            changes.is_current(&changes.stamp(), Bits::ANY),
            "what is read again is current again"
        );
    }

    #[test]
    fn a_name_that_is_not_told_apart_means_any_change() {
        let changes = Changes::new(vec!["brands"]);
        assert_eq!(changes.bits(&["brands", "tractors"]), Bits::ANY);
    }

    #[test]
    fn after_deafness_everything_is_suspect() {
        let changes = Changes::new(vec!["brands"]);
        changes.hear(&Word::Listening);
        let stamp = changes.stamp();
        changes.hear(&Word::Deaf);
        assert!(changes.is_current(&stamp, changes.bits(&[])), "it is young yet");
        changes.hear(&Word::Listening);
        assert!(!changes.is_current(&stamp, changes.bits(&[])));
        // Not after a slow connection, in which nothing was missed.
        let stamp = changes.stamp();
        changes.hear(&Word::Deaf);
        changes.hear(&Word::Recovered);
        assert!(changes.is_current(&stamp, Bits::ANY));
    }

    #[test]
    fn while_deaf_nothing_lives_longer_than_a_second() {
        let changes = Changes::new(vec!["brands"]);
        let old = Stamp { count: 0, at: Instant::now().checked_sub(WHILE_DEAF).unwrap() };
        assert!(!changes.is_current(&old, changes.bits(&[])));
        assert!(changes.is_current(&changes.stamp(), changes.bits(&[])));
    }
}
