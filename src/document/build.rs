//! How pages put a document together.
//!
//! In: texts. Out: the blocks of a document.

use super::{Block, Document, Entry, Figure, Rich, Role, Sign, Span, Style, Table};
use crate::model::Lang;

impl Document {
    /// A document without a word beside its title.
    #[must_use]
    pub fn new(lang: Lang, title: impl Into<String>) -> Self {
        Self {
            lang,
            title: title.into(),
            facts: Vec::new(),
            contents_depth: 0,
            apart: None,
            blocks: Vec::new(),
        }
    }

    /// Several documents as the chapters of one.
    #[must_use]
    pub fn of(lang: Lang, title: impl Into<String>, chapters: Vec<(String, Self)>) -> Self {
        let mut whole = Self { contents_depth: 2, ..Self::new(lang, title) };
        for (id, chapter) in chapters {
            whole.heading(2, chapter.title, &id);
            if !chapter.facts.is_empty() {
                let fact = |(name, value): (String, String)| Rich::faint(format!("{name}: {value}"));
                whole.list(chapter.facts.into_iter().map(fact));
            }
            whole.blocks.extend(chapter.blocks.into_iter().map(|block| block.within(&id)));
        }
        whole
    }

    /// A fact below the title.
    pub fn fact(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.facts.push((name.into(), value.into()));
    }

    /// A heading.
    pub fn heading(&mut self, level: u8, text: impl Into<Rich>, id: &str) {
        self.blocks.push(Block::Heading { level, text: text.into(), id: id.to_owned() });
    }

    /// Running text; nothing where there is none.
    pub fn paragraph(&mut self, text: impl Into<Rich>) {
        let text = text.into();
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Running text that a reader must not miss.
    pub fn notice(&mut self, text: impl Into<Rich>) {
        self.blocks.push(Block::Notice(text.into()));
    }

    /// Points without order; nothing where there are none.
    pub fn list(&mut self, points: impl IntoIterator<Item = impl Into<Rich>>) {
        let points: Vec<Rich> = points.into_iter().map(Into::into).collect();
        if !points.is_empty() {
            self.blocks.push(Block::List(points));
        }
    }

    /// Points in order; nothing where there are none.
    pub fn numbered(&mut self, points: impl IntoIterator<Item = impl Into<Rich>>) {
        let points: Vec<Rich> = points.into_iter().map(Into::into).collect();
        if !points.is_empty() {
            self.blocks.push(Block::Numbered(points));
        }
    }

    /// Names with what they stand for; nothing where there are none.
    pub fn terms<N: Into<Rich>, V: Into<Rich>>(&mut self, terms: impl IntoIterator<Item = (N, V)>) {
        let terms: Vec<(Rich, Rich)> =
            terms.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        if !terms.is_empty() {
            self.blocks.push(Block::Terms(terms));
        }
    }

    /// A thing with a sign, and what belongs to it.
    pub fn entry(&mut self, sign: Sign, lead: impl Into<Rich>, details: Vec<Rich>) {
        self.blocks.push(Block::Entry(Entry { sign: Some(sign), lead: lead.into(), details }));
    }

    /// A thing that is named, and what belongs to it.
    pub fn named(&mut self, lead: impl Into<Rich>, details: Vec<Rich>) {
        self.blocks.push(Block::Entry(Entry { sign: None, lead: lead.into(), details }));
    }

    /// What there is no room for; nothing where nothing is left out.
    pub fn fold(&mut self, summary: impl Into<Rich>, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.blocks.push(Block::Fold { summary: summary.into(), blocks });
        }
    }

    /// A table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// A picture.
    pub fn figure(&mut self, figure: Figure) {
        self.blocks.push(Block::Figure(figure));
    }
}

impl Block {
    /// The same within a chapter: headings a level deeper, ids that are unique in the whole.
    fn within(self, chapter: &str) -> Self {
        match self {
            Self::Heading { level, text, id } => {
                Self::Heading { level: (level + 1).min(4), text, id: format!("{chapter}-{id}") }
            }
            Self::Figure(figure) => Self::Figure(Figure { id: format!("{chapter}-{}", figure.id), ..figure }),
            other => other,
        }
    }
}

impl Rich {
    /// Text as it is.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::styled(text, Style::Plain)
    }

    /// Text that stands out.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self::styled(text, Style::Strong)
    }

    /// Text that stands back.
    #[must_use]
    pub fn faint(text: impl Into<String>) -> Self {
        Self::styled(text, Style::Faint)
    }

    /// Text in one style.
    #[must_use]
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self::default().and(text, style)
    }

    /// The same with more text behind it.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, style: Style) -> Self {
        self.spans.push(Span { text: text.into(), style, role: Role::Text });
        self
    }

    /// The same with a link to a heading behind it.
    #[must_use]
    pub fn link(mut self, text: impl Into<String>, target: impl Into<String>) -> Self {
        let role = Role::Heading(target.into());
        self.spans.push(Span { text: text.into(), style: Style::Plain, role });
        self
    }

    /// What people wrote, with its lines; addresses of pages lead there. What stands on several lines is theirs alone: a
    /// name that breaks a line could pass for what the page says.
    #[must_use]
    pub fn own(text: &str) -> Self {
        Self::default().and_own(text)
    }

    /// The same with what people wrote behind it.
    #[must_use]
    pub fn and_own(mut self, text: &str) -> Self {
        let lines = text.lines().map(str::trim_end).filter(|line| !line.trim_start().is_empty());
        for (number, line) in lines.enumerate() {
            if number > 0 {
                self.spans.push(Span { text: "\n".to_owned(), style: Style::Plain, role: Role::Break });
            }
            self = self.and_linked(if number > 0 { line.trim_start() } else { line });
        }
        self
    }

    /// What people wrote within a sentence or a line, where it cannot have lines of its own.
    #[must_use]
    pub fn linked(text: &str) -> Self {
        Self::default().and_linked(text)
    }

    /// The same behind something.
    #[must_use]
    pub fn and_linked(mut self, text: &str) -> Self {
        let stretches = addresses(text).into_iter();
        self.spans.extend(stretches.map(|(text, role)| Span {
            text: text.to_owned(),
            style: Style::Plain,
            role,
        }));
        self
    }

    /// The same in one style.
    #[must_use]
    pub fn all_in(mut self, style: Style) -> Self {
        self.spans.iter_mut().for_each(|span| span.style = style);
        self
    }

    /// Each of its lines.
    #[must_use]
    pub fn lines(&self) -> Vec<Self> {
        let lines = self.spans.split(|span| span.role == Role::Break);
        lines.map(|spans| Self { spans: spans.to_vec() }).collect()
    }

    /// The text alone.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.is_empty())
    }

    /// Whether all of it stands back.
    #[must_use]
    pub fn is_faint(&self) -> bool {
        self.spans.iter().all(|span| span.style == Style::Faint)
    }
}

/// A line with the addresses in it: from their scheme to the next blank or sign that none has, without the marks that end a
/// sentence.
fn addresses(line: &str) -> Vec<(&str, Role)> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        // What is shown otherwise than it is written ends one, too: nobody is led elsewhere than is read.
        let ends = |letter: char| {
            !(letter.is_ascii_graphic() || letter.is_alphanumeric()) || "<>\"'`\\|*{}[]".contains(letter)
        };
        let (mut address, _) = from.split_at(from.find(ends).unwrap_or(from.len()));
        let count = |address: &str, letter| address.matches(letter).count();
        while address.ends_with(['.', ',', ';', ':', '!', '?'])
            || (address.ends_with(')') && count(address, ')') > count(address, '('))
        {
            address = address.get(..address.len() - 1).unwrap_or_default();
        }
        let (address, after) = from.split_at(address.len());
        let host =
            address.split("//").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or("");
        let leads = !host.is_empty()
            && !host.contains('@')
            && !before.ends_with(char::is_alphanumeric)
            && !address.contains("::")
            && !address.contains("##");
        found.push((before, Role::Text));
        found.push((address, if leads { Role::Page } else { Role::Text }));
        rest = after;
    }
    found.push((rest, Role::Text));
    found.retain(|(text, _)| !text.is_empty());
    found
}

impl From<&str> for Rich {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}
