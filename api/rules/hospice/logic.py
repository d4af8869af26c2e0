"""Three-valued logic (Kleene's): what is unknown decides nothing, and is decided by nothing but what settles it."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from schemas.evidence import Status

Needs = Literal["all", "any"] | int


def joined(needs: Needs, statuses: Sequence[Status]) -> Status:
    """At least so many met; 'all' and 'any' are the ends of that. Nothing to join is met by 'all' and not by 'any'."""
    wanted = number_of(needs, len(statuses))
    met, unknown = statuses.count("met"), statuses.count("unknown")
    if met >= wanted:
        return "met"
    return "unknown" if met + unknown >= wanted else "not_met"


def number_of(needs: Needs, of: int) -> int:
    if needs == "all":
        return of
    return 1 if needs == "any" else int(needs)


def joined_since(needs: Needs, since: Sequence[date], of: int) -> date | None:
    """The day on which enough of them were met. `since`: of those that are."""
    wanted = number_of(needs, of)
    return sorted(since)[wanted - 1] if 0 < wanted <= len(since) else None


def in_words(needs: Needs) -> str:
    if needs == 0:
        return "no number is asked for"
    return {"all": "all of these", "any": "any of these"}.get(str(needs), f"at least {needs} of these")
