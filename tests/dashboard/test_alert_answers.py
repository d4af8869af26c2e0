"""The dialogs of the inbox from structs alone: every outcome, what can be told, who can have it, and when a snooze ends."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import cards, words
from schemas.findings import Input
from schemas.staff_members import TeamMember
from tests.dashboard.charts import ADA, NOON, ZONE, alert, finding, parts


def test_the_resolve_dialog_offers_every_outcome_in_words() -> None:
    radios = [part for part in parts(cards.alert_answers.resolve_form()) if part._type == "Radio"]
    assert [(part.value, part.label) for part in radios] == list(words.OUTCOMES.items())


def choices(form: Any, name: str) -> list[tuple[str, str]]:
    (select,) = [part for part in parts(form) if getattr(part, "id", None) == name]
    return [(one["value"], one["label"]) for one in select.data]


@pytest.mark.parametrize(("form", "without"), [(cards.alert_answers.resolve_form(), "Nothing"), (cards.alert_answers.tell_form(), "Own words only")])
def test_every_phrase_can_be_told_and_none_is_unless_chosen(form: Any, without: str) -> None:
    assert choices(form, "tell-phrase") == [("", without), *words.PHRASES.items()]
    assert "no doses" in str(form)


@pytest.mark.parametrize(("changes", "back"), [({}, []), ({"assigned_to": UUID(int=2)}, ["Everybody: give it back"])])
def test_an_alert_is_given_to_a_named_colleague_or_back_to_everybody(changes: dict[str, Any], back: list[str]) -> None:
    team = [TeamMember(id=UUID(int=1), name="Nadia Rahman", role="nurse"), TeamMember(id=UUID(int=2), name="Dr Okoro", role="physician")]
    shown = choices(cards.alert_answers.assign_form(team, alert(**changes), UUID(int=1)), "colleague")
    assert [label for _, label in shown] == [*back, "Dr Okoro, physician", "Nadia Rahman (you), nurse"]


@pytest.mark.parametrize(("score", "said"), [(8, "It is 8 now"), (20, "Points from the good end of the scale; it is 8 now")])
def test_the_snooze_says_how_the_level_counts(score: int, said: str) -> None:
    one = alert(findings=[finding(inputs=[Input(check_in_id=ADA, at=NOON, score=score)])])
    assert cards.alert_answers.expected(one) == said


@pytest.mark.parametrize(
    ("chosen", "day", "ends"),
    [
        ("1", None, date(2026, 3, 28)),
        ("3", None, date(2026, 3, 30)),
        ("7", None, date(2026, 4, 3)),
        ("day", "2026-04-20", date(2026, 4, 20)),
        ("day", None, None),
    ],
)
def test_a_snooze_ends_in_the_morning_of_a_calendar_day_in_the_house_s_zone(chosen: str, day: str | None, ends: date | None) -> None:
    """Germany's clocks change on 29 March."""
    found = cards.alert_answers.until(chosen, day, ZONE, datetime(2026, 3, 27, 23, 30, tzinfo=ZoneInfo(ZONE)))
    assert (found.date(), found.hour) == (ends, 8) if found and ends else (found is None and ends is None)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.sampled_from([ZONE, "America/New_York", "Pacific/Apia", "UTC"]))
def test_every_day_that_is_offered_lies_within_what_the_api_takes(now: datetime, zone: str) -> None:
    at = now.replace(tzinfo=UTC)
    field = cards.alert_answers.day_field(at.astimezone(ZoneInfo(zone)).date()).children
    for day in (field.minDate, field.maxDate):
        found = cards.alert_answers.until("day", day, zone, at)
        assert found is not None and at < found.astimezone(UTC) <= at + timedelta(days=31)
