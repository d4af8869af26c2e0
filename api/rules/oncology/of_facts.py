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


def derivations(facts: Facts) -> list[Derivation]:
    """The newest line first, then the markers that were measured at all."""
    lines = [line for line in reversed(courses.lines_in_order(facts.treatment_lines)) if line.state != "planned"]
    words = [word for line in lines for word in resistance.of_line(line, facts.disease_statuses)]
    return [*words, *of_markers(facts, lines)]


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
