"""What holds now: the newest version of what was set, or Balm's default."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec

from api import queries
from api.db import Connection
from schemas.configurations import ConfigurationKind, Configured, Content, CrisisWords, PatientPlan, Rules, SelfCare, Watch
from schemas.findings import Plan

T = TypeVar("T", bound=Content)
TYPES: dict[ConfigurationKind, type[Content]] = {"rules": Rules, "watch": Watch, "crisis_words": CrisisWords, "self_care": SelfCare, "plan": PatientPlan}
KINDS: dict[type, ConfigurationKind] = {kind: name for name, kind in TYPES.items()}


async def holding(db: Connection, kind: type[T], patient_id: UUID | None = None) -> T:
    """Of the organisation, or of one patient (PatientPlan)."""
    return (await with_version(db, kind, patient_id))[1]


async def with_version(db: Connection, kind: type[T], patient_id: UUID | None = None) -> tuple[int, T]:
    """Version 0: Balm's default."""
    found = await queries.configurations.current(db, KINDS[kind], patient_id)
    return (0, kind()) if found is None else (found.version, msgspec.convert(found.content, kind))


async def configured(db: Connection, kind: ConfigurationKind, patient_id: UUID | None = None) -> Configured:
    return await queries.configurations.current(db, kind, patient_id) or Configured(version=0, content=as_content(TYPES[kind]()))


def as_content(content: Content) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(content)
    return found


async def plan_of(db: Connection, patient_id: UUID) -> Plan:
    """How this patient's reports are judged: their own thresholds where the team set some, else the organisation's."""
    own = await holding(db, PatientPlan, patient_id)
    return Plan(thresholds=own.thresholds or (await holding(db, Rules)).thresholds, goals=own.goals)
