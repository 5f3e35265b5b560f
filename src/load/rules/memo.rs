//! What a rule set says of decision documents: sections with their headings, and the sentences of the proposal.
//!
//! In: the mapping under `memo`. Out: both lists in the order in which they are said, a fault for each entry that does not
//! fit. Invents none that is left out.

use super::context::Context;
use super::lists::forms;
use super::sections::{arranged, section};
use crate::load::decode::Fields;
use crate::load::fault::Fault;
use crate::load::suggest::nearest;
use crate::load::tree::Node;
use crate::model::{Bilingual, FormSet, MemoPart, MemoRules, MemoSentence, Situation};

const KEYS: &[&str] = &["sections", "sentences"];
const SECTION_KEYS: &[&str] =
    &["id", "heading", "also", "text", "gap", "criteria", "when", "before", "after", "from", "to"];
const SENTENCE_KEYS: &[&str] =
    &["id", "text", "of", "forms", "mixed", "kept", "considerations", "before", "after", "from", "to"];

/// Whether the tool writes something in a section of its own accord.
fn is_written(id: &str) -> bool {
    MemoPart::named(id).is_some()
}

/// What a rule set says of decision documents, nothing where it has no `memo`; `considerations` are the ids it knows.
pub fn read(context: &mut Context<'_>, fields: &Fields<'_>, considerations: &[&str]) -> MemoRules {
    let node = fields.given("memo");
    let Some(fields) = node.and_then(|node| context.open(node, KEYS)) else { return MemoRules::default() };
    let sections = context.entries(&fields, "sections");
    let sentences = context.entries(&fields, "sentences");
    MemoRules {
        sections: arranged(context, sections, |context, node| {
            section(context, node, SECTION_KEYS, is_written).map(|section| (section.id.clone(), section))
        }),
        sentences: arranged(context, sentences, |context, node| {
            sentence(context, node, considerations).map(|sentence| (sentence.id.clone(), sentence))
        }),
    }
}

fn sentence(context: &mut Context<'_>, node: &Node, known: &[&str]) -> Option<MemoSentence> {
    let fields = context.open(node, SENTENCE_KEYS)?;
    let id = context.rule_id(&fields);
    let text = context.bilingual(&fields, "text");
    if let (Some(node), Some(text)) = (fields.get("text"), &text) {
        words(context, node, text);
    }
    let of = fields.given("of").map(|node| node.one_of(&Situation::NAMES, false, context.faults));
    let forms = fields.given("forms").map(|node| forms(context, node));
    let flag = |context: &mut Context<'_>, key| fields.given(key).and_then(|_| context.flag(&fields, key));
    let (mixed, kept) = (flag(context, "mixed"), flag(context, "kept"));
    let mut considerations = Vec::new();
    for node in fields.given("considerations").map_or(&[][..], Node::one_or_more) {
        let Some(id) = node.text(context.faults) else { continue };
        if !known.contains(&id.as_str()) && !context.lost {
            let suggestion = nearest(&id, known.iter().copied());
            let words = [("found", id.as_str()), ("known", &known.join(", "))];
            context.faults.suggest(node.place, Fault::UnknownWord, &words, suggestion);
        }
        considerations.push(id);
    }
    let forms = forms.unwrap_or(Some(FormSet::default()));
    let of = of.unwrap_or(Some(Situation::Form));
    let validity = context.validity(&fields);
    Some(MemoSentence { id: id?, text: text?, of: of?, forms: forms?, mixed, kept, considerations, validity })
}

/// Notes words in braces that nothing fills in.
fn words(context: &mut Context<'_>, node: &Node, text: &Bilingual) {
    let known = MemoSentence::WORDS;
    let mut noted: Vec<&str> = Vec::new();
    for part in [&text.sv, &text.en].into_iter().flat_map(|text| text.split('{').skip(1)) {
        let Some((word, _)) = part.split_once('}') else { continue };
        if known.contains(&word) || noted.contains(&word) {
            continue;
        }
        noted.push(word);
        let suggestion = nearest(word, known);
        let words = [("found", word), ("known", &known.join(", "))];
        context.faults.suggest(node.head(), Fault::UnknownWord, &words, suggestion);
    }
}
