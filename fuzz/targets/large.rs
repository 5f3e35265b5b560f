//! Rule sets that may be too large to count with.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = avtalsform_fuzz::invariants::bounded(bytes);
});
