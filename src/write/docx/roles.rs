//! Which style of a template has the role of each of our own, and what has to be added to it.
//!
//! In: the styles and numberings of both. Out: the id that stands for each of ours, and the XML of those that the template
//! lacks. A style is known by the name that Word gives it in every language, whatever its id.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::super::xml::Edits;
use super::xml::{W, attribute, child, is, number, value};

/// How deep styles are based on one another, at most.
const DEEPEST: usize = 20;

/// The styles of a template.
pub(super) struct Theirs<'a, 'i> {
    styles: Vec<Node<'a, 'i>>,
    /// The table style that the template's author has chosen as the default.
    table: Option<&'a str>,
}

/// What stands for our styles.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// The id for each of ours.
    ids: BTreeMap<String, String>,
    /// Those of ours that the template has a style of its own for.
    found: BTreeSet<String>,
    /// Those that are added, in order, as XML.
    pub(super) added: String,
}

fn kind<'a>(style: Node<'a, '_>) -> &'a str {
    style.attribute((W, "type")).unwrap_or("paragraph")
}

fn id<'a>(style: Node<'a, '_>) -> &'a str {
    style.attribute((W, "styleId")).unwrap_or_default()
}

fn name(style: Node<'_, '_>) -> String {
    value(style, "name").unwrap_or_default().trim().to_lowercase()
}

fn is_default(style: Node<'_, '_>) -> bool {
    matches!(style.attribute((W, "default")), Some("1" | "true" | "on"))
}

/// The level of a heading, from 0; 9 is running text.
fn outline<'a>(style: Node<'a, '_>) -> Option<&'a str> {
    value(child(style, "pPr")?, "outlineLvl").filter(|level| *level != "9")
}

impl<'a, 'i> Theirs<'a, 'i> {
    pub(super) fn new(styles: &'a Document<'i>, settings: Option<&'a Document<'_>>) -> Self {
        let styles = styles.root_element().children().filter(|node| is(*node, "style")).collect();
        let table = settings.and_then(|settings| value(settings.root_element(), "defaultTableStyle"));
        Self { styles, table }
    }

    fn by_id(&self, wanted: &str) -> Option<Node<'a, 'i>> {
        self.styles.iter().copied().find(|style| id(*style) == wanted)
    }

    /// A style and those that it is based on.
    fn based(&self, style: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
        let below = |style: &Node<'a, 'i>| self.by_id(value(*style, "basedOn")?);
        std::iter::successors(Some(style), below).take(DEEPEST)
    }

    /// Whether paragraphs in a style are points of a list without more.
    fn is_listed(&self, style: Node<'a, 'i>) -> bool {
        let numbered = |style| child(child(style, "pPr")?, "numPr");
        self.based(style)
            .find_map(numbered)
            .is_some_and(|numbering| value(numbering, "numId").is_some_and(|list| list != "0"))
    }

    /// Whether a style is for running text: no heading, no title, no list.
    pub(super) fn is_running(&self, wanted: &str) -> bool {
        let Some(style) = self.by_id(wanted).filter(|style| kind(*style) == "paragraph") else {
            return false;
        };
        let titles = ["title", "subtitle"];
        let heads = |style| outline(style).is_some() || titles.contains(&name(style).as_str());
        !self.is_listed(style) && !self.based(style).any(heads)
    }

    /// The style that has the role of one of ours.
    fn like(&self, ours: Node<'_, '_>) -> Option<Node<'a, 'i>> {
        let (ours_name, ours_level) = (name(ours), outline(ours));
        let mut of_kind = self.styles.iter().copied().filter(|style| kind(*style) == kind(ours));
        if is_default(ours) {
            let default = of_kind.clone().find(|style| is_default(*style));
            return default.or_else(|| of_kind.find(|style| name(*style) == ours_name));
        }
        if kind(ours) == "table" {
            // A default that is only there so that there is one has no lines.
            let plain = |style: &Node<'_, '_>| name(*style) == "normal table";
            let chosen = self.table.and_then(|table| of_kind.clone().find(|style| id(*style) == table));
            return chosen
                .filter(|style| !plain(style))
                .or_else(|| of_kind.clone().find(|style| name(*style) == ours_name))
                .or_else(|| of_kind.find(|style| is_default(*style) && !plain(style)));
        }
        let named = of_kind.clone().find(|style| name(*style) == ours_name);
        named.or_else(|| of_kind.find(|style| ours_level.is_some() && outline(*style) == ours_level))
    }
}

impl Roles {
    /// Finds or adds what stands for the styles that are used, with the style of running text where it is known. Numbers of
    /// our lists go up by `lists`.
    pub(super) fn new(
        theirs: &Theirs<'_, '_>,
        ours: (&Document<'_>, &str),
        used: &BTreeSet<&str>,
        running: Option<&str>,
        lists: u64,
    ) -> Self {
        let mut roles = Self::default();
        let mut taken: BTreeSet<String> =
            theirs.styles.iter().map(|style| id(*style).to_ascii_lowercase()).collect();
        if let Some(running) = running {
            roles.ids.insert("Normal".to_owned(), running.to_owned());
            roles.found.insert("Normal".to_owned());
        }
        let styles: Vec<Node<'_, '_>> =
            ours.0.root_element().children().filter(|node| is(*node, "style")).collect();
        let mut wanted: BTreeSet<&str> = used.clone();
        let mut added = Vec::new();
        while let Some(next) = wanted.pop_first() {
            if roles.ids.contains_key(next) {
                continue;
            }
            let Some(style) = styles.iter().copied().find(|style| id(*style) == next) else { continue };
            if let Some(found) = theirs.like(style) {
                roles.ids.insert(next.to_owned(), id(found).to_owned());
                roles.found.insert(next.to_owned());
                continue;
            }
            let free = |id: &String| !taken.contains(&id.to_ascii_lowercase());
            let names = (2..).map(|number| format!("{next}{number}"));
            let own = std::iter::once(next.to_owned()).chain(names).find(free).unwrap_or_default();
            taken.insert(own.to_ascii_lowercase());
            roles.ids.insert(next.to_owned(), own);
            added.push(style);
            wanted.extend(["basedOn", "next", "link"].iter().filter_map(|other| value(style, other)));
        }
        for style in added {
            roles.add(style, ours.1, lists);
        }
        roles
    }

    fn add(&mut self, style: Node<'_, '_>, text: &str, lists: u64) {
        let mut edits = Edits::default();
        if let Some(of) = attribute(style, "styleId") {
            edits.put(of.range_value(), self.id(of.value()));
        }
        let others = ["basedOn", "next", "link"].iter().filter_map(|name| child(style, name));
        for of in others.filter_map(|other| attribute(other, "val")) {
            edits.put(of.range_value(), self.id(of.value()));
        }
        for list in style.descendants().filter(|node| is(*node, "numId")) {
            shift(&mut edits, list, "val", lists);
        }
        self.added.push_str(&edits.made(text, style.range()));
    }

    /// The id that stands for one of ours.
    pub(super) fn id<'r>(&'r self, ours: &'r str) -> &'r str {
        self.ids.get(ours).map_or(ours, String::as_str)
    }

    /// Whether the template has a style of its own for one of ours.
    pub(super) fn has(&self, ours: &str) -> bool {
        self.found.contains(ours)
    }

    /// Whether points in one of our styles must name their list, since the style that stands for it makes none.
    pub(super) fn needs_list(&self, ours: &str, theirs: &Theirs<'_, '_>) -> bool {
        self.has(ours) && theirs.by_id(self.id(ours)).is_some_and(|style| !theirs.is_listed(style))
    }

    /// Whether the head of a table would look like its rows, since the style that stands for ours does not set it off.
    pub(super) fn needs_head(&self, ours: &str, theirs: &Theirs<'_, '_>) -> bool {
        let heads = |style: Node<'_, '_>| {
            style
                .children()
                .any(|part| is(part, "tblStylePr") && part.attribute((W, "type")) == Some("firstRow"))
        };
        let style = theirs.by_id(self.id(ours)).filter(|_| self.has(ours));
        style.is_some_and(|style| !theirs.based(style).any(heads))
    }
}

/// Puts a number up.
pub(super) fn shift(edits: &mut Edits, node: Node<'_, '_>, name: &str, by: u64) {
    if let (Some(of), Some(number)) = (attribute(node, name), number(node, name)) {
        edits.put(of.range_value(), number.saturating_add(by).to_string());
    }
}

/// The largest number of the elements of this name: what is added goes on from it.
pub(super) fn largest(part: &Document<'_>, element: &str, name: &str) -> u64 {
    let nodes = part.descendants().filter(|node| is(*node, element));
    nodes.filter_map(|node| number(node, name)).max().unwrap_or(0)
}

/// The template's numberings with ours behind them, under other numbers.
pub(super) fn numberings(
    theirs: (&Document<'_>, &str),
    ours: (&Document<'_>, &str),
    roles: &Roles,
    lists: u64,
) -> String {
    let shapes = largest(theirs.0, "abstractNum", "abstractNumId");
    let (mut made_shapes, mut made_lists) = (String::new(), String::new());
    for node in ours.0.root_element().children().filter(Node::is_element) {
        let mut edits = Edits::default();
        shift(&mut edits, node, "abstractNumId", shapes);
        shift(&mut edits, node, "numId", lists);
        for inner in node.descendants() {
            if is(inner, "abstractNumId") {
                shift(&mut edits, inner, "val", shapes);
            }
            if let Some(style) = attribute(inner, "val").filter(|_| is(inner, "pStyle")) {
                // A style of the template's has the list that it had.
                if roles.has(style.value()) || !roles.ids.contains_key(style.value()) {
                    edits.remove(inner.range());
                } else {
                    edits.put(style.range_value(), roles.id(style.value()));
                }
            }
        }
        let into = if is(node, "abstractNum") { &mut made_shapes } else { &mut made_lists };
        into.push_str(&edits.made(ours.1, node.range()));
    }
    // Shapes stand before lists, and both before what Word notes of its last cleaning.
    let root = theirs.0.root_element();
    let first = |names: &[&str]| root.children().find(|node| names.iter().any(|name| is(*node, name)));
    let mut edits = Edits::default();
    match first(&["num", "numIdMacAtCleanup"]) {
        Some(next) => edits.insert(next.range().start, made_shapes),
        None => made_lists.insert_str(0, &made_shapes),
    }
    match first(&["numIdMacAtCleanup"]) {
        Some(next) => edits.insert(next.range().start, made_lists),
        None => edits.append(theirs.1, root, &made_lists),
    }
    edits.whole(theirs.1)
}
