"""Screening: the facts of one patient against one rule pack. Pure; the same facts and pack give the same bytes, in whatever order the facts were entered."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from api.rules.hospice.asks import Ask
from api.rules.hospice.logic import in_words, joined, joined_since
from api.rules.hospice.looks import found_by
from api.rules.hospice.packs import Criterion, Pack, Section, sections_of
from api.rules.record import Record, record_of
from schemas.facts import Facts
from schemas.screenings import CriterionResult, Missing, Screening, SectionResult


def screen(facts: Facts, pack: Pack, now: datetime) -> Screening:
    return screen_by(facts, pack, sections_of(pack), now)


def screen_by(facts: Facts, pack: Pack, texts: Sequence[Section], now: datetime) -> Screening:
    """A section for a disease is screened where that disease is on record. Days are the patient's (`facts.today`); `now` is only noted."""
    record = record_of(facts)
    sections = [screened(section, record) for section in texts if applies(section, record)]
    return Screening(
        patient_id=facts.patient.id,
        pack=pack.name(),
        on=facts.today,
        screened_at=now,
        sections=sections,
        missing=to_do(sections),
    )


def applies(section: Section, record: Record) -> bool:
    return not section.diseases or record.disease(*section.diseases) is not None


def screened(section: Section, record: Record) -> SectionResult:
    results = [judged(criterion, record, section) for criterion in section.criteria]
    required = [one.status for one in results if one.role == "required"]
    return SectionResult(
        id=section.id,
        part=section.part,
        title=section.title,
        status=joined(section.needs, required) if section.needs else None,
        needs=in_words(section.needs),
        met=required.count("met"),
        not_met=required.count("not_met"),
        unknown=required.count("unknown"),
        criteria=results,
        source=section.source,
        note=section.note,
    )


def judged(criterion: Criterion, record: Record, section: Section) -> CriterionResult:
    return joining(criterion, record, section) if criterion.asks is None else looked_up(criterion, criterion.asks, record, section)


def looked_up(criterion: Criterion, ask: Ask, record: Record, section: Section) -> CriterionResult:
    found = found_by(ask, record, criterion.age_days)
    return CriterionResult(
        id=criterion.id,
        words=criterion.words,
        role=criterion.role,
        status=found.status,
        evidence=found.evidence,
        missing=found.missing,
        source=criterion.source or section.source,
        since_on=found.since,
        age_days=criterion.age_days,
        age_source=None if criterion.age_days is None else criterion.age_source,
        reported_by_patient=any(one.reported_by != "team" for one in found.evidence),
        strength=criterion.strength,
        note=criterion.note,
    )


def joining(criterion: Criterion, record: Record, section: Section) -> CriterionResult:
    of = [judged(one, record, section) for one in criterion.of]
    required = [one for one in of if one.role == "required"]
    status = joined(criterion.needs, [one.status for one in required])
    met = [one for one in required if one.status == "met"]
    return CriterionResult(
        id=criterion.id,
        words=criterion.words,
        role=criterion.role,
        status=status,
        evidence=[],
        missing=[],
        source=criterion.source or section.source,
        since_on=joined_since(criterion.needs, [one.since_on for one in met if one.since_on], len(required)) if status == "met" else None,
        reported_by_patient=status == "met" and bool(met) and all(one.reported_by_patient for one in met),
        strength=criterion.strength,
        note=criterion.note,
        needs=in_words(criterion.needs),
        of=of,
    )


def to_do(sections: Sequence[SectionResult]) -> list[Missing]:
    """First what settles a section; then, where no number is asked for, what is already met in part; then the rest. Each once."""
    open_ = [one for section in sections if section.status == "unknown" for one in section.criteria]
    counted = [one for section in sections if section.status is None for one in section.criteria]
    begun = [one for one in counted if is_begun(one)]
    found = [one for criteria in (open_, begun, counted) for one in still_missing(criteria)]
    return [one for n, one in enumerate(found) if one not in found[:n]]


def is_begun(one: CriterionResult) -> bool:
    return any(child.status == "met" or is_begun(child) for child in one.of)


def still_missing(criteria: Sequence[CriterionResult]) -> Iterator[Missing]:
    """Of what is unknown and decides: below a criterion that is settled nothing is missing."""
    for one in criteria:
        if one.role == "required" and one.status == "unknown":
            yield from one.missing
            yield from still_missing(one.of)
