"""What an ESAS-r comes to; where an item is missing there is no score, and the item is named."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.figures.series import ORDER, Series
from schemas.subscores import Subscore, SubscoreName, Subscores
from schemas.timeline import Timeline

NAMES: dict[SubscoreName, str] = {"physical": "Physical", "emotional": "Emotional", "total": "Total"}
SOURCE = "Physical: six items; emotional: depression and anxiety; total: both and wellbeing. No score where an item is missing. Ranges: Hui 2016."


def newest(one: Series, timeline: Timeline) -> list[Component]:
    """Of each kind of respondent, the newest form that stands in this chart."""
    here = {check_in.id for check_in in one.check_ins}
    last = {found.respondent: found for found in timeline.subscores if found.check_in_id in here}
    shown = [of_form(last[respondent], one, timeline) for respondent in ORDER if respondent in last]
    return [html.Div([*shown, html.P(SOURCE, className="source")], className="subscores")] if shown else []


def of_form(found: Subscores, one: Series, timeline: Timeline) -> Component:
    who = words.RESPONDENTS[found.respondent]
    labels = {item.id: item.label for item in one.instrument.items}
    said = html.H3(f"Subscores of the newest form, by {who}, {words.short_moment(found.at, timeline.zone, timeline.as_of)}")
    return html.Div([said, html.Div([tile(score, labels) for score in found.subscores], className="tiles")])


def tile(score: Subscore, labels: dict[str, str]) -> Component:
    value: list[Any] = [html.B("–" if score.score is None else score.score), html.Span(f" of {score.maximum}")]
    return html.Div(
        [
            html.Span(NAMES[score.name], className="tile-label"),
            html.Span(value, className="tile-score"),
            html.Span(f"Not scored. Missing: {missing(score, labels)}", className="muted") if score.score is None else None,
        ],
        className="tile",
    )


def missing(score: Subscore, labels: dict[str, str]) -> str:
    return words.listed([labels.get(item, item) for item in score.missing])


def columns(one: Series, timeline: Timeline) -> list[dict[str, Any]]:
    """For the table of one chart's check-ins; none where no form has subscores."""
    here = {check_in.id for check_in in one.check_ins}
    found = next((form for form in timeline.subscores if form.check_in_id in here), None)
    if found is None:
        return []
    return [{"field": score.name, "headerName": f"{NAMES[score.name]} (of {score.maximum})", "width": 120, "sortable": False} for score in found.subscores]


def cells(timeline: Timeline, one: Series) -> dict[str, dict[str, str]]:
    """By check-in: what stands in these columns."""
    labels = {item.id: item.label for item in one.instrument.items}
    return {
        str(form.check_in_id): {
            score.name: f"not scored: {missing(score, labels)}" if score.score is None else str(score.score) for score in form.subscores
        }
        for form in timeline.subscores
    }  # fmt: skip
