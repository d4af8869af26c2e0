"""What happened to an alert, in its own story and in the audit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api import access, queries
from api.access import Actor
from api.db import Connection
from schemas.alerts import Step


class Stepped(NamedTuple):
    alert_id: UUID
    patient_id: UUID
    detail: dict[str, Any]


async def record(db: Connection, actor: Actor, alert_id: UUID, patient_id: UUID, name: Step, now: datetime, /, **detail: object) -> None:
    await record_all(db, actor, name, now, [Stepped(alert_id, patient_id, detail)])


async def record_all(db: Connection, actor: Actor, name: Step, now: datetime, alerts: Sequence[Stepped]) -> None:
    """The same step of several alerts."""
    await queries.alerts.add_steps(db, actor.kind, actor.id, actor.name, name, now, [(one.alert_id, one.detail) for one in alerts])
    await access.record_all(db, actor, f"alert.{name}", [(now, one.patient_id, one.alert_id) for one in alerts])
