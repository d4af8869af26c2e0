"""What was found at visits and by laboratories. Any difference is said, with both days; how much of it is chance is for the reader.

Left out: vital signs, which differ from hour to hour; and a clinician's own forecast (surprise question, predicted weeks), because what changed is no forecast.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from api.rules.calendar import in_words
from api.rules.changes.windows import Pair, Window, pair
from api.rules.kinds import ALL, KINDS
from api.rules.record import in_own_unit, moment, said, worded
from schemas.assessments import Assessment, Group, Kind, Number, Words
from schemas.changes import Change, Topic
from schemas.facts import Facts

TOPICS: dict[Group, Topic] = {
    "function": "function",
    "body": "body",
    "signs": "signs",
    "breathing": "signs",
    "heart": "signs",
    "nervous_system": "signs",
    "liver": "signs",
    "infections_and_admissions": "events",
    "blood": "blood",
    "markers": "markers",
    "course": "function",
}
FORECASTS = ("surprise_question", "predicted_weeks")
PERFORMANCE = ("pps", "kps", "akps", "ecog")
CORE: dict[str, tuple[str, ...]] = {"PPS or another performance scale": PERFORMANCE, "Weight": ("weight",), "Oral intake": ("oral_intake",), "Activities of daily living": ("adls",)}
PERCENT = ("weight",)  # said in percent too: criteria and people speak of it so


def compared(facts: Facts, window: Window) -> Iterator[tuple[Kind, str | None, Pair]]:
    """Each kind, or each part of one that has parts, with how it was and how it is."""
    for kind in ALL:
        if kind.happens or kind.group not in TOPICS or kind.id in FORECASTS:
            continue
        entries = sorted(facts.assessments.get(kind.id, []), key=moment, reverse=True)
        for part in kind.parts or [None]:
            found = pair([one for one in entries if part is None or part in one.parts], window)
            if found:
                yield kind, part, found


def changed(facts: Facts, window: Window) -> Iterator[Change]:
    different = [one for one in compared(facts, window) if value(one[2].then, one[1]) != value(one[2].now, one[1])]
    for (kind_id, _, _), group in groupby(different, key=lambda one: (one[0].id, one[2].then.entry.id, one[2].now.entry.id)):
        kind, parts, found = KINDS[kind_id], *zip(*[one[1:] for one in group], strict=True)
        words = in_parts(kind, parts, found[0]) if kind.parts else sentence(kind, found[0])
        yield Change(topic=TOPICS[kind.group], sentence=words, evidence=[said(one, parts[0] if len(parts) == 1 else None) for one in (found[0].now, found[0].then)])


def in_parts(kind: Kind, parts: Sequence[str], found: Pair) -> str:
    """'Activities of daily living (1 March 2026): bathing now done for them, before by themselves. Before: 1 January 2026.'"""
    each = [f"{part.replace('_', ' ')} now {shown(kind, part, found.now)}, before {shown(kind, part, found.then)}" for part in parts]
    return f"{kind.label} ({in_words(found.now.observed_on)}, before {in_words(found.then.observed_on)}): {'; '.join(each)}."


def same(facts: Facts, window: Window) -> Iterator[Change]:
    """Of what decisions stand on."""
    core = [name for names in CORE.values() for name in names]
    for kind, part, found in compared(facts, window):
        if kind.id in core and value(found.then, part) == value(found.now, part):
            words = f"{title(kind, part)}: {shown(kind, part, found.now)}, on {in_words(found.then.observed_on)} and on {in_words(found.now.observed_on)}."
            yield Change(topic=TOPICS[kind.group], sentence=words, evidence=[said(found.now, part), said(found.then, part)])


def not_seen(facts: Facts, window: Window) -> list[str]:
    found = []
    for name, kinds in CORE.items():
        days = [one.observed_on for kind in kinds for one in facts.assessments.get(kind, [])]
        if not any(window.holds(day) for day in days):
            found.append(f"{name}: {'last on ' + in_words(max(days)) if days else 'never recorded'}.")
    return found


def happened(facts: Facts, window: Window) -> Iterator[Change]:
    """'Hospital admission: unplanned, 3 February 2026'; several of one kind in one sentence, the newest first."""
    events = [one for kind in ALL if kind.happens and kind.group in TOPICS for one in facts.assessments.get(kind.id, []) if window.holds(one.observed_on)]
    for name, group in groupby(sorted(events, key=lambda one: one.kind), key=lambda one: one.kind):
        found = sorted(group, key=moment, reverse=True)
        each = "; ".join(f"{shown(KINDS[name], None, one)}, {in_words(one.observed_on)}" for one in found)
        yield Change(topic="events", sentence=f"{KINDS[name].label}: {each}.", evidence=[said(one) for one in found])


def value(one: Assessment, part: str | None) -> object:
    """Of numbers the amount, so that the same weight in another unit is the same."""
    if part is not None:
        return one.parts.get(part)
    return (one.comparator, round(one.amount, 6)) if one.amount is not None else one.value


def title(kind: Kind, part: str | None) -> str:
    return kind.label if part is None else f"{kind.label}, {part.replace('_', ' ')}"


def shape_of(kind: Kind, part: str | None) -> Number | Words:
    return kind.parts[part] if part is not None else kind.value or Words(words={})


def shown(kind: Kind, part: str | None, one: Assessment) -> str:
    """As it was printed, '< 3 mg/L'; words as they stand in a sentence."""
    shape = shape_of(kind, part)
    words = worded(shape, one.value if part is None else one.parts.get(part), one.unit)
    return words[:1].lower() + words[1:] if isinstance(shape, Words) else f"{one.comparator} {words}" if one.comparator else words


def sentence(kind: Kind, found: Pair) -> str:
    mixed = found.then.unit != found.now.unit
    then, now = (f"{shown(kind, None, one)}{f', {same}' if mixed and (same := in_own_unit(one)) else ''} ({in_words(one.observed_on)})" for one in found)
    if direction := verb(found):
        return f"{kind.label} {direction} from {then} to {now}{percent(kind, found)}."
    return f"{kind.label}: now {now}, before {then}."


def verb(found: Pair) -> str:
    """None for words, and where a laboratory said 'less than': then it isn't known."""
    if found.then.amount is None or found.now.amount is None or found.then.comparator or found.now.comparator:
        return ""
    return "fell" if found.now.amount < found.then.amount else "rose"


def percent(kind: Kind, found: Pair) -> str:
    if kind.id not in PERCENT or not found.then.amount or found.now.amount is None:
        return ""
    return f", {abs(found.now.amount - found.then.amount) / found.then.amount:.1%} {'less' if found.now.amount < found.then.amount else 'more'}".replace("%", " %")
