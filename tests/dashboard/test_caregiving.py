"""Who answers for Ada, on her page: asked with a code, what they may do, ended, how they are; who is expected to answer now; and how what they entered is told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.instruments import wellbeing
from dashboard import alert_words, cards, plan_words
from schemas.caregivers import Answering, Caregiver, Grants, InvitedCaregiver
from schemas.configurations import Configured
from schemas.enrolments import EnrolmentCode
from schemas.wellbeing_checks import WellbeingCheck, WellbeingChecks
from tests.dashboard.charts import ADA, NOON, ZONE, check_in, finding, parts, symptom, text_of, timeline
from tests.dashboard.test_answering import Desk, called

BEN = UUID(int=11)
MAY = ["caregiver.read", "caregiver.invite", "caregiver.grant", "caregiver.end", "answering.switch", "wellbeing.read"]
PATIENT = {"id": str(ADA), "name": "Ada", "zone": ZONE, "may": MAY}
LIST, NOW_PATH, CHECKS, ONE = f"/v1/patients/{ADA}/caregivers", f"/v1/patients/{ADA}/answering", f"/v1/caregivers/{BEN}/wellbeing-checks", f"/v1/caregivers/{BEN}"
CODE = EnrolmentCode(code="5DS3-2PA4-4H", link="https://balm.test/app/#code=5DS3-2PA4-4H", qr_svg="<svg/>", expires_at=NOON)
BY_BEN: dict[str, Any] = {"respondent": "family_caregiver", "mode": "proxy", "entered_by": "Ben", "entered_by_kind": "caregiver", "relationship": "child"}
SLEEPS = Answering(answered_by="proxy", since_on=date(2026, 3, 1), reason="She sleeps.", set_by="Nadia Rahman")


def ben(**changes: Any) -> Caregiver:
    usual: dict[str, Any] = {"id": BEN, "patient_id": ADA, "name": "Ben", "relationship": "child", "grants": Grants(proxy=True), "invited_at": NOON, "invited_by": "Ada's phone", "phones": 1}
    return Caregiver(**{**usual, **changes})


def checks(*answers: dict[str, int | None], after_death: bool = False) -> WellbeingChecks:
    found = [
        WellbeingCheck(id=ADA, caregiver_id=BEN, instrument="caregiver-wellbeing", instrument_version="1", answers=one, after_death=after_death, recorded_at=NOON, received_at=NOON, zone=ZONE)
        for one in answers
    ]
    return WellbeingChecks(instrument=wellbeing(), checks=found)


class House(Desk):
    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.lists |= {LIST: [ben()], NOW_PATH: Answering(), CHECKS: checks({"tired": 9}), ONE: ben(ended_at=NOON, ended_by="Nadia")}
        self.lists |= {f"{ONE}/enrolment-codes": CODE, f"{ONE}/grants": ben()}

    def answer(self, request: httpx.Request) -> httpx.Response:
        is_inviting = request.method == "POST" and request.url.path == LIST and not self.refuses
        self.lists[LIST] = InvitedCaregiver(caregiver=ben(name="Dora"), enrolment_code=CODE) if is_inviting else [ben()]
        return super().answer(request)


def shown(*found: Caregiver, may: list[str] = MAY, wellbeing: dict[UUID, WellbeingChecks] | None = None) -> str:
    return text_of(cards.caregivers.caregivers(found, wellbeing or {}, ZONE, NOON, may))


def test_each_says_who_they_are_what_they_may_and_whether_a_phone_is_set_up() -> None:
    text = shown(ben(grants=Grants(proxy=True, reads=True)))
    assert "Ben · child" in " ".join(text.split()) and "May answer for the patient · May read all answers" in text and "1 phone set up." in text
    assert "No phone set up." in shown(ben(phones=0)) and "Nobody yet." in shown()


def test_one_who_no_longer_may_is_said_so_and_can_not_be_changed() -> None:
    text = shown(ben(ended_at=NOON, ended_by="Ada's phone"))
    assert "Ended by Ada's phone" in text and "End it" not in text and "New code" not in text and "May answer" not in text
    assert "End it" not in shown(ben(), may=["caregiver.read"]) and "End it" in shown(ben())


def test_how_they_are_is_a_table_without_bands_or_sums_and_says_what_it_is_not() -> None:
    text = shown(ben(), wellbeing={BEN: checks({"tired": 9, "sleep": None}, after_death=True)})
    for part in ("How they are themselves (1)", "Overwhelmed", "9", "skipped", "after the death", "no validated scale"):
        assert part in text
    assert "severe" not in text and "How they are" not in shown(ben(), wellbeing={BEN: checks()})


async def test_the_drawer_opens_with_all_of_it() -> None:
    api = House()
    answer = (await called(api, "caregivers-drawer", "open-caregivers", **{"open-caregivers.n_clicks": 1, "patient.data": PATIENT}))["response"]
    assert answer["caregivers-drawer"] == {"opened": True} and "Ben" in str(answer["caregivers"]) and "invite-caregiver" in str(answer["caregiver-form"])
    only_reads = {**PATIENT, "may": ["caregiver.read"]}
    api = House()
    answer = (await called(api, "caregivers-drawer", "open-caregivers", **{"open-caregivers.n_clicks": 1, "patient.data": only_reads}))["response"]
    assert answer["caregiver-form"] == {"children": None} and f"GET {CHECKS}" not in [what for what, _ in api.asked] and "save-switch" not in str(answer["answering-now"])


async def test_somebody_is_asked_and_their_code_stands_there_once() -> None:
    api = House()
    values = {"invite-caregiver.n_clicks": 1, "patient.data": PATIENT, "caregiver-name.value": " Dora ", "caregiver-kin.value": "sibling", "caregiver-may.value": ["assisted"]}
    answer = (await called(api, "caregiver-error", "invite-caregiver", **values))["response"]
    assert CODE.code in str(answer["caregiver-code"]) and "Set up Dora's phone" in str(answer["caregiver-code"]) and answer["caregiver-name"] == {"value": ""}
    sent = next(body for what, body in api.asked if what == f"POST {LIST}")
    assert (sent["name"], sent["relationship"], sent["grants"]["assisted"], sent["grants"]["proxy"]) == ("Dora", "sibling", True, False)


@pytest.mark.parametrize(("name", "refuses", "said"), [("  ", None, "Please write a name."), ("Dora", 400, "The API's own sentence.")])
async def test_what_is_wrong_is_said_and_nothing_is_lost(name: str, refuses: int | None, said: str) -> None:
    values = {"invite-caregiver.n_clicks": 1, "patient.data": PATIENT, "caregiver-name.value": name, "caregiver-kin.value": "friend", "caregiver-may.value": []}
    answer = (await called(House(refuses=refuses), "caregiver-error", "invite-caregiver", **values))["response"]
    assert answer == {"caregiver-error": {"children": said}}


async def test_a_new_code_an_end_and_other_grants_reach_the_api() -> None:
    api = House()
    code = await called(api, "caregiver-code.children", "caregiver-new-code", **{"caregiver-new-code.data": {"caregiver": str(BEN), "name": "Ben"}, "patient.data": PATIENT})
    assert CODE.code in str(code["response"]["caregiver-code"])
    await called(api, "caregivers.children", "end-caregiver", **{"end-caregiver.data": {"caregiver": str(BEN)}, "patient.data": PATIENT})
    pattern = {"type": "caregiver-grants", "caregiver": str(BEN)}
    api.patterns[("caregiver-grants", "value")] = [{"id": pattern, "property": "value", "value": ["proxy", "surrogate"]}]
    api.patterns[("caregiver-grants", "id")] = [{"id": pattern, "property": "id", "value": pattern}]
    await called(api, "caregivers.children", "save-grants", **{"save-grants.data": {"caregiver": str(BEN)}, "patient.data": PATIENT})
    changes = [(what, body) for what, body in api.asked if not what.startswith("GET")]
    granted = {"proxy": True, "assisted": False, "reads": False, "surrogate": True}
    assert [what for what, _ in changes] == [f"POST {ONE}/enrolment-codes", f"DELETE {ONE}", f"PUT {ONE}/grants"] and changes[-1][1] == granted


@pytest.mark.parametrize(("held", "reason", "sent"), [("patient", " She sleeps. ", ("proxy", "She sleeps.")), ("proxy", "forgotten", ("patient", ""))])
async def test_the_switch_goes_to_the_other_of_the_two_with_day_and_reason(held: str, reason: str, sent: tuple[str, str]) -> None:
    api = House()
    values = {"save-switch.n_clicks": 1, "patient.data": PATIENT, "answering-held.data": held, "switch-since.value": "2026-03-01", "switch-reason.value": reason}
    answer = (await called(api, "switch-error", "save-switch", **values))["response"]
    (body,) = (body for what, body in api.asked if what == f"PUT {NOW_PATH}")
    assert ((body["answered_by"], body["reason"]), body["since_on"]) == (sent, "2026-03-01") and answer["switch-error"] == {"children": ""}
    refused = (await called(House(refuses=400), "switch-error", "save-switch", **values))["response"]
    assert refused == {"switch-error": {"children": "The API's own sentence."}}


def test_who_answers_now_is_said_with_day_reason_and_name_and_offers_the_other() -> None:
    others = text_of(cards.caregivers.answering(SLEEPS, "Ada", ZONE, NOON, may_switch=True))
    assert "Others are expected to answer for Ada, since 1 March 2026: She sleeps." in others and "Written by Nadia Rahman." in others and "Ada can answer again" in others
    own = text_of(cards.caregivers.answering(Answering(), "Ada", ZONE, NOON, may_switch=True))
    assert "Ada is expected to answer." in own and "Ada can no longer answer" in own
    assert "can answer again" not in text_of(cards.caregivers.answering(SLEEPS, "Ada", ZONE, NOON, may_switch=False))


def test_the_day_of_a_switch_is_the_patient_s() -> None:
    shown = cards.caregivers.switch(False, "Ada", ZONE, datetime(2026, 3, 2, 23, 30, tzinfo=UTC))  # after midnight in Berlin
    assert next(part.value for part in parts(shown) if getattr(part, "id", None) == "switch-since") == "2026-03-03"


def plan(content: dict[str, Any]) -> Configured:
    return Configured(version=1, content=content, set_at=NOON, set_by="Nadia")


def test_the_patient_s_page_says_that_others_answer_since_when_and_why_while_care_goes_on() -> None:
    content = {"answered_by": "proxy", "answered_since_on": "2026-03-01", "answered_reason": "She sleeps."}
    given = timeline(check_in(0))
    given.plan.append(plan(content))
    assert "Others answer for Ada since 1 March 2026: She sleeps. Their check-ins are expected." in " ".join(text_of(cards.patient.now(given)).split())
    given.plan[0] = plan({**content, "answered_by": "patient"})
    assert "Others answer" not in text_of(cards.patient.now(given))


def test_what_ben_said_is_called_ben_s_and_ada_s_own_is_not() -> None:
    given = timeline(check_in(2, note="Good night.", entered_by="Ada's phone"), check_in(0, note="She sleeps.", **BY_BEN), now=[symptom(), symptom(respondent="family_caregiver")])
    text = " ".join(text_of(cards.patient.now(given)).split())
    assert "Family (Ben, child), asked about" in text and "The patient, asked about" in text and "Ben wrote" in text
    assert "(Ben" not in text_of(cards.patient.now(timeline(check_in(0, respondent="family_caregiver"), now=[symptom(respondent="family_caregiver")])))


def test_an_alert_says_who_said_it() -> None:
    family: dict[str, Any] = {"respondent": "family_caregiver", "sentence": "Pain 8 of 10, severe, said by family."}
    assert alert_words.said([finding(**family, said_by="Ben", relationship="child")]) == "Pain 8 of 10, severe, said by Ben (child)."
    assert alert_words.said([finding(**family)]) == "Pain 8 of 10, severe, said by family."
    assert alert_words.said([finding(said_by="Ben", relationship="child")]) == "Pain 8 of 10, severe, said by the patient, helped by Ben (child)."
    assert alert_words.said([finding()]) == "Pain 8 of 10, severe."


def test_the_plan_s_story_tells_of_the_switch_and_back() -> None:
    away = {"answered_by": "proxy", "answered_since_on": "2026-03-01", "answered_reason": "She sleeps."}
    assert plan_words.changes(away, {}, {}, ZONE) == ["Others answer for the patient since 1 March 2026: She sleeps."]
    back = {"answered_by": "patient", "answered_since_on": "2026-03-04", "answered_reason": ""}
    assert plan_words.changes(back, away, {}, ZONE) == ["The patient answers since 4 March 2026."]
    assert plan_words.changes({**away, "times_a_day": 2}, away, {}, ZONE) == ["2 check-ins expected a day."]


def test_notes_older_than_a_day_are_not_said_again() -> None:
    assert "Ben wrote" not in text_of(cards.patient.now(timeline(check_in(2, note="x", **BY_BEN), check_in(0)))) and timedelta(days=2) > cards.patient.NOTES
