//! A validated rule set: what a guideline says, as data.

use std::sync::Arc;

use super::Fraction;
use super::advice::{Advice, Consideration};
use super::answers::Provenance;
use super::area::Area;
use super::bilingual::Bilingual;
use super::case::{folded, lower_case};
use super::criterion::Criterion;
use super::findings::Allowed;
use super::head::{Citation, CitedDocument, Condition, Head};
use super::keys::{CriterionKey, FormKey, FormSet, Table};
use super::memo::MemoRules;
use super::places::{Layer, Places, Spot, Taken};
use super::plan::PlanRules;
use super::said::Said;
use super::service::Service;
use super::words;

/// Which rule set a result rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Its id, such as `linkoping-vard-omsorg`.
    pub id: String,
    /// Its version, as written in the file.
    pub version: String,
    /// SHA-256 of the rules as read, those inherited included: 64 hexadecimal digits. Line ends, comments and how a text is
    /// broken into lines do not change it.
    pub sha256: String,
    /// The day as of which the law it cites was read, ISO; none where it says nothing of that.
    pub law_read_on: Option<String>,
}

/// A rule set in which every reference resolves.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Id, version and hash.
    pub identity: Identity,
    /// What it is called.
    pub name: Bilingual,
    /// Whom it is for, what it rests on, what in it is interpretation.
    pub description: Bilingual,
    /// Every document that a source names.
    pub documents: Vec<Arc<CitedDocument>>,
    /// The forms in order of precedence.
    pub forms: Table<FormKey, Form>,
    /// The criteria in the order they are asked.
    pub criteria: Table<CriterionKey, Criterion>,
    /// Stage 1.
    pub gates: Vec<Gate>,
    /// Stage 2.
    pub indicators: Vec<Indicator>,
    /// Stage 3, rule 4.
    pub mix_rules: Vec<MixRule>,
    /// What can stand beside an outcome.
    pub complements: Vec<Complement>,
    /// Special shapes of a form.
    pub variants: Vec<Variant>,
    /// Texts that follow from an outcome and never change it.
    pub advice: Vec<Advice>,
    /// Contradictions to warn of.
    pub checks: Vec<Check>,
    /// What decisions can rest on beside the guideline.
    pub considerations: Vec<Consideration>,
    /// Kinds of services, with what law settles for each.
    pub services: Vec<Service>,
    /// How far apart two scores may be and still count as near, 0 to 1.
    pub margin: Fraction,
    /// Why that margin.
    pub margin_why: Bilingual,
    /// Whether the guideline itself is silent on it.
    pub margin_interpretation: bool,
    /// Named weights.
    pub profiles: Vec<Profile>,
    /// What a competition plan must hold beside the recommendations.
    pub plan: PlanRules,
    /// How the decision document of an area is built.
    pub memo: MemoRules,
    /// What is found in it and meant.
    pub allowed: Vec<Allowed>,
    /// Everything that it says, in its file's keys and texts.
    pub said: Arc<Said>,
    /// Where its parts stand.
    pub places: Places,
    /// The files or built-in rule sets that it is made of: its own, what that extends, and so on.
    pub layers: Vec<Layer>,
    /// What it takes away of what it extends.
    pub taken: Vec<Taken>,
    /// The rules of the days on which some gates are not in force: see [`RuleSet::on`].
    pub editions: Vec<Edition>,
}

impl RuleSet {
    /// The competitive forms, in order of precedence.
    pub fn competitive(&self) -> impl Iterator<Item = FormKey> {
        self.forms.iter().filter(|(_, form)| form.competitive).map(|(key, _)| key)
    }

    /// The forms that are not competitive, in order of precedence: the best of them that no gate excludes is the base, which
    /// can stand beside a competitive form.
    pub fn bases(&self) -> impl Iterator<Item = FormKey> {
        self.forms.iter().filter(|(_, form)| !form.competitive).map(|(key, _)| key)
    }

    /// The first base that is always lawful: what is left where gates exclude all else. A rule set that loads has one.
    #[must_use]
    pub fn fallback(&self) -> FormKey {
        self.bases().find(|form| self.forms.at(*form).always_lawful).unwrap_or_default()
    }

    /// Every form but [`RuleSet::fallback`]: once all of them are excluded, the outcome hangs on no score. Where several
    /// forms are always lawful, that never comes about.
    #[must_use]
    pub fn beside_fallback(&self) -> FormSet {
        let fallback = self.fallback();
        FormSet::of(self.forms.keys().filter(|form| *form != fallback))
    }

    /// The service that an area names.
    #[must_use]
    pub fn service_of(&self, area: &Area) -> Option<&Service> {
        let id = area.service.as_deref()?;
        self.services.iter().find(|service| service.id == id)
    }

    /// Where the area's answer to a criterion comes from.
    #[must_use]
    pub fn provenance(&self, area: &Area, criterion: CriterionKey) -> Provenance {
        let evidence = area.evidence.at(criterion).as_ref();
        let settled = self.service_of(area).and_then(|service| service.settled(criterion));
        match evidence {
            Some(evidence) if evidence.shared.is_some() => Provenance::Shared,
            Some(evidence) if evidence.answered => Provenance::Area,
            _ if settled.is_some() && settled == area.answers.get(criterion) => Provenance::Law,
            _ => Provenance::Area,
        }
    }

    /// Whether an answer to the criterion is a matter of law and fact, and no choice: a service can settle it, or a gate of
    /// law that is presumed passed names it.
    #[must_use]
    pub fn is_matter_of_law(&self, criterion: CriterionKey) -> bool {
        if self.services.iter().any(|service| service.settled(criterion).is_some()) {
            return true;
        }
        let laws = self.gates.iter().filter(|gate| gate.kind == GateKind::Law && gate.presumed);
        laws.flat_map(|gate| gate.when.criteria()).any(|named| named == criterion)
    }

    /// The criterion with this name, in files or on pages, however it is written: capitals, blanks, hyphens, underscores and
    /// dots over letters make no difference, where they do not tell two apart.
    #[must_use]
    pub fn criterion_named(&self, name: &str) -> Option<CriterionKey> {
        let lower = lower_case(name);
        let exact = self.criteria.iter().find(|(_, criterion)| criterion.is_named(&lower));
        if let Some((key, _)) = exact {
            return Some(key);
        }
        let wanted = folded(name);
        let is_near =
            |one: &Criterion| one.names().any(|own| folded(own) == wanted) || one.name.is_called(&wanted);
        let mut near = self.criteria.iter().filter(|(_, one)| is_near(one));
        near.next().filter(|_| near.next().is_none()).map(|(key, _)| key)
    }

    /// The layer that a part of it comes from, where it is inherited.
    #[must_use]
    pub fn inherited_from(&self, spot: Spot) -> Option<&Layer> {
        self.layers.get(spot.layer).filter(|_| spot.layer > 0)
    }

    /// The file in which a part of it stands, where it stands in one.
    #[must_use]
    pub fn path_of(&self, spot: Spot) -> Option<&str> {
        self.layers.get(spot.layer)?.path.as_deref().filter(|path| *path != "-")
    }

    /// The weight in use of an indicator: its own, else its criterion's, times what the profile says of that criterion
    /// (decision-model, "Robustness"). Of weights as the loader takes them the product is exact.
    #[must_use]
    pub fn weight(&self, indicator: &Indicator, profile: Option<&Profile>) -> Fraction {
        let own = indicator.weight.unwrap_or(self.criteria.at(indicator.criterion).weight);
        own * Profile::factor(profile, indicator.criterion)
    }

    /// The profile with this id, or else the one of this name, however it is written.
    #[must_use]
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        let wanted = folded(name);
        let is_called = |profile: &&Profile| folded(&profile.id) == wanted || profile.name.is_called(&wanted);
        let mut called = self.profiles.iter().filter(is_called);
        let exact = self.profiles.iter().find(|profile| profile.id == name);
        exact.or_else(|| called.next().filter(|_| called.next().is_none()))
    }
}

/// The rules of the days on which some gates are not in force.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Which gates are, in the order of the rule set.
    pub in_force: Vec<bool>,
    /// The rules of those days.
    pub rules: RuleSet,
}

/// A form of provision.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Id, such as `lov`.
    pub id: String,
    /// Short name for tables.
    pub name: Bilingual,
    /// Still shorter, for narrow columns.
    pub short: Bilingual,
    /// Name as a recommendation.
    pub title: Bilingual,
    /// Name as a recommendation beside a share kept in-house; competitive forms have one.
    pub mix_title: Option<Bilingual>,
    /// Where there are several bases: the same beside each of them, which it names.
    pub mix_titles: Vec<(FormKey, Bilingual)>,
    /// Whether others than the municipality can provide it; the forms that are not are what is kept in-house.
    pub competitive: bool,
    /// Whether no gate can exclude it.
    pub always_lawful: bool,
    /// What it is.
    pub why: Bilingual,
    /// Where that is said.
    pub sources: Vec<Citation>,
}

words! {
    /// Why a gate excludes.
    pub enum GateKind {
        /// The law forbids the form.
        Law = "law",
        /// The guideline requires something that is not there.
        Prerequisite = "prerequisite",
    }
}

/// Excludes forms while its condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// What it says.
    pub head: Arc<Head>,
    /// Law or prerequisite.
    pub kind: GateKind,
    /// When it fires.
    pub when: Condition,
    /// What it then excludes.
    pub excludes: FormSet,
    /// Whether it is taken to be passed while it is open: then the ways in which it fires are left out of the shares
    /// (decision-model, "Stage 1"). One that hangs on a choice of the board is not.
    pub presumed: bool,
    /// Said when a prerequisite is met.
    pub met: Option<Bilingual>,
    /// Said when a prerequisite is met in part: what to remedy.
    pub reservation: Option<Bilingual>,
}

/// An answer that speaks for a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// What it says.
    pub head: Arc<Head>,
    /// The form it speaks for.
    pub form: FormKey,
    /// The criterion.
    pub criterion: CriterionKey,
    /// Whether `no` speaks for the form instead of `yes`.
    pub reversed: bool,
    /// Its weight from 0, in place of the criterion's.
    pub weight: Option<Fraction>,
}

impl Indicator {
    /// The answer that speaks for the form: of yes, partly and no, by position.
    #[must_use]
    pub const fn speaking(&self) -> u8 {
        if self.reversed { 2 } else { 0 }
    }

    /// The answer that speaks against it.
    #[must_use]
    pub const fn opposing(&self) -> u8 {
        2 - self.speaking()
    }
}

/// Keeps a share in-house beside a competitive form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixRule {
    /// What it says.
    pub head: Arc<Head>,
    /// When it fires.
    pub when: Condition,
}

/// Something that can stand beside an outcome, such as an IOP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complement {
    /// What it says.
    pub head: Arc<Head>,
    /// What it is called.
    pub name: Bilingual,
    /// When it applies.
    pub when: Condition,
    /// What refuses it.
    pub unless: Vec<Unless>,
}

/// Refuses a complement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unless {
    /// What it says.
    pub head: Arc<Head>,
    /// When it refuses.
    pub when: Condition,
}

/// A special shape of a form, such as a framework agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// What it says.
    pub head: Arc<Head>,
    /// The form it is a shape of.
    pub form: FormKey,
    /// What it is called.
    pub name: Bilingual,
    /// When it applies.
    pub when: Condition,
}

words! {
    /// What the current state can be checked for.
    pub enum CurrentFact {
        /// Private providers are counted, or have a share.
        PrivateProviders = "private_providers",
        /// The current form contains a competitive form.
        CompetitiveForm = "competitive_form",
    }
}

/// A contradiction within an area file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What it says.
    pub head: Arc<Head>,
    /// The answers it concerns, if it concerns any.
    pub when: Option<Condition>,
    /// The fact of the current state it concerns.
    pub current: Option<CurrentFact>,
}

/// Named weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Id, such as `neutral`.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// Which priority it stands for.
    pub why: Bilingual,
    /// What the weights of criteria and indicators are multiplied by, where that is not 1.
    pub weights: Vec<(CriterionKey, Fraction)>,
}

impl Profile {
    /// What the weights on a criterion are multiplied by; 1 without a profile.
    #[must_use]
    pub fn factor(profile: Option<&Self>, criterion: CriterionKey) -> Fraction {
        let given = profile.and_then(|profile| profile.weights.iter().find(|(key, _)| *key == criterion));
        given.map_or(Fraction::from_integer(1), |(_, factor)| *factor)
    }
}
