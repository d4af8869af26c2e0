from typing import Literal

from msgspec import Struct

from schemas.evidence import Evidence

ScoreName = Literal["ppi", "pap", "mgps"]


class ScorePart(Struct, kw_only=True, frozen=True):
    """One input of a score. `given`: as it was entered, null where nothing was; `points`: null where the published bands give none; `missing` then says what is missing.

    `evidence`: the entry it was taken from; one that is too old is named here and not used.
    """

    name: str
    given: str | None
    points: float | None
    missing: str | None = None
    evidence: Evidence | None = None


class PrognosticScore(Struct, kw_only=True, frozen=True):
    """A published score of how ill somebody is, with everything it stands on. It says no length of time: a physician may set one beside it.

    `points` is null where it can't be computed; `missing` then says why. `group`: the published group, as its source names it. `notes`: what was decided about an
    input that the bands leave open. `sentence`: in words, for a clinician.
    """

    score: ScoreName
    version: int
    title: str
    points: float | None
    maximum: float
    group: str | None
    parts: list[ScorePart]
    missing: list[str]
    notes: list[str]
    sentence: str
    source: str
    limits: list[str]


class Approximation(Struct, kw_only=True, frozen=True):
    """What published tables make of a performance score in another scale: shown as "approximately, by table X", and never stored as if it had been scored."""

    sentence: str
    source: str
    evidence: Evidence


class Prompt(Struct, kw_only=True, frozen=True):
    """A question for a clinician's own thought, never put to a patient or a relative. It gives no points, moves nobody on a list and starts nothing.

    `note`: what may not be read out of an answer. `kind`: as what an answer can be recorded; `answers` newest first.
    """

    question: str
    note: str
    source: str
    kind: str
    answers: list[Evidence]
