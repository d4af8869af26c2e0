"""A review replayed from what was kept gives the same bytes: today's, and those that were kept by earlier versions of Balm."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from api.rules.hospice.packs import packs
from api.rules.hospice.snapshots import canonical, inputs, kept, replays, seen, take
from tests.api.rules.hospice.screened import NOW
from tests.api.rules.hospice.test_decisions import WISH, decided
from tests.api.rules.hospice.test_screening import PROGRESSION
from tests.api.rules.records import assessment, course, diagnosis, facts, measurement, need, preference

KEPT = sorted((Path(__file__).parent / "kept").glob("*.json"))
PRINCIPAL = diagnosis("cancer", rank="principal", metastases="since", icd10="C18.7")
MUCH = [
    PRINCIPAL, *PROGRESSION[1:], WISH, preference("who_may_know", "these_people", 5), need("A chaplain"), measurement(90, 20, 30), measurement(20, 26, 38),
    course("pain", (9, 6), (5, 7), (2, 7)), assessment("albumin", 2.4, 9), assessment("oral_intake", "reduced", 9), assessment("crp", 22.5, 9),
]  # fmt: skip


def bytes_of(*entries: Any, pack: str = "cgs-l34538", **more: Any) -> bytes:
    return canonical(take(inputs(facts(*entries), packs()[pack], NOW, **more)))


@pytest.mark.parametrize("pack", sorted(packs()))
def test_every_pack_replays_to_the_same_bytes(pack: str) -> None:
    content = bytes_of(*MUCH, pack=pack)
    assert replays(content)


def test_a_decision_before_and_a_request_are_part_of_it() -> None:
    content = bytes_of(*MUCH, decided=decided(*MUCH, look_again_on=None), clinician_asks=True)
    assert replays(content) and kept(content).found.listing.sentence == "A clinician asks for a review."


@pytest.mark.parametrize("path", KEPT, ids=[path.name for path in KEPT])
def test_what_was_kept_by_an_earlier_version_replays_for_ever(path: Path) -> None:
    """One fails where rules were changed: keep the old rule beside the new one, and let the new one ask which the snapshot was made by."""
    assert replays(path.read_bytes())


def test_there_are_kept_ones() -> None:
    assert KEPT


def test_a_later_pack_changes_no_old_review() -> None:
    """The criteria as they were are in the snapshot, not looked up."""
    given = inputs(facts(*MUCH), packs()["cgs-l34538"], NOW)
    fewer = structs.replace(given, sections=given.sections[1:])
    content = canonical(take(fewer))
    assert replays(content) and len(kept(content).found.screening.sections) < len(take(given).found.screening.sections)


def test_a_result_that_was_altered_does_not_replay() -> None:
    content = bytes_of(*MUCH)
    assert not replays(content.replace(b'"status":"met"', b'"status":"not_met"', 1))


def test_what_an_unknown_rule_would_need_can_still_be_read_but_not_replayed() -> None:
    found = msgspec.json.decode(bytes_of(*MUCH))
    found["inputs"]["sections"] = [{"id": "of a later time"}]
    content = msgspec.json.encode(found)
    assert not replays(content) and kept(content).found.screening.sections


def test_the_same_record_is_known_again_at_another_time_of_day() -> None:
    given = inputs(facts(*MUCH), packs()["cgs-l34538"], NOW)
    assert seen(given) == seen(structs.replace(given, at=NOW.replace(hour=17)))
    assert seen(given) != seen(structs.replace(given, facts=facts(*MUCH, assessment("pps", 40, 0))))
    assert seen(given) != seen(structs.replace(given, clinician_asks=True))
