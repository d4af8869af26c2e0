"""The team's list: symptom states with the patients they are of, in one indexed read."""

from uuid import UUID

from api.db import Connection
from schemas.patients import Care
from schemas.symptom_states import SymptomState

COUNTED = 10_000  # beyond this many patients the total is "at least"


class WatchedPatient(SymptomState, kw_only=True, frozen=True):
    name: str
    identifier: str | None
    care: Care


async def page(db: Connection, after: tuple[int, UUID] | None, search: str, limit: int) -> list[WatchedPatient]:
    """Patients under care, highest concern first, after (concern, patient id). `search`: part of the name or identifier; '' finds all."""
    concern, patient_id = after or (None, None)
    return await db.all(
        WatchedPatient,
        """select s.patient_id, p.name, p.identifier, p.care, s.last_heard_at, s.concern, s.recent, s.answered_at
           from symptom_states s join patients p on p.organisation_id = s.organisation_id and p.id = s.patient_id
           where s.organisation_id = current_organisation() and p.care in ('palliative', 'hospice')
             and ($1::int is null or s.concern < $1 or (s.concern = $1 and s.patient_id > $2::uuid))
             and ($3 = '' or strpos(searchable(p.name), searchable($3)) > 0 or strpos(searchable(p.identifier), searchable($3)) > 0)
           order by s.concern desc, s.patient_id limit $4""",
        concern,
        patient_id,
        search,
        limit,
    )


async def count(db: Connection, search: str) -> int:
    return int(
        await db.value(
            """select count(*) from (
             select from patients p where p.organisation_id = current_organisation() and p.care in ('palliative', 'hospice')
               and ($1 = '' or strpos(searchable(p.name), searchable($1)) > 0 or strpos(searchable(p.identifier), searchable($1)) > 0) limit $2) as counted""",
            search,
            COUNTED,
        )
    )
