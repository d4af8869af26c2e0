"""The scores from what is on record: the newest entry of each input, if it is recent enough. A score needs inputs of one time; how far apart they may lie is ours."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from api.rules.calendar import in_words
from api.rules.kinds import KINDS
from api.rules.prognosis.mgps import mgps
from api.rules.prognosis.pap import pap
from api.rules.prognosis.ppi import OralIntake, ppi
from api.rules.prognosis.scoring import cannot_compute
from api.rules.record import Record, is_old, record_of, said
from schemas.assessments import Assessment
from schemas.facts import Facts
from schemas.prognostic_scores import PrognosticScore, ScorePart

SEEN, BLOOD = 14, 30  # days; ours
INTAKES: dict[str, OralIntake] = {"normal": "normal", "moderately_reduced": "moderately_reduced", "severely_reduced": "severely_reduced"}
PPI = {"PPS": "pps", "oral intake": "oral_intake", "oedema": "oedema", "dyspnoea at rest": "dyspnoea_at_rest", "delirium": "delirium"}
PAP = {
    "dyspnoea": "dyspnoea",
    "anorexia": "anorexia",
    "KPS": "kps",
    "the physician's estimate": "predicted_weeks",
    "white cell count": "wbc",
    "lymphocyte count": "lymphocyte_percent",
}
MGPS = {"C-reactive protein": "crp", "albumin": "albumin"}
OF_BLOOD = {"wbc", "lymphocyte_percent", "crp", "albumin"}
REVERSIBLE = "present_reversible"
REVERSIBLE_NOTE = "Delirium from a single reversible cause is on record; it isn't counted."
GRAMS_PER_LITRE = 10  # of g/dL


class Reading(NamedTuple):
    """The newest entry of a kind, and whether it is recent enough to be used."""

    entry: Assessment
    is_recent: bool


class Readings(NamedTuple):
    found: Mapping[str, Reading]

    def entry(self, kind: str) -> Assessment | None:
        reading = self.found.get(kind)
        return reading.entry if reading and reading.is_recent else None

    def number(self, kind: str) -> float | None:
        entry = self.entry(kind)
        return None if entry is None or entry.amount is None else round(entry.amount, 6)

    def whole(self, kind: str) -> int | None:
        number = self.number(kind)
        return None if number is None else int(number)

    def sign(self, kind: str) -> bool | None:
        entry = self.entry(kind)
        return None if entry is None else entry.value == "present"


def scores(facts: Facts) -> list[PrognosticScore]:
    """PPI, PaP and mGPS, computed or not; what is missing is named in each."""
    record = record_of(facts)
    return [palliative_index(record), palliative_score(record), glasgow(record)]


def readings(record: Record, kinds: Mapping[str, str]) -> Readings:
    entries = {kind: found[0] for kind in kinds.values() if (found := record.of([kind]))}
    return Readings({kind: Reading(one, not is_old(one.observed_on, record.today, BLOOD if kind in OF_BLOOD else SEEN)) for kind, one in entries.items()})


def palliative_index(record: Record) -> PrognosticScore:
    read = readings(record, PPI)
    intake, delirium = read.entry("oral_intake"), read.entry("delirium")
    found = ppi(
        pps=read.whole("pps"),
        oral_intake=INTAKES.get(str(intake.value)) if intake else None,
        oedema=read.sign("oedema"),
        dyspnoea_at_rest=read.sign("dyspnoea_at_rest"),
        delirium=read.sign("delirium"),
    )
    reversible = delirium is not None and delirium.value == REVERSIBLE
    return with_entries(found, PPI, read, [REVERSIBLE_NOTE] if reversible else [])


def palliative_score(record: Record) -> PrognosticScore:
    read = readings(record, PAP)
    found = pap(
        dyspnoea=read.sign("dyspnoea"),
        anorexia=read.sign("anorexia"),
        kps=read.whole("kps"),
        estimate_weeks=read.whole("predicted_weeks"),
        white_cells=read.number("wbc"),
        lymphocytes=read.number("lymphocyte_percent"),
    )
    return with_entries(found, PAP, read, [])


def glasgow(record: Record) -> PrognosticScore:
    read = readings(record, MGPS)
    albumin = read.number("albumin")
    return with_entries(mgps(crp=read.number("crp"), albumin=None if albumin is None else round(GRAMS_PER_LITRE * albumin, 6)), MGPS, read, [])


def with_entries(score: PrognosticScore, kinds: Mapping[str, str], read: Readings, notes: list[str]) -> PrognosticScore:
    """Each input with the entry that it was taken from, and with the reason where that is too old."""
    parts = [with_entry(part, read.found.get(kinds[part.name])) for part in score.parts]
    missing = [part.missing for part in parts if part.missing]
    inexact = [f"{said(one).words} counts as {one.amount:g}." for kind in kinds.values() if (one := read.entry(kind)) and one.comparator and one.amount is not None]
    sentence = cannot_compute(missing) if score.points is None else score.sentence
    return replace(score, parts=parts, missing=missing, sentence=sentence, notes=[*score.notes, *notes, *inexact])


def with_entry(part: ScorePart, reading: Reading | None) -> ScorePart:
    if reading is None:
        return part
    evidence = said(reading.entry)
    if reading.is_recent:
        return replace(part, evidence=evidence)
    days = BLOOD if reading.entry.kind in OF_BLOOD else SEEN
    return replace(part, evidence=evidence, missing=f"{KINDS[reading.entry.kind].label} of {in_words(reading.entry.observed_on)} is older than {days} days")
