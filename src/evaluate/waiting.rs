//! What the answers to come will bring to an end.
//!
//! In: the criteria answered one after another. Out: the joint terms and the forms about which nothing is open any more.

use smallvec::SmallVec;

use super::scoring::LANES;
use crate::model::{FormKey, FormSet};

/// How many open criteria each joint term and each form still waits for, on every side.
#[derive(Debug, Clone)]
pub struct Waiting<const N: usize> {
    /// By joint term.
    pub terms: [SmallVec<[u8; 8]>; N],
    /// By form; none where that is not looked at.
    pub forms: [SmallVec<[u16; LANES]>; N],
}

/// What the answer to one criterion brings to an end on every side.
#[derive(Debug, Clone, Copy)]
pub struct Ended<const N: usize> {
    /// The joint terms of which every criterion is answered then.
    pub terms: [u128; N],
    /// The forms about which nothing is open then; empty where no form is new among them.
    pub forms: [FormSet; N],
}

impl<const N: usize> Waiting<N> {
    /// Waits for one criterion less, which these joint terms and forms wait for.
    pub fn answer(&mut self, joint: [u128; N], concerns: [FormSet; N]) -> Ended<N> {
        let mut ended = Ended { terms: [0; N], forms: [FormSet::default(); N] };
        for ((terms, joint), ended) in self.terms.iter_mut().zip(joint).zip(&mut ended.terms) {
            for (bit, left) in terms.iter_mut().enumerate().filter(|(bit, _)| joint >> bit & 1 == 1) {
                *left = left.saturating_sub(1);
                *ended |= u128::from(*left == 0) << bit;
            }
        }
        for ((forms, concerns), ended) in self.forms.iter_mut().zip(concerns).zip(&mut ended.forms) {
            let mut new = false;
            for (form, left) in forms.iter_mut().enumerate() {
                let before = *left;
                *left -= u16::from(before > 0 && concerns.contains(FormKey::new(form)));
                new |= before > *left && *left == 0;
                if *left == 0 {
                    *ended = ended.with(FormSet::of([FormKey::new(form)]));
                }
            }
            if !new {
                *ended = FormSet::default();
            }
        }
        ended
    }
}
