import pytest
from msgspec import structs

from api.rules.severity import band
from schemas.instruments import NewInstrument
from tests.api.rules.questionnaires import DAILY, ESAS, LOWER_IS_WORSE, PAST_WEEK


@pytest.mark.parametrize("form", [DAILY, ESAS], ids=lambda form: form.id)
@pytest.mark.parametrize(("score", "severity"), [(0, "none"), (1, "mild"), (3, "mild"), (4, "moderate"), (6, "moderate"), (7, "severe"), (10, "severe")])
def test_each_band_begins_where_its_source_says(form: NewInstrument, score: int, severity: str) -> None:
    assert band(form, score) == severity


@pytest.mark.parametrize(("score", "severity"), [(10, "none"), (9, "mild"), (7, "mild"), (6, "moderate"), (4, "moderate"), (3, "severe"), (0, "severe")])
def test_where_lower_is_worse_the_bands_run_downwards(score: int, severity: str) -> None:
    assert band(LOWER_IS_WORSE, score) == severity


@pytest.mark.parametrize("score", range(11))
def test_a_form_without_bands_never_calls_a_score_severe(score: int) -> None:
    assert band(PAST_WEEK, score) is None


def test_a_skipped_item_has_no_band() -> None:
    assert band(DAILY, None) is None


def test_the_thresholds_come_from_the_form_not_from_the_code() -> None:
    assert DAILY.bands
    pcoc = structs.replace(DAILY, id="own-distress", bands=structs.replace(DAILY.bands, severe=8, source="PCOC SAS (distress)"))
    assert [band(pcoc, score) for score in (7, 8)] == ["moderate", "severe"]
