"""While the demo runs, its synthetic patients go on reporting, by the way of every check-in, so that alerts come up and the pages move."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct, field

from api import intake, queries
from api.access import PatientActor
from api.db import Connection, Pool, transaction
from api.hub import Hub
from api.jobs import demo_families
from api.queries.worklist import WatchedPatient
from api.simulation.demo import PEOPLE
from api.simulation.demo_draws import uuid_at
from api.simulation.demo_histories import NAMES, daily, next_answers

AT_ONCE = 4  # at the start, so that the first minute isn't empty; ours
SILENT = timedelta(days=4)  # whoever has been silent as long stays so: that is their story
AGAIN = timedelta(hours=3)  # nobody reports twice within


class Coming(Struct):
    """What one process remembers. `draw` is seeded, so a demo that starts at the same time goes the same way."""

    draw: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - not for secrets
    begun: bool = False


async def come_in(pool: Pool, hub: Hub | None, coming: Coming, now: datetime) -> int:
    """One check-in of somebody; at first several, of those who stand highest on the list. Answers how many."""
    async with transaction(pool) as db:
        demos = [one.id for one in await queries.organisations.everywhere(db) if one.demo]
    done = 0
    for organisation_id in demos:
        async with transaction(pool, organisation_id) as db:
            waiting = [one for one in await queries.worklist.page(db, None, "", len(PEOPLE) + len(NAMES)) if may_report(one, now)]
        chosen = waiting[:AT_ONCE] if not coming.begun else coming.draw.sample(waiting, min(1, len(waiting)))
        for patient in chosen:
            async with transaction(pool, organisation_id) as db:
                await report(db, organisation_id, patient, coming.draw, now)
            if hub is not None:
                hub.publish(db.announced)
            done += 1
    coming.begun = True
    return done


def may_report(patient: WatchedPatient, now: datetime) -> bool:
    """Only who came with the demo: who was enrolled by hand has a phone of their own."""
    ours = patient.name in PEOPLE or patient.name in NAMES
    return ours and patient.last_heard_at is not None and AGAIN <= now - patient.last_heard_at < SILENT


async def report(db: Connection, organisation_id: UUID, patient: WatchedPatient, draw: random.Random, now: datetime) -> None:
    daily_checks = [one for one in patient.recent if one.instrument == "daily-check"]
    respondent = daily_checks[0].respondent if daily_checks else "patient"
    mine = [one.answers for one in daily_checks if one.respondent == respondent]
    kin = await demo_families.kin_of(db, organisation_id, patient.patient_id) if respondent != "patient" else None
    actor = kin or PatientActor(organisation_id=organisation_id, id=patient.patient_id, name=demo_families.PHONE, kind="patient", patient_id=patient.patient_id)
    await intake.submit(db, actor, uuid_at(draw, now), daily(next_answers(mine, draw), now, by_family=respondent != "patient"), now)
