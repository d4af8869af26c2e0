"""What a patient lets others see: granted, opened, asked for anew, revoked; and what a holder's page is made of."""

import asyncio
import secrets
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Literal
from unicodedata import normalize
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api import access, configuring, enrolment, queries, rules
from api.access import Actor, CaregiverActor, PatientActor, ShareHolder
from api.db import Connection
from api.errors import NOT_FOUND, NOT_NAMED, NOT_READ, SHARE, SHARING_OVER, Refused
from api.family.pages import Told
from api.permissions import Action
from schemas.configurations import Family, PatientPlan
from schemas.events import Event
from schemas.patients import Patient
from schemas.preferences import Confidant, Preference
from schemas.shares import GrantedShare, NewShare, Scope, Share, ShareEvent, ShareEventKind, ShareWithLog

GRANT: Action = "share.grant"
LONGEST = timedelta(days=366)  # a year; what is to last longer is granted anew. Ours
SHARES, EVENTS = 200, 2000  # in one answer; ours
REPORTS = 2000  # check-ins that a page is made of, the newest; ours
DAYS = 28  # of what the team did; ours
PEACE = timedelta(days=7)  # after a no, before the same link's asking reaches the patient again; ours
SHORTEST = 4  # characters of a passphrase; ours
NEVER = datetime.min.replace(tzinfo=UTC)
hasher = PasswordHasher()


async def grant(db: Connection, actor: Actor, patient: Patient, new: NewShare, origin: str, now: datetime) -> GrantedShare:
    """The link is told this once. Raises Refused for what this actor may not show, and for an end that isn't one."""
    await allow_showing(db, actor, patient, new.for_name)
    check_end(new.ends_at, now)
    if new.scope.first_on and new.scope.last_on and new.scope.last_on < new.scope.first_on:
        raise Refused(SHARE, errors=[("scope.last_on", "The last day lies before the first one.")])
    if new.passphrase and len(plain(new.passphrase)) < SHORTEST:
        raise Refused(SHARE, errors=[("passphrase", f"It must be at least {SHORTEST} characters long, without spaces around it.")])
    by = await access.called(db, actor)
    hashed = await asyncio.to_thread(hasher.hash, plain(new.passphrase)) if new.passphrase else None
    share_id = await queries.shares.insert(db, patient.id, new, hashed, actor.kind, actor.id, by, now)
    token = secrets.token_urlsafe(32)  # 256 bits
    await queries.credentials.insert(db, "share", token, share_id, None)  # outlives the share: whoever follows an ended link can ask for it anew
    await happened(db, actor, patient.id, share_id, "granted", by, now)
    link = f"{origin}/family/{token}"
    return GrantedShare(share=await required(db, share_id), link=link, qr_svg=enrolment.qr(link))


def plain(passphrase: str) -> str:
    """As it is compared: a word told by voice has no capitals, and phones write some, and spaces, by themselves."""
    return " ".join(normalize("NFKC", passphrase).casefold().split())


def check_end(ends_at: datetime | None, now: datetime) -> datetime:
    if ends_at is None or ends_at.tzinfo is None or not now < ends_at <= now + LONGEST:
        raise Refused(SHARE, errors=[("ends_at", "It must lie within a year from now, with its offset from UTC.")])
    return ends_at


async def allow_showing(db: Connection, actor: Actor, patient: Patient, for_name: str) -> None:
    """As long as there is care. The patient shows what they choose; others show it only to whom the patient has named; a surrogate moreover only what they may read themselves:
    whoever makes a link can open it."""
    if patient.care not in rules.calls.UNDER_CARE:
        raise Refused(SHARING_OVER)
    if isinstance(actor, PatientActor):
        return
    await queries.symptom_states.lock(db, patient.id)  # whoever records another wish waits, and then ends this too
    if isinstance(actor, CaregiverActor):
        grants = await queries.caregivers.grants_held(db, actor.id)
        if not (grants.surrogate and grants.reads):
            raise Refused(NOT_READ)
    if not is_among(for_name, await those_named(db, patient.id)):
        raise Refused(NOT_NAMED)


async def those_named(db: Connection, patient_id: UUID) -> list[Confidant]:
    return (await wished(db, patient_id))[1]


async def wished(db: Connection, patient_id: UUID) -> tuple[datetime, list[Confidant]]:
    """Since when it is recorded who may know, and who that is, by the newest wish about it."""
    row = await queries.facts.newest(db, patient_id, "preference", "who_may_know", None)
    if row is None:
        return NEVER, []
    wish = row.read(Preference)
    return row.recorded_at, wish.people if wish.stance == "named" else []


def is_among(name: str, people: list[Confidant]) -> bool:
    return rules.crisis.folded(name) in {rules.crisis.folded(one.name) for one in people}


async def hold_to_wish(db: Connection, actor: Actor, patient_id: UUID, now: datetime) -> None:
    """As another wish about who may know is recorded: what others began for somebody whom the patient doesn't name any more ends at once. What the patient began is theirs to end."""
    people = await those_named(db, patient_id)
    for share in await queries.shares.of_patient(db, patient_id, None):
        if share.holds(now) and share.granted_by_kind != "patient" and not is_among(share.for_name, people):
            await end(db, actor, share, "wish_changed", now)


async def required(db: Connection, share_id: UUID) -> Share:
    found = await queries.shares.get(db, share_id)
    if found is None:
        raise Refused(NOT_FOUND)
    return found


async def of(db: Connection, actor: Actor, action: Action, share_id: UUID) -> Share:
    """Somebody's share, if this actor may do this about its patient. Whoever is of another organisation learns nothing, not even that their role wouldn't do."""
    found = await required(db, share_id)
    await access.require(db, actor, action, found.patient_id)
    begun_by = await finds_those_of(db, actor, found.patient_id)
    if begun_by and found.id not in {one.id for one in await queries.shares.of_patient(db, found.patient_id, None, begun_by)}:
        raise Refused(NOT_FOUND)
    return found


async def finds_those_of(db: Connection, actor: Actor, patient_id: UUID) -> UUID | None:
    """Of whose shares this actor knows; null: of all. As long as patients answer themselves, what they show is theirs: a surrogate finds only what they began themselves."""
    is_theirs = isinstance(actor, CaregiverActor) and (await configuring.holding(db, PatientPlan, patient_id)).answered_by == "patient"
    return actor.id if is_theirs else None


async def happened(db: Connection, actor: Actor, patient_id: UUID, share_id: UUID, kind: ShareEventKind, by: str, now: datetime) -> None:
    """In the log that the patient reads, and in the audit."""
    await queries.shares.note(db, share_id, kind, by, now)
    await access.record(db, actor, f"share.{kind}", now, patient_id=patient_id, subject_id=share_id)
    db.announce(Event(kind="share", patient_id=patient_id))


async def end(db: Connection, actor: Actor, share: Share, because: Literal["revoked", "wish_changed"], now: datetime) -> None:
    """From the next request on. Twice changes nothing."""
    if await queries.shares.end(db, share.id, because, now):
        await queries.credentials.end_all(db, "family", share.id)
        await happened(db, actor, share.patient_id, share.id, because, await access.called(db, actor), now)


async def end_of_caregiver(db: Connection, actor: Actor, patient_id: UUID, caregiver_id: UUID, now: datetime) -> None:
    """What they began ends as they no longer decide for the patient; whoever it was shown to can ask to see it again."""
    for share in await queries.shares.of_patient(db, patient_id, None, caregiver_id):
        if share.holds(now):
            await end(db, actor, share, "revoked", now)


async def opened(db: Connection, share: Share, now: datetime) -> None:
    """By the link: once for each opening, however often the page is then loaded anew."""
    holder = ShareHolder(organisation_id=access.balm(db).organisation_id, id=share.id, name=share.for_name, kind="share_holder", share=share)
    await happened(db, holder, share.patient_id, share.id, "opened", share.for_name, now)


async def ask(db: Connection, share: Share, now: datetime) -> None:
    """Whoever has the link of a share that has ended asks to see it again; once, until somebody answers."""
    patient = await queries.patients.get(db, share.patient_id)
    if patient is None or share.holds(now) or not await may_ask(db, patient, share, now) or not await queries.shares.ask(db, share.id, now):
        return
    await happened(db, access.balm(db), patient.id, share.id, "asked", share.for_name, now)
    await reach_phones(db, patient, share, now)


async def may_ask(db: Connection, patient: Patient, share: Share, now: datetime) -> bool:
    """Whoever has died is asked nothing, and who said no is left in peace for a while."""
    declined_at = await queries.shares.declined_at(db, share.id)
    return patient.care in rules.calls.UNDER_CARE and (declined_at is None or now >= declined_at + PEACE)


async def reach_phones(db: Connection, patient: Patient, share: Share, now: datetime) -> None:
    """Those that may answer say it at their next opening; closed ones that take messages hear of it by day, and not during an agreed pause."""
    plan = await configuring.holding(db, PatientPlan, patient.id)
    send_at, until = rules.requests.sounds(patient.zone, now)
    is_paused = plan.paused_until is not None and send_at < plan.paused_until
    if not is_paused and await queries.pushes.put_request(db, share.id, plan.answered_by == "proxy", now, send_at, until):
        await access.record(db, access.balm(db), "share.push", now, patient_id=patient.id, subject_id=share.id)


async def logs(db: Connection, actor: Actor, patient: Patient, now: datetime) -> list[ShareWithLog]:
    shares = await queries.shares.of_patient(db, patient.id, SHARES, await finds_those_of(db, actor, patient.id))
    asking = await queries.shares.asking(db, patient.id)
    wished_at, people = await wished(db, patient.id)
    events: defaultdict[UUID, list[ShareEvent]] = defaultdict(list)
    for event in await queries.shares.events(db, [share.id for share in shares], patient.zone, EVENTS):
        events[event.share_id].append(event)
    return [
        ShareWithLog(
            share=share,
            holds=share.holds(now),
            asks=share.id in asking,
            events=events[share.id],
            unnamed=share.holds(now) and wished_at > allowed_at(share, events[share.id]) and not is_among(share.for_name, people),
        )
        for share in shares
    ]


def allowed_at(share: Share, events: list[ShareEvent]) -> datetime:
    """When somebody last said that it may be shown."""
    return max([share.granted_at, *(one.at for one in events if one.kind == "accepted")])


async def matches(db: Connection, share: Share, passphrase: str) -> bool:
    """True as well where there is none."""
    hashed = await queries.shares.passphrase_hash(db, share.id)
    if hashed is None:
        return True
    try:
        return await asyncio.to_thread(hasher.verify, hashed, plain(passphrase))
    except (VerificationError, InvalidHashError):
        return False


async def told(db: Connection, patient: Patient, scope: Scope, now: datetime) -> Told:
    """All that stands on a holder's page, and nothing else of the patient."""
    today = patient.day_of(now)
    check_ins = await queries.check_ins.since(db, patient.id, rules.calendar.midnight(now, patient.zone, rules.summaries.POINTS), REPORTS)
    forms = {(one.id, one.version): one for one in await queries.instruments.versions(db, {(one.instrument, one.instrument_version) for one in check_ins})}
    organisation = await queries.organisations.get(db)
    responses = await queries.messages.of_patient(db, patient.id, now - timedelta(days=DAYS), 50) if scope.responses else []
    return Told(
        name=patient.name,
        zone=patient.zone,
        care=patient.care,
        summary=rules.summaries.summary(check_ins, forms, scope, today),
        scope=scope,
        responses=[one for one in responses if rules.summaries.covers(scope, patient.day_of(one.at))],
        watching=rules.watching.watching((await configuring.of_patients(db, [patient.id])).watch_over(patient.id), organisation.zone, now),
        organisation=organisation,
        family=await configuring.holding(db, Family),
        now=now,
    )
