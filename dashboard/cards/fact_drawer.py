"""The drawer for one fact, and the dialog that asks why one is a mistake."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words
from schemas.entries import Noun

CLOSE = {"aria-label": "Close"}
ARTICLES: dict[Noun, str] = {"assessment": "A finding", "disease_status": "What an assessment showed", "measurement": "Lesions as they were measured", "preference": "What was said"}


def title(noun: Noun, does: str) -> str:
    if does == "correct":
        return f"Change: {fact_words.ONE[noun]}"
    return ARTICLES.get(noun, f"A {fact_words.ONE[noun]}")


def form(fields: list[Component], *, corrected: bool) -> Component:
    said = "The earlier version stays stored, with who recorded it." if corrected else ""
    return html.Div(
        [
            html.P(said, className="muted") if said else None,
            *fields,
            html.P(id="fact-error", className="field-error", role="alert"),
            html.Button("Save the new version" if corrected else "Save", id="save-fact", className="button primary"),
        ],
        className="record fact-form",
    )


def place() -> Component:
    return html.Div(
        [
            *(dcc.Store(id=name) for name in ("fact-open", "fact-draft", "fact-mistake", "mistake")),
            dmc.Drawer(id="fact-drawer", title="", position="right", size="lg", closeButtonProps=CLOSE, children=html.Div(id="fact-form")),
            dmc.Modal(
                id="mistake-dialog",
                closeButtonProps=CLOSE,
                title="Mark as a mistake",
                children=[
                    html.P("It no longer counts. It stays stored, with your name and the reason; what it replaced stands again."),
                    dmc.TextInput(id="mistake-reason", label="Why?", placeholder="For example: written for the wrong patient"),
                    html.P(id="mistake-error", className="field-error", role="alert"),
                    html.Button("Mark it", id="mark-mistake", className="button primary"),
                ],
            ),
        ]
    )
