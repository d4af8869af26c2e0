from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from api.db import Connection
from schemas.instruments import Instrument, InstrumentChange, NewInstrument


class StoredInstrument(Struct, frozen=True):
    definition: dict[str, Any]
    bundled: bool
    asked: bool
    switched_on: list[str]
    loaded_at: datetime


def whole(row: StoredInstrument) -> Instrument:
    extra = {"bundled": row.bundled, "asked": row.asked, "switched_on": row.switched_on, "loaded_at": row.loaded_at}
    return msgspec.convert({**row.definition, **extra}, Instrument)


async def insert(db: Connection, new: NewInstrument, bundled: bool, asked: bool, now: datetime) -> bool:
    """False when this version is there already, whatever its content."""
    return (
        await db.run(
            """insert into instruments (id, version, scale_minimum, scale_maximum, definition, bundled, asked, loaded_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organisation_id, id, version) do nothing""",
            new.id,
            new.version,
            new.scale.minimum,
            new.scale.maximum,
            msgspec.to_builtins(new),
            bundled,
            asked,
            now,
        )
        == "INSERT 0 1"
    )


async def get(db: Connection, instrument_id: str, version: str | None) -> Instrument | None:
    """Version null: the one loaded last."""
    row = await db.maybe(
        StoredInstrument,
        """select definition, bundled, asked, switched_on, loaded_at from instruments
           where organisation_id = current_organisation() and id = $1 and version = coalesce($2, version) order by loaded_at desc, version desc limit 1""",
        instrument_id,
        version,
    )
    return None if row is None else whole(row)


async def versions(db: Connection, wanted: set[tuple[str, str]]) -> list[Instrument]:
    """The ones of these (id, version) pairs."""
    rows = await db.all(
        StoredInstrument,
        """select definition, bundled, asked, switched_on, loaded_at from instruments
           where organisation_id = current_organisation() and (id, version) in (select * from unnest($1::text[], $2::text[]))""",
        [pair[0] for pair in wanted],
        [pair[1] for pair in wanted],
    )
    return [whole(row) for row in rows]


async def all_of_organisation(db: Connection) -> list[Instrument]:
    """Newest version first within each; Balm's daily check before the others."""
    rows = await db.all(
        StoredInstrument,
        """select definition, bundled, asked, switched_on, loaded_at from instruments
           where organisation_id = current_organisation() order by id <> 'daily-check', id, loaded_at desc, version desc""",
    )
    return [whole(row) for row in rows]


async def change(db: Connection, instrument: Instrument, change: InstrumentChange) -> None:
    await db.run(
        """update instruments set asked = coalesce($3, asked), switched_on = coalesce($4, switched_on)
           where organisation_id = current_organisation() and id = $1 and version = $2""",
        instrument.id,
        instrument.version,
        change.asked,
        change.switched_on,
    )
