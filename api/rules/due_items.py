"""What is due for a patient under the US hospice benefit, from what is on record: each item with its days, its source and who can do it. docs/hospice.md says what was read.

Nothing here is due where the organisation doesn't follow Medicare's rules, or the election's payer doesn't. With death everything ends; with a discharge all but the notice of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from api.rules import benefit_periods
from schemas.benefit_periods import Addendum, AnyEntry, Certification, Election, Ending, FaceToFace, Notice, Payer, Period, Window
from schemas.due_items import DueItem, DueKind, Standing
from schemas.facts import FollowUp
from schemas.patients import Patient

PRESSING, SOON = timedelta(days=7), timedelta(days=14)  # ours
AHEAD = timedelta(days=60)  # how far ahead a window that opens is listed; ours
FOLLOWED: tuple[Payer, ...] = ("medicare", "medicaid", "chip")
NOTIFIED: tuple[Payer, ...] = ("medicare",)
TEAM, PHYSICIAN, ATTENDING, SEEN_BY = "the team", "a physician of the hospice", "the attending physician", "a physician or nurse practitioner of the hospice"
OURS = "ours"

T = TypeVar("T", Certification, FaceToFace, Notice, Addendum)


class Elected(Struct, frozen=True):
    """One election, how it ended, and what stands on record of it."""

    election: Election
    ending: Ending | None
    of: Sequence[AnyEntry]

    def all(self, kind: type[T]) -> list[T]:
        return [entry for entry in self.of if isinstance(entry, kind)]


class View(Struct, frozen=True):
    """Whom it is about, and on which day it is looked at."""

    patient: Patient
    today: date
    first_day_counts: bool


def elections(entries: Iterable[AnyEntry]) -> list[Elected]:
    """Of what stands, oldest first. An ending, an encounter and so on name their election."""
    standing = [entry for entry in entries if entry.entry.stands]
    found = []
    for election in sorted((entry for entry in standing if isinstance(entry, Election)), key=lambda one: (one.on, one.entry.first_id)):
        own = [entry for entry in standing if not isinstance(entry, Election) and entry.election_id == election.entry.first_id]
        found.append(Elected(election, next((entry for entry in own if isinstance(entry, Ending)), None), own))
    return found


def due(view: View, entries: Iterable[AnyEntry]) -> list[DueItem]:
    """In no order; whoever shows them sorts by `order`."""
    if view.patient.care == "died":
        return []
    found = elections(entries)
    ended = [item for elected in found if elected.ending for item in of_ended(view, elected, elected.ending)]
    if view.patient.care == "discharged":
        return ended
    running = [elected for elected in found if elected.ending is None]
    return [*ended, *(item for elected in running for item in of_running(view, elected)), *beside_care(view, found, running)]


def of_ended(view: View, elected: Elected, ending: Ending) -> Iterator[DueItem]:
    """Death and a transfer need no notice of their own. CFR 418.26(e), 418.28(d): 5 calendar days after the day it ended, unless a final claim was filed."""
    if ending.because in ("revoked", "discharged") and elected.election.payer in NOTIFIED and not filed(elected, "termination"):
        due_on = ending.on + benefit_periods.NOTICE_WITHIN
        yield item(view, elected, "notice_of_termination", "Notice that the election has ended", TEAM, "42 CFR 418.26(e), 418.28(d)", Window(opens_on=ending.on, closes_on=due_on))


def of_running(view: View, elected: Elected) -> Iterator[DueItem]:
    election = elected.election
    if election.payer not in FOLLOWED:
        return
    if election.previous_periods is None:
        words = "Find out how many benefit periods there were before, with any hospice"
        yield item(view, elected, "previous_periods", words, TEAM, OURS, Window(opens_on=election.on, closes_on=election.on), note="Until then they are counted as if there were none.")
    if election.payer in NOTIFIED:
        yield from notice_of_election(view, elected)
        yield from addenda(view, elected)
    for period in followed_up(view, elected):
        yield from encounter(view, elected, period)
        yield from certifications(view, elected, period)


def notice_of_election(view: View, elected: Elected) -> Iterator[DueItem]:
    """Who comes from another hospice within a period has an election already (42 CFR 418.30)."""
    on = elected.election.on
    if elected.election.period_began_on is None and not filed(elected, "election"):
        window = Window(opens_on=on, closes_on=on + benefit_periods.NOTICE_WITHIN)
        yield item(view, elected, "notice_of_election", "Notice of election, accepted by the Medicare contractor", TEAM, "42 CFR 418.24", window)


def addenda(view: View, elected: Elected) -> Iterator[DueItem]:
    for addendum in elected.all(Addendum):
        if addendum.given_on is None:
            window = Window(opens_on=addendum.on, closes_on=benefit_periods.addendum_due_on(elected.election.on, addendum.on))
            yield item(view, elected, "addendum", "Addendum: give the list of what the hospice doesn’t cover", TEAM, "42 CFR 418.24", window, subject=addendum.entry.first_id)


def followed_up(view: View, elected: Elected) -> list[Period]:
    """Not what was over before the election came to Balm, nor the period in which somebody came from another hospice: what that one asked for, the other one has."""
    known_on = elected.election.first_recorded_at.astimezone(ZoneInfo(view.patient.zone)).date()
    found = benefit_periods.periods(elected.election, None, view.today + AHEAD + benefit_periods.FACE_TO_FACE_BEFORE)
    own = found[1:] if elected.election.period_began_on else found
    return [period for period in own if period.ends_on >= known_on]


def encounter(view: View, elected: Elected, period: Period) -> Iterator[DueItem]:
    window = benefit_periods.face_to_face_window(period, view.first_day_counts)
    if window is None or window.opens_on > view.today + AHEAD:
        return
    seen = [encounter for encounter in elected.all(FaceToFace) if encounter.period == period.number]
    if not any(in_time(elected.election, period, window, encounter) for encounter in seen):
        words = f"Face-to-face encounter before benefit period {period.number}"
        yield item(view, elected, "face_to_face", words, SEEN_BY, "42 CFR 418.22(a)(4)", window, period.number, note=outside(window, seen) or too_late(view, window))


def in_time(election: Election, period: Period, window: Window, encounter: FaceToFace) -> bool:
    """Within the window; or, with a documented reason, within 2 days of an admission that itself begins a period."""
    admitted = encounter.exception is not None and period.begins_on == election.on and election.on <= encounter.on <= election.on + benefit_periods.NEWLY_ADMITTED
    return admitted or window.opens_on <= encounter.on <= window.closes_on


def outside(window: Window, seen: Sequence[FaceToFace]) -> str | None:
    if not seen:
        return None
    return f"The encounter of {seen[0].on} lies outside its window, {window.opens_on} to {window.closes_on}; see docs/hospice.md for what CGS says of that."


def too_late(view: View, window: Window) -> str | None:
    if view.today <= window.closes_on:
        return None
    return "The window has passed. CGS: without it the period isn’t certified. A documented reason counts within 2 days of a new admission only."


def certifications(view: View, elected: Elected, period: Period) -> Iterator[DueItem]:
    """A spoken certification does for the term; it is then still to be written before the claim, for which no day is set."""
    window = benefit_periods.certification_window(period)
    if window.opens_on > view.today + AHEAD:
        return
    for whom in benefit_periods.certifiers(period, elected.election.attending, elected.election.attending_is):
        given = [one for one in elected.all(Certification) if one.period == period.number and one.by_a == whom]
        valid = {one.form for one in given if one.on >= window.opens_on}
        by_whom = PHYSICIAN if whom == "hospice_physician" else ATTENDING
        if not valid:
            early = f"The one of {given[0].on} is more than 15 days before the period." if given else None
            words = f"{'Certification' if period.number == 1 else 'Recertification'} of benefit period {period.number}, written or spoken"
            yield item(view, elected, "certification", words, by_whom, "42 CFR 418.22(a)(3)", window, period.number, note=early, part=whom)
        elif "written" not in valid:
            words = f"Written certification of benefit period {period.number}, before the claim"
            yield item(view, elected, "written_certification", words, by_whom, "42 CFR 418.22(a)(2)", None, period.number, part=whom)


def beside_care(view: View, found: Sequence[Elected], running: Sequence[Elected]) -> Iterator[DueItem]:
    """Where care and election don't go together, somebody has forgotten one of the two. Ours."""
    since = view.patient.care_since_on
    if view.patient.care == "hospice" and not running:
        on = max([since, *(elected.ending.on for elected in found if elected.ending)])
        yield bare(view, "election", "Under hospice care, and no election is on record", Window(opens_on=on, closes_on=on))
    for elected in running if view.patient.care == "palliative" else ():
        on = max(since, elected.election.on)
        if on <= view.today:
            yield item(view, elected, "ending", "An election stands, but care isn’t hospice care: how did it end?", TEAM, OURS, Window(opens_on=on, closes_on=on))


def filed(elected: Elected, about: str) -> bool:
    return any(notice.about == about for notice in elected.all(Notice))


def of_follow_up(patient: Patient, today: date, follow_up: FollowUp) -> DueItem | None:
    """HOPE: a visit within 2 calendar days (rules.follow_ups). Null once there was one, or a reason for none."""
    if follow_up.visited_on or follow_up.missed_because:
        return None
    window = Window(opens_on=follow_up.rated_on, closes_on=follow_up.due_on)
    words = f"HOPE follow-up visit: {', '.join(symptom.replace('_', ' ') for symptom in follow_up.symptoms)}"
    return DueItem(
        key=f"follow_up.{follow_up.assessment_id}", patient_id=patient.id, patient_name=patient.name, kind="follow_up", words=words, by_whom="whoever visits", source="HOPE J2051, J2052",
        opens_on=window.opens_on, due_on=window.closes_on, standing=standing(today, window.opens_on, window.closes_on), subject_id=follow_up.assessment_id,
    )  # fmt: skip


def item(
    view: View, elected: Elected, kind: DueKind, words: str, by_whom: str, source: str, window: Window | None, period: int | None = None,
    note: str | None = None, part: str | None = None, subject: UUID | None = None,
) -> DueItem:  # fmt: skip
    election_id = elected.election.entry.first_id
    named = [kind, str(election_id), *(str(part) for part in (period, part, subject) if part is not None)]
    opens_on, due_on = (window.opens_on, window.closes_on) if window else (None, None)
    return DueItem(
        key=".".join(named), patient_id=view.patient.id, patient_name=view.patient.name, kind=kind, words=words, by_whom=by_whom, source=source, opens_on=opens_on, due_on=due_on,
        standing=standing(view.today, opens_on, due_on), note=note, election_id=election_id, period=period, subject_id=subject,
    )  # fmt: skip


def bare(view: View, kind: DueKind, words: str, window: Window) -> DueItem:
    return DueItem(
        key=f"{kind}.{view.patient.id}.{window.closes_on}", patient_id=view.patient.id, patient_name=view.patient.name, kind=kind, words=words, by_whom=TEAM, source=OURS,
        opens_on=window.opens_on, due_on=window.closes_on, standing=standing(view.today, window.opens_on, window.closes_on),
    )  # fmt: skip


def standing(today: date, opens_on: date | None, due_on: date | None) -> Standing:
    if due_on is None:
        return "undated"
    if due_on < today:
        return "overdue"
    if due_on - today <= PRESSING:
        return "within_7_days"
    if due_on - today <= SOON:
        return "within_14_days"
    return "later" if opens_on is not None and opens_on > today else "open"


ORDER: tuple[Standing, ...] = ("overdue", "within_7_days", "within_14_days", "open", "undated", "later")


def order(one: DueItem) -> tuple[int, date, str]:
    """Overdue first, then by the day; what has no day stands before what can't be done yet."""
    return ORDER.index(one.standing), one.due_on or date.max, one.key
