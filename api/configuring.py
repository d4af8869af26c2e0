"""What holds now: the newest version of what was set, or Balm's default."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from api import queries
from api.db import Connection
from schemas.configurations import Caregivers, ConfigurationKind, Configured, Content, CrisisWords, Family, Hospice, PatientPlan, Rules, SelfCare, Watch
from schemas.findings import Plan

T = TypeVar("T", bound=Content)
TYPES: dict[ConfigurationKind, type[Content]] = {
    "rules": Rules, "watch": Watch, "crisis_words": CrisisWords, "self_care": SelfCare, "plan": PatientPlan, "hospice": Hospice, "family": Family, "caregivers": Caregivers,
}  # fmt: skip
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


async def watch_over(db: Connection, patient_id: UUID) -> Watch:
    """The organisation's, with this patient's own targets where some were set."""
    watch, plan = await holding(db, Watch), await holding(db, PatientPlan, patient_id)
    return structs.replace(watch, targets={**watch.targets, **(plan.targets or {})})


class Agreed(Struct, frozen=True):
    """What holds for one patient: the organisation's rules, what the team has agreed with the patient, and how many reports a day are expected."""

    rules: Rules
    plan: PatientPlan
    times_a_day: int


async def agreed(db: Connection, patient_id: UUID) -> Agreed:
    found = await queries.configurations.for_patient(db, patient_id)
    rules, plan = msgspec.convert(found.rules or {}, Rules), msgspec.convert(found.plan or {}, PatientPlan)
    return Agreed(rules, plan, plan.times_a_day or found.times_a_day)


async def plan_of(db: Connection, patient_id: UUID) -> Plan:
    """How this patient's reports are judged: their own thresholds where the team set some, else the organisation's."""
    found = await agreed(db, patient_id)
    return Plan(thresholds=found.plan.thresholds or found.rules.thresholds, goals=found.plan.goals)
