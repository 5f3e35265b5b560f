//! The parts of a workbook: found by the links between them, and copied as they are but for those that change.
//!
//! In: the bytes of a workbook that has been read, so that its size is known to be bearable. Out: the text of a sheet,
//! and the same workbook with another. Programs are told to compute all formulas anew when they open it.

use std::io::{Cursor, Read, Write};

use roxmltree::{Document, Node};
use zip::{ZipArchive, ZipWriter};

use super::super::super::xml::{Edits, parse};
use super::fault::UpdateFault;

/// A workbook with the sheet that is to change.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    book: String,
    sheet: String,
}

impl<'b> Package<'b> {
    /// Finds the sheet of this name.
    pub fn open(bytes: &'b [u8], sheet: &str) -> Result<Self, UpdateFault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UpdateFault::Broken)?;
        let links = text(&mut archive, "_rels/.rels")?;
        let is_book =
            |link: Node<'_, '_>| link.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        let book = target(&links, "", is_book)?;
        let (folder, file) = book.rsplit_once('/').unwrap_or(("", &book));
        let listed = text(&mut archive, &book)?;
        let id = id_of(&read(&listed)?, sheet).ok_or(UpdateFault::Broken)?;
        let links = text(&mut archive, &format!("{folder}/_rels/{file}.rels"))?;
        let sheet = target(&links, folder, |link| link.attribute("Id") == Some(&id))?;
        Ok(Self { archive, book, sheet })
    }

    /// The text of the sheet.
    pub fn sheet(&mut self) -> Result<String, UpdateFault> {
        text(&mut self.archive, &self.sheet)
    }

    /// The workbook with another text of the sheet.
    pub fn with_sheet(&mut self, sheet: &str) -> Result<Vec<u8>, UpdateFault> {
        let book = computed_anew(&text(&mut self.archive, &self.book)?)?;
        let place = |name| position(&self.archive, name);
        let new = [(place(&self.sheet)?, sheet), (place(&self.book)?, book.as_str())];
        self.copied(&new).map_err(|_| UpdateFault::Broken)
    }

    /// The archive with other texts in these places; whatever else it holds is copied without being unpacked.
    fn copied(&mut self, new: &[(usize, &str)]) -> zip::result::ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.set_raw_comment(self.archive.comment().into())?;
        for number in 0..self.archive.len() {
            let part = self.archive.by_index_raw(number)?;
            match new.iter().find(|(place, _)| *place == number) {
                None => writer.raw_copy_file(part)?,
                Some((_, text)) => {
                    writer.start_file(part.name()?, part.options())?;
                    writer.write_all(text.as_bytes())?;
                }
            }
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// Where the part of this name stands in the archive; names differ in no more than capitals.
fn position(archive: &ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<usize, UpdateFault> {
    let name = name.trim_start_matches('/');
    let is = |found: &str| found.replace('\\', "/").eq_ignore_ascii_case(name);
    let found = archive.file_names().position(|found| found.is_ok_and(|found| is(&found)));
    found.ok_or(UpdateFault::Broken)
}

/// The text of a part.
fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, UpdateFault> {
    let place = position(archive, name)?;
    let mut text = String::new();
    let read = archive.by_index(place).map(|mut part| part.read_to_string(&mut text));
    read.ok().and_then(Result::ok).ok_or(UpdateFault::Broken)?;
    Ok(text)
}

fn read(text: &str) -> Result<Document<'_>, UpdateFault> {
    parse(text).map_err(|_| UpdateFault::Broken)
}

/// The part that the first link of this kind leads to, seen from a folder.
fn target(links: &str, folder: &str, is_meant: impl Fn(Node<'_, '_>) -> bool) -> Result<String, UpdateFault> {
    let links = read(links)?;
    let link = links.root_element().children().find(|link| link.is_element() && is_meant(*link));
    let target = link.and_then(|link| link.attribute("Target")).ok_or(UpdateFault::Broken)?;
    let whole = if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    Ok(steps.join("/"))
}

/// The element of this name right below, in whichever namespace: that of the strict variant is another.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// The id of the link to a sheet.
fn id_of(book: &Document<'_>, sheet: &str) -> Option<String> {
    let sheets = child(book.root_element(), "sheets")?;
    let sheet = sheets.children().find(|one| one.attribute("name") == Some(sheet))?;
    let id = sheet.attributes().find(|one| one.name() == "id" && one.namespace().is_some())?;
    Some(id.value().to_owned())
}

/// What stands before the name of an element: a prefix with its colon, or nothing.
pub fn prefix<'t>(text: &'t str, node: Node<'_, '_>) -> &'t str {
    let start = text.get(node.range().start + 1..).unwrap_or_default();
    let whole = start.split(|letter: char| letter.is_whitespace() || "/>".contains(letter)).next();
    whole.and_then(|whole| whole.strip_suffix(node.tag_name().name())).unwrap_or_default()
}

/// The workbook's list of parts, which says that every formula is to be computed when it is opened.
fn computed_anew(text: &str) -> Result<String, UpdateFault> {
    let book = read(text)?;
    let root = book.root_element();
    let mut edits = Edits::default();
    if let Some(settings) = child(root, "calcPr") {
        match settings.attribute_node("fullCalcOnLoad") {
            Some(full) => edits.put(full.range_value(), "1"),
            None => {
                let name = prefix(text, settings).len() + "calcPr".len();
                edits.insert(settings.range().start + 1 + name, " fullCalcOnLoad=\"1\"");
            }
        }
    } else {
        // The standard wants it behind these.
        let before = ["sheets", "functionGroups", "externalReferences", "definedNames"];
        let last = root.children().rfind(|one| before.contains(&one.tag_name().name()));
        let last = last.ok_or(UpdateFault::Broken)?;
        let settings = format!("<{}calcPr fullCalcOnLoad=\"1\"/>", prefix(text, last));
        edits.insert(last.range().end, settings);
    }
    Ok(edits.whole(text))
}
