"""The team at its desk: Nadia records facts about Ada, and tests ask what stands."""

from typing import Any
from uuid import UUID

import httpx
from uuid_utils.compat import uuid7

from tests.people import Cast


class Desk:
    """One member of the team, in front of one patient."""

    def __init__(self, client: httpx.AsyncClient, cast: Cast, who: str = "nadia", patient_id: UUID | None = None) -> None:
        self.client, self.headers, self.patient_id = client, cast.cookie(who), patient_id or cast.ada

    async def put(self, noun: str, fact_id: UUID | None = None, **content: Any) -> httpx.Response:
        return await self.client.put(f"/v1/patients/{self.patient_id}/{noun}/{fact_id or uuid7()}", json=content, headers=self.headers)

    async def stored(self, noun: str, fact_id: UUID | None = None, **content: Any) -> dict[str, Any]:
        """What was answered, having been stored."""
        answer = await self.put(noun, fact_id, **content)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def together(self, *assessments: dict[str, Any]) -> httpx.Response:
        body = {"assessments": [{"id": str(uuid7())} | assessment for assessment in assessments]}
        return await self.client.post(f"/v1/patients/{self.patient_id}/assessments", json=body, headers=self.headers)

    async def in_error(self, fact_id: str, reason: str = "wrong patient") -> httpx.Response:
        return await self.client.post(f"/v1/facts/{fact_id}/entered-in-error", json={"reason": reason}, headers=self.headers)

    async def history(self, noun: str) -> list[dict[str, Any]]:
        return list((await self.client.get(f"/v1/patients/{self.patient_id}/{noun}", headers=self.headers)).json())

    async def facts(self) -> dict[str, Any]:
        answer = await self.client.get(f"/v1/patients/{self.patient_id}/facts", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["type"]).removeprefix("urn:balm:problem:")
