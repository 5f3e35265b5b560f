//! The documents: the same bytes as the program's for the same file.

use avtalsform::document::Document;
use avtalsform::load::Files;
use avtalsform::model::{PlanFile, folded};
use avtalsform::page::memo::memo;
use avtalsform::page::plan::{Plan, annex, plan};
use avtalsform::page::recommend::Detail;
use avtalsform::page::{batch, recommend};
use avtalsform::portfolio::{Overview, Row, Totals, asked};
use avtalsform::say::words::{capital, sentence};
use avtalsform::texts::Texts;
use avtalsform::wire::batch as wire;
use avtalsform::wire::parts::RuleSetId;
use avtalsform::wire::recommendation::{Recommendation as Published, View};
use avtalsform::write::csv::{Column, csv};
use avtalsform::write::docx::docx;
use avtalsform::write::html::html;
use avtalsform::write::xlsx::{Sheet, workbook};

use crate::app::App;
use crate::areas::file_name;
use crate::event::{HandedOut, Reply};

/// The kind of file that an ending means.
fn kind(ending: &str) -> &'static str {
    match ending {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "html" => "text/html",
        "csv" => "text/csv",
        _ => "application/json",
    }
}

impl App {
    /// Hands a document out: `memo.docx` is the memo as Word.
    pub(crate) fn document(&self, arg: &str, reply: &mut Reply) -> Result<(), String> {
        let Some((what, ending)) = arg.split_once('.') else { return Ok(()) };
        let texts = self.texts();
        let bytes = self.bytes(what, ending)?;
        let of_area = matches!(what, "memo" | "recommendation");
        let file = self.here().filter(|_| of_area).map(|one| file_name(&one.area.name));
        let file = file.as_deref().unwrap_or(&self.name);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let lead = match what {
            "memo" => texts.web_file_memo(),
            "recommendation" => texts.web_file_recommendation(),
            "plan" => texts.web_file_plan(),
            "annex" => texts.web_file_annex(),
            _ => texts.web_file_overview(),
        };
        let name = format!("{lead}-{stem}.{ending}");
        reply.say = texts.web_said_made(&name);
        reply.file = Some(HandedOut { name, kind: kind(ending), bytes });
        Ok(())
    }

    fn bytes(&self, what: &str, ending: &str) -> Result<Vec<u8>, String> {
        let texts = self.texts();
        let none = || texts.web_no_area().to_owned();
        let one = self.here().ok_or_else(none)?;
        match (what, ending) {
            ("memo", _) => page(&memo(one, texts), ending, texts),
            ("recommendation", "json") => {
                let mut json = serde_json::to_vec_pretty(&Published::from(View { found: one, texts }))
                    .map_err(|error| error.to_string())?;
                json.push(b'\n');
                Ok(json)
            }
            ("recommendation", _) => {
                page(&recommend::document(std::slice::from_ref(one), texts, Detail::Full), ending, texts)
            }
            ("plan", _) => page(&self.of_plan(plan)?, ending, texts),
            ("annex", _) => page(&self.of_plan(annex)?, ending, texts),
            ("overview", "xlsx") => {
                let book = workbook(&self.recommended, one.rules, texts, &Sheet::ALL);
                book.map(|book| book.bytes).map_err(|error| error.message(texts))
            }
            _ => self.overview(ending),
        }
    }

    /// Every area of the file, as `batch` has it.
    fn overview(&self, ending: &str) -> Result<Vec<u8>, String> {
        let texts = self.texts();
        let advisor = self.advisors.get(self.ruleset).copied();
        let advisor = advisor.ok_or_else(|| texts.web_no_area().to_owned())?;
        let is_page = matches!(ending, "docx" | "html");
        let mut rows: Vec<Row> = self.recommended.iter().map(Row::of).collect();
        let totals = Totals::of(&rows);
        let first = rows.first().and_then(|row| row.municipality.clone());
        if is_page && rows.iter().any(|row| row.municipality != first) {
            for row in &mut rows {
                row.name.extend(row.municipality.iter().map(|of| format!(" ({of})")));
            }
        }
        let asked = if is_page { asked(advisor, &rows) } else { Vec::new() };
        let rules = advisor.rules();
        let overview = Overview {
            asked: &asked,
            rules,
            profile: None,
            rows: &rows,
            totals: &totals,
            left_out: 0,
            group_by: None,
        };
        match ending {
            "csv" => csv(&overview, Column::ALL.as_slice()).map_err(|error| error.to_string()),
            "json" => {
                let areas = self.recommended.iter().map(|found| Published::from(View { found, texts }));
                let totals = wire::Totals::new(rules, &totals, rows.len(), 0);
                let whole =
                    wire::Batch::new(RuleSetId::new(rules, None), totals, areas.collect(), Vec::new());
                let mut json = serde_json::to_vec(&whole).map_err(|error| error.to_string())?;
                json.push(b'\n');
                Ok(json)
            }
            _ => {
                let files = Files { found: 1, ..Files::default() };
                page(
                    &batch::document(&overview, &self.recommended, &files, texts, Detail::Full),
                    ending,
                    texts,
                )
            }
        }
    }

    /// The boards of the areas, each once.
    pub(crate) fn boards(&self) -> Vec<&str> {
        let mut boards: Vec<&str> = Vec::new();
        for board in self.recommended.iter().filter_map(|one| one.area.board.as_deref()) {
            if !boards.iter().any(|known| folded(known) == folded(board)) {
                boards.push(board);
            }
        }
        boards
    }

    /// The board whose plan is made: the one chosen, else the first of several; of one alone none need be named.
    pub(crate) fn board_of_plan(&self) -> Option<&str> {
        let boards = self.boards();
        let chosen = self.board.as_deref().filter(|board| boards.contains(board));
        chosen.or_else(|| boards.first().copied().filter(|_| boards.len() > 1))
    }

    fn of_plan(&self, written: fn(&Plan<'_>) -> Document) -> Result<Document, String> {
        let texts = self.texts();
        let advisor = self.advisors.get(self.ruleset).copied();
        let advisor = advisor.ok_or_else(|| texts.web_no_area().to_owned())?;
        let own = match &self.plan {
            Some((name, bytes)) => self.own_plan(name, bytes, self.ruleset)?,
            None => PlanFile::default(),
        };
        let board = own.board.as_deref().or_else(|| self.board_of_plan()).map(folded);
        let of_board = |own: Option<&String>| {
            board.as_ref().is_none_or(|board| own.is_some_and(|own| folded(own) == *board))
        };
        let areas = self.recommended.iter().filter(|one| of_board(one.area.board.as_ref()));
        let areas: Vec<_> = areas.cloned().collect();
        if let Some(board) = own.board.as_ref().filter(|_| areas.is_empty()) {
            return Err(sentence(&capital(&texts.plan_no_board(board))));
        }
        let rows: Vec<Row> = areas.iter().map(Row::of).collect();
        Ok(written(&Plan {
            rules: advisor.rules(),
            profile: None,
            areas: &areas,
            rows: &rows,
            asked: &asked(advisor, &rows),
            own: &own,
            left_out: 0,
            files: &Files { found: 1, ..Files::default() },
            title: None,
            annexed: false,
            texts,
        }))
    }
}

/// A page as the ending has it.
fn page(document: &Document, ending: &str, texts: &Texts) -> Result<Vec<u8>, String> {
    if ending == "docx" {
        return docx(document, texts).map_err(|error| error.to_string());
    }
    html(document, texts).map(String::into_bytes).map_err(|error| error.to_string())
}
