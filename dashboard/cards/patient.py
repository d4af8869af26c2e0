"""One patient: who it is, how it stands now, the course over time, and the same facts as a table."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import dash_ag_grid as dag
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards.icons import icon
from dashboard.cards.notices import notice
from dashboard.figures import series, symptom_trend
from dashboard.figures.series import Series
from schemas.check_ins import CheckIn
from schemas.instruments import RecallPeriod
from schemas.patients import Patient
from schemas.symptom_states import SymptomNow
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


def heading(patient: Patient, today: datetime) -> Component:
    local = today.astimezone(ZoneInfo(patient.zone)).date()
    facts = [patient.identifier or "", f"{words.CARES[patient.care]} since {words.day(patient.care_since_on)}"]
    if patient.born_on is not None:
        facts.insert(1, f"born {words.day(patient.born_on)}, {words.age(patient.born_on, local)} years old")
    return html.Div([html.H1(patient.name), html.P(" · ".join(fact for fact in facts if fact), className="muted")])


def now(timeline: Timeline) -> list[Component]:
    """What was asked for; then the latest of each symptom: each kind of respondent, questionnaire and recall period for itself."""
    groups: dict[tuple[str, str, RecallPeriod], list[SymptomNow]] = {}
    for symptom in timeline.now:
        groups.setdefault((symptom.respondent, symptom.instrument, symptom.recall_period), []).append(symptom)
    several = len({symptom.instrument for symptom in timeline.now}) > 1
    titles = {instrument.id: instrument.title for instrument in timeline.instruments}
    stands = [
        group(found, timeline.zone, timeline.as_of, f" in the {titles.get(instrument, instrument)}" if several else "")
        for (_, instrument, _), found in groups.items()
    ]
    return [*asked_for(timeline), html.Section(stands, className="now", **{"aria-label": "How it stands now"}) if stands else no_scores(timeline)]


def asked_for(timeline: Timeline) -> list[Component]:
    """Above the scores, as it stands above them on the list."""
    if timeline.asks_for is None or timeline.last_heard_at is None:
        return []
    when = f" {words.ago(timeline.last_heard_at, timeline.zone, timeline.as_of)}. It stands until the team has answered."
    return [html.P([html.B(words.sentence(words.ASKED[timeline.asks_for])), when], className=f"asking {timeline.asks_for}")]


def no_scores(timeline: Timeline) -> Component:
    if timeline.last_heard_at is None:
        return notice("Nothing reported yet", "As soon as the patient's phone is set up, or you record a check-in for them, the answers stand here.")
    heard = words.ago(timeline.last_heard_at, timeline.zone, timeline.as_of)
    return notice("No scores yet", f"The newest report came {heard}. It answers no question; what it says instead stands below.")


def group(symptoms: list[SymptomNow], zone: str, as_of: datetime, where: str) -> Component:
    """`where`: the questionnaire, needed where two of them ask for the same symptom."""
    newest = max(symptom.at for symptom in symptoms)
    who = {"patient": "The patient", "family_caregiver": "Family", "professional_caregiver": "A professional caregiver"}[symptoms[0].respondent]
    asked = words.RECALLS[symptoms[0].recall_period]
    said = f"{who}{where}, asked about {'this moment' if asked == 'right now' else 'the ' + asked}"
    head = html.H2([said, html.Span(f" · {words.ago(newest, zone, as_of)}", className="muted")])
    tiles = [tile(symptom, newest, zone, as_of) for symptom in symptoms]
    return html.Div([head, html.Div(tiles, className="tiles")], className=f"group by-{symptoms[0].respondent}")


def tile(symptom: SymptomNow, newest: datetime, zone: str, as_of: datetime) -> Component:
    direction = "" if not symptom.delta_worse else "worse" if symptom.delta_worse > 0 else "better"
    older = f"from {words.short_moment(symptom.at, zone, as_of)}" if symptom.at != newest else ""
    return html.Div(
        [
            html.Span(symptom.label, className="tile-label"),
            html.Span(
                [
                    html.Span([html.B(symptom.score), html.Span(f" of {symptom.scale_maximum}")], className="tile-score"),
                    html.Span(symptom.severity, className=f"band band-{symptom.severity}") if symptom.severity else None,
                ],
                className="tile-line",
            ),
            html.Span([icon(direction) if direction else None, words.change(symptom.delta_worse, symptom.delta_days)], className=f"tile-change {direction}"),
            html.Span(older, className="muted") if older else None,
        ],
        className="tile",
    )


def course(timeline: Timeline, asked: str) -> list[Component]:
    """Charts and tables; `asked` is the range."""
    found = series.split(timeline)
    if not found:
        return [notice("Nothing in this time", f"There are no answers from {IN_WORDS[asked]}.")]
    start = timeline.since or min(check_in.at for check_in in timeline.check_ins)
    shown = [one_series(one, timeline, start) for one in found]
    if timeline.truncated:
        shown.insert(0, html.P("There are more check-ins than one page can draw; the newest 5,000 are shown.", className="muted"))
    return shown


def one_series(one: Series, timeline: Timeline, start: datetime) -> Component:
    asked = words.RECALLS[one.instrument.recall_period]
    count = words.counted(len(one.check_ins), "check-in")
    sources = html.P(f"Shaded bands: mild, moderate, severe. {one.instrument.bands.source}.", className="source") if one.instrument.bands else None
    credit = html.P(one.instrument.acknowledgement, className="source") if one.instrument.acknowledgement else None
    return html.Section(
        [
            html.H2([one.instrument.title, html.Span(f" asks about {'this moment' if asked == 'right now' else 'the ' + asked} · {count}", className="muted")]),
            *([chart(one, timeline, start), sources, credit] if one.items else []),
            table(one, timeline.zone),
        ],
        className="card",
    )


def chart(one: Series, timeline: Timeline, start: datetime) -> Component:
    figure = symptom_trend.symptom_trend(one, timeline.zone, start, timeline.as_of)
    named = words.listed([item.label for item in one.items])
    return html.Div(
        dcc.Graph(figure=figure, config={"displayModeBar": False, "responsive": True, "scrollZoom": False}, style={"height": f"{figure.layout.height}px"}),
        role="img",
        className="chart",
        **{"aria-label": f"{one.instrument.title}: {named} over time. The table below holds the same answers."},
    )


def table(one: Series, zone: str) -> Component:
    """Unfolded where there is no chart because every question was skipped: notes and calls for help stand only here then."""
    rows = [table_row(check_in, one, zone) for check_in in reversed(one.check_ins)]
    identity = f"{one.instrument.id}-{one.instrument.recall_period}-{one.instrument.scale.maximum}"
    return html.Details(
        [
            html.Summary(f"{'The same as' if one.items else 'As'} a table ({words.counted(len(rows), 'check-in')})"),
            dag.AgGrid(
                id=f"answers-{identity}",
                columnDefs=table_columns(one),
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


def table_columns(one: Series) -> list[dict[str, Any]]:
    items = [
        {"field": item.id, "headerName": item.label, "width": 136, "cellRenderer": "BalmScoreCell", "cellDataType": False, "sortable": False}
        for item in one.items
    ]
    return [
        {"field": "when", "headerName": "When", "pinned": "left", "width": 186, "sortable": False},
        *items,
        {"field": "note", "headerName": "Note", "minWidth": 200, "flex": 1, "tooltipField": "note"},
        {"field": "by", "headerName": "Answered by", "width": 210},
        {"field": "entered_by", "headerName": "Entered by", "width": 150},
        {"field": "marks", "headerName": "Marks", "width": 190, "tooltipField": "marks"},
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
        "entered_by": check_in.entered_by,
        "note": check_in.note or "",
        "marks": "; ".join(words.marks(check_in)),
        **scores,
    }
