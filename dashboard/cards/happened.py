"""What was done beside the answers: alerts with what came of them, and changes to what was agreed with the patient. The chart's marks, as text."""

from collections import Counter
from datetime import datetime
from typing import Any

from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import alert_words, plan_words, words
from dashboard.cards import alert_reasons
from schemas.alerts import AlertHistory
from schemas.care import CareEntry
from schemas.medication_changes import MedicationChange
from schemas.messages import Message
from schemas.timeline import Timeline

FIRST = 12  # entries that are seen at once; ours


class Entry(Struct, frozen=True):
    """`what`: of what kind, in one word and in many."""

    at: datetime
    what: tuple[str, str]
    component: Component


def happened(timeline: Timeline) -> list[Component]:
    """Newest first; nothing where nothing was done in the range."""
    entries = sorted([*alerts(timeline), *plans(timeline), *messages(timeline), *care(timeline), *medication(timeline)], key=lambda entry: entry.at, reverse=True)
    if not entries:
        return []
    shown, earlier = entries[:FIRST], entries[FIRST:]
    rest = html.Details([html.Summary(f"Show {words.counted(len(earlier), 'earlier entry', 'earlier entries')}"), listed(earlier)], id="happened-earlier")
    body = [html.Summary(summary(entries)), listed(shown), rest if earlier else None]
    return [html.Details(body, id="happened", className="card happened")]


def summary(entries: list[Entry]) -> str:
    counted = Counter(entry.what for entry in entries)
    return f"What was done ({words.listed([words.counted(number, *what) for what, number in counted.items()])})"


def listed(entries: list[Entry]) -> Component:
    return html.Ol([entry.component for entry in entries], className="story")


def entry(at: datetime, what: tuple[str, str], timeline: Timeline, *content: Any) -> Entry:
    when = html.Time(words.short_moment(at, timeline.zone, timeline.as_of), dateTime=at.isoformat(), className="muted")
    return Entry(at, what, html.Li([when, html.Div(list(content))]))


def alerts(timeline: Timeline) -> list[Entry]:
    return [entry(history.alert.raised_at, ("alert", "alerts"), timeline, *told(history, timeline)) for history in timeline.alerts]


def told(history: AlertHistory, timeline: Timeline) -> list[Component]:
    alert = history.alert
    chip = html.Span(words.LEVELS[alert.level], className=f"chip level level-{alert.level}")
    came_of_it = [f"{alert_words.taken(history)}.", alert_words.ended(history, timeline.zone, timeline.as_of)]
    return [
        html.P([chip, " ", html.B(alert_words.said(alert.findings))]),
        html.P(" ".join(filter(None, came_of_it))),
        html.Details([html.Summary("Why?"), alert_reasons.reasons(history, timeline.zone)], id=f"happened-{alert.id}"),
    ]


def plans(timeline: Timeline) -> list[Entry]:
    found = []
    labels = plan_words.labels(timeline.instruments)
    for version, before in zip(timeline.plan, [*timeline.plan[1:], None], strict=False):
        if version.set_at is not None and (timeline.since is None or version.set_at >= timeline.since):
            said = plan_words.changes(version.content, before.content if before else {}, labels, timeline.zone)
            found.append(entry(version.set_at, ("change to the plan", "changes to the plan"), timeline, html.P([html.B(" ".join(said)), html.Span(f" Written by {version.set_by}.", className="muted")])))
    return found


def messages(timeline: Timeline) -> list[Entry]:
    """What somebody chose to say; that a report was seen stands with its alert."""
    return [entry(one.at, ("message", "messages"), timeline, *said(one, timeline)) for one in timeline.messages if one.kind == "told"]


def said(one: Message, timeline: Timeline) -> list[Component]:
    parts = [f"{words.PHRASES[one.phrase]}." if one.phrase else "", f"“{one.text}”" if one.text else ""]
    arrived = f"On the phone since {words.short_moment(one.on_phone_at, timeline.zone, timeline.as_of)}." if one.on_phone_at else "Not on the phone yet."
    return [html.P([html.B("Told the patient: "), " ".join(filter(None, parts))]), html.P(f"{one.by}. {arrived}", className="muted")]


def care(timeline: Timeline) -> list[Entry]:
    """The enrolment is no change."""
    found = [one for one in timeline.care if one.entered_by and (timeline.since is None or one.entered_at >= timeline.since)]
    return [entry(one.entered_at, ("change of care", "changes of care"), timeline, *of_care(one)) for one in found]


def of_care(one: CareEntry) -> list[Component]:
    note = f" {one.note}" if one.note else ""
    return [html.P([html.B(f"{words.care_since(one.care, one.since_on)}.{note}"), html.Span(f" Written by {one.entered_by}.", className="muted")])]


def medication(timeline: Timeline) -> list[Entry]:
    return [entry(one.changed_at, ("change of medication", "changes of medication"), timeline, *of_medication(one)) for one in timeline.medication_changes]


def of_medication(one: MedicationChange) -> list[Component]:
    name = {"type": "medication-mistake", "change": str(one.id)}
    mistake = html.Button("In error…", id=name, className="quiet change-care", **{"aria-label": f"Entered in error: {one.what}"})
    return [html.P([html.B("Medication changed: "), one.what]), html.P([f"Written by {one.recorded_by}. ", mistake], className="muted")]
