"""What is due, for the calendar programs of the team: to download, or by a link of one's own that can be revoked. A program can send nothing but the address, so the token stands in it."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

from litestar import Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from uuid_utils.compat import uuid7

from api import access, calendars, falling_due, queries
from api.access import Actor, Asking, StaffActor
from api.db import Connection, Pool, transaction
from api.errors import FORBIDDEN, NOT_FOUND, Refused
from api.falling_due import Whose
from api.permissions import BY_ROLE, Action
from api.settings import Settings
from schemas.calendar_links import CalendarLink, MadeCalendarLink, NewCalendarLink

READ: Action = "due.read"
LINK: Action = "calendar_link.make"
ENDING = ".ics"
MOST = 20  # links of one person; ours
HEADERS = {"Content-Disposition": 'attachment; filename="balm.ics"', "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex"}


@get("/calendar.ics")
async def download(
    db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime], whose: FromQuery[Whose] = "all"
) -> Response[str]:
    """What is due, as an iCalendar file (RFC 5545) without names and without anything that somebody wrote."""
    access.allow(actor, READ)
    return await file(db, actor, settings, now, whose)


async def file(db: Connection, actor: Actor, settings: Settings, now: datetime, whose: Whose, link_id: UUID | None = None) -> Response[str]:
    found = await falling_due.chosen(db, now, whose, actor.id)
    about = sorted({str(item.patient_id) for item in found})
    await access.record(db, actor, READ, now, subject_id=link_id, patients=about, as_file=True)
    return Response(calendars.written(found, settings.origin, now.astimezone(UTC)), media_type="text/calendar", headers=HEADERS)


@get("/calendars/{name:str}", include_in_schema=False)
async def by_link(pool: NamedDependency[Pool], settings: NamedDependency[Settings], now: NamedDependency[datetime], name: FromPath[str]) -> Response[str]:
    """As long as the link stands and its owner is of the team. What never was, was revoked or lost its owner is answered alike."""
    async with transaction(pool) as db:
        actor, link = await holder(db, name.removesuffix(ENDING), settings.demo, now)
        await queries.calendar_links.asked(db, link.id, now)
        return await file(db, actor, settings, now, "mine_or_nobody" if link.mine else "all", link.id)


async def holder(db: Connection, token: str, demo: bool, now: datetime) -> tuple[StaffActor, CalendarLink]:
    found = await queries.credentials.find(db, "calendar", token, now)
    if found is None:
        raise Refused(NOT_FOUND)
    await db.become(found.organisation_id)
    link = await queries.calendar_links.get(db, found.subject_id)
    person = await queries.staff_members.signed_in(db, link.staff_member_id) if link and link.revoked_at is None else None
    if link is None or person is None or (person.demo and not demo) or READ not in BY_ROLE[person.role]:
        raise Refused(NOT_FOUND)
    return StaffActor(organisation_id=found.organisation_id, id=person.id, name=person.name, kind="staff", role=person.role), link


def person_of(actor: Actor) -> UUID:
    """Links are people's, not phones' or Balm's own."""
    access.allow(actor, LINK)
    if not isinstance(actor, StaffActor):
        raise Refused(FORBIDDEN)
    return actor.id


@get("/calendar-links")
async def calendar_links(db: NamedDependency[Connection], actor: Asking) -> list[CalendarLink]:
    """One's own that stand."""
    return await queries.calendar_links.of_person(db, person_of(actor))


@post("/calendar-links")
async def make(
    db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime], data: JSONBody[NewCalendarLink]
) -> MadeCalendarLink:
    """The address is told this once; only its hash is kept."""
    person_id, link_id, token = person_of(actor), uuid7(), secrets.token_urlsafe(32)  # 256 bits
    for old in (await queries.calendar_links.of_person(db, person_id))[MOST - 1 :]:
        await end(db, actor, old.id, now)
    await queries.calendar_links.insert(db, link_id, person_id, data.name, data.mine, now)
    await queries.credentials.insert(db, "calendar", token, link_id, None)
    await access.record(db, actor, LINK, now, subject_id=link_id)
    link = await queries.calendar_links.get(db, link_id)
    if link is None:
        raise Refused(NOT_FOUND)
    return MadeCalendarLink(link=link, address=f"{settings.origin}/calendars/{token}{ENDING}")


@delete("/calendar-links/{link_id:uuid}", status_code=204)
async def revoke(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], link_id: FromPath[UUID]) -> None:
    """From the next request on it shows nothing. One's own only; revoking it again changes nothing."""
    link = await queries.calendar_links.get(db, link_id)
    if link is None or link.staff_member_id != person_of(actor):
        raise Refused(NOT_FOUND)
    if link.revoked_at is None:
        await end(db, actor, link_id, now)


async def end(db: Connection, actor: Actor, link_id: UUID, now: datetime) -> None:
    await queries.credentials.end_all(db, "calendar", link_id)
    await queries.calendar_links.revoke(db, link_id, now)
    await access.record(db, actor, "calendar_link.revoke", now, subject_id=link_id)
