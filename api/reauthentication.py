"""The password once more, before something is signed. Slowed after failures like signing in, and written down where it was wrong."""

import asyncio
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api import access, queries
from api.access import Actor
from api.db import Pool, transaction
from api.errors import PASSWORD, SLOWED, Refused

FREE_TRIES = 5  # before each further one waits twice as long; as at signing in

hasher = PasswordHasher()


async def require_password(pool: Pool, actor: Actor, password: str, now: datetime) -> None:
    """In transactions of its own: a refusal later must not make a failure forgotten. Raises wrong-password, slowed."""
    what = f"password of {actor.id}"
    async with transaction(pool, actor.organisation_id) as db:
        await queries.throttles.lock(db, what, now)
        if wait := await queries.throttles.seconds_to_wait(db, what, FREE_TRIES, now):
            raise Refused(SLOWED, headers={"Retry-After": str(wait)})
        await queries.throttles.count(db, what, now)
        hashed = await queries.staff_members.password_hash(db, actor.id)
    is_right = hashed is not None and await asyncio.to_thread(matches, hashed, password)
    async with transaction(pool, actor.organisation_id) as db:
        if is_right:
            await queries.throttles.forget(db, what)
        else:
            await access.record(db, actor, "password.refused", now)
    if not is_right:
        raise Refused(PASSWORD)


def matches(hashed: str, password: str) -> bool:
    try:
        return hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
