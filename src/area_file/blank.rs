//! The area file to begin with.
//!
//! In: a rule set, texts, a name. Out: a file in which every question stands as a comment, so that it is an area of
//! which nothing is answered yet. Never answers anything.

use crate::model::{Criterion, CriterionKey, Lang, RuleSet};
use crate::texts::Texts;

use super::scalar;

/// Comments are broken at this width.
const WIDTH: usize = 100;

/// Every criterion in the order of a file: first the core ones, then the rest, each as the rule set has them.
pub fn order(rules: &RuleSet) -> Vec<CriterionKey> {
    let mut keys: Vec<CriterionKey> = rules.criteria.keys().collect();
    keys.sort_by_key(|key| !rules.criteria.at(*key).core);
    keys
}

/// What a criterion is called in files of this language.
pub fn key(criterion: &Criterion, lang: Lang) -> &str {
    match lang {
        Lang::Sv => &criterion.alias,
        Lang::En => &criterion.id,
    }
}

/// What an answer is called in files of this language; `None` is the word for unknown.
pub fn word(criterion: &Criterion, answer: Option<u8>, lang: Lang) -> &str {
    match (answer.and_then(|answer| criterion.choice(answer)), lang) {
        (Some(choice), Lang::Sv) => choice.alias.as_deref().unwrap_or(&choice.id),
        (Some(choice), Lang::En) => &choice.id,
        (None, Lang::Sv) => "okänt",
        (None, Lang::En) => "unknown",
    }
}

/// The commented area file: `name` is the area's, `schema` where an editor finds the schema, seen from the file.
#[must_use]
pub fn blank(rules: &RuleSet, texts: &Texts, name: &str, schema: Option<&str>) -> String {
    let mut page = String::new();
    if let Some(schema) = schema {
        page.push_str(&format!("# yaml-language-server: $schema={}\n", schema.replace(' ', "%20")));
    }
    let lang = texts.lang;
    let keys = order(rules);
    let example = keys.first().map(|key| rules.criteria.at(*key));
    let answer = example.map_or("", |criterion| word(criterion, Some(0), lang));
    let example = example.map_or("", |criterion| key(criterion, lang));
    comments(&mut page, "", &texts.area_file_intro(answer, example));
    page.push_str(&format!("\narea: {}\n", scalar::line(name.trim())));
    let outcomes: Vec<String> = rules.outcomes().map(|outcome| rules.outcome_id(outcome)).collect();
    let (first, others) = outcomes
        .split_first()
        .map_or(("", String::new()), |(first, others)| (first.as_str(), others.join(", ")));
    comments(&mut page, "", &texts.area_file_keys(others, first));
    page.push_str("\nanswers:\n");
    let mut heading = None;
    for (number, key) in keys.into_iter().enumerate() {
        let criterion = rules.criteria.at(key);
        if number > 0 {
            page.push('\n');
        }
        if heading != Some(criterion.core) {
            let text = if criterion.core { texts.area_file_core() } else { texts.area_file_further() };
            page.push_str(&format!("  # {}\n\n", text));
            heading = Some(criterion.core);
        }
        question(&mut page, criterion, lang);
    }
    page.push('\n');
    comments(&mut page, "", texts.area_file_notes());
    page
}

/// A question with what counts as each answer, and the line to answer it on.
fn question(page: &mut String, criterion: &Criterion, lang: Lang) {
    wrapped(page, "  # ", "  # ", criterion.question.get(lang));
    for (answer, choice) in criterion.answers().zip(&criterion.choices) {
        let word = word(criterion, Some(answer), lang);
        let name = choice.name.get(lang);
        let named = criterion.graded || name.is_empty() || name == word;
        let label = if named { word.to_owned() } else { format!("{word} ({name})") };
        wrapped(page, "  #   ", "  #     ", &format!("{label}: {}", choice.help.get(lang)));
    }
    page.push_str(&format!("  # {}:\n", key(criterion, lang)));
}

/// A text whose lines are comments each.
fn comments(page: &mut String, indent: &str, text: &str) {
    for line in text.trim_end().lines() {
        page.push_str(format!("{indent}# {line}").trim_end());
        page.push('\n');
    }
}

/// Running text as comments; what else than blanks would break a line becomes a blank.
fn wrapped(page: &mut String, first: &str, next: &str, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(next)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for line in textwrap::wrap(&text, options) {
        page.push_str(line.trim_end());
        page.push('\n');
    }
}
