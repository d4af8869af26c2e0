"""Whatever msgspec finds, the sender reads a field's name and a sentence; never a pattern or a type of Python's."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

from api import shapes
from schemas.check_ins import NewBatch, NewCheckIn
from schemas.instruments import InstrumentChange
from schemas.patients import NewPatient
from schemas.text import PartialDate, TimeOfDay


def refusal(content: bytes, kind: Any) -> tuple[str, str]:
    with pytest.raises(msgspec.DecodeError) as refused:
        msgspec.json.decode(content, type=kind)
    return shapes.told(str(refused.value))


@pytest.mark.parametrize(
    ("content", "kind", "field", "words"),
    [
        (b"null", NewPatient, "body", "It is empty."),
        (b"[]", NewPatient, "body", "It must be an object, from { to }."),
        (b"{", NewPatient, "body", "It isn't JSON: it ends too early."),
        (b"hello", NewPatient, "body", "It isn't JSON: invalid character (byte 0)."),
        (b"{}", NewPatient, "name", "It is missing."),
        (b'{"name": "A", "colour": 1}', NewPatient, "colour", "There is no such field here."),
        (b'{"name": 5}', NewPatient, "name", "It must be text."),
        (b'{"name": ""}', NewPatient, "name", "It is empty."),
        (b'{"name": "  "}', NewPatient, "name", "It must not be blank, nor hold NUL or another control character."),
        (b'{"name": "A", "born_on": "1.2.1949"}', NewPatient, "born_on", "This is no day of the calendar. Write it as 2026-03-02."),
        (b'{"name": "A", "care": "none"}', NewPatient, "care", "'none' is none of the known ones; /schema lists them."),
        (b'{"instrument": "Daily"}', NewCheckIn, "instrument", "It must begin with a small letter and hold only small letters, digits, _ and -."),
        (b'{"recorded_at": 5}', NewCheckIn, "recorded_at", shapes.MOMENT),
        (b'{"recorded_at": "2026-03-02T08:55:00"}', NewCheckIn, "recorded_at", shapes.MOMENT),
        (b'{"zone": "a\\u0000"}', NewCheckIn, "zone", "It holds a character that can't be stored (NUL or another control character). Remove it."),
        (b'{"patient_id": "x"}', NewCheckIn, "patient_id", "It must be a UUID."),
        (b'"9:00"', TimeOfDay, "body", "Write a time of day as 09:30."),
        (b'"May 2023"', PartialDate, "body", "Write a day as 2026-03-02, or as 2026-03 or 2026 where no more is known."),
        (b'{"check_ins": []}', NewBatch, "check_ins", "It is empty."),
        (b'{"check_ins": [5]}', NewBatch, "check_ins[0]", "It must be an object, from { to }."),
        (b'{"asked": "true"}', InstrumentChange, "asked", "It must be true or false."),
        (b'{"switched_on": ["Pain"]}', InstrumentChange, "switched_on[0]", "It must begin with a small letter and hold only small letters, digits and _."),
    ],
)
def test_a_wrong_shape_is_told_in_words_and_where(content: bytes, kind: Any, field: str, words: str) -> None:
    assert refusal(content, kind) == (field, words)


def test_the_end_of_the_largest_batch() -> None:
    assert refusal(b'{"check_ins": [' + b",".join([b"{}"] * 201) + b"]}", NewBatch) == ("check_ins", "It may hold 200 at most.")


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("0", Annotated[int, Meta(ge=1)], "It must be a whole number."),
        (0, Annotated[int, Meta(ge=1)], "It must be a whole number, 1 or more."),
        (201, Annotated[int, Meta(le=200)], "It must be a whole number, 200 or less."),
        ("x" * 2001, Annotated[str, Meta(max_length=2000)], "It may be 2,000 characters long at most."),
        ("xy", Annotated[str, Meta(min_length=3)], "It must be at least 3 characters long."),
        ("x", int | None, "It must be a whole number."),
        ("x", datetime | None, shapes.MOMENT),
        (5, date, "This is no day of the calendar. Write it as 2026-03-02."),
    ],
)
def test_a_value_out_of_bounds_is_told_its_bounds(value: object, kind: Any, words: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert(value, kind)
    assert shapes.in_words(str(refused.value)) == words
