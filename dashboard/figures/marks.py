"""What stands on a chart beside the answers: whom they called and what came of it, changes of medication, and the levels that are comfortable for the patient."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from dashboard import alert_words, words
from dashboard.figures import series
from dashboard.figures.series import Series
from dashboard.figures.texts import wrapped
from schemas.alerts import AlertHistory
from schemas.configurations import Configured
from schemas.medication_changes import MedicationChange
from schemas.timeline import Timeline
from schemas.when_needed_doses import WhenNeededDose

Kind = Literal["called", "answered", "medication", "dose"]


class Mark(Struct, frozen=True):
    """Something that happened at a moment. `item`: whose panel it belongs to; null: the lane below them. `text`: what the pointer says, safe for Plotly."""

    kind: Kind
    at: datetime
    text: str
    item: str | None = None


class Goal(Struct, frozen=True):
    """From this moment on the patient was comfortable up to `level`; null: there was no goal any more."""

    since: datetime
    level: int | None
    text: str


def marks(timeline: Timeline, one: Series) -> list[Mark]:
    """Those of this chart's time. What came of an alert stands on every chart, because it was done for the whole person."""
    begins = series.begins(timeline)
    found = [mark for history in timeline.alerts for mark in of_alert(history, timeline, one)]
    found += [of_medication(change, timeline.zone) for change in timeline.medication_changes]
    found += [of_dose(dose, timeline.zone) for dose in timeline.when_needed_doses]
    return [mark for mark in found if begins <= mark.at <= timeline.as_of]


def of_alert(history: AlertHistory, timeline: Timeline, one: Series) -> list[Mark]:
    alert, text = history.alert, story(history, timeline.zone, timeline.as_of)
    found = []
    if alert.subject not in {item.id for item in one.items}:
        found = [Mark("called", alert.raised_at, text)] if alert.findings and alert.findings[0].item is None else []
    elif called_from(history, timeline, one):
        found = [Mark("called", alert.raised_at, text, alert.subject)]
    if alert.resolved_at is not None and alert.outcome is not None:
        found.append(Mark("medication" if alert.outcome == "medication_change" else "answered", alert.resolved_at, text))
    return found


def of_medication(one: MedicationChange, zone: str) -> Mark:
    text = f"<b>Medication changed</b>, {words.moment(one.changed_at, zone)}<br>{wrapped(one.what)}<br>Written by {wrapped(one.recorded_by)}"
    return Mark("medication", one.changed_at, text)


def of_dose(one: WhenNeededDose, zone: str) -> Mark:
    relief = "not said" if one.relief is None and not one.relief_words else ", ".join(filter(None, ["" if one.relief is None else f"{one.relief} of 10", one.relief_words]))
    text = f"<b>Taken when needed</b>, {words.moment(one.at, zone)}<br>{wrapped(one.medicine)}<br>Relief: {wrapped(relief)}<br>Told by {words.RESPONDENTS[one.respondent]}"
    return Mark("dose", one.at, text)


def called_from(history: AlertHistory, timeline: Timeline, one: Series) -> bool:
    """Two questionnaires may ask for one symptom. The mark stands where the report does, and on both where that is not on the page."""
    reports = {given.check_in_id for finding in history.alert.findings for given in finding.inputs[:1]}
    here = {check_in.id for check_in in one.check_ins}
    return bool(reports & here) or not reports & {check_in.id for check_in in timeline.check_ins}


def story(history: AlertHistory, zone: str, now: datetime) -> str:
    alert = history.alert
    parts = [
        f"<b>Called the team, {words.LEVELS[alert.level].lower()}</b>, {words.moment(alert.raised_at, zone)}",
        wrapped(alert_words.said(alert.findings)),
        wrapped(alert_words.taken(history)),
        wrapped(alert_words.ended(history, zone, now)),
    ]
    return "<br>".join(filter(None, parts))


def goals(plan: list[Configured], item: str, zone: str, lower_is_worse: bool = False) -> list[Goal]:
    """Oldest first; a version that left this goal as it was is none."""
    found: list[Goal] = []
    for version in reversed(plan):
        level = version.content.get("goals", {}).get(item)
        before = found[-1].level if found else None
        if level != before and version.set_at is not None:
            found.append(Goal(version.set_at, level, said(version, level, zone, "more" if lower_is_worse else "less")))
    return found


def said(version: Configured, level: int | None, zone: str, side: str) -> str:
    comfortable = "<b>No goal any more</b>" if level is None else f"<b>Comfortable at {level} or {side}</b>"
    when = words.moment(version.set_at, zone) if version.set_at else ""
    return f"{comfortable}<br>Written by {wrapped(version.set_by or '')}, {when}"
