"""Where the patient and somebody who answered for them differ: version 1. Both series stay apart; this only says so where they stand beside one another.

Both numbers are ours: no source for them was found (docs/clinical.md). Two points are also what one person's own reports differ by from day to day in 14 to 26
of 100 pairs, so a difference is a reason to ask, and says nothing about who is right.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from api.rules.concern import Instruments, Series, series_of
from schemas.discordances import Discordance
from schemas.findings import Input
from schemas.instruments import Item
from schemas.symptom_states import RecentCheckIn

VERSION = 1
APART = 20  # per cent of the scale, 2 of 10; ours
TOGETHER = timedelta(hours=24)  # from one answer to the other; ours


class Answer(NamedTuple):
    check_in: RecentCheckIn
    item: Item
    score: int


def discordances(recent: Sequence[RecentCheckIn], instruments: Instruments) -> list[Discordance]:
    """Of the newest answers only: to the same question of the same questionnaire, by the patient and by somebody else. The largest difference first."""
    newest = newest_answers(recent, instruments)
    pairs = [(series, newest.get(series._replace(respondent="patient")), other) for series, other in newest.items() if series.respondent != "patient"]
    found = [discordance(series, own, other) for series, own, other in pairs if own is not None and differ(series, own, other)]
    return sorted(found, key=lambda one: (-abs(one.apart), one.item, one.respondent))


def newest_answers(recent: Sequence[RecentCheckIn], instruments: Instruments) -> dict[Series, Answer]:
    found: dict[Series, Answer] = {}
    for check_in in sorted(recent, key=lambda one: (one.at, one.id)):
        instrument = instruments[check_in.instrument, check_in.instrument_version]
        for item in instrument.items:
            if (score := check_in.answers.get(item.id)) is not None:
                found[series_of(instrument, item.id, check_in.respondent)] = Answer(check_in, item, score)
    return found


def differ(series: Series, own: Answer, other: Answer) -> bool:
    together = abs(own.check_in.at - other.check_in.at) <= TOGETHER
    return together and 100 * abs(other.score - own.score) >= APART * (series.maximum - series.minimum)


def discordance(series: Series, own: Answer, other: Answer) -> Discordance:
    higher = other.score - own.score
    return Discordance(
        item=series.item,
        label=own.item.label,
        instrument=series.instrument,
        recall_period=series.recall_period,
        respondent=series.respondent,
        patient=given(own),
        other=given(other),
        apart=higher if series.worse == "higher" else -higher,
        scale_maximum=series.maximum,
        worse="higher" if series.worse == "higher" else "lower",
        version=VERSION,
    )


def given(answer: Answer) -> Input:
    return Input(check_in_id=answer.check_in.id, at=answer.check_in.at, score=answer.score)
