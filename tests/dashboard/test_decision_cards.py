"""What physicians decided: each decision with the same dignity, who may add what, and the record as it was."""

from typing import Any

import pytest
from dash import dcc, html

from dashboard import cards
from dashboard.decision_words import DECISIONS
from schemas.decisions import Decision
from tests.dashboard.charts import ADA, parts
from tests.dashboard.reviewed import MAY, QUESTIONS, READER, SEEN, criterion, days_ago, decided, kept, opinion, review, section, telling
from tests.dashboard.test_review_cards import buttons, words_of

PHYSICIAN = [*MAY, "review.decide", "review.tell"]


def card(*reviews: Any, may: list[str] = PHYSICIAN) -> Any:
    return cards.decisions.card(review(section(criterion()), decided=list(reviews)), READER, may)


def asks(component: Any) -> list[dict[str, Any]]:
    return [one.id for one in parts(component) if isinstance(one, html.Button) and isinstance(one.id, dict)]


@pytest.mark.parametrize("decision", list(DECISIONS))
def test_every_decision_is_shown_alike_with_its_reasons_name_and_day(decision: Decision) -> None:
    shown = cards.decisions.opinion(opinion(decision))
    assert words_of(shown) == f"{DECISIONS[decision]} She wants the third line. Dr Okoro, 2 Mar 2026."
    assert shown.className == "opinion"


def test_where_nobody_has_decided_a_physician_is_asked_to_and_a_nurse_is_not() -> None:
    assert buttons(card()) == ["Decide…"] and "No physician has decided yet." in words_of(card())
    assert buttons(card(may=MAY)) == [] and "Only a physician does." in words_of(card(may=MAY))


def test_the_button_names_the_record_that_was_read() -> None:
    assert asks(card()) == [{"type": "decision-dialog", "does": "decide", "seen": SEEN, "review": ""}]


def test_the_newest_stands_open_and_those_before_are_folded() -> None:
    shown = card(decided(opinion("hospice")), decided(opinion("not_now_wish")))
    (folded,) = [one for one in parts(shown) if isinstance(one, html.Details)]
    assert DECISIONS["not_now_wish"] in words_of(folded) and DECISIONS["hospice"] not in words_of(folded) and "1 decision before" in words_of(folded)


def test_a_second_opinion_is_asked_of_another_physician_only() -> None:
    assert "Second opinion…" in buttons(card(decided()))
    assert "Second opinion…" not in buttons(card(decided(opinion(decided_by_id=ADA))))
    assert "Second opinion…" not in buttons(card(decided(), may=[*MAY, "review.tell"]))
    assert "Second opinion: For hospice care" in words_of(card(decided(opinion(), opinion("hospice", "Dr Lind"))))


def test_who_was_told_is_listed_and_can_be_noted() -> None:
    assert "Nobody is noted as told yet." in words_of(card(decided()))
    shown = card(decided(opinion(), tellings=[telling()]), may=[*MAY, "review.tell"])
    assert "Ada , 2 Mar 2026: That we go on. (Nadia)" in words_of(shown) and "Note who was told…" in buttons(shown)


def test_against_the_list_and_the_day_to_look_again_are_said() -> None:
    said = words_of(cards.decisions.opinion(opinion(against_the_screen=True, look_again_on=days_ago(-30))))
    assert said.endswith("Dr Okoro, 2 Mar 2026. To be looked at again on 1 Apr 2026. The list said otherwise.")


def test_the_form_asks_for_a_decision_and_reasons_and_chooses_none_itself() -> None:
    (choice,) = [one for one in parts(html.Div(cards.decisions.form("decide", "2026-03-02"))) if getattr(one, "id", "") == "decision-choice"]
    assert getattr(choice, "value", None) is None
    assert [one.label for one in choice.children] == list(DECISIONS.values())


def test_the_record_as_it_was_says_whether_it_replays_and_offers_nothing_to_do() -> None:
    shown = html.Div(cards.review.as_it_was(kept(section(criterion())), QUESTIONS, READER))
    assert "Put through the rules once more, it gives the same." in words_of(shown) and "ab" * 32 in words_of(shown)
    assert buttons(shown) == ["Print"] and not [one for one in parts(shown) if isinstance(one, html.Details) and one.id == "criteria-folded"]
    assert "what stands here is what the physician saw" in words_of(html.Div(cards.review.as_it_was(kept(section(criterion()), replays=False), QUESTIONS, READER)))


def test_each_decision_leads_to_the_record_as_it_was() -> None:
    one = decided()
    assert f"/team/reviews/{ADA}/decided/{one.id}" in [part.href for part in parts(card(one)) if isinstance(part, dcc.Link)]
