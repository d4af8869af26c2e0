"""Who is asking, and what each may do. `permits` is the one permission function."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from api import queries
from api.db import Connection
from api.errors import FORBIDDEN, NOT_FOUND, NOT_GRANTED, OTHERS_ENTERED, TEAM_ENTERED, Refused
from api.permissions import BY_ROLE, CAREGIVERS, HELD, OWN, PROXIES, SURROGATES, Action
from schemas.audit import ActorKind
from schemas.caregivers import Caregiver
from schemas.check_ins import CheckIn, Mode, Relationship, Respondent
from schemas.patients import Patient
from schemas.shares import Share
from schemas.staff_members import Role
from schemas.when_needed_doses import WhenNeededDose


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who is asking. `name` is shown beside what they entered."""

    organisation_id: UUID
    id: UUID
    name: str
    kind: ActorKind


@dataclass(frozen=True, kw_only=True)
class StaffActor(Actor):
    """A signed-in member of the team."""

    role: Role
    session_ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PatientActor(Actor):
    """A patient, by a phone that was enrolled for them; `id` is the device's."""

    patient_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaregiverActor(Actor):
    """A caregiver, by a phone that was set up for them; `id` is the caregiver's, whichever phone it is."""

    patient_id: UUID
    device_id: UUID
    caregiver: Caregiver

    @property
    def respondent(self) -> Respondent:
        """As whom they answer for the patient."""
        return respondent_of(self.caregiver.relationship)

    @property
    def reads_own_only(self) -> UUID | None:
        """Whose check-ins they read: their own; null: everybody's, because it was granted."""
        return None if self.caregiver.grants.reads else self.id


@dataclass(frozen=True, kw_only=True)
class ShareHolder(Actor):
    """Somebody to whom a patient shows something; `id` is the share's. What lies outside `share.scope` doesn't exist for them."""

    share: Share


@dataclass(frozen=True, kw_only=True)
class SystemActor(Actor):
    """Balm itself: a job or the command line, in one organisation."""


# who is asking, as a handler's parameter; the framework would convert a subclass away
Asking = NamedDependency[SkipValidation[Actor]]


def respondent_of(relationship: Relationship) -> Respondent:
    return "professional_caregiver" if relationship == "professional" else "family_caregiver"


def permits(actor: Actor, action: Action) -> bool:
    if isinstance(actor, StaffActor):
        return action in BY_ROLE[actor.role]
    if isinstance(actor, PatientActor):
        return action in OWN
    if isinstance(actor, CaregiverActor):
        grants = actor.caregiver.grants
        return action in CAREGIVERS or (grants.proxy and action in PROXIES) or (grants.surrogate and action in SURROGATES)
    if isinstance(actor, ShareHolder):
        return action in HELD
    return isinstance(actor, SystemActor)


def allow(actor: Actor, action: Action) -> None:
    """For what isn't about one patient. Raises not-allowed."""
    if not permits(actor, action):
        raise Refused(FORBIDDEN)


async def require(db: Connection, actor: Actor, action: Action, patient_id: UUID | None = None) -> Patient:
    """The patient, if this actor may do this about them; null means the actor's own. Raises not-allowed, or not-found for everybody else's patients."""
    allow(actor, action)
    own = whose(actor)
    wanted = patient_id or own
    if wanted is None or (own and wanted != own):
        raise Refused(NOT_FOUND)
    patient = await queries.patients.get(db, wanted)
    if patient is None or patient.organisation_id != actor.organisation_id:
        raise Refused(NOT_FOUND)
    return patient


def whose(actor: Actor) -> UUID | None:
    """The one patient of whom they may know; null for the team."""
    if isinstance(actor, ShareHolder):
        return actor.share.patient_id
    return actor.patient_id if isinstance(actor, PatientActor | CaregiverActor) else None


def device_of(actor: Actor) -> UUID:
    """The phone that asks."""
    return actor.device_id if isinstance(actor, CaregiverActor) else actor.id


def allow_change(actor: Actor, stored: CheckIn | WhenNeededDose) -> None:
    """Once `require` has allowed the action: a phone corrects and withdraws what came from its patient's phones, a caregiver what they entered themselves. Raises
    entered-by-others or entered-by-the-team for the rest."""
    if isinstance(actor, PatientActor) and stored.entered_by_kind != "patient":
        raise Refused(OTHERS_ENTERED if stored.entered_by_kind == "caregiver" else TEAM_ENTERED)
    if isinstance(actor, CaregiverActor) and (stored.entered_by_kind, stored.entered_by_id) != ("caregiver", actor.id):
        raise Refused(OTHERS_ENTERED)


def allow_answer(actor: Actor, respondent: Respondent, mode: Mode, *, is_urgent: bool = False) -> None:
    """Once `require` has allowed it: a caregiver answers as it was granted, and as themselves. That it can't wait may always be said. Raises not-granted."""
    if not isinstance(actor, CaregiverActor):
        return
    grants = actor.caregiver.grants
    as_proxy = (grants.proxy or is_urgent) and (mode, respondent) == ("proxy", actor.respondent)
    if not as_proxy and not (grants.assisted and mode == "assisted"):
        raise Refused(NOT_GRANTED)


def system(organisation_id: UUID, name: str) -> SystemActor:
    return SystemActor(organisation_id=organisation_id, id=UUID(int=0), name=name, kind="system")


def balm(db: Connection) -> SystemActor:
    """Balm itself, in the organisation of this transaction. Raises LookupError where that stands in none."""
    if db.organisation_id is None:
        raise LookupError("no organisation")
    return system(db.organisation_id, "Balm")


async def called(db: Connection, actor: Actor) -> str:
    """As people read who did something: a patient by name, whichever of their phones it was."""
    patient = await queries.patients.get(db, actor.patient_id) if isinstance(actor, PatientActor) else None
    return patient.name if patient else actor.name


async def record(
    db: Connection, actor: Actor, action: str, now: datetime, *, patient_id: UUID | None = None, subject_id: UUID | None = None, **detail: object
) -> None:
    """One audit row in the request's own transaction. `detail` holds ids and numbers, never what a patient answered."""
    await queries.audit.record(db, actor.kind, actor.id, action, now, patient_id=patient_id, subject_id=subject_id, detail=detail)


async def record_all(db: Connection, actor: Actor, action: str, rows: Sequence[tuple[datetime, UUID, UUID | None]]) -> None:
    """The same action many times, as (when, patient, subject)."""
    await queries.audit.record_all(db, actor.kind, actor.id, action, rows)
