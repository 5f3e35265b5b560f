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
    RulesPlanState RulesPlanMissions RulesPlanDistricts RulesPlanProcedure StateAlways StateWithReason
    CurrentPrivateProviders CurrentCompetitiveForm ListId ListName ListVersion ListCriteria AllEqual Met
    Reservation For Interpreted
    // Overviews
    OverviewAreas OverviewShown OverviewArea OverviewToday OverviewRecommended OverviewFirmness OverviewSupport
    OverviewChange OverviewQuestion OverviewLeaning OverviewLine OverviewFirst NoGroup ShortFirm ShortPreliminary ShortUndetermined
    ChangeChanged ChangeUnchanged ChangeNotComparable AgreementSame AgreementDiffers AgreementNotComparable
    NotRecorded TodayMix TodayCompetitive TotalsTitle TotalsFirmness TotalsChange TotalsAgreement
    ProgressBar ProgressCount OverviewTitle OverviewAreasTitle OverviewAnswersTitle OverviewScoresTitle OverviewCaption
    OverviewOpen Contents FactRules FactHash FactProfile LeadLeaning LeadOutcome NoRecommendation
    FigurePortfolio FigureAnswers FigureAnswersSaid FigureScores ScoreExcluded ScoreChosen ScoreConditional
    AnswerYes AnswerPartly AnswerNo AnswerOption
    // Plan
    PlanTitle PlanTitlePeriod PlanContents PlanBoard PlanBoards PlanPeriod PlanPeriods PlanAreas PlanRuleSet
    PlanProfile PlanNotGiven PlanNone PlanMore PlanSource PlanIsInterpretation PlanBoardDecides
    PlanIncomplete
    PlanSectionSummary PlanSectionState PlanSectionMeasures PlanSectionOpen PlanSectionFrameworks
    PlanSectionComplements PlanSectionLaw PlanSectionMissions PlanSectionCompensation PlanSectionDistricts
    PlanSectionDecisions PlanSectionProcedure PlanSectionAppendix PlanSectionRules PlanSectionInterpretation
    PlanSectionAbout
    PlanIntroState PlanIntroMeasures PlanIntroOpen PlanIntroFrameworks PlanIntroComplements PlanIntroLaw
    PlanIntroMissions PlanIntroCompensation PlanIntroDistricts PlanIntroDecisions PlanIntroProcedure
    PlanIntroAppendix PlanIntroRules PlanIntroInterpretation PlanAbout
    PlanSummaryArea PlanSummaryAreas PlanSummaryFirmness PlanSummaryDirections PlanSummaryChange
    PlanSummaryAgreement PlanSummaryState PlanSummaryMissions PlanSummaryCompensation PlanSummaryQuestions
    PlanSummaryOutcomes
    PlanColumnArea PlanColumnAreas PlanColumnToday PlanColumnAsOf PlanColumnOutcome PlanColumnDirection
    PlanColumnFirmness PlanColumnSupport PlanColumnMotivation PlanColumnConditions PlanColumnWhy
    PlanColumnSource PlanColumnNumber PlanColumnTotal
    PlanStateCaption PlanMissingCaption PlanColumnMissing PlanColumnFact PlanMissing PlanMissingFacts
    PlanMissingFor PlanWhereReason PlanStateComplete PlanFillIn PlanAsOf
    PlanMeasuresCaption PlanContinue PlanChange PlanInvestigate PlanContinueText PlanChangeText
    PlanChangeFromUnnamed PlanNoCurrentText PlanInvestigateText PlanInvestigateBare PlanLeaning
    PlanPreliminaryText PlanSupportText PlanReasonsFor PlanReasonsAgainst PlanReasonExcluded PlanReasonMix
    PlanReasonOnlyForm PlanNoReasons PlanRemedy PlanSeeAppendix
    PlanOpenCaption PlanColumnQuestion PlanColumnEffect PlanOpenNone
    PlanFrameworksCaption PlanColumnVariant PlanFrameworksNone PlanComplementsCaption PlanColumnComplement
    PlanColumnPossible PlanComplementPossible PlanComplementRefused PlanComplementsNone PlanLawCaption
    PlanColumnLaw PlanLawAll PlanLawNone
    PlanMissionsCaption PlanMissionCaption PlanMissionHolds PlanMissionHoldsCaption PlanMissionGrouping
    PlanColumnMission PlanColumnPart PlanColumnUsers PlanColumnContent PlanMissionWhole PlanMissionPart
    PlanMissionCount PlanMissionAreas PlanMissionUsers PlanMissionUngrouped PlanMissionUngroupedText
    PlanMissionAlone PlanMissionPreliminary PlanMissionsNone
    PlanCompensationCaption PlanCompensationTotalCaption PlanColumnStep PlanColumnAdjustment
    PlanColumnAmount PlanAmount PlanStepBase PlanStepVolume PlanStepEfficiency PlanStepQuality PlanStepIndex
    PlanStepTotal PlanStepFixed PlanStepVariable PlanNotSplit PlanCompensationMissing
    PlanCompensationPartial PlanCompensationRounded
    PlanDistrictsCaption PlanColumnDistrict PlanColumnProvider PlanColumnInHouse PlanColumnPrivate
    PlanColumnShare PlanColumnVolume PlanColumnDemand PlanColumnCeiling PlanColumnQueue PlanColumnRoom
    PlanAboveCeiling PlanWithinCeiling PlanQueue PlanNoQueue PlanMeanwhile PlanUnplaced PlanDistrictsNone
    PlanDecisionsCaption PlanColumnDecision PlanColumnDiffers PlanRecordedDecision PlanRecordedMotivation
    PlanRecordedSource PlanNoMotivation PlanWhyDiffers PlanDiffersExcluded PlanDiffersScore PlanDiffersFlip
    PlanDecisionWithoutForm PlanDecisionsNone PlanNoDecision
    PlanAppendixForms PlanAppendixAnswers PlanAppendixReasons PlanAppendixAdvice PlanColumnForm
    PlanColumnScore PlanColumnCriterion PlanColumnAnswer PlanColumnEvidence PlanToMeasures
    PlanFigurePortfolio PlanFigurePortfolioRow PlanFigureMatrix PlanFigureMatrixRow PlanFigureScores
    PlanFigureScoresRow PlanFigureScoresSpan PlanLegendOption PlanRulesCaption PlanColumnDocument
    PlanColumnDocumentTitle PlanColumnStanding
    PlanFirm PlanPreliminary PlanUndetermined PlanChanged PlanUnchanged PlanChangeNotComparable PlanSame
    PlanDiffers PlanAgreementNotComparable
    PlanOverviewTitle PlanOverviewArea PlanOverviewToday PlanOverviewRecommended PlanOverviewFirmness
    PlanOverviewSupport PlanOverviewChange PlanOverviewQuestion PlanOverviewBoard PlanOverviewGroup
    PlanOverviewDecision PlanOverviewFile PlanOverviewTotals PlanOverviewByOutcome PlanOverviewByFirmness
    PlanOverviewByChange PlanOverviewByBoard PlanOverviewAgreement PlanOverviewUnanswered
    PlanOverviewUnansweredIn PlanOverviewAreas PlanOverviewShown PlanOverviewNoMatch
    PlanProgress PlanProgressCount PlanProgressWriting PlanNothingFound PlanNothingFoundHelp PlanSameId
    PlanSameIdHelp PlanFaultyLeftOut PlanNoPlanRules
    // Documents
    Page PageOf StyleFacts StyleNotice StyleTable
    // Plans, more
    DecimalMark PlanDecide PlanColumnPerCent PlanColumnWhat PlanColumnProviders PlanColumnShares PlanColumnGeography PlanStateDescriptions PlanFrameworkFollows PlanFrameworkIf PlanMissionOpen PlanMissionPending PlanMissionMustHold PlanMissionNoAmount PlanCeilingAll PlanDiffersMix PlanDiffersNoMix PlanDecisionsUnclear PlanEffectMix PlanEffectRefused PlanEffectMet PlanEffectReservation
    // Pages
    SkipLink NoticeLead FormChosen FormPossible FormReserved FormExcluded FormUnknown FormOther
    ScoreDrawn SpanDrawn
    // Problems outside files' contents
    NoSuchFile IsFolder NotReadable NotWritable NoSuchRules NoSuchProfile TooManyStates NothingEvaluated
    NoSuchPath EmptyFolder SameId NoSuchField FieldList FieldsNotHere
    FaultsFound RulesFaulty ProfileList RulesList StdinTwice NoSuchLanguage
}
