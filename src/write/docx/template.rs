//! The Word file of a municipality with a document in it: its styles, header, footer, logo and paper stay.
//!
//! In: the bytes of a Word file, and the parts that a document alone would have. Out: what is wrong with the file, or a
//! file in which the text stands where it has [`MARK`], else at its end. Every part that need not change is kept byte
//! for byte.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::super::xml::{Edits, Unread, parse};
use super::fault::TemplateFault;
use super::package::{DocxError, Part, packed, unpacked};
use super::page::Paper;
use super::place::{Filling, MARK, Place, place, said};
use super::roles::{Roles, Theirs, largest, numberings, shift};
use super::xml::{W, attribute, child, is};

const TYPES: &str = "[Content_Types].xml";
const TYPES_OF: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const LINKS_OF: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// The XML of the parts that our own file would have.
pub(super) struct Ours<'a> {
    pub(super) body: &'a str,
    pub(super) styles: &'a str,
    pub(super) numbering: &'a str,
}

/// A Word file that documents are written into.
#[derive(Debug)]
pub struct Template {
    parts: Vec<Part>,
    main: Text,
    /// What the main part leads to, if it leads anywhere.
    links: Option<Text>,
    types: Text,
    styles: Option<Text>,
    numbering: Option<Text>,
    settings: Option<Text>,
}

/// A part that is read.
#[derive(Debug)]
struct Text {
    name: String,
    text: String,
}

/// A part that is put in the place of one with its name, or behind all.
struct New {
    name: String,
    text: String,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// Where documents cannot be written into the file, with the reason.
    pub fn read(bytes: &[u8]) -> Result<Self, TemplateFault> {
        let parts = unpacked(bytes)?;
        let types = text(&parts, TYPES)?.ok_or(TemplateFault::NotWord)?;
        let packaged = text(&parts, "_rels/.rels")?.ok_or(TemplateFault::NotWord)?;
        let packaged = document(&packaged)?;
        if linked(&packaged, STRICT, "officeDocument", "").is_some() {
            return Err(TemplateFault::Strict);
        }
        let name = linked(&packaged, OFFICE, "officeDocument", "").ok_or(TemplateFault::NoText)?;
        match kind(&document(&types)?, &name).strip_prefix(WORD) {
            Some("document.main+xml" | "template.main+xml") => {}
            _ if kind(&document(&types)?, &name).contains("macroEnabled") => {
                return Err(TemplateFault::Macros);
            }
            Some(_) | None => return Err(TemplateFault::NotWord),
        }
        let main = text(&parts, &name)?.ok_or(TemplateFault::NoText)?;
        let (folder, file) = split(&main.name);
        let links = text(&parts, &format!("{folder}_rels/{file}.rels"))?;
        let part = |kind: &str| {
            let Some(links) = &links else { return Ok(None) };
            let Some(name) = linked(&document(links)?, OFFICE, kind, folder) else { return Ok(None) };
            let part = text(&parts, &name)?.ok_or(TemplateFault::Broken(name))?;
            word(&part)?;
            Ok(Some(part))
        };
        let (styles, numbering, settings) = (part("styles")?, part("numbering")?, part("settings")?);
        place(&word(&main)?)?;
        // Heads and feet of pages and notes are kept as they are: a mark in one of them would stay there unseen.
        for part in parts.iter().filter(|part| part.name.ends_with(".xml") && part.name != main.name) {
            let Some(part) = text(&parts, &part.name).ok().flatten() else { continue };
            let around = |part: Document<'_>| {
                let root = part.root_element();
                ["hdr", "ftr", "footnotes", "endnotes"].iter().any(|kind| is(root, kind))
                    && said(root).contains(MARK)
            };
            if word(&part).is_ok_and(around) {
                return Err(TemplateFault::MarkWithin);
            }
        }
        Ok(Self { main, links, types, styles, numbering, settings, parts })
    }

    /// How wide text is in it.
    pub(super) fn paper(&self) -> Paper {
        let part = parse(&self.main.text).ok();
        let place = part.as_ref().and_then(|part| place(part).ok());
        place.map_or_else(Paper::default, |place| place.paper())
    }

    /// The file with a document in it.
    pub(super) fn filled(&self, ours: &Ours<'_>) -> Result<Vec<u8>, DocxError> {
        let broken = |_| DocxError::Broken;
        let main = parse(&self.main.text).map_err(broken)?;
        let place = place(&main).map_err(|_| DocxError::Broken)?;
        let body = parse(ours.body).map_err(broken)?;
        let own_styles = parse(ours.styles).map_err(broken)?;
        let own_numbering = parse(ours.numbering).map_err(broken)?;
        // A template without styles has ours.
        let styles = self.styles.as_ref().map_or(ours.styles, |styles| styles.text.as_str());
        let no_lists = format!("<w:numbering xmlns:w=\"{W}\"></w:numbering>");
        let numbering = self.numbering.as_ref().map_or(no_lists.as_str(), |part| part.text.as_str());
        let read_styles = parse(styles).map_err(broken)?;
        let read_numbering = parse(numbering).map_err(broken)?;
        let settings = self.settings.as_ref().map(|settings| parse(&settings.text)).transpose();
        let settings = settings.map_err(broken)?;
        let theirs = Theirs::new(&read_styles, settings.as_ref());
        let lists = largest(&read_numbering, "num", "numId");
        let used = used(&body);
        let running = place.style().filter(|style| theirs.is_running(style));
        let roles = Roles::new(&theirs, (&own_styles, ours.styles), &used, running, lists);
        let filler = Filler {
            template: (&main, &self.main.text),
            place: &place,
            theirs: &theirs,
            roles: &roles,
            lists,
        };
        let filled = place.filled(&self.main.text, filler.filling(&body, ours.body));
        let mut edits = Edits::default();
        edits.append(styles, read_styles.root_element(), &roles.added);
        let styles = edits.whole(styles);
        let has_lists = used.iter().any(|style| style.starts_with("List"));
        let numbering = has_lists.then(|| {
            numberings((&read_numbering, numbering), (&own_numbering, ours.numbering), &roles, lists)
        });
        self.put_together(filled, styles, numbering)
    }

    fn put_together(
        &self,
        main: String,
        styles: String,
        numbering: Option<String>,
    ) -> Result<Vec<u8>, DocxError> {
        let (folder, file) = split(&self.main.name);
        let empty = format!("<Relationships xmlns=\"{LINKS_OF}\"></Relationships>");
        let links = self.links.as_ref().map_or(empty.as_str(), |links| links.text.as_str());
        let read_links = parse(links).map_err(|_| DocxError::Broken)?;
        let ids: BTreeSet<&str> = read_links.descendants().filter_map(|node| node.attribute("Id")).collect();
        let mut free = (1..).map(|number| format!("rId{number}"));
        let (mut new_links, mut new_types) = (String::new(), String::new());
        let mut new = vec![New { name: self.main.name.clone(), text: main }];
        for (kind, found, text) in
            [("styles", &self.styles, Some(styles)), ("numbering", &self.numbering, numbering)]
        {
            let Some(text) = text else { continue };
            if let Some(found) = found {
                new.push(New { name: found.name.clone(), text });
                continue;
            }
            let id = free.by_ref().find(|id| !ids.contains(id.as_str())).unwrap_or_default();
            let names = std::iter::once(String::new()).chain((2..).map(|number: u64| number.to_string()));
            let mut names = names.map(|number| format!("{kind}{number}.xml"));
            let is_free = |name: &String| find(&self.parts, &format!("{folder}{name}")).is_none();
            let target = names.find(is_free).unwrap_or_default();
            let name = format!("{folder}{target}");
            new_links.push_str(&format!(
                "<Relationship xmlns=\"{LINKS_OF}\" Id=\"{id}\" Type=\"{OFFICE}{kind}\" Target=\"{target}\"/>"
            ));
            new_types.push_str(&format!(
                "<Override xmlns=\"{TYPES_OF}\" PartName=\"/{name}\" ContentType=\"{WORD}{kind}+xml\"/>"
            ));
            new.push(New { name, text });
        }
        if !new_links.is_empty() {
            let mut edits = Edits::default();
            edits.append(links, read_links.root_element(), &new_links);
            let name = self.links.as_ref().map(|links| links.name.clone());
            let name = name.unwrap_or_else(|| format!("{folder}_rels/{file}.rels"));
            new.push(New { name, text: edits.whole(links) });
        }
        new.push(New { name: self.types.name.clone(), text: self.typed(&new_types)? });
        let changed = |name: &str| new.iter().find(|part| part.name == name).map(|part| part.text.as_bytes());
        let kept = self.parts.iter().map(|part| (&*part.name, changed(&part.name).unwrap_or(&part.bytes)));
        let added = new.iter().filter(|new| self.parts.iter().all(|part| part.name != new.name));
        packed(kept.chain(added.map(|part| (&*part.name, part.text.as_bytes()))))
    }

    /// What each part is, with what is added; the main part is a document, even if it was the template of some.
    fn typed(&self, new: &str) -> Result<String, DocxError> {
        let text = &self.types.text;
        let types = parse(text).map_err(|_| DocxError::Broken)?;
        let mut edits = Edits::default();
        for node in types.root_element().children() {
            let kind = node.attribute_node("ContentType");
            if let Some(kind) =
                kind.filter(|kind| kind.value().strip_prefix(WORD) == Some("template.main+xml"))
            {
                edits.put(kind.range_value(), format!("{WORD}document.main+xml"));
            }
        }
        if !new.is_empty() {
            edits.append(text, types.root_element(), new);
        }
        Ok(edits.whole(text))
    }
}

/// What makes our paragraphs and tables those of a template.
struct Filler<'a, 'i> {
    template: (&'a Document<'i>, &'a str),
    place: &'a Place<'a, 'i>,
    theirs: &'a Theirs<'a, 'a>,
    roles: &'a Roles,
    lists: u64,
}

impl Filler<'_, '_> {
    /// Our text in the template's styles, lists, bookmarks and sections.
    fn filling(&self, ours: &Document<'_>, text: &str) -> Filling {
        let Some(body) = child(ours.root_element(), "body") else { return Filling::default() };
        let bookmarks = largest(self.template.0, "bookmarkStart", "id");
        let names = self.template.0.descendants().filter(|node| is(*node, "bookmarkStart"));
        let names =
            names.filter_map(|node| node.attribute((W, "name")).and_then(reference)).max().unwrap_or(0);
        let needs_list = self.roles.needs_list("ListBullet", self.theirs);
        let needs_head = self.roles.needs_head("TableGrid", self.theirs);
        let mut edits = Edits::default();
        let mut filling = Filling::default();
        for node in body.descendants().filter(Node::is_element) {
            match node.tag_name().name() {
                "pStyle" | "rStyle" | "tblStyle" => {
                    let Some(style) = attribute(node, "val") else { continue };
                    edits.put(style.range_value(), self.roles.id(style.value()));
                    if needs_list && style.value() == "ListBullet" {
                        let list = self.lists + 1;
                        let list =
                            format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>");
                        edits.insert(node.range().end, list);
                    }
                }
                "numId" => shift(&mut edits, node, "val", self.lists),
                "bookmarkStart" | "bookmarkEnd" => {
                    shift(&mut edits, node, "id", bookmarks);
                    renamed(&mut edits, node, "name", names);
                }
                "hyperlink" => renamed(&mut edits, node, "anchor", names),
                "instrText" => page_of_renamed(&mut edits, node, names),
                "p" if child(node, "pPr").is_none() && self.roles.has("Normal") => {
                    let style = format!("<w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>", self.roles.id("Normal"));
                    edits.insert(node.range().start + "<w:p>".len(), style);
                }
                "r" if needs_head && child(node, "rPr").is_none() && in_head(node) => {
                    edits.insert(node.range().start + "<w:r>".len(), "<w:rPr><w:b/><w:bCs/></w:rPr>");
                }
                "sectPr" => {
                    let turned = child(node, "pgSz")
                        .is_some_and(|size| size.attribute((W, "orient")) == Some("landscape"));
                    if node.parent() == Some(body) {
                        filling.turned = turned;
                        edits.remove(node.range());
                    } else {
                        edits
                            .put(node.range(), self.place.section(self.template.1, turned, !filling.divided));
                        filling.divided = true;
                    }
                }
                _ => {}
            }
        }
        let first = body.first_child().map_or(0, |first| first.range().start);
        let last = body.last_child().map_or(0, |last| last.range().end);
        filling.text = edits.made(text, first..last);
        filling
    }
}

/// Whether something stands in the head of a table.
fn in_head(node: Node<'_, '_>) -> bool {
    let row = node.ancestors().find(|node| is(*node, "tr"));
    row.and_then(|row| child(row, "trPr")).is_some_and(|row| child(row, "tblHeader").is_some())
}

/// The number of a bookmark for references, as Word and we name them.
fn reference(name: &str) -> Option<u64> {
    name.strip_prefix("_Ref")?.parse().ok()
}

/// Gives a bookmark, or what leads to it, a name that the template does not have.
fn renamed(edits: &mut Edits, node: Node<'_, '_>, attribute_name: &str, by: u64) {
    if let Some(name) = attribute(node, attribute_name)
        && let Some(number) = reference(name.value())
    {
        edits.put(name.range_value(), format!("_Ref{:09}", number.saturating_add(by)));
    }
}

/// The same for a field that shows the page of a bookmark.
fn page_of_renamed(edits: &mut Edits, node: Node<'_, '_>, by: u64) {
    let Some(text) = node.first_child().filter(Node::is_text) else { return };
    let name = text.text().and_then(|text| text.trim().strip_prefix("PAGEREF ")?.split(' ').next());
    if let Some(number) = name.and_then(reference) {
        edits.put(text.range(), format!(" PAGEREF _Ref{:09} \\h ", number.saturating_add(by)));
    }
}

/// The styles that our text stands in.
fn used<'a>(body: &'a Document<'_>) -> BTreeSet<&'a str> {
    let styles =
        body.descendants().filter(|node| ["pStyle", "rStyle", "tblStyle"].iter().any(|name| is(*node, name)));
    let named = styles.filter_map(|node| node.attribute((W, "val")));
    named.chain(["Normal"]).collect()
}

/// The folder of a part, with its slash, and its name there.
fn split(name: &str) -> (&str, &str) {
    let at = name.rfind('/').map_or(0, |at| at + 1);
    name.split_at(at)
}

/// A part by its name; capitals make no difference.
fn find<'p>(parts: &'p [Part], name: &str) -> Option<&'p Part> {
    parts.iter().find(|part| part.name.trim_start_matches('/').eq_ignore_ascii_case(name))
}

/// The text of a part, if it is there.
fn text(parts: &[Part], name: &str) -> Result<Option<Text>, TemplateFault> {
    let Some(part) = find(parts, name) else { return Ok(None) };
    let text = String::from_utf8(part.bytes.clone());
    let text = text.map_err(|_| TemplateFault::Broken(part.name.clone()))?;
    Ok(Some(Text { name: part.name.clone(), text }))
}

/// A part as XML.
fn document(part: &Text) -> Result<Document<'_>, TemplateFault> {
    parse(&part.text).map_err(|wrong| match wrong {
        Unread::TooLarge => TemplateFault::TooLarge("256 MiB"),
        Unread::Broken => TemplateFault::Broken(part.name.clone()),
    })
}

/// A part of Word's as XML, to which ours can be added.
fn word(part: &Text) -> Result<Document<'_>, TemplateFault> {
    let read = document(part)?;
    let root = read.root_element();
    if root.tag_name().namespace() == Some(W) && root.lookup_namespace_uri(Some("w")) == Some(W) {
        Ok(read)
    } else {
        Err(TemplateFault::Broken(part.name.clone()))
    }
}

/// The part that a link of this kind leads to, from a folder.
fn linked(links: &Document<'_>, kinds: &str, kind: &str, folder: &str) -> Option<String> {
    let is_kind = |of: &str| of.strip_prefix(kinds) == Some(kind);
    let link = links.root_element().children().find(|node| node.attribute("Type").is_some_and(is_kind))?;
    let target = link.attribute("Target")?;
    let full = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
    let mut steps: Vec<&str> = Vec::new();
    for step in full.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// What a part is.
fn kind(types: &Document<'_>, name: &str) -> String {
    let all = || types.root_element().children();
    let named = |node: &Node<'_, '_>| {
        node.attribute("PartName").is_some_and(|part| part.trim_start_matches('/').eq_ignore_ascii_case(name))
    };
    let ending = name.rsplit('.').next().unwrap_or_default();
    let ends = |node: &Node<'_, '_>| {
        node.attribute("Extension").is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
    };
    let found = all().find(named).or_else(|| all().find(ends));
    found.and_then(|node| node.attribute("ContentType")).unwrap_or_default().to_owned()
}
