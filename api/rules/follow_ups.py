"""HOPE: a symptom whose impact is moderate or severe (J2051, 2 or 3) is followed up by a visit in person within 2 calendar days (J2052; CMS HOPE data specifications
V1.00.1, edit -3105: J2052B - J2050B <= 2), at which all are rated again (J2053). Days are calendar days where the patient is."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from schemas.assessments import Assessment
from schemas.facts import FollowUp

WITHIN = timedelta(days=2)
CALLS = ("moderate", "severe")
RATED, VISITED, MISSED = "symptom_impact", "symptom_follow_up", "symptom_follow_up_missed"


def follow_ups(assessments: Mapping[str, Sequence[Assessment]]) -> list[FollowUp]:
    """One for each rating that calls for a visit, newest first."""
    return [follow_up(rating, assessments) for rating in assessments.get(RATED, ()) if symptoms_of(rating)]


def symptoms_of(rating: Assessment) -> list[str]:
    return [symptom for symptom, impact in rating.parts.items() if impact in CALLS]


def follow_up(rating: Assessment, assessments: Mapping[str, Sequence[Assessment]]) -> FollowUp:
    """The first visit counts. A reason for none counts as long as there was none."""
    due_on = rating.observed_on + WITHIN
    visits = [visit.observed_on for visit in assessments.get(VISITED, ()) if visit.follows == rating.entry.first_id]
    reasons = [str(missed.value) for missed in assessments.get(MISSED, ()) if missed.follows == rating.entry.first_id]
    visited_on = min(visits, default=None)
    return FollowUp(
        assessment_id=rating.entry.first_id,
        rated_on=rating.observed_on,
        due_on=due_on,
        symptoms=symptoms_of(rating),
        visited_on=visited_on,
        in_time=None if visited_on is None else visited_on <= due_on,
        missed_because=reasons[0] if reasons and visited_on is None else None,
    )
