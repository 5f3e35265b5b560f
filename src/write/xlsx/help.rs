//! How the workbook is filled in: instructions, and every question with what counts as each answer.
//!
//! In: the rules. Out: a sheet to read and print. Nothing of it is read back.

use super::Written;
use super::choices::counted;
use super::paper::Paper;
use crate::model::RuleSet;
use crate::say::words::key;
use crate::texts::Texts;

/// The instructions, and a row a question.
pub fn fill(paper: &mut Paper<'_>, rules: &RuleSet, texts: &Texts) -> Written {
    let look = paper.look;
    paper.headings(&[(texts.column_criterion(), 32.0), (texts.workbook_how(), 110.0)], 1)?;
    let mut row = 1;
    for line in texts.workbook_help().lines() {
        let (what, how) = line.split_once(": ").unwrap_or(("", line));
        paper.texts(row, &[(0, what, &look.name), (1, how, &look.wrapped)])?;
        row += 1;
    }
    for criterion in rules.criteria.entries() {
        let name = format!("{}\n{}", criterion.name.get(texts.lang), key(criterion, texts.lang));
        paper.texts(row, &[(0, &name, &look.name), (1, &counted(criterion, texts), &look.wrapped)])?;
        row += 1;
    }
    Ok(())
}
