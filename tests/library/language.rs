//! How the tool speaks to those who decide: words that it does not say to them, and what it says in their place.

use std::fs;

use serde_json::Value;

use crate::support::root;

/// Never said in Swedish, in no matter which case: words of programming and of the model, and what was stilted or wrong.
const NEVER: [&str; 37] = [
    "stöd {",
    "outrett",
    "grind",
    "mixregel",
    "fynd",
    " frö",
    "talar för verksamhetsuppdrag (delvis)",
    "öppet för {",
    "hela lagen",
    "lagen i dess helhet",
    "mot betalning",
    "1/20",
    "tjugondel",
    "vikt 1/2",
    "fortsätt som i dag",
    "som i dag",
    "idéburen partner",
    "tävla",
    "avtal i konkurrens",
    "låt förvaltningen följa",
    "svårt för förändringar",
    "ville börja",
    "sätt att besvara",
    "pekar reglerna",
    "ta inte brukarval",
    "läs underlag",
    "ge egenregin",
    "planera för att",
    "kräver juridisk prövning",
    "den tredje förutsättningen",
    "vad områdesfilerna",
    "svar som ensamma",
    "minsta ändring till",
    "frågor som ännu kan påverka: {number}",
    "hur fast den är",
    "är öppen för",
    "blanksteg",
];

/// What is said in its place.
const SAID: [&str; 22] = [
    "otillräckligt underlag",
    "Säkerhet",
    "Spärr",
    "Regel för marknadsmix",
    "Anmärkning",
    "slumptal",
    "Ger inget stöd åt",
    "Obesvarat som kan tala för",
    "Köp av tjänst",
    "Fortsatt {form}",
    "Ny driftsform",
    "Utreds vidare",
    "Ta ställning",
    "Idéburen part",
    "avtalsuppföljning",
    "känslig för förändringar",
    "sex månader efter omställningen",
    "Brukarens val är inte i sig",
    "Kommunen har kvar det yttersta ansvaret",
    "Nuläget i varje verksamhetsområde",
    "Svar som vart för sig skulle ändra",
    "Högst {number} frågor kvar",
];

/// Every text under a key, at any depth; of those without the key all.
fn under(key: Option<&str>, value: Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if key.is_none() => found.push(text),
        Value::Array(list) => list.into_iter().for_each(|value| under(key, value, found)),
        Value::Object(object) => {
            for (name, value) in object {
                under(key.filter(|key| *key != name), value, found);
            }
        }
        _ => {}
    }
}

fn read(path: &str) -> Value {
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&fs::read_to_string(root().join(path)).unwrap(), options).unwrap()
}

#[test]
fn pages_speak_as_a_board_does() {
    let mut texts = Vec::new();
    let mut own = read("texts/sv.yaml");
    for part in ["texts", "plain"] {
        under(None, own[part].take(), &mut texts);
    }
    for set in ["sverige", "linkoping-vard-omsorg", "linkoping-ovriga-namnder"] {
        under(Some("sv"), read(&format!("rules/{set}.yaml")), &mut texts);
    }
    assert!(texts.len() > 1000, "{}", texts.len());
    for text in &texts {
        let lower = text.to_lowercase();
        let word = NEVER.iter().find(|word| lower.contains(**word));
        assert_eq!(word, None, "{text}");
    }
    for said in SAID {
        assert!(texts.iter().any(|text| text.contains(said)), "{said}");
    }
}

/// A source is named as a board names it: never by the short name of a file.
#[test]
fn documents_have_names() {
    let mut names = 0;
    for set in ["sverige", "linkoping-vard-omsorg", "linkoping-ovriga-namnder"] {
        for document in read(&format!("rules/{set}.yaml"))["documents"].as_array().into_iter().flatten() {
            let id = document["id"].as_str().unwrap();
            for lang in ["sv", "en"] {
                let Some(name) = document["name"][lang].as_str() else { continue };
                names += 1;
                assert!(name != id && !name.contains("-lag"), "{set}: {name}");
            }
        }
    }
    assert!(names > 20, "{names}");
}
