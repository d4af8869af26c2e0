"""The inbox from structs alone: who sees what, in which order and words, and what can be done next."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from dashboard import alert_words, cards
from dashboard.cards.alert_views import Reader
from schemas.alerts import Alert, AlertHistory, HeldFinding
from schemas.findings import Input
from tests.dashboard.charts import ADA, NOON, ZONE, alert, finding, parts, step, text_of

ME, OKORO = UUID(int=1), UUID(int=2)
NADIA = Reader(ME, ZONE)
LATER = NOON + timedelta(days=3)
EVERYBODY_S: dict[str, Any] = {"assigned_to": None, "assignee": None}
MINE: dict[str, Any] = {"assigned_to": ME, "assignee": "Nadia Rahman"}
HIS: dict[str, Any] = {"assigned_to": OKORO, "assignee": "Dr Okoro"}
SNOOZED: dict[str, Any] = {"state": "snoozed", "snoozed_until": LATER, "snoozed_to": 8}


def told(one: Alert, reader: Reader = NADIA) -> str:
    return text_of(cards.alerts.card(one, None, reader, NOON))


def does(one: Alert, reader: Reader = NADIA) -> list[str]:
    return [part.id["does"] for part in parts(cards.alerts.card(one, None, reader, NOON)) if isinstance(getattr(part, "id", None), dict) and "does" in part.id]


def test_a_card_says_who_what_how_urgent_how_long_and_in_whose_hands() -> None:
    said = told(alert())
    for part in ("Ada", "Pain 8 of 10, severe.", "Urgent", "waits  40 minutes", "Nobody has taken it", "Why?"):
        assert part in said, said


def test_on_the_patient_s_own_page_the_name_is_not_said_again() -> None:
    assert "Ada" not in told(alert(), Reader(ME, ZONE, named=False)) and "Pain 8 of 10" in told(alert(), Reader(ME, ZONE, named=False))


@pytest.mark.parametrize(
    ("changes", "said", "can"),
    [
        ({}, "Nobody has taken it", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"state": "open", **MINE}, "Waits for you", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"state": "open", **HIS}, "Waits for Dr Okoro", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"state": "acknowledged", **MINE}, "You have taken it", ["start", "tell", "resolve", "snooze", "assign"]),
        ({"state": "acknowledged", **HIS}, "Dr Okoro has taken it", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"state": "acknowledged", **EVERYBODY_S}, "Nobody has taken it", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"state": "in_progress", **MINE}, "You have begun", ["tell", "resolve", "snooze", "assign"]),
        ({"state": "in_progress", **HIS}, "Dr Okoro has begun", ["acknowledge", "resolve", "snooze", "assign"]),
        (SNOOZED, "Snoozed until 5 Mar, 13:00, unless it gets worse than 8", ["acknowledge", "resolve", "assign"]),
        ({**SNOOZED, "snoozed_until": NOON}, "The snooze is over", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"worst": None}, "Nobody has taken it", ["acknowledge", "resolve", "assign"]),
        ({"called": ME, "called_name": "Nadia Rahman"}, "Nobody has taken it; it calls you, on call", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"called": OKORO, "called_name": "Dr Okoro"}, "Nobody has taken it; it calls Dr Okoro, on call", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"passed_on": 1, "called": OKORO, "called_name": "Dr Okoro"}, "Nobody took it in time; passed on to Dr Okoro", ["acknowledge", "resolve", "snooze", "assign"]),
        ({"passed_on": 1, "called": ME, "called_name": "Nadia Rahman"}, "passed on to you", ["acknowledge", "resolve", "snooze", "assign"]),
    ],
)
def test_each_state_has_its_words_and_offers_what_can_be_done_next(changes: dict[str, Any], said: str, can: list[str]) -> None:
    assert said in told(alert(**changes))
    assert does(alert(**changes)) == can


def test_who_may_not_answer_is_offered_nothing() -> None:
    assert does(alert(), Reader(ME, ZONE, may_answer=False)) == []


def test_what_sleeps_does_not_wait_and_its_card_knows_until_when() -> None:
    found = cards.alerts.card(alert(**SNOOZED), None, NADIA, NOON)
    assert "waits" not in text_of(found) and getattr(found, "data-over") == LATER.isoformat()


def test_a_button_heard_alone_says_whose_alert_it_is() -> None:
    labels = [part.to_plotly_json()["props"].get("aria-label") for part in parts(cards.alerts.card(alert(), None, NADIA, NOON)) if part._type == "Button"]
    assert labels == ["Choose Ada, Pain", "Why? Ada, Pain", "Take it Ada, Pain", "Resolve… Ada, Pain", "Snooze… Ada, Pain", "Give to… Ada, Pain"]


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        (["Pain 8 of 10, severe."], "Pain 8 of 10, severe."),
        (
            ["Pain 8 of 10, severe, said by family.", "Pain 8 of 10, 3 worse than usual this week, said by family."],
            "Pain 8 of 10, severe; 3 worse than usual this week, said by family.",
        ),
        (
            ["Rest, sleep 8 of 10, severe.", "Rest, sleep 8 of 10, risen steadily by about 3 in 9 days."],
            "Rest, sleep 8 of 10, severe; risen steadily by about 3 in 9 days.",
        ),
        (["Says that it can't wait."], "Says that it can't wait."),
    ],
)
def test_several_rules_about_one_report_make_one_sentence(sentences: list[str], said: str) -> None:
    assert alert_words.said([finding(sentence=sentence) for sentence in sentences]) == said


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Pain"),
        ({"subject": "asked_for", "findings": [finding(rule="asked_for", item=None, sentence="Asks to be called.")]}, "Asked for help"),
        ({"subject": "crisis", "findings": [finding(rule="crisis", item=None, sentence="The note may speak of a crisis.")]}, "Words of crisis"),
        ({"findings": [finding(sentence="Rest, sleep 8 of 10, severe.")]}, "Rest, sleep"),
        ({"findings": [finding(sentence="In other words.")]}, "pain"),
    ],
)
def test_the_subject_has_the_name_that_its_sentence_gives_it(changes: dict[str, Any], name: str) -> None:
    assert alert_words.subject(alert(**changes)) == name


def test_why_shows_rule_version_inputs_thresholds_what_was_missing_and_the_steps() -> None:
    inputs = [Input(check_in_id=ADA, at=NOON, score=8), Input(check_in_id=ADA, at=NOON - timedelta(days=1), score=4)]
    stands_on = finding(rule="worsening", inputs=inputs, thresholds={"days": 14, "moderate": 4, "rise": 3.0}, missing=["no personal goal is recorded"])
    steps = [step("raised", "Ada's phone", level="urgent"), step("acknowledged"), step("resolved", outcome="call", note="She slept after it.")]
    shown = cards.alert_reasons.reasons(AlertHistory(alert=alert(findings=[stands_on]), steps=steps), ZONE)
    assert str(shown).count(f"/team/patients/{ADA}?check_in={ADA}") == 2, "each report can be opened"
    said = text_of(shown)
    for part in (
        "rule “worsening”, version 1",
        "8   2 Mar, 13:00",
        "4   1 Mar, 13:00",
        "It asks for: moderate from 4; a rise of at least 3; within 14 days.",
        "Could not be looked at: no personal goal is recorded.",
        "Called the team, urgent. The report was sent by Ada's phone.",
        "Nadia took it.",
        "Nadia resolved it: Call. She slept after it.",
    ):
        assert part in said, (part, said)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (step("assigned", to=None), "Nadia gave it back."),
        (step("assigned", to=str(OKORO)), "Nadia gave it to Dr Okoro."),
        (step("assigned", to=str(ME)), "Nadia gave it to a colleague."),
        (step("snoozed", level=8, until=LATER.isoformat()), "Nadia snoozed it until 5 Mar, 13:00, expecting no worse than 8."),
        (
            step("refreshed", "Ada's phone", level="urgent", above=8),
            "A newer report is worse than the expected 8, sent by Ada's phone. The snooze ended; it is urgent and waits again.",
        ),
        (step("escalated", "Ada's phone", level="urgent"), "It got worse and is urgent now. The report was sent by Ada's phone."),
        (step("report_withdrawn", "Ada's phone"), "Ada's phone took back the report on which it stands."),
        (step("started"), "Nadia began."),
        (step("refreshed", "Ada's phone"), "A newer report says it again, sent by Ada's phone."),
        (step("woken", "Balm"), "The snooze ended; it waits again."),
        (step("passed_on", "Balm", name="Dr Okoro"), "Nobody had taken it in time; it was passed on to Dr Okoro."),
        (step("unanswered", "Balm"), "Nobody had taken it in time, and there is nobody else to call."),
        (step("told", phrase="please_call_us", text=None), "Nadia told the patient: Please call us."),
        (step("told", phrase="visit_planned", text="At ten."), "Nadia told the patient: A visit is planned. “At ten.”"),
        (step("ended", because="died"), "The patient died; it ended with that."),
        (step("ended", "Ada's phone", because="heard_again"), "A report came again; it ended with that."),
    ],
)
def test_each_step_is_a_sentence(one: Any, said: str) -> None:
    assert cards.alert_reasons.step(one, AlertHistory(alert=alert(**HIS), steps=[one]), ZONE) == said


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (step("raised", "Balm", level="review"), "Called the team, for review: nothing was heard."),
        (step("refreshed", "Balm"), "Still nothing was heard."),
        (step("acknowledged"), "Nadia took it."),
        (step("resolved", outcome="call", note="All is well."), "Nadia resolved it: Call. All is well."),
    ],
)
def test_each_step_of_silence_is_a_sentence(one: Any, said: str) -> None:
    assert cards.alert_reasons.step(one, AlertHistory(alert=alert(subject="silence"), steps=[one]), ZONE) == said



def test_a_threshold_that_we_have_no_words_for_is_shown_by_its_name() -> None:
    assert cards.alert_reasons.threshold("slope", 1.5) == "slope 1.5"


def held(why: Any, **changes: Any) -> HeldFinding:
    return HeldFinding(at=NOON, patient_id=ADA, patient_name="Ada", check_in_id=ADA, held=why, finding=finding(**changes))


def test_what_called_nobody_stands_there_with_its_reason_and_one_report_s_findings_together() -> None:
    rise = held("late", rule="worsening", sentence="Pain 8 of 10, 3 worse than usual this week.")
    shown = cards.alerts.digest([held("late"), rise, held("expected"), held("answered", item="nausea", sentence="Nausea 7 of 10, severe.")], NADIA)
    said = text_of(shown)
    assert "arrived late Ada Pain 8 of 10, severe; 3 worse than usual this week." in said
    assert "Reported  2 Mar, 13:00 ; found 2 Mar, 13:00." in said and str(shown).count(f"/team/patients/{ADA}?check_in={ADA}") == 3, "each report can be opened"
    assert "expected level" in said and "answered already, and no worse" in said and said.count("Ada") == 3


def test_whoever_was_first_is_named_with_what_they_did() -> None:
    said = alert_words.was_first(alert(state="resolved", outcome="no_contact"), step("resolved", "Dr Okoro"), ZONE)
    assert said == "Dr Okoro has resolved this already, 2 Mar, 13:00: could not reach anybody. Nothing is left for you to do here."


def clock(**changes: Any) -> Any:
    return next((part for part in parts(cards.alerts.card(alert(**changes), None, NADIA, NOON)) if hasattr(part, "data-respond")), None)


@pytest.mark.parametrize(
    ("minutes", "said", "late"),
    [(12, "take by 13:12, within 12 minutes", False), (0, "overdue since 13:00, for 1 minute", True), (-90, "overdue since 11:30, for 1 hour", True),
     (60 * 20, "take by 3 Mar, 09:00, within 20 hours", False)],
)  # fmt: skip
def test_the_clock_counts_down_and_then_says_since_when_it_is_overdue(minutes: int, said: str, late: bool) -> None:
    found = clock(respond_by=NOON + timedelta(minutes=minutes))
    assert text_of(found) == said and ("is-late" in found.className) is late
    assert getattr(found, "data-due" if not late else "data-late").replace("{}", said.rsplit(" ", 2)[-2] + " " + said.rsplit(" ", 1)[-1]) == said


@pytest.mark.parametrize("changes", [{"state": "acknowledged", **MINE}, {"state": "in_progress", **HIS}, SNOOZED])
def test_what_somebody_has_taken_or_what_sleeps_has_no_clock(changes: dict[str, Any]) -> None:
    assert clock(respond_by=NOON, **changes) is None and "overdue" not in told(alert(respond_by=NOON, **changes))


def test_where_nobody_ever_watches_that_is_said_instead_of_a_time() -> None:
    assert "no time is set, because nobody watches" in told(alert()) and clock() is None


@pytest.mark.parametrize(
    ("changes", "there"), [({}, True), (HIS, True), ({"state": "acknowledged", **HIS}, True), (SNOOZED, True), ({"state": "acknowledged", **MINE}, False)]
)
def test_what_one_can_take_can_be_chosen_with_others(changes: dict[str, Any], there: bool) -> None:
    boxes = [part for part in parts(cards.alerts.card(alert(**changes), None, NADIA, NOON)) if getattr(part, "role", "") == "checkbox"]
    assert bool(boxes) is there
    for reader in (Reader(ME, ZONE, named=False), Reader(ME, ZONE, may_answer=False)):
        assert not [part for part in parts(cards.alerts.card(alert(**changes), None, reader, NOON)) if getattr(part, "role", "") == "checkbox"]


def test_the_bar_of_the_chosen_says_why_nothing_but_taking_is_done_for_several() -> None:
    assert "Resolving is one by one" in text_of(cards.alerts.picked()) and "Resolve" not in [text_of(part) for part in parts(cards.alerts.picked()) if part._type == "Button"]
