"""What waits for somebody: one card for each alert, and what called nobody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import alert_words, words
from dashboard.cards import alert_reasons
from dashboard.cards.alert_views import Reader, View, chosen, empty, is_overdue, is_snoozed
from schemas.alerts import Alert, AlertHistory, Alerts, HeldFinding

HELD_BACK = "What the rules found and called nobody for, newest first, each with the reason."


def standing(alert: Alert, reader: Reader, now: datetime) -> str:
    """In whose hands it is."""
    who = "you" if alert.assigned_to == reader.id else alert.assignee
    if is_snoozed(alert, now) and alert.snoozed_until:
        return f"Snoozed until {words.short_moment(alert.snoozed_until, reader.zone, now)}, unless it gets worse than {alert.snoozed_to}"
    if alert.state == "snoozed":
        return "The snooze is over"
    if who is None:
        return calling(alert, reader)
    if alert.state == "open":
        return f"Waits for {who}"
    return f"{words.sentence(who)} {'have' if who == 'you' else 'has'} {'begun' if alert.state == 'in_progress' else 'taken it'}"


def calling(alert: Alert, reader: Reader) -> str:
    """Whom it calls while nobody has taken it."""
    if alert.called is None or alert.state != "open":
        return "Nobody has taken it"
    who = "you" if alert.called == reader.id else alert.called_name or "a colleague"
    if alert.passed_on:
        return f"Nobody took it in time; passed on to {who}"
    return f"Nobody has taken it; it calls {who}, on call"


def inbox(found: Alerts, view: View, opened: dict[UUID, AlertHistory], reader: Reader) -> list[Component]:
    """`opened`: those whose reasons are unfolded."""
    shown = [card(alert, opened.get(alert.id), reader, found.as_of) for alert in chosen(found, view, reader)]
    return [html.Ul(shown, className="alerts")] if shown else empty(view, reader)


def card(alert: Alert, history: AlertHistory | None, reader: Reader, now: datetime) -> Component:
    quiet = " is-snoozed" if is_snoozed(alert, now) else ""
    body = [*headline(alert, reader), situation(alert, reader, now, is_open=history is not None)]
    may_pick = reader.named and reader.may_answer and may_take(alert, reader)
    return html.Li(
        [
            pick(alert) if may_pick else None,
            html.Div(body, className="alert-body"),
            html.Div(actions(alert, reader, now) if reader.may_answer else [], className="alert-actions"),
            alert_reasons.reasons(history, reader.zone) if history else None,
        ],
        id=f"alert-{alert.id}",
        className=f"alert level-{alert.level}{quiet}{' may-pick' if may_pick else ''}",
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


def pick(alert: Alert) -> Component:
    """Several are chosen in the browser alone (assets/picking.js)."""
    about = f"Choose {alert.patient_name}, {alert_words.subject(alert)}"
    return html.Button("", id=f"pick-{alert.id}", className="pick", role="checkbox", **{"aria-checked": "false", "aria-label": about})


def picked() -> Component:
    """Shown while some are chosen. Only taking is done for several: it can be given back."""
    return html.Div(
        [
            html.Span(id="picked-number", role="status"),
            html.Button("Take them", id="take-picked", className="button small primary"),
            html.Button("Choose none", id="pick-none", className="button small"),
            html.Span("Resolving is one by one: what was done belongs to one person.", className="muted"),
        ],
        id="picked",
        className="picked",
        hidden=True,
    )


def situation(alert: Alert, reader: Reader, now: datetime, *, is_open: bool) -> Component:
    """The clocks run on in the browser (assets/alerts.js)."""
    clock: Any = html.Span(words.span(now - alert.raised_at), **{"data-since": alert.raised_at.isoformat()})
    waits = None if is_snoozed(alert, now) else html.Span(["waits ", clock], className="waits")
    return html.Div([waits, respond(alert, reader, now), html.Span(standing(alert, reader, now)), why(alert, is_open=is_open)], className="alert-now")


def respond(alert: Alert, reader: Reader, now: datetime) -> Component | None:
    """By when somebody should have taken it, while nobody has."""
    if alert.state != "open":
        return None
    if alert.respond_by is None:
        return html.Span("no time is set, because nobody watches", className="respond")
    by = words.clock_time(alert.respond_by, reader.zone, now)
    said = {"data-due": f"take by {by}, within {{}}", "data-late": f"overdue since {by}, for {{}}"}
    is_late = alert.respond_by <= now
    text = said["data-late" if is_late else "data-due"].format(words.span(abs(now - alert.respond_by)))
    return html.Span(text, className=f"respond{' is-late' if is_overdue(alert, now) else ''}", **{"data-respond": alert.respond_by.isoformat(), **said})


def why(alert: Alert, *, is_open: bool) -> Component:
    state = {"aria-expanded": str(is_open).lower(), "aria-label": f"Why? {alert.patient_name}, {alert_words.subject(alert)}"}
    arrow = html.Span("▾" if is_open else "▸", **{"aria-hidden": "true"})
    return html.Button([arrow, "Why?"], id={"type": "alert-why", "alert": str(alert.id)}, className="quiet why", **state)


def may_take(alert: Alert, reader: Reader) -> bool:
    return alert.assigned_to != reader.id or alert.state not in ("acknowledged", "in_progress")


def actions(alert: Alert, reader: Reader, now: datetime) -> list[Component]:
    """What can be done next stands first."""
    has_it = not may_take(alert, reader)
    taken = alert.assigned_to is not None and alert.assigned_to != reader.id
    return [
        *([] if has_it else [button(alert, "acknowledge", "Take it over" if taken else "Take it", primary=not taken)]),
        *([button(alert, "start", "Start")] if has_it and alert.state == "acknowledged" else []),
        *([button(alert, "tell", "Tell…")] if has_it else []),
        button(alert, "resolve", "Resolve…", primary=has_it),
        *([] if alert.worst is None or is_snoozed(alert, now) else [button(alert, "snooze", "Snooze…")]),
        button(alert, "assign", "Give to…"),
    ]


def button(alert: Alert, does: str, label: str, *, primary: bool = False) -> Component:
    """Heard aloud it says whose alert it is."""
    about = f"{label} {alert.patient_name}, {alert_words.subject(alert)}"
    kind = "step" if does in ("acknowledge", "start") else "dialog"
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
    told = html.P([alert_words.said([one.finding for one in same]), html.Span([" Reported ", *reported(first, reader.zone)], className="muted")])
    return html.Li([head, told], className="alert")


def reported(one: HeldFinding, zone: str) -> list[Any]:
    """The day leads to the report. Of a late one both times matter: when it was so, and when we found it. Another report that came late may have shown it."""
    at = words.short_moment(one.finding.inputs[0].at, zone, one.at)
    opened = dcc.Link(at, href=alert_words.report(one.patient_id, one.check_in_id))
    return [opened, f"; found {words.short_moment(one.at, zone)}." if one.held == "late" else "."]
