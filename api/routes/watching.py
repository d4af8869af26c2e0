from datetime import datetime

from litestar import get
from litestar.di import NamedDependency

from api import access, configuring, queries, responding, rules
from api.access import Asking
from api.db import Connection
from schemas.configurations import Watch
from schemas.watching import TeamWatching


@get("/watching")
async def watching(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> TeamWatching:
    """Who watches now, until when, and when somebody does next; with who is on call."""
    access.allow(actor, "team.read")
    watch = await configuring.holding(db, Watch)
    on_call, present = rules.watching.on_call_at(watch, now), await responding.may_answer(db)
    return TeamWatching(
        watching=rules.watching.watching(watch, await queries.organisations.zone(db), now),
        on_call=on_call if on_call in present else None,
        on_call_name=present.get(on_call) if on_call else None,
    )
