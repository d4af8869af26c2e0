from datetime import datetime
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api import enrolment, queries
from api.db import Pool, transaction
from api.errors import SLOWED, Refused
from api.settings import Settings
from schemas.enrolments import RedeemedDevice, Redemption

FREE_TRIES = 10  # from one network address


@post("/enrolments/redeem", security=[{}])
async def redeem(
    request: Request[Any, Any, Any],
    pool: NamedDependency[Pool],
    settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
    data: JSONBody[Redemption],
) -> RedeemedDevice:
    """A code becomes a device's token, once."""
    address = f"redeem from {request.client.host if request.client else ''}"
    async with transaction(pool) as db:
        await queries.throttles.lock(db, address, now)
        if wait := await queries.throttles.seconds_to_wait(db, address, FREE_TRIES, now):
            raise Refused(SLOWED, headers={"Retry-After": str(wait)})
        await queries.throttles.count(db, address, now)
    async with transaction(pool) as db:
        device = await enrolment.redeem(db, settings.demo, enrolment.plain(data.code), data.device_name, now)
        await queries.throttles.forget(db, address)
        return device
