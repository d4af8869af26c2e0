"""What forged pages for findings, wishes and reviews would hold, by id and property, for the walk of tests/dashboard/test_two_walls.py."""

from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from tests.people import ZONE


class Each(list[Any]):
    """Values of one input, each of which begins its callbacks."""


def records(ada: UUID, need: UUID) -> dict[str, Any]:
    field = {"form": "visit", "kind": "weight", "part": ""}
    finding = {"value": "62", "unit": "kg", "limit": "", "sure": True}
    found: dict[str, Any] = {
        "record-about.data": {"id": str(ada), "name": "x", "zone": ZONE, "wanted": None, "entry": None},
        "recorded.data": "forged",
        "whole-range.value": "all",
        "fact-open.data": Each([button("correct", "need", need), *(button("add", noun) for noun in ("diagnosis", "treatment_line", "disease_status", "measurement", "need")),
                                button("add", "assessment", about="weight"), button("add", "preference", about="goals_of_care")]),
        "fact-draft.data": {"id": str(uuid7()), "noun": "need", "about": "", "corrects": str(need), "follows": None},
        "fact-field.value": {"field": "words", "value": "forged"},
        "fact-field.id": {"field": "words", "value": {"type": "fact-field", "field": "words"}},
        "fact-mistake.data": {"noun": "need", "id": str(need)},
        "mistake.data": str(need),
        "mistake-reason.value": "curious",
        "history-of.value": Each(["need", "assessment"]),
        **{f"{button}.n_clicks": 1 for button in ("save-visit", "save-laboratory", "save-fact", "mark-mistake")},
        **{f"finding-{what}.{'checked' if what == 'sure' else 'value'}": {**field, "value": value} for what, value in finding.items()},
        **{f"finding-{what}.id": {**field, "value": {"type": f"finding-{what}", **field}} for what in finding},
    }  # fmt: skip
    for form in ("visit", "laboratory"):
        given = {"more.value": "pps", "more.data": [{"group": "Function", "items": [{"value": "pps", "label": "PPS"}]}], "day.value": "2026-03-02", "by.value": "", "note.value": "forged"}
        found |= {f"{form}-{name}": value for name, value in given.items()} | {f"{form}-draft.data": {"form": form, "id": str(uuid7())}}
    return found


def button(does: str, noun: str, fact_id: object = "", about: str = "") -> dict[str, str]:
    return {"does": does, "noun": noun, "about": about, "id": str(fact_id)}


def reviews(ada: UUID, nadia: UUID, task: UUID, review: UUID) -> dict[str, Any]:
    new = {"does": "new", "words": "forged", "noun": "", "kind": ""}
    change = {"does": "change", "task": str(task), "patient": str(ada)}
    return {
        "review-about.data": {"me": str(nadia), "zone": ZONE, "may": ["review.ask", "task.change", "fact.record"], "patient": str(ada)},
        "review-done.data": "forged",
        "task-step.data": {"does": "tick", "task": str(task), "for": str(nadia), "due": ""},
        "task-dialog.data": Each([new, change]),
        "task-held.data": {**change, "done": True},
        "task-words.value": "forged",
        "task-for.value": str(nadia),
        "task-due.value": "2026-03-02",
        "hospice-pack.value": "palmetto",
        "medicare-rules.checked": True,
        "first-day.checked": True,
        "confirm-pack.data": {"pack": "clinical", "version": 1},
        "withdraw-pack.data": {"pack": "clinical"},
        "text-read.value": {"pack": "clinical", "value": "forged, and long enough"},
        "text-read.id": {"pack": "clinical", "value": {"type": "text-read", "pack": "clinical"}},
        "request-step.data": {"does": "withdraw"},
        "request-dialog.data": {"does": "ask"},
        "request-note.value": "forged",
        **decisions(review),
        **certifications(ada, nadia, review),
        **{f"{button}.n_clicks": 1 for button in ("save-task", "send-request")},
    }


def certifications(ada: UUID, nadia: UUID, draft: UUID) -> dict[str, Any]:
    field = {"draft": str(draft)}
    return {
        "certify-about.data": {"me": str(nadia), "may": ["certification.write"], "patient": str(ada)},
        "begin-certification.n_clicks": 1,
        "certify-period.value": 1,
        "certify-from.value": "2026-03-02",
        "certify-as.value": "attending",
        "certification-step.data": Each({"does": does, "draft": str(draft)} for does in ("write", "withdraw", "add", "sign")),
        "narrative.value": {**field, "value": "forged"},
        "signing.value": {**field, "value": "forged"},
        "sure.checked": {**field, "value": True},
        **{f"{kind}.id": {**field, "value": {"type": kind, **field}} for kind in ("narrative", "signing", "sure")},
    }


def decisions(review: UUID) -> dict[str, Any]:
    asked = [{"does": does, "review": str(review), "seen": "0" * 64} for does in ("decide", "second", "tell")]
    return {
        "decision-dialog.data": Each(asked),
        "decision-held.data": asked[2],
        **{f"{name}-choice.value": "hospice" for name in ("decision", "opinion")},
        **{f"{name}-reasons.value": "forged" for name in ("decision", "opinion")},
        "decision-again.value": None,
        "telling-who.value": "forged",
        "telling-words.value": "forged",
        "telling-day.value": "2026-03-01",
        **{f"{button}.n_clicks": 1 for button in ("save-decision", "save-opinion", "save-telling", "close-decision")},
    }


def agreements(change: UUID, share: UUID) -> dict[str, Any]:
    """What is agreed with a patient, under whose care they are, a word to their phone, and what they show to others."""
    buttons = ("open-plan", "save-plan", "open-care", "save-care", "confirm-care", "care-not-yet", "open-message", "send-message", "open-medication", "save-medication", "mark-medication")
    shared = {"for": "Only for my own team.", "symptoms": ["pain"], "also": ["notes"], "period": "all", "lasts": "14", "language": "en", "passphrase": ""}
    return {
        **{f"{button}.n_clicks": 1 for button in (*buttons, "open-shares", "look-share", "grant-share")},
        **{f"share-{name}.value": value for name, value in shared.items()},
        "end-share.data": {"share": str(share)},
        "share-wish.data": {"for_name": "Only for my own team.", "scope": {"symptoms": ["pain"], "notes": True}, "ends_at": "2026-03-16T09:00:00Z"},
        "plan-held.data": {"version": 0, "content": {}},
        "goal.value": {"item": "pain", "value": 3},
        "goal.id": {"item": "pain", "value": {"type": "goal", "item": "pain"}},
        "own-rules.checked": True,
        "own-hours.checked": True,
        **{f"own-hours-{part}.value": {"row": 0, "value": value} for part, value in (("days", ["sunday"]), ("opens", "10:00"), ("closes", "12:00"))},
        **{f"own-{kind}.value": {"row": row, "value": 5} for kind, row in (("rule", "rise"), ("target", "urgent"))},
        **{f"own-{kind}.id": {"row": row, "value": {"type": f"own-{kind}", "row": row}} for kind, row in (("rule", "rise"), ("target", "urgent"))},
        "times-a-day.value": 2,
        "paused-until.value": "2026-04-01",
        "pause-reason.value": "forged",
        "care-choice.value": "died",
        "care-since.value": "2026-03-01",
        "care-note.value": "forged",
        "medication-draft.data": str(uuid7()),
        "medication-what.value": "forged",
        "medication-at.value": "2026-03-02 08:00:00",
        "medication-mistake.data": {"change": str(change)},
        "when-needed.value": "forged",
        "medication-reason.value": "curious",
        "message-phrase.value": "please_call_us",
        "message-text.value": "forged",
    }


def benefits(ada: UUID, nadia: UUID, task: UUID, election: UUID) -> dict[str, Any]:
    """What is due, and the form in which it is recorded."""
    key = f"notice_of_election.{election}"
    steps = [{"does": "record", "key": key}, {"does": "change", "key": key}, {"does": "reopen", "key": key}, {"does": "tick", "key": f"task.{task}"}, {"does": "new", "kind": "face_to_face"},
             *({"does": does, "kind": "election", "id": str(election)} for does in ("correct", "mistake"))]  # fmt: skip
    return {
        "due-about.data": {"me": str(nadia), "zone": ZONE, "may": ["due.change", "benefit.record"], "patient": str(ada)},
        "due-done.data": "forged",
        "due-count.id": "due-count",
        "due-view.data": "all",
        "due-patient.data": str(ada),
        "due-filter.value": "all",
        "due-for.value": str(ada),
        "due-dialog.data": Each(steps),
        "due-held.data": {"does": "mistake", "patient": str(ada), "id": str(election), "corrects": None, "election_id": None},
        "due-field.value": {"field": "reason", "value": "curious"},
        "due-field.id": {"field": "reason", "value": {"type": "due-field", "field": "reason"}},
        **{f"{button}.n_clicks": 1 for button in ("save-due", "open-links", "make-link")},
        "link-name.value": "forged",
        "link-mine.checked": False,
        "end-link.data": {"link": str(uuid7())},
    }


def caregivers(ben: UUID) -> dict[str, Any]:
    """Who answers for a patient, and what the organisation says to them."""
    return {
        **{f"{button}.n_clicks": 1 for button in ("open-caregivers", "invite-caregiver", "save-switch")},
        "caregiver-name.value": "Somebody",
        "caregiver-kin.value": "friend",
        "caregiver-may.value": ["proxy"],
        "caregiver-new-code.data": {"caregiver": str(ben), "name": "x"},
        **{f"{name}.data": {"caregiver": str(ben)} for name in ("end-caregiver", "save-grants")},
        "caregiver-grants.value": {"caregiver": str(ben), "value": ["proxy", "reads"]},
        "caregiver-grants.id": {"caregiver": str(ben), "value": {"type": "caregiver-grants", "caregiver": str(ben)}},
        "answering-held.data": "patient",
        "switch-since.value": "2026-03-01",
        "switch-reason.value": "forged",
        "own-wellbeing.checked": True,
        "bereavement-days.value": 28,
        "quiet-words.value": {"language": "en", "value": "x"},
        "quiet-words.id": {"language": "en", "value": {"type": "quiet-words", "language": "en"}},
    }
