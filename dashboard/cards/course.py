"""The course over time: charts with what was done, and the same as a table."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import dash_ag_grid as dag
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards import body_map, happened, subscores, when_needed
from dashboard.cards.legend import legend
from dashboard.cards.notices import notice
from dashboard.figures import marks, series, symptom_trend
from dashboard.figures.series import Series
from schemas.check_ins import CheckIn
from schemas.timeline import Timeline

RANGES = {"14": "2 weeks", "92": "3 months", "all": "All"}
IN_WORDS = {"14": "the last 2 weeks", "92": "the last 3 months", "all": "all this time"}
TABLE: dict[str, Any] = {
    "rowHeight": 40,
    "headerHeight": 38,
    "enableCellTextSelection": True,
    "ensureDomOrder": True,
    "animateRows": False,
    "suppressColumnVirtualisation": True,  # a column beyond the edge is still read aloud and found by the browser's search
}


def course(timeline: Timeline, asked: str) -> list[Component]:
    """What was done, charts and tables; `asked` is the range."""
    found = series.split(timeline)
    if not found:
        return [*happened.happened(timeline), *beside(timeline), notice("Nothing in this time", f"There are no answers from {IN_WORDS[asked]}.")]
    shown = [one_series(one, timeline, series.begins(timeline)) for one in found]
    if timeline.truncated:
        shown.insert(0, html.P("There are more check-ins than one page can draw; the newest 5,000 are shown.", className="muted"))
    return [*happened.happened(timeline), *beside(timeline), *shown]


def beside(timeline: Timeline) -> list[Component]:
    """What belongs to the pain line and is no line."""
    found = [*body_map.body_map(timeline), *when_needed.when_needed(timeline)]
    return [html.Div(found, className="beside")] if found else []


def one_series(one: Series, timeline: Timeline, start: datetime) -> Component:
    asked = words.RECALLS[one.instrument.recall_period]
    count = words.counted(len(one.check_ins), "check-in")
    sources = html.P(f"Shaded bands: mild, moderate, severe. {one.instrument.bands.source}.", className="source") if one.instrument.bands else None
    credit = html.P(one.instrument.acknowledgement, className="source") if one.instrument.acknowledgement else None
    return html.Section(
        [
            html.H2([one.instrument.title, html.Span(f" asks about {'this moment' if asked == 'right now' else 'the ' + asked} · {count}", className="muted")]),
            *([*chart(one, timeline, start), sources, credit] if one.items else []),
            *subscores.newest(one, timeline),
            table(one, timeline),
        ],
        className="card",
    )


def chart(one: Series, timeline: Timeline, start: datetime) -> list[Component]:
    """With its legend before it."""
    lower = one.instrument.scale.worse == "lower"
    goals = {item.id: marks.goals(timeline.plan, item.id, timeline.zone, lower) for item in one.items}
    figure = symptom_trend.symptom_trend(one, timeline.zone, start, timeline.as_of, marks.marks(timeline, one), goals)
    named = words.listed([item.label for item in one.items])
    graph = dcc.Graph(figure=figure, config={"displayModeBar": False, "responsive": True, "scrollZoom": False}, style={"height": f"{figure.layout.height}px"})
    said = f"{one.instrument.title}: {named} over time. The table below holds the same answers."
    return [legend(figure), html.Div(graph, role="img", className="chart", **{"aria-label": said})]


def table(one: Series, timeline: Timeline) -> Component:
    """Unfolded where there is no chart because every question was skipped: notes and calls for help stand only here then."""
    summed = subscores.cells(timeline, one)
    rows = [{**table_row(check_in, one, timeline.zone), **summed.get(str(check_in.id), {})} for check_in in reversed(one.check_ins)]
    identity = f"{one.instrument.id}-{one.instrument.recall_period}-{one.instrument.scale.maximum}"
    return html.Details(
        [
            html.Summary(f"{'The same as' if one.items else 'As'} a table ({words.counted(len(rows), 'check-in')})"),
            dag.AgGrid(
                id=f"answers-{identity}",
                columnDefs=table_columns(one, subscores.columns(one, timeline)),
                rowData=rows,
                getRowId="params.data.id",
                defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True, "wrapHeaderText": True, "autoHeaderHeight": True},
                dashGridOptions=TABLE,
                className="answers",
                style={"height": f"{min(460, 60 + 40 * len(rows))}px"},
            ),
        ],
        id=f"table-{identity}",
        open=not one.items,
        className="table-place",
    )


def table_columns(one: Series, summed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A column in which nothing stands would push what does out of sight."""
    noted, marked = any(check_in.note for check_in in one.check_ins), any(words.marks(check_in) for check_in in one.check_ins)
    items = [
        {"field": item.id, "headerName": item.label, "width": 128, "cellRenderer": "BalmScoreCell", "cellDataType": False, "sortable": False}
        for item in one.items
    ]
    return [
        {"field": "when", "headerName": "When", "pinned": "left", "width": 186, "sortable": False},
        *items,
        *summed,
        *([{"field": "note", "headerName": "Note", "minWidth": 180, "flex": 2, "tooltipField": "note"}] if noted else []),
        *([{"field": "marks", "headerName": "Marks", "minWidth": 150, "flex": 1, "tooltipField": "marks"}] if marked else []),
        {"field": "by", "headerName": "Answered by", "minWidth": 190, "flex": 1, "tooltipField": "by"},
        {"field": "entered_by", "headerName": "Entered by", "width": 150, "tooltipField": "entered_by"},
        {"field": "id", "headerName": "", "width": 222, "pinned": "right", "sortable": False, "cellRenderer": "BalmActions"},
    ]


def table_row(check_in: CheckIn, one: Series, zone: str) -> dict[str, Any]:
    scores = {
        item.id: None if (score := check_in.answers.get(item.id)) is None else {"score": score, "severity": words.word_for(one.instrument, score)}
        for item in one.items
    }
    return {
        "id": str(check_in.id),
        "when": words.short_moment(check_in.at, zone) + f" {check_in.at.astimezone(ZoneInfo(zone)).year}",
        "by": f"{words.RESPONDENTS[check_in.respondent]}, {words.MODES[check_in.mode]}",
        "entered_by": check_in.entered_by + (f" ({words.RELATIONSHIPS[check_in.relationship]})" if check_in.relationship else ""),
        "note": check_in.note or "",
        "marks": "; ".join(words.marks(check_in)),
        **scores,
    }
