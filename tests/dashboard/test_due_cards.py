"""What falls due as it is shown: by when, with whom, by which rule; and the benefit it belongs to."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs

from dashboard import cards, due_words
from dashboard.cards.due_forms import FORMS, clean, read
from dashboard.cards.due_items import Reader
from schemas.benefit_periods import Addendum, Certification, Ending, FaceToFace, Notice
from schemas.due_items import ClosedItem
from tests.dashboard.charts import ADA, NOON, ZONE, parts, text_of
from tests.dashboard.due import ONE, TODAY, benefit, calendar, election, entry, item

READER = Reader(ADA, TODAY)


def buttons(shown: Any) -> list[dict[str, str]]:
    return [part.id for one in shown for part in parts(one) if isinstance(getattr(part, "id", None), dict) and part.id["type"] == "due-dialog"]


@pytest.mark.parametrize(("days", "said"), [(-2, "2 days over, since 28 Feb 2026"), (-1, "1 day over, since 1 Mar 2026"), (0, "Today, by 2 Mar 2026"), (1, "Tomorrow, by 3 Mar 2026"), (2, "In 2 days, by 4 Mar 2026")])
def test_by_when_is_counted_in_days(days: int, said: str) -> None:
    assert due_words.due(item(due_on=TODAY + timedelta(days=days)), TODAY) == said
    assert due_words.due(item(due_on=None), TODAY) == "No day set"


def test_what_is_overdue_stands_first_with_whom_and_by_which_rule() -> None:
    late = item(standing="overdue", due_on=date(2026, 2, 28), note="The window has passed.", assigned_to=ONE, assignee="Dr Okoro")
    shown = cards.due_items.content(calendar(late, item(assigned_to=ADA, assignee="Nadia"), item(standing="undated", due_on=None)), READER)
    said = text_of(shown)
    places = [said.index(words) for words in ("Overdue", "The window has passed.", "Within 7 days", "No day set")]
    assert places == sorted(places)
    assert "With Dr Okoro" in said and "With you" in said and "With nobody yet" in said
    assert "By a physician or nurse practitioner of the hospice. Rule: 42 CFR 418.22(a)(4)." in said


def test_what_can_t_be_done_yet_says_from_when() -> None:
    assert "Can be done from 3 Mar 2026." in text_of(cards.due_items.content(calendar(item(opens_on=date(2026, 3, 3))), READER))
    assert "Can be done from" not in text_of(cards.due_items.content(calendar(item(opens_on=TODAY)), READER))


@pytest.mark.parametrize(("kind", "does"), [("face_to_face", ["record", "change"]), ("task", ["tick", "change"]), ("follow_up", ["change"])])
def test_what_was_done_is_recorded_where_it_belongs(kind: Any, does: list[str]) -> None:
    shown = cards.due_items.content(calendar(item(kind=kind)), READER)
    assert [one["does"] for one in buttons(shown)] == does
    assert ("Record the visit" in text_of(shown)) is (kind == "follow_up")
    assert buttons(cards.due_items.content(calendar(item(kind=kind)), structs.replace(READER, may_change=False, may_record=False))) == []


def test_a_physician_writes_the_certification_from_where_it_is_due() -> None:
    due = calendar(item(kind="certification"))
    assert "Write it" in text_of(cards.due_items.content(due, structs.replace(READER, may_certify=True)))
    assert "Write it" not in text_of(cards.due_items.content(due, READER))
    assert "Write it" not in text_of(cards.due_items.content(calendar(item()), structs.replace(READER, may_certify=True)))


@pytest.mark.parametrize(("whose", "said"), [("all", "Nothing is due"), ("mine", "is with you"), ("nobody", "without somebody")])
def test_an_empty_list_says_what_that_means(whose: str, said: str) -> None:
    assert said in text_of(cards.due_items.content(calendar(), READER, whose))


def test_more_than_one_page_shows_is_said() -> None:
    found = calendar(item())
    assert "of 700 are shown" in text_of(cards.due_items.content(structs.replace(found, counts={"within_7_days": 700}), READER))
    assert "are shown" not in text_of(cards.due_items.content(found, READER))


def test_the_tally_and_the_count_beside_the_word() -> None:
    assert cards.due_items.tally(calendar(item(), item(standing="overdue"))) == "1 overdue, 1 within 7 days"
    assert cards.due_items.tally(calendar(item(standing="later"))) == "Nothing is overdue, and nothing within 7 days"
    assert text_of(cards.due_items.count(3)) == "3  overdue" and cards.due_items.count(0) == []


def test_the_page_shows_the_running_period_and_who_wrote_what() -> None:
    gone = election(entry=entry(entered_in_error_at=NOON, entered_in_error_reason="Ada's namesake"))
    closed = ClosedItem(key="notice_of_election.x", words="Notice of election", closed_at=NOON, closed_by="Nadia", closed_because="Filed on paper")
    shown = cards.benefit.content(benefit(entries=[election(note="By her son."), gone], closed=[closed]), READER, ZONE)
    said = text_of(shown)
    assert "Benefit period 2: 7 Dec 2025 to 6 Mar 2026" in said and "Written by Nadia Rahman, 2 Mar 2026" in said and "By her son." in said
    assert "What no longer stands (1)" in said and "Entered in error: Ada's namesake" in said and "Filed on paper (Nadia)" in said
    running = [part for one in shown if one for part in parts(one) if getattr(part, "aria-current", None)]
    assert [text_of(one) for one in running] == ["Benefit period 2: 7 Dec 2025 to 6 Mar 2026"]
    assert "reopen" in [one["does"] for one in buttons(shown)]


def test_an_election_comes_first_and_after_its_end_only_the_notice() -> None:
    def kinds(found: Any) -> list[str]:
        return [one["kind"] for one in buttons([part for part in cards.benefit.content(found, READER, ZONE) if part]) if one["does"] == "new"]

    assert kinds(benefit(entries=[], periods=[], running=None, due=[])) == ["election"]
    assert kinds(benefit()) == ["face_to_face", "certification", "notice", "addendum", "ending"]
    assert kinds(benefit(running=None)) == ["election", "notice"]


@pytest.mark.parametrize(("both", "said"), [(True, "goes on beside hospice care"), (None, "date of birth is missing"), (False, "")])
def test_concurrent_care_under_21_is_said(both: bool | None, said: str) -> None:
    shown = text_of(cards.benefit.periods(benefit(both=both)))
    assert said in shown and ("Under 21" in shown) is (both is not False)


def test_where_the_rules_are_off_that_is_said() -> None:
    assert "rules are off" in text_of(cards.benefit.content(benefit(rules_on=False, due=[]), READER, ZONE))


def test_the_patient_s_page_warns_of_what_presses_and_is_silent_elsewhere() -> None:
    later = item(standing="later")
    shown = text_of(cards.benefit.on_patient_page(benefit(due=[item(), later]), str(ADA)))
    assert "In 4 days, by 6 Mar 2026 : Face-to-face encounter before benefit period 3 (with nobody yet)" in shown and shown.count("Face-to-face") == 1
    assert "And 2 more." in text_of(cards.benefit.on_patient_page(benefit(due=[item()] * 6), str(ADA)))
    assert cards.benefit.on_patient_page(benefit(rules_on=False, due=[later]), str(ADA)) is None
    visit = cards.benefit.on_patient_page(benefit(rules_on=False, due=[item(kind="follow_up")]), str(ADA))
    assert text_of(visit).startswith("HOPE follow-up Record the visit") and f"/team/patients/{ADA}/record" in str(visit)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (election(), "Election of the hospice benefit, Medicare; the first one"),
        (election(previous_periods=1, attending="N Lee", attending_is="nurse_practitioner"), "Election of the hospice benefit, Medicare; 1 benefit period before; attending: N Lee, a nurse practitioner"),
        (election(previous_periods=None), "Election of the hospice benefit, Medicare; how many benefit periods there were before isn’t known"),
        (Ending(on=TODAY, election_id=ONE, because="transferred", entry=entry()), "The election ended: moved to another hospice"),
        (FaceToFace(on=TODAY, election_id=ONE, period=3, by="Dr Okoro", by_a="hospice_physician", entry=entry()), "Face-to-face encounter for benefit period 3: Dr Okoro, physician of the hospice"),
        (Certification(on=TODAY, election_id=ONE, period=2, form="oral", by="Dr Okoro", by_a="hospice_physician", entry=entry()), "Certification of benefit period 2, spoken: Dr Okoro, physician of the hospice"),
        (Notice(on=TODAY, election_id=ONE, about="termination", entry=entry()), "Notice that the election has ended, accepted"),
        (Addendum(on=TODAY, election_id=ONE, entry=entry()), "Addendum asked for, not given yet"),
        (Addendum(on=TODAY, election_id=ONE, given_on=TODAY, entry=entry()), "Addendum asked for, given on 2 Mar 2026"),
    ],
)  # fmt: skip
def test_each_entry_in_words(one: Any, said: str) -> None:
    assert due_words.entry(one) == said


def test_what_is_typed_is_read_and_what_is_missing_is_named() -> None:
    fields = FORMS["face_to_face"]
    given, missing = read(fields, {"period": 3, "on": "2026-03-02 00:00:00", "by": "  Dr   Okoro ", "by_a": "hospice_physician", "note": " "})
    assert (given, missing) == ({"period": 3, "on": "2026-03-02", "by": "Dr Okoro", "by_a": "hospice_physician"}, [])
    assert read(fields, {"period": ""})[1] == ["For benefit period number", "Seen on", "By whom", "Acting as"]


def test_a_number_of_none_is_a_number_and_an_empty_one_is_unknown() -> None:
    (previous,) = [field for field in FORMS["election"] if field.name == "previous_periods"]
    assert (clean(previous, 0), clean(previous, "")) == (0, None)


def test_days_to_come_are_chosen_where_they_may_be() -> None:
    shown = cards.due_forms.form(FORMS["election"], {"on": TODAY}, TODAY)
    latest = {part.id["field"]: getattr(part, "maxDate", None) for part in parts(shown) if isinstance(getattr(part, "id", None), dict)}
    assert (latest["on"], latest["signed_on"]) == (None, "2026-03-02")
