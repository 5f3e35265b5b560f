//! `plan PATH…`: the competition plan of a board as a document, and its annex.

use std::path::{Path, PathBuf};

use avtalsform::evaluate::Depth;
use avtalsform::explain::Recommendation;
use avtalsform::load::{self, LoadedPlan, Why, nearest, shown_path};
use avtalsform::model::{PlanFile, RuleSet, folded};
use avtalsform::page::plan::{Plan, annex, plan};
use avtalsform::portfolio::{Row, asked};
use avtalsform::say::words::harmless;

use super::args::PlanArgs;
use super::format::{Format, named};
use super::gather::Gatherer;
use super::paths::Meant;
use super::session::{End, Said, Session};

/// How a file beside the areas is called.
const NAMES: [&str; 2] = ["plan.yaml", "plan.yml"];

pub fn run(session: &Session<'_>, args: &PlanArgs) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let form = session.form(format, args.template.as_deref(), &args.paths)?;
    let beside = match &args.annex {
        Some(path) => Some((path, named::<PlanArgs>(session, path)?)),
        None => None,
    };
    if let (Some(annex), Some(output)) = (&args.annex, output)
        && real(annex) == real(output)
    {
        return Err(session.error(session.texts.plan_annex_is_plan(shown_path(annex))).into());
    }
    let rules = session.rules(&args.by.rules)?;
    let advisor = session.advisor_by(&rules, &args.by)?;
    let (own, own_path) = own(session, args, &rules)?;
    let gatherer = Gatherer {
        session,
        advisor: &advisor,
        paths: &args.paths,
        input: args.input,
        depth: Depth::Full,
        kept: true,
    };
    let mut areas = Vec::new();
    let mut gathered = gatherer.each(
        |recommendation| recommendation,
        |recommendation| {
            areas.push(recommendation);
            Ok(())
        },
    )?;
    if areas.is_empty() {
        return Err(session.error(session.texts.nothing_evaluated()).into());
    }
    // The file that the plan is made with is read, and not passed over.
    let before = gathered.files.passed_over.len();
    gathered.files.passed_over.retain(|over| over.why != Why::Plan || Some(&over.path) != own_path.as_ref());
    gathered.files.found -= before - gathered.files.passed_over.len();
    let board = args.board.as_deref().or(own.board.as_deref());
    let areas = of_board(session, areas, board)?;
    // Of single files nobody expects every group.
    if args.paths.iter().all(|path| path.is_dir()) {
        groups(session, &own, &areas);
    }
    let rows: Vec<Row> = areas.iter().map(Row::of).collect();
    let of_all = Plan {
        rules: &rules,
        profile: advisor.profile(),
        areas: &areas,
        rows: &rows,
        asked: &asked(&advisor, &rows),
        own: &own,
        left_out: gathered.left_out(),
        files: &gathered.files,
        title: args.title.as_deref(),
        annexed: args.annex.is_some(),
        texts: session.texts,
    };
    if let Some((path, format)) = beside {
        let template = args.template.as_deref().filter(|_| format == Format::Docx);
        let form = session.form(format, template, &[])?;
        let texts = &*session.worded(format);
        session.emit_as(&form, Some(path), &annex(&Plan { texts, ..of_all }))?;
    }
    let texts = &*session.worded(format);
    session.emit_as(&form, output, &plan(&Plan { texts, ..of_all }))?;
    Ok(if gathered.failed { End::Failed } else { End::Done })
}

/// What people have written for the plan: in the file that was named, else in the one beside the areas, if there is one.
fn own(session: &Session<'_>, args: &PlanArgs, rules: &RuleSet) -> Result<(PlanFile, Option<PathBuf>), Said> {
    if let Some(path) = &args.file {
        if path == Path::new("-") && args.paths.iter().any(|area| area == path) {
            return Err(session.error(session.texts.stdin_twice()));
        }
        let loaded = load::plan_file(&shown_path(path), session.read(path, Meant::Plan)?, rules);
        let own = valid(session, loaded)?;
        // Whose plan it is must not be said in two ways.
        if let (Some(board), Some(other)) = (&args.board, &own.board)
            && folded(board) != folded(other)
        {
            let said = session.error(session.texts.plan_file_board(other, shown_path(path)));
            session.advise(session.texts.plan_file_board_help());
            return Err(said);
        }
        return Ok((own, Some(path.clone())));
    }
    let mut found: Vec<(PathBuf, LoadedPlan)> = Vec::new();
    for path in beside(args) {
        let loaded = load::plan_file(&shown_path(&path), session.read(&path, Meant::Plan)?, rules);
        let is_other = |board: &String| {
            let own = loaded.plan.as_ref().and_then(|plan| plan.board.as_ref());
            own.is_some_and(|own| folded(own) != folded(board))
        };
        if loaded.is_plan && !args.board.as_ref().is_some_and(is_other) {
            found.push((path, loaded));
        }
    }
    if found.len() > 1 {
        let listed: Vec<String> = found.iter().map(|(path, _)| shown_path(path)).collect();
        let said = session.error(session.texts.plan_files_several(listed.join(", ")));
        session.advise(session.texts.plan_files_several_help());
        return Err(said);
    }
    match found.pop() {
        Some((path, loaded)) => Ok((valid(session, loaded)?, Some(path))),
        None => Ok((PlanFile::default(), None)),
    }
}

fn valid(session: &Session<'_>, loaded: LoadedPlan) -> Result<PlanFile, Said> {
    loaded.plan.ok_or_else(|| {
        session.faults(&loaded.source, &loaded.faults);
        session.say("");
        session.error(session.texts.plan_file_faulty(&loaded.source.path))
    })
}

/// The plan files in the folders of the areas.
fn beside(args: &PlanArgs) -> Vec<PathBuf> {
    let paths = args.paths.iter().filter(|path| *path != Path::new("-"));
    let folders = paths.map(|path| if path.is_dir() { Some(path.as_path()) } else { path.parent() });
    let files = folders.flatten().flat_map(|folder| NAMES.map(|name| folder.join(name)));
    let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    files.sort();
    files.dedup();
    files
}

/// The areas of the board that the plan is for; where none is named, there must be one alone.
fn of_board<'r>(
    session: &Session<'_>,
    mut areas: Vec<Recommendation<'r>>,
    board: Option<&str>,
) -> Result<Vec<Recommendation<'r>>, Said> {
    let mut boards: Vec<String> = Vec::new();
    for board in areas.iter().filter_map(|area| area.area.board.as_ref()) {
        if !boards.iter().any(|known| folded(known) == folded(board)) {
            boards.push(board.clone());
        }
    }
    let texts = session.texts;
    let listed = harmless(&boards.join(", "));
    let Some(board) = board else {
        if boards.len() > 1 {
            let said = session.error(texts.plan_several_boards());
            session.advise(texts.plan_several_boards_help(listed));
            return Err(said);
        }
        return Ok(areas);
    };
    let is_own = |own: &String| folded(own) == folded(board);
    if !boards.iter().any(is_own) {
        let said = session.error(texts.plan_no_board(board));
        match nearest(board, boards.iter().map(String::as_str)) {
            Some(near) => session.advise(texts.did_you_mean(near)),
            None if boards.is_empty() => session.advise(texts.plan_boards_none()),
            None => session.advise(texts.plan_boards_are(listed)),
        }
        return Err(said);
    }
    let homeless = areas.iter().filter(|area| area.area.board.is_none()).count();
    if homeless > 0 {
        session.hint(&texts.plan_no_board_given(homeless));
    }
    areas.retain(|area| area.area.board.as_ref().is_some_and(is_own));
    Ok(areas)
}

/// Says which of the groups that people have ordered no area has.
fn groups(session: &Session<'_>, own: &PlanFile, areas: &[Recommendation<'_>]) {
    for group in &own.groups {
        let has = |area: &Recommendation<'_>| {
            area.area.group.as_ref().is_some_and(|own| folded(own) == folded(group))
        };
        if !areas.iter().any(has) {
            session.hint(&harmless(&session.texts.plan_group_unused(group)));
        }
    }
}

/// Where a file is or will be, by whatever way it is named.
fn real(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    whole.canonicalize().ok().or_else(|| Some(whole.parent()?.canonicalize().ok()?.join(whole.file_name()?)))
}
