//! A comparison as a comment on a pull request: a sentence, a table, and what changed folded under each area.
//!
//! In: a comparison. Out: Markdown that a comment on GitHub has room for. What comes from data is only ever text in it.

use super::Shown;
use super::facts::Fact;
use crate::compare::AreaDiff;
use crate::texts::Text;
use crate::write::markdown::{beginning, within};

/// A comment holds 65,536 characters; what stands around the areas needs some of them.
const ROOM: usize = 60_000;
/// Of that, what the table may take.
const TABLE: usize = 20_000;

/// Writes a comparison as Markdown.
#[must_use]
pub fn markdown(shown: &Shown<'_>) -> String {
    let mut text = format!("## {}\n\n{}\n", within(shown.texts.diff_title()), beginning(&shown.sentence()));
    let counts = shown
        .counts()
        .into_iter()
        .map(|(name, number)| format!("- {}: {number}\n", beginning(shown.texts.get(name))));
    text.push('\n');
    text.extend(counts);
    let (changes, more) = shown.rule_changes();
    if !changes.is_empty() {
        text.push_str(&format!("\n### {}\n\n", within(shown.texts.diff_rule_changes())));
        text.extend(changes.iter().map(|change| format!("- {}\n", beginning(&shown.change(change, true)))));
        if more > 0 {
            let more = shown.texts.more_reasons(more);
            text.push_str(&format!("- {}\n", beginning(&more)));
        }
    }
    if !shown.comparison.areas.is_empty() {
        text.push_str(&format!("\n### {}\n", within(shown.texts.overview_areas_title())));
        table(shown, &mut text);
        folded(shown, &mut text);
    }
    for (name, what) in [(Text::DiffBefore, shown.before()), (Text::DiffAfter, shown.after())] {
        text.push_str(&format!("\n{}: {}\n", beginning(shown.texts.get(name)), within(&what)));
    }
    text.push_str(&format!("\n{}\n", beginning(shown.texts.board_decides())));
    text
}

fn table(shown: &Shown<'_>, text: &mut String) {
    let titles = [Text::OverviewArea, Text::DiffKind, Text::DiffBefore, Text::DiffAfter, Text::DiffFactCause];
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    text.push('\n');
    text.push_str(&row(&titles.map(|title| within(shown.texts.get(title)))));
    text.push_str(&row(&["---"; 5].map(str::to_owned)));
    let start = text.len();
    for (number, area) in shown.comparison.areas.iter().enumerate() {
        let side = |side: &Option<_>| side.as_ref().map_or_else(|| "–".to_owned(), |side| shown.brief(side));
        let cells = [
            area.place.name.clone(),
            shown.texts.get(area.status.title()).to_owned(),
            side(&area.before),
            side(&area.after),
            shown.cause_line(area),
        ];
        let next = row(&cells.map(|cell| within(&cell)));
        if text.len() - start + next.len() > TABLE {
            return more(shown, text, shown.comparison.areas.len() - number);
        }
        text.push_str(&next);
    }
}

/// What changed in each area, as far as there is room.
fn folded(shown: &Shown<'_>, text: &mut String) {
    for (number, area) in shown.comparison.areas.iter().enumerate() {
        let next = details(shown, area);
        if text.len() + next.len() > ROOM {
            return more(shown, text, shown.comparison.areas.len() - number);
        }
        text.push_str(&next);
    }
}

fn more(shown: &Shown<'_>, text: &mut String, number: usize) {
    let more = shown.texts.diff_no_room(number);
    text.push_str(&format!("\n{}\n", beginning(&more)));
}

fn details(shown: &Shown<'_>, area: &AreaDiff) -> String {
    let path = Fact { name: shown.texts.column_path().to_owned(), lines: vec![area.place.path.clone()] };
    let facts: String =
        std::iter::once(path).chain(shown.facts(area, false)).map(|fact| point(&fact)).collect();
    // Within the tags Markdown is not read, and after an empty line it is again.
    format!("\n<details>\n<summary>{}</summary>\n\n{facts}\n</details>\n", plain(&shown.headline(area)))
}

fn point(fact: &Fact) -> String {
    let name = within(&fact.name);
    match fact.lines.as_slice() {
        [line] => format!("- **{name}:** {}\n", within(line)),
        lines => {
            let lines: String = lines.iter().map(|line| format!("  - {}\n", beginning(line))).collect();
            format!("- **{name}:**\n{lines}")
        }
    }
}

/// Text between tags: neither markup nor a name that somebody would be told of.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars() {
        match letter {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '"' => plain.push_str("&quot;"),
            '@' => plain.push_str("@<!-- -->"),
            other => plain.push(other),
        }
    }
    plain
}
