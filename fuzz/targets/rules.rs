//! A rule set.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| avtalsform_fuzz::invariants::rule_set(bytes));
