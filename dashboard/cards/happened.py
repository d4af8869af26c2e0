"""What was done beside the answers: alerts with what came of them, and changes to what was agreed with the patient. The chart's marks, as text."""

from datetime import datetime
from typing import Any

from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import alert_words, plan_words, words
from dashboard.cards import alert_reasons
from schemas.alerts import AlertHistory
from schemas.timeline import Timeline

FIRST = 12  # entries that are seen at once; ours


class Entry(Struct, frozen=True):
    at: datetime
    component: Component


def happened(timeline: Timeline) -> list[Component]:
    """Newest first; nothing where nothing was done in the range."""
    entries = sorted([*alerts(timeline), *plans(timeline)], key=lambda entry: entry.at, reverse=True)
    if not entries:
        return []
    shown, earlier = entries[:FIRST], entries[FIRST:]
    rest = html.Details([html.Summary(f"Show {words.counted(len(earlier), 'earlier entry', 'earlier entries')}"), listed(earlier)], id="happened-earlier")
    body = [html.Summary(summary(timeline, entries)), listed(shown), rest if earlier else None]
    return [html.Details(body, id="happened", className="card happened")]


def summary(timeline: Timeline, entries: list[Entry]) -> str:
    alerts_ = len(timeline.alerts)
    parts = [words.counted(alerts_, "alert")] if alerts_ else []
    parts += [words.counted(len(entries) - alerts_, "change to the plan", "changes to the plan")] if len(entries) > alerts_ else []
    return f"What was done ({words.listed(parts)})"


def listed(entries: list[Entry]) -> Component:
    return html.Ol([entry.component for entry in entries], className="story")


def entry(at: datetime, timeline: Timeline, *content: Any) -> Entry:
    when = html.Time(words.short_moment(at, timeline.zone, timeline.as_of), dateTime=at.isoformat(), className="muted")
    return Entry(at, html.Li([when, html.Div(list(content))]))


def alerts(timeline: Timeline) -> list[Entry]:
    return [entry(history.alert.raised_at, timeline, *told(history, timeline)) for history in timeline.alerts]


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
            found.append(entry(version.set_at, timeline, html.P([html.B(" ".join(said)), html.Span(f" Written by {version.set_by}.", className="muted")])))
    return found
