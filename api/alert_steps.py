"""What happened to an alert, in its own story and in the audit."""

from datetime import datetime
from uuid import UUID

from api import access, queries
from api.access import Actor
from api.db import Connection
from schemas.alerts import Step


async def record(db: Connection, actor: Actor, alert_id: UUID, patient_id: UUID, name: Step, now: datetime, /, **detail: object) -> None:
    await queries.alerts.add_step(db, alert_id, actor.kind, actor.id, actor.name, name, now, detail)
    await access.record(db, actor, f"alert.{name}", now, patient_id=patient_id, subject_id=alert_id)
