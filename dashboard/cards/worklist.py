"""The team's patients, most concerning first."""

from collections import Counter
from datetime import datetime
from typing import Any

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from dashboard import words
from schemas.symptom_states import SymptomNow
from schemas.worklist import Worklist, WorklistRow

COLUMNS = 4  # symptoms with a column of their own; the others stand in words in the last one
GRID: dict[str, Any] = {
    "rowHeight": 76,
    "headerHeight": 40,
    "animateRows": False,
    "enableCellTextSelection": True,
    "ensureDomOrder": True,
    "suppressCellFocus": False,
    "suppressDragLeaveHidesColumns": True,
    "localeText": {"noRowsToShow": "Nobody matches the filters that are set.", "noMatchingRows": "Nobody matches the filters that are set."},
    "tooltipShowDelay": 300,
}
ALSO = {"field": "also", "headerName": "Also", "cellRenderer": "BalmAlso", "flex": 1, "minWidth": 130, "sortable": False, "cellDataType": False}


def reading(symptom: SymptomNow, zone: str) -> dict[str, Any]:
    """What the cell draws (assets/worklist.js)."""
    return {
        "label": symptom.label,
        "score": symptom.score,
        "min": symptom.scale_minimum,
        "max": symptom.scale_maximum,
        "worse": symptom.worse,
        "severity": symptom.severity or "",
        "delta": symptom.delta_worse,
        "change": words.change(symptom.delta_worse, symptom.delta_days),
        "by": words.BY[symptom.respondent],
        "recall": "" if symptom.recall_period == "now" else words.RECALLS[symptom.recall_period],
        "at": words.moment(symptom.at, zone),
        "trend": [[int(point.at.timestamp()), point.score] for point in symptom.trend],
    }


def share(symptom: SymptomNow) -> float:
    """How far from the good end, 0 to 100, so that scales of different length sort together."""
    good = symptom.scale_minimum if symptom.worse == "higher" else symptom.scale_maximum
    return round(100 * abs(symptom.score - good) / (symptom.scale_maximum - symptom.scale_minimum), 1)


def leading(symptoms: list[SymptomNow], item: str) -> list[SymptomNow]:
    """Newest first; the patient's own before others' where both are of one moment."""
    mine = [symptom for symptom in symptoms if symptom.item == item]
    return sorted(mine, key=lambda symptom: (symptom.at, symptom.respondent == "patient"), reverse=True)


def columns_of(rows: list[WorklistRow]) -> list[tuple[str, str]]:
    """(item, label) of the symptoms that most patients report, in the order of their forms."""
    seen: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update({symptom.item for symptom in row.symptoms})
        for symptom in row.symptoms:
            seen.setdefault(symptom.item, symptom.label)
    commonest = {item for item, _ in sorted(counted.items(), key=lambda pair: (-pair[1], list(seen).index(pair[0])))[:COLUMNS]}
    return [(item, label) for item, label in seen.items() if item in commonest]


def row_data(row: WorklistRow, columns: list[tuple[str, str]], zone: str) -> dict[str, Any]:
    cells = {item: [reading(symptom, zone) for symptom in leading(row.symptoms, item)] for item, _ in columns}
    others = sorted((s for s in row.symptoms if s.item not in cells and share(s) > 0), key=share, reverse=True)
    return {
        "id": str(row.patient_id),
        "name": row.name,
        "identifier": row.identifier if row.identifier and row.identifier != row.name else "",
        "care": words.CARES[row.care],
        "reason": row.reason,
        "asks": {"for": row.asks_for, "said": words.ASKS[row.asks_for]} if row.asks_for else None,
        "heard": row.last_heard_at.isoformat() if row.last_heard_at else None,
        "heard_at": words.moment(row.last_heard_at, zone) if row.last_heard_at else "has not reported yet",
        "cells": cells,
        "also": [reading(symptom, zone) for symptom in others[:4]],
        **{f"share_{item}": share(found[0]) if (found := leading(row.symptoms, item)) else None for item, _ in columns},
        **{f"score_{item}": found[0].score if (found := leading(row.symptoms, item)) else None for item, _ in columns},
    }


def column_defs(columns: list[tuple[str, str]], *, with_others: bool) -> list[dict[str, Any]]:
    """`with_others`: whether anybody reports more than has a column; an empty one would take the room of words."""
    text = {"filter": "agTextColumnFilter", "filterParams": {"maxNumConditions": 1, "buttons": ["reset"]}}
    return [
        {"field": "name", "headerName": "Patient", "cellRenderer": "BalmName", "pinned": "left", "width": 205, **text},
        {"field": "heard", "headerName": "Last heard", "cellRenderer": "BalmHeard", "width": 118, "sortingOrder": ["desc", "asc", None]},
        {"field": "reason", "headerName": "What stands out", "cellRenderer": "BalmReason", "flex": 2, "minWidth": 190, **text},
        *[symptom_column(item, label) for item, label in columns],
        *([ALSO] if with_others else []),
    ]


def symptom_column(item: str, label: str) -> dict[str, Any]:
    """Sorted by how far from the good end, filtered by the score itself."""
    return {
        "field": f"share_{item}",
        "headerName": label,
        "cellRenderer": "BalmSymptom",
        "cellRendererParams": {"item": item},
        "flex": 1,
        "minWidth": 138,
        "maxWidth": 190,
        "sortingOrder": ["desc", "asc", None],
        "filter": "agNumberColumnFilter",
        "filterValueGetter": {"function": f"BalmScore(params, '{item}')"},
        "filterParams": {"maxNumConditions": 1, "buttons": ["reset"], "defaultOption": "greaterThanOrEqual"},
    }


def contents(found: Worklist, zone: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(columns, rows) of the grid."""
    columns = columns_of(found.rows)
    rows = [row_data(row, columns, zone) for row in found.rows]
    return column_defs(columns, with_others=any(row["also"] for row in rows)), rows


def grid(found: Worklist, zone: str) -> Component:
    columns, rows = contents(found, zone)
    return dag.AgGrid(
        id="worklist",
        columnDefs=columns,
        rowData=rows,
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True, "wrapHeaderText": True, "autoHeaderHeight": True},
        getRowId="params.data.id",
        dashGridOptions=GRID,
        className="worklist",
        style={"height": "100%", "width": "100%"},
    )


def tally(found: Worklist, search: str, organisation: str, zone: str) -> Component:
    """How many, of whom, as of when; and honestly, when not all are on the screen."""
    number = f"{found.total:,} or more" if found.total >= 10_000 else words.counted(found.total, "patient")
    said = f"{number} {'matches' if found.total == 1 else 'match'} “{search}”" if search else f"{number} under care at {organisation}"
    shown = "" if found.next is None else f" The {len(found.rows):,} who need you most are shown; sorting and filters look at these."
    return html.P([said, html.Span(f", as of {at_time(found.as_of, zone)}.", className="muted"), html.Span(shown, className="muted")], className="tally")


def at_time(at: datetime, zone: str) -> str:
    return words.short_moment(at, zone)
