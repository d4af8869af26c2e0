from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from schemas.check_ins import Respondent

SubscoreName = Literal["physical", "emotional", "total"]


class Subscore(Struct, frozen=True):
    """A sum over items of one form. `score`: null when an item is missing; `missing` names them. `maximum`: the highest that it could be."""

    name: SubscoreName
    score: int | None
    maximum: int
    missing: list[str]


class Subscores(Struct, kw_only=True, frozen=True):
    """What one answered form comes to (rules.subscores)."""

    check_in_id: UUID
    at: datetime
    respondent: Respondent
    subscores: list[Subscore]
