//! A rule set with all that it extends.
//!
//! In: the bytes of a rule set, and what gives those of the files that it extends. Out: one rule set, whose parts know which
//! layer they stand in, or every fault, each with the file that it was written in.

use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::context::Context;
use super::{layer, rule_set};
use crate::load::disk::beside;
use crate::load::embedded::{EMBEDDED, embedded};
use crate::load::fault::{Diagnostic, Fault, Faults, Place};
use crate::load::source::{SourceText, decode, reason};
use crate::load::suggest::nearest;
use crate::load::tree::{Documents, Node, Value};
use crate::model::{Places, RuleSet, Spot};

/// The most layers of a rule set: it, what it extends, and so on.
pub const MAX_LAYERS: usize = 16;

/// What gives the bytes of a file that a rule set extends.
pub type Files<'f> = &'f dyn Fn(&Path) -> io::Result<Vec<u8>>;

/// A rule set as it was read, with the text its faults stand in.
#[derive(Debug)]
pub struct LoadedRules {
    /// The rule set, if it has no fault.
    pub rules: Option<RuleSet>,
    /// The text.
    pub source: SourceText,
    /// Every fault, in the order of their places.
    pub faults: Vec<Diagnostic>,
    /// The faults of the files that it extends.
    pub beneath: Vec<(SourceText, Vec<Diagnostic>)>,
    /// All of it, what is inherited included.
    pub whole: Option<Node>,
}

/// A rule set that is built in.
#[must_use]
pub fn built_in(id: &str) -> Option<RuleSet> {
    rules(id, embedded(id)?.as_bytes().to_vec(), &no_files).rules
}

/// No files: what is built in extends only what is built in.
///
/// # Errors
/// Always that there is none.
pub fn no_files(_: &Path) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::NotFound.into())
}

/// Reads a rule set from bytes; `path` is its file, `-`, or the id of one that is built in.
#[must_use]
pub fn rules(path: &str, bytes: Vec<u8>, files: Files<'_>) -> LoadedRules {
    read(path, bytes, files, &mut vec![path.to_owned()])
}

/// Reads a rule set; `above` names those that are being read, which it may not extend.
fn read(path: &str, bytes: Vec<u8>, files: Files<'_>, above: &mut Vec<String>) -> LoadedRules {
    let mut faults = Faults::default();
    let source = decode(path, bytes, &mut faults);
    let undamaged = faults.is_empty();
    let mut trees = Documents::new(&source.text);
    let (first, second) = (trees.next(&mut faults), trees.next(&mut faults));
    // Those after the second are looked at for what is no YAML.
    while trees.next(&mut faults).is_some() {}
    if let Some(second) = second {
        faults.add(second.root.head(), Fault::TwoDocuments, &[]);
    }
    if first.is_none() && undamaged && faults.is_empty() {
        faults.add(Place::TOP, Fault::EmptyRules, &[]);
    }
    let (mut rules, mut whole, mut beneath) = (None, None, Vec::new());
    if let Some(mut tree) = first {
        let removals = layer::removals(&tree.root, &mut faults);
        let extends = tree.root.value_of("extends").filter(|node| !node.is_null()).cloned();
        let base =
            extends.as_ref().and_then(|node| base(node, path, files, above, &mut beneath, &mut faults));
        layer::dated(&mut tree.root, base.as_ref().map(|(_, root)| root));
        let mut taken = Vec::new();
        let root = match (&extends, &base) {
            (Some(node), Some((_, base))) => {
                let over = layer::over(&tree.root, base, node.place, &removals, &mut faults);
                taken = over.taken;
                over.root
            }
            (None, _) => {
                for (id, place) in &removals {
                    faults.add(*place, Fault::RemovesNothing, &[("found", id)]);
                }
                tree.root
            }
            _ => tree.root,
        };
        // Where what it extends could not be read, what seems to be missing may be there.
        let lost = extends.is_some() && base.is_none();
        let extends = extends.map(|node| node.place);
        let sha256 = fingerprint(&root);
        let mut context = Context::new(&mut faults, tree.whole && !lost);
        (context.extends, context.removals, context.lost) = (extends, removals, lost);
        rules = rule_set(&mut context, &root, sha256);
        if let Some(rules) = &mut rules {
            if let Some(own) = rules.layers.first_mut() {
                own.path = embedded(path).is_none().then(|| path.to_owned());
            }
            rules.taken = taken;
            if let (Some((base, _)), Some(extends)) = (&base, extends) {
                rules.layers.extend(base.layers.iter().cloned());
                inherit(rules, base, Context::spot(extends));
            }
        }
        whole = Some(root);
    }
    let rules = rules.filter(|_| faults.is_empty()).map(RuleSet::with_editions);
    LoadedRules { rules, source, faults: faults.into_sorted(), beneath, whole }
}

/// The rule set that another extends, with its tree.
fn base(
    node: &Node,
    path: &str,
    files: Files<'_>,
    above: &mut Vec<String>,
    beneath: &mut Vec<(SourceText, Vec<Diagnostic>)>,
    faults: &mut Faults,
) -> Option<(RuleSet, Node)> {
    let name = node.text(faults)?;
    let ids = EMBEDDED.iter().map(|(id, _)| *id);
    let (shown, bytes) = match embedded(&name) {
        Some(text) => (name.clone(), Ok(text.as_bytes().to_vec())),
        None => {
            let folder = if embedded(path).is_some() { Path::new("") } else { Path::new(path).parent()? };
            let file = beside(folder, &name);
            let shown = crate::load::shown_path(&file);
            let bytes = if above.contains(&shown) { Ok(Vec::new()) } else { files(&file) };
            (shown, bytes)
        }
    };
    if above.contains(&shown) {
        faults.add(node.place, Fault::CircularRules, &[("name", &name)]);
        return None;
    }
    if above.len() >= MAX_LAYERS {
        let words = [("what-kind", "layers"), ("limit", &MAX_LAYERS.to_string())];
        faults.add(node.place, Fault::TooMany, &words);
        return None;
    }
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let known = ids.clone().collect::<Vec<_>>().join(", ");
            let words = [("name", name.as_str()), ("known", &known)];
            faults.suggest(node.place, Fault::NoBase, &words, nearest(&name, ids));
            return None;
        }
        Err(error) => {
            let words = [("path", name.as_str()), ("reason-kind", &reason(&error))];
            faults.add(node.place, Fault::UnreadableFile, &words);
            return None;
        }
    };
    above.push(shown.clone());
    let loaded = read(&shown, bytes, files, above);
    above.pop();
    beneath.extend(loaded.beneath);
    if loaded.rules.is_none() {
        beneath.push((loaded.source, loaded.faults));
        faults.add(node.place, Fault::FaultyFile, &[("path", &name)]);
    }
    loaded.rules.zip(loaded.whole)
}

/// Gives what is inherited the spots that it has in the layers below.
fn inherit(rules: &mut RuleSet, base: &RuleSet, extends: Spot) {
    let below = |spot: Spot| Spot { layer: spot.layer + 1, ..spot };
    let Places { rules: ids, criteria, forms, documents, facts, considerations, services, margin } =
        &mut rules.places;
    let lists = [
        (ids, &base.places.rules),
        (criteria, &base.places.criteria),
        (forms, &base.places.forms),
        (documents, &base.places.documents),
        (facts, &base.places.facts),
        (considerations, &base.places.considerations),
        (services, &base.places.services),
    ];
    for (spots, others) in lists {
        for (id, spot) in spots.iter_mut().filter(|(_, spot)| **spot == extends) {
            *spot = others.get(id).copied().map_or(*spot, below);
        }
    }
    if *margin == extends {
        *margin = below(base.places.margin);
    }
}

/// The SHA-256 of a rule set's values: their order in lists, not that of keys; not how they are written.
fn fingerprint(root: &Node) -> String {
    fn put(node: &Node, hash: &mut Sha256) {
        match &node.value {
            Value::Scalar { text, .. } => {
                let text = text.trim();
                hash.update(format!("\"{}:", text.len()));
                hash.update(text);
            }
            Value::List(items) => {
                hash.update("[");
                items.iter().for_each(|item| put(item, hash));
                hash.update("]");
            }
            Value::Mapping(entries) => {
                let mut entries: Vec<_> = entries.iter().filter(|(_, value)| !value.is_null()).collect();
                entries.sort_by_key(|(key, _)| key.word_of());
                hash.update("{");
                for (key, value) in entries {
                    put(key, hash);
                    put(value, hash);
                }
                hash.update("}");
            }
            Value::Broken => {}
        }
    }
    let mut hash = Sha256::new();
    put(root, &mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
