//! Rule sets for people to read: every question, rule and text with its source.
//!
//! In: rule sets. Out: documents.

use crate::document::{Block, Cell, Column, Document, Entry, Rich, Table};
use crate::model::{Bilingual, Citation, Fraction, Rule, RuleSet, Section, Spot, Statement};
use crate::say::Speaker;
use crate::texts::Texts;

/// Rule sets below each other.
#[must_use]
pub fn list(sets: &[RuleSet], texts: &Texts) -> Document {
    let columns = vec![
        Column::text(texts.list_id(), 3),
        Column::text(texts.list_version(), 1),
        Column::numeric(texts.list_criteria(), 1),
        Column::text(texts.list_name(), 5),
    ];
    let mut table = Table::new(texts.list_title(), columns);
    let row = |rules: &RuleSet| {
        let (id, version) = (rules.identity.id.as_str(), rules.identity.version.as_str());
        [id, version, &rules.criteria.len().to_string(), rules.name.get(texts.lang)].map(Cell::plain).to_vec()
    };
    table.rows = sets.iter().map(row).collect();
    let mut document = Document::new(texts.lang, texts.list_title());
    document.table(table);
    document
}

/// One rule set, whole.
#[must_use]
pub fn document(rules: &RuleSet, texts: &Texts) -> Document {
    let speaker = Speaker { rules, texts };
    let identity = &rules.identity;
    let title = texts.rules_title(&identity.id, speaker.say(&rules.name), &identity.version);
    let document = Document { contents_depth: 2, ..Document::new(texts.lang, title) };
    let mut show = Show { speaker, document };
    show.document.fact(texts.fact_hash(), &identity.sha256);
    show.document.paragraph(speaker.say(&rules.description));
    show.layers();
    show.forms();
    show.criteria();
    show.rules(texts.rules_gates(), "gates", |rule| matches!(rule, Rule::Gate(_)));
    for (key, form) in rules.forms.iter() {
        let title = texts.rules_indicators(speaker.form_within(key));
        let of = |rule: Rule<'_>| matches!(rule, Rule::Indicator(indicator) if indicator.form == key);
        show.rules(&title, &format!("indicators-{}", form.id), of);
    }
    show.rules(texts.rules_mix(), "mix", |rule| matches!(rule, Rule::MixRule(_)));
    let beside = |rule: Rule<'_>| matches!(rule, Rule::Complement(_) | Rule::Unless(..));
    show.rules(texts.rules_complements(), "complements", beside);
    show.rules(texts.rules_variants(), "variants", |rule| matches!(rule, Rule::Variant(_)));
    show.scoring();
    show.rules(texts.rules_advice(), "advice", |rule| matches!(rule, Rule::Advice(_)));
    show.rules(texts.rules_checks(), "checks", |rule| matches!(rule, Rule::Check(_)));
    show.considerations();
    show.services();
    show.plan();
    show.memo();
    show.documents();
    show.document
}

struct Show<'a> {
    speaker: Speaker<'a>,
    document: Document,
}

impl Show<'_> {
    /// A chapter, if there is anything in it.
    fn chapter(&mut self, title: &str, id: &str, entries: impl IntoIterator<Item = Entry>) {
        let mut entries = entries.into_iter().map(Block::Entry).peekable();
        if entries.peek().is_some() {
            self.document.heading(2, title, id);
            self.document.blocks.extend(entries);
        }
    }

    /// What it extends, and what of that it takes away.
    fn layers(&mut self) {
        let (texts, rules) = (self.speaker.texts, self.speaker.rules);
        let below: Vec<String> =
            rules.layers.iter().skip(1).map(|layer| format!("{} {}", layer.id, layer.version)).collect();
        if !below.is_empty() {
            self.document.paragraph(texts.extends(below.join(", ")));
        }
        let taken = rules.taken.iter().map(|taken| match taken.with.as_slice() {
            [] => taken.id.clone(),
            with => texts.taken_with(&taken.id, with.join(", ")),
        });
        let taken: Vec<String> = taken.collect();
        if !taken.is_empty() {
            self.document.paragraph(texts.taken(taken.join(", ")));
        }
    }

    fn rules(&mut self, title: &str, id: &str, of: impl Fn(Rule<'_>) -> bool) {
        let speaker = self.speaker;
        let rules = speaker.rules.rules().filter(|rule| of(*rule));
        self.chapter(
            title,
            id,
            rules.map(|rule| {
                let head = rule.head();
                let said = std::iter::once(speaker.say(&head.why).to_owned()).chain(speaker.met(rule));
                let said = said.chain(speaker.in_force(&head.validity));
                entry(
                    speaker,
                    speaker.rule(rule),
                    said,
                    &head.sources,
                    speaker.rules.places.rules.get(rule.id()),
                )
            }),
        );
    }

    fn forms(&mut self) {
        let (speaker, texts) = (self.speaker, self.speaker.texts);
        let forms = speaker.rules.forms.entries().iter().map(|form| {
            let lead = named(&form.id, speaker.say(&form.title));
            let standing = speaker.form_standing(form);
            let lead = if standing.is_empty() { lead } else { format!("{lead} ({})", standing.join(", ")) };
            let spot = speaker.rules.places.forms.get(&form.id);
            entry(speaker, lead, [speaker.say(&form.why)], &form.sources, spot)
        });
        self.chapter(texts.rules_forms(), "forms", forms);
    }

    fn criteria(&mut self) {
        let (speaker, texts) = (self.speaker, self.speaker.texts);
        let criteria = speaker.rules.criteria.entries().iter().map(|criterion| {
            let mut names = speaker.criterion_names(criterion);
            if criterion.weight != Fraction::from_integer(1) {
                names = format!("{names}, {}", texts.weight(criterion.weight));
            }
            let lead = format!("{} ({names})", speaker.say(&criterion.name));
            let answers = speaker.answers(criterion).into_iter().map(|(answer, help)| named(&answer, help));
            let said = std::iter::once(speaker.say(&criterion.question).to_owned()).chain(answers);
            entry(speaker, lead, said, &criterion.sources, speaker.rules.places.criteria.get(&criterion.id))
        });
        self.chapter(texts.rules_criteria(), "criteria", criteria);
    }

    fn scoring(&mut self) {
        let (speaker, texts, rules) = (self.speaker, self.speaker.texts, self.speaker.rules);
        let margin = speaker.marked(texts.rules_margin(rules.margin), rules.margin_interpretation);
        let margin =
            entry(speaker, margin, [speaker.say(&rules.margin_why)], &[], Some(&rules.places.margin));
        self.chapter(texts.rules_scoring(), "scores", [margin]);
        let profiles = rules.profiles.iter().map(|profile| {
            let lead = named(&profile.id, speaker.say(&profile.name));
            let said = [speaker.say(&profile.why), &speaker.weights(profile)];
            entry(speaker, lead, said, &[], rules.places.rules.get(&profile.id))
        });
        self.chapter(texts.rules_profiles(), "profiles", profiles);
    }

    fn considerations(&mut self) {
        let speaker = self.speaker;
        let considerations = speaker.rules.considerations.iter().map(|one| {
            let lead = named(&one.id, speaker.say(&one.name));
            let spot = speaker.rules.places.considerations.get(&one.id);
            entry(speaker, lead, [speaker.say(&one.question), speaker.say(&one.help)], &[], spot)
        });
        self.chapter(speaker.texts.rules_considerations(), "considerations", considerations);
    }

    fn services(&mut self) {
        let speaker = self.speaker;
        let services = speaker.rules.services.iter().map(|service| {
            let lead = named(&service.id, speaker.say(&service.name));
            let licence = speaker.say(&service.licence).to_owned();
            let said = speaker.service(service).into_iter().chain([licence]);
            entry(speaker, lead, said, &service.sources, speaker.rules.places.services.get(&service.id))
        });
        self.chapter(speaker.texts.rules_services(), "services", services);
    }

    /// What the rule set says of competition plans.
    fn plan(&mut self) {
        let (speaker, texts, plan) = (self.speaker, self.speaker.texts, &self.speaker.rules.plan);
        let chapters = plan.chapters.iter().map(|chapter| section(speaker, chapter));
        self.chapter(texts.rules_plan_chapters(), "plan-chapters", chapters);
        let state = plan.current_state.iter().map(|item| {
            let needed = if item.required { texts.state_always() } else { texts.state_with_reason() };
            let lead = format!("{} ({needed})", named(item.fact.id(), speaker.say(&item.name)));
            let spot = speaker.rules.places.facts.get(item.fact.id());
            entry(speaker, lead, [speaker.say(&item.why)], &item.sources, spot)
        });
        self.chapter(texts.rules_plan_state(), "plan-state", state);
        let said = |statement: &Statement| {
            let lead = named(&statement.id, speaker.say(&statement.name));
            let texts = std::iter::once(&statement.text).chain(&statement.why);
            let texts = texts.map(|text: &Bilingual| speaker.say(text).to_owned());
            let texts = texts.chain(speaker.in_force(&statement.validity));
            let lead = speaker.marked(lead, statement.interpretation);
            entry(speaker, lead, texts, &statement.sources, speaker.rules.places.rules.get(&statement.id))
        };
        let missions = plan.grouping.iter().chain(&plan.mission).chain(&plan.compensation);
        self.chapter(texts.rules_plan_missions(), "plan-missions", missions.map(said));
        self.chapter(texts.rules_plan_districts(), "plan-districts", plan.districts.iter().map(said));
        self.chapter(texts.rules_plan_procedure(), "plan-procedure", plan.procedure.iter().map(said));
    }

    /// What the rule set says of decision documents.
    fn memo(&mut self) {
        let (speaker, texts, memo) = (self.speaker, self.speaker.texts, &self.speaker.rules.memo);
        let spot = |id: &str| speaker.rules.places.rules.get(id);
        let sections = memo.sections.iter().map(|of| section(speaker, of));
        self.chapter(texts.rules_memo_sections(), "memo-sections", sections);
        let sentences = memo.sentences.iter().map(|sentence| {
            let text = speaker.say(&sentence.text).to_owned();
            let said = std::iter::once(text).chain(speaker.in_force(&sentence.validity));
            entry(speaker, sentence.id.clone(), said, &[], spot(&sentence.id))
        });
        self.chapter(texts.rules_memo_sentences(), "memo-sentences", sentences);
    }

    fn documents(&mut self) {
        let speaker = self.speaker;
        let documents = speaker.rules.documents.iter().map(|document| {
            let lead = named(&document.id, speaker.say(&document.title));
            let spot = speaker.rules.places.documents.get(&document.id);
            entry(speaker, lead, document.note.as_ref().map(|note| speaker.say(note)), &[], spot)
        });
        self.chapter(speaker.texts.rules_documents(), "documents", documents);
    }
}

/// A name with what it stands for.
fn named(name: &str, what: &str) -> String {
    format!("{name}: {what}")
}

/// A section of a document that the rule set lays out.
fn section(speaker: Speaker<'_>, section: &Section) -> Entry {
    let texts = section.text.iter().chain(&section.gap).map(|text| speaker.say(text).to_owned());
    let said = texts.chain(speaker.in_force(&section.validity));
    let spot = speaker.rules.places.rules.get(&section.id);
    entry(speaker, named(&section.id, speaker.say(&section.heading)), said, &[], spot)
}

/// A thing of the rules: what it is, what it says, where that is said, and which rule set it is inherited from.
fn entry<S: Into<Rich>>(
    speaker: Speaker<'_>,
    lead: String,
    said: impl IntoIterator<Item = S>,
    sources: &[Citation],
    spot: Option<&Spot>,
) -> Entry {
    let layer = spot.and_then(|spot| speaker.rules.inherited_from(*spot));
    let from = layer.map(|layer| Rich::faint(speaker.texts.inherited(&layer.id)));
    let details = said.into_iter().map(Into::into).chain(speaker.cited(sources)).chain(from).collect();
    Entry { sign: None, lead: Rich::strong(lead), details }
}
