"""What each look does beyond its threshold: since when, against what, and where the record leaves it open."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.api.rules.hospice.cases import adls
from tests.api.rules.hospice.screened import criterion
from tests.api.rules.records import assessment, course, days_ago, diagnosis, ids, line, preference, status, stopped_line


def words(found: Any) -> list[str]:
    return [one.words for one in found.missing]


# numbers


@pytest.mark.parametrize(
    ("value", "comparator", "wanted"),
    [(2.5, "<", "met"), (2.6, "<", "unknown"), (2.4, ">", "unknown"), (2.5, ">", "not_met"), (3, ">", "not_met"), (2.49, None, "met")],
)
def test_less_than_and_more_than_decide_only_where_they_can(value: float, comparator: Any, wanted: str) -> None:
    assert criterion("liver/albumin", assessment("albumin", value, 3, comparator=comparator)).status == wanted


@pytest.mark.parametrize(
    ("value", "comparator", "wanted"), [(1.5, ">", "met"), (1.4, ">", "unknown"), (1.5, "<", "not_met"), (1.6, "<", "unknown"), (1.51, None, "met")]
)
def test_the_same_for_a_threshold_from_below(value: float, comparator: Any, wanted: str) -> None:
    assert criterion("liver/clotting/inr", assessment("inr", value, 3, comparator=comparator)).status == wanted


def test_met_since_the_first_of_the_scores_that_one_after_the_other_say_so() -> None:
    scores = [assessment("pps", pps, days) for pps, days in ((50, 90), (80, 50), (60, 30), (60, 9), (50, 2))]
    found = criterion("baseline/performance", *scores)
    assert (found.since_on, ids(found.evidence)) == (days_ago(30), [scores[-1].entry.id])
    assert found.evidence[0].words == "PPS 50 %"


def test_the_newest_of_two_scales_decides() -> None:
    assert criterion("baseline/performance", assessment("pps", 50, 9), assessment("kps", 80, 2)).status == "not_met"
    assert criterion("baseline/performance", assessment("pps", 50, 2), assessment("kps", 80, 9)).status == "met"


def test_a_unit_that_was_converted_compares_as_what_it_means() -> None:
    """25 g/L are 2.5 g/dL, and 0.1 * 25 is not quite that."""
    assert criterion("liver/albumin", assessment("albumin", 24, 3, unit="g/L", amount=24 * 0.1)).status == "met"
    found = criterion("liver/albumin", assessment("albumin", 25, 3, unit="g/L", amount=2.5000000001))
    assert (found.status, found.evidence[0].words) == ("not_met", "Albumin 25 g/L")


@pytest.mark.parametrize(
    ("clearance", "others", "wanted"),
    [
        (9.9, [], "met"),
        (10, [], "unknown"),
        (10, ["diabetes"], "met"),
        (14.9, ["diabetes"], "met"),
        (15, ["diabetes"], "not_met"),
        (15, [], "not_met"),
    ],
)
def test_diabetes_moves_the_threshold_of_clearance_and_not_on_record_is_no_answer(clearance: float, others: list[Any], wanted: str) -> None:
    found = criterion("renal/failure/clearance", assessment("creatinine_clearance", clearance, 3), *(diagnosis(one, rank="other") for one in others))
    assert found.status == wanted
    assert words(found) == (["whether there is diabetes: none on record"] if wanted == "unknown" else [])


@pytest.mark.parametrize(("creatinine", "others", "wanted"), [(8.1, [], "met"), (8, [], "unknown"), (8, ["diabetes"], "met"), (6.1, ["diabetes"], "met"), (6, ["diabetes"], "not_met")])
def test_diabetes_moves_the_threshold_of_creatinine(creatinine: float, others: list[Any], wanted: str) -> None:
    assert criterion("renal/failure/creatinine", assessment("creatinine", creatinine, 3), *(diagnosis(one, rank="other") for one in others)).status == wanted


@pytest.mark.parametrize(
    ("results", "wanted"),
    [
        (((40, 200_000), (10, 200_000)), "met"),
        (((39, 200_000), (10, 200_000)), "unknown"),
        (((90, 200_000), (20, 50_000), (10, 200_000)), "unknown"),  # not persistent
        (((40, 200_000), (10, 90_000)), "not_met"),
    ],
)
def test_a_viral_load_has_to_stay(results: Any, wanted: str) -> None:
    assert criterion("hiv/blood/viral_load", *(assessment("hiv_viral_load", value, days) for days, value in results)).status == wanted


# changes


def test_weight_is_compared_with_the_highest_of_six_months_and_the_loss_dated() -> None:
    weights = [assessment("weight", kilograms, days) for kilograms, days in ((74, 300), (70, 170), (72, 120), (64.8, 40), (64, 2))]
    found = criterion("decline/inanition/weight/weight_loss", *weights)
    assert (found.status, found.since_on) == ("met", days_ago(40))
    assert [one.words for one in found.evidence] == ["Weight 64 kg", "Weight 72 kg"]


@pytest.mark.parametrize(("oldest", "wanted"), [(152, "not_met"), (151, "unknown"), (20, "unknown")])
def test_that_no_weight_was_lost_is_said_only_with_a_weight_from_five_months_before(oldest: int, wanted: str) -> None:
    """Five months before yesterday, 1 March, was 1 October, 152 days before TODAY."""
    assert criterion("decline/inanition/weight/weight_loss", assessment("weight", 70, oldest), assessment("weight", 69, 1)).status == wanted


def test_a_loss_is_a_loss_however_short_it_took() -> None:
    assert criterion("decline/inanition/weight/weight_loss", assessment("weight", 70, 20), assessment("weight", 63, 1)).status == "met"


def test_one_weight_says_nothing_of_a_change() -> None:
    found = criterion("decline/inanition/weight/weight_loss", assessment("weight", 70, 3))
    assert (found.status, words(found)) == ("unknown", ["Weight: an earlier one of the last 6 months, to compare with"])


def test_each_scale_is_compared_with_itself() -> None:
    mixed = criterion("decline/performance", assessment("kps", 80, 60), assessment("pps", 50, 2))
    same = criterion("decline/performance", assessment("kps", 80, 60), assessment("pps", 70, 50), assessment("pps", 50, 2))
    assert (mixed.status, same.status) == ("unknown", "met")


@pytest.mark.parametrize(("before", "wanted"), [(29, "not_met"), (28, "unknown")])
def test_that_a_score_did_not_fall_needs_one_from_four_weeks_before(before: int, wanted: str) -> None:
    assert criterion("decline/performance", assessment("pps", 50, before), assessment("pps", 50, 1)).status == wanted


def test_sodium_counts_in_both_directions_and_the_to_do_stands_once() -> None:
    rise, fall = (criterion("decline/electrolytes/sodium", assessment("sodium", 140, 60), assessment("sodium", now, 2)).status for now in (145, 135))
    assert (rise, fall) == ("met", "met")
    assert len(criterion("decline/electrolytes/sodium", assessment("sodium", 140, 2)).missing) == 1


def test_any_of_several_markers_is_enough_and_a_rise_from_nothing_is_one() -> None:
    fallen = [assessment("psa", 9, 60), assessment("psa", 5, 2)]
    assert criterion("decline/markers", *fallen, assessment("cea", 0, 60), assessment("cea", 3, 2)).status == "met"
    assert criterion("decline/markers", *fallen).status == "not_met"


# function


def test_what_was_not_looked_at_is_named_and_may_not_be_needed() -> None:
    open_ = criterion("baseline/adls", adls(3, "bathing", unseen=("feeding",)))
    assert (open_.status, words(open_)) == ("unknown", ["Activities of daily living: feeding: not looked at"])
    assert criterion("baseline/adls", adls(3, "bathing", "dressing", unseen=("feeding",))).status == "met"
    assert criterion("baseline/adls", adls(3, unseen=("feeding",))).status == "not_met"


def test_done_for_them_is_dependence_too() -> None:
    parts = {"bathing": "dependent", "dressing": "needs_help"}
    assert criterion("baseline/adls", assessment("adls", None, 3, parts=parts)).status == "met"


def test_more_help_compares_what_was_looked_at_both_times() -> None:
    assert criterion("decline/adls", adls(60, unseen=("bathing",)), adls(2, "bathing")).status == "not_met"
    assert criterion("decline/adls", adls(60, "dressing"), adls(2, "bathing")).status == "met"
    assert words(criterion("decline/adls", adls(2, "bathing"))) == ["Activities of daily living: an earlier look in the last 6 months, to compare with"]


def test_fast_counts_from_7a_on_and_as_a_step_down() -> None:
    assert criterion("decline/fast", assessment("fast", "6a", 60), assessment("fast", "6e", 2)).status == "not_met"
    assert criterion("decline/fast", assessment("fast", "7b", 60), assessment("fast", "7b", 2)).status == "not_met"
    assert criterion("decline/fast", assessment("fast", "7a", 60), assessment("fast", "7c", 2)).status == "met"


def test_a_stage_that_was_not_looked_for_leaves_it_open() -> None:
    assert criterion("decline/ulcers", assessment("pressure_ulcers", None, 3, parts={"stage_3": 0})).status == "unknown"
    assert criterion("decline/ulcers", assessment("pressure_ulcers", None, 3, parts={"stage_4": 1})).status == "met"


# what happened


def test_one_infection_of_two_says_how_many_are_asked_for() -> None:
    found = criterion("decline/infections", assessment("infection", "sepsis", 20), assessment("infection", "skin", 10))
    assert (found.status, words(found)) == ("unknown", ["Infection: 1 on record in the last 6 months, 2 are asked for"])


def test_met_since_the_event_that_made_it_enough() -> None:
    found = criterion("decline/infections", *(assessment("infection", "sepsis", days) for days in (150, 80, 10)))
    assert found.since_on == days_ago(80) and len(found.evidence) == 3


def test_more_visits_needs_two_and_more_than_before() -> None:
    def visits(*days: int) -> str:
        return criterion("decline/visits", *(assessment("emergency_visit", "sent_home", one) for one in days)).status

    assert [visits(5), visits(5, 9), visits(5, 9, 100), visits(5, 9, 100, 110)] == ["not_met", "met", "met", "not_met"]


# diagnoses and the course of the disease


def test_a_cancer_whose_metastases_are_not_on_record_is_unknown() -> None:
    found = criterion("cancer/at_presentation", diagnosis("cancer"))
    assert (found.status, words(found)) == ("unknown", ["whether there are distant metastases, and since when"])


def test_a_scan_with_new_metastases_counts_as_since_and_the_diagnosis_gives_the_day() -> None:
    scan = status("progressive_disease", 30, new_metastases=True)
    assert criterion("cancer/progressed/metastatic_since", diagnosis("cancer", metastases="none"), scan).since_on == days_ago(30)
    known = criterion("cancer/progressed/metastatic_since", diagnosis("cancer", metastases="since", metastatic_since_on="2025-11"))
    assert str(known.since_on) == "2025-11-01"


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ([status("progressive_disease", 10)], "unknown"),  # no treatment on record
        ([status("progressive_disease", 10), line(5)], "unknown"),  # began after it
        ([status("progressive_disease", 10, method="marker"), line(100)], "unknown"),
        ([status("progressive_disease", 40), status("partial_response", 10), line(100)], "not_met"),
        ([status("progressive_disease", 40), status("undetermined", 10), line(100)], "met"),
        ([status("unconfirmed_progression", 10), line(100)], "met"),
        ([stopped_line(100, 10, "progression", observed_on=days_ago(10))], "met"),
        ([stopped_line(300, 200, "progression", observed_on=days_ago(200))], "unknown"),
        ([stopped_line(100, 40, "progression", observed_on=days_ago(40)), status("stable_disease", 5), line(30)], "not_met"),
    ],
)
def test_progression_under_treatment(entries: list[Any], wanted: str) -> None:
    assert criterion("cancer/progressed/course/in_spite_of_treatment", *entries).status == wanted


def test_progressing_since_the_first_of_the_scans_that_say_so() -> None:
    scans = [status(value, days) for value, days in (("stable_disease", 90), ("progressive_disease", 60), ("progressive_disease", 20))]
    assert criterion("cancer/progressed/course/in_spite_of_treatment", *scans, line(200)).since_on == days_ago(60)


def test_a_comorbidity_is_not_the_principal_diagnosis() -> None:
    assert criterion("baseline/comorbidities", diagnosis("cancer", rank="principal")).status == "unknown"


def test_the_day_on_which_a_coma_began_may_be_known_in_part() -> None:
    wanted = {"2026-01": "met", "2026-02": "met", "2026": "unknown", "2026-03": "not_met", "2026-03-01": "not_met"}
    assert {began: criterion("coma/day_three", diagnosis("coma", diagnosed_on=began)).status for began in wanted} == wanted


# wishes


def test_that_nobody_has_asked_is_said_as_such() -> None:
    found = criterion("cancer/progressed/course/declines_treatment")
    assert words(found) == ["Treatment of the disease: nobody has asked"]
    assert (found.missing[0].noun, found.missing[0].kind) == ("preference", "disease_directed_treatment")


@pytest.mark.parametrize("stance", ["undecided", "not_now"])
def test_an_open_wish_stays_unknown_with_its_evidence(stance: str) -> None:
    found = criterion("cancer/progressed/course/declines_treatment", preference("disease_directed_treatment", stance))
    assert (found.status, words(found), len(found.evidence)) == ("unknown", ["Treatment of the disease: asked, and still open"], 1)


def test_the_newest_wish_stands_and_whose_word_it_is_stays_with_it() -> None:
    wishes = [preference("disease_directed_treatment", "none", 90), preference("disease_directed_treatment", "every_treatment", 3, said_by="surrogate")]
    found = criterion("cancer/progressed/course/declines_treatment", *wishes)
    assert (found.status, found.evidence[0].words) == ("not_met", "Treatment of the disease: Every treatment there is (said by surrogate)")


# own reports

FORTNIGHT = ((13, 5), (10, 6), (7, 5), (3, 8), (0, 6))


def test_own_reports_count_and_are_said_to_be_their_own() -> None:
    found = criterion("decline/pain", course("pain", *FORTNIGHT))
    assert (found.status, found.reported_by_patient) == ("met", True)
    reported = found.of[1]
    assert reported.reported_by_patient and reported.since_on == days_ago(13)
    assert reported.evidence[0].words == "Pain 6 of 10, reported by the patient"
    assert {(one.noun, one.reported_by) for one in reported.evidence} == {("check_in", "patient")}


def test_what_the_team_saw_is_not_called_reported() -> None:
    found = criterion("decline/pain", course("pain", *FORTNIGHT), assessment("pain_resists_treatment", "present", 3))
    assert (found.status, found.reported_by_patient) == ("met", False)


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        (FORTNIGHT, "met"),
        (FORTNIGHT[1:], "unknown"),  # four reports
        (((6, 5), (5, 6), (4, 5), (3, 8), (0, 6)), "unknown"),  # over less than half of the fortnight
        (((7, 5), (5, 6), (4, 5), (3, 8), (0, 6)), "met"),
        (((13, 5), (10, 3), (7, 5), (3, 8), (0, 6)), "not_met"),
        (((14, 5), (10, 5), (7, 5), (3, 8), (0, 6)), "unknown"),  # the first one lies outside
    ],
)
def test_a_report_that_persists(scores: Any, wanted: str) -> None:
    assert criterion("decline/pain/pain_reported", course("pain", *scores)).status == wanted


def test_series_are_never_joined_and_any_that_persists_is_enough() -> None:
    patients, familys = course("pain", *FORTNIGHT[:3]), course("pain", *FORTNIGHT[3:], respondent="family_caregiver")
    assert criterion("decline/pain/pain_reported", patients, familys).status == "unknown"
    whole = course("pain", *FORTNIGHT, respondent="family_caregiver")
    found = criterion("decline/pain/pain_reported", course("pain", *((days, 1) for days, _ in FORTNIGHT)), whole)
    assert (found.status, found.evidence[0].reported_by) == ("met", "family_caregiver")


def test_a_questionnaire_without_bands_is_not_judged() -> None:
    banded = course("pain", *FORTNIGHT)
    unbanded = [replace(report, severity=None) for report in banded.reports]
    assert criterion("decline/pain/pain_reported", replace(banded, reports=unbanded)).status == "unknown"


def test_worse_is_counted_from_the_good_end_of_the_scale() -> None:
    scores = tuple((days, score) for days, score in ((12, 3), (6, 3), (0, 3), (102, 5), (97, 5), (91, 5)))
    low_is_bad = course("fatigue", *scores, worse="lower")
    assert criterion("clinical_decline/worse", low_is_bad).status == "met"
    assert criterion("clinical_decline/worse", course("fatigue", *scores)).status == "not_met"
    wide = course("fatigue", *((days, 10 * score) for days, score in scores), worse="lower", scale_maximum=100)
    assert criterion("clinical_decline/worse", wide).status == "met"
