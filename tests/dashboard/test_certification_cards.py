"""Certifications on the page: an empty narrative that only its physician may write, a password for the signature, and nothing to change once it is signed."""

from datetime import date
from typing import Any
from uuid import UUID

from dash import html
from uuid_utils.compat import uuid7

from dashboard import cards
from dashboard.cards.certifications import NOTHING, Desk
from schemas.certifications import Addendum, CertificationDraft, Certifications, Layout, SignedCertification, StoredCertification
from tests.dashboard.charts import ADA, NOON, ZONE, parts
from tests.dashboard.reviewed import TODAY, decided
from tests.dashboard.test_review_cards import buttons, words_of

ME = uuid7()
LAYOUT = Layout(
    organisation="Lindenhof", name="Ada", identifier=None, born_on=None, reviewed_on=TODAY, pack="CGS", unverified=None, wishes=[], diagnoses=[], met=[], not_met=[], unknown=[], sources=[]
)  # fmt: skip


def draft(**changes: Any) -> CertificationDraft:
    usual: dict[str, Any] = {"id": uuid7(), "patient_id": ADA, "review_id": uuid7(), "period": 1, "begins_on": date(2026, 3, 2), "ends_on": date(2026, 5, 30), "version": 1}
    return CertificationDraft(**{**usual, "capacity": "hospice_physician", "narrative": "", "begun_at": NOON, "begun_by_id": ME, "begun_by": "Dr Okoro", "changed_at": NOON, **changes})


def signed(*addenda: Addendum) -> StoredCertification:
    given: dict[str, Any] = {"id": uuid7(), "patient_id": ADA, "review_id": uuid7(), "review_sha256": "cd" * 32, "period": 1, "begins_on": date(2026, 3, 2), "ends_on": date(2026, 5, 30)}
    words: dict[str, Any] = {"capacity": "attending", "layout": LAYOUT, "statement": "s", "narrative": "n", "attestation": "a"}
    one = SignedCertification(**given, **words, signed_by_id=ME, signed_by="Dr Okoro", signed_as="physician", signed_at=NOON, zone=ZONE)
    return StoredCertification(certification=one, sha256="ab" * 32, pdf_sha256="ef" * 32, addenda=list(addenda))


def page(*drafts: CertificationDraft, kept: Any = (), me: UUID = ME, may_write: bool = True, reviewed: bool = True) -> Any:
    desk = Desk(me, may_write, decided() if reviewed else None, 1, TODAY)
    return html.Div(cards.certifications.content(Certifications(drafts=list(drafts), signed=list(kept)), desk))


def fields(component: Any, kind: str) -> list[Any]:
    return [one for one in parts(component) if isinstance(getattr(one, "id", None), dict) and one.id.get("type") == kind]


def test_the_narrative_begins_empty_and_nothing_is_suggested() -> None:
    (narrative,) = fields(page(draft()), "narrative")
    assert narrative.value == "" and getattr(narrative, "placeholder", None) is None
    assert "Sign" in buttons(page(draft()))


def test_another_physician_and_a_nurse_see_the_draft_and_write_nothing() -> None:
    for shown in (page(draft(), me=uuid7()), page(draft(), may_write=False)):
        assert "Its physician writes and signs it." in words_of(shown) and not fields(shown, "narrative") and "Sign" not in buttons(shown)


def test_what_is_doubted_asks_to_be_looked_at_and_without_doubts_nothing_does() -> None:
    assert not fields(page(draft()), "sure")
    shown = page(draft(doubts=["No face-to-face encounter is on record."]))
    (sure,) = fields(shown, "sure")
    assert sure.checked is False and "No face-to-face encounter is on record." in words_of(shown)


def test_a_certification_begins_on_a_review_decided_for_hospice_care_by_a_physician() -> None:
    assert "Begin a certification" in buttons(page())
    assert buttons(page(reviewed=False)) == [] and NOTHING in words_of(page(reviewed=False))
    assert buttons(page(may_write=False)) == [] and "Only a physician begins one." in words_of(page(may_write=False))


def test_what_is_signed_is_read_added_to_and_never_changed() -> None:
    added = Addendum(id=uuid7(), certification_id=uuid7(), patient_id=ADA, words="The weight was 61.3 kg.", signed_by_id=ME, signed_by="Dr Okoro", signed_as="physician", signed_at=NOON)
    stored = signed(added)
    shown = page(kept=[stored])
    assert "Signed by Dr Okoro , physician, 2 Mar 2026, 13:00 (Europe/Berlin)." in words_of(shown) and "The weight was 61.3 kg." in words_of(shown)
    assert buttons(html.Div(list(cards.certifications.content(Certifications(drafts=[], signed=[stored]), Desk(ME, True, None, 1, TODAY))[1:]))) == ["Sign the addendum"]
    assert f"/v1/certifications/{stored.certification.id}/pdf" in [one.href for one in parts(shown) if isinstance(one, html.A)]


def test_the_preview_is_another_one_once_the_words_are() -> None:
    places = [next(part for part in parts(page(one)) if getattr(part, "className", "") == "paper-pages") for one in (draft(), draft(version=2))]
    assert [place.to_plotly_json()["props"]["data-version"] for place in places] == ["1", "2"]
