//! What passes the door: events in, replies out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Something that happened on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Event {
    /// What it is.
    pub act: String,
    /// What it concerns.
    pub arg: String,
    /// What was typed or chosen.
    pub value: String,
    /// What the files are called that were opened together, and how many bytes each has.
    pub files: Vec<(String, usize)>,
    /// The fields of a form.
    pub fields: BTreeMap<String, String>,
}

/// A file that the page is to hand out.
#[derive(Debug, Clone, Serialize)]
pub struct HandedOut {
    /// Its name.
    pub name: String,
    /// Its kind, as browsers call it.
    pub kind: &'static str,
    /// What stands in it, which goes by another way.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// What the page is to do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reply {
    /// The whole page as markup.
    pub html: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: &'static str,
    /// What a screen reader says.
    pub say: String,
    /// The id of what gets the focus; empty where it stays.
    pub focus: String,
    /// Whether the file is to be printed, and not handed out.
    pub print: bool,
    /// A file to hand out.
    pub file: Option<HandedOut>,
    /// Name and text of the working file, so that nothing is lost if the engine stops.
    pub text: Option<(String, String)>,
    /// Whether the browser keeps it, too.
    pub keep: bool,
    /// Whether all of it has been saved.
    pub saved: bool,
}
