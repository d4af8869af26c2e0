"""Where it hurts: the last answer that says so, and how it moved. Beside the pain line, from structs alone."""

from base64 import b64encode
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.figures import body
from dashboard.figures.series import ORDER
from schemas.body_regions import BodyRegion
from schemas.check_ins import CheckIn, Respondent
from schemas.timeline import Timeline

PAIN = "pain"
WHOSE: dict[Respondent, str] = {"patient": "the patient", "family_caregiver": "family", "professional_caregiver": "a professional caregiver"}


def body_map(timeline: Timeline) -> list[Component]:
    """One figure for each kind of respondent who said where; nothing where nobody did in this range."""
    told = sorted((one for one in timeline.check_ins if one.pain_regions), key=lambda one: ORDER.index(one.respondent))
    figures = [figure(list(found), timeline) for _, found in groupby(told, key=lambda one: one.respondent)]
    if not figures:
        return []
    return [html.Section([html.H2("Where it hurts"), html.Div(figures, className="bodies")], className="card body-map", **{"aria-label": "Where it hurts"})]


def figure(told: list[CheckIn], timeline: Timeline) -> Component:
    """`told`: of one kind of respondent, oldest first."""
    last = told[-1]
    picture = b64encode(body.svg(last.pain_regions).encode()).decode()
    said = f"{words.sentence(words.listed(names(last.pain_regions)))}."
    when = f"Said by {WHOSE[last.respondent]}, {words.short_moment(last.at, timeline.zone, timeline.as_of)}."
    lines = [html.B(said), when, moved(told, timeline), since(last, timeline)]
    shown = html.Img(src=f"data:image/svg+xml;base64,{picture}", alt=f"The body from the front and from behind. Marked: {said}", className="body-figure")
    return html.Div([shown, html.Div([html.P(line) for line in lines if line])], className="body-place")


def moved(told: list[CheckIn], timeline: Timeline) -> str:
    """Against the time before that the same kind of respondent said where. What was not marked then may not have been asked after."""
    if len(told) < 2:
        return ""
    last, before = told[-1], told[-2]
    new, gone = names([one for one in last.pain_regions if one not in before.pain_regions]), names([one for one in before.pain_regions if one not in last.pain_regions])
    against = f"Against {words.short_moment(before.at, timeline.zone, timeline.as_of)}"
    if not new and not gone:
        return f"{against}: the same places."
    parts = [f"new: {words.listed(new)}" if new else "", f"no longer marked: {words.listed(gone)}" if gone else ""]
    return f"{against}, {'; '.join(filter(None, parts))}."


def since(last: CheckIn, timeline: Timeline) -> str:
    """So that an old figure is not taken for today's."""
    later = [one for one in timeline.check_ins if one.respondent == last.respondent and one.at > last.at and one.answers.get(PAIN) is not None]
    if not later:
        return ""
    newest = later[-1]
    where = "" if newest.answers[PAIN] == 0 else ", and where was not said"
    return f"In the answer of {words.short_moment(newest.at, timeline.zone, timeline.as_of)} pain is {newest.answers[PAIN]}{where}."


def names(regions: list[BodyRegion]) -> list[str]:
    return [one.replace("_", " ") for one in regions]
