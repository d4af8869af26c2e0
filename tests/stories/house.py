"""Balm as a house with people in it: the demo's hospice, Otto's organisation, and one that has just begun. What stories need is done over HTTP, as phones
and people do it."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import httpx
from uuid_utils.compat import uuid7

from api import commands
from api.db import ROLE
from schemas.staff_members import Role
from tests.people import PASSWORD
from tests.processes import Balm

NADIA, OKORO, ALEX = "nadia@demo.example", "okoro@demo.example", "admin@demo.example"
OTTO, INES, RUTH = "otto@seaside.example", "ines@newhouse.example", "ruth@newhouse.example"
OTHERS: list[tuple[str, str, str, Role]] = [
    ("Seaside Hospice", "Otto Brandt", OTTO, "nurse"),
    ("Newhouse Hospice", "Ines Vogel", INES, "admin"),
    ("Newhouse Hospice", "Ruth Adler", RUTH, "auditor"),
]


def password_of(email: str) -> str:
    return "balm-demo" if email.endswith("@demo.example") else PASSWORD


async def furnish(url: str) -> None:
    now = datetime.now(UTC)
    for name in dict.fromkeys(organisation for organisation, *_ in OTHERS):
        await commands.add_organisation(url, ROLE, name, "Europe/Berlin", "112", "", now)
    for organisation, name, email, role in OTHERS:
        await commands.add_staff(url, ROLE, organisation, name, email, role, PASSWORD, now)


class House:
    """`url`: where it answers."""

    def __init__(self, balm: Balm) -> None:
        self.balm, self.url = balm, balm.url
        self.clients: list[httpx.Client] = []
        asyncio.run(furnish(balm.database_url))
        self.signed_in = cache(self.sign_in)  # passwords are slow to check on purpose

    def sign_in(self, email: str) -> httpx.Client:
        http = self.client(origin=self.url)
        assert http.post("/v1/sessions", json={"email": email, "password": password_of(email)}).status_code == 201
        return http

    def client(self, **headers: str) -> httpx.Client:
        self.clients.append(httpx.Client(base_url=self.url, headers=headers, timeout=20))
        return self.clients[-1]

    def close(self) -> None:
        for client in self.clients:
            client.close()

    def enrol(self, name: str) -> "Person":
        """A patient of the demo's hospice, with a phone."""
        enrolled = self.signed_in(NADIA).post("/v1/patients", json={"name": name}).json()
        device = httpx.post(f"{self.url}/v1/enrolments/redeem", json={"code": enrolled["enrolment_code"]["code"], "device_name": f"{name}'s phone"}).json()
        return Person(self, name, UUID(enrolled["patient"]["id"]), device["token"])

    def patient(self, name: str) -> UUID:
        (found,) = self.signed_in(NADIA).get("/v1/worklist", params={"search": name}).json()["rows"]
        return UUID(found["patient_id"])


class Person:
    """A patient as their phone and the API know them."""

    def __init__(self, house: House, name: str, patient_id: UUID, token: str) -> None:
        self.house, self.name, self.id = house, name, patient_id
        self.phone = house.client(authorization=f"Bearer {token}")

    @property
    def path(self) -> str:
        return f"/team/patients/{self.id}"

    def send(self, days_ago: float = 0, **changes: Any) -> UUID:
        check_in_id = uuid7()
        at = datetime.now(UTC) - timedelta(days=days_ago)
        body = {"instrument": "daily-check", "recorded_at": at.isoformat(), "zone": "America/New_York", "answers": {"pain": 4, "nausea": 1}, **changes}
        assert self.phone.put(f"/v1/check-ins/{check_in_id}", json=body).status_code == 200
        return check_in_id

    def timeline(self) -> dict[str, Any]:
        found: dict[str, Any] = self.house.signed_in(NADIA).get(f"/v1/patients/{self.id}/timeline").json()
        return found
