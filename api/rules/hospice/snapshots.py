"""A review as it was: everything that went into it and everything that came out, as bytes that can be made again for ever.

The criteria themselves are in it, so a later version of a pack changes nothing; tests/api/rules/hospice/test_snapshots.py replays kept ones.
"""

import hashlib
from datetime import UTC, datetime

import msgspec
from msgspec import Struct, structs

from api.rules import prognosis
from api.rules.hospice import decisions, reviews
from api.rules.hospice.decisions import Standing
from api.rules.hospice.packs import Pack, Section, sections_of
from api.rules.hospice.screening import screen_by
from api.rules.oncology import of_facts
from schemas.derivations import Derivation, Recist
from schemas.facts import Facts
from schemas.patients import Patient
from schemas.preferences import Preference, Topic
from schemas.prognostic_scores import Approximation, PrognosticScore, Prompt
from schemas.screenings import Listing, Screening

FORMAT = 1  # of the bytes; a later one keeps reading this one
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Inputs(Struct, frozen=True, kw_only=True):
    """`clinician_asks`: a request for a review stood. `decided`: what an earlier decision said."""

    facts: Facts
    pack: Pack
    sections: list[Section]
    at: datetime
    clinician_asks: bool = False
    decided: Standing | None = None


class Found(Struct, frozen=True, kw_only=True):
    screening: Screening
    listing: Listing
    scores: list[PrognosticScore]
    approximations: list[Approximation]
    prompt: Prompt
    derivations: list[Derivation]
    responses: list[Recist]


class Snapshot(Struct, frozen=True, kw_only=True):
    format: int
    inputs: Inputs
    found: Found


def inputs(facts: Facts, pack: Pack, now: datetime, *, clinician_asks: bool = False, decided: Standing | None = None) -> Inputs:
    return Inputs(facts=facts, pack=pack, sections=sections_of(pack), at=now, clinician_asks=clinician_asks, decided=decided)


def listed(given: Inputs) -> tuple[Screening, Listing]:
    screening = screen_by(given.facts, given.pack, given.sections, given.at)
    by_itself = reviews.listing(given.facts, screening, clinician_asks=given.clinician_asks)
    return screening, decisions.respected(by_itself, given.decided, given.facts, screening, clinician_asks=given.clinician_asks)


def take(looked_at: Inputs) -> Snapshot:
    """On what will be read again: a whole number where a fraction may stand is written as one."""
    given = msgspec.json.decode(msgspec.json.encode(looked_at), type=Inputs)
    screening, listing = listed(given)
    found = Found(
        screening=screening,
        listing=listing,
        scores=prognosis.of_facts.scores(given.facts),
        approximations=prognosis.performance_scales.approximations(given.facts),
        prompt=prognosis.surprise_question.prompt(given.facts),
        derivations=of_facts.derivations(given.facts),
        responses=of_facts.responses(given.facts),
    )
    return Snapshot(format=FORMAT, inputs=given, found=found)


def canonical(snapshot: Snapshot) -> bytes:
    return msgspec.json.encode(snapshot, order="sorted")


def read(content: bytes) -> Snapshot:
    return msgspec.json.decode(content, type=Snapshot)


class KeptFacts(Struct, frozen=True, kw_only=True):
    patient: Patient
    preferences: list[Preference]
    unasked: list[Topic]


class KeptInputs(Struct, frozen=True, kw_only=True):
    facts: KeptFacts


class Kept(Struct, frozen=True, kw_only=True):
    """What the physician saw. It can be read also where today's rules couldn't read any more all that went into it."""

    inputs: KeptInputs
    found: Found


def kept(content: bytes) -> Kept:
    return msgspec.json.decode(content, type=Kept)


def replays(content: bytes) -> bool:
    """What went into it, put through today's rules, gives the same bytes."""
    try:
        return canonical(take(read(content).inputs)) == content
    except msgspec.ValidationError:
        return False


def seen(given: Inputs) -> str:
    """Tells one record from another, whatever the time of day it was looked at."""
    return hashlib.sha256(msgspec.json.encode(structs.replace(given, at=NEVER), order="sorted")).hexdigest()
