from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from schemas.entries import Entry, NewFact
from schemas.text import Line, Name, PersonName

Topic = Literal[
    "goals_of_care",
    "disease_directed_treatment",
    "who_may_know",
    "place_of_care",
    "place_of_death",
    "hospital",
    "resuscitation",
    "ventilation",
    "dialysis",
    "artificial_nutrition",
    "surrogate",
    "living_will",
    "power_of_attorney",
    "medical_orders",
]
SaidBy = Literal["patient", "surrogate", "family", "document"]


class Confidant(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Somebody whom the patient named: who may know, who decides when the patient can't."""

    name: PersonName
    relation: Line | None = None
    phone: Line | None = None


class Question(Struct, kw_only=True, frozen=True):
    """One thing to ask a patient, and the words that an answer is sorted under. `names_people`: the answer is about people."""

    topic: Topic
    label: str
    words: dict[str, str]
    names_people: bool = False


class NewPreference(NewFact, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What the patient wants, about one topic, on one day. The newest about a topic stands, the earlier ones stay as its history.

    `stance`: one of the topic's words; 'not_now' means asked, and not ready to say. `said_by`: from whom we have it; `observed_by` whom they told. `note`: the patient's own
    words. That nobody has asked is what there is while nothing is recorded about a topic; it can't be recorded.
    """

    topic: Topic
    stance: Name
    said_by: SaidBy = "patient"
    people: Annotated[list[Confidant], Meta(max_length=20)] = field(default_factory=list)


class Preference(NewPreference, kw_only=True, frozen=True, forbid_unknown_fields=False):
    observed_on: date
    entry: Entry
