"""What the patient and the family need beside a prescription, and who takes it up."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import fact_words
from dashboard.cards.fact_buttons import changing, opener, signed
from dashboard.fact_words import short_day
from schemas.needs import Need

ORDER = ("open", "taken_up", "met", "declined")


def needs(found: Sequence[Need]) -> Component:
    rows = [need(one) for one in sorted(found, key=lambda one: ORDER.index(one.state))]
    body = html.Ul(rows, className="fact-list") if rows else html.P("No need is on record. Palliative care is a team’s work: a chaplain, a social worker, a volunteer may be wanted.", className="muted")
    return html.Section([html.Div([html.H2("What is needed, and who takes it up"), opener("Add a need", "add", "need")], className="section-head"), body], className="card")


def need(one: Need) -> Component:
    who = one.staff_member or (fact_words.DISCIPLINES[one.discipline].lower() if one.discipline else "")
    state = f"{fact_words.NEED_STATES[one.state]}{': ' + who if who else ''}"
    facts = f"{fact_words.DOMAINS[one.domain]}, of {fact_words.NEEDS_OF[one.need_of].lower()}, since {short_day(one.observed_on)}"
    note = html.Span(f"“{one.note}”", className="own-words") if one.note else None
    body = html.Div([html.B(one.words), html.Span([html.Span(state, className=f"chip need-{one.state}"), f" {facts}"]), note, signed(one.entry, one.observed_by)], className="fact")
    return html.Li([body, changing("need", one.entry, one.words, label="Change")])
