"""Which alerts are looked at: in whose hands they are, which are overdue, how many of each."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from dash.development.base_component import Component
from msgspec import Struct

from dashboard import words
from dashboard.cards.notices import notice
from schemas.alerts import Alert, Alerts, Level

View = Literal["all", "mine", "nobody", "overdue", "snoozed", "digest"]
VIEWS: dict[View, str] = {"all": "All", "mine": "Mine", "nobody": "Nobody’s", "overdue": "Overdue", "snoozed": "Snoozed", "digest": "Held back"}
URGENCY: tuple[Level, ...] = ("urgent", "soon", "review")
EMPTY: dict[View, tuple[str, str]] = {
    "all": ("Nobody waits for an answer", "When a report calls for somebody, it stands here within seconds. You need not reload."),
    "mine": ("Nothing is with you", "What you take, what is given to you and what is passed on to you stands here until it is answered."),
    "nobody": ("Everything has somebody", "No alert waits for somebody to take it."),
    "overdue": ("Nothing is overdue", "What nobody takes in time stands here. How much time there is, your organisation has set."),
    "snoozed": ("Nothing is snoozed", "What you snooze is quiet until the day you choose, and comes back when it gets worse."),
    "digest": ("Nothing was held back", "What the rules find and call nobody for stands here, with the reason."),
}


class Reader(Struct, frozen=True):
    """Who looks, and from where: `named` where the page doesn't say already who the patient is."""

    id: UUID
    zone: str
    named: bool = True
    may_answer: bool = True


def is_snoozed(alert: Alert, now: datetime) -> bool:
    """A snooze that is over waits again."""
    return alert.state == "snoozed" and alert.snoozed_until is not None and alert.snoozed_until > now


def is_overdue(alert: Alert, now: datetime) -> bool:
    """Nobody has taken it, and the time for that has passed; for one that was passed on, the first person's."""
    return alert.state == "open" and (alert.passed_on > 0 or (alert.respond_by is not None and alert.respond_by <= now))


def is_mine(alert: Alert, reader: Reader) -> bool:
    """Taken by me or given to me; or it calls me, and nobody has it."""
    return alert.assigned_to == reader.id or (alert.assigned_to is None and alert.called == reader.id)


def is_in(alert: Alert, view: View, reader: Reader, now: datetime) -> bool:
    if view in ("all", "snoozed"):
        return view == "all" or is_snoozed(alert, now)
    wanted = {"mine": is_mine(alert, reader), "nobody": alert.assigned_to is None, "overdue": is_overdue(alert, now)}
    return not is_snoozed(alert, now) and wanted.get(view, False)


def chosen(found: Alerts, view: View, reader: Reader) -> list[Alert]:
    """Snoozed ones last; urgent ones first, then what waits longest."""
    now = found.as_of
    mine = [alert for alert in found.alerts if is_in(alert, view, reader, now)]
    return sorted(mine, key=lambda alert: (is_snoozed(alert, now), URGENCY.index(alert.level), alert.raised_at))


def options(found: Alerts, held_back: int, reader: Reader) -> list[dict[str, str]]:
    """The filters, each with how many there are. Of what was held back, those of the last 24 hours."""
    numbers = {view: sum(is_in(alert, view, reader, found.as_of) for alert in found.alerts) for view in VIEWS} | {"digest": held_back}
    more = "+" if found.more else ""
    return [{"value": view, "label": f"{label} ({numbers[view]}{more if view != 'digest' else ''})"} for view, label in VIEWS.items()]


def tally(found: Alerts, reader: Reader) -> str:
    now = found.as_of
    waiting = [alert for alert in found.alerts if not is_snoozed(alert, now)]
    if not waiting:
        return "Nobody waits for an answer."
    number = (
        f"The first {len(found.alerts)} are shown; more wait" if found.more else f"{words.counted(len(waiting), 'alert waits', 'alerts wait')} for an answer"
    )
    counted = {
        "urgent": sum(alert.level == "urgent" for alert in waiting),
        "overdue": sum(is_overdue(alert, now) for alert in waiting),
        "with you": sum(is_mine(alert, reader) for alert in waiting) if reader.named else 0,
    }
    return ", ".join([number, *(f"{count} {what}" for what, count in counted.items() if count)]) + "."


def empty(view: View, reader: Reader) -> list[Component]:
    return [notice(*EMPTY[view])] if reader.named else []
