from datetime import date
from typing import Literal
from uuid import UUID

from schemas.entries import Entry, NewFact
from schemas.text import Line

NeedOf = Literal["patient", "family"]
Domain = Literal["physical", "emotional", "social", "spiritual", "practical", "information"]
Discipline = Literal["nurse", "physician", "chaplain", "social_worker", "psychologist", "therapist", "dietitian", "pharmacist", "aide", "volunteer", "bereavement", "other"]  # fmt: skip
NeedState = Literal["open", "taken_up", "met", "declined"]


class NewNeed(NewFact, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What the patient or the family needs beside a prescription, and who of the team takes it up. What becomes of it is a new version (`corrects`).

    `discipline`: whose it is, or would be; `staff_member_id`: the person, where Balm knows them. A need that is taken up names one of the two.
    """

    words: Line
    domain: Domain
    need_of: NeedOf = "patient"
    state: NeedState = "open"
    discipline: Discipline | None = None
    staff_member_id: UUID | None = None


class Need(NewNeed, kw_only=True, frozen=True, forbid_unknown_fields=False):
    """`staff_member`: the person's name."""

    observed_on: date
    entry: Entry
    staff_member: str | None = None
