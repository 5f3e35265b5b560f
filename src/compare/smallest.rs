//! The smallest sets of changes that give something.
//!
//! In: a number of changes, and whether a set of them gives it. Out: every smallest set, or one that nothing can be
//! left out of. Knows nothing of rules.

/// The most sets that are tried one by one.
pub const MOST_TRIES: usize = 5000;
/// The largest sets that are tried one by one.
const LARGEST: usize = 3;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smallest {
    /// Sets of positions, each in order, the sets in order.
    pub sets: Vec<Vec<usize>>,
    /// Whether every smaller set was tried, and every set of this size; otherwise there is one set, no single part of
    /// which can be left out, and there may be smaller ones.
    pub exact: bool,
}

/// The smallest sets of `number` changes for which `gives` holds; `None` where not even all of them together give it, or
/// where it is there without any.
#[must_use]
pub fn smallest(number: usize, gives: impl Fn(&[usize]) -> bool) -> Option<Smallest> {
    let all: Vec<usize> = (0..number).collect();
    if gives(&[]) || !gives(&all) {
        return None;
    }
    let mut tries = 0;
    for size in 1..=LARGEST.min(number) {
        tries += ways(number, size);
        if tries > MOST_TRIES {
            break;
        }
        let mut sets = Vec::new();
        each(number, size, &mut Vec::new(), &mut |set| {
            if gives(set) {
                sets.push(set.to_vec());
            }
        });
        if !sets.is_empty() {
            return Some(Smallest { sets, exact: true });
        }
    }
    Some(Smallest { sets: vec![dropped(all, gives)], exact: false })
}

/// Leaves out one after another what is not needed, until nothing can be.
fn dropped(mut set: Vec<usize>, gives: impl Fn(&[usize]) -> bool) -> Vec<usize> {
    loop {
        let before = set.len();
        for position in (0..before).rev() {
            let mut fewer = set.clone();
            fewer.remove(position);
            if gives(&fewer) {
                set = fewer;
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

/// How many sets of a size there are; more than anyone tries where they cannot be counted.
fn ways(number: usize, size: usize) -> usize {
    (0..size)
        .try_fold(1usize, |ways, taken| Some(ways.checked_mul(number - taken)? / (taken + 1)))
        .unwrap_or(usize::MAX)
}

/// Every set of a size, in order.
fn each(number: usize, size: usize, begun: &mut Vec<usize>, take: &mut impl FnMut(&[usize])) {
    if begun.len() == size {
        return take(begun);
    }
    for next in begun.last().map_or(0, |last| last + 1)..number {
        begun.push(next);
        each(number, size, begun, take);
        begun.pop();
    }
}
