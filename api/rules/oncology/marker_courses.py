"""What the results of tumour markers are drawn against: the newest upper limit of normal, and the nadir. No criterion: those stand in `markers`."""

from api.rules.kinds import ALL
from api.rules.record import moment
from schemas.courses import MarkerCourse
from schemas.facts import Facts


def marker_courses(facts: Facts) -> list[MarkerCourse]:
    """Of those that were measured at all, in the order of the kinds. 'Less than 2' counts as 2."""
    return [found for kind in ALL if kind.group == "markers" and (found := of_kind(facts, kind.id))]


def of_kind(facts: Facts, kind: str) -> MarkerCourse | None:
    results = sorted((one for one in facts.assessments.get(kind, []) if one.amount is not None), key=moment)
    if not results:
        return None
    lowest = min(results, key=lambda one: one.amount or 0) if len(results) > 1 else None
    limits = [one.amount_limit for one in results if one.amount_limit is not None]
    return MarkerCourse(
        kind=kind,
        upper_limit=limits[-1] if limits else None,
        nadir=lowest.amount if lowest else None,
        nadir_on=lowest.observed_on if lowest else None,
    )
