"""The API over HTTP, asked in the name of the person whose browser is asking us."""

import re
import ssl
from collections.abc import AsyncIterator
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import httpx
import msgspec

from schemas.alerts import (
    Alert,
    AlertHistory,
    Alerts,
    Assignment,
    HeldFinding,
    Resolution,
    Snooze,
    TakenSeveral,
    Taking,
    TakingSeveral,
    Waiting,
)
from schemas.check_ins import CheckIn, EnteredInError, NewCheckIn, Receipt
from schemas.configurations import ConfigurationKind, Configured, Language, NewConfigured
from schemas.enrolments import Device, Enrolment, EnrolmentCode
from schemas.events import Event
from schemas.instruments import Instrument
from schemas.me import StaffMe
from schemas.messages import Tell
from schemas.patients import NewPatient
from schemas.problems import Problem
from schemas.quality import Quality
from schemas.reminders import Reminders
from schemas.staff_members import TeamMember
from schemas.timeline import Timeline
from schemas.worklist import Worklist

T = TypeVar("T")
COOKIE = "balm_session"
UNREACHABLE = "Balm's server doesn't answer just now. Please try again in a minute."
ODD_ANSWER = "Balm's server gave an answer that we can't read. Please try again; if it stays so, tell whoever runs Balm for you."
OWN_CERTIFICATE = re.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
LABELS = {"born_on": "Date of birth", "recorded_at": "When", "zone": "Time zone"}
SILENCE = 60.0  # seconds; the API writes a line of comment well before that


class Refused(Exception):
    """The API said no, or nothing. `sentence` is for the person in front of the screen; `problem` is its name in the API's catalogue."""

    def __init__(self, status: int, sentence: str, errors: list[dict[str, Any]] | None = None, problem: str = "") -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.errors, self.problem = status, sentence, errors or [], problem


class SignedOut(Refused):
    """The session has ended, or there was none."""


class Unreachable(Refused):
    """The API doesn't answer."""


def trust(certificate: Path) -> ssl.SSLContext:
    """Whoever holds this one certificate's key, by any name: the API beside us is asked at an address for which it needn't be made. Of a chain only the
    first, which is the server's own; whoever signed it is not trusted for more."""
    own = OWN_CERTIFICATE.search(certificate.read_text())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=own[0] if own else "")
    return context


def connect(api_url: str, certificate: Path | None = None) -> httpx.AsyncClient:
    """One for the whole process. `trust_env` off: a proxy of the environment must never see patients."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)  # each open page listens on one of its own
    verify = trust(certificate) if certificate else True
    return httpx.AsyncClient(
        base_url=api_url, headers={"origin": api_url}, timeout=httpx.Timeout(15.0, pool=5.0), limits=limits, trust_env=False, verify=verify
    )


def refusal(response: httpx.Response) -> Refused:
    try:
        problem = msgspec.json.decode(response.content, type=Problem)
    except msgspec.DecodeError:
        return Refused(response.status_code, ODD_ANSWER)
    errors = problem.errors if isinstance(problem.errors, list) else []
    kind = SignedOut if response.status_code == 401 else Refused
    named = [f"{called(str(error.get('field')))}: {error.get('detail')}" for error in errors]
    said = [] if named and "named below" in problem.detail else [problem.detail]  # what is wrong says it all to whoever sees the form
    return kind(response.status_code, " ".join([*said, *named]), errors, problem.type.rpartition(":")[2])


def called(field: str) -> str:
    """A field's name as people read it: 'answers.lack_of_appetite' is 'Lack of appetite'."""
    name = field.rpartition(".")[2].replace("_", " ")
    return LABELS.get(field, name[:1].upper() + name[1:])


def decode(content: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError as error:
        raise Refused(502, ODD_ANSWER) from error


class Api:
    """The API as one signed-in person sees it."""

    def __init__(self, http: httpx.AsyncClient, cookie: str) -> None:
        self.http, self.headers = http, {"cookie": f"{COOKIE}={cookie}"} if cookie else {}

    async def ask(self, method: str, path: str, kind: type[T], body: Any = None, **params: Any) -> T:
        content = None if body is None else msgspec.json.encode(body)
        headers = self.headers if body is None else {**self.headers, "content-type": "application/json"}
        known = {name: value for name, value in params.items() if value is not None}
        try:
            response = await self.http.request(method, path, content=content, headers=headers, params=known)
        except httpx.HTTPError as error:
            raise Unreachable(503, UNREACHABLE) from error
        if not response.is_success:
            raise refusal(response)
        return decode(response.content or b"null", kind)

    async def me(self) -> StaffMe:
        return await self.ask("GET", "/v1/me", StaffMe)

    async def worklist(self, search: str = "", after: str | None = None, limit: int = 100) -> Worklist:
        return await self.ask("GET", "/v1/worklist", Worklist, search=search or None, after=after, limit=limit)

    async def timeline(self, patient_id: UUID, days: int | None) -> Timeline:
        return await self.ask("GET", f"/v1/patients/{patient_id}/timeline", Timeline, days=days)

    async def instruments(self) -> list[Instrument]:
        return await self.ask("GET", "/v1/instruments", list[Instrument])

    async def enrol(self, new: NewPatient) -> Enrolment:
        return await self.ask("POST", "/v1/patients", Enrolment, new)

    async def new_enrolment_code(self, patient_id: UUID) -> EnrolmentCode:
        return await self.ask("POST", f"/v1/patients/{patient_id}/enrolment-codes", EnrolmentCode)

    async def reminders(self, patient_id: UUID) -> Reminders:
        return await self.ask("GET", f"/v1/patients/{patient_id}/reminders", Reminders)

    async def devices(self, patient_id: UUID) -> list[Device]:
        return await self.ask("GET", f"/v1/patients/{patient_id}/devices", list[Device])

    async def revoke_device(self, patient_id: UUID, device_id: UUID) -> None:
        await self.ask("DELETE", f"/v1/patients/{patient_id}/devices/{device_id}", type(None))

    async def submit(self, check_in_id: UUID, new: NewCheckIn) -> Receipt:
        return await self.ask("PUT", f"/v1/check-ins/{check_in_id}", Receipt, new)

    async def mark_in_error(self, check_in_id: UUID, reason: str) -> CheckIn:
        return await self.ask("POST", f"/v1/check-ins/{check_in_id}/entered-in-error", CheckIn, EnteredInError(reason=reason))

    async def alerts(self, patient_id: UUID | None = None) -> Alerts:
        return await self.ask("GET", "/v1/alerts", Alerts, patient_id=None if patient_id is None else str(patient_id))

    async def waiting(self) -> Waiting:
        return await self.ask("GET", "/v1/alerts/waiting", Waiting)

    async def alert(self, alert_id: UUID) -> AlertHistory:
        return await self.ask("GET", f"/v1/alerts/{alert_id}", AlertHistory)

    async def acknowledge(self, alert_id: UUID, tell: Tell | None = None) -> Alert:
        return await self.ask("POST", f"/v1/alerts/{alert_id}/acknowledge", Alert, None if tell is None else Taking(tell=tell))

    async def acknowledge_several(self, alert_ids: list[UUID]) -> TakenSeveral:
        return await self.ask("POST", "/v1/alerts/acknowledge", TakenSeveral, TakingSeveral(alert_ids=alert_ids))

    async def start(self, alert_id: UUID) -> Alert:
        return await self.ask("POST", f"/v1/alerts/{alert_id}/start", Alert)

    async def assign(self, alert_id: UUID, staff_member_id: UUID | None) -> Alert:
        return await self.ask("POST", f"/v1/alerts/{alert_id}/assign", Alert, Assignment(staff_member_id=staff_member_id))

    async def snooze(self, alert_id: UUID, snooze: Snooze) -> Alert:
        return await self.ask("POST", f"/v1/alerts/{alert_id}/snooze", Alert, snooze)

    async def resolve(self, alert_id: UUID, resolution: Resolution) -> Alert:
        return await self.ask("POST", f"/v1/alerts/{alert_id}/resolve", Alert, resolution)

    async def digest(self) -> list[HeldFinding]:
        return await self.ask("GET", "/v1/digest", list[HeldFinding])

    async def quality(self, from_on: date | None = None, until_on: date | None = None) -> Quality:
        return await self.ask("GET", "/v1/quality", Quality, from_on=from_on, until_on=until_on)

    async def team(self) -> list[TeamMember]:
        return await self.ask("GET", "/v1/staff-members", list[TeamMember])

    async def configuration(self, kind: ConfigurationKind) -> Configured:
        return await self.ask("GET", f"/v1/configurations/{kind}", Configured)

    async def configuration_versions(self, kind: ConfigurationKind) -> list[Configured]:
        return await self.ask("GET", f"/v1/configurations/{kind}/versions", list[Configured])

    async def configure(self, kind: ConfigurationKind, new: NewConfigured) -> Configured:
        return await self.ask("PUT", f"/v1/configurations/{kind}", Configured, new)

    async def crisis_words(self) -> dict[Language, list[str]]:
        return await self.ask("GET", "/v1/crisis-words", dict[Language, list[str]])

    async def events(self) -> AsyncIterator[Event | None]:
        """What changed, as it happens; None for the API's sign of life. Ends when the session does."""
        try:
            async with self.http.stream("GET", "/v1/events", headers=self.headers, timeout=httpx.Timeout(15.0, read=SILENCE)) as response:
                if response.status_code != 200:
                    await response.aread()
                    raise refusal(response)
                async for line in response.aiter_lines():
                    if line.startswith("data:"):
                        yield decode(line[5:].encode(), Event)
                    elif line.startswith(":"):
                        yield None
        except httpx.HTTPError as error:
            raise Unreachable(503, UNREACHABLE) from error


asking: ContextVar[Api] = ContextVar("asking")  # set by dashboard.door for each request and each WebSocket


def api() -> Api:
    """The API in the name of whoever asks now."""
    return asking.get()
