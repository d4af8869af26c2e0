"""Buttons beside what is recorded. They are heard by assets/presses.js, because news draws the lists anew."""

from typing import Literal

from dash import html
from dash.development.base_component import Component

from schemas.entries import Entry, Noun

Does = Literal["add", "correct", "follow"]


def opener(label: str, does: Does, noun: Noun, *, about: str = "", fact_id: object = "", primary: bool = False, of: str = "") -> Component:
    """`of`: what it is about, where the label alone would be heard without its line."""
    name = {"type": "fact-open", "does": does, "noun": noun, "about": about, "id": str(fact_id)}
    named = {"aria-label": f"{label}: {of}"} if of else {}
    return html.Button(label, id=name, className="button small primary" if primary else "button small", **named)


def changing(noun: Noun, entry: Entry, what: str, *, label: str = "Correct") -> Component:
    mistake = html.Button("A mistake…", id={"type": "fact-mistake", "noun": noun, "id": str(entry.id)}, className="button small", **{"aria-label": f"A mistake: {what}"})
    return html.Div([opener(label, "correct", noun, fact_id=entry.id, of=what), mistake], className="fact-actions")


def signed(entry: Entry, by: str | None = None) -> Component:
    """Who put it on record."""
    seen = f"; from {by}" if by else ""
    return html.Span(f"recorded by {entry.recorded_by}{seen}", className="muted signed")
