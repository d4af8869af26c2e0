"""RECIST 1.1 (PMC2755245), version 1: targets against baseline and nadir, then the other lesions and new ones.

Progression is a sum of 20 % or more over the nadir (the smallest sum since the baseline, the baseline's own included) that is also 5 mm or more over it, or a new
lesion; a partial response 30 % or more under the baseline. Sums are compared in whole tenths of a millimetre.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from api.rules.calendar import span
from schemas.derivations import Recist
from schemas.evidence import Evidence
from schemas.measurements import Measurement, NonTargets, TargetLesion
from schemas.treatment_lines import Response, TreatmentLine

SOURCE = "RECIST 1.1, PMC2755245; iRECIST, PMC5648544"
LIMITS = [
    "Calculated from the diameters that were entered; a radiologist's reading goes before it.",
    "At most five targets, two of an organ; the least duration of a stable disease and the confirmation of a response are not judged.",
]
NODE_NORMAL = 10  # mm of the short axis; a node below it counts as gone
CONFIRMS_FROM, CONFIRMS_UNTIL = 28, 56  # days, iRECIST; the interval from general knowledge
FURTHER_MM = 5  # of growth that confirms, iRECIST
WORDS: dict[Response, str] = {
    "complete_response": "complete response",
    "partial_response": "partial response",
    "stable_disease": "stable disease",
    "progressive_disease": "progressive disease",
    "not_evaluable": "not evaluable",
}


class Sums(NamedTuple):
    """In mm; null: no baseline was measured, or a lesion couldn't be."""

    baseline: float | None
    nadir: float | None
    current: float | None


class Judged(NamedTuple):
    measurement: Measurement
    result: Recist


def tenths(mm: float) -> int:
    return round(mm * 10)


def is_progression(nadir: float, current: float) -> bool:
    over = tenths(current) - tenths(nadir)
    return over >= 50 and 5 * over >= tenths(nadir)


def is_partial_response(baseline: float, current: float) -> bool:
    return 10 * (tenths(baseline) - tenths(current)) >= 3 * tenths(baseline) > 0


def target_response(sums: Sums, lesions: Sequence[TargetLesion]) -> Response:
    """What could be measured shows a progression already where it alone is enough."""
    if sums.baseline is None or sums.nadir is None or not lesions:
        return "not_evaluable"
    if all(is_gone(lesion) for lesion in lesions):
        return "complete_response"
    if is_progression(sums.nadir, measured(lesions)):
        return "progressive_disease"
    if sums.current is None:
        return "not_evaluable"
    return "partial_response" if is_partial_response(sums.baseline, sums.current) else "stable_disease"


def is_gone(lesion: TargetLesion) -> bool:
    return lesion.diameter_mm is not None and (lesion.diameter_mm < NODE_NORMAL if lesion.node else lesion.diameter_mm == 0)


def measured(lesions: Sequence[TargetLesion]) -> float:
    return sum(lesion.diameter_mm or 0 for lesion in lesions)


def overall(targets: Response, non_targets: NonTargets | None, new_lesions: bool) -> Response:
    """RECIST's table of the three. Other lesions that are still there, or weren't looked at, make a complete response a partial one."""
    if new_lesions or targets == "progressive_disease" or non_targets == "progressed":
        return "progressive_disease"
    if targets == "complete_response" and non_targets not in ("none", "gone"):
        return "partial_response"
    return targets


def of_measurements(measurements: Sequence[Measurement], lines: Sequence[TreatmentLine] = ()) -> list[Recist]:
    """One for each measurement after its baseline, oldest first. A new baseline begins anew; what was measured before the first baseline has nothing to be compared with."""
    found: list[Judged] = []
    since_baseline: list[Measurement] = []
    for measurement in sorted(measurements, key=lambda one: (one.observed_on, one.entry.id)):
        if measurement.baseline:
            since_baseline = [measurement]
            continue
        found.append(Judged(measurement, judged(measurement, since_baseline)))
        since_baseline.append(measurement)
    immune = [line for line in lines if "immunotherapy" in line.modalities]
    return [with_confirmation(one, found) if is_during(one.result, immune) else one.result for one in found]


def judged(measurement: Measurement, before: Sequence[Measurement]) -> Recist:
    baseline = before[0].sum_mm if before and before[0].baseline else None
    smallest = [one.sum_mm for one in before if one.sum_mm is not None]
    sums = Sums(baseline, min(smallest) if baseline is not None else None, measurement.sum_mm)
    targets = target_response(sums, measurement.targets)
    response = overall(targets, measurement.non_targets, measurement.new_lesions)
    return Recist(
        measurement_id=measurement.entry.id,
        on=measurement.observed_on,
        response=response,
        targets=targets,
        baseline_mm=sums.baseline,
        nadir_mm=sums.nadir,
        sum_mm=sums.current,
        from_baseline_percent=percent(sums.baseline, sums.current),
        from_nadir_percent=percent(sums.nadir, sums.current),
        over_nadir_mm=None if sums.nadir is None or sums.current is None else round(sums.current - sums.nadir, 1),
        sentence=sentence(response, sums, measurement),
        missing=missing(sums, measurement),
        evidence=[evidence(one) for one in (*before, measurement)],
        source=SOURCE,
        limits=LIMITS,
    )


def percent(base: float | None, current: float | None) -> float | None:
    return None if not base or current is None else round(100 * (current - base) / base, 1)


def missing(sums: Sums, measurement: Measurement) -> list[str]:
    found = [f"the diameter of {lesion.name}" for lesion in measurement.targets if lesion.diameter_mm is None]
    if not measurement.targets:
        found.append("target lesions: without them there is no sum")
    return found if sums.baseline is not None else ["a baseline measurement", *found]


def sentence(response: Response, sums: Sums, measurement: Measurement) -> str:
    """'Progressive disease: sum 72 mm, +20 % and +12 mm over the nadir of 60 mm, -28 % from the baseline of 100 mm.'"""
    parts = []
    if sums.current is not None and sums.baseline is not None and sums.nadir is not None:
        parts.append(f"sum {sums.current:g} mm")
        parts.append(beside_nadir(sums.current, sums.nadir))
        parts.append(f"{signed(percent(sums.baseline, sums.current))} % from the baseline of {sums.baseline:g} mm")
    if measurement.new_lesions:
        parts.append("new lesions")
    if measurement.non_targets == "progressed":
        parts.append("other lesions progressed")
    parts += [f"{what} missing" for what in missing(sums, measurement)]
    return f"{WORDS[response].capitalize()}: {', '.join(parts)}."


def beside_nadir(current: float, nadir: float) -> str:
    over = round(current - nadir, 1)
    if over <= 0:
        return f"under the smallest before, {nadir:g} mm" if over else f"as small as the smallest before, {nadir:g} mm"
    return f"{signed(percent(nadir, current))} % and {signed(over)} mm over the nadir of {nadir:g} mm" if nadir else f"{signed(over)} mm over a nadir of 0 mm"


def signed(number: float | None) -> str:
    return f"{number or 0:+g}"


def evidence(measurement: Measurement) -> Evidence:
    words = "not all targets measured" if measurement.sum_mm is None else f"sum of targets {measurement.sum_mm:g} mm"
    return Evidence(noun="measurement", id=measurement.entry.id, on=measurement.observed_on, words=f"{words}{', baseline' * measurement.baseline}")


def is_during(result: Recist, lines: Sequence[TreatmentLine]) -> bool:
    return any(line.started_on and span(line.started_on)[1] <= result.on and (not line.stopped_on or result.on <= span(line.stopped_on)[1]) for line in lines)


def with_confirmation(one: Judged, all_of_them: Sequence[Judged]) -> Recist:
    """On immunotherapy a first progression stays unconfirmed until a scan 4 to 8 weeks later shows 5 mm more, or further new lesions (iRECIST)."""
    result = one.result
    if result.response != "progressive_disease":
        return result
    scans = [later for later in all_of_them if CONFIRMS_FROM <= (later.result.on - result.on).days <= CONFIRMS_UNTIL]
    if any(grew(result, later) for later in scans):
        return replace(result, confirmed=True)
    return replace(result, confirmed=False, sentence=f"{result.sentence[:-1]}; on immunotherapy, not confirmed by a scan 4 to 8 weeks later.")


def grew(first: Recist, later: Judged) -> bool:
    sums = first.sum_mm, later.result.sum_mm
    further = sums[0] is not None and sums[1] is not None and tenths(sums[1]) - tenths(sums[0]) >= 10 * FURTHER_MM
    return further or later.measurement.new_lesions
