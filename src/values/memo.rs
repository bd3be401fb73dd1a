//! A small cache for values that are expensive and unchanged until their source changes.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// The number of values kept: a few days and scopes are requested in turn.
const KEPT: usize = 16;

/// The last values, each with the key of its source.
pub struct Memo<K, V>(Mutex<VecDeque<(K, Arc<V>)>>);

impl<K: PartialEq, V> Memo<K, V> {
    pub const fn empty() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }

    /// The value of exactly this key.
    pub fn get(&self, key: &K) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
    }

    pub fn keep(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front((key, value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_under_its_key_until_many_others_came() {
        let memo = Memo::empty();
        assert!(memo.get(&1).is_none());
        memo.keep(1, "one");
        memo.keep(2, "two");
        assert_eq!(memo.get(&1).as_deref(), Some(&"one"));
        (3..30).for_each(|key| drop(memo.keep(key, "more")));
        assert!(memo.get(&1).is_none());
        assert_eq!(memo.get(&29).as_deref(), Some(&"more"));
    }
}
