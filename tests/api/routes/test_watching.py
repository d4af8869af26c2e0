"""Who is watching now, said to the phone and to the team from the same calendar. NOW is a Monday, ten in the morning in Berlin."""

import httpx
import pytest

from api.db import Pool
from tests.api.clockwork import configure, employ_mira, plan, shift
from tests.conftest import Clock
from tests.people import NOW, Cast

FIVE, EIGHT = "2026-03-02T16:00:00Z", "2026-03-03T07:00:00Z"


@pytest.mark.parametrize(
    ("hours", "by", "until", "next_from"), [(0, "team", FIVE, EIGHT), (7, "nobody", EIGHT, EIGHT)]
)
async def test_phone_and_team_hear_the_same(client: httpx.AsyncClient, cast: Cast, clock: Clock, hours: int, by: str, until: str, next_from: str) -> None:
    clock.move(hours=hours)
    expected = {"watched": by == "team", "by": by, "until": until, "next_from": next_from}
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["watching"] == expected
    answer = (await client.get("/v1/watching", headers=cast.cookie("nadia"))).json()
    assert answer == {"watching": expected, "on_call": None, "on_call_name": None}


async def test_only_the_team_hears_who_is_on_call(client: httpx.AsyncClient, cast: Cast, clock: Clock, pool: Pool) -> None:
    mira = await employ_mira(pool, cast)
    await configure(client, cast, "watch", {"on_call": [shift(mira, NOW, 12)]})
    clock.move(hours=8)
    phone, team = await client.get("/v1/me", headers=cast.phone("ada")), (await client.get("/v1/watching", headers=cast.cookie("nadia"))).json()
    assert phone.json()["watching"]["by"] == team["watching"]["by"] == "on_call" and "Mira" not in phone.text
    assert (team["on_call"], team["on_call_name"], team["watching"]["until"]) == (str(mira), "Mira Holm", "2026-03-02T21:00:00Z")


async def test_a_patient_s_own_hours_are_told_to_their_phone_and_family_and_to_nobody_else(client: httpx.AsyncClient, cast: Cast, clock: Clock) -> None:
    await plan(client, cast, {"hours": [{"days": ["monday"], "opens": "08:00:00", "closes": "22:00:00"}]})
    clock.move(hours=8)  # six in the evening
    ada, ben = [(await client.get("/v1/me", headers=cast.phone(who))).json()["watching"] for who in ("ada", "ben")]
    assert ada == ben and (ada["by"], ada["until"]) == ("team", "2026-03-02T21:00:00Z")
    assert (await client.get("/v1/watching", headers=cast.cookie("nadia"))).json()["watching"]["by"] == "nobody"
    await plan(client, cast, {}, replaces=1)
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["watching"]["by"] == "nobody"


async def test_another_organisation_has_a_calendar_of_its_own(client: httpx.AsyncClient, cast: Cast) -> None:
    await configure(client, cast, "watch", {"hours": []})
    assert (await client.get("/v1/watching", headers=cast.cookie("otto"))).json()["watching"]["by"] == "team"
    assert (await client.get("/v1/watching", headers=cast.cookie("nadia"))).json()["watching"]["by"] == "nobody"


async def test_the_auditor_and_the_phone_need_no_names(client: httpx.AsyncClient, cast: Cast) -> None:
    for headers in (cast.cookie("ruth"), cast.phone("ada")):
        assert (await client.get("/v1/watching", headers=headers)).status_code == 403


async def test_how_many_reports_are_expected_is_the_patient_s_own(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["schedule"]["times_a_day"] == 1
    await plan(client, cast, {"times_a_day": 3})
    assert (await client.get("/v1/me", headers=cast.phone("ada"))).json()["schedule"]["times_a_day"] == 3
