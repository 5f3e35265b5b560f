//! A workbook, whole or in parts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| avtalsform_fuzz::invariants::workbook(bytes));
