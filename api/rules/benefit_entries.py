"""What may go on record about the hospice benefit: days that can be, in an order that can be. Each reason is for whoever typed it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from api.rules import benefit_periods, due_items
from api.rules.calendar import in_words
from api.rules.due_items import Elected
from schemas.benefit_periods import AnyNewEntry, NewAddendum, NewCertification, NewElection, NewEnding, NewFaceToFace, NewNotice, Period
from schemas.patients import Patient

Fault = tuple[str, str]
ELECTED_AHEAD = timedelta(days=30)  # an election may begin later than its statement (42 CFR 418.24); so much later is taken for a slip: ours


def faults(new: AnyNewEntry, patient: Patient, today: date, before: Sequence[Elected]) -> list[Fault]:
    """`before`: what stands, without the version that this one corrects. Empty: it may be stored."""
    found = list(of_day(new, patient, today))
    if isinstance(new, NewElection):
        return found + list(of_election(new, before))
    elected = next((one for one in before if one.election.entry.first_id == new.election_id), None)
    if elected is None:
        return [*found, ("election_id", "This patient has no such election.")]
    if isinstance(new, NewEnding):
        return found + list(of_ending(new, elected))
    if isinstance(new, NewFaceToFace | NewCertification):
        return found + list(of_period(new, elected))
    return found + list(of_notice(new, elected) if isinstance(new, NewNotice) else of_addendum(new, today))


def of_day(new: AnyNewEntry, patient: Patient, today: date) -> Iterator[Fault]:
    last = today + ELECTED_AHEAD if isinstance(new, NewElection) else today
    if new.on > last:
        yield "on", "This day is yet to come." if last == today else f"This is more than {ELECTED_AHEAD.days} days ahead."
    if patient.born_on is not None and new.on < patient.born_on:
        yield "on", "The patient was not born then."


def of_election(new: NewElection, before: Sequence[Elected]) -> Iterator[Fault]:
    if new.signed_on is not None and new.signed_on > new.on:
        yield "signed_on", "An election begins on the day of its statement or later, not before (42 CFR 418.24)."
    if new.period_began_on is not None:
        yield from of_running_period(new, new.period_began_on)
    if any(one.ending is None for one in before):
        yield "on", "Another election stands and hasn’t ended. Record how it ended first."
    last = max((one.ending.on for one in before if one.ending), default=None)
    if last is not None and new.on < last:
        yield "on", f"An earlier election ended on {in_words(last)}; this one can’t begin before that."
    used = benefit_periods.used_before([(one.election, one.ending) for one in before])
    if new.previous_periods is not None and new.previous_periods < used - (new.period_began_on is not None):
        yield "previous_periods", f"By what is on record here there were {used} already."


def of_running_period(new: NewElection, began_on: date) -> Iterator[Fault]:
    if new.previous_periods is None:
        yield "previous_periods", "Within a period that began elsewhere its number must be known: how many were there before it?"
        return
    period = next(benefit_periods.following(began_on, new.previous_periods + 1))
    if not began_on < new.on <= period.ends_on:
        yield "period_began_on", f"Period {period.number}, begun on that day, runs until {in_words(period.ends_on)}; the patient must have come after its first day and by its last."


def of_ending(new: NewEnding, elected: Elected) -> Iterator[Fault]:
    if elected.ending is not None:
        yield "election_id", f"This election ended on {in_words(elected.ending.on)} already. Correct that instead."
    if new.on < elected.election.on and new.because != "died":
        yield "on", f"The election begins on {in_words(elected.election.on)}."


def of_period(new: NewFaceToFace | NewCertification, elected: Elected) -> Iterator[Fault]:
    """Of a period of this election that has begun, or so near that it may be done already."""
    ahead = benefit_periods.FACE_TO_FACE_BEFORE if isinstance(new, NewFaceToFace) else benefit_periods.CERTIFIED_BEFORE
    known: list[Period] = benefit_periods.periods(elected.election, elected.ending, new.on + ahead)
    numbers = [period.number for period in known]
    if new.period not in numbers:
        which = f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else str(numbers[0]) if numbers else "none"
        yield "period", f"On that day it could be for benefit period {which}: not more than {ahead.days} days before it begins."
    elif isinstance(new, NewFaceToFace) and new.period < benefit_periods.FACE_TO_FACE_FROM:
        yield "period", "An encounter is asked for from the third benefit period on."
    if isinstance(new, NewCertification) and new.by_a == "attending" and new.period > 1:
        yield "by_a", "Later periods are certified by a physician of the hospice (42 CFR 418.22(c))."


def of_notice(new: NewNotice, elected: Elected) -> Iterator[Fault]:
    if new.about == "termination" and elected.ending is None:
        yield "about", "This election hasn’t ended. Record how it ended first."
    since = elected.ending.on if new.about == "termination" and elected.ending else elected.election.on
    if new.on < since:
        yield "on", f"It can’t have been accepted before {in_words(since)}."
    if due_items.filed(elected, new.about):
        yield "about", "This notice is on record already. Correct that one instead."


def of_addendum(new: NewAddendum, today: date) -> Iterator[Fault]:
    if new.given_on is not None and not new.on <= new.given_on <= today:
        yield "given_on", "It is given on the day it was asked for or later, and not in the future."
