"""Patients' and caregivers' own reports as evidence. Series are never mixed: one kind of respondent, one question, one scale. All spans and counts are ours."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from api.rules.hospice.asks import PersistentReport, WorseReport
from api.rules.record import Found, Record, unknown
from schemas.evidence import Evidence
from schemas.facts import Report, SymptomCourse
from schemas.screenings import Missing

SEVERITIES = ("none", "mild", "moderate", "severe")
FORTNIGHT = timedelta(days=14)
MOST_SHOWN = 20
WHO = {"patient": "the patient", "family_caregiver": "family", "professional_caregiver": "a professional"}


def evidence_of(course: SymptomCourse, report: Report) -> Evidence:
    words = f"{course.label} {report.score} of {course.scale_maximum}, reported by {WHO[course.respondent]}"
    return Evidence(noun="check_in", id=report.check_in_id, on=report.local_date, words=words, reported_by=course.respondent)


def wanted(items: Sequence[str], course: SymptomCourse) -> bool:
    """Reports with a severity: without bands nothing says where moderate begins."""
    return course.item in items and any(report.severity is not None for report in course.reports)


def no_reports(items: Sequence[str], wanted: str) -> Missing:
    return Missing(words=f"Reports of {items[0].replace('_', ' ')}: {wanted}", noun="check_in", kind=items[0])


def lasting(ask: PersistentReport) -> Missing:
    return no_reports(ask.items, f"at least {ask.reports} in the last {ask.days} days, over at least half of them")


def two_fortnights(ask: WorseReport) -> Missing:
    return no_reports(ask.items, f"at least {ask.reports} in the last {FORTNIGHT.days} days, and as many in the {FORTNIGHT.days} days that ended {ask.days} days ago")


def persistent(ask: PersistentReport, record: Record, age_days: int | None) -> Found:
    """In every report of the span, which must be several and reach over at least half of it. The patient's own series goes before others'."""
    found = [persists(ask, course, record) for course in record.symptoms if wanted(ask.items, course)]
    for status in ("met", "not_met"):
        if same := [one for one in found if one.status == status]:
            return same[0]
    return unknown(lasting(ask))


def persists(ask: PersistentReport, course: SymptomCourse, record: Record) -> Found:
    span = timedelta(days=ask.days)
    recent = [report for report in course.reports if record.today - span < report.local_date]
    if len(recent) < ask.reports or recent[-1].local_date - recent[0].local_date < span / 2:
        return unknown(lasting(ask))
    evidence = [evidence_of(course, report) for report in recent[::-1][:MOST_SHOWN]]
    if not all(is_at_least(ask.severity, report) for report in recent):
        return Found("not_met", evidence, [])
    since = recent[0]
    for report in reversed(course.reports):
        if not is_at_least(ask.severity, report):
            break
        since = report
    return Found("met", evidence, [], since.local_date)


def is_at_least(severity: str, report: Report) -> bool:
    return report.severity is not None and SEVERITIES.index(report.severity) >= SEVERITIES.index(severity)


def worse(ask: WorseReport, record: Record, age_days: int | None) -> Found:
    """Any of the items in any series; not worse where at least one could be judged."""
    found = [worsened(ask, course, record) for course in record.symptoms if course.item in ask.items]
    met = [one for one in found if one.status == "met"]
    if met:
        return Found("met", [item for one in met for item in one.evidence][:MOST_SHOWN], [], min(one.since for one in met if one.since))
    return next((one for one in found if one.status == "not_met"), unknown(two_fortnights(ask)))


def worsened(ask: WorseReport, course: SymptomCourse, record: Record) -> Found:
    ends = record.today - timedelta(days=ask.days)
    now = [report for report in course.reports if record.today - FORTNIGHT < report.local_date]
    then = [report for report in course.reports if ends - FORTNIGHT < report.local_date <= ends]
    if len(now) < ask.reports or len(then) < ask.reports:
        return unknown(two_fortnights(ask))
    rise = median(burden(course, report) for report in now) - median(burden(course, report) for report in then)
    evidence = [evidence_of(course, now[-1]), evidence_of(course, then[-1])]
    met = 10 * rise >= ask.of_ten * (course.scale_maximum - course.scale_minimum)
    return Found("met" if met else "not_met", evidence, [], now[0].local_date if met else None)


def burden(course: SymptomCourse, report: Report) -> int:
    """From the good end of the scale."""
    return report.score - course.scale_minimum if course.worse == "higher" else course.scale_maximum - report.score
