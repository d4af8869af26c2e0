from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

WatchedBy = Literal["team", "on_call", "nobody"]


class Watching(Struct, kw_only=True, frozen=True):
    """Who watches now: the team in its hours, the person on call, or nobody. `until`: when that changes. `next_from`: from when somebody watches then; where
    nobody watches now, that is the same moment. Null: not within the days that Balm looks ahead."""

    watched: bool
    by: WatchedBy
    until: datetime | None
    next_from: datetime | None


class TeamWatching(Struct, kw_only=True, frozen=True):
    """Who watches now, with the person who is on call now, watching or not."""

    watching: Watching
    on_call: UUID | None = None
    on_call_name: str | None = None
