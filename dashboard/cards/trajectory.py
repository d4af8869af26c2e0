"""How it went: the small figure, what changed in 90 days in plain words, and what became of the criteria from one screening to the next."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import fact_words, review_words, words
from dashboard.cards import evidence
from dashboard.figures import trajectory as figures
from schemas.changes import Change as Told
from schemas.courses import Course
from schemas.evidence import Status
from schemas.reviews import HospiceReview, NotedChange
from schemas.screenings import Change

LINES = 8  # of what changed that are seen at once; ours
FIRST = 3  # noted changes that are seen at once; ours
MANY = 5  # criteria that are newly looked at, or no longer, seen at once; ours
YEAR = timedelta(days=365)


def trajectory(course: Course) -> Component:
    facts = course.facts
    found = figures.courses(facts, facts.today - YEAR)
    changed = [html.Li(opened(one, course)) for one in course.changes.changed]
    drawn = figure(found, course) if found else html.P("Neither a performance score nor a weight is on record in the last year.", className="muted")
    told = [html.H3("What changed in 90 days"), html.Ul(changed[:LINES], className="changed"), more(changed[LINES:])] if changed else []
    return html.Section([html.H2("How it went"), drawn, *told], className="card trajectory", **{"aria-label": "How it went"})


def more(changed: list[Component]) -> Component | None:
    return html.Details([html.Summary(f"{len(changed)} more"), html.Ul(changed, className="changed")], id="changed-more") if changed else None


def opened(one: Told, course: Course) -> Any:
    """Leads to the newest entry that says so."""
    return dcc.Link(one.sentence, href=review_words.place(course.facts.patient.id, one.evidence[0]), className="sentence") if one.evidence else one.sentence


def figure(found: Sequence[figures.Course], course: Course) -> Component:
    drawn = figures.trajectory(found, course.facts.today)
    graph = dcc.Graph(figure=drawn, config={"displayModeBar": False, "responsive": True, "scrollZoom": False}, style={"height": f"{drawn.layout.height}px"})
    return html.Div([html.Div(graph, role="img", className="chart", **{"aria-label": aloud(found)}), html.P(aloud(found), className="source on-paper")])


def aloud(found: Sequence[figures.Course]) -> str:
    """The first and the last of each."""
    said = []
    for one in found:
        ends = f"{one.label(0)} on {fact_words.short_day(one.on[0])}"
        until = f", {one.label(-1)} on {fact_words.short_day(one.on[-1])}" if len(one.on) > 1 else ""
        said.append(f"{figures.NAMES[one.kind]}: {ends}{until}.")
    return " ".join(said)


def noted(found: HospiceReview, zone: str) -> Component:
    """What became of the criteria, and why."""
    shown = [one_noted(one, found, zone) for one in found.changes]
    rest = html.Details([html.Summary(f"{words.counted(len(shown) - FIRST, 'earlier day')}"), html.Ol(shown[FIRST:], className="story")], id="noted-earlier")
    nothing = html.P("No criterion has changed since the first screening.", className="muted")
    body = [html.Ol(shown[:FIRST], className="story"), rest if len(shown) > FIRST else None] if shown else [nothing]
    if shown and found.listing.state == "conversation":  # no criterion before it
        body = [html.Details([html.Summary("What became of criteria is folded here, too."), *body], id="noted-folded")]
    return html.Section([html.H2("What changed, and why"), *body], className="card", **{"aria-label": "What changed, and why"})


def one_noted(one: NotedChange, found: HospiceReview, zone: str) -> Component:
    when = html.Time(fact_words.local_day(one.at, zone), dateTime=one.at.isoformat(), className="muted")
    news = highest([each for each in one.changes if is_news(each)])
    others = [each for each in news if None in (each.before, each.after)]
    told = [each for each in news if each not in others] if len(others) > MANY else news
    rest = sum(not is_news(each) for each in one.changes)
    more = html.P(f"{words.counted(rest, 'criterion', 'criteria')} came or went unknown.", className="muted") if rest else None
    rules = html.P(f"Screened by {one.pack}, version {one.pack_version}.", className="muted")
    return html.Li([when, html.Div([listed(told, found, one) if told else None, other_rules(others, found, one) if told is not news else None, more, rules])])


def listed(changes: Sequence[Change], found: HospiceReview, noted_in: NotedChange) -> Component:
    return html.Ul([change(each, found, noted_in) for each in changes], className="changed")


def other_rules(changes: Sequence[Change], found: HospiceReview, noted_in: NotedChange) -> Component:
    """Where another pack was chosen, nearly everything is new, and nothing about the patient is."""
    summary = html.Summary(f"{words.counted(len(changes), 'criterion', 'criteria')} looked at for the first time, or no longer")
    return html.Details([summary, listed(changes, found, noted_in)], id=f"other-rules-{noted_in.at.timestamp():.0f}")


def is_news(one: Change) -> bool:
    """Not what is only looked at since, or no longer, and was unknown then."""
    return {one.before, one.after} != {None, "unknown"}


def highest(changes: Sequence[Change]) -> list[Change]:
    """A joining criterion tells the causes of those below it."""
    paths = {tuple(one.path) for one in changes}
    return [one for one in changes if not any(tuple(one.path[:length]) in paths for length in range(1, len(one.path)))]


def change(one: Change, found: HospiceReview, noted_in: NotedChange) -> Component:
    became = f"{status(one.before)} → {status(one.after)}"
    name = f"{noted_in.at.timestamp():.0f}-{'-'.join(one.path)}"
    return html.Li([html.B(one.words), f": {became}. {one.why}", evidence.entries(one.cause, found.patient.id, name)])


def status(found: Status | None) -> str:
    return "not screened" if found is None else review_words.STATUSES[found].lower()
