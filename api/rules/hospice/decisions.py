"""What the list makes of a physician's decision: version 1, all of it ours; docs/hospice.md says why.

"Not now" stands until something changes: the patient says something else, a criterion is met that wasn't, the evidence is stronger, the day comes on which the
physician wanted to look again, two physicians differ, or a clinician asks.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct, structs

from schemas.decisions import Decision, Opinion
from schemas.facts import Facts
from schemas.preferences import Preference, Topic
from schemas.screenings import CriterionResult, Listing, Screening

WISHES: tuple[Topic, ...] = ("disease_directed_treatment", "goals_of_care")
NOT_NOW: tuple[Decision, ...] = ("not_now_wish", "not_now_clinical")
IN_WORDS: dict[Decision, str] = {
    "hospice": "for hospice care",
    "not_now_wish": "not now, the patient wishes further treatment",
    "not_now_clinical": "not now, on the clinical picture",
    "find_out_first": "something is to be found out first",
}


class Standing(Struct, frozen=True, kw_only=True):
    """The newest decision, and what it was made on: which criteria of which pack were met, how strong the evidence was, what was wished. `differs`: the newest second
    opinion, where that is another one."""

    review_id: UUID
    decision: Decision
    by: str
    on: date
    pack: str
    strength: int
    met: list[list[str]]
    wishes: dict[str, str]
    look_again_on: date | None = None
    differs: str | None = None


def standing(opinion: Opinion, seconds: Sequence[Opinion], preferences: Sequence[Preference], screening: Screening, strength: int) -> Standing:
    return Standing(
        review_id=opinion.review_id,
        decision=opinion.decision,
        by=opinion.decided_by,
        on=opinion.decided_on,
        pack=screening.pack.id,
        strength=strength,
        met=list(met(screening)),
        wishes=wishes(preferences),
        look_again_on=opinion.look_again_on,
        differs=differing(opinion, seconds),
    )


def differing(opinion: Opinion, seconds: Sequence[Opinion]) -> str | None:
    """Whether the patient should be asked into hospice care now is what two can differ on; "not now" for different reasons is still "not now"."""
    if not seconds or (seconds[-1].decision in NOT_NOW) == (opinion.decision in NOT_NOW):
        return None
    return f"{opinion.decided_by} ({IN_WORDS[opinion.decision]}) and {seconds[-1].decided_by} ({IN_WORDS[seconds[-1].decision]})"


def wishes(preferences: Sequence[Preference]) -> dict[str, str]:
    """Newest first, as facts bring them."""
    return {one.topic: one.stance for one in reversed(preferences) if one.topic in WISHES}


def met(screening: Screening) -> Iterator[list[str]]:
    """Paths of what is met and decides; what only supports decides nothing."""
    for section in screening.sections:
        yield from met_below([section.id], section.criteria)


def met_below(path: list[str], criteria: Sequence[CriterionResult]) -> Iterator[list[str]]:
    for one in criteria:
        if one.role == "required":
            if one.status == "met":
                yield [*path, one.id]
            yield from met_below([*path, one.id], one.of)


def respected(listing: Listing, decided: Standing | None, facts: Facts, screening: Screening, *, clinician_asks: bool) -> Listing:
    """A request that stands was made after the decision: deciding answers those before it."""
    if decided is None or facts.patient.care != "palliative" or clinician_asks:
        return listing
    said = f"{decided.by} decided on {decided.on}: {IN_WORDS[decided.decision]}."
    if decided.differs is not None:
        return structs.replace(listing, state="for_review", sentence=f"Two physicians see it differently: {decided.differs}.")
    changed = what_changed(decided, facts, screening, listing.strength)
    if changed is not None:
        return since(listing, decided, f"{said} {changed}", facts.today)
    if decided.decision == "hospice":
        return structs.replace(listing, state="decided", sentence=f"{said} Election and certification come next.")
    if decided.decision == "find_out_first":
        return structs.replace(listing, state="for_review", sentence=said)
    return structs.replace(listing, state="not_listed", sentence=f"{said} It stands until something changes.")


def since(listing: Listing, decided: Standing, said: str, today: date) -> Listing:
    """From here on the list goes by itself again; on the day that the physician named, whatever else holds."""
    if is_due(decided, today):
        return structs.replace(listing, state="for_review", sentence=said)
    return structs.replace(listing, sentence=f"{said} {listing.sentence}")


def is_against(decision: Decision, listing: Listing) -> bool:
    """The list said otherwise. Neither of the two is thereby wrong."""
    return (decision in NOT_NOW and listing.state in ("for_review", "decided")) or (decision == "hospice" and listing.state in ("not_listed", "conversation"))


def is_due(decided: Standing, today: date) -> bool:
    return decided.look_again_on is not None and decided.look_again_on <= today


def what_changed(decided: Standing, facts: Facts, screening: Screening, strength: int) -> str | None:
    """In words; null where nothing has. After another choice of criteria only the strength can be compared."""
    if is_due(decided, facts.today):
        return f"To be looked at again on {decided.look_again_on}."
    if wishes(facts.preferences) != decided.wishes:
        return "Since then another wish was recorded."
    if strength > decided.strength:
        return "Since then the evidence has become stronger."
    if screening.pack.id == decided.pack and any(path not in decided.met for path in met(screening)):
        return "Since then a criterion is met that wasn't."
    return None
