from datetime import date

from msgspec import Struct

from schemas.assessments import Kind
from schemas.changes import Changes
from schemas.derivations import Derivation, Recist
from schemas.facts import Facts


class MarkerCourse(Struct, kw_only=True, frozen=True):
    """What the results of one tumour marker are drawn against, in the kind's own unit. `upper_limit`: the newest that a laboratory gave.

    `nadir`: the smallest result on record, and the first day on which it was so; null while there is only one result.
    """

    kind: str
    upper_limit: float | None
    nadir: float | None
    nadir_on: date | None


class Course(Struct, kw_only=True, frozen=True):
    """All that the course of a disease is drawn and told from, as it stood at one moment.

    `facts` with the symptoms reported since `since_on` (null: all). `kinds`: what the assessments among them mean. `responses`: what RECIST makes of the
    measurements, newest first. `derivations`: the words that follow from treatment lines, statuses and markers. `changes` of the last 90 days.
    """

    facts: Facts
    since_on: date | None
    kinds: list[Kind]
    responses: list[Recist]
    derivations: list[Derivation]
    markers: list[MarkerCourse]
    changes: Changes
