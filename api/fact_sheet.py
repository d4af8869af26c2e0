"""All facts of a patient in one piece, as rules and the team look at them."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from api import access, queries, rules
from api.access import Actor
from api.db import Connection
from api.queries.facts import NOUNS, F, Row
from schemas.assessments import Assessment
from schemas.diagnoses import Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.facts import Facts, SymptomCourse
from schemas.measurements import Measurement
from schemas.needs import Need
from schemas.patients import Patient
from schemas.preferences import Preference
from schemas.treatment_lines import TreatmentLine

SYMPTOM_DAYS = 180  # of reports: half a year, as far back as criteria look at weight; ours
MOST = 2000  # versions in one answer: years of weekly ones; ours
MOST_REPORTS = 2000  # check-ins in them, eleven a day; ours


async def facts(db: Connection, patient: Patient, now: datetime, days: int | None = SYMPTOM_DAYS) -> Facts:
    """`days`: how far back symptoms are brought; null: all of them, the newest MOST_REPORTS."""
    rows = await queries.facts.standing(db, patient.id)
    assessments = by_kind(rows)
    preferences = of(Preference, rows)
    return Facts(
        patient=patient,
        today=patient.day_of(now),
        diagnoses=of(Diagnosis, rows),
        assessments=assessments,
        treatment_lines=of(TreatmentLine, rows),
        disease_statuses=of(DiseaseStatus, rows),
        measurements=of(Measurement, rows),
        preferences=newest_first(preferences),
        needs=of(Need, rows),
        symptoms=await symptoms(db, patient, now, days),
        unasked=rules.wishes.unasked(preferences),
        follow_ups=rules.follow_ups.follow_ups(assessments),
    )


async def history(db: Connection, actor: Actor, patient_id: UUID, noun: type[F], now: datetime, kind: str | None = None) -> list[F]:
    """Everything that was ever recorded of a noun, newest first; what was replaced or entered in error too."""
    patient = await access.require(db, actor, "fact.read", patient_id)
    rows = await queries.facts.history(db, patient.id, NOUNS[noun], kind, MOST)
    await access.record(db, actor, "fact.read", now, patient_id=patient.id, noun=NOUNS[noun], kind=kind)
    return [row.read(noun) for row in rows]


def of(noun: type[F], rows: list[Row]) -> list[F]:
    return [row.read(noun) for row in rows if row.noun == NOUNS[noun]]


def by_kind(rows: list[Row]) -> dict[str, list[Assessment]]:
    found: defaultdict[str, list[Assessment]] = defaultdict(list)
    for assessment in of(Assessment, rows):
        found[assessment.kind].append(assessment)
    return dict(found)


def newest_first(preferences: list[Preference]) -> list[Preference]:
    """They come topic by topic."""
    return sorted(preferences, key=lambda preference: (preference.observed_on, preference.entry.id), reverse=True)


async def symptoms(db: Connection, patient: Patient, now: datetime, days: int | None) -> list[SymptomCourse]:
    start = None if days is None else rules.calendar.midnight(now, patient.zone, days)
    check_ins = await queries.check_ins.since(db, patient.id, start, MOST_REPORTS)
    used = {(check_in.instrument, check_in.instrument_version) for check_in in check_ins}
    instruments = {(found.id, found.version): found for found in await queries.instruments.versions(db, used)}
    return rules.symptom_courses.symptom_courses(check_ins, instruments)
