"""Kinds of text a caller may send. Postgres cannot keep NUL, so no text carries one. Nor does a line or a name carry a character that turns the writing direction of what stands
around it: a name could make a sentence of ours read as another one."""

from typing import Annotated

from msgspec import Meta

NO_NUL = r"^[^\x00]*\Z"

TURNS = r"\u2028-\u202e\u2066-\u2069"  # the writing direction, or the line
PLAIN = rf"[^\x00-\x1f\x7f{TURNS}]*"

Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=rf"^{PLAIN}\Z")]
PersonName = Annotated[str, Meta(min_length=1, max_length=200, pattern=rf"^{PLAIN}[^\x00-\x20\x7f\s{TURNS}]{PLAIN}\Z")]  # not of spaces alone
Note = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]
Name = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[a-z][a-z0-9_-]*\Z")]
PartialDate = Annotated[str, Meta(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")]  # "2023", "2023-05" or "2023-05-17": as exact as it is known
TimeOfDay = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d\Z")]  # "09:30", where the patient is
