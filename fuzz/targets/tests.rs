//! A file of rule tests.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| avtalsform_fuzz::invariants::rule_tests(bytes));
