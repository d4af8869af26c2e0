"""RFC 5545, read back with another reader than the writer: whole days, folded and escaped, and nobody's name."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from api.calendars import SUMMARIES, escaped, folded, written
from schemas.due_items import DueItem

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA, ORIGIN = UUID("0195f000-0000-7000-8000-000000000001"), "https://balm.hospice.example"


def item(**changes: Any) -> DueItem:
    usual: dict[str, Any] = {
        "key": f"face_to_face.{ADA}.3", "patient_id": ADA, "patient_name": "Ada Lovelace", "kind": "face_to_face", "words": "Face-to-face encounter before benefit period 3",
        "by_whom": "a physician or nurse practitioner of the hospice", "standing": "open", "source": "42 CFR 418.22(a)(4)", "due_on": date(2026, 6, 29), "period": 3,
    }  # fmt: skip
    return DueItem(**(usual | changes))


def events(*items: DueItem) -> list[Any]:
    return list(Calendar.from_ical(written(items, ORIGIN, NOW)).walk("VEVENT"))


def test_an_item_is_a_whole_day_that_opens_the_page_for_who_is_signed_in() -> None:
    (one,) = events(item())
    assert (one.decoded("dtstart"), one.decoded("dtend"), one.decoded("dtstamp")) == (date(2026, 6, 29), date(2026, 6, 30), NOW)
    assert str(one["summary"]) == "Face-to-face encounter, benefit period 3"
    assert str(one["url"]) == f"{ORIGIN}/team/patients/{ADA}/benefit"
    assert (str(one["transp"]), str(one["class"])) == ("TRANSPARENT", "PRIVATE")


def test_nobody_s_name_and_nothing_that_somebody_wrote_is_in_it() -> None:
    found = written([item(kind="task", period=None, words="Call Ada's daughter", assignee="Nadia Rahman", note="Ada is afraid"), item(kind="follow_up", period=None, words="HOPE follow-up visit: pain")], ORIGIN, NOW)
    for said in ("Ada", "Lovelace", "daughter", "Nadia", "afraid", "pain"):
        assert said not in found.replace("\r\n ", "")
    assert "SUMMARY:To-do\r\n" in found and "SUMMARY:HOPE follow-up visit\r\n" in found


def test_what_has_no_day_is_left_out_and_every_kind_has_its_words() -> None:
    assert events(item(due_on=None)) == []
    assert [str(one["summary"]) for one in events(*(item(kind=kind, period=None) for kind in SUMMARIES))] == list(SUMMARIES.values())


def test_the_same_item_keeps_its_uid_and_others_have_their_own() -> None:
    one, again, other, hers = events(item(), item(due_on=date(2026, 7, 1)), item(key="face_to_face.x.4"), item(patient_id=UUID(int=3)))
    assert one["uid"] == again["uid"] and len({one["uid"], other["uid"], hers["uid"]}) == 3


def test_lines_end_as_the_standard_says() -> None:
    found = written([item()], ORIGIN, NOW)
    assert found.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and found.endswith("END:VCALENDAR\r\n")
    assert "\n" not in found.replace("\r\n", "") and all(len(line.encode()) <= 75 for line in found.split("\r\n"))


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(";,\\\nÄ日😀"), max_size=200)


@given(TEXTS)
def test_folded_lines_are_short_and_unfold_to_what_they_were(text: str) -> None:
    lines = list(folded(f"SUMMARY:{text}"))
    assert all(len(line.encode()) <= 75 for line in lines) and all(line.startswith(" ") for line in lines[1:])
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == f"SUMMARY:{text}"


@given(TEXTS)
def test_what_is_escaped_is_read_back_as_it_was_by_another_reader(text: str) -> None:
    lines = [f"SUMMARY:{escaped(text)}"]
    file = "".join(f"{part}\r\n" for line in ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"] for part in folded(line))
    (one,) = Calendar.from_ical(file).walk("VEVENT")
    assert str(one["summary"]) == text


@given(st.dates(date(2000, 1, 1), date(2099, 12, 30)))
def test_each_day_is_one_day_long_on_every_calendar(due_on: date) -> None:
    (one,) = events(item(due_on=due_on))
    assert one.decoded("dtend") - one.decoded("dtstart") == timedelta(days=1) and one.decoded("dtstart") == due_on
