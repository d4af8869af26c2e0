"""Sends what waits to be pushed, outside of every transaction: held for a while in one, sent, settled in another. Killed between them, it is sent again when the
hold has run out; the phone shows it once, because a newer message of the same topic takes the older one's place."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from api import access, queries
from api.db import Connection, Pool, transaction
from api.queries.pushes import Push, PushKind
from api.web_push.sending import Answered, Sender

log = structlog.get_logger("balm")
EVERY = 5.0  # seconds
BATCH = 50
HELD = timedelta(minutes=2)  # longer than a batch can take: all of it at once, each at most 10 seconds
TRIES = 6
PAUSE = timedelta(seconds=30)  # before the second try, then twice as long each time; all of it ours
LONGEST_PAUSE = timedelta(minutes=30)
GONE = (404, 410)
WORDS: dict[PushKind, dict[str, str]] = {  # nothing about health and no name: others see a locked screen
    "reminder": {"en": "A moment for you?", "de": "Ein Moment für Sie?", "es": "¿Un momento para usted?"},
    "request": {"en": "A question waits for you.", "de": "Eine Frage wartet auf Sie.", "es": "Hay una pregunta para usted."},
}


async def send_everything(pool: Pool, sender: Sender, now: datetime) -> int:
    """Answers how many were delivered to a push service."""
    async with transaction(pool) as db:
        waiting = await queries.pushes.organisations_with_any(db, now)
    return sum([await send_organisation(pool, sender, organisation_id, now) for organisation_id in waiting])


async def send_organisation(pool: Pool, sender: Sender, organisation_id: UUID, now: datetime) -> int:
    delivered, found = 0, BATCH
    while found == BATCH:
        async with transaction(pool, organisation_id) as db:
            await queries.pushes.drop_idle(db, now)
            held = await queries.pushes.lease(db, now, now + HELD, BATCH)
        answers = await asyncio.gather(*[sent(sender, push, now) for push in held])
        async with transaction(pool, organisation_id) as db:
            delivered += sum([await settle(db, push, answer, now) for push, answer in zip(held, answers, strict=True)])
        found = len(held)
    return delivered


async def sent(sender: Sender, push: Push, now: datetime) -> Answered | None:
    """Null where nobody answered; one phone's fault must not stop the others'."""
    message = msgspec.json.encode({"title": "Balm", "body": WORDS[push.kind][push.language], "tag": push.kind})
    try:
        return await sender.send(push.endpoint, push.public_key, push.secret, message, push.kind, int((push.expires_at - now).total_seconds()), now)
    except Exception as error:
        log.warning("push-failed", error=type(error).__name__)
        return None


async def settle(db: Connection, push: Push, answer: Answered | None, now: datetime) -> bool:
    """True where it was delivered."""
    status = answer.status if answer else None
    if status in GONE:
        await queries.push_subscriptions.is_over(db, push.device_id, push.endpoint)
        await access.record(db, access.system(db.organisation_id or UUID(int=0), "Balm"), "push.over", now, subject_id=push.device_id)
        return False
    if status is None or status == 429 or status >= 500:
        await try_again(db, push, answer, now)
        return False
    await queries.pushes.done(db, push)
    if not 200 <= status < 300:
        log.warning("push-refused", status=status)
    return 200 <= status < 300


async def try_again(db: Connection, push: Push, answer: Answered | None, now: datetime) -> None:
    """Later each time, as late as the push service wants, and only while it still says something."""
    wanted = timedelta(seconds=answer.retry_after) if answer and answer.retry_after else PAUSE * 2 ** (push.attempts - 1)
    send_at = now + min(wanted, LONGEST_PAUSE)
    if push.attempts >= TRIES or send_at >= push.expires_at:
        await queries.pushes.done(db, push)
    else:
        await queries.pushes.again(db, push, send_at)
