"""What a caregiver may say, for all grants, relationships and ways to answer."""

from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import access
from api.access import CaregiverActor
from api.errors import Refused
from api.permissions import CAREGIVERS, OWN, PROXIES, SURROGATES, Action
from schemas.caregivers import Caregiver, Grants
from schemas.check_ins import Mode, Relationship, Respondent
from tests.people import NOW

GRANTS = st.builds(Grants, proxy=st.booleans(), assisted=st.booleans(), reads=st.booleans(), surrogate=st.booleans())


def actor(grants: Grants, relationship: Relationship = "child") -> CaregiverActor:
    ada, ben = UUID(int=1), UUID(int=2)
    caregiver = Caregiver(id=ben, patient_id=ada, name="Ben", relationship=relationship, grants=grants, invited_at=NOW, invited_by="Ada's phone")
    return CaregiverActor(organisation_id=ada, id=ben, name="Ben", kind="caregiver", patient_id=ada, device_id=UUID(int=3), caregiver=caregiver)


def may(who: CaregiverActor, respondent: Respondent, mode: Mode, is_urgent: bool) -> bool:
    try:
        access.allow_answer(who, respondent, mode, is_urgent=is_urgent)
    except Refused:
        return False
    return True


@given(GRANTS, st.sampled_from(get_args(Relationship)), st.sampled_from(get_args(Respondent)), st.sampled_from(get_args(Mode)), st.booleans())
def test_nobody_answers_as_the_patient_alone_or_otherwise_than_was_granted(
    grants: Grants, relationship: Relationship, respondent: Respondent, mode: Mode, is_urgent: bool
) -> None:
    allowed = may(actor(grants, relationship), respondent, mode, is_urgent)
    own = "professional_caregiver" if relationship == "professional" else "family_caregiver"
    if mode in ("self", "phone_call", "paper"):
        assert not allowed
    elif mode == "assisted":
        assert allowed == grants.assisted
    else:
        assert allowed == ((grants.proxy or is_urgent) and respondent == own)


@given(GRANTS)
def test_that_it_can_not_wait_may_always_be_said(grants: Grants) -> None:
    assert may(actor(grants), "family_caregiver", "proxy", is_urgent=True)


@given(GRANTS, st.sampled_from(get_args(Action)))
def test_no_grant_opens_more_than_its_own(grants: Grants, action: Action) -> None:
    wider = (grants.proxy and action in PROXIES) or (grants.surrogate and action in SURROGATES)
    assert access.permits(actor(grants), action) == (action in CAREGIVERS or wider)


@pytest.mark.parametrize("action", ["timeline.read", "caregiver.read", "caregiver.invite", "caregiver.grant", "caregiver.end", "wellbeing.read"])
def test_what_is_the_patient_s_or_the_team_s_is_open_to_no_caregiver(action: Action) -> None:
    assert not access.permits(actor(Grants(proxy=True, assisted=True, reads=True, surrogate=True)), action)
    assert action == "wellbeing.read" or action in OWN
