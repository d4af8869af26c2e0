from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from schemas.alerts import Level
from schemas.findings import Thresholds
from schemas.symptom_states import Severity
from schemas.text import Line, Name, Note

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Language = Literal["en", "de", "es"]
ConfigurationKind = Literal["rules", "watch", "crisis_words", "self_care", "plan", "hospice", "family", "caregivers"]
Minutes = Annotated[int, Meta(ge=5, le=7 * 24 * 60)]
Reports = Annotated[int, Meta(ge=1, le=10)]
Phrase = Annotated[str, Meta(min_length=2, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*\Z")]

WORKING_DAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")


class Rules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an organisation judges reports and silence. All defaults are ours but for what Thresholds says."""

    thresholds: Thresholds = Thresholds()
    missed: Reports = 2  # expected reports in a row
    missed_after_severe: Reports = 1


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On these days somebody of the team is there from `opens` to `closes`, clock time of the organisation's zone. `closes` at or before `opens`: on the next day."""

    days: Annotated[list[Weekday], Meta(min_length=1, max_length=7)]
    opens: time
    closes: time


class Shift(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person is on call, from and until a moment."""

    staff_member_id: UUID
    begins_at: datetime
    ends_at: datetime


def usual_hours() -> list[Opening]:
    return [Opening(days=list(WORKING_DAYS), opens=time(8), closes=time(17))]


def usual_targets() -> dict[Level, int]:
    return {"urgent": 60, "soon": 240, "review": 1440}


class Watch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When somebody watches, and how soon an alert should be taken. All defaults are ours.

    `hours`: the team's; none on `closed_on`. `on_call`: outside them. `targets`: minutes until an alert of that level should be taken, counted while somebody
    watches: for urgent ones the team's hours and the shifts on call, for the others the team's hours. `escalation`: who is called next, in this order, where
    nobody took it in time.
    """

    hours: Annotated[list[Opening], Meta(max_length=30)] = field(default_factory=usual_hours)
    closed_on: Annotated[list[date], Meta(max_length=200)] = field(default_factory=list)
    on_call: Annotated[list[Shift], Meta(max_length=500)] = field(default_factory=list)
    targets: dict[Level, Minutes] = field(default_factory=usual_targets)
    escalation: Annotated[list[UUID], Meta(max_length=10)] = field(default_factory=list)


class CrisisWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases in a note at which the numbers to call are shown at once, by language: null, or a language that isn't named, where Balm's own list holds; [] for none.
    A note may be in any language, so all of them are looked for."""

    phrases: dict[Language, Annotated[list[Phrase], Meta(max_length=200)]] | None = None


class SelfCare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organisation's own advice after a check-in: language -> item -> band -> text. Off while it is empty; Balm brings none."""

    texts: dict[Language, dict[Name, dict[Severity, Note]]] = field(default_factory=dict)


class PatientPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the team has agreed with one patient. `goals`: item -> the level at which the patient would be comfortable (Hui 2016). `thresholds`, `missed`,
    `missed_after_severe`, `targets` and `hours` (when the team watches over this patient): instead of the organisation's; null, or a level that isn't named: as the organisation's. `times_a_day`: reports that are expected; null: as the organisation's. `paused_until`: nothing is expected
    before it, and nobody is reminded. `when_needed`: names of medicines that the patient takes when needed, as the team writes them; the phone logs that one was
    taken. It is no prescription: Balm adds no dose, no interval and no maximum. `answered_by`: whose reports are expected, the patient's or, once the patient can no longer report, those
    of others for them; since which day and why."""

    goals: dict[Name, Annotated[int, Meta(ge=0, le=100)]] = field(default_factory=dict)
    thresholds: Thresholds | None = None
    missed: Reports | None = None
    missed_after_severe: Reports | None = None
    targets: dict[Level, Minutes] | None = None
    hours: Annotated[list[Opening], Meta(max_length=30)] | None = None
    times_a_day: Annotated[int, Meta(ge=1, le=12)] | None = None
    paused_until: datetime | None = None
    pause_reason: Note = ""
    when_needed: Annotated[list[Line], Meta(max_length=30)] = field(default_factory=list)
    answered_by: Literal["patient", "proxy"] = "patient"
    answered_since_on: date | None = None
    answered_reason: Note = ""


class Hospice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which rule pack patients are screened by; the default belongs to no payer. `medicare_rules`: whether benefit periods are followed and what falls due is listed, for
    hospices in the United States. `face_to_face_on_first_day`: whether an encounter on a period's own first day is in time; sources disagree."""

    pack: Name = "clinical"
    medicare_rules: bool = False
    face_to_face_on_first_day: bool = False


class Family(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What families read beside the summary: the organisation's own words by language. `about`: what palliative and hospice care are. `whom_to_call`: beside the
    numbers. `after_death_shows`: what stands behind a share once the patient has died: that the link has ended, or a quiet page with whom to call and the words of
    `after_death`."""

    about: dict[Language, Note] = field(default_factory=dict)
    whom_to_call: dict[Language, Note] = field(default_factory=dict)
    after_death_shows: Literal["ended", "contact"] = "contact"
    after_death: dict[Language, Note] = field(default_factory=dict)


class Caregivers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an organisation is there for caregivers. `wellbeing`: their phones offer a few questions about themselves. `after_death`: what their phones say then, by language, in the
    organisation's own words. `bereavement_after_days`: so long after the death their phones ask once more how they are; null: never. How long is the organisation's to say."""

    wellbeing: bool = True
    after_death: dict[Language, Note] = field(default_factory=dict)
    bereavement_after_days: Annotated[int, Meta(ge=1, le=730)] | None = None


Content = Rules | Watch | CrisisWords | SelfCare | PatientPlan | Hospice | Family | Caregivers


class NewConfigured(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to hold from now on. `replaces`: the version that was looked at; where another holds meanwhile, nothing is changed."""

    replaces: Annotated[int, Meta(ge=0)]
    content: dict[str, Any]


class Configured(Struct, frozen=True, kw_only=True):
    """One version of what was set, by whom and when. Version 0 is Balm's default, set by nobody. `content`: a Rules, Watch, CrisisWords, SelfCare, PatientPlan, Hospice, Family or Caregivers."""

    version: int
    content: dict[str, Any]
    set_at: datetime | None = None
    set_by: str | None = None
