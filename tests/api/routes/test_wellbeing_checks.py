"""How Ben is himself: for the team, beside his name, and nowhere in Ada's record. NOW is 2 March 2026."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from uuid_utils.compat import uuid7

from api.db import Pool
from api.instruments import wellbeing
from tests.api.clockwork import configure, round_of, waiting
from tests.api.routes.test_care import change
from tests.conftest import Clock
from tests.people import NOW, Cast

WORN = {"tired": 9, "sleep": 8, "low": 7, "anxious": 10, "overwhelmed": None}


async def tell(client: httpx.AsyncClient, cast: Cast, check_id: UUID | None = None, who: str = "ben", **changes: Any) -> httpx.Response:
    body = {"instrument_version": "1", "recorded_at": "2026-03-02T08:55:00+01:00", "zone": "Europe/Berlin", "answers": WORN, **changes}
    return await client.put(f"/v1/me/wellbeing-checks/{check_id or uuid7()}", json=body, headers=cast.phone(who))


async def asked(client: httpx.AsyncClient, cast: Cast) -> dict[str, Any]:
    return dict((await client.get("/v1/me", headers=cast.phone("ben"))).json()["wellbeing"])


async def seen(client: httpx.AsyncClient, cast: Cast, who: str = "nadia") -> httpx.Response:
    return await client.get(f"/v1/caregivers/{cast.ben}/wellbeing-checks", headers=cast.cookie(who))


async def test_the_team_reads_it_under_ben_with_the_questions(client: httpx.AsyncClient, cast: Cast) -> None:
    check_id = uuid7()
    for _ in range(2):
        assert (await tell(client, cast, check_id)).status_code == 200
    found = (await seen(client, cast)).json()
    assert [(one["id"], one["answers"], one["after_death"]) for one in found["checks"]] == [(str(check_id), WORN, False)]
    assert [item["id"] for item in found["instrument"]["items"]] == list(WORN)


async def test_another_content_under_the_same_id_is_a_conflict(client: httpx.AsyncClient, cast: Cast) -> None:
    check_id = uuid7()
    await tell(client, cast, check_id)
    assert (await tell(client, cast, check_id, answers={"tired": 1})).status_code == 409


async def test_nothing_of_it_stands_in_ada_s_record_and_it_calls_nobody(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await tell(client, cast)
    assert await waiting(client, cast) == [] and await owner.fetchval("select count(*) from check_ins") == 0
    assert await owner.fetchval("select count(*) from findings") == 0 and await owner.fetchval("select concern from symptom_states where patient_id = $1", cast.ada) == 0
    for path in (f"/v1/patients/{cast.ada}/timeline", f"/v1/patients/{cast.ada}/course", "/v1/worklist", f"/v1/reviews/{cast.ada}"):
        text = (await client.get(path, headers=cast.cookie("nadia"))).text
        assert "overwhelmed" not in text and "wellbeing" not in text, path
    ada_reads = [await client.get(path, headers=cast.phone("ada")) for path in ("/v1/me", "/v1/me/check-ins", "/v1/me/caregivers")]
    assert all("overwhelmed" not in answer.text for answer in ada_reads)
    shown = await client.post("/v1/me/shares/preview", json={"for_name": "M", "scope": {"symptoms": ["tired"], "notes": True}, "ends_at": "2026-03-09T09:00:00Z"}, headers=cast.phone("ada"))
    assert shown.status_code == 200 and "tired" not in shown.text.lower()


async def test_it_is_no_questionnaire_of_patients(client: httpx.AsyncClient, cast: Cast) -> None:
    listed = (await client.get("/v1/instruments", headers=cast.cookie("nadia"))).json()
    assert wellbeing().id not in [one["id"] for one in listed] and wellbeing().bands is None


@pytest.mark.parametrize("who", ["ada", "olga"])
async def test_patients_are_not_asked_it(client: httpx.AsyncClient, cast: Cast, who: str) -> None:
    assert (await tell(client, cast, who=who)).status_code == 403


@pytest.mark.parametrize("who", ["ruth", "otto"])
async def test_who_is_not_of_ada_s_team_reads_nothing(client: httpx.AsyncClient, cast: Cast, who: str) -> None:
    assert (await seen(client, cast, who)).status_code == {"ruth": 403, "otto": 404}[who]


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"answers": {"tired": 11}}, 400), ({"answers": {"pain": 3}}, 400), ({"answers": {}}, 400), ({"answers": {"low": None}}, 400), ({"zone": "Mars"}, 400), ({"instrument_version": "9"}, 400)],
)
async def test_what_does_not_fit_is_refused(client: httpx.AsyncClient, cast: Cast, changes: dict[str, Any], status: int) -> None:
    assert (await tell(client, cast, **changes)).status_code == status


async def test_where_the_organisation_does_not_want_it_the_phone_does_not_offer_it(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await asked(client, cast))["asked"] is True
    await configure(client, cast, "caregivers", {"wellbeing": False})
    assert (await asked(client, cast))["asked"] is False


@pytest.mark.parametrize("care", ["died", "discharged"])
async def test_after_a_death_it_is_not_offered_from_the_next_request_on(client: httpx.AsyncClient, cast: Cast, care: str) -> None:
    await configure(client, cast, "caregivers", {"after_death": {"en": "We think of you."}, "bereavement_after_days": 28})
    await change(client, cast, care)
    told = await asked(client, cast)
    assert told["asked"] is False
    assert told["message"] == ({"en": "We think of you."} if care == "died" else {})


@pytest.mark.parametrize(("days", "is_asked"), [(27, False), (28, True)])
async def test_the_bereavement_check_is_offered_once_the_time_has_come_and_once(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, days: int, is_asked: bool
) -> None:
    await configure(client, cast, "caregivers", {"bereavement_after_days": 28})
    await change(client, cast, "died")
    clock.move(days=days)
    assert await round_of(pool, clock()) == is_asked
    told = await asked(client, cast)
    assert (told["asked"], told["after_death"]) == (is_asked, True)
    if is_asked:
        await tell(client, cast, recorded_at=clock().isoformat())
        assert (await seen(client, cast)).json()["checks"][0]["after_death"] is True
        assert (await asked(client, cast))["asked"] is False


async def test_where_no_time_is_set_nobody_is_asked(client: httpx.AsyncClient, cast: Cast, owner: asyncpg.Connection) -> None:
    await change(client, cast, "died")
    assert await owner.fetchval("select count(*) from timers") == 0


@pytest.mark.parametrize(("set_to", "is_asked"), [(14, True), (60, False), (None, False)])
async def test_another_time_that_is_set_meanwhile_holds(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool, set_to: int | None, is_asked: bool) -> None:
    await configure(client, cast, "caregivers", {"bereavement_after_days": 28})
    await change(client, cast, "died")
    await configure(client, cast, "caregivers", {"bereavement_after_days": set_to}, replaces=1)
    await round_of(pool, clock())
    clock.move(days=30)
    await round_of(pool, clock())
    assert (await asked(client, cast))["asked"] is is_asked


async def test_a_death_that_was_entered_in_error_takes_the_question_back(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    await configure(client, cast, "caregivers", {"bereavement_after_days": 1})
    await change(client, cast, "died", since_on="2026-02-20")
    await round_of(pool, NOW + timedelta(days=1))
    assert (await asked(client, cast))["asked"] is True
    await change(client, cast, "palliative")
    told = await asked(client, cast)
    assert (told["asked"], told["after_death"]) == (True, False) and await owner.fetchval("select bereavement_asked_at from caregivers where id = $1", cast.ben) is None


async def test_one_who_is_no_longer_a_caregiver_is_not_asked(client: httpx.AsyncClient, cast: Cast, pool: Pool, owner: asyncpg.Connection) -> None:
    await configure(client, cast, "caregivers", {"bereavement_after_days": 1})
    await client.delete(f"/v1/caregivers/{cast.ben}", headers=cast.phone("ada"))
    await change(client, cast, "died")
    assert await owner.fetchval("select count(*) from timers") == 0
