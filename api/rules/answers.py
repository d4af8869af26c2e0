"""Which answers fit a questionnaire. Every bad one is named, with what to do about it."""

import math
from collections.abc import Collection, Mapping

from schemas.instruments import NewInstrument, Scale

MOST_FAULTS = 60  # named at once, as many as a questionnaire may have items; a body of nonsense isn't answered with a larger one


class AnswersRefused(ValueError):
    """`errors`: (field, sentence), one for each answer that can't be stored."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{field}: {sentence}" for field, sentence in errors))
        self.errors = errors


def checked(instrument: NewInstrument, answers: Mapping[str, object]) -> dict[str, int | None]:
    """Item id -> whole number on the scale; null, a skipped item, stays null. Raises AnswersRefused. No answers at all are the caller's to judge."""
    known = [item.id for item in instrument.items]
    faults: list[tuple[str, str]] = []
    scores: dict[str, int | None] = {}
    for item, answer in answers.items():
        fault = f"{instrument.id} has no such item; it has {', '.join(known)}." if item not in known else fault_of(answer, instrument.scale)
        if fault:
            faults.append((f"answers.{item[:40]}", fault))
        else:
            scores[item] = int(answer) if isinstance(answer, (int, float)) else None
        if len(faults) == MOST_FAULTS:
            break
    if faults:
        raise AnswersRefused(faults)
    return scores


def fault_of(answer: object, scale: Scale) -> str | None:
    """JSON has one kind of number, so 7.0 is 7."""
    wanted = f"It must be a whole number from {scale.minimum} to {scale.maximum}, or null where it was skipped."
    if answer is None:
        return None
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return f"{in_words(answer)} is not a number. {wanted}"
    if isinstance(answer, float) and not math.isfinite(answer):
        return f"{answer} is not a number. {wanted}"
    if answer != int(answer):
        return f"{answer} is not a whole number. {wanted}"
    if not scale.minimum <= answer <= scale.maximum:
        return f"{answer if abs(answer) < 1e6 else 'This number'} is outside {scale.minimum} to {scale.maximum}."
    return None


def in_words(answer: object) -> str:
    """Of what kind it is; a text isn't repeated, it may be long or private."""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    return "A text" if isinstance(answer, str) else "This"


def partial(instrument: NewInstrument, answers: Mapping[str, int | None], switched_on: Collection[str]) -> list[str]:
    """Items that were asked (the core and what is switched on) and have no answer. An optional item of a whole form may stay empty."""
    return [item.id for item in instrument.items if (not item.optional or item.id in switched_on) and answers.get(item.id) is None]
