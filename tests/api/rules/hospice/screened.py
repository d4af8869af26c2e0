"""Screening made short: facts in, one criterion out, by its path."""

from datetime import UTC, datetime
from typing import Any

from api.rules.hospice.packs import Pack, packs, sections
from api.rules.hospice.screening import screen
from schemas.screenings import CriterionResult, Screening
from tests.api.rules.records import diagnosis, facts

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def one_section(name: str) -> Pack:
    given: dict[str, Any] = {"id": name, "version": 1, "title": name, "payer": "none", "document": "none", "revision": "none", "joins": ""}
    return Pack(**given, sections=[name], sources_read=[])


def criterion(path: str, *entries: Any) -> CriterionResult:
    """The disease that the section is for is put on record where the entries don't name it."""
    section = sections()[path.partition("/")[0]]
    named = {getattr(one, "disease", None) for one in entries}
    needed = [diagnosis(section.diseases[0])] if section.diseases and not named & set(section.diseases) else []
    return at(screen(facts(*entries, *needed), one_section(section.id), NOW), path)


def at(screening: Screening, path: str) -> CriterionResult:
    first, *rest = path.split("/")
    criteria = next(section for section in screening.sections if section.id == first).criteria
    for step in rest:
        found = next(one for one in criteria if one.id == step)
        criteria = found.of
    return found


def pack(name: str = "cgs-l34538") -> Pack:
    return packs()[name]


def words(found: CriterionResult) -> list[str]:
    """What is missing."""
    return [one.words for one in found.missing]
