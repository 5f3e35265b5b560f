//! A few numbers in order, many times over.
//!
//! In: numbers in any order. Out: the same numbers from the smallest to the largest.

/// So few numbers are sorted faster by counting, for each, how many are smaller: that takes no branches.
pub const FEW: usize = 48;

/// Writes the numbers in order.
pub fn order(numbers: &[u32], sorted: &mut [u32]) {
    if numbers.len() > FEW {
        sorted.copy_from_slice(numbers);
        sorted.sort_unstable();
        return;
    }
    sorted.fill(0);
    for number in numbers {
        let smaller: u32 = numbers.iter().map(|other| u32::from(other < number)).sum();
        if let Some(place) = sorted.get_mut(smaller as usize) {
            *place = *number;
        }
    }
    // Equal numbers have met in one place: those after it are still empty.
    let mut last = 0;
    for number in sorted {
        last = last.max(*number);
        *number = last;
    }
}
