"""The questionnaires as data files: those that come with Balm, and the reading of an organisation's own."""

import json
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from api.instruments import faults
from api.instruments.faults import Fault
from schemas.instruments import NewInstrument

FOLDER = Path(__file__).parent
LARGEST = 262_144  # bytes of an instrument file; those that come with Balm have a hundredth of it
MOST_FAULTS = 50  # told at once
CANT = "The questionnaire can't be loaded."


class InstrumentRefused(ValueError):
    """A file that can't be loaded. `errors`: [{"field": "item 3 (nausea)", "detail": "'high' is missing"}], every fault that could be found at once."""

    def __init__(self, reason: str, errors: list[Fault]) -> None:
        super().__init__(" ".join([reason, "; ".join(f"{error['field']}: {error['detail']}" for error in errors)]).strip())
        self.reason, self.errors = reason, errors


@cache
def bundled() -> list[NewInstrument]:
    return [msgspec.json.decode(path.read_bytes(), type=NewInstrument) for path in sorted(FOLDER.glob("*.json"))]


@cache
def wellbeing() -> NewInstrument:
    """What caregivers are asked about themselves. Not among those of patients: nothing that reads a patient's answers knows it."""
    return msgspec.json.decode((FOLDER / "caregivers" / "caregiver-wellbeing.json").read_bytes(), type=NewInstrument)


def parse(raw: bytes) -> NewInstrument:
    """An organisation's own questionnaire, or one of Balm's unchanged. Raises InstrumentRefused naming the item and the reason."""
    found = read_object(raw)
    if wrong := list(islice(faults.of_shape(found), MOST_FAULTS)):
        raise InstrumentRefused(CANT, wrong)
    instrument = msgspec.convert(found, NewInstrument)
    if instrument in bundled():
        return instrument
    if wrong := list(faults.of_meaning(instrument, reserved={ours.id for ours in [*bundled(), wellbeing()]})):
        raise InstrumentRefused(CANT, wrong)
    return instrument


def read_object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LARGEST:
        raise InstrumentRefused(f"The file is larger than {LARGEST // 1024} KB.", [])
    try:
        found = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=each_key_once, parse_constant=no_number)
        msgspec.json.encode(found)
    except InstrumentRefused:
        raise
    except UnicodeDecodeError as error:
        raise InstrumentRefused(f"The file isn't UTF-8 text (byte {error.start + 1}).", []) from error
    except json.JSONDecodeError as error:
        raise InstrumentRefused(f"The file isn't JSON: {error.msg}, line {error.lineno}, column {error.colno}.", []) from error
    except (RecursionError, ValueError) as error:  # nested thousands deep; a number of thousands of digits; half a character
        raise InstrumentRefused("The file isn't JSON that could be a questionnaire.", []) from error
    if not isinstance(found, dict):
        raise InstrumentRefused("The file must hold one object, from { to }.", [])
    return found


def each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON readers silently keep the last of two; here that could be the wrong end of a scale."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        place = f"the item {found['id']}" if isinstance(found.get("id"), str) else "file"
        raise InstrumentRefused(CANT, [{"field": place[:80], "detail": f"{twice[:80]!r} stands there twice"}])
    return found


def no_number(text: str) -> NoReturn:
    raise InstrumentRefused(f"The file isn't JSON: {text} is no number there.", [])
