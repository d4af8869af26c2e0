"""What a certification is made of: the record laid out with its days and sources, and what is doubted before it is signed. Nothing here writes a word of the narrative.

42 CFR 418.22(b): the narrative is the physician's own, about this patient, without check boxes or standard language; docs/hospice.md says what was read.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from api.rules import benefit_periods
from api.rules.hospice.decisions import NOT_NOW
from api.rules.hospice.snapshots import Snapshot
from api.rules.wishes import QUESTIONS
from schemas.benefit_periods import Period
from schemas.certifications import CertificationDraft, Fact, FactGroup, Layout
from schemas.decisions import Opinion
from schemas.evidence import Evidence
from schemas.facts import Facts
from schemas.preferences import Preference
from schemas.screenings import CriterionResult

# 42 CFR 418.22(b)(1), in the first person. The one place where Balm says it: on a certificate that a physician signs (tests/test_never_said.py names this exception).
STATEMENT = "I certify that this patient's prognosis is for a life expectancy of 6 months or less if the terminal illness runs its normal course."
ATTESTATION = "I composed the narrative above myself, from my review of this patient's record or, where I examined the patient, from my examination."  # ours, after 418.22(b)(3)
SHOWN = 4  # facts of one criterion on paper; ours
REPORTERS = {"patient": "reported by the patient", "family_caregiver": "reported by a family caregiver", "professional_caregiver": "reported by a professional caregiver"}
SAID_BY = {"patient": "said by the patient", "surrogate": "said by who decides for the patient", "family": "said by the family", "document": "from a document"}


def layout(snapshot: Snapshot, organisation: str) -> Layout:
    facts, screening = snapshot.inputs.facts, snapshot.found.screening
    who = recorders(facts)
    leaves = [(section.title, one) for section in screening.sections for one in leaves_of(section.criteria)]
    pack = screening.pack
    return Layout(
        organisation=organisation,
        name=facts.patient.name,
        identifier=facts.patient.identifier,
        born_on=facts.patient.born_on,
        reviewed_on=screening.on,
        pack=f"{pack.title}. {pack.document}, {pack.revision}; pack {pack.id}, version {pack.version}",
        unverified=None if pack.verified else pack.notices[0],
        wishes=[wish(one) for one in facts.preferences],
        diagnoses=[diagnosed(one.words, one.icd10, one.observed_on, one.entry.recorded_by) for one in facts.diagnoses],
        met=[group(title, one, who) for title, one in leaves if one.status == "met"],
        not_met=[group(title, one, who) for title, one in leaves if one.status == "not_met"],
        unknown=[f"{title}: {'; '.join(words)}" for title, words in unknown_by_section(leaves).items()],
        sources=[f"{section.title}: {section.source}" for section in screening.sections],
    )


def unknown_by_section(leaves: Sequence[tuple[str, CriterionResult]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for title, one in leaves:
        if one.status == "unknown" and one.role == "required":
            found.setdefault(title, []).append(one.words)
    return found


def recorders(facts: Facts) -> dict[UUID, str]:
    """Who recorded each entry; a check-in isn't among them."""
    assessments = [one for found in facts.assessments.values() for one in found]
    entries = [one.entry for one in assessments]
    for found in (facts.diagnoses, facts.treatment_lines, facts.disease_statuses, facts.measurements, facts.preferences, facts.needs):
        entries += [one.entry for one in found]
    return {one.id: one.recorded_by for one in entries}


def leaves_of(criteria: Sequence[CriterionResult]) -> Iterator[CriterionResult]:
    for one in criteria:
        if one.of:
            yield from leaves_of(one.of)
        else:
            yield one


def group(title: str, one: CriterionResult, who: Mapping[UUID, str]) -> FactGroup:
    supports = "" if one.role == "required" else " (supports, decides nothing)"
    since = f"met since {one.since_on.day} {one.since_on:%b %Y}" if one.status == "met" and one.since_on else one.status.replace("_", " ")
    return FactGroup(title=f"{one.words}{supports}", status=since, facts=laid_out(one.evidence, who), source=title)


def laid_out(evidence: Sequence[Evidence], who: Mapping[UUID, str]) -> list[Fact]:
    """The first of a long row, and how many more there are in the review."""
    facts = [fact(item, who) for item in evidence]
    left = facts[SHOWN:]
    if len(left) < 2:
        return facts
    oldest = min(left, key=lambda one: one.on)
    return [*facts[:SHOWN], Fact(words=f"and {len(left)} more in the review, the oldest of them", on=oldest.on, source=oldest.source)]


def fact(one: Evidence, who: Mapping[UUID, str]) -> Fact:
    source = REPORTERS.get(one.reported_by) or f"recorded by {who.get(one.id, 'the team')}"
    return Fact(words=one.words.removesuffix(f", {source}"), on=one.on, source=source)


def wish(one: Preference) -> FactGroup:
    question = QUESTIONS[one.topic]
    said = question.words.get(one.stance, one.stance.replace("_", " "))
    people = ", ".join(person.name for person in one.people)
    words = " ".join(filter(None, [f"{said}{': ' + people if people else ''}.", f"“{one.note}”" if one.note else ""]))
    return FactGroup(title=question.label, status="", facts=[Fact(words=words, on=one.observed_on, source=SAID_BY[one.said_by])])


def diagnosed(words: str, code: str | None, on: date, by: str) -> Fact:
    return Fact(words=f"{words} ({code})" if code else words, on=on, source=f"recorded by {by}")


def mark(narrative: str) -> bytes:
    """The same for the same words, however they are spaced or written large and small."""
    return hashlib.sha256(" ".join(narrative.casefold().split()).encode()).digest()


def doubts(draft: CertificationDraft, today: date, *, another_has_it: bool, seen_in_person: bool) -> list[str]:
    """What is asked before it is signed. Each may be as it should be; the physician says so."""
    window = benefit_periods.certification_window(Period(number=draft.period, begins_on=draft.begins_on, ends_on=draft.ends_on))
    said = [
        (another_has_it, "Another patient's signed certification has the same narrative. A narrative is about this patient alone (42 CFR 418.22(b)(3))."),
        (
            draft.period >= benefit_periods.FACE_TO_FACE_FROM and not seen_in_person,
            "No face-to-face encounter is on record for this period (42 CFR 418.22(a)(4)).",
        ),
        (today < window.opens_on, f"This is more than 15 days before the period begins: it may be signed from {window.opens_on} on (42 CFR 418.22(a)(3))."),
    ]
    return [words for holds, words in said if holds]


def may_be_certified(opinions: Sequence[Opinion]) -> bool:
    """Somebody who decided on this review did so for hospice care, and the newest opinion isn't "not now"."""
    return any(one.decision == "hospice" for one in opinions) and opinions[-1].decision not in NOT_NOW
