"""Which answers fit a questionnaire. Every bad one is named, with what to do about it."""

from collections.abc import Collection, Mapping

from schemas.instruments import NewInstrument, Scale


class AnswersRefused(ValueError):
    """`errors`: (field, sentence), one for each answer that can't be stored."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{field}: {sentence}" for field, sentence in errors))
        self.errors = errors


def checked(instrument: NewInstrument, answers: Mapping[str, object]) -> dict[str, int | None]:
    """Item id -> whole number on the scale; null, a skipped item, stays null. Raises AnswersRefused."""
    known = [item.id for item in instrument.items]
    faults = [(f"answers.{item}", fault) for item, answer in answers.items() if (fault := fault_of(item, answer, known, instrument))]
    if faults:
        raise AnswersRefused(faults)
    return {item: None if answer is None else int(answer) for item, answer in answers.items() if answer is None or isinstance(answer, (int, float))}


def fault_of(item: str, answer: object, known: list[str], instrument: NewInstrument) -> str | None:
    if item not in known:
        return f"{instrument.id} {instrument.version} has no item {item[:40]!r}; it has {', '.join(known)}."
    return None if answer is None else number_fault(answer, instrument.scale)


def number_fault(answer: object, scale: Scale) -> str | None:
    """JSON has one kind of number, so 7.0 is 7."""
    span = f"from {scale.minimum} to {scale.maximum}"
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return f"This must be a whole number {span}, or null where it was skipped."
    if answer != answer or answer in (float("inf"), float("-inf")) or answer != int(answer):
        return f"{answer} is not a whole number {span}."
    if not scale.minimum <= answer <= scale.maximum:
        return f"{shown(answer)} is outside {scale.minimum} to {scale.maximum}."
    return None


def shown(number: float) -> str:
    return str(number) if abs(number) < 1e6 else "This number"


def partial(instrument: NewInstrument, answers: Mapping[str, int | None], switched_on: Collection[str]) -> list[str]:
    """Items that were asked (the core and what is switched on) and have no answer."""
    return [item.id for item in instrument.items if (not item.optional or item.id in switched_on) and answers.get(item.id) is None]
