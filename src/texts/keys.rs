//! The names of the tool's own texts: what is not listed here does not exist, and a test proves that what is
//! listed has a text in both languages.

use serde::Deserialize;

macro_rules! texts {
    ($($name:ident)*) => {
        /// The name of a text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "the texts themselves say what they are")]
        pub enum Text { $($name,)* }

        impl Text {
            /// Every name.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

texts! {
    // Words
    Error Help DidYouMean Unknown Form Possible Score Span Item Source
    Yes No Conditional GroupMark Percent Almost BarelyAny
    // Recommendation
    Undetermined Preliminary Firm FirmAnswered UndeterminedLead Leaning FindOut
    Support SupportNone StillPossible ConditionsLead Near Tie PrecedenceTie MixRules Variant Complement
    NotPossible Prerequisites PrerequisitesMet Remedy RemedyLater Excludes Contradictions
    SpeaksFor SpeaksAgainst OpenIndicators MoreReasons Evidence
    QuestionsTitle MoreQuestions QuestionFlips QuestionJoint QuestionGate
    FlipsTitle FlipsNone FlipsJoint Flip FlipSet MoreFlips
    AdviceTitle MoreAdvice KindLaw KindProcess KindCompensation KindFollowUp
    Interpretation RulesUsed WithProfile BoardDecides DetailHint
    ComplementRefused CurrentLine Users Providers Shares Municipal Private Nonprofit AsOf CurrentForm
    DecisionTitle DecisionSame DecisionDiffers DecisionNoted
    // Rules
    RulesTitle RulesDocuments RulesForms RulesCriteria RulesGates RulesIndicators RulesMix RulesComplements
    RulesVariants RulesAdvice RulesChecks RulesProfiles RulesScoring RulesMargin AlwaysLawful Core Aliases
    Excluded When And Or Unless SpeaksWhen Current Weight Weights KindGateLaw KindGatePrerequisite
    CurrentPrivateProviders CurrentCompetitiveForm ListId ListName ListVersion ListCriteria AllEqual Met
    Reservation For Interpreted
    // Workbooks
    WorkbookTitle SheetOverview SheetReasons SheetLists
    ColumnId ColumnArea ColumnAreaId ColumnBoard ColumnPeriod ColumnGroup ColumnCurrentForm ColumnAsOf ColumnUsers
    ColumnProvidersMunicipal ColumnProvidersPrivate ColumnProvidersNonprofit
    ColumnShareMunicipal ColumnSharePrivate ColumnShareNonprofit ColumnGeography ColumnDescription
    ColumnDecisionForm ColumnMotivation ColumnDecisionSource ColumnNotes
    ColumnToday ColumnRecommended ColumnFirmness ColumnSupport ColumnChange ColumnAgreement ColumnScore
    ColumnOpen ColumnNext ColumnPath
    ColumnStage ColumnEffect ColumnCriterion ColumnAnswer ColumnReason ColumnSource ColumnNote
    FirmnessFirm FirmnessPreliminary FirmnessUndetermined LeansTowards
    ChangeChanged ChangeUnchanged AgreementSame AgreementDiffers NotComparable
    StageGate StageIndicator StageMix StageVariant StageComplement
    EffectFor EffectAgainst EffectExcludes EffectReservation EffectOpen
    HintCurrentForm HintDecisionForm ChoiceTitle ChoiceError
    WorkbookTextTooLong WorkbookTooManyRows WorkbookCharacter WorkbookRefused
    // Problems outside files' contents
    NoSuchFile IsFolder NotReadable NotWritable NoSuchRules NoSuchProfile TooManyStates NothingEvaluated
    CellContent FaultsFound RulesFaulty ProfileList RulesList StdinTwice NoSuchLanguage
}
