"""Why an alert is there: the rules with everything they looked at, and what was done since."""

from dash import html
from dash.development.base_component import Component

from dashboard import words
from schemas.alerts import AlertHistory, AlertStep
from schemas.findings import Finding


def reasons(history: AlertHistory, zone: str) -> Component:
    stands_on = [finding(one, zone) for one in history.alert.findings]
    steps = [html.Li([html.Span(words.short_moment(one.at, zone), className="muted"), f" {step(one, history)}"]) for one in history.steps]
    return html.Div(
        [html.Div([html.H3("What it stands on"), *stands_on]), html.Div([html.H3("What happened"), html.Ol(steps, className="steps")])], className="reasons"
    )


def finding(one: Finding, zone: str) -> Component:
    looked_at = [html.Li(f"{words.short_moment(given.at, zone)}{'' if given.score is None else f': {given.score}'}") for given in one.inputs]
    asked = "; ".join(threshold(name, value) for name, value in one.thresholds.items())
    return html.Div(
        [
            html.P([html.B(words.RULES[one.rule]), html.Span(f" · rule “{one.rule}”, version {one.version}", className="muted")]),
            html.P(f"It asks for: {asked}.") if asked else None,
            html.P("Looked at, newest first:" if len(one.inputs) > 1 else "Looked at:"),
            html.Ul(looked_at, className="looked-at"),
            html.P(f"Could not be looked at: {'; '.join(one.missing)}.") if one.missing else None,
        ],
        className="finding",
    )


def threshold(name: str, value: float) -> str:
    return words.THRESHOLDS.get(name, name + " {}").format(f"{value:g}")


def step(one: AlertStep, history: AlertHistory) -> str:
    """Who did what; what was said follows in its own words."""
    said = {
        "raised": f"Called the team: {level(one)}, after a report from {one.by}.",
        "refreshed": f"A newer report came from {one.by}.",
        "escalated": f"It got worse and is {level(one)} now, after a report from {one.by}.",
        "report_withdrawn": f"{one.by} took back the report on which it stands.",
        "assigned": f"{one.by} {given(one, history)}.",
        "acknowledged": f"{one.by} took it.",
        "started": f"{one.by} began.",
        "snoozed": f"{one.by} snoozed it, expecting no worse than {one.detail.get('level')}.",
        "resolved": f"{one.by} resolved it: {words.OUTCOMES.get(one.detail.get('outcome', 'monitor'), '')}.",
    }[one.step]
    return " ".join(filter(None, [said, one.detail.get("note", "")]))


def level(one: AlertStep) -> str:
    return words.LEVELS.get(one.detail.get("level", "urgent"), "").lower()


def given(one: AlertStep, history: AlertHistory) -> str:
    to = one.detail.get("to")
    if to is None:
        return "gave it back"
    return f"gave it to {history.alert.assignee if to == str(history.alert.assigned_to) else 'a colleague'}"
