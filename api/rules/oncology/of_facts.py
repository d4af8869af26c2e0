"""All that is derived of the oncology course of one patient, in one fixed order."""

from collections.abc import Iterator

from api.rules.calendar import span
from api.rules.kinds import KINDS
from api.rules.oncology import courses, markers, recist, resistance
from api.rules.oncology.markers import Point
from schemas.assessments import Number
from schemas.derivations import Derivation, Recist
from schemas.facts import Facts
from schemas.treatment_lines import TreatmentLine

OF_OVARIAN_CANCER = ("platinum_refractory", "platinum_resistant")
OVARIAN = ("C56", "C57", "C48")  # ICD-10: ovary, tube and other female genital organs, peritoneum


def derivations(facts: Facts) -> list[Derivation]:
    """The newest line first, then the markers that were measured at all."""
    lines = [line for line in reversed(courses.lines_in_order(facts.treatment_lines)) if line.state != "planned"]
    calculated = responses(facts)
    words = [word for line in lines for word in resistance.of_line(line, facts.disease_statuses, calculated)]
    return [*(word for word in words if word.word not in OF_OVARIAN_CANCER or may_be_ovarian(facts)), *of_markers(facts, lines)]


def may_be_ovarian(facts: Facts) -> bool:
    """Where every cancer on record has the code of another one, the words of platinum are not used."""
    codes = [diagnosis.icd10 for diagnosis in facts.diagnoses if diagnosis.disease == "cancer"]
    return not codes or any(code is None or code.startswith(OVARIAN) for code in codes)


def of_markers(facts: Facts, lines: list[TreatmentLine]) -> Iterator[Derivation]:
    if results := points(facts, "ca_125"):
        yield markers.ca125_progression(results)
        begun = [span(line.started_on)[0] for line in lines if line.started_on and len(set(span(line.started_on))) == 1]
        yield from (markers.ca125_response(results, started_on) for started_on in begun[:1])
    if results := points(facts, "psa"):
        yield markers.psa_progression(results)
    if results := points(facts, "cea"):
        yield markers.cea_course(results)


def points(facts: Facts, kind: str) -> list[Point]:
    shape = KINDS[kind].value
    return markers.points_of(facts.assessments.get(kind, []), KINDS[kind].label, shape.unit if isinstance(shape, Number) else "")


def responses(facts: Facts) -> list[Recist]:
    """What RECIST makes of each measurement, newest first."""
    return recist.of_measurements(facts.measurements, facts.treatment_lines)[::-1]
