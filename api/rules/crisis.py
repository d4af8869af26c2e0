"""Words of crisis in a note: version 1. A word list finds words, not what somebody means: it misses who says it in other words, and finds who writes "I don't
want to kill myself". It is no screening for suicide (clinical.md 9.3). What it finds shows the numbers to call at once and reaches the team; nothing more.

The list beside this file is ours: said plainly, about taking one's life, harming oneself or wishing to die, in the first person and as relatives write it. The phone
looks for the same phrases in the same way (api/mobile/check_ins.js).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from schemas.configurations import Language
from schemas.findings import Finding, Input
from schemas.symptom_states import RecentCheckIn

VERSION = 1
CRISIS = "crisis"
OURS: dict[Language, list[str]] = msgspec.json.decode(Path(__file__).with_name("crisis_words.json").read_bytes(), type=dict[Language, list[str]])
APOSTROPHES = re.compile(r"['’‘ʼ`]")
BETWEEN_WORDS = re.compile(r"[\W_]+")
SENTENCE = "The note may speak of a crisis. Please read it, and call."  # it does not quote: the sentence stands on lists that others can see


def folded(text: str) -> str:
    """As it is compared: small letters without marks, 'ß' as 'ss', no apostrophes, one space between words and at both ends."""
    plain = APOSTROPHES.sub("", unicodedata.normalize("NFKD", text.replace("´", "'"))).lower().replace("ß", "ss")  # ´ alone would come apart into a space
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return f" {BETWEEN_WORDS.sub(' ', letters).strip()} "


def phrases(own: Mapping[Language, Sequence[str]] | None) -> list[str]:
    """Those of all languages, folded: a note may be in any. `own`: what the organisation has set; a language that it leaves out keeps ours."""
    chosen = {**OURS, **(own or {})}
    return sorted({one for some in chosen.values() for one in map(folded, some) if one.strip()})


def speaks_of_it(note: str | None, phrases: Iterable[str]) -> bool:
    """Whole words only, whatever stands between them."""
    text = folded(note or "")
    return any(phrase in text for phrase in phrases)


def found_in(report: RecentCheckIn, note: str | None, phrases: Iterable[str], list_version: int) -> list[Finding]:
    """`list_version`: of the organisation's list, 0 where ours holds."""
    if not speaks_of_it(note, phrases):
        return []
    return [
        Finding(
            rule="crisis",
            version=VERSION,
            item=None,
            respondent=report.respondent,
            inputs=[Input(check_in_id=report.id, at=report.at)],
            thresholds={"word_list": list_version},
            missing=[],
            sentence=SENTENCE,
        )
    ]
