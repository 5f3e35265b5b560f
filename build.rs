//! Makes the tool's own texts ready when it is built: a method of `Texts` for each text, its words as arguments, and
//! JSON of the rest, which is read in a tenth of the time that YAML takes, at every start.
//!
//! In: `texts/sv.yaml` and `texts/en.yaml`. Out: `texts.rs`, `headings.rs` and JSON in the build's folder. A text file that is no YAML,
//! has a key twice or says something that the other does not, ends the build.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

/// The texts of a language: as they are, and as they are said in words.
type Language = (Map<String, Value>, Map<String, Value>);

fn main() -> Result<(), Box<dyn Error>> {
    let to = std::env::var("OUT_DIR")?;
    let mut languages = Vec::new();
    for lang in ["sv", "en"] {
        let path = format!("texts/{lang}.yaml");
        println!("cargo::rerun-if-changed={path}");
        let options = serde_yaml::options! {
            strict_booleans: true,
            duplicate_keys: serde_yaml::DuplicateKeyPolicy::Error,
        };
        let mut texts: Map<String, Value> =
            serde_yaml::from_str_with_options(&fs::read_to_string(&path)?, options)
                .map_err(|error| format!("{path}: {error}"))?;
        let mut part = |name| match texts.remove(name) {
            Some(Value::Object(part)) => Ok(part),
            _ => Err(format!("{path}: no `{name}`")),
        };
        languages.push((part("texts")?, part("plain")?));
        fs::write(Path::new(&to).join(format!("{lang}.json")), Value::Object(texts).to_string())?;
    }
    fs::write(Path::new(&to).join("texts.rs"), methods(&languages)?)?;
    fs::write(Path::new(&to).join("headings.rs"), headings(&languages)?)?;
    Ok(())
}

/// What sheets and their columns are called in every language: workbooks are read by the words that they are written with.
fn headings(languages: &[Language]) -> Result<String, Box<dyn Error>> {
    let mut code = String::from(
        "/// Each heading by the name of its text.\npub const HEADINGS: &[(&str, &[&str])] = &[\n",
    );
    let keys: BTreeSet<&String> = languages.iter().flat_map(|(usual, _)| usual.keys()).collect();
    for key in keys.into_iter().filter(|key| key.starts_with("column-") || key.starts_with("sheet-")) {
        let said: Vec<&str> = languages.iter().filter_map(|(usual, _)| usual.get(key)?.as_str()).collect();
        writeln!(code, "    ({key:?}, &{said:?}),")?;
    }
    code.push_str("];\n");
    Ok(code)
}

/// A method for each text, named as it is; its words are the arguments, in the order of the alphabet.
fn methods(languages: &[Language]) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("impl Texts {\n");
    let texts: BTreeSet<&String> = languages.iter().flat_map(|(usual, _)| usual.keys()).collect();
    let plain: BTreeSet<&String> = languages.iter().flat_map(|(_, plain)| plain.keys()).collect();
    if let Some(alone) = plain.difference(&texts).next() {
        return Err(format!("`{alone}` is only said in words").into());
    }
    for key in texts {
        let mut said = String::new();
        let mut words = BTreeMap::<String, BTreeSet<String>>::new();
        for (usual, plain) in languages {
            let text = usual
                .get(key)
                .and_then(Value::as_str)
                .ok_or(format!("`{key}` is not a text in each language"))?;
            let plain = plain
                .get(key)
                .map_or(Some(text), Value::as_str)
                .ok_or(format!("`{key}` in words is no text"))?;
            write!(said, "[{text:?}, {plain:?}], ")?;
            words.extend([text, plain].map(|text| (text.to_owned(), named(text))));
        }
        let (text, names) = words.first_key_value().ok_or("no language")?;
        if let Some((other, _)) = words.iter().find(|(_, others)| *others != names) {
            return Err(format!("`{key}` has other words in `{other}` than in `{text}`").into());
        }
        let method = key.replace('-', "_");
        let doc = languages.first().and_then(|(usual, _)| usual.get(key)?.as_str()).unwrap_or_default();
        writeln!(code, "#[doc = {:?}]\n#[must_use]", format!("```text\n{doc}\n```"))?;
        if names.is_empty() {
            writeln!(code, "pub fn {method}(&self) -> &'static str {{ self.pick([{said}]) }}")?;
        } else {
            let arguments: String = names.iter().map(|name| format!(", {name}: impl Display")).collect();
            let given: String =
                names.iter().map(|name| format!("({name:?}, &{name} as &dyn Display), ")).collect();
            writeln!(
                code,
                "pub fn {method}(&self{arguments}) -> String {{ fill(self.pick([{said}]), &[{given}]) }}"
            )?;
        }
    }
    code.push_str("}\n");
    Ok(code)
}

/// The words that a text names in braces; braces around anything else are what other languages mean by them.
fn named(text: &str) -> BTreeSet<String> {
    let is_word = |name: &&str| {
        !name.is_empty() && name.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '_'))
    };
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .filter(is_word)
        .map(str::to_owned)
        .collect()
}
