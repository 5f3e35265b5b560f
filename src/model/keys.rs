//! Positions of forms and criteria in a rule set, and the tables they open.

use std::marker::PhantomData;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u16);

        impl $name {
            /// The key of the entry at `position`; positions beyond 65,535 are past every limit of a rule set.
            #[must_use]
            pub fn new(position: usize) -> Self {
                Self(u16::try_from(position).unwrap_or(u16::MAX))
            }

            /// The position in the rule set, counted from 0.
            #[must_use]
            pub fn position(self) -> usize {
                usize::from(self.0)
            }
        }

        impl From<usize> for $name {
            fn from(position: usize) -> Self {
                Self::new(position)
            }
        }

        impl From<$name> for usize {
            fn from(key: $name) -> usize {
                key.position()
            }
        }
    };
}

key!(
    /// A form of provision, by its place in the order of precedence.
    FormKey
);
key!(
    /// A criterion, by its place in the rule set.
    CriterionKey
);

/// A list that is opened with one kind of key only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<K, T> {
    entries: Vec<T>,
    keys: PhantomData<K>,
}

impl<K, T> Default for Table<K, T> {
    fn default() -> Self {
        Self { entries: Vec::new(), keys: PhantomData }
    }
}

impl<K: From<usize> + Into<usize>, T> Table<K, T> {
    /// A table of these entries, in this order.
    #[must_use]
    pub fn new(entries: Vec<T>) -> Self {
        Self { entries, keys: PhantomData }
    }

    /// The entry of a key that this rule set handed out.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "keys come from the table they open")]
    pub fn at(&self, key: K) -> &T {
        &self.entries[key.into()]
    }

    /// The same entry, to change it.
    #[expect(clippy::indexing_slicing, reason = "keys come from the table they open")]
    pub fn at_mut(&mut self, key: K) -> &mut T {
        &mut self.entries[key.into()]
    }

    /// Every entry with its key, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &T)> + ExactSizeIterator {
        self.entries.iter().enumerate().map(|(position, entry)| (K::from(position), entry))
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = K> + use<K, T> {
        (0..self.entries.len()).map(K::from)
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries alone, in order.
    #[must_use]
    pub fn entries(&self) -> &[T] {
        &self.entries
    }
}

/// A set of forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FormSet(u32);

impl FormSet {
    /// The most forms a rule set can have.
    pub const CAPACITY: usize = 32;

    /// The set of these forms.
    #[must_use]
    pub fn of(forms: impl IntoIterator<Item = FormKey>) -> Self {
        Self(forms.into_iter().fold(0, |bits, form| bits | 1u32.checked_shl(form.0.into()).unwrap_or(0)))
    }

    /// Whether the form is in the set.
    #[must_use]
    pub fn contains(self, form: FormKey) -> bool {
        self.0.checked_shr(form.0.into()).unwrap_or(0) & 1 == 1
    }

    /// What is in either set.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set but not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether every form of the other set is in this one.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// What is in both sets.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The forms in the set, in order of precedence.
    pub fn iter(self) -> impl Iterator<Item = FormKey> {
        let rest = |bits: &u32| Some(bits & bits.wrapping_sub(1));
        let sets = std::iter::successors(Some(self.0), rest).take_while(|bits| *bits != 0);
        sets.map(|bits| FormKey::new(bits.trailing_zeros() as usize))
    }

    /// How many forms are in the set.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no form is in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
