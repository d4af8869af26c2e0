"""Medicines taken when needed, as they were logged: counted in plain words, and listed. A count is no judgement: no number here is too many."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from dashboard import words
from schemas.timeline import Timeline
from schemas.when_needed_doses import WhenNeededDose

FIRST = 12  # that are seen at once when the list is unfolded; ours
DAYS = 3


def when_needed(timeline: Timeline) -> list[Component]:
    """Nothing where the patient has no list and nothing was logged in the range."""
    doses = timeline.when_needed_doses
    listed = timeline.plan[0].content.get("when_needed", []) if timeline.plan else []
    if not doses and not listed:
        return []
    counts = html.Ul([html.Li(line) for line in counted(doses, timeline.zone, timeline.as_of)], className="counts")
    on_list = html.P(f"On the list: {words.listed(listed)}.", className="muted") if listed else None
    shown = html.Details([html.Summary(f"What was logged ({words.counted(len(doses), 'dose')})"), log(doses, timeline)], id="doses") if doses else None
    note = html.P("As logged on the phone or by the team; what nobody logged is not counted.", className="source")
    return [html.Section([html.H2("Medicines taken when needed"), counts, on_list, note, shown], className="card when-needed")]


def counted(doses: Sequence[WhenNeededDose], zone: str, now: datetime) -> list[str]:
    """The last 24 hours, and today with the two calendar days before it, where the patient is."""
    first = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=DAYS - 1)
    since = datetime.combine(first, time(0), ZoneInfo(zone))
    return [
        f"In the last 24 hours: {by_name([one for one in doses if one.at > now - timedelta(hours=24)])}.",
        f"In the last {DAYS} days, since {first:%A}: {by_name([one for one in doses if one.at >= since])}.",
    ]


def by_name(doses: Sequence[WhenNeededDose]) -> str:
    if not doses:
        return "none logged"
    each = [f"{name} {number}" for name, number in Counter(one.medicine for one in doses).most_common()]
    return f"{words.counted(len(doses), 'dose')} ({', '.join(each)})"


def log(doses: Sequence[WhenNeededDose], timeline: Timeline) -> Component:
    """Newest first."""
    rest = html.Details([html.Summary(f"Show {words.counted(len(doses) - FIRST, 'earlier dose')}"), story(doses[FIRST:], timeline)], id="doses-earlier")
    return html.Div([story(doses[:FIRST], timeline), rest if len(doses) > FIRST else None])


def story(doses: Sequence[WhenNeededDose], timeline: Timeline) -> Component:
    return html.Ol([html.Li(entry(one, timeline)) for one in doses], className="story")


def entry(one: WhenNeededDose, timeline: Timeline) -> list[Component]:
    name = {"type": "medication-mistake", "dose": str(one.id)}
    mistake = html.Button("In error…", id=name, className="quiet change-care", **{"aria-label": f"Entered in error: {one.medicine}"})
    when = html.Time(words.short_moment(one.at, timeline.zone, timeline.as_of), dateTime=one.at.isoformat(), className="muted")
    return [when, html.Div([html.P([html.B(one.medicine), f". {relief(one)}"]), html.P([f"{told_by(one)} ", mistake], className="muted")])]


def relief(one: WhenNeededDose) -> str:
    parts = ["" if one.relief is None else f"relief {one.relief} of 10", f"“{one.relief_words}”" if one.relief_words else ""]
    return f"{words.sentence(', '.join(filter(None, parts)))}." if any(parts) else "Relief not said."


def told_by(one: WhenNeededDose) -> str:
    marks = "; the phone's clock was ahead, so the time it reached us counts" if one.clock == "ahead" else "; changed afterwards" if one.corrects else ""
    return f"Told by {words.RESPONDENTS[one.respondent]}, {words.MODES[one.mode]}; entered by {one.entered_by}{marks}."
