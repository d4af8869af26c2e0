from typing import TypedDict

from litestar import get
from litestar.di import NamedDependency

from api.db import Pool


class Health(TypedDict):
    status: str


@get("/health", security=[{}])
async def health(pool: NamedDependency[Pool]) -> Health:
    """200 when the database answers."""
    await pool.fetchval("select 1", timeout=5)
    return {"status": "ok"}
