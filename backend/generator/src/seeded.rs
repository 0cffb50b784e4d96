//! Deterministic random numbers from a seed, the same on every machine: `SplitMix64` (Steele, Lea and Flood, 2014),
//! whole numbers only. They are not secret; `backend::random` makes secrets.

use std::ops::RangeInclusive;

/// A stream of numbers.
#[derive(Clone)]
pub struct Seeded(u64);

impl Seeded {
    /// A separate stream for one of many items, such as a household.
    pub fn new(seed: u64, number: u64) -> Self {
        // Two rounds, so that neighbouring seeds and numbers give unrelated streams.
        let mut outer = Self(seed ^ 0x6A09_E667_F3BC_C908);
        let mut inner = Self(outer.draw() ^ number);
        Self(inner.draw())
    }

    /// The next number.
    pub const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `end`, exclusive; `end` is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        let wide = (u128::from(self.draw()) * u128::from(end)) >> 64;
        u64::try_from(wide).expect("the upper half of a product of two u64 is a u64")
    }

    pub fn between(&mut self, range: RangeInclusive<i64>) -> i64 {
        let width = range.end().abs_diff(*range.start()) + 1;
        range.start() + i64::try_from(self.below(width)).expect("the width of a range of days or years")
    }

    /// True with this probability in a thousand.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the items, which are not empty.
    pub fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.place(items.len())]
    }

    /// One of the items by weight.
    pub fn weighted<T: Copy>(&mut self, items: &[(u64, T)]) -> T {
        let mut left = self.below(items.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in items {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        unreachable!("the number is below the sum of the weights")
    }

    /// The index of one of this many items.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).expect("below a length")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_the_published_ones() {
        // The first outputs of SplitMix64 from state 0.
        let mut stream = Seeded(0);
        assert_eq!(stream.draw(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(stream.draw(), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn a_range_is_met_and_kept() {
        let mut stream = Seeded::new(1, 1);
        let numbers: Vec<i64> = (0..1000).map(|_| stream.between(-2..=2)).collect();
        for wanted in -2..=2 {
            assert!(numbers.contains(&wanted), "{wanted}");
        }
        assert!(numbers.iter().all(|number| (-2..=2).contains(number)));
    }

    #[test]
    fn weights_are_kept() {
        let mut stream = Seeded::new(1, 2);
        let rare = (0..10_000)
            .filter(|_| stream.weighted(&[(9, 'a'), (0, 'b'), (1, 'c')]) == 'c')
            .count();
        assert!((800..1200).contains(&rare), "{rare}");
        assert!((0..1000).all(|_| stream.weighted(&[(9, 'a'), (0, 'b')]) == 'a'));
    }
}
