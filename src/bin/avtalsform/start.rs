//! Whether standard output was closed when the run began.
//!
//! The standard library opens `/dev/null` in the place of a closed standard output before `main` is called, and all that is
//! written would vanish without a word. Only what runs before that can know; so far that is so on Linux alone.

use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether there was nowhere to write to.
pub fn is_output_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the one way to be called before `main`")]
mod before_main {
    use std::sync::atomic::Ordering;

    /// The system calls what stands in this part of the program, with nothing prepared but memory.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static LOOK: extern "C" fn() = look;

    extern "C" fn look() {
        let is_closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
        super::CLOSED.store(is_closed, Ordering::Relaxed);
    }
}
