"""Papers to print, each with its preview."""

from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard.cards import certifications

PAPERS = {
    "visit": ("For the visit", "One page: the last 14 days, alerts and what became of them, wishes, questions."),
    "family-meeting": (
        "For a talk with the family",
        "In plain words: what matters to the patient, how the last two weeks were, and room to write. No criteria and no scores. Show it only to whom the patient wants to know.",
    ),
}


def to_print(patient_id: UUID, as_of: str) -> list[Component]:
    """`as_of`: another one lets the preview be made anew."""
    return [paper(patient_id, name, title, about, as_of) for name, (title, about) in PAPERS.items()]


def paper(patient_id: UUID, name: str, title: str, about: str, as_of: str) -> Component:
    path = f"patients/{patient_id}/papers/{name}"
    shown = html.Div([html.P(certifications.paper(path)), certifications.pages(f"/v1/{path}/pages", as_of)], className="paper")
    return html.Section([html.H2(title), html.P(about, className="muted"), shown], className="card certification", **{"aria-label": title})
