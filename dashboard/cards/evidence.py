"""Dated entries that a statement stands on, each of which can be opened."""

from collections.abc import Sequence
from textwrap import shorten
from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words, review_words, words
from schemas.evidence import Evidence

FIRST = 4  # seen at once; ours
LINE = 90  # letters of an entry where it is only named; ours


def entries(found: Sequence[Evidence], patient_id: UUID, name: str) -> Component | None:
    """Newest first, as the API brings them. `name` of the place, so that what was unfolded stays so."""
    if not found:
        return None
    shown, rest = (found, []) if len(found) <= FIRST + 1 else (found[:FIRST], found[FIRST:])
    more = html.Details([html.Summary(f"{words.counted(len(rest), 'earlier one', 'earlier ones')}"), listed(rest, patient_id)], id=f"evidence-{name}")
    return html.Div([listed(shown, patient_id), more if rest else None], className="evidence")


def listed(found: Sequence[Evidence], patient_id: UUID) -> Component:
    return html.Ul([entry(one, patient_id) for one in found])


def entry(one: Evidence, patient_id: UUID) -> Component:
    when = html.Time(fact_words.short_day(one.on), dateTime=one.on.isoformat(), className="muted")
    return html.Li([dcc.Link(words.sentence(one.words), href=review_words.place(patient_id, one)), " ", when])


def in_short(found: Sequence[Evidence]) -> str:
    """'Weight 62.3 kg (2 Mar 2026); Weight 70 kg (5 Oct 2025); 3 more'"""
    said = [f"{shorten(words.sentence(one.words), LINE, placeholder=' …')} ({fact_words.short_day(one.on)})" for one in found[:2]]
    return "; ".join([*said, f"{len(found) - 2} more"] if len(found) > 2 else said)
