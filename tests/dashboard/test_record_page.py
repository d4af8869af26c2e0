"""The page for findings and wishes: its address, and where it begins."""

from typing import Any

import pytest
from dash._pages import _path_to_page

from dashboard.client import asking
from tests import team
from tests.dashboard.charts import parts, text_of
from tests.records import Desk


def page(path: str) -> str:
    team.pages()
    found: Any = _path_to_page(path)[0]
    return str(found["title"])


def test_its_address_is_not_taken_for_a_patients() -> None:
    assert page("patients/0195f000-0000-7000-8000-000000000001/record") == "Findings and wishes · Balm"
    assert page("patients/0195f000-0000-7000-8000-000000000001") == "Patient · Balm"


async def shown(about: dict[str, Any], patient_id: str = "", **given: str) -> Any:
    team.pages()
    found: Any = _path_to_page(f"patients/{about['id']}/record")[0]
    return await found["layout"](patient_id=patient_id or about["id"], **given)


def begins(component: Any) -> str:
    (tabs,) = [one for one in parts(component) if getattr(one, "id", None) == "record-tabs"]
    return str(tabs.value)


@pytest.mark.parametrize(
    ("given", "tab"),
    [({}, "visit"), ({"tab": "wishes"}, "wishes"), ({"tab": "odd"}, "visit"), ({"kind": "ca_125"}, "laboratory"), ({"kind": "ascites"}, "visit"), ({"kind": "odd"}, "visit"), ({"entry": "x", "noun": "need"}, "history")],
)
async def test_a_link_leads_to_what_it_is_about(nadia: Desk, about: dict[str, Any], given: dict[str, str], tab: str) -> None:
    assert begins(await shown(about, **given)) == tab


async def test_an_entry_is_found_in_the_history_of_its_noun(nadia: Desk, about: dict[str, Any]) -> None:
    stored = await nadia.stored("needs", words="Wants to pray", domain="spiritual")
    found = await shown(about, noun="need", entry=stored["entry"]["id"])
    assert [text_of(one) for one in parts(found) if getattr(one, "className", "") == "is-opened"]


async def test_who_is_not_there_or_not_yours_is_not_found(nadia: Desk, about: dict[str, Any]) -> None:
    assert "We can't find that" in text_of(await shown(about, "0195f000-0000-7000-8000-000000000001"))
    assert "We can't find that" in text_of(await shown(about, "not-an-id"))


async def test_whoever_does_not_care_for_patients_sees_none(nadia: Desk, about: dict[str, Any]) -> None:
    asking.get().headers["cookie"] = "balm_session=ruth-session"
    assert "Ada" not in text_of(found := await shown(about)) and "This isn't open to your role" in text_of(found)
