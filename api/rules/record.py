"""The facts of one patient in one fixed order, whatever order they came in, and what a look at them finds."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from msgspec.structs import replace

from api.rules.calendar import in_words
from api.rules.kinds import KINDS
from schemas.assessments import Assessment, Number, Value, Words
from schemas.check_ins import Respondent
from schemas.diagnoses import Diagnosis, Disease
from schemas.disease_statuses import DiseaseStatus
from schemas.evidence import Evidence, Status
from schemas.facts import Facts, SymptomCourse
from schemas.preferences import Preference, Topic
from schemas.screenings import Missing
from schemas.treatment_lines import TreatmentLine

RESPONDENTS: dict[Respondent, int] = {"patient": 0, "family_caregiver": 1, "professional_caregiver": 2}
RANKS = {"principal": 0, "other": 1}
UNSAID = ("grade", "INR", "pH")  # units that the name says already


class Record(NamedTuple):
    """Newest first; diagnoses with the principal one before the others; symptoms with the patient's own before others'."""

    today: date
    assessments: dict[str, list[Assessment]]
    diagnoses: list[Diagnosis]
    lines: list[TreatmentLine]
    statuses: list[DiseaseStatus]
    preferences: list[Preference]
    symptoms: list[SymptomCourse]

    def of(self, kinds: Iterable[str]) -> list[Assessment]:
        return sorted((one for kind in kinds for one in self.assessments.get(kind, [])), key=moment, reverse=True)

    def disease(self, *diseases: Disease) -> Diagnosis | None:
        return next((one for one in self.diagnoses if one.disease in diseases), None)

    def wish(self, topic: Topic) -> Preference | None:
        return next((one for one in self.preferences if one.topic == topic), None)


class Found(NamedTuple):
    """What a look finds: the entries that decide it, what is missing where it is unknown, and since when it has been so where it is met."""

    status: Status
    evidence: list[Evidence]
    missing: list[Missing]
    since: date | None = None


def record_of(facts: Facts) -> Record:
    return Record(
        today=facts.today,
        assessments={kind: sorted(found, key=moment, reverse=True) for kind, found in facts.assessments.items()},
        diagnoses=sorted(sorted(facts.diagnoses, key=day, reverse=True), key=lambda one: RANKS[one.rank]),
        lines=sorted(facts.treatment_lines, key=day, reverse=True),
        statuses=sorted(facts.disease_statuses, key=day, reverse=True),
        preferences=sorted(facts.preferences, key=day, reverse=True),
        symptoms=sorted((in_order(course) for course in facts.symptoms), key=series),
    )


def moment(one: Assessment) -> tuple[date, str, UUID]:
    return one.observed_on, one.time_of_day or "", one.entry.id


def day(one: Diagnosis | TreatmentLine | DiseaseStatus | Preference) -> tuple[date, UUID]:
    return one.observed_on, one.entry.id


def in_order(course: SymptomCourse) -> SymptomCourse:
    return replace(course, reports=sorted(course.reports, key=lambda report: (report.at, report.check_in_id)))


def series(course: SymptomCourse) -> tuple[int, str, str, list[UUID]]:
    """The first reports tell series apart that otherwise agree."""
    return RESPONDENTS[course.respondent], course.instrument, course.item, [report.check_in_id for report in course.reports[:1]]


def is_old(on: date, today: date, age_days: int | None) -> bool:
    """Exactly as old as the limit still counts."""
    return age_days is not None and today - on > timedelta(days=age_days)


def missing_assessment(kind: str, words: str) -> Missing:
    return Missing(words=f"{KINDS[kind].label}: {words}", noun="assessment", kind=kind)


def none_of(kinds: Sequence[str]) -> Missing:
    """'PPS or KPS: none on record'."""
    return Missing(words=f"{' or '.join(KINDS[kind].label for kind in kinds)}: none on record", noun="assessment", kind=kinds[0])


def too_old(kind: str, on: date, age_days: int | None) -> Missing:
    return missing_assessment(kind, f"the newest is of {in_words(on)}, older than {age_days} days")


def unknown(*missing: Missing, evidence: Sequence[Evidence] = ()) -> Found:
    return Found("unknown", list(evidence), list(missing))


def said(one: Assessment, part: str | None = None) -> Evidence:
    """'PPS 50 %'; 'Activities of daily living: bathing, done for them'."""
    return Evidence(noun="assessment", id=one.entry.id, on=one.observed_on, words=f"{KINDS[one.kind].label}{content(one, part)}")


def content(one: Assessment, part: str | None) -> str:
    kind = KINDS[one.kind]
    if part is not None:
        return f", {part.replace('_', ' ')}: {worded(kind.parts[part], one.parts.get(part), one.unit)}"
    if kind.value is not None:
        return f"{'' if isinstance(kind.value, Number) else ':'} {one.comparator or ''}{worded(kind.value, one.value, one.unit)}{f' ({same})' if (same := in_own_unit(one)) else ''}"
    return ": " + ", ".join(f"{name.replace('_', ' ')} {worded(shape, one.parts[name], one.unit).lower()}" for name, shape in kind.parts.items() if name in one.parts)


def in_own_unit(one: Assessment) -> str:
    """'54.66 kg' for 120.5 lb, because thresholds and earlier entries may stand in the kind's own unit; nothing where it is the same number."""
    shape = KINDS[one.kind].value
    if not isinstance(shape, Number) or one.unit in (None, shape.unit) or one.amount is None or one.amount == one.value:
        return ""
    return f"{one.comparator or ''}{float(f'{one.amount:.4g}'):,.10g} {shape.unit}"


def worded(shape: Number | Words, value: Value | None, unit: str | None) -> str:
    if isinstance(shape, Words):
        return shape.words.get(str(value), str(value))
    named = unit or shape.unit
    return f"{value:,.10g}{'' if named in UNSAID else ' ' + named}" if isinstance(value, int | float) else str(value)


def newest(record: Record, kinds: Sequence[str], age_days: int | None, judge: Callable[[Assessment], bool | None], part: str | None = None) -> Found:
    """The newest entry decides. Met since the first of the entries that one after the other say the same."""
    entries = record.of(kinds)
    if not entries:
        return unknown(none_of(kinds))
    first = entries[0]
    if is_old(first.observed_on, record.today, age_days):
        return unknown(too_old(first.kind, first.observed_on, age_days), evidence=[said(first, part)])
    answer = judge(first)
    if answer is None:
        return unknown(missing_assessment(first.kind, "not exact enough, or not looked at"), evidence=[said(first, part)])
    return Found("met" if answer else "not_met", [said(first, part)], [], run_since(entries, judge) if answer else None)


def run_since(entries: Sequence[Assessment], judge: Callable[[Assessment], bool | None]) -> date:
    since = entries[0].observed_on
    for one in entries:
        if not judge(one):
            break
        since = one.observed_on
    return since
