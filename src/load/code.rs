//! What can be wrong with a file: the codes.
//!
//! The sentences stand in `texts/`; a test proves that every code has one in both languages.

use serde::{Deserialize, Serialize};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The code of a fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        #[schemars(rename = "FaultCode")]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

faults! {
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Text in UTF-16.
    Utf16,
    /// A letter that was lost when the file was made.
    LostLetter,
    /// A letter that was made two or three when the file was made.
    TwiceEncoded,
    /// Bytes that no text file has.
    NotText,
    /// Larger than a file may be: 256 MiB.
    TooLarge,
    /// Nothing in it.
    EmptyFile,
    /// A character that steers a terminal or printer and belongs in no text.
    ControlCharacter,
    /// A tab where YAML wants spaces.
    YamlTab,
    /// A quotation mark without its mate.
    YamlQuote,
    /// Text after a closing quotation mark.
    YamlAfterQuote,
    /// A bracket or brace without its mate.
    YamlBracket,
    /// Indentation that does not fit the lines before.
    YamlIndent,
    /// A colon where none can be, or none where one must be.
    YamlColon,
    /// No blank behind the colon of a key.
    BlankMissing,
    /// A sign alone where a value belongs, which YAML takes for its own.
    LoneSign,
    /// A note below an answer on the line of its question.
    NoteUnderAnswer,
    /// Text behind ` #`, which YAML takes for a comment.
    TextAfterHash,
    /// A colon in a text within braces.
    ColonInBraces,
    /// A blank that is none to YAML.
    HardBlank,
    /// A character that is not seen, in a word that is known without it.
    InvisibleCharacter,
    /// Quotation marks of a word processor around a word.
    CurlyQuotes,
    /// An unknown escape in a quoted text.
    YamlEscape,
    /// A document that begins where the one before has not ended.
    YamlDocument,
    /// Nested deeper than a document may be.
    YamlNesting,
    /// Anything else that is not YAML.
    YamlSyntax,
    /// Anything that is not JSON.
    JsonSyntax,
    /// JSON that ends before it is complete.
    JsonEnds,
    /// An anchor or alias.
    YamlAlias,
    /// A tag.
    YamlTag,
    /// A merge key.
    YamlMerge,
    /// A key that is not a plain word.
    YamlKey,
    /// More documents than one file may have.
    TooManyDocuments,
    /// More nodes than one document may have.
    TooManyNodes,
    /// More text than one document may have.
    TooMuchText,
    /// More faults than are told of one file.
    TooManyFaults,
    /// A key that does not belong there.
    UnknownKey,
    /// A key that belongs a step farther in or out.
    MisplacedKey,
    /// A key given twice.
    DuplicateKey,
    /// Rules where an area belongs.
    RulesFile,
    /// Tests of rules where an area belongs.
    TestsFile,
    /// Shared answers where an area belongs.
    SharedFile,
    /// Shared answers for more or less than one kind of areas.
    SharedFor,
    /// A second file of shared answers in one folder.
    SharedTwice,
    /// Nothing in a file that should hold a plan.
    EmptyPlan,
    /// A heading, group or solution that a plan file has twice.
    TwiceInPlan,
    /// A chapter that is to stand both before one and behind one.
    BeforeAndAfter,
    /// A chapter that the plan does not have.
    UnknownChapter,
    /// A required key that is not there.
    MissingKey,
    /// A value of the wrong type.
    WrongType,
    /// A text that is empty.
    EmptyText,
    /// A name that no criterion of the rule set has.
    UnknownCriterion,
    /// In a rule set, a name that none of its criteria has.
    UndeclaredCriterion,
    /// A criterion given twice, perhaps under its two names.
    DuplicateCriterion,
    /// A criterion named twice in one condition.
    TwiceInCondition,
    /// Not an answer.
    WrongAnswer,
    /// Not one of a criterion's options.
    WrongOption,
    /// A number of something that is negative or not whole.
    WrongCount,
    /// Not a share in per cent.
    WrongShare,
    /// Shares that do not add up to 100.
    ShareSum,
    /// Not a percentage from 0 to 100, or one with too many decimals.
    WrongPercent,
    /// Not a change in per cent, or one with too many decimals.
    WrongChange,
    /// Not an amount in kronor, or one whose decimals may be thousands.
    WrongAmount,
    /// Not a volume, or one whose decimals may be thousands.
    WrongVolume,
    /// Not a year.
    WrongYear,
    /// A district given twice.
    DuplicateDistrict,
    /// Not a date of the calendar.
    WrongDate,
    /// Figures that are neither a year nor two.
    WrongPeriod,
    /// A last day before the first.
    EndsBefore,
    /// Not a service of the rule set's catalogue.
    UnknownService,
    /// A service that settles what it leaves open.
    SettledAndOpen,
    /// Not an outcome of the rule set.
    UnknownOutcome,
    /// An id with characters that ids do not have.
    WrongId,
    /// An address that is none of the web.
    WrongAddress,
    /// An id given twice.
    DuplicateId,
    /// A criterion's or answer's name that another already has.
    DuplicateName,
    /// A form that the rule set does not have.
    UnknownForm,
    /// A document that the rule set does not declare.
    UnknownDocument,
    /// A word that is not among those possible here.
    UnknownWord,
    /// Something is allowed for what the rule set does not have.
    UnknownSubject,
    /// Fewer than two options.
    FewOptions,
    /// Help for yes, partly and no beside options.
    HelpBesideOptions,
    /// A second document where there is room for one.
    TwoDocuments,
    /// An indicator on a criterion with options.
    OptionsIndicator,
    /// Two indicators for one form on one criterion.
    DuplicateIndicator,
    /// Nothing in a file that should hold a rule set.
    EmptyRules,
    /// Weights without a common denominator of reasonable size.
    WeightsTooFine,
    /// No form that is always lawful and not competitive.
    NoLawfulForm,
    /// No competitive form.
    NoCompetitiveForm,
    /// A gate that excludes a form that is always lawful.
    ExcludesLawful,
    /// A condition that no answers fulfil.
    NeverHolds,
    /// A complement that something always refuses.
    AlwaysRefused,
    /// A condition that names every answer to a criterion.
    NamesEveryAnswer,
    /// A weight that is not a number from 0.
    WrongWeight,
    /// A margin that is not a number from 0 to 1.
    WrongMargin,
    /// An item number that is not a whole number from 1.
    WrongItem,
    /// More of something than there can be.
    TooMany,
    /// More ways to answer than can be counted.
    TooManyWays,
    /// Neither answers nor a fact of the current state to check.
    EmptyCheck,
    /// Not a workbook of the kind that is read.
    NotWorkbook,
    /// A file of another kind, which holds no areas.
    OtherFile,
    /// A workbook that only a password opens.
    LockedWorkbook,
    /// A workbook that is damaged.
    BrokenWorkbook,
    /// A workbook that holds far more than its size tells.
    SwollenWorkbook,
    /// A workbook with more cells than are read.
    TooManyCells,
    /// A sheet with more columns than are read.
    TooManyColumns,
    /// A workbook without the sheet that lists the areas.
    MissingSheet,
    /// A workbook that has the same sheet in both languages.
    TwoSheets,
    /// A sheet without a column that it must have.
    MissingColumn,
    /// A column that does not belong there.
    UnknownColumn,
    /// A column given twice, perhaps under its two names.
    DuplicateColumn,
    /// Values in columns without a name, which are passed over.
    NamelessColumn,
    /// A cell whose formula failed.
    ErrorCell,
    /// A cell whose formula has no result in the file.
    FormulaCell,
    /// A value in a cell that is merged over several columns.
    MergedCell,
    /// A number below one where per cent are meant, which may be a part of one.
    PerhapsPercent,
    /// Columns that are not known, and are passed over.
    PassedColumns,
    /// Rows that are no areas, and are passed over.
    PassedRows,
    /// Evidence for an area that has no row.
    GoneArea,
    /// Shares that only rounding keeps from a hundred.
    RoundedShares,
    /// A cell with a date, percentage or truth value where a text belongs.
    NotTextCell,
    /// A cell with more text than a cell can hold.
    TooLongCell,
    /// Evidence for an area that the workbook does not list.
    UnknownArea,
    /// A row of a workbook about an area whose id several municipalities have.
    AmbiguousArea,
    /// Evidence for an answer that the area does not give.
    EvidenceWithoutAnswer,
    /// Evidence for one answer in two rows.
    DuplicateEvidence,
    /// Two rows that should say the same of one area, and do not.
    DifferingRows,
    /// A ceiling for a district as a whole beside one for a kind of provider.
    TwoCeilings,
    /// A file that holds no rule tests.
    NotTests,
    /// A file of rule tests without a test.
    NoTests,
    /// Two tests of one name in a file.
    DuplicateTest,
    /// A rule set that is neither built in nor a file.
    UnknownRules,
    /// A rule set that another extends, and that is neither built in nor a file.
    NoBase,
    /// A rule set that extends itself, perhaps by way of others.
    CircularRules,
    /// A layer takes away what its base does not have.
    RemovesNothing,
    /// A layer takes away what is still used.
    StillUsed,
    /// A file that another one names and that does not exist.
    MissingFile,
    /// A file that another one names and that cannot be read.
    UnreadableFile,
    /// A file that another one names and that has faults of its own.
    FaultyFile,
    /// A file with several areas where one is needed.
    SeveralAreas,
    /// A profile that the rule set does not have.
    UnknownProfile,
    /// A rule that the rule set does not have.
    UnknownRule,
    /// A rule named where another kind of rule belongs.
    RuleElsewhere,
    /// A test, or a part of one, that expects nothing.
    ExpectsNothing,
    /// Something expected to be there and not to be there.
    ExpectsBoth,
    /// An option that should read `criterion=answer`.
    NotAssignment,
}

impl Fault {
    /// Whether it is only to be known: nothing is wrong, and all goes on.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(
            self,
            Self::PassedColumns
                | Self::PassedRows
                | Self::NamelessColumn
                | Self::GoneArea
                | Self::RoundedShares
        )
    }
}
