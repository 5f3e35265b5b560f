//! What people have written in Markdown, as blocks of a document: paragraphs, points, headings below those of the document.
//!
//! In: a text. Out: its blocks. What is no more than a sign of Markdown becomes what it stands for; everything else stays
//! text as it is written, and nobody is led anywhere that is not said.

use crate::document::{Block, Rich, Style};

/// What a line begins with.
enum Line<'a> {
    Heading(&'a str),
    Point(&'a str),
    Numbered(&'a str),
    Text(&'a str),
}

/// The blocks of a text; ids of its headings begin with `id`.
pub fn blocks(text: &str, id: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the next line goes on with what stands last.
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        match (kind(line), blocks.last_mut()) {
            (Line::Heading(heading), _) => {
                let id = format!("{id}-{}", blocks.len() + 1);
                blocks.push(Block::Heading { level: 3, text: Rich::plain(heading), id });
            }
            (Line::Point(point), Some(Block::List(points)))
            | (Line::Numbered(point), Some(Block::Numbered(points))) => points.push(rich(point)),
            (Line::Point(point), _) => blocks.push(Block::List(vec![rich(point)])),
            (Line::Numbered(point), _) => blocks.push(Block::Numbered(vec![rich(point)])),
            (Line::Text(text), Some(Block::Paragraph(before))) if goes_on => further(before, text),
            (Line::Text(text), Some(Block::List(points) | Block::Numbered(points))) if goes_on => {
                points.last_mut().into_iter().for_each(|before| further(before, text));
            }
            (Line::Text(text), _) => blocks.push(Block::Paragraph(rich(text))),
        }
        goes_on = !matches!(blocks.last(), Some(Block::Heading { .. }));
    }
    blocks
}

fn kind(line: &str) -> Line<'_> {
    let hashes = line.trim_start_matches('#');
    if let Some(heading) = hashes.strip_prefix(' ').filter(|_| hashes.len() < line.len()) {
        return Line::Heading(heading.trim());
    }
    if let Some(point) = ["- ", "* ", "• "].iter().find_map(|sign| line.strip_prefix(sign)) {
        return Line::Point(point.trim_start());
    }
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match rest.strip_prefix(". ").filter(|_| rest.len() < line.len() && line.len() - rest.len() < 3) {
        Some(point) => Line::Numbered(point.trim_start()),
        None => Line::Text(line),
    }
}

/// A line that goes on with the text before it.
fn further(before: &mut Rich, line: &str) {
    let said = std::mem::take(before).and(" ", Style::Plain);
    *before = Rich { spans: said.spans.into_iter().chain(rich(line).spans).collect() };
}

/// A line with what stands out in it, and where it leads.
fn rich(line: &str) -> Rich {
    let mut rich = Rich::default();
    for (at, part) in line.split("**").enumerate() {
        // A lone sign stands for itself.
        let strong = at % 2 == 1 && at < line.matches("**").count();
        let sign = if at % 2 == 1 && !strong { "**" } else { "" };
        let said = Rich::linked(&addressed(&format!("{sign}{part}")));
        rich.spans.extend(if strong { said.all_in(Style::Strong) } else { said }.spans);
    }
    rich
}

/// The same text with links as a reader sees them: what they say, and the address in brackets.
fn addressed(text: &str) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, name, address, after)) = link(rest) {
        said.push_str(before);
        said.push_str(&if name == address { name.to_owned() } else { format!("{name} ({address})") });
        rest = after;
    }
    said + rest
}

/// The first `[name](address)` of a text, with what stands around it.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (head, tail) = text.split_once("](http")?;
    let (before, name) = head.rsplit_once('[')?;
    let end = tail.find(')')?;
    let from = text.len() - tail.len() - "http".len();
    let address = text.get(from..from + "http".len() + end)?;
    Some((before, name, address, tail.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let shown = |block: Block| match block {
            Block::Heading { text, id, .. } => format!("{id}# {}", text.text()),
            Block::List(points) => points.iter().map(|point| format!("- {}", point.text())).collect(),
            Block::Numbered(points) => points.iter().map(|point| format!("1. {}", point.text())).collect(),
            Block::Paragraph(text) => text.text(),
            other => format!("{other:?}"),
        };
        blocks(text, "x").into_iter().map(shown).collect()
    }

    #[test]
    fn markdown_becomes_what_it_stands_for() {
        for (text, expected) in [
            ("En rad\nsom går vidare.\n\nNästa.", vec!["En rad som går vidare.", "Nästa."]),
            ("Före\n- ett\n  och mer\n* två\n\nEfter", vec!["Före", "- ett och mer- två", "Efter"]),
            ("1. ett\n2. två\n2026. Ett år", vec!["1. ett1. två 2026. Ett år"]),
            ("## Rubrik\nText # här", vec!["x-1# Rubrik", "Text # här"]),
            (
                "Se [lagen](https://a.se/x) och **vikt** och 2 ** 3.",
                vec!["Se lagen (https://a.se/x) och vikt och 2 ** 3."],
            ),
            ("[ett](ftp://x) <b>två</b>", vec!["[ett](ftp://x) <b>två</b>"]),
            ("", vec![]),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_out_is_strong() {
        let strong: Vec<String> = rich("a **b** c **d** e ** f")
            .spans
            .into_iter()
            .filter(|span| span.style == Style::Strong)
            .map(|span| span.text)
            .collect();
        assert_eq!(strong, ["b", "d"]);
    }
}
