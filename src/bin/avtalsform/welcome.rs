//! `avtalsform` alone: where to begin.

use avtalsform::document::{Document, Rich, Sign, Style};

use super::format::Format;
use super::session::{End, Session};

pub fn run(session: &Session<'_>) -> anyhow::Result<End> {
    let texts = session.texts;
    let mut page = Document::new(texts.lang, format!("avtalsform {}", env!("CARGO_PKG_VERSION")));
    page.paragraph(texts.welcome_about());
    page.heading(2, texts.welcome_begin(), "begin");
    for (command, text) in [
        (texts.welcome_interview_command(), texts.welcome_interview()),
        (texts.welcome_new_command(), texts.welcome_new()),
        (texts.welcome_recommend_command(), texts.welcome_recommend()),
        (texts.welcome_memo_command(), texts.welcome_memo()),
    ] {
        page.entry(Sign::Point, Rich::styled(command, Style::Good), vec![text.into()]);
    }
    page.heading(2, texts.welcome_more(), "more");
    page.list([texts.welcome_help(), texts.welcome_explain(), texts.welcome_language()]);
    session.emit(Format::Text, None, &page)?;
    Ok(End::Done)
}
