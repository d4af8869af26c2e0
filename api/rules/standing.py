"""What of a patient's alerts orders the worklist: part of rules.concern, version 3. The places and their order are ours; docs/clinical.md explains them.

An alert that waits is one that nobody has taken. Words here name states, never how long: a row is not drawn anew each minute.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from schemas.alerts import Standing
from schemas.check_ins import AsksFor
from schemas.symptom_states import RecentCheckIn

ON_ITS_WAY, REVIEW, SILENT, WORSE, CALL_BACK, OVERDUE, SEVERE, OVERDUE_SEVERE, HELP_NOW = range(1, 10)
TAKEN = ("acknowledged", "in_progress")
WORDS = {
    ON_ITS_WAY: "Somebody is on it.",
    REVIEW: "Waits for review.",
    SILENT: "Silent after a severe report.",
    WORSE: "Worse, nobody has taken it.",
    CALL_BACK: "Asked to be called.",
    SEVERE: "Severe, nobody has taken it.",
    HELP_NOW: "Asked for help now.",
}
OTHERWISE = {"crisis": "A note may speak of a crisis.", "silence": "Silent."}
PASSED_ON, IN_TIME = "Passed on, and nobody has taken it.", "Nobody took it in time."


class Place(NamedTuple):
    """`number`: higher first; 0 where nothing waits and nobody is on anything. `words`: what put it there."""

    number: int
    words: str


def place(asks_for: AsksFor | None, alerts: Sequence[Standing]) -> Place:
    """`asks_for`: what a report asks for that no alert stands for."""
    found = [Place(HELP_NOW if asks_for == "help_now" else CALL_BACK, WORDS[HELP_NOW if asks_for == "help_now" else CALL_BACK])] if asks_for else []
    found += [waiting(alert) for alert in alerts if alert.state == "open"]
    if not found and any(alert.state in TAKEN for alert in alerts):
        return Place(ON_ITS_WAY, WORDS[ON_ITS_WAY])
    return max(found, key=lambda one: one.number, default=Place(0, ""))


def waiting(alert: Standing) -> Place:
    number = in_time(alert)
    words = OTHERWISE.get(alert.subject, WORDS[number]) if number in (HELP_NOW, REVIEW) else WORDS[number]
    if not alert.is_overdue:
        return Place(number, words)
    late = {SEVERE: OVERDUE_SEVERE, HELP_NOW: HELP_NOW, REVIEW: REVIEW}.get(number, OVERDUE)
    return Place(late, f"{words.removesuffix(', nobody has taken it.').removesuffix('.')}. {PASSED_ON if alert.is_passed_on else IN_TIME}")


def in_time(alert: Standing) -> int:
    """Where it stands while its deadline hasn't passed."""
    if alert.level == "urgent":
        return HELP_NOW if alert.subject in ("asked_for", "crisis") else SEVERE
    if alert.level == "review":
        return REVIEW
    return {"asked_for": CALL_BACK, "silence": SILENT}.get(alert.subject, WORSE)


def asked(recent: Sequence[RecentCheckIn], alerts: Sequence[Standing], answered_at: datetime | None) -> AsksFor | None:
    """What waits for an answer: what the open alert stands for, or the newest report where no alert stands for it (imported, or late) and nobody answered since."""
    for alert in alerts:
        if alert.subject == "asked_for":
            return "help_now" if alert.level == "urgent" else "call_back"
    return unanswered(recent, answered_at)


def unanswered(recent: Sequence[RecentCheckIn], answered_at: datetime | None) -> AsksFor | None:
    newest = max(recent, key=lambda one: (one.at, one.id), default=None)
    return newest.asks_for if newest and (answered_at is None or newest.at > answered_at) else None
