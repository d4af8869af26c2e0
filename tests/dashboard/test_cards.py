from datetime import timedelta

import pytest
from msgspec import structs

from dashboard import cards, words
from dashboard.figures import series
from schemas.configurations import Configured
from schemas.enrolments import Device, EnrolmentCode
from schemas.instruments import Scale
from schemas.patients import Care
from schemas.reminders import Reminders
from schemas.worklist import Worklist, WorklistRow
from tests.dashboard.charts import ADA, NOON, ZONE, check_in, instrument, nadia, patient, symptom, text_of, timeline


def row(*symptoms: object, **changes: object) -> WorklistRow:
    usual = {"patient_id": ADA, "name": "Ada", "care": "hospice", "reason": "Pain 7 of 10.", "symptoms": list(symptoms), "last_heard_at": NOON}
    return WorklistRow(**{**usual, **changes})  # type: ignore[arg-type]


def listed(*rows: WorklistRow, **changes: object) -> Worklist:
    return Worklist(**{"rows": list(rows), "total": len(rows), "as_of": NOON, "next": None, **changes})  # type: ignore[arg-type]


def cell(*symptoms: object) -> dict[str, object]:
    _, (only,) = cards.worklist.contents(listed(row(*symptoms)), ZONE)
    found: dict[str, object] = only["cells"]["pain"][0]
    return found


def test_a_score_says_its_severity_in_a_word_and_its_change_in_words() -> None:
    assert cell(symptom())["severity"] == "severe" and cell(symptom())["change"] == "3 worse than a week before"


def test_a_falling_score_on_an_upside_down_scale_is_still_worse() -> None:
    assert cell(symptom(worse="lower", score=2, delta_worse=4))["change"] == "4 worse than a week before"


def test_family_is_named_beside_its_score() -> None:
    assert cell(symptom(respondent="family_caregiver"))["by"] == "by family" and cell(symptom())["by"] == ""


def test_what_asks_about_the_past_week_says_so() -> None:
    assert cell(symptom(recall_period="past_week"))["recall"] == "past week" and cell(symptom())["recall"] == ""


def test_patient_and_family_are_two_readings() -> None:
    _, (only,) = cards.worklist.contents(listed(row(symptom(score=3), symptom(respondent="family_caregiver", score=9))), ZONE)
    assert [(one["score"], one["by"]) for one in only["cells"]["pain"]] == [(3, ""), (9, "by family")]


def test_the_servers_order_is_kept() -> None:
    _, rows = cards.worklist.contents(listed(row(name="Zoe"), row(name="Ada")), ZONE)
    assert [one["name"] for one in rows] == ["Zoe", "Ada"]


def test_the_commonest_symptoms_get_columns_and_the_others_stand_in_the_last() -> None:
    many = [symptom(item=name, label=name, score=score) for name, score in zip("abcdef", (1, 2, 3, 4, 5, 6), strict=True)]
    columns, rows = cards.worklist.contents(listed(row(*many), row(*many[:4])), ZONE)
    assert [column["headerName"] for column in columns[3:-1]] == ["a", "b", "c", "d"]
    assert [one["label"] for one in rows[0]["also"]] == ["f", "e"]


def test_scales_of_different_length_sort_together() -> None:
    assert cards.worklist.share(symptom(score=5)) == cards.worklist.share(symptom(score=50, scale_maximum=100)) == 50
    assert cards.worklist.share(symptom(score=0, worse="lower")) == 100


def test_the_tally_says_when_not_all_are_shown() -> None:
    said = text_of(cards.worklist.tally(listed(row(), total=300, next="x"), "", "Lindenhof", ZONE))
    assert "300 patients under care at Lindenhof" in said and "The 1 who need you most are shown" in said
    assert "shown" not in text_of(cards.worklist.tally(listed(row()), "", "Lindenhof", ZONE))


def test_an_empty_list_leads_to_enrolling_only_whoever_may() -> None:
    assert "Enrol the first patient" in text_of(cards.notices.no_patients(may_enrol=True))
    assert "Enrol the first patient" not in text_of(cards.notices.no_patients(may_enrol=False))


def test_a_demonstration_says_so_on_every_page() -> None:
    assert "Demonstration : synthetic patients" in text_of(cards.frame.page(nadia(demo=True)))
    assert "Demonstration" not in text_of(cards.frame.page(nadia()))


def test_who_never_reported_is_met_with_what_to_do() -> None:
    assert "record a check-in for them" in text_of(cards.patient.now(timeline()))


def test_what_patient_and_family_say_now_stands_apart() -> None:
    said = text_of(cards.patient.now(timeline(now=[symptom(), symptom(respondent="family_caregiver", score=9)])))
    assert said.index("The patient, asked about this moment") < said.index("Family, asked about this moment")


def test_the_same_symptom_in_two_questionnaires_is_told_apart() -> None:
    found = timeline(now=[symptom(score=3), symptom(instrument="esas-r", score=5)], instruments=[instrument(), instrument(id="esas-r", title="ESAS-r")])
    said = text_of(cards.patient.now(found))
    assert "The patient in the Daily check, asked" in said and "The patient in the ESAS-r, asked" in said
    assert "Daily check" not in text_of(cards.patient.now(timeline(now=[symptom()])))


def test_a_call_for_help_stands_above_the_scores() -> None:
    said = text_of(cards.patient.now(structs.replace(timeline(now=[symptom()]), asks_for="help_now")))
    assert "Asked for help now" in said and said.index("1 minute ago, 2 Mar, 13:00") < said.index("Pain")


def test_who_reported_without_a_score_was_heard_all_the_same() -> None:
    said = text_of(cards.patient.now(structs.replace(timeline(), asks_for="call_back", last_heard_at=NOON)))
    assert "Asked to be called" in said and "No scores yet" in said and "Nothing reported yet" not in said


def test_a_report_that_answers_nothing_has_an_open_table_and_no_chart() -> None:
    (card,) = cards.course.course(timeline(check_in(1, answers={}, note="Please call", asks_for="help_now")), "14")
    assert "open=True" in str(card) and "Please call" in str(card) and "Graph" not in str(card)


@pytest.mark.parametrize(
    ("changes", "shown"),
    [({}, set()), ({"note": "sore"}, {"note"}), ({"corrects": ADA}, {"marks"}), ({"note": "sore", "asks_for": "call_back"}, {"note", "marks"})],
)
def test_the_table_has_no_column_in_which_nothing_stands(changes: dict[str, object], shown: set[str]) -> None:
    (one,) = series.split(timeline(check_in(2), check_in(1, **changes)))
    fields = [column["field"] for column in cards.course.table_columns(one, [])]
    assert set(fields) & {"note", "marks"} == shown and {"when", "pain", "by", "entered_by", "id"} <= set(fields)


@pytest.mark.parametrize(("days", "is_shown"), [(1, True), (1.01, False)])
def test_what_was_written_within_a_day_of_the_newest_report_stands_above_the_scores(days: float, is_shown: bool) -> None:
    found = timeline(check_in(days, note="It burns.", respondent="family_caregiver"), check_in(0, note="Please come."), now=[symptom()])
    said = text_of(cards.patient.now(structs.replace(found, last_heard_at=NOON)))
    assert ("It burns." in said) is is_shown and "Please come." in said
    assert said.index("The patient wrote") < (said.find("Family wrote") if is_shown else len(said))


def test_a_note_that_somebody_of_the_team_typed_stands_under_their_name() -> None:
    found = timeline(check_in(0, note="Told on the phone.", entered_by="Nadia Rahman", entered_by_kind="staff"), now=[symptom()])
    assert "Nadia Rahman wrote" in text_of(cards.patient.now(structs.replace(found, last_heard_at=NOON)))


@pytest.mark.parametrize(("care", "asks"), [("palliative", True), ("hospice", True), ("discharged", False), ("died", False)])
def test_after_a_discharge_or_a_death_nothing_prompts_the_team(care: Care, asks: bool) -> None:
    plan = [Configured(version=1, content={"goals": {"pain": 0}})]
    found = timeline(check_in(0), now=[symptom()])
    found = structs.replace(found, asks_for="help_now", last_heard_at=NOON, plan=plan, patient=structs.replace(found.patient, care=care))
    said = text_of(cards.patient.now(found))
    assert ("until the team has answered" in said) is asks and ("not yet at the goal" in said) is asks


def test_an_empty_range_is_a_sentence() -> None:
    assert "no answers from the last 2 weeks" in text_of(cards.course.course(timeline(), "14"))


@pytest.mark.parametrize(("identifier", "said"), [("Ada", "born 3 March"), (None, "born 3 March"), ("MRN-7", "MRN-7 · born 3 March")])
def test_a_number_that_is_the_name_is_not_said_twice(identifier: str | None, said: str) -> None:
    heading = text_of(cards.patient.heading(structs.replace(patient(), identifier=identifier), NOON))
    assert heading.removeprefix("Ada").strip().startswith(said)


def test_the_header_says_the_age_before_and_on_the_birthday() -> None:
    assert words.age(patient().born_on, NOON.date()) == 75  # type: ignore[arg-type]
    assert words.age(patient().born_on, NOON.date() + timedelta(days=1)) == 76  # type: ignore[arg-type]


def test_the_table_holds_the_same_facts_and_a_skip_is_no_zero() -> None:
    corrected = check_in(1, answers={"pain": None, "nausea": 0}, corrects=ADA, note="sore")
    one = cards.course.series.split(timeline(corrected, check_in(2)))[0]
    found = cards.course.table_row(corrected, one, ZONE)
    assert found["pain"] is None and found["nausea"] == {"score": 0, "severity": "none"}
    assert found["marks"] == "corrected" and found["note"] == "sore" and found["entered_by"] == "Ada's phone"


def test_a_form_stores_skipped_answers_as_null() -> None:
    assert cards.record.scores(["skip", "0", "", 7], ["a", "b", "c", "d"]) == {"a": None, "b": 0, "c": None, "d": 7}


def test_a_correction_opens_with_what_was_stored() -> None:
    stored = check_in(1, note="sore", mode="paper")
    form = str(cards.record.form([instrument()], instrument(), ZONE, NOON, stored))
    assert "2026-03-01 13:00:00" in form and "sore" in form and "value='paper'" in form


def test_a_long_scale_gets_a_number_field() -> None:
    assert "NumberInput" in str(cards.record.answer(instrument(scale=Scale(0, 100)), instrument().items[0], None))


def test_the_code_is_shown_with_its_picture_and_end() -> None:
    code = EnrolmentCode(code="ABCD-EFGH-JK", link="https://balm.example/app#code=ABCD", qr_svg="<svg/>", expires_at=NOON)
    shown = cards.enrolment.code(code, "Ada", ZONE)
    assert "ABCD-EFGH-JK" in text_of(shown) and "Mon 2 Mar 2026, 13:00" in text_of(shown) and "data:image/svg+xml;base64,PHN2Zy8+" in str(shown)


def test_a_phone_that_was_taken_back_offers_nothing_more() -> None:
    one = Device(id=ADA, patient_id=ADA, name="Ada's phone", enrolled_at=NOON, revoked_at=NOON)
    assert "Take back" not in text_of(cards.enrolment.devices([one], ZONE, may_revoke=True, may_add=True))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Reminders(times=[], zone=ZONE), "No reminders were chosen on a phone."),
        (Reminders(times=["08:00", "20:00"], zone=ZONE), "Reminded at 08:00, 20:00, when the app is opened."),
        (Reminders(times=["08:00"], zone="UTC", phones=2), "Reminded at 08:00 (UTC), on 2 phones also while the app is closed."),
    ],
)
def test_the_reminders_that_a_patient_chose_stand_beside_the_phones(chosen: Reminders, said: str) -> None:
    assert text_of(cards.enrolment.reminders(chosen, ZONE)) == said
