"""Who of the team can be given something."""

from uuid import UUID

from api import queries
from api.db import Connection
from api.errors import NOT_IN_TEAM, Refused
from api.permissions import BY_ROLE, Action


async def check_person(db: Connection, staff_member_id: UUID | None, action: Action) -> None:
    """Somebody who may do what it asks for, and has not left. Null is nobody."""
    if staff_member_id is None:
        return
    person = await queries.staff_members.signed_in(db, staff_member_id)
    if person is None or action not in BY_ROLE[person.role]:
        raise Refused(NOT_IN_TEAM, errors=[("assigned_to", "Nobody who looks after patients has this id.")])
