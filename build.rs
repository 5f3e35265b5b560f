//! Makes JSON of the tool's own texts, which is read in a tenth of the time that YAML takes, at every start.
//!
//! In: `texts/sv.yaml` and `texts/en.yaml`. Out: the same as JSON in the build's folder. A text file that is no YAML, or
//! has a key twice, ends the build.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let to = std::env::var("OUT_DIR")?;
    for lang in ["sv", "en"] {
        let path = format!("texts/{lang}.yaml");
        println!("cargo::rerun-if-changed={path}");
        let options = serde_yaml::options! {
            strict_booleans: true,
            duplicate_keys: serde_yaml::DuplicateKeyPolicy::Error,
        };
        let texts: serde_json::Value =
            serde_yaml::from_str_with_options(&fs::read_to_string(&path)?, options)
                .map_err(|error| format!("{path}: {error}"))?;
        fs::write(Path::new(&to).join(format!("{lang}.json")), texts.to_string())?;
    }
    Ok(())
}
