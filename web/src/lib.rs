//! The page as one program: what happens on it comes in, its markup and at times a file go out.
//!
//! The door to the browser is eight names. The page asks for room, writes an event into it as JSON and behind it the bytes of
//! a file that was opened, and rings; then it reads the reply and the file that is to be handed out. No pointer is followed on
//! this side: the room is a vector that this side owns, so that no generator of bindings is needed.

mod app;
mod areas;
mod change;
mod documents;
mod event;
mod facts;
mod open;
mod parts;
mod view;

use std::cell::RefCell;

pub use app::{App, Mode};
pub use event::{Event, HandedOut, Reply};

#[derive(Default)]
struct Door {
    room: Vec<u8>,
    reply: String,
    file: Vec<u8>,
    app: Option<App>,
}

thread_local! {
    static DOOR: RefCell<Door> = RefCell::default();
    static FAULT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Room for so many bytes.
#[expect(unsafe_code, reason = "the page finds it by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    DOOR.with_borrow_mut(|door| {
        door.room.clear();
        door.room.resize(bytes, 0);
        door.room.as_mut_ptr()
    })
}

/// Takes the event that stands in the first bytes of the room, and what stands behind it as a file.
#[expect(unsafe_code, reason = "the page finds it by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn ring(event: usize) {
    std::panic::set_hook(Box::new(|info| {
        FAULT.with(|fault| {
            if let Ok(mut fault) = fault.try_borrow_mut() {
                *fault = info.to_string();
            }
        });
    }));
    DOOR.with_borrow_mut(|door| {
        let room = std::mem::take(&mut door.room);
        let (json, file) = room.split_at_checked(event).unwrap_or((&room, &[]));
        let app = door.app.get_or_insert_with(App::new);
        let event: Event = serde_json::from_slice(json).unwrap_or_default();
        let mut reply = app.take(&event, file);
        door.file = reply.file.as_mut().map(|file| std::mem::take(&mut file.bytes)).unwrap_or_default();
        door.reply = serde_json::to_string(&reply).unwrap_or_default();
    });
}

macro_rules! out {
    ($($start:ident $length:ident $what:literal $cell:ident . $part:tt),*) => { $(
        #[doc = concat!("Where the ", $what, " begins.")]
        #[expect(unsafe_code, reason = "the page finds it by this name")]
        #[unsafe(no_mangle)]
        pub extern "C" fn $start() -> *const u8 { out!(@ $cell $part as_ptr) }
        #[doc = concat!("How many bytes the ", $what, " has.")]
        #[expect(unsafe_code, reason = "the page finds it by this name")]
        #[unsafe(no_mangle)]
        pub extern "C" fn $length() -> usize { out!(@ $cell $part len) }
    )* };
    (@ DOOR $part:tt $what:ident) => { DOOR.with_borrow(|door| door.$part.$what()) };
    (@ FAULT $part:tt $what:ident) => { FAULT.with_borrow(|fault| fault.$what()) };
}
out!(reply reply_len "reply" DOOR.reply, file file_len "file" DOOR.file, fault fault_len "message of a panic" FAULT.text);
