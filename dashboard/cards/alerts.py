"""What waits for somebody: one card for each alert, and what called nobody."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import alert_words, words
from dashboard.cards import alert_reasons
from dashboard.cards.notices import notice
from schemas.alerts import Alert, AlertHistory, Alerts, HeldFinding, Level

View = Literal["all", "mine", "nobody", "snoozed", "digest"]
VIEWS: dict[View, str] = {"all": "All", "mine": "Mine", "nobody": "Nobody’s", "snoozed": "Snoozed", "digest": "Held back"}
URGENCY: tuple[Level, ...] = ("urgent", "soon", "review")
EMPTY: dict[View, tuple[str, str]] = {
    "all": ("Nobody waits for an answer", "When a report calls for somebody, it stands here within seconds. You need not reload."),
    "mine": ("Nothing is with you", "What you take stands here until it is answered."),
    "nobody": ("Everything has somebody", "No alert waits for somebody to take it."),
    "snoozed": ("Nothing is snoozed", "What you snooze is quiet until the day you choose, and comes back when it gets worse."),
    "digest": ("Nothing was held back", "What the rules find and call nobody for stands here, with the reason."),
}
HELD_BACK = "What the rules found and called nobody for, newest first, each with the reason."


class Reader(Struct, frozen=True):
    """Who looks, and from where: `named` where the page doesn't say already who the patient is."""

    id: UUID
    zone: str
    named: bool = True
    may_answer: bool = True


def is_snoozed(alert: Alert, now: datetime) -> bool:
    """A snooze that is over waits again."""
    return alert.state == "snoozed" and alert.snoozed_until is not None and alert.snoozed_until > now


def chosen(found: Alerts, view: View, reader: Reader) -> list[Alert]:
    """Snoozed ones last; urgent ones first, then what waits longest."""
    now = found.as_of
    wanted = {
        "mine": lambda alert: alert.assigned_to == reader.id and not is_snoozed(alert, now),
        "nobody": lambda alert: alert.assigned_to is None and not is_snoozed(alert, now),
        "snoozed": lambda alert: is_snoozed(alert, now),
    }.get(view, lambda alert: True)
    return sorted(filter(wanted, found.alerts), key=lambda alert: (is_snoozed(alert, now), URGENCY.index(alert.level), alert.raised_at))


def standing(alert: Alert, reader: Reader, now: datetime) -> str:
    """In whose hands it is."""
    who = "you" if alert.assigned_to == reader.id else alert.assignee
    if is_snoozed(alert, now) and alert.snoozed_until:
        return f"Snoozed until {words.short_moment(alert.snoozed_until, reader.zone, now)}, unless it gets worse than {alert.snoozed_to}"
    if alert.state == "snoozed":
        return "The snooze is over"
    if who is None:
        return "Nobody has taken it"
    if alert.state == "open":
        return f"Waits for {who}"
    return f"{words.sentence(who)} {'have' if who == 'you' else 'has'} {'begun' if alert.state == 'in_progress' else 'taken it'}"


def tally(found: Alerts, reader: Reader) -> str:
    waiting = [alert for alert in found.alerts if not is_snoozed(alert, found.as_of)]
    urgent, mine = sum(alert.level == "urgent" for alert in waiting), sum(alert.assigned_to == reader.id for alert in waiting)
    if not waiting:
        return "Nobody waits for an answer."
    number = (
        f"The first {len(found.alerts)} are shown; more wait" if found.more else f"{words.counted(len(waiting), 'alert waits', 'alerts wait')} for an answer"
    )
    details = [f"{urgent} urgent" if urgent else "", f"{mine} with you" if mine and reader.named else ""]
    return ", ".join([number, *filter(None, details)]) + "."


def inbox(found: Alerts, view: View, opened: dict[UUID, AlertHistory], reader: Reader) -> list[Component]:
    """`opened`: those whose reasons are unfolded."""
    shown = [card(alert, opened.get(alert.id), reader, found.as_of) for alert in chosen(found, view, reader)]
    return [html.Ul(shown, className="alerts")] if shown else empty(view, reader)


def empty(view: View, reader: Reader) -> list[Component]:
    return [notice(*EMPTY[view])] if reader.named else []


def card(alert: Alert, history: AlertHistory | None, reader: Reader, now: datetime) -> Component:
    quiet = " is-snoozed" if is_snoozed(alert, now) else ""
    body = [*headline(alert, reader), situation(alert, reader, now, is_open=history is not None)]
    return html.Li(
        [
            html.Div(body, className="alert-body"),
            html.Div(actions(alert, reader, now) if reader.may_answer else [], className="alert-actions"),
            alert_reasons.reasons(history, reader.zone) if history else None,
        ],
        id=f"alert-{alert.id}",
        className=f"alert level-{alert.level}{quiet}",
        tabIndex="-1",
        **({"data-over": alert.snoozed_until.isoformat()} if quiet and alert.snoozed_until else {}),
    )


def headline(alert: Alert, reader: Reader) -> list[Component]:
    """On the patient's own page what was said is the heading."""
    level = html.Span(words.LEVELS[alert.level], className=f"chip level level-{alert.level}")
    if not reader.named:
        return [html.Div([level, html.H2(alert_words.said(alert.findings))], className="alert-head")]
    return [
        html.Div([level, html.H2(link(alert.patient_name, alert.patient_id), dir="auto")], className="alert-head"),
        html.P(alert_words.said(alert.findings), className="alert-said"),
    ]


def link(name: str, patient_id: UUID) -> Component:
    return dcc.Link(name, href=f"/team/patients/{patient_id}", className="alert-name")


def situation(alert: Alert, reader: Reader, now: datetime, *, is_open: bool) -> Component:
    """The clock runs on in the browser (assets/alerts.js)."""
    clock: Any = html.Span(words.span(now - alert.raised_at), **{"data-since": alert.raised_at.isoformat()})
    waits = None if is_snoozed(alert, now) else html.Span(["waits ", clock], className="waits")
    return html.Div([waits, html.Span(standing(alert, reader, now)), why(alert, is_open=is_open)], className="alert-now")


def why(alert: Alert, *, is_open: bool) -> Component:
    state = {"aria-expanded": str(is_open).lower(), "aria-label": f"Why? {alert.patient_name}, {alert_words.subject(alert)}"}
    arrow = html.Span("▾" if is_open else "▸", **{"aria-hidden": "true"})
    return html.Button([arrow, "Why?"], id={"type": "alert-why", "alert": str(alert.id)}, className="quiet why", **state)


def actions(alert: Alert, reader: Reader, now: datetime) -> list[Component]:
    """What can be done next stands first."""
    mine = alert.assigned_to == reader.id
    taken = alert.assigned_to is not None and not mine
    has_it = mine and alert.state in ("acknowledged", "in_progress")
    return [
        *([] if has_it else [button(alert, "acknowledge", "Take it over" if taken else "Take it", primary=not taken)]),
        *([button(alert, "start", "Start")] if has_it and alert.state == "acknowledged" else []),
        button(alert, "resolve", "Resolve…", primary=has_it),
        *([] if alert.worst is None or is_snoozed(alert, now) else [button(alert, "snooze", "Snooze…")]),
        *([button(alert, "give_back", "Give back")] if mine else []),
    ]


def button(alert: Alert, does: str, label: str, *, primary: bool = False) -> Component:
    """Heard aloud it says whose alert it is."""
    about = f"{label} {alert.patient_name}, {alert_words.subject(alert)}"
    kind = "dialog" if does in ("resolve", "snooze") else "step"
    name = {"type": f"alert-{kind}", "does": does, "alert": str(alert.id)}
    return html.Button(label, id=name, className=f"button small{' primary' if primary else ''}", **{"aria-label": about})


def digest(found: list[HeldFinding], reader: Reader) -> list[Component]:
    """What one report says about one symptom stands together."""
    together: dict[tuple[UUID, str, str | None], list[HeldFinding]] = {}
    for one in found:
        together.setdefault((one.check_in_id, one.held, one.finding.item), []).append(one)
    shown = [held(same, reader) for same in together.values()]
    return [html.P(HELD_BACK, className="muted"), html.Ul(shown, className="alerts digest")] if shown else empty("digest", reader)


def held(same: list[HeldFinding], reader: Reader) -> Component:
    first = same[0]
    why = html.Span(words.HELD[first.held], className="chip held")
    head = html.Div([why, html.H2(link(first.patient_name, first.patient_id), dir="auto")], className="alert-head")
    told = html.P([alert_words.said([one.finding for one in same]), html.Span(f" {reported(first, reader.zone)}", className="muted")])
    return html.Li([head, told], className="alert")


def reported(one: HeldFinding, zone: str) -> str:
    """Of a late one both times matter: when it was so, and when we found it. Another report that came late may have shown it."""
    at = words.short_moment(one.finding.inputs[0].at, zone, one.at)
    return f"Reported {at}" + (f"; found {words.short_moment(one.at, zone)}." if one.held == "late" else ".")
