"""Why an alert is there: the rules with everything they looked at, and what was done since."""

from datetime import datetime
from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import alert_words, words
from schemas.alerts import AlertHistory, AlertStep
from schemas.findings import Finding, Input


def reasons(history: AlertHistory, zone: str) -> Component:
    stands_on = [finding(one, history.alert.patient_id, zone) for one in history.alert.findings]
    steps = [html.Li([html.Span(words.short_moment(one.at, zone), className="muted"), f" {step(one, history, zone)}"]) for one in history.steps]
    return html.Div(
        [html.Div([html.H3("What it stands on"), *stands_on]), html.Div([html.H3("What happened"), html.Ol(steps, className="steps")])], className="reasons"
    )


def finding(one: Finding, patient_id: UUID, zone: str) -> Component:
    asked = "; ".join(threshold(name, one.thresholds[name]) for name in sorted(one.thresholds, key=place))
    return html.Div(
        [
            html.P([html.B(words.RULES[one.rule]), html.Span(f" · rule “{one.rule}”, version {one.version}", className="muted")]),
            html.P(f"It asks for: {asked}.") if asked else None,
            html.P("It looked at, newest first:" if len(one.inputs) > 1 else "It looked at:"),
            html.Ul([looked_at(given, patient_id, zone) for given in one.inputs], className="looked-at"),
            html.P(f"Could not be looked at: {'; '.join(one.missing)}.") if one.missing else None,
        ],
        className="finding",
    )


def looked_at(one: Input, patient_id: UUID, zone: str) -> Component:
    """The day leads to the report itself, with its note."""
    score = [] if one.score is None else [html.B(one.score), " "]
    return html.Li([*score, dcc.Link(words.short_moment(one.at, zone), href=alert_words.report(patient_id, one.check_in_id))])


def place(name: str) -> int:
    """Bands first, then how much, then how long."""
    known = list(words.THRESHOLDS)
    return known.index(name) if name in known else len(known)


def threshold(name: str, value: float) -> str:
    return words.THRESHOLDS.get(name, name + " {}").format(f"{value:g}")


def step(one: AlertStep, history: AlertHistory, zone: str) -> str:
    """Who did what; what was said follows in its own words."""
    of_silence = {"raised": f"Called the team, {level(one)}: nothing was heard.", "refreshed": "Still nothing was heard.", "escalated": f"It is {level(one)} now."}
    said = of_silence.get(one.step, "") if history.alert.subject == "silence" else ""
    return " ".join(filter(None, [said or of_reports(one, history, zone), one.detail.get("note", "")]))


def of_reports(one: AlertStep, history: AlertHistory, zone: str) -> str:
    if "above" in one.detail:
        return f"A newer report is worse than the expected {one.detail['above']}, sent by {one.by}. The snooze ended; it is {level(one)} and waits again."
    return {
        "raised": f"Called the team, {level(one)}. The report was sent by {one.by}.",
        "refreshed": f"A newer report says it again, sent by {one.by}.",
        "escalated": f"It got worse and is {level(one)} now. The report was sent by {one.by}.",
        "report_withdrawn": f"{one.by} took back the report on which it stands.",
        "told": f"{one.by} told the patient: {told(one)}",
        "assigned": f"{one.by} {given(one, history)}.",
        "acknowledged": f"{one.by} took it.",
        "started": f"{one.by} began.",
        "snoozed": f"{one.by} snoozed it until {until(one, zone)}, expecting no worse than {one.detail.get('level')}.",
        "woken": "The snooze ended; it waits again.",
        "passed_on": f"Nobody had taken it in time; it was passed on to {one.detail.get('name', 'a colleague')}.",
        "unanswered": "Nobody had taken it in time, and there is nobody else to call.",
        "ended": words.ENDINGS[one.detail.get("because", "discharged")],
        "resolved": f"{one.by} resolved it: {words.OUTCOMES.get(one.detail.get('outcome', 'monitor'), '')}.",
    }[one.step]


def until(one: AlertStep, zone: str) -> str:
    return words.short_moment(datetime.fromisoformat(one.detail["until"]), zone, one.at) if "until" in one.detail else "later"


def told(one: AlertStep) -> str:
    """The phrase as our pages say it (the phone says it in the patient's language), then the own words."""
    phrase, text = one.detail.get("phrase"), one.detail.get("text")
    return " ".join(filter(None, [f"{words.PHRASES.get(phrase, phrase)}." if phrase else "", f"“{text}”" if text else ""]))


def level(one: AlertStep) -> str:
    return words.LEVELS.get(one.detail.get("level", "urgent"), "").lower()


def given(one: AlertStep, history: AlertHistory) -> str:
    to = one.detail.get("to")
    if to is None:
        return "gave it back"
    return f"gave it to {history.alert.assignee if to == str(history.alert.assigned_to) else 'a colleague'}"
