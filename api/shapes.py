"""What msgspec says of a value of the wrong shape, as whoever sent it can act on it."""

import re

PLACED = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)
NAMED = {r"Object missing required field `(.+)`": "It is missing.", r"Object contains unknown field `(.+)`": "There is no such field here."}
MOMENT = "It must be a moment with its offset from UTC, such as 2026-03-02T08:55:00+01:00."
WORDS = {  # the first that fits
    r"^Expected `object`, got `null`$|^'data'$": "It is empty.",  # a body that isn't there
    r"JSON is malformed: (.*)": r"It isn't JSON: \1.",
    r"Input data was truncated": "It isn't JSON: it ends too early.",
    r"regex .*x20": "It must not be blank, nor hold NUL or another control character.",
    r"regex .*x00": "It holds a character that can't be stored (NUL or another control character). Remove it.",
    r"regex '\^\[a-z\]\[a-z0-9_-\]": "It must begin with a small letter and hold only small letters, digits, _ and -.",
    r"regex '\^\[a-z\]\[a-z0-9_\]": "It must begin with a small letter and hold only small letters, digits and _.",
    r"`(?:str|array)[^`]*` of length >= 1$": "It is empty.",
    r"`str[^`]*` of length >= (\d+)": r"It must be at least \1 characters long.",
    r"`str[^`]*` of length <= (\d+)": r"It may be \1 characters long at most.",
    r"`array[^`]*` of length <= (\d+)": r"It may hold \1 at most.",
    r"Invalid UUID|Expected `uuid": "It must be a UUID.",
    r"encoded datetime|Expected `datetime|^Timestamp": MOMENT,
    r"encoded date|Expected `date": "This is no day of the calendar. Write it as 2026-03-02.",
    r"regex '\^\\+d\{4\}\(-": "Write a day as 2026-03-02, or as 2026-03 or 2026 where no more is known.",
    r"\[0-5\]\\+d\\+Z": "Write a time of day as 09:30.",
    r"Invalid enum value (.*)": r"\1 is none of the known ones; /schema lists them.",
    r"Expected `int[^`]*` >= (-?\d+)": r"It must be a whole number, \1 or more.",
    r"Expected `int[^`]*` <= (-?\d+)": r"It must be a whole number, \1 or less.",
    r"Expected `int": "It must be a whole number.",
    r"Expected `str": "It must be text.",
    r"Expected `bool": "It must be true or false.",
    r"Expected `array": "It must be a list, from [ to ].",
    r"Expected `object": "It must be an object, from { to }.",
}


def told(message: str) -> tuple[str, str]:
    """(field, what to do about it); the field is 'body' where it is the whole."""
    found = PLACED.match(message)
    what, path = (found["what"], found["path"] or "") if found else (message, "")
    for pattern, words in NAMED.items():
        if named := re.fullmatch(pattern, what):
            return ".".join(filter(None, (path, named[1]))), words
    return path or "body", in_words(what)


def in_words(what: str) -> str:
    for pattern, words in WORDS.items():
        if found := re.search(pattern, what):
            return re.sub(r"\d{4,}(?= characters)", lambda number: f"{int(number[0]):,}", found.expand(words))
    return what
