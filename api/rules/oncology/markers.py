"""Tumour markers: version 1. A marker alone says 'criterion met, needs clinician confirmation', never that the disease progressed.

CA-125 by the GCIG (Rustin 2011, pubmed 21270624); PSA by the PCWG3 (read in reproductions only); CEA has no fixed percentage (ASCO, PMC2793647), so its course is shown.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from api.rules.calendar import in_words
from schemas.assessments import Assessment
from schemas.derivations import Derivation, Word
from schemas.evidence import Evidence, Status

CA125_AGAIN, CA125_HELD, CA125_BEFORE = timedelta(days=7), timedelta(days=28), timedelta(days=14)  # a week and two weeks from general knowledge
PSA_AGAIN = timedelta(days=21)
SHOWN = 6  # results of a course that are named
LABELS: dict[Word, str] = {
    "ca125_progression": "CA-125 progression criterion (GCIG)",
    "ca125_response": "CA-125 response criterion (GCIG)",
    "psa_progression": "PSA progression criterion (PCWG3)",
    "cea_course": "CEA",
}
SOURCES: dict[Word, str] = {
    "ca125_progression": "GCIG, Rustin 2011 (pubmed 21270624); pubmed 11600607",
    "ca125_response": "GCIG, Rustin 2011 (pubmed 21270624)",
    "psa_progression": "PCWG3, read in reproductions only",
    "cea_course": "ASCO, PMC2793647",
}
GCIG_LIMITS = [
    "Not validated with targeted medicines; not to be used soon after surgery of the peritoneum or after murine antibodies.",
    "A doubling from the upper limit had a sensitivity of 86 % and a specificity of 91 %.",
]
LIMITS: dict[Word, list[str]] = {
    "ca125_progression": GCIG_LIMITS,
    "ca125_response": GCIG_LIMITS[:1],
    "psa_progression": ["Early rises during treatment can be a flare.", "The working group advises against changing a treatment on PSA alone."],
    "cea_course": ["No percentage is agreed on; a persistent rise is a reason to look again.", "Careful in the first 4 to 6 weeks of a new treatment."],
}


class Point(NamedTuple):
    """One result in the kind's own unit, with the laboratory's upper limit of normal where it is known."""

    on: date
    value: Fraction
    limit: Fraction | None
    evidence: Evidence


def points_of(assessments: Sequence[Assessment], name: str, unit: str) -> list[Point]:
    """Oldest first. 'Less than 2' counts as 2."""
    found = sorted((one for one in assessments if one.amount is not None), key=lambda one: (one.observed_on, one.entry.id))
    return [point(one, name, unit) for one in found]


def point(one: Assessment, name: str, unit: str) -> Point:
    words = f"{name} {one.comparator or ''}{one.amount:g} {unit}"
    evidence = Evidence(noun="assessment", id=one.entry.id, on=one.observed_on, words=words)
    return Point(one.observed_on, Fraction(str(one.amount)), None if one.amount_limit is None else Fraction(str(one.amount_limit)), evidence)


def derived(word: Word, status: Status | None, why: str, shown: Sequence[Point], missing: Sequence[str] = (), since: date | None = None) -> Derivation:
    said = {"met": "met, needs clinician confirmation", "not_met": "not met", "unknown": "unknown", None: "no criterion"}[status]
    return Derivation(
        word=word,
        label=LABELS[word],
        status=status,
        sentence=f"{LABELS[word]}: {said}; {why}.",
        evidence=[one.evidence for one in shown],
        missing=list(missing),
        source=SOURCES[word],
        limits=LIMITS[word],
        since_on=since,
        needs_confirmation=status == "met",
    )


def run(points: Sequence[Point], reaches: Callable[[Point, Sequence[Point]], bool]) -> list[Point]:
    """The newest results that one after the other reach a criterion, each judged against all before it."""
    found: list[Point] = []
    for n in range(len(points) - 1, 0, -1):
        if not reaches(points[n], points[:n]):
            break
        found.insert(0, points[n])
    return found


def of_run(word: Word, found: Sequence[Point], points: Sequence[Point], again: timedelta, why: str) -> Derivation:
    """Met from the first of two results that far apart; one result alone waits for the second."""
    if not found:
        return derived(word, "not_met", why, points[-1:])
    if found[-1].on - found[0].on < again:
        return derived(word, "unknown", f"{why}, reached once", found, [f"a second result at least {again.days} days after {in_words(found[0].on)}"])
    return derived(word, "met", f"{why}, reached since {in_words(found[0].on)}", found, since=found[0].on)


def smallest(points: Sequence[Point]) -> Fraction:
    return min(one.value for one in points)


def number(value: Fraction) -> str:
    return f"{float(value):g}"


def ca125_progression(points: Sequence[Point]) -> Derivation:
    """Twice the upper limit where it was normal before; else twice the nadir. On two occasions at least a week apart."""
    word: Word = "ca125_progression"
    limit = newest_limit(points)
    if limit is None or len(points) < 2:
        return derived(word, "unknown", "cannot be judged", points[-1:], unjudged(limit, points, "an earlier result to compare with"))

    def reference(before: Sequence[Point]) -> Fraction:
        return limit if smallest(before) <= limit else smallest(before)

    found = run(points, lambda one, before: one.value >= 2 * reference(before))
    base = reference(points[: len(points) - max(len(found), 1)])
    name = "the upper limit of normal" if base == limit else "the nadir"
    why = f"the newest result is {number(points[-1].value)}, twice {name} is {number(2 * base)}"
    return of_run(word, found, points, CA125_AGAIN, why)


def newest_limit(points: Sequence[Point]) -> Fraction | None:
    return next((one.limit for one in reversed(points) if one.limit is not None), None)


def unjudged(limit: Fraction | None, points: Sequence[Point], other: str) -> list[str]:
    return [*(["the laboratory's upper limit of normal"] if limit is None else []), *([other] if len(points) < 2 else [])]


def ca125_response(points: Sequence[Point], started_on: date) -> Derivation:
    """Half or less of a sample of twice the upper limit or more, taken in the two weeks before treatment, and held for 28 days."""
    word: Word = "ca125_response"
    limit, before = newest_limit(points), [one for one in points if started_on - CA125_BEFORE <= one.on <= started_on]
    if limit is None or not before:
        missing = [*(["the laboratory's upper limit of normal"] if limit is None else []), *(["a result of the two weeks before treatment"] if not before else [])]
        return derived(word, "unknown", "cannot be judged", points[-1:], missing)
    first = before[-1]
    if first.value < 2 * limit:
        return derived(word, "unknown", f"the result before treatment, {number(first.value)}, is under twice the upper limit", [first], ["another method: it was too low to judge by"])
    held = run([first, *(one for one in points if one.on > started_on)], lambda one, _: 2 * one.value <= first.value)
    return of_run(word, held, points, CA125_HELD, f"half of the result before treatment is {number(first.value / 2)}")


def psa_progression(points: Sequence[Point]) -> Derivation:
    """25 % and 2 ng/mL over the nadir, and again at least 3 weeks later."""
    word: Word = "psa_progression"
    if len(points) < 2:
        return derived(word, "unknown", "cannot be judged", points[-1:], ["an earlier result to compare with"])
    found = run(points, lambda one, before: 4 * one.value >= 5 * smallest(before) and one.value - smallest(before) >= 2)
    nadir = smallest(points[: len(points) - max(len(found), 1)])
    return of_run(word, found, points, PSA_AGAIN, f"the newest result is {number(points[-1].value)}, the nadir {number(nadir)} ng/mL")


def cea_course(points: Sequence[Point]) -> Derivation:
    """The course in numbers and how often it rose in a row; what it means is for a clinician."""
    shown = points[-SHOWN:]
    rises = len(run(points, lambda one, before: one.value > before[-1].value))
    why = f"{' → '.join(number(one.value) for one in shown)}, risen {'once' if rises == 1 else f'{rises} times'} in a row" if shown else "no result on record"
    return derived("cea_course", None, why, shown)
