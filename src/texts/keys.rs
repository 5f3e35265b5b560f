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
    Error Help DidYouMean EndingNotWritten EndingFormats Unknown Form Possible Score Span Item Source Yes No Conditional GroupMark Percent
    Almost BarelyAny
    // Signs, which are words on plain pages
    Step NoValue OverviewNone FormsTogether Is AnswersOr FromTo QuestionParts RuleAt Marked OptionName
    DiffReasonCame DiffReasonWent DiffReasonChanged OverviewLeans EvidenceSource SignFor SignAgainst SignOpen
    SignCare SignExcludes SignMet SignFailed SourceAlone OtherReasons
    // Recommendation
    Undetermined Preliminary Firm FirmAnswered UndeterminedLead Leaning FindOut Support SupportNone
    StillPossible StillPossibleTitle ConditionsLead Near Tie PrecedenceTie MixRules Variant Complement NotPossible
    Prerequisites PrerequisitesMet Remedy RemedyLater Excludes Contradictions SpeaksFor SpeaksAgainst
    OpenIndicators MoreReasons Evidence QuestionsTitle MoreQuestions QuestionFlips QuestionJoint
    QuestionGate FlipsTitle FlipsNone FlipsJoint Flip FlipSet MoreFlips AdviceTitle MoreAdvice KindLaw
    KindProcess KindCompensation KindFollowUp Interpretation RulesUsed WithProfile BoardDecides DetailHint
    ComplementRefused CurrentLine Users Providers Shares Municipal Private Nonprofit AsOf CurrentForm
    DecisionTitle DecisionSame DecisionDiffers DecisionNoted
    // Rules
    RulesTitle RulesDocuments RulesForms RulesCriteria RulesGates RulesIndicators RulesMix RulesComplements
    RulesVariants RulesAdvice RulesChecks RulesProfiles RulesScoring RulesMargin AlwaysLawful Core Aliases
    Excluded When And Or Unless SpeaksWhen Current Weight Weights KindGateLaw KindGatePrerequisite
    RulesPlanState RulesPlanMissions RulesPlanDistricts RulesPlanProcedure StateAlways StateWithReason
    CurrentPrivateProviders CurrentCompetitiveForm ListTitle ListId ListName ListVersion ListCriteria AllEqual Met
    Reservation Why Interpreted
    // Overviews
    OverviewAreas OverviewShown OverviewArea OverviewToday OverviewRecommended OverviewFirmness
    OverviewSupport OverviewChange OverviewQuestion OverviewLeaning OverviewLine OverviewFirst NoGroup
    ShortFirm ShortPreliminary ShortUndetermined ChangeChanged ChangeUnchanged ChangeNotComparable
    AgreementSame AgreementDiffers AgreementNotComparable NotRecorded TodayMix TodayCompetitive TotalsTitle
    TotalsFirmness TotalsChange TotalsAgreement ProgressBar ProgressCount OverviewTitle OverviewAreasTitle
    OverviewAnswersTitle OverviewScoresTitle OverviewCaption OverviewOpen Contents FactRules FactHash
    FactProfile LeadOutcome NoRecommendation FigurePortfolio FigureAnswers FigureAnswersSaid
    FigureScores ScoreExcluded ScoreChosen ScoreConditional AnswerYes AnswerPartly AnswerNo AnswerOption
    // Plan
    PlanTitle PlanTitlePeriod PlanBoard PlanBoards PlanPeriod PlanPeriods PlanAreas PlanRuleSet PlanProfile
    PlanNotGiven PlanMore PlanSource PlanIsInterpretation PlanBoardDecides PlanIncomplete PlanSectionSummary
    PlanSectionState PlanSectionMeasures PlanSectionOpen PlanSectionFrameworks PlanSectionComplements
    PlanSectionLaw PlanSectionMissions PlanSectionCompensation PlanSectionDistricts PlanSectionDecisions
    PlanSectionProcedure PlanSectionAppendix PlanSectionRules PlanSectionInterpretation PlanSectionAbout
    PlanIntroState PlanIntroMeasures PlanIntroOpen PlanIntroFrameworks PlanIntroComplements PlanIntroLaw
    PlanIntroMissions PlanIntroCompensation PlanIntroDistricts PlanIntroDecisions PlanIntroProcedure
    PlanIntroAppendix PlanIntroRules PlanIntroInterpretation PlanAbout PlanSummaryArea PlanSummaryAreas
    PlanSummaryFirmness PlanSummaryDirections PlanSummaryChange PlanSummaryAgreement PlanSummaryState
    PlanSummaryMissions PlanSummaryCompensation PlanSummaryQuestions PlanColumnArea PlanColumnAreas
    PlanColumnToday PlanColumnAsOf PlanColumnOutcome PlanColumnDirection PlanColumnMotivation PlanColumnWhy
    PlanColumnSource PlanColumnNumber PlanColumnTotal PlanStateCaption PlanMissingCaption PlanColumnFact
    PlanMissing PlanMissingFacts PlanWhereReason PlanStateComplete PlanMeasuresCaption PlanContinue
    PlanChange PlanInvestigate PlanContinueText PlanChangeText PlanChangeFromUnnamed PlanNoCurrentText
    PlanInvestigateText PlanInvestigateBare PlanPreliminaryText PlanSupportText
    PlanReasonExcluded PlanNoReasons PlanRemedy PlanOpenCaption
    PlanColumnQuestion PlanOpenNone PlanFrameworksCaption PlanColumnVariant
    PlanFrameworksNone PlanComplementsCaption PlanColumnComplement PlanColumnPossible PlanComplementPossible
    PlanComplementRefused PlanComplementsNone PlanLawCaption PlanColumnLaw PlanLawAll PlanLawNone
    PlanMissionsCaption PlanMissionHolds PlanMissionHoldsCaption PlanColumnMission PlanColumnPart
    PlanColumnUsers PlanColumnContent PlanMissionWhole PlanMissionPart PlanMissionUsers PlanMissionUngrouped
    PlanMissionUngroupedText PlanMissionAlone PlanMissionsNone PlanCompensationCaption PlanColumnStep
    PlanColumnAdjustment PlanColumnAmount PlanAmount PlanStepBase PlanStepVolume PlanStepEfficiency
    PlanStepQuality PlanStepIndex PlanStepTotal PlanStepFixed PlanStepVariable PlanNotSplit
    PlanCompensationMissing PlanCompensationRounded PlanDistrictsCaption PlanColumnDistrict
    PlanColumnInHouse PlanColumnPrivate PlanColumnShare PlanColumnVolume PlanColumnCeiling PlanAboveCeiling
    PlanWithinCeiling PlanDecisionsCaption PlanColumnDecision PlanColumnDiffers PlanDiffersExcluded
    PlanDiffersScore PlanDiffersFlip PlanDecisionsNone PlanNoDecision PlanAppendixAnswers
    PlanAppendixReasons PlanAppendixAdvice PlanColumnCriterion PlanColumnAnswer PlanColumnEvidence
    PlanRulesCaption PlanColumnDocument PlanColumnDocumentTitle PlanColumnStanding PlanOverviewUnansweredIn
    // Documents
    Page PageOf StyleFacts StyleNotice StyleTable StyleLead StyleEntry StyleDetail
    // Plans, more
    DecimalMark PlanDecide PlanColumnPerCent PlanColumnWhat PlanColumnProviders PlanColumnShares
    PlanColumnGeography PlanStateDescriptions PlanFrameworkFollows PlanFrameworkIf PlanMissionOpen
    PlanMissionPending PlanMissionMustHold PlanMissionNoAmount PlanCeilingAll PlanDiffersMix
    PlanDiffersNoMix PlanDecisionsUnclear PlanEffectMix PlanEffectRefused PlanEffectMet
    PlanEffectReservation
    // Pages
    FormChosen FormPossible FormReserved FormExcluded FormUnknown FormOther
    SkipLink NoticeLead ScoreDrawn SpanDrawn LeftOut
    PlanAllBut PlanSectionAdvice PlanIntroAdvice PlanAdviceCaption PlanColumnDoes
    PlanSeeDescription PlanFrameworkAsk PlanMissionNoUsers
    // Problems outside files' contents
    NoSuchFile IsFolder NotReadable NotWritable ResultNotWritable NoSuchRules NoSuchProfile TooManyStates
    NothingEvaluated
    NoSuchPath EmptyFolder SameId NoSuchField FieldList FieldsNotHere FaultsFound RulesFaulty ProfileList
    RulesList StdinTwice NoSuchLanguage
    // Workbooks
    WorkbookTitle SheetOverview SheetReasons SheetLists ColumnId ColumnArea ColumnAreaId ColumnBoard
    ColumnPeriod ColumnGroup ColumnCurrentForm ColumnAsOf ColumnUsers ColumnProvidersMunicipal
    ColumnProvidersPrivate ColumnProvidersNonprofit ColumnShareMunicipal ColumnSharePrivate
    ColumnShareNonprofit ColumnGeography ColumnDescription ColumnDecisionForm ColumnMotivation
    ColumnDecisionSource ColumnCompensationYear ColumnCost ColumnVolumeChange ColumnEfficiency ColumnQuality
    ColumnIndexation ColumnVariable ColumnCompensationSource ColumnNotes ColumnVolume ColumnInHouse
    ColumnCapacity ColumnCapacityMunicipal ColumnCapacityPrivate ColumnUnit ColumnDistrictsSource ColumnToday ColumnRecommended ColumnFirmness ColumnSupport ColumnChange
    ColumnAgreement ColumnScore ColumnOpen ColumnNext ColumnPath ColumnStage ColumnEffect ColumnCriterion
    ColumnAnswer ColumnReason ColumnSource ColumnNote LeansTowards NotComparable StageGate StageIndicator
    StageMix StageVariant StageComplement EffectFor EffectAgainst EffectExcludes EffectReservation
    EffectOpen HintCurrentForm HintDecisionForm ChoiceTitle ChoiceError WorkbookTextTooLong
    WorkbookTooManyRows WorkbookCharacter WorkbookRefused
    // New files
    NewWritten FileExists NotFileName
    // Problems outside files' contents
    CellContent
    // Whole rule sets
    BarelyTenth AlmostTenth CountOf WitnessNothing WitnessAnswers WitnessSmallest WitnessFound
    CompareTitle CompareOld CompareNew CompareSide CompareEqual CompareUnproven CompareOpenOnly
    CompareDiffer CompareDifferSampled CompareExact CompareSampled ComparePair CompareShare
    CompareShareSampled CompareOnlyOpen CompareScope
    WitnessChanged WitnessIdle CheckTitle CheckSets CheckClean CheckFound CheckFindings CheckOutcomes CheckOutcome
    CheckRule CheckShareAll CheckShareContested CheckCriteria CheckRules CheckExplain Never OnlyOpen
    LevelAllowed LevelNote LevelWarning FindingLead AllowedBecause FindingUnreachable FindingIdleRule
    FindingIdleCriterion FindingUnusedCriterion FindingImplied FindingImpliedPart FindingTie FindingTieOpen
    FindingBackfires FindingBackfiresOpen FindingStale FindingStaleAll CheckTooLarge
    // Comparisons
    DiffTitle DiffSentence DiffSentenceLost DiffBefore DiffAfter DiffRulesAlone DiffRulesNamed
    DiffBaselineNamed DiffRevisionNamed DiffOutcome DiffFirmness DiffReasons DiffScores DiffAdded
    DiffRemoved DiffOneAdded DiffOneRemoved DiffNotCompared DiffUnchanged DiffOutcomeHelp DiffFirmnessHelp
    DiffReasonsHelp DiffScoresHelp DiffAddedHelp DiffRemovedHelp DiffNotComparedHelp DiffFactOutcome
    DiffFactForms DiffRuleChanges DiffFactBeside DiffFactConditions DiffFactReasons DiffFactCause
    DiffFactWhy DiffTie DiffLackingBefore DiffLackingAfter DiffLackingBoth DiffUnread DiffCauseEach DiffCauseTogether
    DiffCauseMinimal DiffCauseRulesDiffer DiffCauseAnswersHidden DiffCauseUnexplained DiffRule DiffForms
    DiffMargin DiffCriterion DiffWeight DiffAnswer DiffChanged DiffComes DiffGoes DiffPartId DiffPartWhen
    DiffPartExcludes DiffPartKind DiffPartSaysMet DiffPartSaysReservation DiffPartForm DiffPartCriterion
    DiffPartSpeaksFor DiffPartUnless DiffPartCore DiffPartAnswers DiffPartOrder DiffPartInHouse CommentFull
    DiffWithRules DiffInRevision DiffStdin BaselineNotJson BaselineEnds BaselineMore
    BaselineValue BaselineMissing BaselineTooLarge BaselineShape BaselineSchema BaselinePartial BaselineSameId
    BaselineProfile GitMissing GitNoRepository GitNoRevision GitOutside GitNoFile GitElsewhere GitFailed
    // Rule tests
    TestTitle TestAllPassed TestSomeFailed TestSomeErrors TestLeftOut TestLine TestShort TestExpected TestActual
    TestNot TestAbsent TestNothing TestReasons TestOpenFor TestReservationFor CoverageTitle CoverageAll
    CoverageSides CoverageBranches CoverageBelow CoverageMissing CoverageUnreachable CoverageCase RuleGate
    RuleIndicator RuleMix RuleComplement RuleUnless RuleVariant RuleAdvice RuleCheck GoalFired GoalHeld
    GoalFor GoalAgainst GoalGiven GoalAlone GoalNamed GoalFailed GoalNone GoalElsewhereForm
    GoalElsewhereFact GoalTerm SuggestComment SuggestName SuggestWritten SuggestNothing SuggestUnreachable
    SuggestTooMany NoTestFound NoTestMatches NoTestFiles WrongPattern WrongMinimum
    // Interviews
    InterviewOpening InterviewTyping InterviewKnown InterviewQuestion InterviewQuestionOf InterviewAnswer
    InterviewAnswered InterviewNoted InterviewSkipped InterviewUndone InterviewNothingToUndo
    InterviewNotUnderstood InterviewStanding InterviewThin InterviewLeft InterviewLeftOne InterviewFirm
    InterviewStopped InterviewSkippedLeft InterviewNoneAlone InterviewGoOn InterviewRead InterviewOptionSkip
    InterviewOptionUndo InterviewOptionQuit InterviewNote InterviewName InterviewSelectHelp InterviewNoteHelp
    InterviewWordsSkip InterviewWordsUndo InterviewWordsQuit InterviewWordsHelp InterviewChanged
    InterviewNoName InterviewNoDocument InterviewPipe
    // Command lines that are not understood
    ArgUnknown ArgNoCommand ArgMissing ArgConflict ArgRepeated ArgNoValue ArgWrongValue
    ArgRefused ArgRange ArgWhole ArgTooMany ArgNotText
    ArgValues ArgCommands ArgEscape ArgSeeHelp RunInstead
    // Paths
    IsFile NoSuchFolder NoBuiltIn ResultName RunNew RunBatch WantRules WantSaved WantFileIn WantFolder MakeFolder
    // Where to begin, explanations, manual pages
    WelcomeAbout WelcomeBegin WelcomeInterviewCommand WelcomeInterview WelcomeNewCommand WelcomeNew
    WelcomeRecommendCommand WelcomeRecommend WelcomeMore WelcomeHelp WelcomeExplain WelcomeLanguage
    LookupCriterion LookupOutcome LookupFinding LookupIndicator LookupPlace LookupMix LookupWeight
    LookupWeights LookupWhere LookupNowhere LookupAsks LookupBelongs LookupNothing LookupList LookupForms LookupRules LookupAll ManWritten
    // Area files
    AreaFileIntro AreaFileKeys AreaFileCore AreaFileFurther AreaFileNotes EditNoArea EditByHand
    EditNotInOrder NewAreaWritten RowsOfWorkbook SchemaWritten SchemaUpdated SchemaTaken FmtStdinAlone
    FmtNotYaml FmtDone FmtChecked
    // What if
    WhatIfTitle WhatIfNow WhatIfStanding WhatIfChangeTitle WhatIfAnswer WhatIfNothing WhatIfSideBySide WhatIfBefore
    WhatIfAfter WhatIfOutcome WhatIfFirmness WhatIfReasons WhatIfScores WhatIfEqual
    WhatIfThen WhatIfRest WhatIfNeeded WhatIfWhy WhatIfComes WhatIfGoes WhatIfBecomes WhatIfGiven WhatIfNowColumn
    WhatIfInstead WhatIfUnanswered WhatIfOpen WhatIfOpenNone WhatIfFewest WhatIfSize WhatIfSets
    WhatIfExample WhatIfBeyond WhatIfImpossible WhatIfTargetTitle WhatIfKept WhatIfAlready WhatIfReached
    WhatIfLaw WhatIfLawNote WhatIfGates WhatIfGatesTogether WhatIfScoresNever WhatIfGate
    WhatIfWeightsTitle WhatIfStands WhatIfDraws WhatIfShares WhatIfCentral WhatIfCentralLead
    WhatIfHeavier WhatIfLighter WhatIfDecisive WhatIfCorrelation WhatIfHeavierMeans WhatIfMoreOften
    WhatIfLessOften WhatIfCorrelationNote WhatIfAlways WhatIfNever WhatIfProfilesTitle WhatIfProfile
    WhatIfOwnWeights WhatIfUsed WhatIfSeveral WhatIfNoArea WhatIfSameId WhatIfTooLarge
}
