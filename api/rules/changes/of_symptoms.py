"""What was reported: how a symptom usually was at first, and lately. Single reports differ by a point for no reason in two of five stable pairs (clinical.md), so medians of
a fortnight are compared, and said from 2 points of 10 on, as the rules of alerts take a rise. The fortnight, the three reports and the points are ours."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import median

from api.rules.calendar import in_words
from api.rules.changes.windows import Window
from schemas.changes import Change
from schemas.check_ins import Respondent
from schemas.evidence import Evidence, ReportedBy
from schemas.facts import Facts, Report, SymptomCourse

FORTNIGHT = timedelta(days=14)
REPORTS = 3
TENTHS = 2  # of the scale
WHO: dict[Respondent, str] = {"patient": "as the patient reports", "family_caregiver": "as family reports", "professional_caregiver": "as a professional caregiver reports"}
BY: dict[Respondent, ReportedBy] = {"patient": "patient", "family_caregiver": "family_caregiver", "professional_caregiver": "professional_caregiver"}


def changed(facts: Facts, window: Window) -> Iterator[Change]:
    for course in facts.symptoms:
        first, last = fortnights(course.reports, window)
        if min(len(first), len(last)) < REPORTS:
            continue
        then, now = (median(report.score for report in found) for found in (first, last))
        if 10 * abs(now - then) >= TENTHS * (course.scale_maximum - course.scale_minimum):
            yield Change(topic="symptoms", sentence=sentence(course, then, now, first, last), evidence=[evidence(course, report) for report in (*last[::-1], *first[::-1])])


def fortnights(reports: Sequence[Report], window: Window) -> tuple[list[Report], list[Report]]:
    """Of the first reports in the window, and of the last two weeks of it; the first is empty where the two would share a day."""
    within = sorted((report for report in reports if window.holds(report.local_date)), key=lambda report: (report.at, report.check_in_id))
    lately = window.ends_on - FORTNIGHT
    if not within or within[0].local_date + FORTNIGHT > lately + timedelta(days=1):
        return [], []
    return [one for one in within if one.local_date < within[0].local_date + FORTNIGHT], [one for one in within if one.local_date > lately]


def sentence(course: SymptomCourse, then: float, now: float, first: Sequence[Report], last: Sequence[Report]) -> str:
    """'Pain, as the patient reports: usually 3 of 10 in the first two weeks (from 12 January 2026), 7 in the last two.'"""
    better = (now < then) == (course.worse == "higher")
    return (
        f"{course.label}, {WHO[course.respondent]}: usually {then:g} of {course.scale_maximum} in two weeks from {in_words(day(first))}, "
        f"{now:g} in the last two ({'less' if better else 'more'} burden)."
    )


def day(reports: Sequence[Report]) -> date:
    return min(report.local_date for report in reports)


def evidence(course: SymptomCourse, report: Report) -> Evidence:
    words = f"{course.label} {report.score} of {course.scale_maximum}"
    return Evidence(noun="check_in", id=report.check_in_id, on=report.local_date, words=words, reported_by=BY[course.respondent])
