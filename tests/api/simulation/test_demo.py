"""The demo's patients: synthetic, the same at every start of the same moment, and one of each kind."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest

from api.instruments import bundled
from api.rules import answers
from api.rules.concern import RECENT, symptoms_now
from api.simulation.demo import PEOPLE, DemoPatient, patients
from api.simulation.demo_draws import ZONE
from api.simulation.demo_families import SHOWN
from api.simulation.demo_histories import NAMES, NEAR_END
from schemas.check_ins import NewCheckIn
from schemas.symptom_states import RecentCheckIn, SymptomNow

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
FORMS = {(form.id, form.version): form for form in bundled()}
ANY_SEED = pytest.mark.parametrize("seed", [1, 7, 8, 2026])


@cache
def everybody(seed: int = 7, now: datetime = NOW) -> list[DemoPatient]:
    return list(patients(now, seed))


@ANY_SEED
def test_all_but_one_who_never_answered_have_six_months_behind_them(seed: int) -> None:
    for patient in everybody(seed):
        times = [check_in.recorded_at for _, check_in in patient.check_ins]
        assert times or patient.new.name == "Yara Suleiman"
        if times:
            assert NOW - times[0] > timedelta(days=150), patient.new.name
            assert len(times) > 30
            assert max(later - earlier for earlier, later in pairwise(times)) < timedelta(days=45), "no gap where a story begins"


def all_check_ins(seed: int) -> list[NewCheckIn]:
    return [check_in for patient in everybody(seed) for _, check_in in patient.check_ins]


def symptoms(patient: DemoPatient) -> list[SymptomNow]:
    recent = [
        RecentCheckIn(
            id=check_in_id,
            at=c.recorded_at,
            instrument=c.instrument,
            instrument_version=str(c.instrument_version),
            respondent=c.respondent,
            answers=c.answers,
            local_date=c.recorded_at.astimezone(ZoneInfo(c.zone)).date(),
        )
        for check_in_id, c in patient.check_ins[-RECENT:]
    ]
    return symptoms_now(recent, FORMS)


def test_the_same_seed_and_moment_give_the_same_data_and_another_seed_other_data() -> None:
    assert msgspec.json.encode(everybody()) == msgspec.json.encode(everybody())
    assert msgspec.json.encode(everybody(8)) != msgspec.json.encode(everybody())


@ANY_SEED
def test_every_check_in_would_be_taken_from_a_phone(seed: int) -> None:
    for found in all_check_ins(seed):
        assert answers.checked(FORMS[found.instrument, str(found.instrument_version)], found.answers) == found.answers
        assert msgspec.json.decode(msgspec.json.encode(found), type=NewCheckIn) == found
        assert (found.mode == "proxy") == (found.respondent != "patient")


@ANY_SEED
def test_ids_are_uuidv7_of_the_moment_and_never_twice(seed: int) -> None:
    found = [pair for patient in everybody(seed) for pair in patient.check_ins]
    assert len({check_in_id for check_in_id, _ in found}) == len(found)
    assert all(check_in_id.version == 7 and check_in_id.int >> 80 == int(c.recorded_at.timestamp() * 1000) for check_in_id, c in found)


@ANY_SEED
@pytest.mark.parametrize("now", [NOW, datetime(2026, 3, 9, 4, 30, tzinfo=UTC), datetime(2026, 11, 2, 5, 0, tzinfo=UTC)])
def test_nothing_is_recorded_after_now_nor_long_before_and_all_is_in_order(seed: int, now: datetime) -> None:
    for patient in everybody(seed, now):
        times = [check_in.recorded_at for _, check_in in patient.check_ins]
        assert times == sorted(times)
        assert all(now - timedelta(days=182) < at <= now for at in times)


def test_the_patients_are_the_demos_own() -> None:
    found = everybody()
    assert [patient.new.name for patient in found] == [*PEOPLE, *NAMES]
    assert len({patient.new.identifier for patient in found}) == len({patient.new.name for patient in found}) == len(found) == 60
    assert {patient.new.zone for patient in found} == {ZONE}
    assert {patient.new.care for patient in found} == {"palliative", "hospice"}


@ANY_SEED
def test_there_is_one_of_each_kind_on_the_list(seed: int) -> None:
    people = {patient.new.name: patient for patient in everybody(seed)}
    now = {name: symptoms(patient) for name, patient in people.items()}
    changes = [s.delta_worse for found in now.values() for s in found if s.delta_worse is not None and s.respondent == "patient"]
    assert sum(change >= 2 for change in changes) >= 4, "some are getting worse"
    assert sum(change <= -2 for change in changes) >= 2, "some are getting better"
    assert {s.severity for found in now.values() for s in found} == {"none", "mild", "moderate", "severe"}
    assert {s.instrument for found in now.values() for s in found} == {"daily-check", "esas-r"}
    assert {s.respondent for s in now["Dilip Raman"]} == {"patient", "family_caregiver"}
    assert people["Olive Marchetti"].check_ins[-1][1].respondent == "family_caregiver"
    assert NOW - people["Leonard Price"].check_ins[-1][1].recorded_at > timedelta(days=16)
    assert people["Yara Suleiman"].check_ins == []


@ANY_SEED
def test_there_are_gaps_notes_and_skipped_questions_but_not_many(seed: int) -> None:
    told = [patient for patient in everybody(seed) if patient.new.name in PEOPLE]
    found = [c for patient in told for _, c in patient.check_ins if c.instrument == "daily-check" and NOW - c.recorded_at < timedelta(days=42)]
    skipped = sum(score is None for c in found for score in c.answers.values())
    assert 600 < len(found) < 23 * 43
    assert 0.01 < skipped / (4 * len(found)) < 0.08
    assert 0.05 < sum(c.note is not None for c in found) / len(found) < 0.2
    assert {c.mode for c in found} == {"self", "assisted", "phone_call", "proxy"}


@ANY_SEED
def test_some_take_medicines_of_their_list_when_needed_and_say_where_it_hurts(seed: int) -> None:
    taking = {patient.new.name: patient.doses for patient in everybody(seed) if patient.doses.taken}
    assert len(taking) >= 3 and sum(len(doses.taken) for doses in taking.values()) >= 15
    for doses in taking.values():
        times = [one.taken_at for _, one in doses.taken]
        assert times == sorted(times) and NOW - timedelta(days=60) < times[0] and times[-1] <= NOW
        assert all(one.medicine in doses.listed and dose_id.version == 7 for dose_id, one in doses.taken)
    told = [one for doses in taking.values() for _, one in doses.taken]
    assert {one.relief is None for one in told} == {True, False}, "some haven't said how it helped"
    placed = {patient.new.name: [c for _, c in patient.check_ins if c.pain_regions] for patient in everybody(seed)}
    assert sum(bool(found) for found in placed.values()) == 4
    assert all(c.answers["pain"] and c.respondent == "patient" and NOW - c.recorded_at < timedelta(days=42) for found in placed.values() for c in found)
    assert len({tuple(c.pain_regions) for c in placed["Ada Lindqvist"]}) == 2, "hers moved"


@ANY_SEED
@pytest.mark.parametrize("now", [NOW, datetime(2026, 3, 9, 4, 30, tzinfo=UTC), datetime(2026, 11, 2, 5, 0, tzinfo=UTC)])
def test_where_others_answer_now_they_helped_before_and_the_switch_stands_between(seed: int, now: datetime) -> None:
    people = {patient.new.name: patient for patient in everybody(seed, now)}
    for name in ("Olive Marchetti", NEAR_END):
        family, found = people[name].family, [check_in for _, check_in in people[name].check_ins]
        assert family and family.kin and family.switch
        at, switch, _ = family.switch
        before, after = [c for c in found if c.recorded_at < at], [c for c in found if c.recorded_at > at]
        assert after and {(c.respondent, c.mode) for c in after} == {("family_caregiver", "proxy")}, "not one more of the patient's own"
        assert before[-1].respondent == "patient"
        assert sum(c.mode == "assisted" and family.invited_at < c.recorded_at for c in before) >= 2
        assert switch.answered_by == "proxy" and switch.reason and switch.since_on == at.astimezone(ZoneInfo(ZONE)).date()
        assert family.invited_at < at <= now
        assert family.wellbeing and all(check_id.version == 7 and check.recorded_at <= now for check_id, check in family.wellbeing)


@ANY_SEED
def test_some_show_something_to_somebody_and_one_is_asked_again(seed: int) -> None:
    shares = {patient.new.name: patient.family.shares for patient in everybody(seed) if patient.family and patient.family.shares}
    assert shares.keys() == SHOWN.keys()
    all_of_them = [share for found in shares.values() for share in found]
    for share in all_of_them:
        ends_at = min(share.new.ends_at, share.revoked_at or share.new.ends_at)
        assert all(share.granted_at < at < min(ends_at, NOW) for at in share.opened_at) and share.opened_at == sorted(share.opened_at)
        assert share.asked_at is None or ends_at < share.asked_at <= NOW, "who can still look asks for nothing"
        assert share.new.passphrase is None, "nothing that anybody would have to know"
    assert sum(share.asked_at is not None for share in all_of_them) == sum(share.revoked_at is not None for share in all_of_them) == 1
    assert any(share.new.ends_at > NOW and share.revoked_at is None for share in all_of_them)
