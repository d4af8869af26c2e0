import asyncio
import secrets
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from litestar import Request, Response, delete, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import JSONBody
from uuid_utils.compat import uuid7

from api import access, queries
from api.access import Asking
from api.db import Connection, Pool, transaction
from api.errors import SIGN_IN, SLOWED, Refused
from api.identifying import COOKIE
from api.queries.credentials import Credential
from api.settings import Settings
from schemas.sessions import Session, SignIn

LASTS = timedelta(hours=12)  # ours: a long shift
FREE_TRIES = 5  # with one e-mail address, before each further one waits twice as long
FREE_TRIES_FROM_ONE_ADDRESS = 40  # a ward may share one network address
FORGIVEN = 1  # failures from there that each success takes back, or the slips of a whole house would add up for ever. Ours

hasher = PasswordHasher()
NOBODY = hasher.hash(secrets.token_urlsafe())  # compared where the address is unknown, so that the answer takes as long


@post("/sessions", security=[{}])
async def sign_in(
    request: Request[Any, Any, Any], pool: NamedDependency[Pool], settings: NamedDependency[Settings], now: NamedDependency[datetime], data: JSONBody[SignIn]
) -> Response[Session]:
    """Sign a staff member in: the session is in the cookie. Slowed after failures."""
    email = data.email.strip().lower()
    address = f"sign-in from {request.client.host if request.client else ''}"
    await count_try(pool, email, address, now)
    found, hashed = await registered(pool, email, settings.demo, now)
    if not await asyncio.to_thread(matches, hashed or NOBODY, data.password) or found is None or hashed is None:
        await remember_failure(pool, found, now)
        raise Refused(SIGN_IN)
    async with transaction(pool) as db:
        await queries.throttles.forget(db, email)
        await queries.throttles.take_back(db, address, 1 + FORGIVEN)
    return await start(pool, settings, found, now)


async def count_try(pool: Pool, email: str, address: str, now: datetime) -> None:
    """Counted before the password is looked at, so that many tries at once gain nothing. Raises slowed."""
    async with transaction(pool) as db:
        for what in (email, address):
            await queries.throttles.lock(db, what, now)
        wait = max(
            await queries.throttles.seconds_to_wait(db, email, FREE_TRIES, now),
            await queries.throttles.seconds_to_wait(db, address, FREE_TRIES_FROM_ONE_ADDRESS, now),
        )
        if wait:
            raise Refused(SLOWED, headers={"Retry-After": str(wait)})
        for what in (email, address):
            await queries.throttles.count(db, what, now)


async def registered(pool: Pool, email: str, demo: bool, now: datetime) -> tuple[Credential | None, str | None]:
    async with transaction(pool) as db:
        found = await queries.credentials.find(db, "email", email, now)
        if found is None:
            return None, None
        await db.become(found.organisation_id)
        if (await queries.organisations.get(db)).demo and not demo:
            return None, None
        return found, await queries.staff_members.password_hash(db, found.subject_id)


def matches(hashed: str, password: str) -> bool:
    try:
        return hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


async def remember_failure(pool: Pool, found: Credential | None, now: datetime) -> None:
    if found is not None:
        async with transaction(pool, found.organisation_id) as db:
            await queries.audit.record(db, "nobody", None, "session.refused", now, subject_id=found.subject_id)


async def start(pool: Pool, settings: Settings, found: Credential, now: datetime) -> Response[Session]:
    token, ends_at, session_id = secrets.token_urlsafe(32), now + LASTS, uuid7()
    async with transaction(pool, found.organisation_id) as db:
        person = await queries.staff_members.get(db, found.subject_id)
        organisation = await queries.organisations.get(db)
        await queries.credentials.insert(db, "session", token, person.id, ends_at)
        await queries.audit.record(db, "staff", person.id, "session.start", now, subject_id=session_id)
    session = Session(staff_member_id=person.id, name=person.name, role=person.role, organisation_name=organisation.name, expires_at=ends_at)
    cookie = Cookie(key=COOKIE, value=token, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=settings.secure, path="/")
    return Response(session, cookies=[cookie], status_code=201)


@delete("/sessions")
async def sign_out(
    request: Request[Any, Any, Any], db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime]
) -> Response[None]:
    access.allow(actor, "session.end")
    await queries.credentials.use_up(db, "session", request.cookies.get(COOKIE, ""))
    await access.record(db, actor, "session.end", now)
    gone = Cookie(key=COOKIE, value="", max_age=0, httponly=True, samesite="lax", secure=settings.secure, path="/")
    return Response(None, status_code=204, cookies=[gone])
