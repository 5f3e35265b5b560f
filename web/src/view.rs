//! The whole page as markup, from what the app knows. Never changes anything.

use askama::Template;
use avtalsform::explain::Recommendation;
use avtalsform::model::{RuleSet, Service};
use avtalsform::page::recommend::{Detail, document};
use avtalsform::say::Speaker;
use avtalsform::texts::Texts;
use avtalsform::write::html::html;

use crate::app::{App, Mode, own_path};
use crate::facts::{self, Section};
use crate::parts::{self, Asked, Line, Panel};

/// How many services are shown at most while one is sought.
const SERVICES: usize = 8;

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    app: &'a App,
    texts: &'a Texts,
    rules: Option<&'static RuleSet>,
    here: Option<&'a Recommendation<'static>>,
    panel: Option<Panel<'a>>,
    asked: Option<Asked<'a>>,
    all: [Vec<Asked<'a>>; 2],
    lines: Vec<Line>,
    facts: Vec<Section>,
    services: Vec<&'static Service>,
    body: String,
    other: (&'static str, &'static str),
}

impl Page<'_> {
    fn is(&self, mode: Mode) -> bool {
        self.app.mode == mode
    }

    fn form(&self, name: &str) -> &str {
        self.app.form.get(name).map_or("", String::as_str)
    }

    /// Whether no service fits what is sought.
    fn found_none(&self, sought: &str, services: &[&Service]) -> bool {
        services.is_empty() && !self.form(sought).trim().is_empty()
    }

    fn service_name(&self, service: &Service) -> &'static str {
        let found = self.rules.and_then(|rules| rules.services.iter().find(|one| one.id == service.id));
        found.map_or("", |one| one.name.get(self.app.lang))
    }

    fn also(&self, service: &Service) -> String {
        service.also.join(", ")
    }

    /// Whether one more area is being described.
    fn adding(&self) -> bool {
        self.app.form.iter().any(|(field, text)| field.starts_with("more") && !text.is_empty())
    }

    /// The file of the rule set in use, where it is not built in.
    fn own_rules(&self) -> Option<&'static str> {
        self.rules.and_then(own_path)
    }

    /// Whether what is wrong is told with the lines of a file.
    fn has_lines(&self) -> bool {
        self.app.message.contains(" |\n")
    }

    fn rules_name(&self, rules: &'static RuleSet) -> &'static str {
        rules.name.get(self.app.lang)
    }

    fn nothing_found(&self) -> bool {
        self.all.iter().all(Vec::is_empty)
    }

    /// The forms of the overview, and what their buttons say.
    fn overviews(&self) -> [(&'static str, String); 5] {
        let (texts, name) = (self.texts, self.texts.web_overview());
        [
            ("xlsx", texts.web_as_book(name)),
            ("docx", texts.web_as_word(name)),
            ("html", texts.web_as_html(name)),
            ("csv", texts.web_as_csv(name)),
            ("json", texts.web_as_json(name)),
        ]
    }

    /// Where a mode's button leads.
    fn tabs(&self) -> [(&'static str, &'static str, bool); 5] {
        let texts = self.texts;
        [
            ("ask", texts.web_tab_ask(), self.is(Mode::Ask)),
            ("all", texts.web_tab_all(), self.is(Mode::All)),
            ("facts", texts.web_tab_facts(), self.is(Mode::Facts)),
            ("reasons", texts.web_tab_reasons(), self.is(Mode::Reasons)),
            ("documents", texts.web_tab_documents(), self.is(Mode::Documents)),
        ]
    }
}

/// The page.
pub fn page(app: &App) -> String {
    let here = app.here().filter(|_| app.mode != Mode::Start);
    let services = if here.is_none() {
        services(app, "sought", "service")
    } else {
        services(app, "more-sought", "more-service")
    };
    let in_mode = |mode: Mode| here.filter(|_| app.mode == mode);
    let page = Page {
        app,
        texts: app.texts(),
        rules: app.rule_set(),
        here,
        panel: here.map(|one| parts::panel(app, one)),
        asked: in_mode(Mode::Ask).zip(app.asking).map(|(one, key)| parts::asked(app, one, key)),
        all: in_mode(Mode::All).map_or_else(Default::default, |one| parts::all(app, one)),
        lines: app.recommended.iter().map(|one| parts::line(app, one)).collect(),
        facts: in_mode(Mode::Facts).map_or_else(Vec::new, |one| facts::facts(app, one)),
        services,
        body: in_mode(Mode::Reasons).map_or_else(String::new, |one| body(app, one)),
        other: parts::other(app.lang),
    };
    page.render().unwrap_or_default()
}

/// The services that are sought in one field; the one that was chosen in another stays in sight.
fn services(app: &App, sought: &str, chosen: &str) -> Vec<&'static Service> {
    let sought = app.form.get(sought).map_or("", String::as_str);
    let mut services = if sought.trim().is_empty() { Vec::new() } else { app.services(sought) };
    services.truncate(SERVICES);
    let chosen = app.form.get(chosen);
    let chosen = app.rule_set().and_then(|rules| rules.services.iter().find(|one| Some(&one.id) == chosen));
    services.extend(chosen.filter(|one| !services.iter().any(|of| of.id == one.id)));
    services
}

/// The recommendation as the program writes it, without what surrounds it in a file of its own.
fn body(app: &App, one: &Recommendation<'static>) -> String {
    let texts = app.texts();
    let whole = html(&document(std::slice::from_ref(one), texts, Detail::Full), texts).unwrap_or_default();
    let between = |start: &str, end: &str| {
        let (_, rest) = whole.split_once(start)?;
        Some(rest.split_once(end)?.0)
    };
    let signs = between("<svg", "<header>").map(|signs| format!("<svg{signs}")).unwrap_or_default();
    let signs = if whole.find("<svg") < whole.find("<header>") { signs } else { String::new() };
    format!("{signs}{}", between("<main id=\"_main\" tabindex=\"-1\">", "</main>").unwrap_or_default())
}

/// What a screen reader says after a change.
pub fn said(app: &App) -> String {
    let Some(one) = app.here() else { return String::new() };
    let texts = app.texts();
    let speaker = Speaker { texts, rules: one.rules };
    let stands = speaker.stands(one.evaluation.firmness);
    let left = texts.web_said_left(one.evaluation.questions.len());
    match one.outcome() {
        Some(_) => format!("{}. {stands} {left}", speaker.stance(&one.evaluation)),
        None => format!("{stands} {left}"),
    }
}

/// How many questions fit what is sought.
pub fn found(app: &App) -> usize {
    let all = app.here().map_or_else(Default::default, |one| parts::all(app, one));
    all.iter().map(Vec::len).sum()
}

/// A fault made on purpose, so that what becomes of one can be tried.
#[expect(clippy::panic, reason = "it is made on purpose")]
pub fn crash(app: &App) {
    panic!("made on purpose; areas: {}", app.recommended.len())
}
