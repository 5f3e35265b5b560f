//! What a command opens before it begins: rules with a profile, files, areas.
//!
//! In: names that someone typed. Out: what they name, or [`Said`] where something is wrong with it, which has been said.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use avtalsform::explain::Advisor;
use avtalsform::load::{self, Files, Found, Input, LoadedRules, Node, PassedOver, Shared, SharedFile, Why};
use avtalsform::model::{Area, RuleSet, composed};
use avtalsform::say::words::harmless;
use avtalsform::write::docx::{MARK, Template, TemplateFault};

use super::args::By;
use super::emit::Form;
use super::format::Format;
use super::paths::{self, Meant};
use super::session::{Said, Session};

/// What stands in some files.
#[derive(Default)]
pub struct Read {
    pub areas: Vec<Area>,
    pub documents: usize,
    /// What became of the files.
    pub files: Files,
    /// Whether anything was at fault, which has been said.
    pub failed: bool,
}

impl Session<'_> {
    /// The rule set with this id, or in this file.
    pub fn rules(&self, name: &str) -> Result<RuleSet, Said> {
        self.valid_rules(name, self.loaded_rules(name)?)
    }

    /// All that stands in a rule set, the inherited included.
    pub fn whole_rules(&self, name: &str) -> Result<Node, Said> {
        let mut loaded = self.loaded_rules(name)?;
        let whole = loaded.whole.take();
        self.valid_rules(name, loaded)?;
        whole.ok_or(Said)
    }

    fn loaded_rules(&self, name: &str) -> Result<LoadedRules, Said> {
        let path = Path::new(name);
        let bytes = match load::embedded(name) {
            Some(text) => text.as_bytes().to_vec(),
            None => {
                self.allow(path)?;
                if name != "-" && !path.exists() {
                    return Err(paths::no_rules(self, name));
                }
                self.read(path, Meant::Rules)?
            }
        };
        Ok(load::rules(name, bytes, &|path| self.beneath(path)))
    }

    /// The bytes of a file that a rule set extends.
    pub fn beneath(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        self.inputs.add([path]);
        self.disk.read_plain(path)
    }

    /// The rule set that was read, if it has no fault.
    pub fn valid_rules(&self, name: &str, loaded: LoadedRules) -> Result<RuleSet, Said> {
        loaded.rules.ok_or_else(|| {
            for (source, faults) in loaded.beneath.iter().chain([&(loaded.source, loaded.faults)]) {
                self.faults(source, faults);
                self.say("");
            }
            self.error(self.texts.rules_faulty(name))
        })
    }

    /// What computes as a command was asked to.
    pub fn advisor_by<'r>(&self, rules: &'r RuleSet, by: &By) -> Result<Advisor<'r>, Said> {
        if let Some(day) = by.date.as_deref().filter(|day| !load::is_date(day)) {
            return Err(self.error(self.texts.no_date(day)));
        }
        Ok(self.advisor(rules, by.profile.as_deref())?.on(by.date.clone()))
    }

    /// What computes with a rule set in the profile asked for.
    pub fn advisor<'r>(&self, rules: &'r RuleSet, profile: Option<&str>) -> Result<Advisor<'r>, Said> {
        let found = profile.map(|name| (name, rules.profile(name)));
        if let Some((name, None)) = found {
            self.error(self.texts.no_such_profile(name, &rules.identity.id));
            let names: Vec<&str> = rules.profiles.iter().map(|profile| profile.id.as_str()).collect();
            self.hint(&self.texts.profile_list(names.join(", ")));
            return Err(Said);
        }
        // A rule set that loads can be computed with in every profile.
        Advisor::new(rules, found.and_then(|(_, profile)| profile)).ok_or(Said)
    }

    /// The files under some paths.
    pub fn find(&self, paths: &[PathBuf], input: Option<Input>) -> Found {
        let found = self.disk.find(paths, input);
        self.inputs.add(found.files.iter().map(PathBuf::as_path));
        found
    }

    /// Asked before anything else is of a path: where it may not be read, nothing is said of what is there.
    pub fn allow(&self, path: &Path) -> Result<(), Said> {
        let not_readable =
            |error| self.fail(&self.not_readable(&load::shown_path(path), &load::reason(&error)));
        self.disk.allow(path).map_err(not_readable)
    }

    /// The bytes of a file that was meant as something.
    pub fn read(&self, path: &Path, meant: Meant) -> Result<Vec<u8>, Said> {
        self.allow(path)?;
        if path != Path::new("-") && path.is_dir() {
            return Err(paths::is_folder(self, path, meant));
        }
        self.inputs.add([path]);
        self.disk.read(path).map_err(|error| match error {
            error if load::is_gone(&error) => paths::missing_file(self, path, meant),
            error => self.fail(&self.not_readable(&load::shown_path(path), &load::reason(&error))),
        })
    }

    /// How a page is written in a format; the template that was named goes with Word alone, and is not written over.
    pub fn form(&self, format: Format, template: Option<&Path>, areas: &[PathBuf]) -> Result<Form, Said> {
        let Some(path) = template else { return Ok(Form::Plain(format)) };
        if format != Format::Docx {
            return Err(self.error(self.texts.template_only_word(self.texts.template_name())));
        }
        if path == Path::new("-") && areas.iter().any(|area| area == path) {
            return Err(self.error(self.texts.stdin_twice()));
        }
        let bytes = self.read(path, Meant::Template)?;
        let fault =
            |fault: TemplateFault| self.error(fault.message(&load::shown_path(path), MARK, self.texts));
        Ok(Form::In(Box::new(Template::read(&bytes).map_err(fault)?)))
    }

    /// The areas in some files, every one read, so that all faults of all files are shown at once.
    pub fn areas(&self, rules: &RuleSet, files: &[PathBuf]) -> Read {
        let mut read = Read::default();
        let (mut faults, mut faulty) = (0, 0);
        let mut standard_input = false;
        let shared = self.shared(rules);
        let mut blocked: BTreeSet<String> = BTreeSet::new();
        for path in files {
            if load::is_shared(path) && path.is_file() {
                read.files.found += 1;
                read.files.passed_over.push(PassedOver { path: path.clone(), why: Why::Shared });
                continue;
            }
            if path == Path::new("-") && std::mem::replace(&mut standard_input, true) {
                self.error(self.texts.stdin_twice());
                read.failed = true;
                continue;
            }
            read.files.found += 1;
            let Ok(bytes) = self.read(path, Meant::Areas) else {
                read.failed = true;
                read.documents += 1;
                read.files.refused += 1;
                continue;
            };
            let before = faults;
            for loaded in load::file(&load::shown_path(path), bytes, Input::of(path), rules) {
                read.documents += loaded.documents.max(1);
                for mut area in loaded.areas {
                    match shared.fill(&mut area) {
                        Ok(()) => read.areas.push(area),
                        Err(file) => {
                            read.failed = true;
                            if blocked.insert(file.source.path.clone()) {
                                self.shared_fault(&file);
                            }
                        }
                    }
                }
                let over = |why| PassedOver { path: path.clone(), why };
                read.files.passed_over.extend(loaded.passed_over.map(over));
                self.notes(&loaded.source, &loaded.notes);
                if !loaded.faults.is_empty() {
                    read.failed = true;
                    faults += loaded.faults.len();
                    self.faults(&loaded.source, &loaded.faults);
                    self.say("");
                }
            }
            faulty += usize::from(faults > before);
        }
        read.files.refused += faulty;
        if read.areas.is_empty() && !read.files.passed_over.is_empty() {
            self.passed_over(&read.files);
        }
        if faulty > 0 {
            self.hint(&self.texts.faults_found(faults, faulty));
        }
        read
    }

    /// The files of shared answers on the disk, for areas of a rule set.
    pub fn shared<'s>(&'s self, rules: &'s RuleSet) -> Shared<'s> {
        Shared::new(rules, |path| self.beneath(path))
    }

    /// Says what is wrong with a file of shared answers, and that the areas under it are left out.
    pub fn shared_fault(&self, file: &SharedFile) {
        let path = &file.source.path;
        if let Some(reason) = &file.unreadable {
            self.fail(&self.not_readable(path, reason));
        } else {
            self.faults(&file.source, &file.faults);
        }
        self.hint(&harmless(&self.texts.shared_faulty(path)));
        self.say("");
    }

    /// The area in a file that is meant, that of the id asked for or the only one, and which it is, from 0.
    pub fn one_of(&self, path: &Path, areas: Vec<Area>, id: Option<&str>) -> Result<(usize, Area), Said> {
        let path = &*load::shown_path(path);
        let id = id.map(composed);
        let id = id.as_deref();
        let ids = areas.iter().map(|area| area.id.clone()).collect::<Vec<_>>().join(", ");
        let mut found = (0..).zip(areas).filter(|(_, area)| id.is_none_or(|id| area.id == id));
        Err(match (found.next(), found.next(), id) {
            (Some(found), None, _) => return Ok(found),
            (None, _, None) => self.error(self.texts.nothing_evaluated()),
            (_, _, None) => self.error(self.texts.what_if_several(&ids, path)),
            (None, _, Some(id)) => self.error(self.texts.what_if_no_area(id, &ids, path)),
            (_, _, Some(id)) => self.error(self.texts.what_if_same_id(id, path)),
        })
    }
}
