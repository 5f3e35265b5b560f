//! Closed words: enumerations whose names in files, in results and on the command line stand once.

/// Makes an enumeration of words, each with its one name, that is read and written by it.
macro_rules! words {
    ($($(#[$about:meta])* pub enum $set:ident { $($(#[$says:meta])* $word:ident = $name:literal,)+ })+) => {$(
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $set { $($(#[$says])* #[serde(rename = $name)] $word,)+ }

        impl $set {
            /// Every word, in the order in which they are listed.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$word),+];

            /// The same with their names.
            pub const NAMES: [(&'static str, Self); Self::ALL.len()] = [$(($name, Self::$word)),+];

            /// Its name in files, in results and on the command line.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$word => $name,)+ }
            }

            /// The word with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|word| word.id() == name)
            }
        }
    )+};
}

pub(crate) use words;
