//! `avtalsform` alone: where to begin.

use std::io::Write;

use avtalsform::write::laid_page::{Page, Tone};

use super::output::Output;
use super::session::{End, Session};

pub fn run(session: &Session<'_>) -> anyhow::Result<End> {
    let texts = session.texts;
    let mut page = Page::new(session.width);
    page.paragraph("", "", &format!("avtalsform {}", env!("CARGO_PKG_VERSION")), Tone::Strong);
    page.paragraph("", "", texts.welcome_about(), Tone::Plain);
    page.heading(texts.welcome_begin());
    for (command, text) in [
        (texts.welcome_interview_command(), texts.welcome_interview()),
        (texts.welcome_new_command(), texts.welcome_new()),
        (texts.welcome_recommend_command(), texts.welcome_recommend()),
    ] {
        page.paragraph("  ", "  ", command, Tone::Good);
        page.paragraph("      ", "      ", text, Tone::Plain);
    }
    page.heading(texts.welcome_more());
    for text in [texts.welcome_help(), texts.welcome_explain(), texts.welcome_language()] {
        page.paragraph("  ", "    ", text, Tone::Plain);
    }
    let mut output = Output::page(session, None)?;
    output.write_all(page.finish().as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}
