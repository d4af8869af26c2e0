"""Progressive, refractory, resistant: version 1. 'Progressive' is what an assessment shows at a time; 'refractory' and 'resistant' are a lack of response to one line.

Definitions: immunotherapy by the SITC (Kluger 2020, jitc 13279; with chemotherapy Rizvi 2023), platinum from general use in ovarian cancer. Days are counted
conservatively where a date is known only to the month: what both ends of that month agree on is said, else it is unknown.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from msgspec.structs import replace

from api.rules.calendar import in_words, latest, months_after, span
from api.rules.oncology import courses
from schemas.derivations import Derivation, Recist, Word
from schemas.disease_statuses import DiseaseStatus
from schemas.evidence import Evidence, Status
from schemas.treatment_lines import StopReason, TreatmentLine

LABELS: dict[Word, str] = {
    "progressive_during_treatment": "progressive during treatment",
    "refractory": "refractory",
    "primary_resistance": "primary resistance to immunotherapy",
    "acquired_resistance": "acquired resistance to immunotherapy",
    "platinum_refractory": "platinum-refractory",
    "platinum_resistant": "platinum-resistant",
}
SOURCES: dict[Word, str] = {
    "progressive_during_treatment": "as assessments on record show it",
    "refractory": "lack of response to a line (clinical usage); that progression as best response is meant is ours",
    "primary_resistance": "SITC: Kluger 2020 (jitc 13279); with chemotherapy Rizvi 2023 (jitc 42025)",
    "acquired_resistance": "SITC: Kluger 2020 (jitc 13279); with chemotherapy Rizvi 2023 (jitc 42025)",
    "platinum_refractory": "progression on a platinum (general knowledge)",
    "platinum_resistant": "recurrence less than 6 months after the last platinum (ANU)",
}
LIMITS: dict[Word, list[str]] = {
    "primary_resistance": ["Made for trials of PD-1 and PD-L1 inhibitors; exposure is counted to the first progression (ours)."],
    "acquired_resistance": ["Made for trials of PD-1 and PD-L1 inhibitors; exposure is counted to the first progression (ours)."],
    "platinum_refractory": ["Used for ovarian cancer; for other cancers the word is not defined by these dates."],
    "platinum_resistant": ["Used for ovarian cancer; for other cancers the word is not defined by these dates."],
}
EXPOSURE, CONFIRMED_AFTER = timedelta(weeks=6), timedelta(weeks=4)  # SITC
LASTING = 6  # months, SITC and platinum
OTHER_REASONS: tuple[StopReason, ...] = ("completed", "toxicity", "patient_declined", "trial_ended")  # speak against progression under it; ours
FIRM_ASSESSMENT = "an assessment of the disease by more than a marker"


def of_line(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist] = ()) -> list[Derivation]:
    """Every word that may apply to this line, met or not, in a fixed order. `calculated`: what RECIST makes of the measurements, which nobody may have looked at yet."""
    rules: list[Callable[[TreatmentLine, Sequence[DiseaseStatus]], Derivation]] = [partial(one, calculated=calculated) for one in (progressive_during_treatment, refractory)]
    if "immunotherapy" in line.modalities:
        rules += [partial(one, calculated=calculated) for one in (primary_resistance, acquired_resistance)]
    if line.platinum:
        rules += [partial(platinum_refractory, calculated=calculated), platinum_resistant]
    return [rule(line, statuses) for rule in rules]


def derived(
    word: Word, line: TreatmentLine, status: Status, why: str, seen: Sequence[DiseaseStatus] = (), missing: Sequence[str] = (), since: date | None = None
) -> Derivation:
    evidence: list[Evidence] = [courses.evidence_of_line(line), *(courses.evidence_of_status(one) for one in seen)]
    said = {"met": LABELS[word].capitalize(), "not_met": f"Not {LABELS[word]}", "unknown": f"Unknown whether {LABELS[word]}"}[status]
    return Derivation(
        word=word,
        label=LABELS[word],
        status=status,
        sentence=f"{said} ({line.regimen}): {why}.",
        evidence=evidence,
        missing=list(missing),
        source=SOURCES[word],
        limits=LIMITS.get(word, []),
        since_on=since,
        treatment_line_id=line.entry.first_id,
    )


def progressive_during_treatment(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist] = ()) -> Derivation:
    word: Word = "progressive_during_treatment"
    seen = [status for status in courses.progressions(line, statuses) if courses.is_during(status, line)]
    if seen:
        return derived(word, line, "met", f"{courses.evidence_of_status(seen[0]).words} while it was given", seen, since=seen[0].observed_on)
    if line.stop_reason == "progression":
        return derived(word, line, "met", "it was stopped because of progression", since=latest(line.stopped_on, line.observed_on) if line.stopped_on else None)
    if line.started_on is None and line.state != "planned":
        return derived(word, line, "unknown", "the day it began is missing", missing=["start of this line"])
    markers = [one for one in courses.in_order(statuses) if one.status in courses.PROGRESSION and not courses.is_firm(one) and courses.is_during(one, line)]
    if markers:
        return derived(word, line, "unknown", "a marker alone; needs clinician confirmation", markers, [FIRM_ASSESSMENT])
    if only := only_calculated(line, statuses, calculated):
        on = in_words(only.on)
        found = derived(word, line, "unknown", f"lesions measured on {on} come to progressive disease, and nobody has recorded what that assessment showed", (), [f"what the assessment of {on} showed"])
        return replace(found, evidence=[*found.evidence, *only.evidence[-1:]])
    if line.state == "planned" or line.stop_reason in OTHER_REASONS or any(courses.says_something(one) and courses.is_during(one, line) for one in statuses):
        return derived(word, line, "not_met", "no progression on record while it was given")
    return derived(word, line, "unknown", "no assessment of the disease is on record while it was given", (), [FIRM_ASSESSMENT])


def only_calculated(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist]) -> Recist | None:
    """The newest calculated progression under this line, where nobody reported anything on that day or since: what a clinician says goes before arithmetic."""
    found = [one for one in calculated if one.response in courses.PROGRESSION and courses.is_given_on(one.on, line)]
    newest = max(found, key=lambda one: one.on, default=None)
    said = newest and any(courses.says_something(one) and courses.is_about(one, line) and one.observed_on >= newest.on for one in statuses)
    return None if said else newest


def refractory(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist] = ()) -> Derivation:
    best, seen = courses.best_response(line, statuses, calculated), courses.progressions(line, statuses)
    if best is None:
        return derived("refractory", line, "unknown", f"the {courses.NO_ANSWER} is missing", missing=[courses.NO_ANSWER])
    said = f"its best response was {best.replace('_', ' ')}"
    if best == "progressive_disease":
        return derived("refractory", line, "met", said, seen[:1], since=seen[0].observed_on if seen else None)
    return derived("refractory", line, "not_met", said, seen[:1])


def primary_resistance(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist] = ()) -> Derivation:
    """At least 6 weeks of it, and progression as best response or stable disease of less than 6 months; confirmed 4 weeks later. With chemotherapy: within 6 months."""

    def holds(started: date, first: date, best: str) -> bool:
        if is_combined(line):
            return first <= months_after(started, LASTING)
        brief = best == "stable_disease" and first < months_after(started, LASTING)
        return first - started >= EXPOSURE and (best == "progressive_disease" or brief)

    return resistance("primary_resistance", line, statuses, calculated, holds)


def acquired_resistance(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist] = ()) -> Derivation:
    """At least 6 months of it, with a response or stable disease of more than 6 months before it progressed."""

    def holds(started: date, first: date, best: str) -> bool:
        if is_combined(line) or best == "stable_disease":
            return first > months_after(started, LASTING) and best != "progressive_disease"
        return first >= months_after(started, LASTING) and best in ("complete_response", "partial_response")

    return resistance("acquired_resistance", line, statuses, calculated, holds)


def is_combined(line: TreatmentLine) -> bool:
    return "chemotherapy" in line.modalities


def resistance(word: Word, line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist], holds: Callable[[date, date, str], bool]) -> Derivation:
    seen, best = courses.progressions(line, statuses), courses.best_response(line, statuses, calculated)
    if not seen and best is None:
        return derived(word, line, "unknown", "no assessment of the disease is on record", (), [FIRM_ASSESSMENT])
    if not seen:
        return derived(word, line, "not_met", "no progression on record")
    if line.started_on is None or best is None:
        missing = [*(["start of this line"] if line.started_on is None else []), *([courses.NO_ANSWER] if best is None else [])]
        return derived(word, line, "unknown", f"the {' and the '.join(missing)} missing", seen[:1], missing)
    first = seen[0].observed_on
    answers = {holds(started, first, best) for started in span(line.started_on)}
    why = f"best response {best.replace('_', ' ')}, progression {(first - span(line.started_on)[0]).days} days after it began"
    if len(answers) == 2:
        return derived(word, line, "unknown", f"{why}; it began on a day that isn't known exactly", seen[:1], ["exact start of this line"])
    if answers == {False}:
        return derived(word, line, "not_met", why, seen[:1])
    if not is_confirmed(line, seen):
        return derived(word, line, "unknown", f"{why}, not confirmed", seen[:1], ["a scan at least 4 weeks after the first progression"])
    return derived(word, line, "met", why, seen, since=first)


def is_confirmed(line: TreatmentLine, seen: Sequence[DiseaseStatus]) -> bool:
    """The definition for a combination with chemotherapy was read only as far as its 6 months; nothing is asked of a second scan there."""
    return is_combined(line) or any(later.observed_on - seen[0].observed_on >= CONFIRMED_AFTER for later in seen[1:])


def platinum_refractory(line: TreatmentLine, statuses: Sequence[DiseaseStatus], calculated: Sequence[Recist] = ()) -> Derivation:
    found = progressive_during_treatment(line, statuses, calculated)
    seen = [status for status in courses.progressions(line, statuses) if courses.is_during(status, line)]
    status: Status = found.status or "unknown"
    return derived("platinum_refractory", line, status, found.sentence.partition(": ")[2].rstrip("."), seen, found.missing, found.since_on)


def platinum_resistant(line: TreatmentLine, statuses: Sequence[DiseaseStatus]) -> Derivation:
    """Recurrence less than 6 months after the last platinum: exactly 6 months is not less."""
    word: Word = "platinum_resistant"
    if line.state != "stopped":
        return derived(word, line, "not_met", "the platinum is not finished")
    if progressive_during_treatment(line, statuses).status == "met":
        return derived(word, line, "not_met", "it progressed during the platinum, not after it")
    if line.stopped_on is None:
        return derived(word, line, "unknown", "the day of the last platinum is missing", missing=["end of this line"])
    begins, ends = span(line.stopped_on)
    later = [one for one in courses.in_order(statuses) if one.status in courses.PROGRESSION and courses.is_firm(one) and one.observed_on > begins]
    if not later and not any(courses.says_something(one) and one.observed_on > begins for one in statuses):
        return derived(word, line, "unknown", "no assessment of the disease is on record after it", (), [FIRM_ASSESSMENT])
    if not later:
        return derived(word, line, "not_met", "no recurrence on record after it")
    first = later[0].observed_on
    answers = {first < months_after(day, LASTING) for day in (begins, ends)}
    if len(answers) == 2:
        return derived(word, line, "unknown", "the day of the last platinum isn't known exactly", later[:1], ["exact end of this line"])
    why = f"recurrence {(first - ends).days} days after the last platinum, {'less' if answers == {True} else 'not less'} than {LASTING} months"
    return derived(word, line, "met" if answers == {True} else "not_met", why, later[:1], since=first if answers == {True} else None)
