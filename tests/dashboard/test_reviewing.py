"""The hospice review at work: what is asked of the API, what is said when it refuses, and when the page is drawn anew."""

import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from dashboard import reviewing
from dashboard.client import Refused, SignedOut, asking
from schemas.reviews import ReviewRequest
from schemas.staff_members import TeamMember
from tests import team
from tests.dashboard.charts import ADA, NOON, ZONE, nadia, parts, text_of
from tests.dashboard.reviewed import MAY, QUESTIONS, course, criterion, entry, review, reviews, section, task
from tests.dashboard.test_pages import shown

ABOUT = {"me": str(ADA), "zone": ZONE, "may": MAY, "patient": str(ADA)}
TASK = task()


class Hospice:
    """An API that notes what it is told."""

    def __init__(self, refusal: int | None = None, may: list[str] | None = None) -> None:
        self.refusal, self.may, self.told, self.asked = refusal, MAY if may is None else may, list[tuple[str, str, Any]](), list[str]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if request.method != "GET":
            self.told.append((request.method, path, json.loads(request.content) if request.content else None))
            if self.refusal:
                return httpx.Response(self.refusal, json={"type": "urn:balm:problem:x", "title": "x", "status": self.refusal, "detail": "Not so."})
        found: dict[str, Any] = {
            "/v1/me": nadia(may=self.may), "/v1/reviews": reviews(entry()), "/v1/tasks": [TASK], "/v1/preference-questions": QUESTIONS,
            "/v1/staff-members": [TeamMember(id=ADA, name="Nadia Rahman", role="nurse")], f"/v1/patients/{ADA}/course": course(),
            f"/v1/patients/{ADA}/review": review(section(criterion()), tasks=[TASK]), f"/v1/patients/{ADA}/tasks": TASK, f"/v1/tasks/{TASK.id}": TASK,
            f"/v1/patients/{ADA}/review-request": [ReviewRequest(id=uuid4(), asked_at=NOON, asked_by="Nadia", note="")],
        }  # fmt: skip
        return httpx.Response(200, content=msgspec.json.encode(found[path]))


@pytest.fixture
def hospice() -> Hospice:
    found = Hospice()
    asking.set(team.api(found))
    return found


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said above the page."""
    found: list[str] = []
    monkeypatch.setattr(reviewing, "set_props", lambda _, props: found.append(text_of(props["children"])))
    return found


async def test_one_patient_s_review_and_the_list_are_each_drawn_anew(hospice: Hospice) -> None:
    assert "What they want" in text_of(await reviewing.renew(None, "", ABOUT))
    hospice.asked.clear()
    assert "For review" in text_of(await reviewing.renew(None, "", {**ABOUT, "patient": None}))
    assert hospice.asked == ["/v1/reviews", "/v1/tasks"]


@pytest.mark.parametrize(("does", "done"), [("tick", True), ("untick", False)])
async def test_a_tick_changes_nothing_but_whether_it_is_done(hospice: Hospice, does: str, done: bool) -> None:
    await reviewing.step_task({"does": does, "task": str(TASK.id), "for": str(ADA), "due": "2026-03-09"})
    await reviewing.step_task({"does": does, "task": str(TASK.id), "for": "", "due": ""})
    path = f"/v1/tasks/{TASK.id}"
    assert hospice.told == [("PUT", path, {"assigned_to": str(ADA), "due_on": "2026-03-09", "done": done}), ("PUT", path, {"assigned_to": None, "due_on": None, "done": done})]


async def test_what_is_refused_is_said_above_the_page_and_the_page_shows_what_stands(said: list[str]) -> None:
    asking.set(team.api(Hospice(404)))
    assert await reviewing.step_task({"does": "tick", "task": str(TASK.id), "for": "", "due": ""})
    assert await reviewing.withdraw_request({"does": "withdraw"}, ABOUT)
    assert said == ["Not so. Close", "Not so. Close"]
    asking.set(team.api(Hospice(401)))
    with pytest.raises(SignedOut):
        await reviewing.step_task({"does": "tick", "task": str(TASK.id), "for": "", "due": ""})


NEW = {"does": "new", "words": "Albumin: none on record", "noun": "assessment", "kind": "albumin"}


async def test_what_is_missing_becomes_a_to_do_with_its_place_a_colleague_and_a_day(hospice: Hospice) -> None:
    opened, title, form, held = await reviewing.open_task(NEW, ABOUT)
    (words,) = [one.value for one in parts(form) if getattr(one, "id", None) == "task-words"]
    assert (opened, title, words, held) == (True, "A to-do", "Albumin: none on record", NEW)
    closed, done, _ = await reviewing.save_task(1, held, words, str(ADA), "2026-03-09", ABOUT)
    assert closed is False and done
    assert hospice.told == [
        ("POST", f"/v1/patients/{ADA}/tasks", {"words": "Albumin: none on record", "noun": "assessment", "kind": "albumin", "assigned_to": str(ADA), "due_on": "2026-03-09"})
    ]


@pytest.mark.parametrize("held", [{**NEW, "noun": "check_in", "kind": "pain"}, {**NEW, "noun": "", "kind": ""}])
async def test_what_only_a_report_would_settle_or_nothing_names_no_place(hospice: Hospice, held: dict[str, str]) -> None:
    await reviewing.save_task(1, held, " Call\nher ", None, None, ABOUT)
    assert hospice.told[0][2] == {"words": "Call her", "noun": None, "kind": None, "assigned_to": None, "due_on": None}


async def test_a_to_do_without_words_is_not_sent(hospice: Hospice) -> None:
    *_, sentence = await reviewing.save_task(1, NEW, "  ", None, None, ABOUT)
    assert "Please write" in sentence and hospice.told == []


async def test_a_to_do_is_changed_as_it_stands_now_and_stays_open(hospice: Hospice) -> None:
    asked = {"does": "change", "task": str(TASK.id), "patient": str(ADA)}
    opened, title, form, held = await reviewing.open_task(asked, ABOUT)
    (words,) = [one for one in parts(form) if getattr(one, "id", None) == "task-words"]
    assert opened and title == "Change a to-do" and words.readOnly and words.value == TASK.words
    await reviewing.save_task(1, held, TASK.words, None, "2026-03-09", {**ABOUT, "patient": None})
    assert hospice.told == [("PUT", f"/v1/tasks/{TASK.id}", {"assigned_to": None, "due_on": "2026-03-09", "done": False})]
    with pytest.raises(Refused, match="isn't there any more"):
        await reviewing.open_task({**asked, "task": str(uuid4())}, ABOUT)


async def test_what_can_be_put_right_is_said_in_the_dialog() -> None:
    asking.set(team.api(Hospice(409)))
    *_, sentence = await reviewing.save_task(1, NEW, "Albumin", None, None, ABOUT)
    assert sentence == "Not so."


async def test_a_review_is_asked_for_with_its_reason_and_withdrawn(hospice: Hospice) -> None:
    opened, title, _ = await reviewing.open_request({"does": "ask"})
    assert opened and title == "Ask for a review"
    await reviewing.send_request(1, " Her daughter called. ", ABOUT)
    await reviewing.withdraw_request({"does": "withdraw"}, ABOUT)
    path = f"/v1/patients/{ADA}/review-request"
    assert hospice.told == [("POST", path, {"note": "Her daughter called."}), ("DELETE", path, None)]


async def test_nothing_is_asked_before_something_was_clicked(hospice: Hospice) -> None:
    for silent in (reviewing.step_task(None), reviewing.open_task(None, ABOUT), reviewing.save_task(None, NEW, "x", None, None, ABOUT), reviewing.withdraw_request(None, ABOUT)):
        await silent
    await reviewing.open_request(None)
    await reviewing.send_request(None, "", ABOUT)
    assert hospice.asked == []


async def test_the_pages_are_for_those_who_look_after_patients() -> None:
    auditor = Hospice(may=["me.read", "audit.read"])
    assert "Open to the care team" in await shown(httpx.MockTransport(auditor), "/team/reviews")
    assert auditor.asked and set(auditor.asked) == {"/v1/me"}
    nurse = await shown(httpx.MockTransport(Hospice()), "/team/reviews")
    assert "For review" in nurse and '"Ada"' in nurse
    assert "What they want" in await shown(httpx.MockTransport(Hospice()), f"/team/reviews/{ADA}")
    assert "We can't find that" in await shown(httpx.MockTransport(Hospice()), "/team/reviews/nobody")


def test_who_looks_and_what_they_may_goes_with_the_page() -> None:
    found = reviewing.reader({**ABOUT, "may": ["review.read"]}, named=True)
    assert found.id == UUID(str(ADA)) and found.named and not found.may_change
