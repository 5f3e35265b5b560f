//! `memo FILE`: the decision document of one area.

use avtalsform::load::{nearest, shown_path};
use avtalsform::model::Area;
use avtalsform::page::memo::{forbidden, memo};
use avtalsform::say::words::harmless;

use super::args::MemoArgs;
use super::session::{End, Said, Session};

pub fn run(session: &Session<'_>, args: &MemoArgs) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let form = session.form(format, args.template.as_deref(), std::slice::from_ref(&args.file))?;
    let rules = session.rules(&args.by.rules)?;
    if rules.memo.is_empty() {
        let said = session.error(session.texts.memo_no_rules(&rules.identity.id));
        session.advise(session.texts.memo_no_rules_help());
        return Err(said.into());
    }
    let advisor = session.advisor_by(&rules, &args.by)?;
    let read = session.areas(&rules, std::slice::from_ref(&args.file));
    if read.areas.is_empty() {
        return Err(session.error(session.texts.nothing_evaluated()).into());
    }
    let area = one(session, args, read.areas)?;
    let found = advisor.recommend(area);
    for why in forbidden(&found, session.texts) {
        session.hint(&harmless(&session.texts.memo_forbidden_warning(&found.area.path, why)));
    }
    let texts = &*session.worded(format);
    session.emit_as(&form, output, &memo(&found, texts))?;
    session.files(format, &read.files);
    Ok(if read.failed { End::Failed } else { End::Done })
}

/// The area that is meant: the only one, or that of the id asked for.
fn one(session: &Session<'_>, args: &MemoArgs, mut areas: Vec<Area>) -> Result<Area, Said> {
    let texts = session.texts;
    let path = shown_path(&args.file);
    let named = |area: &Area| texts.memo_area(&area.id, &area.name);
    let listed = areas.iter().map(named).collect::<Vec<_>>().join(", ");
    let Some(id) = &args.area else {
        if areas.len() == 1 {
            return areas.pop().ok_or(Said);
        }
        let said = session.error(texts.memo_several(&path));
        session.advise(texts.memo_several_help(&listed));
        return Err(said);
    };
    let wanted = |area: &&Area| area.id == *id;
    match areas.iter().filter(wanted).count() {
        1 => areas.into_iter().find(|area| area.id == *id).ok_or(Said),
        0 => {
            let said = session.error(texts.memo_no_area(id, &path));
            let near = nearest(id, areas.iter().map(|area| area.id.as_str()));
            match near {
                Some(near) => session.advise(texts.did_you_mean(near)),
                None => session.advise(texts.memo_several_help(&listed)),
            }
            Err(said)
        }
        _ => Err(session.error(texts.what_if_same_id(id, &path))),
    }
}
