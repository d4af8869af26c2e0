"""What the patient wants, topic by topic. That nobody has asked stands there as what it is."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import fact_words, words
from dashboard.cards.fact_buttons import opener, signed
from dashboard.cards.icons import icon
from dashboard.fact_words import short_day
from schemas.facts import Facts
from schemas.preferences import Preference, Question

WHY = "Comfort or more treatment is a personal decision. What was said stands here in the patient’s own words; what nobody has asked, nobody knows."


def wishes(facts: Facts, questions: Sequence[Question]) -> Component:
    asked = len(questions) - len(facts.unasked)
    tally = f"{words.counted(asked, 'topic')} talked about, {len(facts.unasked)} nobody has asked about." if facts.unasked else "Every topic has been talked about."
    tiles = [topic(question, [one for one in facts.preferences if one.topic == question.topic]) for question in questions]
    return html.Section([html.P(tally, className="tally"), html.P(WHY, className="muted about"), html.Div(tiles, className="wishes")])


def topic(question: Question, said: Sequence[Preference]) -> Component:
    if not said:
        return html.Div([html.H2(question.label), html.P([icon("note"), "Nobody has asked"], className="nobody"), ask(question, "Record an answer")], className="wish is-unasked")
    newest = said[0]
    return html.Div(
        [
            html.H2(question.label),
            html.P(question.words.get(newest.stance, newest.stance), className="stance"),
            people(newest),
            html.P(f"“{newest.note}”", className="own-words") if newest.note else None,
            html.P([said_by(newest), signed(newest.entry, newest.observed_by)]),
            earlier(question, said[1:]) if said[1:] else None,
            ask(question, "Record another answer"),
        ],
        className="wish",
    )


def said_by(one: Preference) -> str:
    return f"{fact_words.SAID_BY[one.said_by]}, {short_day(one.observed_on)}; "


def people(one: Preference) -> Component | None:
    if not one.people:
        return None
    return html.Ul([html.Li(", ".join(part for part in (person.name, person.relation, person.phone) if part)) for person in one.people], className="people")


def earlier(question: Question, said: Sequence[Preference]) -> Component:
    lines = [html.Li(f"{short_day(one.observed_on)}: {question.words.get(one.stance, one.stance)}") for one in said]
    return html.Details([html.Summary("Earlier answers"), html.Ul(lines)], className="small-details", id=f"earlier-{question.topic}")


def ask(question: Question, label: str) -> Component:
    return opener(label, "add", "preference", about=question.topic, of=question.label)
