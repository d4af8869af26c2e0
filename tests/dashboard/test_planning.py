"""What is agreed with a patient: the form, and what saving it asks of the API."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from dashboard import cards
from dashboard.cards.own_rules import Usual
from schemas.configurations import Configured, Rules, Watch
from schemas.instruments import Instrument, Scale
from tests.dashboard.charts import ADA, NOON, ZONE, instrument, item, parts, text_of, timeline
from tests.dashboard.test_answering import Desk, called

PLAN = f"/v1/patients/{ADA}/plan"
PATIENT = {"id": str(ADA), "name": "Ada", "zone": ZONE, "may": []}


def version(number: int = 1, **content: Any) -> Configured:
    return Configured(version=number, content=content, set_at=NOON - timedelta(days=9 - number), set_by="Nadia")


def form(*versions: Configured, instruments: list[Instrument] | None = None) -> Any:
    return cards.plan.form(list(versions), instruments or [instrument()], Usual(Rules(), Watch()), ZONE, NOON)


def goals(shown: Any) -> dict[str, Any]:
    return {part.label: part.value for part in parts(shown) if isinstance(getattr(part, "id", None), dict) and part.id["type"] == "goal"}


def own(shown: Any) -> dict[str, Any]:
    return {part.id["row"]: part.value for part in parts(shown) if isinstance(getattr(part, "id", None), dict) and part.id["type"] in ("own-rule", "own-target")}


def field(shown: Any, name: str) -> Any:
    (found,) = [part for part in parts(shown) if getattr(part, "id", None) == name]
    return found


def test_each_symptom_that_is_asked_here_can_have_a_goal_and_what_nobody_asked_is_empty() -> None:
    shown = form(version(goals={"pain": 3}))
    assert "At what level would you be comfortable?" in text_of(shown)
    assert goals(shown) == {"Pain": 3, "Nausea": ""}


def test_a_goal_for_what_is_not_asked_here_is_kept_in_sight() -> None:
    assert goals(form(version(goals={"low_mood": 2})))["Low mood"] == 2


def test_what_further_questionnaires_ask_is_folded_until_it_has_a_goal() -> None:
    both = [instrument(), instrument(id="other", items=[item("itching"), item("pain")], asked=False)]
    for versions, folded in (((), True), ((version(goals={"itching": 1}),), False)):
        shown = form(*versions, instruments=both)
        assert list(goals(shown)) == ["Pain", "Nausea", "Itching"]
        assert ("Further symptoms (1)" in text_of(shown)) is folded


def test_a_symptom_of_two_questionnaires_is_asked_about_once_on_its_own_scale() -> None:
    shown = form(instruments=[instrument(), instrument(id="esas-r", items=[item("pain")], scale=Scale(0, 100))])
    (pain,) = [part for part in parts(shown) if getattr(part, "label", "") == "Pain"]
    assert (pain.min, pain.max) == (0, 10)


@pytest.mark.parametrize(("until", "shown"), [("2026-03-05T00:00:00+01:00", "2026-03-05"), ("2026-03-02T12:00:00Z", None), (None, None)])
def test_a_pause_that_lies_ahead_is_shown_and_one_that_is_over_is_not(until: str | None, shown: str | None) -> None:
    found = form(version(paused_until=until, pause_reason="In hospital"))
    assert field(found, "paused-until").value == shown and field(found, "pause-reason").value == ("In hospital" if shown else "")


def test_who_wrote_what_when_stands_below_newest_first() -> None:
    said = text_of(form(version(2, goals={"pain": 3}), version(1, goals={"pain": 5})))
    assert said.index("Pain: comfortable at 3, before at 5.") < said.index("Pain: comfortable at 5.")
    assert "What was agreed before (2)" in said and "Nadia:" in said
    assert "agreed before" not in text_of(form())


def test_the_when_needed_list_stands_one_name_a_line_and_says_that_it_is_no_prescription() -> None:
    shown = field(form(version(when_needed=["Morphine drops", "Spray"])), "when-needed")
    assert shown.value == "Morphine drops\nSpray" and "no prescription" in shown.description
    assert field(form(), "when-needed").value == ""


def test_a_pause_is_said_on_the_page_with_its_reason_while_it_lasts() -> None:
    told = structs.replace(timeline(), plan=[version(paused_until="2026-03-05T00:00:00+01:00", pause_reason="In hospital.")])
    assert "Paused  until 5 Mar, 00:00: In hospital. Nothing is expected before." in text_of(cards.patient.now(told))
    over = structs.replace(timeline(), plan=[version(paused_until="2026-03-01T00:00:00+01:00")])
    assert "Paused" not in text_of(cards.patient.now(over))


def test_own_rules_begin_with_what_holds_here_and_are_folded_while_there_are_none() -> None:
    assert (own(form())["rise"], own(form())["missed"], own(form())["urgent"], field(form(), "plan-own").open, field(form(), "own-rules").checked) == (2, 2, 60, False, False)
    shown = form(version(thresholds={"rise": 3}, missed=4, targets={"urgent": 15}))
    assert (own(shown)["rise"], own(shown)["missed"], own(shown)["missed_after_severe"], own(shown)["urgent"], own(shown)["soon"]) == (3, 4, 1, 15, 240)
    assert field(shown, "plan-own").open and field(shown, "own-rules").checked
    assert "Judged by rules and times of their own: Worsening, rise over what is usual: 3; Missed reports in a row: 4; Urgent, minutes: 15; all else" in text_of(shown)


OWN = {"rise": 3, "missed": 4, "missed_after_severe": 2}


@pytest.mark.parametrize(
    ("on", "content"),
    [
        (True, {"thresholds": {"rise": 3}, "missed": 4, "missed_after_severe": 2, "targets": {"urgent": 15}}),
        (False, {"thresholds": None, "missed": None, "missed_after_severe": None, "targets": None}),
    ],
)
async def test_own_rules_hold_while_they_are_switched_on(on: bool, content: dict[str, Any]) -> None:
    api = planned()
    await save(api, {"version": 4, "content": {"thresholds": {"rise": 5}}}, own_rules=OWN, own_targets={"urgent": 15}, **{"own-rules__checked": on})
    assert {name: sent(api)["content"][name] for name in content} == content


SUNDAYS = {"days": ["sunday"], "opens": "10:00:00", "closes": "12:00:00"}


def hour_rows(shown: Any) -> list[Any]:
    return [part.value for part in parts(shown) if isinstance(getattr(part, "id", None), dict) and part.id["type"] == "own-hours-days"]


def test_hours_of_their_own_begin_with_the_organisation_s_and_leave_a_row_for_more() -> None:
    workdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    assert (hour_rows(form()), field(form(), "own-hours").checked) == ([workdays, []], False)
    shown = form(version(hours=[SUNDAYS]))
    assert (hour_rows(shown), field(shown, "own-hours").checked, field(shown, "plan-own").open, field(shown, "own-rules").checked) == ([["sunday"], []], True, True, False)
    assert "The team's hours for this patient: Sun 10:00 to 12:00." in text_of(shown)
    assert "The team's hours for this patient are the organisation's." in text_of(form(version(2), version(1, hours=[SUNDAYS])))


@pytest.mark.parametrize(("on", "hours"), [(True, [SUNDAYS]), (False, None)])
async def test_own_hours_hold_while_they_are_switched_on_and_a_row_without_a_day_is_none(on: bool, hours: Any) -> None:
    api = planned()
    await save(api, {"version": 4, "content": {}}, own_hours=[(["sunday"], "10:00", "12:00"), ([], "", "")], **{"own-hours__checked": on})
    assert sent(api)["content"]["hours"] == hours


@pytest.mark.parametrize("rows", [[([], "", "")], [(["sunday"], "", "12:00")]])
async def test_own_hours_without_a_day_or_a_time_are_asked_about(rows: list[Any]) -> None:
    api = planned()
    answer = await save(api, {"version": 0, "content": {}}, own_hours=rows, **{"own-hours__checked": True})
    assert "a begin and an end" in str(answer["response"]) and api.asked == []


async def test_a_number_that_is_missing_among_own_rules_is_asked_for() -> None:
    api = planned()
    answer = await save(api, {"version": 0, "content": {}}, own_rules={**OWN, "rise": ""}, **{"own-rules__checked": True})
    assert "a number in each field" in str(answer["response"]) and api.asked == []


async def save(api: Desk, held: dict[str, Any], **fields: Any) -> dict[str, Any]:
    ids = [{"id": {"type": "goal", "item": name}, "property": "id", "value": {"type": "goal", "item": name}} for name in ("pain", "nausea")]
    levels = fields.pop("levels", (3, ""))
    api.patterns = {
        ("goal", "id"): ids,
        ("goal", "value"): [{"id": one["id"], "property": "value", "value": level} for one, level in zip(ids, levels, strict=True)],
    }
    for part, column in zip(("days", "opens", "closes"), list(zip(*fields.pop("own_hours", []), strict=True)) or [()] * 3, strict=True):
        api.patterns[(f"own-hours-{part}", "value")] = [{"id": {"type": f"own-hours-{part}", "row": row}, "property": "value", "value": value} for row, value in enumerate(column)]
    for kind, rows in (("own-rule", fields.pop("own_rules", {})), ("own-target", fields.pop("own_targets", {}))):
        named = [({"type": kind, "row": row}, value) for row, value in rows.items()]
        api.patterns |= {
            (kind, "id"): [{"id": one, "property": "id", "value": one} for one, _ in named],
            (kind, "value"): [{"id": one, "property": "value", "value": value} for one, value in named],
        }
    values = {"save-plan.n_clicks": 1, "plan-held.data": held, "patient.data": PATIENT, **{name.replace("__", "."): value for name, value in fields.items()}}
    return await called(api, "plan-error", "save-plan", **values)


def planned() -> Desk:
    api = Desk()
    api.lists[PLAN] = version(5)
    return api


def sent(api: Desk) -> dict[str, Any]:
    ((what, body),) = api.asked
    assert what == f"PUT {PLAN}"
    return dict(body)


async def test_saving_writes_the_next_version_and_leaves_what_the_form_does_not_show() -> None:
    api = planned()
    held = {"version": 4, "content": {"thresholds": {"rise": 3}, "goals": {"pain": 5}}}
    answer = await save(api, held, **{"times-a-day__value": 2, "when-needed__value": " Morphine  drops \n\nSpray", "paused-until__value": "2026-03-05", "pause-reason__value": " In hospital "})
    assert sent(api) == {"replaces": 4, "content": {"thresholds": {"rise": 3}, "goals": {"pain": 3}, "times_a_day": 2,
                                                    "paused_until": "2026-03-05T00:00:00+01:00", "pause_reason": "In hospital",
                                                    "when_needed": ["Morphine drops", "Spray"]}}  # fmt: skip
    assert answer["response"]["plan-drawer"] == {"opened": False} and answer["response"]["stored"] == {"data": "plan 5"}


async def test_an_emptied_form_takes_everything_back() -> None:
    api = planned()
    await save(api, {"version": 4, "content": {"goals": {"pain": 5}, "times_a_day": 2, "paused_until": "2026-03-05T00:00:00+01:00"}}, levels=("", None))
    assert sent(api)["content"] == {"goals": {}, "times_a_day": None, "paused_until": None, "pause_reason": "", "when_needed": []}


async def test_the_same_day_leaves_the_moment_of_a_pause_as_it_was() -> None:
    api = planned()
    await save(api, {"version": 4, "content": {"paused_until": "2026-03-05T07:30:00Z"}}, **{"paused-until__value": "2026-03-05"})
    assert sent(api)["content"]["paused_until"] == "2026-03-05T07:30:00Z"


@pytest.mark.parametrize("fields", [{"levels": (3.5, "")}, {"times-a-day__value": 1.5}])
async def test_what_is_no_whole_number_is_asked_about(fields: dict[str, Any]) -> None:
    api = planned()
    assert "whole numbers" in str((await save(api, {"version": 0, "content": {}}, **fields))["response"]) and api.asked == []


async def test_somebody_else_s_change_is_said_in_the_form_and_nothing_is_overwritten() -> None:
    api = Desk(refuses=409)
    answer = await save(api, {"version": 0, "content": {}})
    assert answer["response"] == {"plan-error": {"children": "The API's own sentence."}}
