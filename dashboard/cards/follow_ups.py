"""HOPE: a symptom's impact as a clinician rates it (J2051), and the visit within two calendar days that moderate or severe calls for."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards.fact_buttons import opener
from dashboard.fact_words import part_label, short_day
from schemas.facts import FollowUp

SHOWN = 5  # of those that are done
MISSED = {"declined": "declined", "unavailable": "the patient was not available", "contact_unsuccessful": "nobody was reached", "other": "for another reason"}


def follow_ups(found: list[FollowUp], today: date, *, is_under_care: bool = True) -> Component:
    """After a death or a discharge no clock runs; a visit that was made before can still be recorded."""
    waiting = [one for one in found if one.visited_on is None and one.missed_because is None and is_under_care]
    done = [one for one in found if one not in waiting][:SHOWN]
    head = html.Div([html.H2("HOPE symptom impact"), opener("Rate now", "add", "assessment", about="symptom_impact", of="HOPE symptom impact")], className="section-head")
    past = html.Details([html.Summary("Earlier ones"), html.Ul([earlier(one) for one in done])], className="small-details", id="follow-ups-done") if done else None
    return html.Section([head, *[clock(one, today) for one in waiting], past], className="card follow-ups")


def clock(one: FollowUp, today: date) -> Component:
    late = one.due_on < today
    symptoms = words.listed([part_label(symptom).lower() for symptom in one.symptoms])
    return html.Div(
        [
            html.P([html.B(due(one.due_on, today)), f" Rated {short_day(one.rated_on)}: moderate or severe {symptoms}. A visit in person, and all symptoms rated again."]),
            html.Div(
                [
                    opener("Record the visit", "follow", "assessment", about="symptom_follow_up", fact_id=one.assessment_id, primary=True, of=f"rated {short_day(one.rated_on)}"),
                    opener("There was none…", "follow", "assessment", about="symptom_follow_up_missed", fact_id=one.assessment_id, of=f"rated {short_day(one.rated_on)}"),
                ],
                className="fact-actions",
            ),
        ],
        className="follow-up is-late" if late else "follow-up",
        role="status",
    )


def due(on: date, today: date) -> str:
    left = (on - today).days
    if left < 0:
        return f"The visit was due {words.counted(-left, 'day')} ago, on {on:%A} {short_day(on)}."
    named = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    return f"A visit is due {named}, by the end of {on:%A} {short_day(on)}."


def earlier(one: FollowUp) -> Component:
    if one.visited_on or one.missed_because:
        return html.Li(settled(one))
    rated = f"rated {short_day(one.rated_on)}"
    visit = opener("Record the visit", "follow", "assessment", about="symptom_follow_up", fact_id=one.assessment_id, of=rated)
    return html.Li([f"{words.sentence(rated)}: no visit is on record; care has ended, and none is due any more. ", visit])


def settled(one: FollowUp) -> str:
    if one.visited_on is None:
        return f"Rated {short_day(one.rated_on)}: no visit, {MISSED.get(one.missed_because or '', one.missed_because)}."
    return f"Rated {short_day(one.rated_on)}: visited {short_day(one.visited_on)}, {'in time' if one.in_time else 'after the ' + short_day(one.due_on)}."
