from litestar import get
from litestar.di import NamedDependency

from api import access, queries
from api.access import Asking
from api.db import Connection
from api.permissions import BY_ROLE
from schemas.staff_members import TeamMember


@get("/staff-members")
async def team(db: NamedDependency[Connection], actor: Asking) -> list[TeamMember]:
    """Who of the team looks after patients, and so can be given an alert or a shift."""
    access.allow(actor, "team.read")
    return [person for person in await queries.staff_members.team(db) if "alert.change" in BY_ROLE[person.role]]
