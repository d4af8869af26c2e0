"""The questionnaires that come with Balm, and how a wrong file is refused."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.instruments import LARGEST, MOST_FAULTS, InstrumentRefused, bundled, parse
from api.instruments.faults import is_loinc
from schemas.instruments import NewInstrument

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "eortc-past-week.json"
BUNDLED = {instrument.id: instrument for instrument in bundled()}
DAILY, ESAS = BUNDLED["daily-check"], BUNDLED["esas-r"]
WORDS_OF_DAILY = json.dumps(msgspec.to_builtins(DAILY)).lower()


def own(**changes: Any) -> dict[str, Any]:
    return {**json.loads(EXAMPLE.read_bytes()), **changes}


def refusal(raw: bytes | dict[str, Any]) -> InstrumentRefused:
    with pytest.raises(InstrumentRefused) as caught:
        parse(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return caught.value


def faults(change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    found = copy.deepcopy(own())
    change(found)
    return [(error["field"], error["detail"]) for error in refusal(found).errors]


# what comes with Balm


def test_the_daily_check_and_esas_r_come_with_balm() -> None:
    assert set(BUNDLED) == {"daily-check", "esas-r"}


def test_the_daily_check_asks_four_symptoms_now_from_0_to_10_and_the_rest_only_where_switched_on() -> None:
    assert [item.id for item in DAILY.items if not item.optional] == ["pain", "nausea", "fatigue", "lack_of_appetite"]
    assert (DAILY.version, DAILY.recall_period, DAILY.scale.minimum, DAILY.scale.maximum, DAILY.scale.worse) == ("1", "now", 0, 10, "higher")
    assert not DAILY.whole


def test_appetite_is_asked_as_what_is_lacking_so_that_0_is_good_in_every_form() -> None:
    daily, esas = (next(item for item in form.items if "appetite" in item.id) for form in (DAILY, ESAS))
    assert daily.id == esas.id == "lack_of_appetite"
    assert daily.label == "Lack of appetite"
    assert esas.low == "No Lack of Appetite"
    assert daily.low.startswith("None is gone")
    assert daily.definition == "0 means your appetite is fine. 10 means you have none at all."


@pytest.mark.parametrize("name", ["esas", "edmonton", "eortc", "ipos", "ctcae"])
def test_the_daily_check_never_calls_itself_another_form(name: str) -> None:
    assert name not in WORDS_OF_DAILY


def test_the_daily_check_claims_no_code_of_esas_r() -> None:
    codes = {item.loinc for item in ESAS.items} | {ESAS.loinc}
    assert {item.id: item.loinc for item in DAILY.items if item.loinc} == {"pain": "72514-3"}
    assert "72514-3" not in codes


@pytest.mark.parametrize("item", DAILY.items, ids=lambda item: item.id)
def test_each_question_of_the_daily_check_is_short_enough_for_a_tired_person(item: Any) -> None:
    assert len(item.question.split()) <= 12
    assert item.question.endswith("?")
    assert "right now" in item.question


def test_esas_r_is_the_whole_form_in_its_order_with_its_words() -> None:
    assert ESAS.instruction == "Please circle the number that best describes how you feel NOW:"
    assert [(item.low, item.high) for item in ESAS.items] == [
        ("No Pain", "Worst Possible Pain"),
        ("No Tiredness", "Worst Possible Tiredness"),
        ("No Drowsiness", "Worst Possible Drowsiness"),
        ("No Nausea", "Worst Possible Nausea"),
        ("No Lack of Appetite", "Worst Possible Lack of Appetite"),
        ("No Shortness of Breath", "Worst Possible Shortness of Breath"),
        ("No Depression", "Worst Possible Depression"),
        ("No Anxiety", "Worst Possible Anxiety"),
        ("Best Wellbeing", "Worst Possible Wellbeing"),
        ("No ____", "Worst Possible ____"),
    ]
    assert [item.definition for item in ESAS.items if item.definition] == [
        "Tiredness = lack of energy",
        "Drowsiness = feeling sleepy",
        "Depression = feeling sad",
        "Anxiety = feeling nervous",
        "Wellbeing = how you feel overall",
        "Other Problem (for example constipation)",
    ]


def test_esas_r_has_the_codes_of_its_loinc_panel() -> None:
    assert ESAS.loinc == "112503-8"
    assert [item.loinc for item in ESAS.items] == [
        "112494-0", "112495-7", "112496-5", "112497-3", "112498-1", "112499-9", "112500-4", "112501-2", "112502-0", None]  # fmt: skip


def test_esas_r_may_not_be_shortened_and_says_whose_it_is() -> None:
    assert ESAS.whole
    assert [item.id for item in ESAS.items if item.optional] == ["other_problem"]
    assert "may not be modified without the prior consent of the authors" in ESAS.licence
    assert "University of Alberta" in ESAS.acknowledgement


@pytest.mark.parametrize("instrument", bundled(), ids=lambda instrument: instrument.id)
def test_every_loinc_code_has_its_check_digit(instrument: NewInstrument) -> None:
    assert all(is_loinc(code) for code in [instrument.loinc, *(item.loinc for item in instrument.items)] if code)


@pytest.mark.parametrize(("code", "right"), [("112503-8", True), ("112503-7", False), ("72514-3", True), ("72541-3", False), ("457121-1", False)])
def test_the_check_digit_of_loinc_is_computed(code: str, right: bool) -> None:
    assert is_loinc(code) is right


@pytest.mark.parametrize("instrument", bundled(), ids=lambda instrument: instrument.id)
def test_bands_name_their_source_and_where_the_evidence_ends(instrument: NewInstrument) -> None:
    assert instrument.bands
    assert (instrument.bands.mild, instrument.bands.moderate, instrument.bands.severe) == (1, 4, 7)
    assert "Selby 2010" in instrument.bands.source
    assert "none clear" in instrument.bands.source


# an organisation's own


def test_the_real_studys_questionnaire_is_read_and_has_no_bands() -> None:
    instrument = parse(EXAMPLE.read_bytes())
    assert (instrument.id, instrument.recall_period, instrument.bands) == ("eortc-past-week", "past_week", None)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf" + EXAMPLE.read_bytes()).id == "eortc-past-week"


def test_a_questionnaire_of_balms_may_be_loaded_unchanged_and_not_otherwise() -> None:
    same = msgspec.to_builtins(ESAS)
    assert parse(json.dumps(same).encode()) == ESAS
    same["items"] = same["items"][:4]
    assert refusal(same).errors == [{"field": "id", "detail": "esas-r is the name of a questionnaire that comes with Balm; choose another"}]


def test_what_is_missing_in_an_item_is_named_with_the_item() -> None:
    error = refusal(own(items=[{**item, **({} if item["id"] != "fatigue" else {"high": None})} for item in own()["items"]]))
    assert "item 3 (fatigue)" in str(error)
    assert faults(lambda f: f["items"][1].pop("high")) == [("item 2 (nausea)", "'high' is missing")]


def test_all_faults_are_told_at_once() -> None:
    def spoil(found: dict[str, Any]) -> None:
        found["items"][1].pop("high")
        found["items"][2]["colour"] = "red"
        found["scale"]["worse"] = "up"
        found["recall_period"] = "today"
        del found["title"]

    assert {field for field, _ in faults(spoil)} == {"file", "scale", "item 2 (nausea)", "item 3 (fatigue)"}
    assert len(faults(spoil)) == 5


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        (lambda f: f["items"][0].update(id="Pain"), "item 1 (Pain)", "'id' must begin with a small letter"),
        (lambda f: f["items"][0].update(id=3), "item 1", "'id' must be text"),
        (lambda f: f["items"][0].update(label=""), "item 1 (pain)", "'label' is empty"),
        (lambda f: f["items"][0].update(low="x" * 201), "item 1 (pain)", "'low' is longer than 200 characters"),
        (lambda f: f["items"][0].update(question="a\nb"), "item 1 (pain)", "'question' must be one line"),
        (lambda f: f["items"][0].update(definition="a\x00b"), "item 1 (pain)", "'definition' holds a NUL"),
        (lambda f: f["items"][0].update(optional="no"), "item 1 (pain)", "'optional' must be true or false"),
        (lambda f: f["items"][0].update(loinc="pain"), "item 1 (pain)", "'loinc' must look like a LOINC code"),
        (lambda f: f["items"][0].update(loinc="72514-4"), "item 1 (pain)", "72514-4 is no LOINC code: its check digit is wrong"),
        (lambda f: f["items"][0].update(label={"en": "Pain", "de": "Schmerz"}), "item 1 (pain)", "another language is a file of its own"),
        (lambda f: f["items"][0].update(colour="red"), "item 1 (pain)", "'colour' is unknown; known are id, label"),
        (lambda f: f["items"][1].update(id="pain"), "item 2 (pain)", "the id 'pain' is used before"),
        (lambda f: f["items"][1].update(label="PAIN"), "item 2 (nausea)", "the label 'PAIN' is used before"),
        (lambda f: f["items"].append("pain"), "item 5", "must be an object"),
        (lambda f: f.update(items=[]), "file", "'items' is empty"),
        (lambda f: f.update(items={}), "file", "'items' must be a list"),
        (lambda f: f.update(items=f["items"] * 16), "file", "'items' has more than 60 items"),
        (lambda f: [item.update(optional=True) for item in f["items"]], "items", "at least one item must not be optional"),
        (lambda f: f.update(language="en,de"), "file", "'language' must be one language"),
        (lambda f: f.update(id="Own form"), "file", "'id' must begin with a small letter"),
        (lambda f: f.update(id="daily-check"), "id", "comes with Balm; choose another"),
        (lambda f: f.update(recall_period="today"), "file", "'recall_period' must be one of now, past_24_hours"),
        (lambda f: f.update(colour="red"), "file", "'colour' is unknown"),
        (lambda f: f.pop("licence"), "file", "'licence' is missing"),
        (lambda f: f.update(scale=10), "scale", "must be an object"),
        (lambda f: f["scale"].update(maximum="10"), "scale", "'maximum' must be a whole number"),
        (lambda f: f["scale"].update(maximum=101), "scale", "'maximum' must be a whole number <= 100"),
        (lambda f: f["scale"].update(minimum=10), "scale", "minimum 10 must be less than maximum 10"),
        (lambda f: f["scale"].pop("minimum"), "scale", "'minimum' is missing"),
        (lambda f: f.update(bands={"mild": 1, "moderate": 4, "severe": 11, "source": "x"}), "bands", "severe begins at 11, outside the scale from 0 to 10"),
        (lambda f: f.update(bands={"mild": 1, "moderate": 1, "severe": 7, "source": "x"}), "bands", "must rise, because higher is worse"),
        (lambda f: f.update(bands={"mild": 1, "moderate": 4, "severe": 7}), "bands", "'source' is missing"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_the_place_and_the_reason(change: Callable[[dict[str, Any]], object], field: str, words: str) -> None:
    found = faults(change)
    assert len(found) == 1
    assert found[0][0] == field
    assert words in found[0][1]


def test_bands_fall_where_a_lower_score_is_worse() -> None:
    scale = {"minimum": 0, "maximum": 10, "worse": "lower"}
    assert parse(json.dumps(own(scale=scale, bands={"mild": 9, "moderate": 6, "severe": 3, "source": "x"})).encode()).bands
    assert "must fall" in str(refusal(own(scale=scale, bands={"mild": 1, "moderate": 4, "severe": 7, "source": "x"})))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "isn't JSON: Expecting value, line 1, column 1"),
        (b'{"id": "x",}', "isn't JSON"),
        (b"id: own\nversion: 1\n", "isn't JSON"),
        (b"[]", "must hold one object"),
        (b'"x"', "must hold one object"),
        (b"\xff\xfe{\x00}\x00", "isn't UTF-8 text (byte 1)"),
        (b'{"scale": {"minimum": NaN}}', "NaN is no number"),
        (b'{"a": ' + b"[" * 100_000, "isn't JSON"),
        (b'{"a": ' + b"9" * 6_000 + b"}", "isn't JSON"),
        (b'{"id": "\\ud800"}', "isn't JSON"),
        (b" " * (LARGEST + 1), "larger than 256 KB"),
    ],
)  # fmt: skip
def test_what_is_no_questionnaire_at_all_is_refused(raw: bytes, words: str) -> None:
    assert words in refusal(raw).reason


def test_a_key_that_stands_twice_is_refused_because_one_of_the_two_would_be_lost() -> None:
    raw = EXAMPLE.read_bytes().replace(b'"low": "Lowest scale score"', b'"low": "Best", "low": "Worst"', 1)
    assert refusal(raw).errors == [{"field": "the item pain", "detail": "'low' stands there twice"}]


def test_a_file_of_nothing_but_faults_is_answered_with_some_of_them() -> None:
    assert len(refusal(own(items=[{}] * 5_000)).errors) == MOST_FAULTS
