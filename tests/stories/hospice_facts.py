"""The same facts for three patients: progression on the second line, PPS 70 to 50 in eight weeks, weight -11 %, appetite 8 reported. Only the wish differs."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from uuid_utils.compat import uuid7

from tests.stories.house import ALEX, NADIA, House, Person
from tests.stories.patience import settled

PACK = "cgs-l34538"
WEEKS = timedelta(weeks=8)


@cache
def today() -> date:
    """The same for the whole run, also over midnight: a day that has begun wherever the patient is."""
    return datetime.now(UTC).date() - timedelta(days=1)


def days_ago(days: int) -> str:
    return (today() - timedelta(days=days)).isoformat()


def choose_pack(house: House) -> None:
    alex = house.signed_in(ALEX)
    held = alex.get("/v1/configurations/hospice").json()
    if held["content"].get("pack") != PACK:
        assert alex.put("/v1/configurations/hospice", json={"replaces": held["version"], "content": {"pack": PACK}}).status_code == 200


def record(house: House, person: Person, noun: str, **content: Any) -> None:
    answer = house.signed_in(NADIA).put(f"/v1/patients/{person.id}/{noun}/{uuid7()}", json=content)
    assert answer.status_code == 200, answer.text


def ill(house: House, name: str) -> Person:
    person = house.enrol(name)
    record(house, person, "diagnoses", words="Adenocarcinoma of the lung", icd10="C34.1", disease="cancer", metastases="since", metastatic_since_on=days_ago(240))
    line: dict[str, Any] = {"modalities": ["chemotherapy"], "state": "stopped", "stop_reason": "progression"}
    record(house, person, "treatment-lines", regimen="Carboplatin, pemetrexed", number=1, started_on=days_ago(230), stopped_on=days_ago(120), **line)
    record(house, person, "treatment-lines", regimen="Docetaxel", number=2, started_on=days_ago(110), stopped_on=days_ago(14), **line)
    record(house, person, "disease-statuses", status="progressive_disease", method="ct", observed_on=days_ago(14))
    for ago, pps, kg in ((56, 70, 70), (0, 50, 62.3)):
        record(house, person, "assessments", kind="pps", value=pps, observed_on=days_ago(ago))
        record(house, person, "assessments", kind="weight", value=kg, observed_on=days_ago(ago))
    record(house, person, "assessments", kind="weight_loss_reversible", value="absent", observed_on=days_ago(0))
    for ago in (11, 9, 7, 5, 3, 1):
        person.send(days_ago=ago, answers={"pain": 2, "nausea": 1, "fatigue": 3, "lack_of_appetite": 8})
    return person


def wants(house: House, person: Person, stance: str, note: str) -> None:
    record(house, person, "preferences", topic="disease_directed_treatment", stance=stance, note=note, observed_on=days_ago(0))


def listed(house: House, wanted: set[str]) -> None:
    """Screened soon after the last fact."""

    def names() -> set[str]:
        return {one["patient_name"] for one in house.signed_in(NADIA).get("/v1/reviews").json()["reviews"]}

    assert wanted <= settled(names, wanted.issubset)
