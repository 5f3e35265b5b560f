//! `avtalsform` alone: where to begin.

use std::io::Write;

use avtalsform::texts::Text;
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
        (Text::WelcomeInterviewCommand, Text::WelcomeInterview),
        (Text::WelcomeNewCommand, Text::WelcomeNew),
        (Text::WelcomeRecommendCommand, Text::WelcomeRecommend),
    ] {
        page.paragraph("  ", "  ", texts.get(command), Tone::Good);
        page.paragraph("      ", "      ", texts.get(text), Tone::Plain);
    }
    page.heading(texts.welcome_more());
    for text in [Text::WelcomeHelp, Text::WelcomeExplain, Text::WelcomeLanguage] {
        page.paragraph("  ", "    ", texts.get(text), Tone::Plain);
    }
    let mut output = Output::page(session, None)?;
    output.write_all(page.finish().as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}
