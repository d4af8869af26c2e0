from datetime import datetime

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api import access, queries, rules, screening
from api.access import Asking
from api.db import Connection
from api.errors import NOT_FOUND, PACK_VERSION, Refused
from api.permissions import Action
from api.rules.hospice.packs import Pack
from schemas.reviews import NewPackConfirmation, RulePack

READ: Action = "rule_pack.read"
CONFIRM: Action = "rule_pack.confirm"


@get("/rule-packs")
async def rule_packs(db: NamedDependency[Connection], actor: Asking) -> list[RulePack]:
    """The sets of hospice criteria there are, which one is applied, and who has compared which with its text."""
    access.allow(actor, READ)
    chosen = await screening.chosen_pack(db)
    return [await described(db, pack, chosen.id) for pack in rules.hospice.packs.packs().values()]


@post("/rule-packs/{pack_id:str}/confirmation", status_code=200)
async def confirm(
    db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], pack_id: FromPath[str], data: JSONBody[NewPackConfirmation]
) -> RulePack:
    """A named clinician has compared this version with the official text. A later version is unverified again."""
    access.allow(actor, CONFIRM)
    pack = known(pack_id)
    if data.version != pack.version:
        raise Refused(PACK_VERSION, errors=[("version", f"The pack's version here is {pack.version}.")])
    if not await queries.pack_confirmations.stands(db, pack.id, pack.version):
        await queries.pack_confirmations.insert(db, pack.id, pack.version, data.text_read, actor.id, actor.name, now)
        await access.record(db, actor, CONFIRM, now, pack=pack.id, version=pack.version)
        await queries.timers.hurry(db, "screening", now)
    return await described(db, pack, (await screening.chosen_pack(db)).id)


@delete("/rule-packs/{pack_id:str}/confirmation", status_code=200)
async def withdraw(db: NamedDependency[Connection], actor: Asking, now: NamedDependency[datetime], pack_id: FromPath[str]) -> RulePack:
    access.allow(actor, CONFIRM)
    pack = known(pack_id)
    if await queries.pack_confirmations.withdraw(db, pack.id, actor.name, now):
        await access.record(db, actor, "rule_pack.withdraw", now, pack=pack.id)
        await queries.timers.hurry(db, "screening", now)
    return await described(db, pack, (await screening.chosen_pack(db)).id)


def known(pack_id: str) -> Pack:
    found = rules.hospice.packs.packs().get(pack_id)
    if found is None:
        raise Refused(NOT_FOUND)
    return found


async def described(db: Connection, pack: Pack, chosen: str) -> RulePack:
    confirmations = await queries.pack_confirmations.of_pack(db, pack.id)
    verified = any(one.version == pack.version and one.withdrawn_at is None for one in confirmations)
    return RulePack(
        pack=pack.name(verified=verified),
        sections=[section.title for section in rules.hospice.packs.sections_of(pack)],
        sources_read=pack.sources_read,
        disagreements=pack.disagreements,
        confirmations=confirmations,
        chosen=pack.id == chosen,
    )
