"""Which fields each noun has, in the order in which people know the answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard import fact_words
from dashboard.cards.fact_fields import YES_NO, Field, Rows
from dashboard.fact_words import short_day
from schemas.entries import Noun
from schemas.facts import Facts
from schemas.measurements import Measurement
from schemas.preferences import Question
from schemas.staff_members import TeamMember

Form = Sequence[Field | Rows]
PARTLY = "As exact as it is known: 2 March 2026, March 2026 or 2026"
NOTE = Field("note", "Note", "note")
BY = Field("observed_by", "Said or seen by", about="A letter, a relative, another hospital; empty: by you")
LESIONS, PEOPLE, BIOMARKERS = 5, 4, 12  # rows; RECIST takes five target lesions
METHODS = {method: label for method, label in fact_words.METHODS.items() if method not in ("marker", "clinical", "histology")}


def known(day: str = "Known since") -> Field:
    return Field("observed_on", day, "day", needed=True)


def choice(name: str, label: str, options: Mapping[Any, str], **more: Any) -> Field:
    return Field(name, label, "choice", {str(key): said for key, said in options.items()}, **more)


def diagnosis(facts: Facts) -> Form:
    marker = [Field("name", "Name"), Field("result", "Result"), choice("meaning", "Meaning", {"positive": "Positive", "negative": "Negative", "equivocal": "Equivocal"}), Field("tested_on", "Tested", "partial")]
    return [
        Field("words", "Diagnosis, in words", needed=True),
        choice("disease", "Group", fact_words.DISEASES, needed=True),
        choice("rank", "Rank", {"principal": "Principal: what the care is for", "other": "Other"}, needed=True),
        Field("icd10", "ICD-10 code", about="C50.9; may stay empty"),
        Field("diagnosed_on", "Diagnosed", "partial", about=PARTLY),
        Field("stage", "Stage", about="TNM, FAST, NYHA, as it was written"),
        choice("cancer", "Cancer that criteria speak of", fact_words.CANCERS),
        choice("metastases", "Distant metastases", fact_words.METASTASES),
        Field("metastatic_since_on", "Metastases since", "partial", about="Where they came later"),
        Field("metastatic_sites", "Where", "names", about="With commas: liver, bone"),
        Rows("biomarkers", "Biomarkers and genes", marker, BIOMARKERS, "HER2: 3+; EGFR: exon 19 deletion"),
        known(), BY, NOTE,
    ]  # fmt: skip


def treatment_line(facts: Facts) -> Form:
    return [
        Field("regimen", "What is given", about="FOLFIRI; letrozole; radiotherapy of the spine", needed=True),
        choice("modalities", "Kind", fact_words.MODALITIES, needed=True)._replace(holds="choices"),
        Field("number", "Line", "whole", about="1 for the first"),
        choice("state", "How it stands", fact_words.LINE_STATES, needed=True),
        Field("started_on", "Started", "partial", about=PARTLY),
        Field("stopped_on", "Stopped", "partial", about="Where it stopped"),
        choice("stop_reason", "Why it stopped", fact_words.STOP_REASONS),
        choice("best_response", "Best response", fact_words.RESPONSES),
        choice("intent", "Intent", fact_words.INTENTS),
        Field("platinum", "Holds a platinum", "flag", YES_NO, about="Empty: not known"),
        Field("trial", "Given in a trial", "flag", YES_NO),
        *of_diagnosis(facts),
        known(), BY, NOTE,
    ]  # fmt: skip


def disease_status(facts: Facts) -> Form:
    return [
        choice("status", "What was found", fact_words.STATUSES, needed=True),
        choice("method", "By", fact_words.METHODS, needed=True),
        known("Day of the scan or visit"),
        Field("sites", "Where it progressed", "names", about="With commas: liver, bone"),
        Field("new_metastases", "New metastases", "flag", YES_NO, about="Empty: not said"),
        *under_line(facts),
        *of_diagnosis(facts),
        BY, NOTE,
    ]  # fmt: skip


def measurement(facts: Facts) -> Form:
    lesion = [Field("name", "Lesion"), Field("organ", "Organ"), Field("diameter_mm", "mm", "number"), Field("node", "Lymph node", "flag", YES_NO)]
    return [
        choice("method", "By", METHODS, needed=True),
        known("Day of the imaging"),
        Field("baseline", "Baseline: later ones are compared with this one", "flag", YES_NO),
        Rows("targets", "Target lesions", lesion, LESIONS, before(facts.measurements), grows=False),
        choice("non_targets", "Other lesions, only watched", fact_words.NON_TARGETS),
        Field("new_lesions", "New lesions", "flag", YES_NO),
        Field("new_lesion_sites", "Where", "names", about="With commas"),
        *under_line(facts),
        BY, NOTE,
    ]  # fmt: skip


def before(measured: Sequence[Measurement]) -> str:
    """What was measured before, so that it is compared while it is written."""
    longest = "The longest diameter, of a node the short axis; 0: gone; empty: couldn't be measured."
    last = [f"{short_day(one.observed_on)}{' (baseline)' if one.baseline else ''}: {diameters(one)}" for one in measured[:3]]
    return " ".join([longest, *([f"Before: {'; '.join(last)}."] if last else [])])


def diameters(one: Measurement) -> str:
    each = ", ".join(f"{target.name} {'not measured' if target.diameter_mm is None else f'{target.diameter_mm:g}'}" for target in one.targets)
    return f"{each}{'' if one.sum_mm is None else f', sum {one.sum_mm:g} mm'}"


def preference(question: Question) -> Form:
    person = [Field("name", "Name"), Field("relation", "Who this is"), Field("phone", "Phone")]
    people = [Rows("people", "Whom", person, PEOPLE)] if question.names_people else []
    return [
        Field("stance", question.label, "radio", question.words, needed=True),
        *people,
        Field("note", "In their own words", "note"),
        choice("said_by", "Said by", fact_words.SAID_BY, needed=True),
        known("Said on"),
        Field("observed_by", "Said to", about="Empty: to you"),
    ]  # fmt: skip


def need(team: Sequence[TeamMember]) -> Form:
    return [
        Field("words", "What is needed", about="In a few words", needed=True),
        choice("domain", "Kind", fact_words.DOMAINS, needed=True),
        choice("need_of", "Whose need", fact_words.NEEDS_OF, needed=True),
        choice("state", "How it stands", fact_words.NEED_STATES, needed=True),
        choice("discipline", "Who takes it up, or should", fact_words.DISCIPLINES),
        choice("staff_member_id", "Somebody of this team", {str(one.id): one.name for one in team}),
        known("Since"),
        BY, NOTE,
    ]  # fmt: skip


def of_diagnosis(facts: Facts) -> list[Field]:
    options = {str(one.entry.first_id): one.words for one in facts.diagnoses}
    return [choice("diagnosis_id", "Of which disease", options)] if len(options) > 1 else []


def under_line(facts: Facts) -> list[Field]:
    options = {str(one.entry.first_id): f"{one.number}: {one.regimen}" if one.number else one.regimen for one in facts.treatment_lines}
    return [choice("treatment_line_id", "Under which treatment line", options)] if options else []


OF_FACTS: dict[Noun, Callable[[Facts], Form]] = {"diagnosis": diagnosis, "treatment_line": treatment_line, "disease_status": disease_status, "measurement": measurement}
BLANK: dict[Noun, dict[str, Any]] = {
    "diagnosis": {"rank": "principal", "disease": "cancer"},
    "treatment_line": {"state": "ongoing", "intent": "palliative"},
    "disease_status": {"method": "ct"},
    "measurement": {"method": "ct"},
    "preference": {"said_by": "patient"},
    "need": {"need_of": "patient", "state": "open"},
}
