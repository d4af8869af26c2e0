from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from schemas.text import Line, Name, Note

RecallPeriod = Literal["now", "past_24_hours", "past_3_days", "past_week", "past_month"]
ItemId = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*\Z")]


class Scale(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole numbers an answer may be, both ends included. `worse` says which end is the bad one."""

    minimum: Annotated[int, Meta(ge=0, le=100)]
    maximum: Annotated[int, Meta(ge=1, le=100)]
    worse: Literal["higher", "lower"] = "higher"


class Bands(Struct, frozen=True, forbid_unknown_fields=True):
    """Where mild, moderate and severe begin on this scale, and who says so."""

    mild: int
    moderate: int
    severe: int
    source: Line


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question of an instrument. `label` is its short name on charts, `question` what the patient reads.

    `low` and `high` are the words at the two ends of the scale.
    """

    id: ItemId
    label: Line
    question: Line
    low: Line
    high: Line
    definition: Note | None = None
    optional: bool = False
    loinc: Annotated[str, Meta(pattern=r"^\d{1,7}-\d\Z")] | None = None


class NewInstrument(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A versioned questionnaire as its file holds it. Optional items are asked only where an organisation switches them on.

    `whole`: its licence allows no leaving out, so every item is always asked, and one that is optional may stay empty without the check-in being partial.
    """

    id: Name
    version: Line
    title: Line
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?\Z")]
    instruction: Note
    recall_period: RecallPeriod
    scale: Scale
    items: Annotated[list[Item], Meta(min_length=1, max_length=60)]
    licence: Note
    whole: bool = False
    acknowledgement: Note = ""
    loinc: Annotated[str, Meta(pattern=r"^\d{1,7}-\d\Z")] | None = None
    bands: Bands | None = None


class Instrument(NewInstrument, frozen=True, kw_only=True):
    """An instrument as an organisation holds it.

    `bundled`: it came with Balm. `asked`: the phone offers it. `switched_on`: the optional items that are asked.
    """

    loaded_at: datetime
    bundled: bool
    asked: bool
    switched_on: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[Item]:
        """The items that are asked."""
        return [item for item in self.items if self.whole or not item.optional or item.id in self.switched_on]


class InstrumentChange(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which instruments the phone offers, and which of their optional items."""

    asked: bool | None = None
    switched_on: list[ItemId] | None = None
