"""Ends what has run out: sessions, enrolment codes, counted failures. They work no longer anyway; this keeps their tables small."""

from datetime import datetime

from api import queries
from api.db import Pool, transaction

EVERY = 3600.0  # seconds


async def tidy_everything(pool: Pool, now: datetime) -> None:
    async with transaction(pool) as db:
        await queries.throttles.forget_old(db, now)
        everywhere = await queries.organisations.everywhere(db)
    for organisation in everywhere:
        async with transaction(pool, organisation.id) as db:
            await queries.credentials.end_expired(db, now)
