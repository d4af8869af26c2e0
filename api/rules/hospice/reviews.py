"""Who is listed for review: version 1, all of it ours; docs/hospice.md says why.

The stated wish comes first. Whoever wants every treatment is not listed unless a clinician asks. Where nobody has asked, the list says to ask, and shows no
criterion before that. Then the evidence: how strong it is, how newly it changed, how much of it there is.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from api.rules.calendar import in_words
from api.rules.hospice.looks.wishes import evidence_of
from api.rules.record import Record, record_of
from schemas.facts import Facts
from schemas.preferences import Preference
from schemas.screenings import CriterionResult, Listing, Screening

State = Literal["for_review", "conversation", "not_listed"]
TOPIC: Literal["disease_directed_treatment"] = "disease_directed_treatment"
REFUSES, NOT_NOW, UNDECIDED = "every_treatment", "not_now", "undecided"
ASK_AGAIN = timedelta(days=30)  # after "not now"; ours
ENOUGH_FINDINGS = 2  # of Part I, at least one of them strong; ours
MANY_FINDINGS = 4  # of Part I, as strong as a disease's section; ours
RECENT = 365  # days over which a change orders the list; ours
CALLS_NOBODY = "Not enough of the criteria are met."
SAYS_NOTHING = "These criteria say nothing of a disease that is on record: not listed unless a clinician asks."
FIRST_ASK = "Nobody has asked what they want: consider a goals-of-care conversation."


def listing(facts: Facts, screening: Screening, *, clinician_asks: bool = False) -> Listing:
    record = record_of(facts)
    wish, strong, met = record.wish(TOPIC), strength(screening), list(findings(screening))
    state, sentence = placed(record, wish, strong, clinician_asks=clinician_asks)
    if sentence == CALLS_NOBODY and record.disease(*screening.pack.without):
        sentence = SAYS_NOTHING
    if facts.patient.care != "palliative":
        state, sentence = "not_listed", f"Care is: {facts.patient.care}."
    changed = max((one.since_on for one in [*met, *of_diseases(screening)] if one.since_on), default=None)
    return Listing(
        patient_id=facts.patient.id,
        state=state,
        sentence=sentence,
        wish=evidence_of(wish) if wish else None,
        strength=strong,
        rank=rank(strong, changed, len(met), facts.today),
        changed_on=changed,
    )


def placed(record: Record, wish: Preference | None, strong: int, *, clinician_asks: bool) -> tuple[State, str]:
    if clinician_asks:
        return "for_review", "A clinician asks for a review."
    if wish is not None and wish.stance == REFUSES:
        return "not_listed", "Wants every treatment: not listed unless a clinician asks."
    if not strong:
        return "not_listed", CALLS_NOBODY
    if wish is None:
        return "conversation", FIRST_ASK
    if wish.stance == NOT_NOW:
        return not_now(wish, record.today)
    if wish.stance == UNDECIDED:
        return "conversation", "Asked, and undecided: consider going on with the conversation."
    return "for_review", how_strong(strong)


def not_now(wish: Preference, today: date) -> tuple[State, str]:
    if today - wish.observed_on < ASK_AGAIN:
        return "not_listed", f"Asked on {in_words(wish.observed_on)}; doesn't want to talk about it now."
    return "conversation", f"Asked on {in_words(wish.observed_on)}, and didn't want to talk then: consider asking whether they do now."


def how_strong(strong: int) -> str:
    return {
        1: "Some criteria of decline are met.",
        2: "Criteria of a disease, or many of decline, are met.",
        3: "Criteria of the baseline and of a disease are met.",
    }[strong]


def strength(screening: Screening) -> int:
    """3: the baseline and a disease's section are met. 2: a disease's section is and the baseline isn't contradicted, or many findings of decline. 1: some, one of them strong."""
    found = list(findings(screening))
    diseases = [section.status for section in screening.sections if section.part == "disease" and section.status]
    baselines = [section.status for section in screening.sections if section.part == "baseline" and section.status]
    is_strong = any(one.strength == "strong" for one in found)
    if "met" in diseases and baselines and set(baselines) == {"met"}:
        return 3
    if ("met" in diseases and "not_met" not in baselines) or (is_strong and len(found) >= MANY_FINDINGS):
        return 2
    return 1 if is_strong and len(found) >= ENOUGH_FINDINGS else 0


def findings(screening: Screening) -> Iterator[CriterionResult]:
    """Met criteria that count, wherever they stand in the sections on decline."""
    for section in screening.sections:
        if section.part == "decline":
            yield from counting(section.criteria)


def of_diseases(screening: Screening) -> Iterator[CriterionResult]:
    """What is met and decides in the baseline and in diseases' sections."""
    for section in screening.sections:
        if section.part != "decline":
            yield from (one for one in section.criteria if one.status == "met" and one.role == "required")


def counting(criteria: Sequence[CriterionResult]) -> Iterator[CriterionResult]:
    for one in criteria:
        if one.strength is not None and one.status == "met":
            yield one
        else:
            yield from counting(one.of)


def rank(strong: int, changed: date | None, met: int, today: date) -> int:
    """Strength first, then how newly something was met, then how much is."""
    newness = max(0, RECENT - (today - changed).days) if changed else 0
    return (strong * (RECENT + 1) + newness) * 1000 + min(met, 999)
