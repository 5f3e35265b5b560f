//! What the parts of a Word file are made of.
//!
//! In: nodes of a part. Out: the elements and attributes of Word among them.

use roxmltree::{Attribute, Node};

/// Paragraphs, tables, styles.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Whether a node is this element of Word.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((W, name))
}

/// The first element of this name right below.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// An attribute of Word's, as it stands in the text.
pub(super) fn attribute<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Attribute<'a, 'i>> {
    node.attributes().find(|one| one.name() == name && one.namespace() == Some(W))
}

/// The value of the element of this name right below.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name)?.attribute((W, "val"))
}

/// A number in an attribute of Word's.
pub(super) fn number(node: Node<'_, '_>, name: &str) -> Option<u64> {
    node.attribute((W, name))?.trim().parse().ok()
}
