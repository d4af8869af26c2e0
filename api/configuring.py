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


class Agreed(Struct, frozen=True):
    """What holds for one patient: the organisation's rules, what the team has agreed with the patient, and how many reports a day are expected."""

    rules: Rules
    plan: PatientPlan
    times_a_day: int


class OfPatients(Struct, frozen=True):
    """What holds for several patients of one organisation; `plans` of those for whom one was ever set."""

    zone: str
    times_a_day: int
    rules: Rules
    watch: Watch
    plans: dict[UUID, PatientPlan]

    def plan(self, patient_id: UUID) -> PatientPlan:
        return self.plans.get(patient_id) or PatientPlan()

    def agreed(self, patient_id: UUID) -> Agreed:
        plan = self.plan(patient_id)
        return Agreed(self.rules, plan, plan.times_a_day or self.times_a_day)

    def watch_over(self, patient_id: UUID) -> Watch:
        """The organisation's, with this patient's own targets and hours where some were set. Closed days and shifts on call are the organisation's for everybody."""
        plan, watch = self.plan(patient_id), self.watch
        return structs.replace(watch, targets={**watch.targets, **(plan.targets or {})}, hours=watch.hours if plan.hours is None else plan.hours)


async def of_patients(db: Connection, patient_ids: list[UUID]) -> OfPatients:
    found = await queries.configurations.of_organisation(db, patient_ids)
    return OfPatients(
        zone=found.zone,
        times_a_day=found.times_a_day,
        rules=msgspec.convert(found.rules or {}, Rules),
        watch=msgspec.convert(found.watch or {}, Watch),
        plans=msgspec.convert(found.plans, dict[UUID, PatientPlan]),
    )


async def plans(db: Connection, patient_ids: list[UUID]) -> dict[UUID, PatientPlan]:
    """Of those of them for whom one was ever set."""
    return msgspec.convert(await queries.configurations.plans(db, patient_ids), dict[UUID, PatientPlan])


async def agreed(db: Connection, patient_id: UUID) -> Agreed:
    found = await queries.configurations.for_patient(db, patient_id)
    rules, plan = msgspec.convert(found.rules or {}, Rules), msgspec.convert(found.plan or {}, PatientPlan)
    return Agreed(rules, plan, plan.times_a_day or found.times_a_day)


async def plan_of(db: Connection, patient_id: UUID) -> Plan:
    """How this patient's reports are judged: their own thresholds where the team set some, else the organisation's."""
    found = await agreed(db, patient_id)
    return Plan(thresholds=found.plan.thresholds or found.rules.thresholds, goals=found.plan.goals)
