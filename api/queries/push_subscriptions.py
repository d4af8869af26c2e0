from datetime import datetime
from uuid import UUID

from msgspec import Struct

from api.db import Connection


class Subscription(Struct, frozen=True, kw_only=True):
    """Where one phone takes messages. `secret`: the browser's, for the encryption."""

    device_id: UUID
    endpoint: str
    public_key: bytes
    secret: bytes
    language: str


async def put(db: Connection, patient_id: UUID, new: Subscription, now: datetime) -> None:
    """In the place of the one that this phone had."""
    await db.run(
        """insert into push_subscriptions (device_id, patient_id, endpoint, public_key, secret, language, subscribed_at) values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (organisation_id, device_id) do update set patient_id = excluded.patient_id, endpoint = excluded.endpoint,
             public_key = excluded.public_key, secret = excluded.secret, language = excluded.language, subscribed_at = excluded.subscribed_at""",
        new.device_id,
        patient_id,
        new.endpoint,
        new.public_key,
        new.secret,
        new.language,
        now,
    )


async def end(db: Connection, device_id: UUID) -> None:
    """What was to be sent there goes with it."""
    await db.run("delete from push_subscriptions where organisation_id = current_organisation() and device_id = $1", device_id)


async def count(db: Connection, patient_id: UUID, of_proxies: bool) -> int:
    """The patient's phones, or those of caregivers who may answer for them."""
    return int(
        await db.value(
            """select count(*) from push_subscriptions s join devices d on d.organisation_id = s.organisation_id and d.id = s.device_id
                 left join caregivers c on c.organisation_id = d.organisation_id and c.id = d.caregiver_id
               where s.organisation_id = current_organisation() and s.patient_id = $1
                 and case when $2 then coalesce((c.grants ->> 'proxy')::boolean, false) else d.caregiver_id is null end""",
            patient_id,
            of_proxies,
        )
    )


async def is_over(db: Connection, device_id: UUID, endpoint: str) -> None:
    """The push service knows this phone no longer; a newer subscription of the same phone stays."""
    await db.run("delete from push_subscriptions where organisation_id = current_organisation() and device_id = $1 and endpoint = $2", device_id, endpoint)
