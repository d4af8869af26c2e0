"""Patients' and others' own reports as series, for whoever looks at months of them. Series are told apart as on the worklist (rules.concern)."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from api.rules.concern import RESPONDENTS, Instruments, Series, series_of
from api.rules.severity import band
from schemas.check_ins import CheckIn
from schemas.facts import Report, SymptomCourse


def symptom_courses(check_ins: Sequence[CheckIn], instruments: Instruments) -> list[SymptomCourse]:
    """The patient's own first; the reports of each oldest first. Skipped items say nothing."""
    found: dict[Series, list[Report]] = {}
    labels: dict[Series, str] = {}
    for check_in in sorted(check_ins, key=lambda check_in: (check_in.at, check_in.id)):
        instrument = instruments[check_in.instrument, check_in.instrument_version]
        for item in instrument.items:
            if (score := check_in.answers.get(item.id)) is not None:
                series = series_of(instrument, item.id, check_in.respondent)
                labels[series] = item.label
                report = Report(check_in_id=check_in.id, at=check_in.at, local_date=check_in.local_date, score=score, severity=band(instrument, score))
                found.setdefault(series, []).append(report)
    return [course(series, labels[series], found[series]) for series in sorted(found, key=lambda series: (RESPONDENTS[series.respondent], series))]


def course(series: Series, label: str, reports: list[Report]) -> SymptomCourse:
    return SymptomCourse(
        item=series.item,
        label=label,
        instrument=series.instrument,
        recall_period=series.recall_period,
        respondent=series.respondent,
        scale_minimum=series.minimum,
        scale_maximum=series.maximum,
        worse="higher" if series.worse == "higher" else "lower",
        reports=reports,
    )


def since(courses: Sequence[SymptomCourse], day: date | None) -> list[SymptomCourse]:
    """What of them was reported from this day on. A series with nothing left is left out."""
    found = [replace(one, reports=[report for report in one.reports if day is None or report.local_date >= day]) for one in courses]
    return [one for one in found if one.reports]
