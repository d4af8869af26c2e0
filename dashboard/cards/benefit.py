"""One patient's hospice benefit: what is due, which period runs, and everything that is on record of it, with who wrote it."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import due_words, fact_words, words
from dashboard.cards import due_items
from dashboard.cards.due_items import Reader
from dashboard.cards.tasks import press
from schemas.benefit_periods import AnyEntry, Period
from schemas.due_items import Benefit, Calendar, DueItem

WARNED = ("overdue", "within_7_days", "within_14_days")
MOST_WARNED = 4
OFF = "Medicare’s hospice rules are off here (Settings, Hospice criteria), so nothing is due by them. What is recorded is kept."
NEW = {"face_to_face": "Face-to-face encounter…", "certification": "Certification…", "notice": "Notice accepted…", "addendum": "Addendum…", "ending": "The election has ended…"}
BOTH = "Under 21, by Medicaid or CHIP: treatment of the disease goes on beside hospice care (Affordable Care Act 2302)."
BOTH_UNKNOWN = "The date of birth is missing. Under 21, Medicaid and CHIP pay for treatment of the disease beside hospice care."


def content(found: Benefit, reader: Reader, zone: str) -> list[Component]:
    mine = Calendar(items=found.due, counts={})
    due = due_items.content(mine, reader) if found.due else [html.H2("Due"), html.P("Nothing is due now.", className="muted")]
    return [
        html.P(OFF, className="card muted") if not found.rules_on else None,
        html.Section(due, className="card due-card", **{"aria-label": "Due"}),
        periods(found),
        record(found, reader, zone),
    ]


def periods(found: Benefit) -> Component:
    notes = {True: BOTH, None: BOTH_UNKNOWN, False: ""}[found.both]
    rows = [html.Li(html.B(due_words.period(one)) if is_running(one, found) else due_words.period(one), **{"aria-current": "date"} if is_running(one, found) else {}) for one in found.periods]
    listed = html.Ol(rows, className="periods") if rows else html.P("No election is on record.", className="muted")
    said = "Of the newest election, as far as can be seen ahead. Days are those where the patient is."
    return html.Section([html.H2("Benefit periods"), html.P(notes) if notes else None, listed, html.P(said, className="muted") if rows else None], className="card")


def is_running(one: Period, found: Benefit) -> bool:
    return found.running is not None and one.begins_on <= found.today <= one.ends_on


def record(found: Benefit, reader: Reader, zone: str) -> Component:
    stands, gone = [one for one in found.entries if one.entry.stands], [one for one in found.entries if not one.entry.stands]
    buttons = new(found) if reader.may_record else []
    return html.Section(
        [
            html.Div([html.H2("On record"), html.Div(buttons, className="actions")], className="head-line"),
            html.Ul([entry(one, reader, zone) for one in stands], className="due-list") if stands else html.P("Nothing yet.", className="muted"),
            folded("benefit-gone", f"What no longer stands ({len(gone)})", [entry(one, None, zone) for one in gone]) if gone else None,
            folded("benefit-closed", f"Closed ({len(found.closed)})", [closed(one, found, reader, zone) for one in found.closed]) if found.closed else None,
        ],
        className="card",
    )


def new(found: Benefit) -> list[Component]:
    """An election where none runs; else what follows from it. What comes after the end is the notice of it."""
    where = {"does": "new"}
    has_one = any(one.entry.stands for one in found.entries)
    kinds = NEW if found.running else {"notice": NEW["notice"]} if has_one else {}
    election = [] if found.running else [press("due-dialog", "Election…", kind="election", **where)]
    return [*election, *(press("due-dialog", label, kind=kind, **where) for kind, label in kinds.items())]


def entry(one: AnyEntry, reader: Reader | None, zone: str) -> Component:
    """`reader` null: nothing is changed from here."""
    who = f"Written by {one.entry.recorded_by}, {fact_words.local_day(one.entry.recorded_at, zone)}"
    error = html.P(f"Entered in error: {one.entry.entered_in_error_reason}", className="muted") if one.entry.entered_in_error_at else None
    named = {"id": str(one.entry.id), "kind": kind_of(one)}
    ways = [
        press("due-dialog", "Correct…", f"Correct: {due_words.entry(one)}", does="correct", **named),
        press("due-dialog", "A mistake…", f"Entered in error: {due_words.entry(one)}", does="mistake", **named),
    ]
    said = html.Div([html.P(due_words.entry(one), className="due-words"), html.P(one.note) if one.note else None, html.P(who, className="muted"), error])
    return html.Li([html.P(fact_words.short_day(one.on), className="due-day"), said, html.Div(ways if reader and reader.may_record else [], className="due-actions")])


def kind_of(one: AnyEntry) -> str:
    return str(type(one).__struct_config__.tag)


def closed(one: Any, found: Benefit, reader: Reader, zone: str) -> Component:
    again = press("due-dialog", "Take it up again", f"Take up again: {one.words}", does="reopen", key=one.key) if reader.may_change else None
    said = [html.P(one.words, className="due-words"), html.P(f"{one.closed_because} ({one.closed_by})", className="muted")]
    return html.Li([html.P(fact_words.local_day(one.closed_at, zone), className="due-day"), html.Div(said), html.Div([again], className="due-actions")])


def folded(name: str, title: str, rows: Sequence[Component]) -> Component:
    return html.Details([html.Summary(title), html.Ul(list(rows), className="due-list")], id=name)


def on_patient_page(found: Benefit, patient_id: str) -> Component | None:
    """What presses, in short, with the way to the rest; nothing where neither rules nor a HOPE visit ask for anything."""
    pressing = [item for item in found.due if item.standing in WARNED]
    if not found.rules_on and not pressing:
        return None
    running = next((one for one in found.periods if is_running(one, found)), None)
    title, page = ("Hospice benefit", "benefit") if found.rules_on else ("HOPE follow-up", "record")
    link = dcc.Link(title if found.rules_on else "Record the visit", href=f"/team/patients/{patient_id}/{page}", className="button small")
    more = len(pressing) - MOST_WARNED
    lines = [html.Li(warning(item, found), className=f"is-{item.standing}") for item in pressing[:MOST_WARNED]]
    rest = html.P(f"And {words.counted(more, 'more', 'more')}.", className="muted") if more > 0 else None
    return html.Section([html.Div([html.H2(due_words.period(running) if running and found.rules_on else title), link], className="head-line"), html.Ul(lines, className="due-short") if lines else None, rest], className="card benefit-now", **{"aria-label": title})


def warning(item: DueItem, found: Benefit) -> list[Any]:
    whose = f"with {item.assignee}" if item.assignee else "with nobody yet"
    return [html.B(due_words.due(item, found.today)), f": {item.words} ({whose})"]
