//! Areas that are begun, added and removed.

use avtalsform::area_file::{blank, joined, put, without};
use avtalsform::model::Fact;

use crate::app::{App, Mode};
use crate::event::{Event, Reply};

impl App {
    /// The text of a new area, with what was said of it.
    fn new_area(&self, name: &str) -> Result<String, String> {
        let rules = self.rule_set().ok_or_else(|| self.texts().web_no_area().to_owned())?;
        if name.trim().is_empty() {
            return Err(self.texts().web_no_name().to_owned());
        }
        Ok(blank(rules, self.texts(), name.trim(), None))
    }

    /// The text with what is said of its area.
    fn with(&self, mut text: String, facts: &[(Fact<'_>, &str)]) -> Result<String, String> {
        let rules = self.rule_set().ok_or_else(|| self.texts().web_no_area().to_owned())?;
        for (fact, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
            text = put(&text, rules, 0, *fact, value).map_err(|refusal| self.said_of(&refusal))?;
        }
        Ok(text)
    }

    /// What has been filled in.
    fn given(&self, field: &str) -> String {
        self.form.get(field).map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    /// The name and service of a new area by what was sought, chosen and named.
    fn meant(&self, sought: &str, service: &str, name: &str) -> (String, String) {
        let (mut name, mut service, sought) = (self.given(name), self.given(service), self.given(sought));
        // What was sought and has one answer was meant.
        if let ([one], true, true) = (self.services(&sought).as_slice(), name.is_empty(), service.is_empty())
            && !sought.is_empty()
        {
            service.clone_from(&one.id);
        }
        let known = self.rule_set().and_then(|rules| rules.services.iter().find(|one| one.id == service));
        if let Some(known) = known.filter(|_| name.is_empty()) {
            known.name.get(self.lang).clone_into(&mut name);
        }
        (name, service)
    }

    pub(crate) fn start(
        &mut self,
        fields: &std::collections::BTreeMap<String, String>,
        reply: &mut Reply,
    ) -> Result<(), String> {
        self.form.extend(fields.iter().map(|(name, text)| (name.clone(), text.clone())));
        let (name, service) = self.meant("sought", "service", "area");
        let (board, period) = (self.given("board"), self.given("period"));
        let facts = [(Fact::Board, &*board), (Fact::Period, &period), (Fact::Service, &service)];
        let text = self.with(self.new_area(&name)?, &facts)?;
        self.other_file(file_name(&name), text, self.ruleset)?;
        self.saved = false;
        self.go(Mode::Ask);
        "question".clone_into(&mut reply.focus);
        Ok(())
    }

    pub(crate) fn add(&mut self, event: &Event, reply: &mut Reply) -> Result<(), String> {
        self.form.extend(event.fields.clone());
        let (name, service) = self.meant("more-sought", "more-service", "more");
        let rules = self.rule_set().ok_or_else(|| self.texts().web_no_area().to_owned())?;
        // A working file is most often that of one board, and what is said of the area beside it is in sight and can be changed.
        let (board, period) = self.here().map_or_else(Default::default, |one| {
            (one.area.board.clone().unwrap_or_default(), one.area.period.clone().unwrap_or_default())
        });
        let facts = [(Fact::Board, &*board), (Fact::Period, &period), (Fact::Service, &service)];
        let more = self.with(self.new_area(&name)?, &facts)?;
        // In the language of the file.
        let text = joined(&self.text, &more, rules).map_err(|refusal| self.said_of(&refusal))?;
        self.replace(text)?;
        self.form.retain(|field, _| !field.starts_with("more"));
        self.at = self.recommended.len().saturating_sub(1);
        self.leave_questions();
        self.go(Mode::Ask);
        "question".clone_into(&mut reply.focus);
        reply.say = self.texts().web_said_added(name.trim(), self.recommended.len());
        Ok(())
    }

    pub(crate) fn remove(&mut self, reply: &mut Reply) -> Result<(), String> {
        let rules = self.rule_set().ok_or_else(|| self.texts().web_no_area().to_owned())?;
        let name = self.here().map(|one| one.area.name.clone()).unwrap_or_default();
        let text = without(&self.text, rules, self.at).map_err(|refusal| self.said_of(&refusal))?;
        self.refused.clear();
        self.replace(text)?;
        self.at = self.at.min(self.recommended.len().saturating_sub(1));
        self.leave_questions();
        self.go(self.mode);
        "title".clone_into(&mut reply.focus);
        reply.say = self.texts().web_said_removed(name);
        Ok(())
    }
}

/// What the file of an area is called.
pub fn file_name(area: &str) -> String {
    let mut plain = String::new();
    for letter in area.chars().flat_map(char::to_lowercase) {
        match letter {
            'å' | 'ä' => plain.push('a'),
            'ö' => plain.push('o'),
            'é' | 'è' => plain.push('e'),
            'ü' => plain.push('u'),
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ if plain.ends_with('-') || plain.is_empty() => {}
            _ => plain.push('-'),
        }
    }
    let plain = plain.trim_end_matches('-');
    if plain.is_empty() { "omrade.yaml".to_owned() } else { format!("{plain}.yaml") }
}
