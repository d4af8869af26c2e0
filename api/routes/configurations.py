from datetime import datetime
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, configuring, queries, reconfiguring, rules
from api.access import Asking
from api.db import Connection
from api.errors import NOT_FOUND, Refused
from api.permissions import Action
from schemas.configurations import ConfigurationKind, Configured, CrisisWords, Language, NewConfigured

READ: Action = "configuration.read"
READ_PLAN: Action = "plan.read"
OF_ORGANISATION: tuple[ConfigurationKind, ...] = ("rules", "watch", "crisis_words", "self_care", "hospice", "family", "caregivers")
VERSIONS = 200


@get("/configurations/{kind:str}")
async def configuration(db: NamedDependency[Connection], actor: Asking, kind: FromPath[str]) -> Configured:
    """What holds for the whole organisation: rules, watch, crisis_words, self_care, hospice, family or caregivers."""
    access.allow(actor, READ)
    return await configuring.configured(db, of_organisation(kind))


@get("/configurations/{kind:str}/versions")
async def configuration_versions(db: NamedDependency[Connection], actor: Asking, kind: FromPath[str]) -> list[Configured]:
    """Who set what and when, newest first."""
    access.allow(actor, READ)
    return await queries.configurations.history(db, of_organisation(kind), None, VERSIONS)


@get("/crisis-words")
async def crisis_words(db: NamedDependency[Connection], actor: Asking) -> dict[Language, list[str]]:
    """The phrases that are looked for in notes: the organisation's own list of a language, else Balm's."""
    access.allow(actor, READ)
    return {**rules.crisis.OURS, **((await configuring.holding(db, CrisisWords)).phrases or {})}


@put("/configurations/{kind:str}")
async def configure(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], kind: FromPath[str], data: JSONBody[NewConfigured]
) -> Configured:
    """From now on. What was judged before stays as it was judged."""
    access.allow(actor, reconfiguring.CHANGE)
    stored = await reconfiguring.store(db, actor, of_organisation(kind), None, data, now)
    if kind == "watch":
        await queries.alert_clocks.wind_those_without(db, now)
    if kind == "rules":
        await queries.timers.hurry(db, "silence", now)
    if kind == "hospice":
        await queries.timers.hurry(db, "screening", now)
    if kind == "caregivers":
        await queries.timers.hurry(db, "bereavement", now)
    return stored


@get("/patients/{patient_id:uuid}/plan")
async def plan(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> Configured:
    """Goals, thresholds, expected reports and pauses of one patient."""
    await access.require(db, actor, READ_PLAN, patient_id)
    await access.record(db, actor, READ_PLAN, now, patient_id=patient_id)
    return await configuring.configured(db, "plan", patient_id)


@get("/patients/{patient_id:uuid}/plan/versions")
async def plan_versions(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[Configured]:
    """Who set what and when, newest first."""
    await access.require(db, actor, READ_PLAN, patient_id)
    await access.record(db, actor, READ_PLAN, now, patient_id=patient_id)
    return await queries.configurations.history(db, "plan", patient_id, VERSIONS)


@put("/patients/{patient_id:uuid}/plan")
async def change_plan(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewConfigured]
) -> Configured:
    """From the next report on."""
    return await reconfiguring.change_plan(db, actor, patient_id, data, now)


def of_organisation(kind: str) -> ConfigurationKind:
    for known in OF_ORGANISATION:
        if kind == known:
            return known
    raise Refused(NOT_FOUND)
