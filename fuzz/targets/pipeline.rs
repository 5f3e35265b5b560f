//! Any rule set that loads with any area that is valid under it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| avtalsform_fuzz::invariants::pipeline(bytes));
