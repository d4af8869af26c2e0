"""What changed between two screenings of one patient, and through which entries."""

from collections.abc import Iterator, Sequence

from api.rules.calendar import in_words
from schemas.evidence import Evidence
from schemas.screenings import Change, CriterionResult, Screening

Found = dict[tuple[str, ...], CriterionResult]


def difference(before: Screening, after: Screening) -> list[Change]:
    """Each criterion whose status is another one, in the order of the document; a joining one before those that it joins."""
    old, new = flat(before), flat(after)
    same_rules = (before.pack.id, before.pack.version) == (after.pack.id, after.pack.version)
    paths = [*new, *(path for path in old if path not in new)]
    return [change(path, old.get(path), new.get(path), same_rules=same_rules) for path in paths if status(old, path) != status(new, path)]


def status(found: Found, path: tuple[str, ...]) -> str | None:
    return found[path].status if path in found else None


def flat(screening: Screening) -> Found:
    return {path: one for section in screening.sections for path, one in walked((section.id,), section.criteria)}


def walked(path: tuple[str, ...], criteria: Sequence[CriterionResult]) -> Iterator[tuple[tuple[str, ...], CriterionResult]]:
    for one in criteria:
        yield (*path, one.id), one
        yield from walked((*path, one.id), one.of)


def change(path: tuple[str, ...], old: CriterionResult | None, new: CriterionResult | None, *, same_rules: bool) -> Change:
    came, went = entries(new, old), entries(old, new)
    one = new or old
    return Change(
        path=list(path),
        words=one.words if one else "",
        before=old.status if old else None,
        after=new.status if new else None,
        why=reason(old, new, came, went) if same_rules else "Other rules were applied.",
        cause=came or went,
    )


def entries(one: CriterionResult | None, other: CriterionResult | None) -> list[Evidence]:
    """The evidence of one that the other doesn't have; of a joining criterion, that of those below it whose status changed too. Each once."""
    if one is None:
        return []
    if not one.of:
        known = {item.id for item in other.evidence} if other else set()
        return [item for item in one.evidence if item.id not in known]
    others = {child.id: child for child in other.of} if other else {}
    found = [item for child in one.of if changed(child, others.get(child.id)) for item in entries(child, others.get(child.id))]
    return [item for n, item in enumerate(found) if item not in found[:n]]


def changed(one: CriterionResult, other: CriterionResult | None) -> bool:
    return other is None or one.status != other.status


def reason(old: CriterionResult | None, new: CriterionResult | None, came: Sequence[Evidence], went: Sequence[Evidence]) -> str:
    if old is None or new is None:
        return "Screened for the first time." if new else "No longer screened."
    if came:
        return f"New: {told(came)}."
    if went:
        return f"No longer counts: {told(went)}."
    return "Time passed: the evidence became too old." if new.status == "unknown" else "Time passed."


def told(found: Sequence[Evidence]) -> str:
    return "; ".join(f"{one.words} ({in_words(one.on)})" for one in found)
