from datetime import date
from typing import Literal

from msgspec import Struct

from schemas.evidence import Evidence

Topic = Literal["treatment", "disease", "function", "body", "signs", "events", "symptoms", "blood", "markers", "wishes", "needs"]


class Change(Struct, kw_only=True, frozen=True):
    """One thing that is not as it was, in plain words, and the entries that say so. It says what was found and when, never what will come."""

    topic: Topic
    sentence: str
    evidence: list[Evidence]


class Changes(Struct, kw_only=True, frozen=True):
    """What changed from one day to another. `same`: looked at again and found as before. `not_seen`: what decisions stand on and nobody looked at in this time."""

    since_on: date
    until_on: date
    changed: list[Change]
    same: list[Change]
    not_seen: list[str]
