//! The same bytes on every platform.

use std::io::Cursor;

use avtalsform::load::with_slashes;
use avtalsform::write::xlsx::of_one_host;
use rust_xlsxwriter::Workbook;
use zip::{System, ZipArchive};

/// Where a part's entry in the directory of a package names the host.
const HOST: usize = 5;

#[test]
fn paths_have_slashes() {
    assert_eq!(with_slashes("folder\\area.yaml".to_owned(), '\\'), "folder/area.yaml");
    assert_eq!(with_slashes("folder/back\\slash.yaml".to_owned(), '/'), "folder/back\\slash.yaml");
}

#[test]
fn a_workbook_from_another_host_becomes_the_same() {
    let book = Workbook::new().save_to_buffer().unwrap();
    let mut other = book.clone();
    let mut archive = ZipArchive::new(Cursor::new(&book)).unwrap();
    for number in 0..archive.len() {
        let start = usize::try_from(archive.by_index(number).unwrap().central_header_start()).unwrap();
        other[start + HOST] = System::Dos.into();
    }
    assert_ne!(other, book);
    assert_eq!(of_one_host(other).unwrap(), of_one_host(book).unwrap());
}
