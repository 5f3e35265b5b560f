//! A window that the program was started in by a double click: it closes when the run ends, before anybody has read it.
//!
//! In: nothing. Out: whether the window is the program's own, and a wait for Enter. Only Windows has such windows.

use std::io::{self, IsTerminal, Write};

use avtalsform::texts::Texts;

/// Waits until somebody has read what the window says, where it would close at once.
pub fn stay(texts: &Texts) {
    if !is_own() || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return;
    }
    // Where nobody can be asked, there is nobody to wait for.
    let _ = write!(io::stderr(), "\n{}", texts.close_window());
    let _ = io::stdin().read_line(&mut String::new());
}

/// Whether no other program, such as a shell, shares the window.
#[cfg(windows)]
#[expect(unsafe_code, reason = "the one way to ask Windows")]
fn is_own() -> bool {
    let mut ids = [0_u32; 2];
    // SAFETY: the length is that of the list.
    let count = unsafe { windows_sys::Win32::System::Console::GetConsoleProcessList(ids.as_mut_ptr(), 2) };
    count == 1
}

#[cfg(not(windows))]
const fn is_own() -> bool {
    false
}
