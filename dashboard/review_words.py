"""The words of the hospice review: what was found of a criterion, since when, on which entries, and where to open them."""

from datetime import date
from uuid import UUID

from dashboard import alert_words, fact_words, words
from schemas.evidence import Evidence, Status
from schemas.preferences import Preference, Question
from schemas.screenings import CriterionResult, SectionResult

STATUSES: dict[Status, str] = {"met": "Met", "not_met": "Not met", "unknown": "Unknown"}
TABS = {"preference": "wishes", "need": "needs", "assessment": "visit"}  # of the page on which things are recorded
DECIDES = "For the physician to decide"
NOBODY_ASKED = "Nobody has asked yet"
LISTED = {"for_review": "For review", "conversation": "Consider a conversation first", "not_listed": "Not listed for review", "decided": "Decided for hospice care"}


def since(status: Status | None, on: date | None) -> str:
    return f"since {fact_words.short_day(on)}" if status == "met" and on else ""


def in_short(section: SectionResult) -> str:
    """Of a section whose document asks for no number, how many are met."""
    return f"{section.met} met" if section.status is None else STATUSES[section.status].lower()


def limit(one: CriterionResult) -> str:
    """How old evidence may be, and who says so."""
    if one.age_days is None:
        return ""
    whose = "This limit is Balm’s own." if one.age_source == "ours" else f"So says {one.age_source}."
    return f"Entries older than {words.counted(one.age_days, 'day')} don’t count. {whose}"


def deciding(one: CriterionResult) -> list[Evidence]:
    """What a met or unmet criterion stands on, that of the criteria it joins included; each entry once."""
    below = [item for child in one.of if child.status == one.status and child.role == "required" for item in deciding(child)]
    every = [*one.evidence, *below]
    return [item for place, item in enumerate(every) if item not in every[:place]]


def place(patient_id: UUID, one: Evidence) -> str:
    """Where an entry or a check-in can be opened."""
    if one.noun == "check_in":
        return alert_words.report(patient_id, one.id)
    return f"/team/patients/{patient_id}/record?noun={one.noun}&entry={one.id}"


def record(patient_id: UUID, noun: str, kind: str | None = None) -> str:
    """Where it would be recorded."""
    tab = f"kind={kind}" if noun == "assessment" and kind else f"tab={TABS.get(noun, 'disease')}"
    return f"/team/patients/{patient_id}/record?{tab}"


def stance(one: Preference, questions: dict[str, Question]) -> str:
    question = questions.get(one.topic)
    return question.words.get(one.stance, words.sentence(one.stance.replace("_", " "))) if question else words.sentence(one.stance.replace("_", " "))


def topic(one: Preference, questions: dict[str, Question]) -> str:
    return questions[one.topic].label if one.topic in questions else words.sentence(one.topic.replace("_", " "))


def told(one: Preference) -> str:
    """From whom we have it, and since when."""
    to = f", to {one.observed_by}" if one.observed_by else ""
    return f"Said by {fact_words.SAID_BY[one.said_by].lower()}{to}, {fact_words.short_day(one.observed_on)}"
