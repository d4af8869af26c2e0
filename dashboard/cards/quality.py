"""The lead's page: what became of alerts, as figures first and as a table of the same numbers."""

from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards.notices import notice
from dashboard.figures import quality as figures
from schemas.quality import LevelQuality, Quality, RuleQuality, SilenceQuality

RANGES = {"28": "4 weeks", "84": "12 weeks", "365": "A year"}
WHOM = "It counts work, not people: nobody of the team is named here."
ACTED_ON = (
    "Of the alerts that a person answered, those with another outcome than “monitor”. A low share means that a rule calls for little; it doesn’t say that "
    "what it found was wrong. The lines show what the share may be by chance (95 %, Wilson)."
)
COMPLETE = "Whole days under care with as many reports as are expected of the patient now. Days of a pause count as well."
EMPTY = "Once patients are under care and reports come in, what became of them stands here."


def content(found: Quality) -> list[Component]:
    if not found.patients:
        return [notice("Nothing to count yet", EMPTY)]
    return [
        html.P(tally(found), className="tally", role="status"),
        html.Div([*(tile(one) for one in found.levels), silence(found.silence)], className="tiles levels"),
        html.Div(
            [
                section("Alerts for each patient and week", "by rule", figures.alerts_by_rule(found.rules) if found.rules else None, ""),
                section("Acted on", "by rule", figures.acted_on_by_rule(found.rules) if answered(found) else None, ACTED_ON),
                section("When reports come", "where the patient was", figures.reports_by_hour(found.hours) if found.hours else None, ""),
                section("Days with all reports", "by weekday", figures.complete_by_weekday(found.weekdays) if found.weekdays else None, COMPLETE),
            ],
            className="quality-figures",
        ),
        numbers(found),
        html.P(WHOM, className="muted"),
    ]


def answered(found: Quality) -> bool:
    return any(one.acted_on.of for one in found.rules)


def tally(found: Quality) -> str:
    """'24 patients, 96.0 patient-weeks, from 1 March 2026 to 28 March 2026.'"""
    return (
        f"{words.counted(found.patients, 'patient')}, {found.patient_weeks:.1f} patient-weeks, from {words.day(found.from_on)} to {words.day(found.until_on)}."
    )


def tile(one: LevelQuality) -> Component:
    in_time = one.taken_in_time
    return html.Div(
        [
            html.Span([words.LEVELS[one.level], html.Span(f" · {words.counted(one.alerts, 'alert')}", className="muted")], className="tile-label"),
            html.Span(
                [html.B(words.percent(in_time.share)), html.Span(" taken in time")] if in_time.of else "No target has run out yet", className="tile-score"
            ),
            html.Span(words.share(in_time), className="muted") if in_time.of else None,
            html.Span(
                f"Half were taken within {words.minutes(one.minutes_to_take)}" if one.minutes_to_take is not None else "None was taken yet",
                className="tile-change",
            ),
            html.Span(
                f"and answered within {words.minutes(one.minutes_to_resolve)}" if one.minutes_to_resolve is not None else "and none answered yet",
                className="tile-change",
            ),
        ],
        className=f"tile level-tile level-{one.level}",
    )


def silence(one: SilenceQuality) -> Component:
    parts = {"ended with a report": one.heard_again, "answered by the team": one.answered, "ended with care": one.care_ended, "still silent": one.lasting}
    came_of_it = [f"{number} {what}" for what, number in parts.items() if number]
    return html.Div(
        [
            html.Span(["Silence", html.Span(f" · {words.counted(one.alerts, 'alert')}", className="muted")], className="tile-label"),
            html.Span([html.B(one.patients), html.Span(f" {'patient' if one.patients == 1 else 'patients'} silent")] if one.alerts else "Nobody was silent for too long", className="tile-score"),
            html.Span(words.listed(came_of_it), className="tile-change") if came_of_it else None,
        ],
        className="tile level-tile",
    )


def section(title: str, about: str, figure: go.Figure | None, source: str) -> Component:
    body: Any = html.P("Nothing to draw in this time.", className="muted")
    if figure is not None:
        graph = dcc.Graph(figure=figure, config={"displayModeBar": False, "responsive": True}, style={"height": f"{figure.layout.height}px"})
        body = html.Div(graph, role="img", className="chart", **{"aria-label": f"{title}, {about}. The table below holds the numbers."})
    return html.Section(
        [html.H2([title, html.Span(f" {about}", className="muted")]), body, html.P(source, className="source") if source else None], className="card"
    )


def numbers(found: Quality) -> Component:
    head = ("Rule", "Alerts", "For each patient and week", "Acted on", "Held back")
    outcomes = ", ".join(f"{words.OUTCOMES[outcome].lower()} {number}" for outcome, number in found.outcomes.items())
    return html.Section(
        [
            html.H2("The numbers"),
            html.Div(
                html.Table(
                    [
                        html.Thead(html.Tr([html.Th(name, scope="col") for name in head])),
                        html.Tbody([line(one) for one in sorted(found.rules, key=lambda one: -one.alerts)]),
                    ],
                    className="numbers",
                ),
                className="wide",
                tabIndex="0",
                role="region",
                **{"aria-label": "The numbers by rule"},
            ),
            html.P(f"Outcomes: {outcomes}.") if outcomes else None,
            html.P(f"Days with all reports: {'; '.join(f'{words.WEEKDAYS[one.weekday - 1]} {words.share(one.complete)}' for one in found.weekdays)}.")
            if found.weekdays
            else None,
        ],
        className="card",
    )


def line(one: RuleQuality) -> Component:
    per_week = "–" if one.alerts_per_patient_week is None else words.rate(one.alerts_per_patient_week)
    return html.Tr([html.Th(words.rule(one.rule), scope="row"), *[html.Td(value) for value in (one.alerts, per_week, words.share(one.acted_on), one.held)]])
