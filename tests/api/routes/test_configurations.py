"""What an organisation sets, and what the team agrees with one patient: versions that nobody overwrites."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from uuid_utils.compat import uuid7

from tests.people import Cast, check_in


async def put(client: httpx.AsyncClient, cast: Cast, path: str, content: dict[str, Any], replaces: int = 0, who: str = "ines") -> httpx.Response:
    return await client.put(f"/v1/{path}", json={"replaces": replaces, "content": content}, headers=cast.cookie(who))


async def get(client: httpx.AsyncClient, cast: Cast, path: str, who: str = "nadia") -> Any:
    return (await client.get(f"/v1/{path}", headers=cast.cookie(who))).json()


async def test_balms_defaults_hold_until_somebody_sets_something(client: httpx.AsyncClient, cast: Cast) -> None:
    watch = await get(client, cast, "configurations/watch")
    assert watch["version"] == 0 and watch.get("set_by") is None
    assert watch["content"]["targets"] == {"urgent": 60, "soon": 240, "review": 1440}
    assert (await get(client, cast, "configurations/rules"))["content"]["missed"] == 2


async def test_each_change_is_a_version_with_who_and_when(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await put(client, cast, "configurations/rules", {"missed": 3})).status_code == 200
    assert (await put(client, cast, "configurations/rules", {"missed": 4}, 1)).status_code == 200
    versions = await get(client, cast, "configurations/rules/versions")
    assert [(one["version"], one["content"]["missed"], one["set_by"]) for one in versions] == [(2, 4, "Ines Vogel"), (1, 3, "Ines Vogel")]
    assert versions[0]["set_at"] == "2026-03-02T09:00:00Z"


async def test_who_looked_at_an_older_version_overwrites_nothing(client: httpx.AsyncClient, cast: Cast) -> None:
    await put(client, cast, "configurations/rules", {"missed": 3})
    answer = await put(client, cast, "configurations/rules", {"missed": 5})
    assert answer.status_code == 409 and answer.json()["type"] == "urn:balm:problem:changed-meanwhile"
    assert (await put(client, cast, "configurations/rules", {"missed": 3})).status_code == 200, "the same, sent again"
    assert len(await get(client, cast, "configurations/rules/versions")) == 1


@pytest.mark.parametrize(
    ("path", "content", "field"),
    [
        ("configurations/rules", {"missed": 0}, "missed"),
        ("configurations/rules", {"thresholds": {"rise": 11}}, "thresholds.rise"),
        ("configurations/watch", {"targets": {"urgent": 4}}, "targets[...]"),
        ("configurations/watch", {"hours": [{"days": ["someday"], "opens": "08:00:00", "closes": "17:00:00"}]}, "hours[0].days[0]"),
        ("configurations/watch", {"escalation": [str(uuid4())]}, "escalation[0]"),
        ("configurations/nonsense", {}, None),
        ("configurations/plan", {}, None),
    ],
)
async def test_what_cannot_hold_is_refused_with_its_place(client: httpx.AsyncClient, cast: Cast, path: str, content: dict[str, Any], field: str | None) -> None:
    answer = await put(client, cast, path, content)
    assert answer.status_code == (400 if field else 404), answer.text
    assert field is None or answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("begins", "ends", "status"),
    [
        ("2026-03-02T17:00:00+01:00", "2026-03-03T08:00:00+01:00", 200),
        ("2026-03-02T17:00:00", "2026-03-03T08:00:00+01:00", 400),
        ("2026-03-02T17:00:00+01:00", "2026-03-02T17:00:00+01:00", 400),
        ("2026-03-02T17:00:00+01:00", "2026-03-16T17:00:00+01:00", 200),
        ("2026-03-02T17:00:00+01:00", "2026-03-16T17:00:01+01:00", 400),
    ],
)
async def test_a_shift_has_a_begin_and_an_end(client: httpx.AsyncClient, cast: Cast, begins: str, ends: str, status: int) -> None:
    shift = {"staff_member_id": str(cast.nadia), "begins_at": begins, "ends_at": ends}
    assert (await put(client, cast, "configurations/watch", {"on_call": [shift]})).status_code == status


async def test_only_who_leads_or_administers_sets_what_holds_for_everybody(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await put(client, cast, "configurations/rules", {"missed": 3}, who="nadia")).status_code == 403
    assert (await put(client, cast, "configurations/rules", {"missed": 3}, who="ruth")).status_code == 403


async def test_the_next_report_is_judged_by_the_patients_plan(client: httpx.AsyncClient, cast: Cast) -> None:
    assert (await put(client, cast, f"patients/{cast.ada}/plan", {"goals": {"pain": 3}}, who="nadia")).status_code == 200
    for _ in range(2):
        sent = await client.put(f"/v1/check-ins/{uuid7()}", json=check_in(answers={"pain": 5}), headers=cast.phone("ada"))
        assert sent.status_code == 200
    (alert,) = (await get(client, cast, "alerts"))["alerts"]
    assert alert["findings"][0]["rule"] == "worsening" and alert["findings"][0]["thresholds"]["goal"] == 3


async def test_the_team_is_named_to_who_hands_out_work(client: httpx.AsyncClient, cast: Cast) -> None:
    team = await get(client, cast, "staff-members")
    assert [person["name"] for person in team] == ["Dr Okoro", "Ines Vogel", "Nadia Rahman"], "Ruth audits and answers no alert"
