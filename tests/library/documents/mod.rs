//! Documents in every format, read back by other programs: nothing is lost, and nothing in a text is markup.

mod expected;
mod hostile;
mod markdown;
mod own;
mod sample;
mod template;
mod word;
