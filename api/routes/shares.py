from datetime import datetime
from uuid import UUID

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, queries, sharing
from api.access import Actor, Asking
from api.db import Connection
from api.family import pages
from api.permissions import Action
from api.settings import Settings
from schemas.shares import GrantedShare, NewShare, ShareAnswer, SharePreview, ShareWithLog

READ: Action = "share.read"
REVOKE: Action = "share.revoke"
ANSWER: Action = "share.answer"


@get("/me/shares")
async def own_shares(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime]) -> list[ShareWithLog]:
    """To a phone: who may see what, until when, who looked when, and who asks to see it again."""
    return await told(db, actor, None, now)


@get("/patients/{patient_id:uuid}/shares")
async def shares(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID]) -> list[ShareWithLog]:
    return await told(db, actor, patient_id, now)


async def told(db: Connection, actor: Actor, patient_id: UUID | None, now: datetime) -> list[ShareWithLog]:
    patient = await access.require(db, actor, READ, patient_id)
    await access.record(db, actor, READ, now, patient_id=patient.id)
    return await sharing.logs(db, actor, patient, now)


@post("/me/shares")
async def grant_own(
    db: NamedDependency[Connection], actor: Asking, settings: NamedDependency[Settings], now: NamedDependency[datetime], data: JSONBody[NewShare]
) -> GrantedShare:
    """The patient lets one person see something, or who decides for the patient does, for whom the patient has named. The link is told this once."""
    patient = await access.require(db, actor, sharing.GRANT)
    return await sharing.grant(db, actor, patient, data, settings.origin, now)


@post("/patients/{patient_id:uuid}/shares")
async def grant(
    db: NamedDependency[Connection],
    actor: Asking,
    settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
    patient_id: FromPath[UUID],
    data: JSONBody[NewShare],
) -> GrantedShare:
    """The team lets somebody see something whom the patient has named ("who may know")."""
    patient = await access.require(db, actor, sharing.GRANT, patient_id)
    return await sharing.grant(db, actor, patient, data, settings.origin, now)


@post("/me/shares/preview", status_code=200)
async def preview_own(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], data: JSONBody[NewShare]) -> SharePreview:
    """Exactly the page that the other would see now. Nothing is granted."""
    return await looked_at(db, actor, None, data, now)


@post("/patients/{patient_id:uuid}/shares/preview", status_code=200)
async def preview(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], patient_id: FromPath[UUID], data: JSONBody[NewShare]
) -> SharePreview:
    """To the team: the same, for somebody whom the patient has named."""
    return await looked_at(db, actor, patient_id, data, now)


async def looked_at(db: Connection, actor: Actor, patient_id: UUID | None, data: NewShare, now: datetime) -> SharePreview:
    patient = await access.require(db, actor, sharing.GRANT, patient_id)
    await sharing.allow_showing(db, actor, patient, data.for_name)
    await access.record(db, actor, "share.preview", now, patient_id=patient.id)
    return SharePreview(html=pages.page(await sharing.told(db, patient, data.scope, now), data.ends_at, data.language, preview=True))


@delete("/shares/{share_id:uuid}", status_code=200)
async def revoke(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], share_id: FromPath[UUID]) -> list[ShareWithLog]:
    """It ends with the next request. Twice changes nothing."""
    share = await sharing.of(db, actor, REVOKE, share_id)
    await sharing.end(db, actor, share, "revoked", now)
    return await sharing.logs(db, actor, await access.require(db, actor, REVOKE, share.patient_id), now)


@post("/shares/{share_id:uuid}/answer", status_code=200)
async def answer(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], share_id: FromPath[UUID], data: JSONBody[ShareAnswer]
) -> list[ShareWithLog]:
    """To somebody who asks to see it again: yes, with the link that they have, or no, of which they learn nothing."""
    share = await sharing.of(db, actor, ANSWER, share_id)
    patient = await access.require(db, actor, ANSWER, share.patient_id)
    if data.accept:
        await sharing.allow_showing(db, actor, patient, share.for_name)
    ends_at = sharing.check_end(data.ends_at, now) if data.accept else None
    if await queries.shares.answer(db, share.id, ends_at):
        await sharing.happened(db, actor, share.patient_id, share.id, "accepted" if data.accept else "declined", await access.called(db, actor), now)
    return await sharing.logs(db, actor, patient, now)
