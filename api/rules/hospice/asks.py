"""What a criterion may ask of the record: the shapes that a rule pack's data can have. Thresholds stand in the data; how each is judged stands in `looks`."""

from typing import Literal

from msgspec import Struct

from schemas.diagnoses import Cancer, Disease, Metastases
from schemas.preferences import Topic


class Ask(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """`tag`: the word in the data."""


class Amount(Ask, frozen=True, kw_only=True, tag="amount"):
    """The newest number of one of these kinds, or of one part of it, against one threshold."""

    kinds: list[str]
    part: str | None = None
    below: float | None = None
    at_most: float | None = None
    over: float | None = None
    at_least: float | None = None
    with_diseases: dict[Disease, float] = {}  # another threshold where this disease is on record

    def __post_init__(self) -> None:
        if [self.below, self.at_most, self.over, self.at_least].count(None) != 3:
            raise ValueError("An amount has one threshold.")


class PersistentAmount(Ask, frozen=True, kw_only=True, tag="persistent_amount"):
    """The newest number and one at least so many days older, both over the threshold, and none between them that isn't."""

    kind: str
    over: float
    days: int


class Word(Ask, frozen=True, kw_only=True, tag="word"):
    """The newest word of this kind is one of these."""

    kind: str
    words: list[str]


class Events(Ask, frozen=True, kw_only=True, tag="events"):
    """So many events in the last so many months; `months` absent: ever. `words` absent: any."""

    kinds: list[str]
    words: list[str] = []
    times: int = 1
    months: int | None = None


class MoreEvents(Ask, frozen=True, kw_only=True, tag="more_events"):
    """More events in the last so many days than in as many before, and at least so many."""

    kinds: list[str]
    days: int
    at_least: int


class WeightLoss(Ask, frozen=True, kw_only=True, tag="weight_loss"):
    """Per cent of the highest weight of so many months. `over`: the text says more than, not at least."""

    percent: float
    months: int
    over: bool = False


class Decline(Ask, frozen=True, kw_only=True, tag="decline"):
    """The newest score lies so many points under the highest of the same kind in so many months."""

    kinds: list[str]
    points: int
    months: int


class Trend(Ask, frozen=True, kw_only=True, tag="trend"):
    """The newest result against the most favourable one of so many months before, by per cent or by an amount."""

    kinds: list[str]
    direction: Literal["rise", "fall", "either"]
    months: int
    percent: float | None = None
    by: float | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.by is None):
            raise ValueError("A trend is by per cent or by an amount.")


class YearlyFall(Ask, frozen=True, kw_only=True, tag="yearly_fall"):
    """A fall of more than so much a year, between two results at least half a year apart in the last two years."""

    kind: str
    over: float


class Dependence(Ask, frozen=True, kw_only=True, tag="dependence"):
    """So many of the six activities of daily living need somebody's help; or all of those that are named."""

    at_least: int = 0
    activities: list[str] = []


class MoreDependence(Ask, frozen=True, kw_only=True, tag="more_dependence"):
    """An activity of daily living that needs help and didn't at some time in so many months before."""

    months: int


class StageDecline(Ask, frozen=True, kw_only=True, tag="stage_decline"):
    """A later FAST stage than in so many months before, from this one on."""

    begins: str
    months: int


class Ulcers(Ask, frozen=True, kw_only=True, tag="ulcers"):
    """So many pressure ulcers of these stages."""

    stages: list[str]
    at_least: int = 1


class BodyMass(Ask, frozen=True, kw_only=True, tag="body_mass"):
    """Weight by height squared, kg/m²."""

    below: float


class SpreadOf(Ask, frozen=True, kw_only=True, tag="metastases"):
    values: list[Metastases]


class CancerKind(Ask, frozen=True, kw_only=True, tag="cancer_kind"):
    cancers: list[Cancer]


class HasDisease(Ask, frozen=True, kw_only=True, tag="disease"):
    """`besides`: not as the principal diagnosis."""

    diseases: list[Disease]
    besides: bool = False


class DaysIll(Ask, frozen=True, kw_only=True, tag="days_ill"):
    """The disease began at least so many days ago."""

    disease: Disease
    at_least: int


class ProgressedUnderTreatment(Ask, frozen=True, kw_only=True, tag="progressed_under_treatment"):
    """The disease progressed during or after a line of treatment, seen by more than a marker."""


class Wish(Ask, frozen=True, kw_only=True, tag="wish"):
    """What the patient wants about this topic is one of these."""

    topic: Topic
    stances: list[str]


class PersistentReport(Ask, frozen=True, kw_only=True, tag="persistent_report"):
    """A symptom at least moderate, or severe, in every report of so many days, by one kind of respondent."""

    items: list[str]
    severity: Literal["moderate", "severe"]
    days: int
    reports: int


class WorseReport(Ask, frozen=True, kw_only=True, tag="worse_report"):
    """The median of the newest fortnight's reports lies so many of ten over that of a fortnight so many days earlier, in one series."""

    items: list[str]
    of_ten: float
    days: int
    reports: int


AnyAsk = (
    Amount
    | PersistentAmount
    | Word
    | Events
    | MoreEvents
    | WeightLoss
    | Decline
    | Trend
    | YearlyFall
    | Dependence
    | MoreDependence
    | StageDecline
    | Ulcers
    | BodyMass
    | SpreadOf
    | CancerKind
    | HasDisease
    | DaysIll
    | ProgressedUnderTreatment
    | Wish
    | PersistentReport
    | WorseReport
)
