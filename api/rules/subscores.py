"""Subscores of the ESAS-r: physical 0-60, emotional 0-20, total 0-90 (ranges: Hui 2016). Which items belong to which is general knowledge and was not found on
a page that we could read; docs/clinical.md says so. No validated way to fill in a missing item was found, so a subscore with one missing is null."""

from collections.abc import Mapping

from schemas.subscores import Subscore, SubscoreName

PHYSICAL = ("pain", "tiredness", "drowsiness", "nausea", "lack_of_appetite", "shortness_of_breath")
EMOTIONAL = ("depression", "anxiety")
TOTAL = (*PHYSICAL, *EMOTIONAL, "wellbeing")
SUBSCORES: dict[SubscoreName, tuple[str, ...]] = {"physical": PHYSICAL, "emotional": EMOTIONAL, "total": TOTAL}
INSTRUMENT = "esas-r"


def subscores(instrument: str, answers: Mapping[str, int | None]) -> list[Subscore]:
    """None for any other questionnaire: four items summed are no ESAS total."""
    if instrument != INSTRUMENT:
        return []
    return [subscore(name, items, answers) for name, items in SUBSCORES.items()]


def subscore(name: SubscoreName, items: tuple[str, ...], answers: Mapping[str, int | None]) -> Subscore:
    scores = [answers.get(item) for item in items]
    missing = [item for item, score in zip(items, scores, strict=True) if score is None]
    return Subscore(name, None if missing else sum(score for score in scores if score is not None), 10 * len(items), missing)
