"""The calendar at work: what is asked of the API, and what is said when it refuses."""

import json
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from dashboard import due_calendar
from dashboard.client import Refused, SignedOut, asking
from schemas.benefit_periods import Addendum
from schemas.due_items import DueWaiting
from schemas.staff_members import TeamMember
from tests import team
from tests.dashboard.charts import ADA, ZONE, nadia, parts, text_of
from tests.dashboard.due import ONE, TODAY, benefit, calendar, election, entry, item
from tests.dashboard.test_pages import shown

MAY = ["due.read", "due.change", "benefit.read", "benefit.record", "timeline.read"]
ABOUT = {"me": str(ADA), "zone": ZONE, "may": MAY, "patient": None}
KEY, TASK = f"face_to_face.{ONE}.3", item(key=f"task.{ONE}", kind="task", words="Ask for the albumin")
LIST = calendar(item(), TASK)


class Hospice(httpx.MockTransport):
    """An API that notes what it is told."""

    def __init__(self, refusal: int | None = None, found: Any = None, may: list[str] | None = None) -> None:
        super().__init__(self.answer)
        self.refusal, self.found, self.may, self.told, self.asked = refusal, found or benefit(), MAY if may is None else may, list[tuple[str, Any]](), list[tuple[str, Any]]()

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append((path, dict(request.url.params)))
        if request.method != "GET":
            self.told.append((path, json.loads(request.content)))
            if self.refusal:
                return httpx.Response(self.refusal, json={"type": "urn:balm:problem:x", "title": "x", "status": self.refusal, "detail": "Not so."})
        answers: dict[str, Any] = {
            "/v1/me": nadia(may=self.may), "/v1/calendar": LIST, "/v1/calendar/waiting": DueWaiting(overdue=2, within_7_days=1), f"/v1/patients/{ADA}/benefit-periods": self.found,
            "/v1/staff-members": [TeamMember(id=ADA, name="Nadia Rahman", role="nurse")],
        }  # fmt: skip
        if path in answers:
            return httpx.Response(200, content=msgspec.json.encode(answers[path]))
        if "/due-items/" in path:
            return httpx.Response(200, content=msgspec.json.encode(LIST))
        if "/tasks/" in path:
            task = {"id": str(ONE), "patient_id": str(ADA), "patient_name": "Ada", "words": "x", "asked_at": "2026-03-02T09:00:00Z", "asked_by": "Dr Okoro"}
            return httpx.Response(200, json=task)
        return httpx.Response(200, content=msgspec.json.encode(election()))


@pytest.fixture(autouse=True)
def beside_the_word(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(due_calendar, "set_props", lambda name, props: found.append(f"{name} {text_of(props['children'])}".strip()))
    return found


@pytest.fixture
def hospice() -> Hospice:
    return asked_of(Hospice())


def asked_of(found: Hospice) -> Hospice:
    asking.set(team.api(found.answer))
    return found


async def pressed(does: str, **about: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Title, what stands in the form, and what is held."""
    opened, title, form, held, _ = await due_calendar.press({"does": does, "patient": str(ADA), **about}, ABOUT)
    assert opened is True
    return title, {part.id["field"]: part.value for part in parts(form) if isinstance(getattr(part, "id", None), dict)}, held


async def saved(held: dict[str, Any], **values: Any) -> Any:
    return await due_calendar.save(1, held, list(values.values()), [{"type": "due-field", "field": name} for name in values])


async def test_the_list_is_drawn_anew_for_whom_it_is_filtered_and_the_whole_one_counts(hospice: Hospice, beside_the_word: list[str]) -> None:
    content, tally = await due_calendar.renew(None, "", "mine", str(ADA), ABOUT)
    assert "Face-to-face" in text_of(content) and tally == "2 within 7 days"
    assert hospice.asked == [("/v1/calendar", {"whose": "mine", "patient_id": str(ADA)})]
    hospice.asked.clear()
    assert beside_the_word == []
    await due_calendar.renew(None, "", "all", due_calendar.EVERYBODY, ABOUT)
    assert beside_the_word == ["due-count"]
    assert hospice.asked == [("/v1/calendar", {"whose": "all"})]


async def test_a_patient_s_benefit_is_drawn_anew_on_its_page(hospice: Hospice) -> None:
    content, _ = await due_calendar.renew(None, "", "all", None, {**ABOUT, "patient": str(ADA)})
    assert "On record" in text_of([part for part in content if part])


async def test_an_encounter_is_recorded_for_the_period_it_is_due_for_and_names_whose_it_is(hospice: Hospice) -> None:
    title, values, held = await pressed("record", key=KEY)
    assert title == "Face-to-face encounter: Ada" and (values["period"], values["on"], values["by_a"]) == (3, str(TODAY), "hospice_physician")
    opened, done, said = await saved(held, **{**values, "by": "Dr Okoro"})
    assert (opened, said) == (False, "") and done.startswith("saved")
    (path, sent) = hospice.told[0]
    assert path == f"/v1/patients/{ADA}/benefit-entries/{held['id']}" and UUID(held["id"]).version == 7
    assert sent == {"kind": "face_to_face", "election_id": str(ONE), "period": 3, "on": str(TODAY), "by": "Dr Okoro", "by_a": "hospice_physician"}


@pytest.mark.parametrize(
    ("due", "form", "begins"),
    [
        (item(key=f"certification.{ONE}.1.attending", kind="certification", period=1), "Certification", {"period": 1, "by_a": "attending", "form": "written"}),
        (item(key=f"notice_of_election.{ONE}", kind="notice_of_election", period=None), "Notice accepted", {"about": "election"}),
        (item(key=f"notice_of_termination.{ONE}", kind="notice_of_termination", period=None), "Notice accepted", {"about": "termination"}),
        (item(key=f"election.{ADA}.2026-03-01", kind="election", period=None, election_id=None), "Election of the hospice benefit", {"on": "2026-03-06", "payer": "medicare"}),
        (item(key=f"ending.{ONE}", kind="ending", period=None), "The election has ended", {"on": str(TODAY)}),
        (item(key=f"previous_periods.{ONE}", kind="previous_periods", period=None), "Election of the hospice benefit", {"on": "2025-09-08", "previous_periods": 0}),
    ],
)
async def test_each_item_opens_the_form_that_closes_it(due: Any, form: str, begins: dict[str, Any]) -> None:
    asked_of(Hospice(found=benefit(due=[due])))
    title, values, held = await pressed("record", key=due.key)
    assert title == f"{form}: Ada" and begins.items() <= values.items()
    assert held["corrects"] == (str(ONE) if due.kind == "previous_periods" else None)


async def test_an_addendum_that_was_given_is_a_new_version_of_what_was_asked() -> None:
    asked = Addendum(on=TODAY, election_id=ONE, entry=entry(id=ADA, first_id=ADA))
    due = item(key=f"addendum.{ONE}.{ADA}", kind="addendum", period=None, subject_id=ADA)
    hospice = asked_of(Hospice(found=benefit(entries=[asked, election()], due=[due])))
    _, values, held = await pressed("record", key=due.key)
    await saved(held, **{**values, "given_on": "2026-03-02"})
    assert hospice.told[0][1] == {"kind": "addendum", "corrects": str(ADA), "election_id": str(ONE), "on": str(TODAY), "given_on": "2026-03-02"}


async def test_what_is_missing_is_named_before_anything_is_sent(hospice: Hospice) -> None:
    _, values, held = await pressed("new", kind="certification")
    assert (await saved(held, **values))[2] == "Please fill in: For benefit period number, By whom."
    assert hospice.told == []


async def test_a_refusal_is_said_in_the_dialog_which_stays(hospice: Hospice) -> None:
    _, values, held = await pressed("record", key=KEY)
    asked_of(Hospice(400))
    assert (await saved(held, **{**values, "by": "Dr Okoro"}))[2] == "Not so."
    asked_of(Hospice(401))
    with pytest.raises(SignedOut):
        await saved(held, **{**values, "by": "Dr Okoro"})


async def test_an_item_is_given_to_somebody_or_closed_for_a_reason(hospice: Hospice) -> None:
    _, values, held = await pressed("change", key=KEY)
    assert values == {"assigned_to": None, "closed_because": ""}
    await saved(held, assigned_to=str(ADA), closed_because="")
    await saved(held, assigned_to=None, closed_because=" Moved  abroad ")
    path = f"/v1/patients/{ADA}/due-items/{KEY}"
    assert hospice.told == [(path, {"assigned_to": str(ADA), "closed_because": None}), (path, {"assigned_to": None, "closed_because": "Moved abroad"})]


async def test_a_to_do_is_changed_and_ticked_as_a_to_do(hospice: Hospice) -> None:
    _, _, held = await pressed("change", key=TASK.key)
    await saved(held, assigned_to=str(ADA), due_on="2026-03-09")
    await due_calendar.press({"does": "tick", "patient": str(ADA), "key": TASK.key}, ABOUT)
    path = f"/v1/tasks/{ONE}"
    assert hospice.told == [(path, {"assigned_to": str(ADA), "due_on": "2026-03-09", "done": False}), (path, {"assigned_to": None, "due_on": "2026-03-06", "done": True})]


async def test_what_was_closed_is_taken_up_again_without_a_dialog(hospice: Hospice) -> None:
    answer = await due_calendar.press({"does": "reopen", "key": KEY}, {**ABOUT, "patient": str(ADA)})
    assert answer[4].startswith("reopened") and hospice.told == [(f"/v1/patients/{ADA}/due-items/{KEY}", {"assigned_to": None, "closed_because": None})]


async def test_a_mistake_is_marked_with_a_reason(hospice: Hospice) -> None:
    _, values, held = await pressed("mistake", id=str(ONE), kind="election")
    assert (await saved(held, **values))[2] == "Please fill in: Why?."
    await saved(held, reason="Ada's namesake")
    assert hospice.told == [(f"/v1/benefit-entries/{ONE}/entered-in-error", {"reason": "Ada's namesake"})]


async def test_what_is_due_no_more_is_said_to_be_so(hospice: Hospice) -> None:
    for asked in ({"does": "record", "key": "face_to_face.x"}, {"does": "change", "key": "face_to_face.x"}):
        with pytest.raises(Refused, match="isn't due any more"):
            await due_calendar.press({**asked, "patient": str(ADA)}, ABOUT)


async def test_the_count_stands_on_every_page_and_goes_where_the_api_is_in_trouble(hospice: Hospice) -> None:
    assert text_of(await due_calendar.count(None)) == "2  overdue"
    asking.set(team.api(lambda _: httpx.Response(503)))
    assert await due_calendar.count(None) == []


async def test_the_patient_s_page_asks_only_for_whom_it_may(hospice: Hospice) -> None:
    assert "Face-to-face" in text_of(await due_calendar.on_patient_page(None, {"id": str(ADA), "may": MAY}))
    hospice.asked.clear()
    assert await due_calendar.on_patient_page(None, {"id": str(ADA), "may": []}) is None and hospice.asked == []


async def test_the_page_and_what_it_says_to_an_auditor() -> None:
    page = await shown(Hospice(), "/team/calendar")
    assert "2 within 7 days" in page and "Face-to-face encounter before benefit period 3" in page
    api = Hospice(may=["audit.read"])
    for path in ("/team/calendar", f"/team/patients/{ADA}/benefit"):
        assert "Open to the care team" in await shown(api, path)
    assert {path for path, _ in api.asked} == {"/v1/me"}
