"""Activities, stages and ulcers: what was not looked at may still decide."""



from tests.api.rules.hospice.case_shapes import adls
from tests.api.rules.hospice.screened import criterion, words
from tests.api.rules.records import assessment


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
