"""From the election to its end: recorded once, corrected with history, due while it is missing, and over with a death in the same moment. NOW is 2 March 2026."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.api.clockwork import configure
from tests.conftest import Clock
from tests.people import Cast
from tests.records import Desk, problem


async def follow_medicare(client: httpx.AsyncClient, cast: Cast, replaces: int = 0, **also: Any) -> None:
    await configure(client, cast, "hospice", {"medicare_rules": True, **also}, replaces)


async def care(client: httpx.AsyncClient, cast: Cast, word: str, since_on: str = "2026-03-02") -> None:
    answer = await client.post(f"/v1/patients/{cast.ada}/care", json={"care": word, "since_on": since_on}, headers=cast.cookie("nadia"))
    assert answer.status_code == 200, answer.text


class Benefit(Desk):
    async def entry(self, kind: str, on: str = "2026-03-02", **content: Any) -> httpx.Response:
        return await self.put("benefit-entries", content.pop("id", None), kind=kind, on=on, **content)

    async def elect(self, on: str = "2026-03-02", **content: Any) -> str:
        answer = await self.entry("election", on, **{"payer": "medicare", "previous_periods": 0, **content})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["entry"]["first_id"])

    async def benefit(self) -> dict[str, Any]:
        answer = await self.client.get(f"/v1/patients/{self.patient_id}/benefit-periods", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def calendar(self, whose: str = "all") -> list[dict[str, Any]]:
        answer = await self.client.get("/v1/calendar", params={"whose": whose}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    async def due(self) -> dict[str, str | None]:
        return {item["kind"]: item.get("due_on") for item in await self.calendar()}

    async def mark(self, key: str, assigned_to: UUID | None = None, closed_because: str | None = None) -> httpx.Response:
        body = {"assigned_to": str(assigned_to) if assigned_to else None, "closed_because": closed_because}
        return await self.client.put(f"/v1/patients/{self.patient_id}/due-items/{key}", json=body, headers=self.headers)


@pytest.fixture
async def nadia(client: httpx.AsyncClient, cast: Cast) -> Benefit:
    await follow_medicare(client, cast)
    await care(client, cast, "hospice")
    return Benefit(client, cast)


async def test_an_election_closes_the_question_for_it_and_asks_for_what_follows(nadia: Benefit) -> None:
    assert await nadia.due() == {"election": "2026-03-02"}
    election = await nadia.elect(attending="Dr Lee")
    assert await nadia.due() == {"certification": "2026-03-04", "notice_of_election": "2026-03-07"}
    found = await nadia.benefit()
    assert [(one["number"], one["begins_on"], one["ends_on"]) for one in found["periods"]] == [(1, "2026-03-02", "2026-05-30")]
    assert (found["running"], found["used_before"], found["rules_on"]) == (election, 0, True)
    for by_a in ("hospice_physician", "attending"):
        assert (await nadia.entry("certification", election_id=election, period=1, form="written", by="Dr Okoro", by_a=by_a)).status_code == 200
    assert (await nadia.entry("notice", election_id=election, about="election")).status_code == 200
    assert await nadia.due() == {}


async def test_where_medicare_s_rules_are_off_nothing_is_due_and_all_is_kept(client: httpx.AsyncClient, cast: Cast) -> None:
    nadia = Benefit(client, cast)
    await care(client, cast, "hospice")
    await nadia.elect()
    found = await nadia.benefit()
    assert (found["rules_on"], found["due"], len(found["entries"])) == (False, [], 1)
    await follow_medicare(client, cast)
    assert len((await nadia.benefit())["due"]) == 2


@pytest.mark.parametrize("word", ["died", "discharged"])
async def test_with_a_death_or_a_discharge_what_was_due_ends_in_the_same_moment(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, word: str) -> None:
    election = await nadia.elect()
    await care(client, cast, word)
    assert await nadia.due() == ({} if word == "died" else {"notice_of_termination": "2026-03-07"})
    ending = (await nadia.benefit())["entries"][0]
    assert (ending["kind"], ending["because"], ending["election_id"], ending["with_care"], ending["entry"]["recorded_by"]) == ("ending", word, election, True, "Nadia Rahman")
    together = "select count(distinct xmin::text) from (select xmin from patients where id = $1 union all select xmin from benefit_entries where kind = 'ending') as written"
    assert await owner.fetchval(together, cast.ada) == 1, "one transaction wrote both"
    if word == "discharged":
        await nadia.entry("notice", election_id=election, about="termination")
        assert await nadia.calendar() == []


async def test_a_death_that_was_put_right_lets_the_election_go_on(nadia: Benefit, client: httpx.AsyncClient, cast: Cast) -> None:
    await nadia.elect()
    await care(client, cast, "died")
    await care(client, cast, "hospice")
    found = await nadia.benefit()
    assert (found["running"] is not None, len(found["due"])) == (True, 2)
    assert [(one["kind"], one["entry"].get("entered_in_error_reason") is not None) for one in found["entries"]] == [("ending", True), ("election", False)]


async def test_another_day_of_the_discharge_is_a_new_version_of_the_ending(nadia: Benefit, client: httpx.AsyncClient, cast: Cast) -> None:
    await nadia.elect(on="2026-02-20")
    await care(client, cast, "discharged")
    await care(client, cast, "discharged", "2026-03-01")
    assert await nadia.due() == {"notice_of_termination": "2026-03-06"}
    assert [one["on"] for one in (await nadia.benefit())["entries"] if one["kind"] == "ending"] == ["2026-03-02", "2026-03-01"]


async def test_who_comes_back_has_used_what_was_begun(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await nadia.elect(on="2025-12-01", previous_periods=1)  # its second period ends on 28 February, the third has begun
    await care(client, cast, "discharged")
    await care(client, cast, "hospice")
    assert set(await nadia.due()) == {"notice_of_termination", "election"}
    assert (await nadia.benefit())["used_before"] == 3
    answer = await nadia.entry("election", payer="medicare", previous_periods=2)
    assert (problem(answer), answer.json()["errors"][0]["field"]) == ((400, "fact-refused"), "previous_periods")
    await nadia.elect(previous_periods=3)
    assert (await nadia.benefit())["periods"][0]["number"] == 4


async def test_the_face_to_face_window_opens_warns_and_is_missed(nadia: Benefit, clock: Clock) -> None:
    election = await nadia.elect(on="2026-03-02", previous_periods=1)  # the third period begins on 31 May

    async def standing() -> str:
        return str(next(item["standing"] for item in await nadia.calendar() if item["kind"] == "face_to_face"))

    for day, expected in ((date(2026, 4, 30), "later"), (date(2026, 5, 1), "open"), (date(2026, 5, 16), "within_14_days"), (date(2026, 5, 23), "within_7_days"), (date(2026, 5, 31), "overdue")):
        clock.now = clock.now.replace(month=day.month, day=day.day)
        assert await standing() == expected, day
    answer = await nadia.entry("face_to_face", "2026-05-30", election_id=election, period=3, by="Dr Okoro", by_a="hospice_physician")
    assert answer.status_code == 200, answer.text
    assert [item["period"] for item in await nadia.calendar() if item["kind"] == "face_to_face"] == [4], "only that of the next period"


async def test_the_organisation_chooses_whether_the_first_day_is_in_time(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await nadia.elect(previous_periods=1)
    assert (await nadia.due())["face_to_face"] == "2026-05-30"
    await follow_medicare(client, cast, 1, face_to_face_on_first_day=True)
    assert (await nadia.due())["face_to_face"] == "2026-05-31"


async def test_days_are_those_where_the_patient_is(nadia: Benefit, clock: Clock) -> None:
    await nadia.elect()
    clock.now = clock.now.replace(day=7, hour=22, minute=59)  # 23:59 in Berlin on the last day for the notice
    assert {item["kind"]: item["standing"] for item in await nadia.calendar()}["notice_of_election"] == "within_7_days"
    clock.move(minutes=2)
    assert {item["kind"]: item["standing"] for item in await nadia.calendar()}["notice_of_election"] == "overdue"


async def test_a_correction_keeps_what_it_replaces_and_a_mistake_is_marked(nadia: Benefit, client: httpx.AsyncClient, owner: asyncpg.Connection) -> None:
    election = await nadia.elect(on="2026-03-01")
    again = await nadia.entry("election", "2026-03-02", payer="medicare", previous_periods=0, corrects=election)
    assert (again.json()["entry"]["first_id"], again.json()["entry"]["id"] != election) == (election, True)
    assert await nadia.due() == {"certification": "2026-03-04", "notice_of_election": "2026-03-07"}
    stale = await nadia.entry("election", "2026-03-02", payer="medicare", corrects=election)
    assert problem(stale) == (409, "fact-not-correctable")
    for _ in range(2):
        answer = await client.post(f"/v1/benefit-entries/{again.json()['entry']['id']}/entered-in-error", json={"reason": "The day was right before"}, headers=nadia.headers)
        assert answer.status_code == 200, answer.text
    assert (await nadia.due())["certification"] == "2026-03-03"
    assert await owner.fetchval("select count(*) from benefit_entries") == 2
    actions = await owner.fetch("select action, count(*) from audit_rows where action like 'benefit.%' and action <> 'benefit.read' group by action order by action")
    assert [tuple(row) for row in actions] == [("benefit.mark_in_error", 1), ("benefit.record", 2)]


async def test_the_same_twice_is_one_and_another_under_its_id_is_refused(nadia: Benefit, owner: asyncpg.Connection) -> None:
    one = uuid7()
    for _ in range(2):
        assert (await nadia.entry("election", id=one, payer="medicare", previous_periods=0)).status_code == 200
    assert problem(await nadia.entry("election", id=one, payer="medicaid", previous_periods=0)) == (409, "fact-conflict")
    assert problem(await nadia.entry("election", id=uuid4(), payer="medicare")) == (400, "id-not-uuidv7")
    assert await owner.fetchval("select count(*) from benefit_entries") == 1


ENCOUNTER = {"by": "Dr Okoro", "by_a": "hospice_physician"}


@pytest.mark.parametrize(
    ("kind", "on", "content", "field"),
    [
        ("election", "2026-03-02", {"payer": "medicare"}, "on"),  # another stands
        ("ending", "2026-03-03", {"because": "revoked"}, "on"),  # tomorrow
        ("ending", "2026-01-31", {"because": "revoked"}, "on"),  # before it began
        ("face_to_face", "2026-03-02", {"period": 2, **ENCOUNTER}, "period"),  # no encounter is asked for
        ("face_to_face", "2026-03-02", {"period": 3, **ENCOUNTER}, "period"),  # much too early
        ("certification", "2026-03-02", {"period": 2, "form": "written", **ENCOUNTER}, "period"),
        ("certification", "2026-03-02", {"period": 1, "form": "written", "by": "Dr Lee", "by_a": "nurse"}, "by_a"),
        ("notice", "2026-01-31", {"about": "election"}, "on"),
        ("notice", "2026-03-02", {"about": "termination"}, "about"),
        ("addendum", "2026-03-02", {"given_on": "2026-03-01"}, "given_on"),
        ("addendum", "2026-03-02", {"given_on": "2026-03-03"}, "given_on"),
        ("notice", "2026-03-02", {"about": "election", "election_id": str(UUID(int=5))}, "election_id"),
    ],
)
async def test_days_that_can_t_be_are_refused_beside_their_field(nadia: Benefit, kind: str, on: str, content: dict[str, Any], field: str) -> None:
    election = await nadia.elect(on="2026-02-01")
    answer = await nadia.entry(kind, on, **({} if kind == "election" else {"election_id": election}) | content)
    assert answer.status_code == 400, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(("on", "signed_on", "taken"), [("2026-03-02", "2026-03-02", True), ("2026-03-02", "2026-03-03", False), ("2026-04-01", None, True), ("2026-04-02", None, False)])
async def test_an_election_begins_with_its_statement_or_later_and_not_much_later_than_today(nadia: Benefit, on: str, signed_on: str | None, taken: bool) -> None:
    answer = await nadia.entry("election", on, payer="medicare", previous_periods=0, signed_on=signed_on)
    assert answer.is_success == taken, answer.text


@pytest.mark.parametrize(("began_on", "taken"), [("2026-03-02", False), ("2026-03-01", True), ("2025-12-03", True), ("2025-12-02", False)])
async def test_who_comes_within_a_period_must_have_come_within_it(nadia: Benefit, began_on: str, taken: bool) -> None:
    answer = await nadia.entry("election", payer="medicare", previous_periods=0, period_began_on=began_on)
    assert answer.is_success == taken, answer.text


async def test_an_item_is_given_to_somebody_closed_for_a_reason_and_taken_up_again(nadia: Benefit, cast: Cast, clock: Clock, owner: asyncpg.Connection) -> None:
    await nadia.elect()
    key = next(item["key"] for item in await nadia.calendar() if item["kind"] == "notice_of_election")
    assert (await nadia.mark(key, cast.nadia)).status_code == 200
    assert [item["kind"] for item in await nadia.calendar("mine")] == ["notice_of_election"]
    assert [item["kind"] for item in await nadia.calendar("nobody")] == ["certification"]
    assert next(item["assignee"] for item in await nadia.calendar("mine")) == "Nadia Rahman"
    for _ in range(2):
        assert (await nadia.mark(key, cast.nadia, "Filed on paper before Balm came")).status_code == 200
    assert "notice_of_election" not in await nadia.due()
    closed = (await nadia.benefit())["closed"]
    assert [(one["closed_by"], one["closed_because"]) for one in closed] == [("Nadia Rahman", "Filed on paper before Balm came")]
    assert (await nadia.mark(key)).status_code == 200
    assert "notice_of_election" in await nadia.due()
    assert await owner.fetchval("select count(*) from audit_rows where action = 'due.change'") == 3, "the same again changes nothing"
    assert problem(await nadia.mark("notice_of_election." + str(uuid7()))) == (404, "not-found")
    assert problem(await nadia.mark(key, cast.otto)) == (400, "not-in-the-team")


async def test_to_dos_and_hope_visits_stand_in_the_same_list(nadia: Benefit, client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await nadia.elect()
    await client.post(f"/v1/patients/{cast.ada}/tasks", json={"words": "Ask for the albumin", "due_on": "2026-03-01"}, headers=nadia.headers)
    await nadia.stored("assessments", kind="symptom_impact", parts={"pain": "severe"})
    assert next((item["kind"], item["standing"]) for item in await nadia.calendar()) == ("task", "overdue")
    assert (await nadia.due())["follow_up"] == "2026-03-04"
    waiting = (await client.get("/v1/calendar/waiting", headers=nadia.headers)).json()
    assert waiting == {"overdue": 1, "within_7_days": 3}
    await care(client, cast, "died")
    assert await nadia.calendar() == []


async def test_only_who_looks_after_patients_sees_or_records_it(nadia: Benefit, client: httpx.AsyncClient, cast: Cast) -> None:
    for path in (f"/v1/patients/{cast.ada}/benefit-periods", "/v1/calendar", "/v1/calendar/waiting"):
        assert (await client.get(path, headers=cast.cookie("ruth"))).status_code == 403
        assert (await client.get(path, headers=cast.phone("ada"))).status_code == 403


async def test_reading_is_on_record(nadia: Benefit, cast: Cast, owner: asyncpg.Connection) -> None:
    await nadia.elect()
    await nadia.benefit()
    await nadia.calendar()
    rows = await owner.fetch("select action, patient_id, detail from audit_rows where action in ('benefit.read', 'due.read') order by id")
    assert [(row["action"], row["patient_id"]) for row in rows] == [("benefit.read", cast.ada), ("due.read", None)]
    assert str(cast.ada) in str(rows[1]["detail"])


async def test_what_is_due_stays_due_for_as_long_as_it_is_not_done(nadia: Benefit, clock: Clock) -> None:
    await nadia.elect()
    clock.move(days=400)
    found = await nadia.calendar()
    assert {item["period"] for item in found if item["kind"] == "certification"} >= set(range(1, 6))
    overdue = [item["due_on"] for item in found if item["standing"] == "overdue"]
    assert overdue == sorted(overdue) and overdue[:2] == ["2026-03-04", "2026-03-07"]
    assert [item["standing"] for item in found][: len(overdue)] == ["overdue"] * len(overdue)
