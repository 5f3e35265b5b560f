//! An area file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| avtalsform_fuzz::invariants::area_file(bytes));
