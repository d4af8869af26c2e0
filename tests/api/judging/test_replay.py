"""One patient's reports before a contender: joined, held back, answered, as production does."""

from api.judging.contenders import CONTENDERS
from api.judging.replay import Replay, Team, replayed
from api.simulation.check_ins import Said

SEVEN = CONTENDERS[2].find
NO_SNOOZE = Team(after=4, snoozes=0)


def told(*pains: tuple[float, int], late: float = 0) -> list[Said]:
    return [Said(int(at // 24), at, at + late, "patient", {"pain": score}) for at, score in pains]


def replay(said: list[Said], team: Team = NO_SNOOZE) -> Replay:
    return replayed(said, SEVEN, team, "x")


def test_a_report_calls_when_it_reaches_the_team() -> None:
    assert [(one.at, one.level) for one in replay(told((9, 8))).found] == [(9, "urgent")]
    assert replay(told((9, 6))).found == []


def test_what_was_answered_is_held_for_24_hours_unless_worse() -> None:
    assert [one.held for one in replay(told((9, 8), (20, 8))).kept] == ["answered"]
    assert [one.at for one in replay(told((9, 8), (20, 9))).found] == [9, 20]
    assert [one.at for one in replay(told((9, 8), (36.9, 8))).found] == [9], "answered at 13, so until 37"
    assert [one.at for one in replay(told((9, 8), (37, 8))).found] == [9, 37]


def test_a_snoozed_level_is_expected_until_the_snooze_ends_or_it_gets_worse() -> None:
    always = Team(after=4, snoozes=1, snooze_hours=72)
    assert [one.held for one in replay(told((9, 8), (60, 8)), always).kept] == ["expected"]
    assert [one.at for one in replay(told((9, 8), (60, 9)), always).found] == [9, 60]


def test_a_late_report_and_one_that_is_not_the_newest_call_nobody() -> None:
    assert [one.held for one in replay(told((9, 8), late=12.1)).kept] == ["late"]
    assert [one.at for one in replay(told((9, 8), late=12)).found] == [21]
    overtaken = [*told((9, 8), late=3), *told((10, 2))]
    assert [one.held for one in replay(overtaken).kept] == ["late"]


def test_one_that_stands_is_joined() -> None:
    whole = replay(told((9, 8), (10, 8), (11, 9)))
    assert [one.at for one in whole.found] == [9, 10, 11]
    assert len(whole.standing) == 1
