"""Ben answers for Ada, or helps her: as it was granted, under his own name, and only until somebody ends it."""

from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.api.clockwork import only, plan
from tests.people import Cast, check_in

DORA: dict[str, Any] = {"name": "Dora", "relationship": "sibling", "grants": {"assisted": True}}
AS_PROXY: dict[str, Any] = {"respondent": "family_caregiver", "mode": "proxy"}
HELPED: dict[str, Any] = {"respondent": "patient", "mode": "assisted"}
NOT_GRANTED = "urn:balm:problem:not-granted"


async def send(client: httpx.AsyncClient, headers: dict[str, str], check_in_id: UUID | None = None, **changes: Any) -> httpx.Response:
    return await client.put(f"/v1/check-ins/{check_in_id or uuid7()}", json=check_in(**changes), headers=headers)


async def invite(client: httpx.AsyncClient, headers: dict[str, str], path: str = "/v1/me/caregivers", **changes: Any) -> dict[str, Any]:
    answer = await client.post(path, json={**DORA, **changes}, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def set_up(client: httpx.AsyncClient, code: str) -> httpx.Response:
    return await client.post("/v1/enrolments/redeem", json={"code": code, "device_name": "Dora's phone"})


async def granted(client: httpx.AsyncClient, cast: Cast, **grants: bool) -> None:
    answer = await client.put(f"/v1/caregivers/{cast.ben}/grants", json=grants, headers=cast.cookie("nadia"))
    assert answer.status_code == 200, answer.text


async def own(client: httpx.AsyncClient, cast: Cast, who: str) -> list[str]:
    return [one["id"] for one in (await client.get("/v1/me/check-ins", headers=cast.phone(who))).json()["check_ins"]]


@pytest.mark.parametrize("by", ["ada", "nadia"])
async def test_ada_or_the_team_invites_dora_whose_phone_opens_ada_as_dora(client: httpx.AsyncClient, cast: Cast, by: str) -> None:
    if by == "ada":
        invited = await invite(client, cast.phone("ada"))
    else:
        invited = await invite(client, cast.cookie("nadia"), f"/v1/patients/{cast.ada}/caregivers")
    code = invited["enrolment_code"]["code"]
    device = await set_up(client, code)
    assert (device.status_code, device.json()["patient_id"], device.json()["caregiver_name"]) == (201, str(cast.ada), "Dora")
    assert (await set_up(client, code)).status_code == 400, "a code is good once"
    me = (await client.get("/v1/me", headers={"authorization": f"Bearer {device.json()['token']}"})).json()
    assert (me["kind"], me["name"], me["caregiver_name"], me["relationship"]) == ("caregiver", "Ada", "Dora", "sibling")
    assert (me["grants"]["assisted"], me["grants"]["proxy"], me["emergency_number"]) == (True, False, "112")
    for answer in (await client.get("/v1/me/caregivers", headers=cast.phone("ada")), await client.get(f"/v1/patients/{cast.ada}/caregivers", headers=cast.cookie("nadia"))):
        ben, dora = answer.json()
        assert (ben["name"], dora["name"], dora["phones"], dora["joined_at"] is not None) == ("Ben", "Dora", 1, True)


async def test_what_ben_enters_says_who_he_is_and_leaves_ada_s_own_line_alone(client: httpx.AsyncClient, cast: Cast) -> None:
    await send(client, cast.phone("ada"), answers={"pain": 2}, recorded_at="2026-03-01T09:00:00+01:00")
    assert (await send(client, cast.phone("ben"), answers={"pain": 8}, **AS_PROXY)).status_code == 200
    timeline = (await client.get(f"/v1/patients/{cast.ada}/timeline", headers=cast.cookie("nadia"))).json()
    said = [(one["respondent"], one["mode"], one["entered_by"], one["entered_by_kind"], one["relationship"]) for one in timeline["check_ins"]]
    assert said == [("patient", "self", "Ada's phone", "patient", None), ("family_caregiver", "proxy", "Ben", "caregiver", "child")]
    assert [(one["respondent"], one["score"]) for one in timeline["now"]] == [("patient", 2), ("family_caregiver", 8)]


async def test_the_alert_says_that_ben_said_it(client: httpx.AsyncClient, cast: Cast) -> None:
    await send(client, cast.phone("ben"), answers={"pain": 8}, **AS_PROXY)
    alert = await only(client, cast)
    (finding,) = alert["findings"]
    assert (finding["said_by"], finding["relationship"]) == ("Ben", "child") and "said by family" in finding["sentence"]
    history = (await client.get(f"/v1/alerts/{alert['id']}", headers=cast.cookie("nadia"))).json()
    assert history["steps"][0]["by"] == "Ben"


async def test_ada_s_own_alert_names_no_caregiver(client: httpx.AsyncClient, cast: Cast) -> None:
    await send(client, cast.phone("ada"), answers={"pain": 8})
    (finding,) = (await only(client, cast))["findings"]
    assert (finding["said_by"], finding["relationship"]) == (None, None)


@pytest.mark.parametrize(
    ("grants", "changes", "status"),
    [
        ({"proxy": True}, AS_PROXY, 200),
        ({"proxy": True}, HELPED, 403),
        ({"assisted": True}, HELPED, 200),
        ({"assisted": True}, AS_PROXY, 403),
        ({"assisted": True}, {**AS_PROXY, "answers": {}, "asks_for": "call_back"}, 403),
        ({"assisted": True}, {**AS_PROXY, "answers": {}, "asks_for": "help_now"}, 200),
        ({"proxy": True, "assisted": True}, {"respondent": "patient", "mode": "self"}, 403),
        ({"proxy": True, "assisted": True}, {"respondent": "professional_caregiver", "mode": "proxy"}, 403),
        ({"proxy": True, "assisted": True}, {"respondent": "family_caregiver", "mode": "phone_call"}, 403),
    ],
)
async def test_ben_answers_as_it_was_granted_and_may_always_say_that_it_can_not_wait(
    client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, grants: dict[str, bool], changes: dict[str, Any], status: int
) -> None:
    await granted(client, cast, **grants)
    answer = await send(client, cast.phone("ben"), **changes)
    assert answer.status_code == status, answer.text
    assert status == 200 or answer.json()["type"] == NOT_GRANTED
    assert await owner.fetchval("select count(*) from check_ins") == (status == 200)


async def test_a_professional_answers_as_one(client: httpx.AsyncClient, cast: Cast) -> None:
    invited = await invite(client, cast.phone("ada"), relationship="professional", grants={"proxy": True})
    phone = {"authorization": f"Bearer {(await set_up(client, invited['enrolment_code']['code'])).json()['token']}"}
    assert (await send(client, phone, **AS_PROXY)).status_code == 403
    assert (await send(client, phone, respondent="professional_caregiver", mode="proxy")).status_code == 200


async def test_ben_reads_what_he_entered_and_all_of_it_only_once_that_is_granted(client: httpx.AsyncClient, cast: Cast) -> None:
    ada_s, ben_s = uuid7(), uuid7()
    await send(client, cast.phone("ada"), ada_s, note="Only for my team.")
    await send(client, cast.phone("ben"), ben_s, **AS_PROXY)
    assert await own(client, cast, "ben") == [str(ben_s)]
    await granted(client, cast, proxy=True, reads=True)
    assert set(await own(client, cast, "ben")) == {str(ada_s), str(ben_s)}
    assert set(await own(client, cast, "ada")) == {str(ada_s), str(ben_s)}


async def test_of_messages_ben_reads_that_his_report_was_seen_and_no_more(client: httpx.AsyncClient, cast: Cast) -> None:
    ben_s = uuid7()
    await send(client, cast.phone("ben"), ben_s, answers={"pain": 8}, **AS_PROXY)
    await client.post(f"/v1/alerts/{(await only(client, cast))['id']}/acknowledge", json={"tell": {"text": "For Ada alone."}}, headers=cast.cookie("nadia"))
    found = (await client.get("/v1/me/messages", headers=cast.phone("ben"))).json()
    assert [(one["kind"], one["check_in_id"]) for one in found] == [("seen", str(ben_s))]
    await granted(client, cast, proxy=True, reads=True)
    both = (await client.get("/v1/me/messages", headers=cast.phone("ben"))).json()
    assert {one["kind"] for one in both} == {"seen", "told"} and all(one["on_phone_at"] is None for one in both)
    await client.get("/v1/me/messages", headers=cast.phone("ada"))
    assert all(one["on_phone_at"] for one in (await client.get("/v1/me/messages", headers=cast.phone("ada"))).json())


async def test_each_changes_what_they_entered_themselves(client: httpx.AsyncClient, cast: Cast) -> None:
    ada_s, ben_s = uuid7(), uuid7()
    await send(client, cast.phone("ada"), ada_s)
    await send(client, cast.phone("ben"), ben_s, **AS_PROXY)
    for who, others in (("ada", ben_s), ("ben", ada_s)):
        taken_back = await client.post(f"/v1/check-ins/{others}/entered-in-error", json={"reason": "no"}, headers=cast.phone(who))
        corrected = await send(client, cast.phone(who), corrects=str(others), **(AS_PROXY if who == "ben" else {}))
        assert [answer.json()["type"] for answer in (taken_back, corrected)] == ["urn:balm:problem:entered-by-others"] * 2
    assert (await send(client, cast.phone("ben"), corrects=str(ben_s), **AS_PROXY)).status_code == 200
    assert (await client.post(f"/v1/check-ins/{ada_s}/entered-in-error", json={"reason": "no"}, headers=cast.phone("ada"))).status_code == 200


async def test_a_conflict_tells_ben_nothing_of_what_ada_answered(client: httpx.AsyncClient, cast: Cast) -> None:
    ada_s = uuid7()
    await send(client, cast.phone("ada"), ada_s)
    told = (await send(client, cast.phone("ben"), ada_s, **AS_PROXY)).json()
    assert (told["status"], "errors" in told) == (409, False)


@pytest.mark.parametrize("by", ["ada", "nadia"])
async def test_who_ends_it_ends_it_at_the_next_request(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection, by: str) -> None:
    ben_s = uuid7()
    await send(client, cast.phone("ben"), ben_s, **AS_PROXY)
    headers = cast.phone("ada") if by == "ada" else cast.cookie("nadia")
    for _ in range(2):
        answer = await client.delete(f"/v1/caregivers/{cast.ben}", headers=headers)
        assert (answer.status_code, answer.json()["phones"], answer.json()["ended_by"]) == (200, 0, "Ada" if by == "ada" else "Nadia Rahman")
    assert (await send(client, cast.phone("ben"), **AS_PROXY)).status_code == 401
    assert (await client.get("/v1/me", headers=cast.phone("ben"))).status_code == 401
    assert await own(client, cast, "ada") == [str(ben_s)], "what he entered stays"
    assert await owner.fetchval("select count(*) from audit_rows where action = 'caregiver.end' and subject_id = $1", cast.ben) == 1


async def test_a_device_whose_token_outlived_the_end_is_a_stranger_too(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    """What holds is read with each request, not only what was revoked."""
    await owner.execute("update caregivers set ended_at = now(), ended_by = 'x' where id = $1", cast.ben)
    assert (await client.get("/v1/me", headers=cast.phone("ben"))).status_code == 401


async def test_a_code_of_one_whom_somebody_has_ended_is_refused(client: httpx.AsyncClient, cast: Cast) -> None:
    invited = await invite(client, cast.phone("ada"))
    await client.delete(f"/v1/caregivers/{invited['caregiver']['id']}", headers=cast.phone("ada"))
    assert (await set_up(client, invited["enrolment_code"]["code"])).status_code == 400
    again = await client.post(f"/v1/caregivers/{invited['caregiver']['id']}/enrolment-codes", headers=cast.phone("ada"))
    assert again.status_code == 409


async def test_a_new_code_ends_the_one_before_and_takes_no_phone_away(client: httpx.AsyncClient, cast: Cast) -> None:
    first = (await client.post(f"/v1/caregivers/{cast.ben}/enrolment-codes", headers=cast.phone("ada"))).json()["code"]
    second = (await client.post(f"/v1/caregivers/{cast.ben}/enrolment-codes", headers=cast.cookie("nadia"))).json()["code"]
    assert [(await set_up(client, code)).status_code for code in (first, second)] == [400, 201]
    assert (await client.get("/v1/me", headers=cast.phone("ben"))).status_code == 200


@pytest.mark.parametrize("grants", [{}, {"reads": True}, {"surrogate": True}])
async def test_to_answer_or_to_help_is_the_least_that_is_granted(client: httpx.AsyncClient, cast: Cast, grants: dict[str, bool]) -> None:
    answer = await client.post(f"/v1/patients/{cast.ada}/caregivers", json={**DORA, "grants": grants}, headers=cast.cookie("nadia"))
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "grants"


async def test_who_decides_for_ada_is_said_by_the_team(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.put(f"/v1/caregivers/{cast.ben}/grants", json={"proxy": True, "surrogate": True}, headers=cast.phone("ada"))
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:balm:problem:surrogate-by-the-team")
    await granted(client, cast, proxy=True, surrogate=True)
    answer = await client.put(f"/v1/caregivers/{cast.ben}/grants", json={"proxy": True, "reads": True, "surrogate": True}, headers=cast.phone("ada"))
    assert answer.json()["grants"] == {"proxy": True, "assisted": False, "reads": True, "surrogate": True}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/patients/{ada}/timeline"),
        ("GET", "/v1/me/caregivers"),
        ("POST", "/v1/me/caregivers"),
        ("DELETE", "/v1/caregivers/{ben}"),
        ("PUT", "/v1/caregivers/{ben}/grants"),
        ("GET", "/v1/me/shares"),
        ("POST", "/v1/me/shares"),
        ("GET", "/v1/patients/{ada}"),
        ("GET", "/v1/patients/{ada}/devices"),
        ("PUT", "/v1/me/reminders"),
        ("PUT", "/v1/me/answering"),
        ("GET", "/v1/caregivers/{ben}/wellbeing-checks"),
        ("GET", "/v1/worklist"),
    ],
)
async def test_what_ben_was_not_granted_is_refused(client: httpx.AsyncClient, cast: Cast, method: str, path: str) -> None:
    bodies = {
        "/v1/me/caregivers": DORA, "/v1/caregivers/{ben}/grants": {"proxy": True}, "/v1/me/reminders": {"times": ["09:00"], "zone": "UTC"},
        "/v1/me/answering": {"answered_by": "proxy", "since_on": "2026-03-02", "reason": "She sleeps."},
        "/v1/me/shares": {"for_name": "X", "scope": {}, "ends_at": "2026-03-09T09:00:00Z"},
    }  # fmt: skip
    answer = await client.request(method, path.format(ada=cast.ada, ben=cast.ben), json=bodies.get(path), headers=cast.phone("ben"))
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:balm:problem:not-allowed")


async def test_ben_s_phone_signs_itself_out_and_he_stays_ada_s_caregiver(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.delete("/v1/me/device", headers=cast.phone("ben"))).status_code == 204
    assert (await client.get("/v1/me", headers=cast.phone("ben"))).status_code == 401
    (ben,) = (await client.get("/v1/me/caregivers", headers=cast.phone("ada"))).json()
    assert (ben["phones"], ben["ended_at"]) == (0, None)


async def test_ada_s_phones_are_listed_without_ben_s(client: httpx.AsyncClient, cast: Cast) -> None:
    found = (await client.get(f"/v1/patients/{cast.ada}/devices", headers=cast.cookie("nadia"))).json()
    assert [one["name"] for one in found] == ["Ada's phone"]


async def test_ben_says_that_a_medicine_was_taken_and_takes_back_what_he_said_himself(client: httpx.AsyncClient, cast: Cast) -> None:
    await plan(client, cast, {"when_needed": ["Morphine drops"]})
    assert (await client.get("/v1/me", headers=cast.phone("ben"))).json()["when_needed"] == ["Morphine drops"]
    dose = {"medicine": "Morphine drops", "taken_at": "2026-03-02T08:00:00Z", "zone": "Europe/Berlin"}
    by_ada, by_ben = uuid7(), uuid7()
    await client.put(f"/v1/when-needed-doses/{by_ada}", json=dose, headers=cast.phone("ada"))
    assert (await client.put(f"/v1/when-needed-doses/{by_ben}", json=dose, headers=cast.phone("ben"))).status_code == 403, "he isn't Ada"
    assert (await client.put(f"/v1/when-needed-doses/{by_ben}", json={**dose, **AS_PROXY}, headers=cast.phone("ben"))).status_code == 200
    found = (await client.get("/v1/me/check-ins", headers=cast.phone("ben"))).json()["when_needed_doses"]
    assert [(one["id"], one["entered_by"]) for one in found] == [(str(by_ben), "Ben")]
    marked = [await client.post(f"/v1/when-needed-doses/{one}/entered-in-error", json={"reason": "no"}, headers=cast.phone("ben")) for one in (by_ada, by_ben)]
    assert [answer.status_code for answer in marked] == [403, 200]
