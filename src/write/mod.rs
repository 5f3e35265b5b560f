//! How it is written: a file a format, each of which takes a document and nothing else.
//!
//! In: documents, tables of an overview, diagnostics. Out: text or bytes. Never decides what is said, never prints.

pub mod ci;
pub mod docx;
pub mod faults;
pub mod html;
pub mod laid_page;
pub mod markdown;
pub mod plain;
pub mod screen;
pub mod xlsx;
