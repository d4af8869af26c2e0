"""Where the patient and somebody who answered for them say different things, beside their answers."""

from dash import html
from dash.development.base_component import Component

from dashboard import words
from schemas.discordances import Discordance
from schemas.timeline import Timeline

WHO = {"family_caregiver": "family", "professional_caregiver": "a professional caregiver", "patient": "the patient"}


def discordances(timeline: Timeline) -> list[Component]:
    """Nothing where they agree, or where only one of them answered."""
    if not timeline.discordances:
        return []
    several = len({one.instrument for one in timeline.discordances}) > 1
    titles = {instrument.id: instrument.title for instrument in timeline.instruments} if several else {}
    items = [html.Li(sentence(one, timeline, titles.get(one.instrument, ""))) for one in timeline.discordances]
    why = "Answered within a day of one another, 2 or more points of 10 apart. Neither is taken for wrong: ask both."
    return [html.Section([html.H2("They see it differently"), html.Ul(items), html.P(why, className="muted")], className="differ", **{"aria-label": "Patient and proxy differ"})]


def sentence(one: Discordance, timeline: Timeline, title: str) -> list[str | Component]:
    when = [words.short_moment(given.at, timeline.zone, timeline.as_of) for given in (one.patient, one.other)]
    return [
        html.B(f"{one.label}{f' ({title})' if title else ''}: "),
        f"the patient says {one.patient.score} of {one.scale_maximum} ({when[0]}), {WHO[one.respondent]} says {one.other.score} ({when[1]})",
        f": {words.counted(abs(one.apart), 'point')} {'worse' if one.apart > 0 else 'better'}.",
    ]
