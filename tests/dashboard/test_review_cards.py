"""One patient's review: wishes first, who decides, which criteria were applied, what is missing; and the list."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from dash import dcc, html
from msgspec import structs

from dashboard import cards
from dashboard.cards.tasks import Reader
from schemas.derivations import Derivation
from schemas.preferences import Confidant
from schemas.prognostic_scores import Approximation, PrognosticScore, ScorePart
from schemas.reviews import NotedChange, ReviewRequest
from schemas.screenings import Change, Missing
from tests.dashboard.charts import ADA, NOON, ZONE, parts, text_of
from tests.dashboard.reviewed import (
    ADLS,
    GOALS,
    MAY,
    PACK,
    PROMPT,
    QUESTIONS,
    READER,
    TODAY,
    TREATMENT,
    course,
    criterion,
    days_ago,
    entry,
    evidence,
    listing,
    review,
    reviews,
    screening,
    section,
    task,
    wish,
)


def words_of(component: Any) -> str:
    return " ".join(text_of(component).split())


def page(*sections: Any, may: list[str] = MAY, **changes: Any) -> list[Any]:
    return cards.review.content(review(*(sections or [section(criterion())]), **changes), course(), QUESTIONS, READER, may)


def links(component: Any) -> dict[str, str]:
    return {text_of(one.children): one.href for one in parts(component) if isinstance(one, dcc.Link)}


def buttons(component: Any) -> list[str]:
    return [text_of(one.children) for one in parts(component) if isinstance(one, html.Button)]


def test_the_wishes_stand_first_in_the_patient_s_words_then_who_decides_then_the_criteria() -> None:
    said = words_of(page(wishes=[wish(note="No more chemotherapy."), wish("goals_of_care", "comfort")]))
    order = [said.index(one) for one in ("Treatment of the disease No more “No more chemotherapy.” Said by the patient, 2 Mar 2026", "For the physician to decide", "PPS or KPS under 70 %")]
    assert order == sorted(order) and "Nobody has asked" not in said


def test_who_was_named_stands_there_by_name() -> None:
    named = wish("surrogate", "named", people=[Confidant(name="Miriam", relation="wife"), Confidant(name="Ben")])
    assert "Who decides if they can't Miriam (wife) and Ben Said by the patient" in words_of(page(wishes=[named]))


def test_where_nobody_has_asked_that_stands_first_with_the_questions_and_a_way_to_record_the_answer() -> None:
    shown = page(wishes=[], unasked=[GOALS, TREATMENT], listing=listing("conversation", sentence="Nobody has asked what they want: consider a goals-of-care conversation."))
    said = words_of(shown)
    assert said.index("Nobody has asked Ada what they want") < said.index("What matters most : to be comfortable") < said.index("For the physician to decide")
    assert links(shown)["Record what they say"] == f"/team/patients/{ADA}/record?tab=wishes"


@pytest.mark.parametrize(("state", "folded"), [("for_review", False), ("conversation", True), ("not_listed", True)])
def test_criteria_are_unfolded_only_where_a_review_is_called_for(state: Any, folded: bool) -> None:
    shown = page(listing=listing(state))
    inside = [text_of(one) for one in parts(shown) if isinstance(one, html.Details) and one.id == "criteria-folded"]
    assert bool(inside) is folded
    assert all("PPS or KPS under 70 %" in one for one in inside)
    assert ("Part II. Baseline : unknown" in words_of(shown)) is not folded, "nor are they told in short"


def test_only_what_stands_about_a_topic_stands_there_and_the_rest_is_history() -> None:
    shown = page(wishes=[wish(stance="none"), wish(stance="every_treatment", days=40), wish("surrogate", "named", people=[])])
    (before,) = [one for one in parts(shown) if getattr(one, "id", None) == "wishes-before"]
    assert "Every treatment there is" in text_of(before) and "No more" not in text_of(before)


def test_the_pack_says_unverified_and_everything_that_is_not_known_of_it() -> None:
    said = words_of(page())
    assert said.count("Unverified") == 2 and "LCD L34538, effective 2024-06-27; pack cgs-l34538, version 1" in said
    assert all(notice in said for notice in PACK.notices)
    confirmed = structs.replace(PACK, verified=True, notices=PACK.notices[1:])
    assert "Confirmed here" in words_of(cards.review.pack(confirmed)) and "Unverified" not in words_of(cards.review.pack(confirmed))


def test_who_asked_stands_there_and_can_be_withdrawn_by_who_may() -> None:
    asked = ReviewRequest(id=uuid4(), asked_at=NOON, asked_by="Dr Okoro", note="Her daughter called.")
    shown = page(requests=[asked])
    assert "Dr Okoro asked for a review on 2 Mar 2026: “Her daughter called.”" in words_of(shown)
    assert "Withdraw the request" in buttons(shown) and "Ask for a review…" not in buttons(shown)
    past = page(requests=[structs.replace(asked, note="", withdrawn_at=NOON, withdrawn_by="Nadia")])
    assert "Ask for a review…" in buttons(past) and "for a review on 2 Mar 2026. Answered or withdrawn by Nadia, 2 Mar 2026." in words_of(past)
    reads_only = cards.review.content(review(screening=screening(missing=[ADLS])), course(), QUESTIONS, Reader(ADA, ZONE, TODAY, may_change=False), ["review.read"])
    assert buttons(reads_only) == ["Print"]


def test_what_is_missing_can_be_recorded_or_given_to_somebody_the_most_telling_seen_at_once() -> None:
    missing = [Missing(words=f"Thing {n}: none on record", noun="assessment", kind=f"thing{n}") for n in range(7)]
    shown = page(screening=screening(section(criterion()), missing=missing))
    (more,) = [one for one in parts(shown) if getattr(one, "id", None) == "missing-more"]
    assert words_of(more).startswith("2 more that would settle something") and "Thing 5" in words_of(more) and "Thing 4" not in words_of(more)
    asked = [one.id for one in parts(shown) if isinstance(one, html.Button) and isinstance(getattr(one, "id", None), dict) and one.id["does"] == "new"]
    assert asked[1] == {"type": "task-dialog", "does": "new", "words": "Thing 0: none on record", "noun": "assessment", "kind": "thing0"}


@pytest.mark.parametrize(
    ("noun", "kind", "way"),
    [
        ("assessment", "adls", "record?kind=adls"),
        ("assessment", None, "record?tab=visit"),
        ("preference", "goals_of_care", "record?tab=wishes"),
        ("treatment_line", None, "record?tab=disease"),
        ("check_in", "pain", None),
    ],
)
def test_each_gap_leads_to_where_it_would_be_recorded(noun: Any, kind: str | None, way: str | None) -> None:
    shown = page(screening=screening(missing=[Missing(words="this", noun=noun, kind=kind)]))
    assert links(shown).get("Record it") == (f"/team/patients/{ADA}/{way}" if way else None)


def test_what_nobody_asked_is_the_first_thing_to_find_out_and_is_said_once() -> None:
    lacks = Missing(words="Treatment of the disease: nobody has asked", noun="preference", kind="disease_directed_treatment")
    shown = cards.tasks.of_review(review(unasked=[GOALS, TREATMENT], screening=screening(missing=[ADLS, lacks])), READER)
    gaps = [text_of(one.children[0]) for one in parts(shown) if getattr(one, "className", "") == "gap"]
    assert gaps == ["What matters most: nobody has asked", "Activities of daily living: none on record", "Treatment of the disease: nobody has asked"]


def test_before_the_conversation_no_criterion_shows_in_what_is_to_find_out_or_in_what_changed() -> None:
    noted = NotedChange(at=NOON, pack="cgs-l34538", pack_version=1, changes=[changed(["decline", "weight"], "unknown", "met")])
    shown = page(wishes=[], unasked=[GOALS, TREATMENT], listing=listing("conversation"), screening=screening(missing=[ADLS]), changes=[noted])
    folded = {one.id: text_of(one) for one in parts(shown) if isinstance(one, html.Details) and one.id in ("missing-folded", "noted-folded")}
    assert ADLS.words in folded["missing-folded"] and "decline-weight" in folded["noted-folded"]
    side = text_of(cards.tasks.of_review(review(unasked=[GOALS, TREATMENT], listing=listing("conversation"), screening=screening(missing=[ADLS])), READER))
    assert side.index("What matters most: nobody has asked") < side.index("What would settle a criterion (1)") < side.index(ADLS.words)
    assert "missing-folded" not in str(page(screening=screening(missing=[ADLS])))


def test_a_to_do_says_whose_it_is_until_when_and_whether_the_record_still_misses_it() -> None:
    mine = task(ADLS.words, noun="assessment", kind="adls", assigned_to=ADA, assignee="Nadia", due_on=days_ago(1))
    answered = task("Albumin: none on record", noun="assessment", kind="albumin", assigned_to=uuid4(), assignee="Dr Okoro", due_on=TODAY)
    shown = cards.tasks.of_review(review(screening=screening(missing=[ADLS]), tasks=[mine, answered, task("Call the daughter")]), READER)
    rows = [words_of(one) for one in parts(shown) if isinstance(one, html.Li)]
    assert "For you, by 1 Mar 2026, which is over" in rows[0] and "no longer misses" not in rows[0]
    assert "For Dr Okoro, by 2 Mar 2026 The record no longer misses it." in rows[1] and "over" not in rows[1]
    assert "For whoever is free, no day set" in rows[2] and "no longer misses" not in rows[2]
    assert len(rows) == 3, "what is a to-do already is not offered again"


def test_a_tick_says_aloud_what_is_done_and_keeps_whose_it_was() -> None:
    shown = cards.tasks.of_review(review(tasks=[task(assigned_to=ADA, due_on=TODAY), task("Old", done_at=NOON, done_by="Nadia")]), READER)
    open_, done = (one for one in parts(shown) if getattr(one, "role", "") == "checkbox")
    said = [(getattr(one, "aria-checked"), getattr(one, "aria-label"), one.id["does"], one.id["for"], one.id["due"]) for one in (open_, done)]
    assert said == [("false", "Done: Ask for the albumin", "tick", str(ADA), "2026-03-02"), ("true", "Done: Old", "untick", "", "")]
    assert "1 to-do done Old Nadia, 2 Mar 2026" in words_of(shown)


def test_a_score_that_can_t_be_computed_says_what_is_missing_and_shows_what_there_is() -> None:
    lymphocytes = ScorePart(name="lymphocyte count", given=None, points=None, missing="lymphocyte count missing")
    old = ScorePart(name="albumin", given=None, points=None, missing="albumin is older than 14 days", evidence=evidence("Albumin 31 g/L", 20))
    kps = ScorePart(name="KPS", given="50", points=1, evidence=evidence("KPS 50 %"))
    pap = PrognosticScore(
        score="pap", version=1, title="Palliative Prognostic Score", points=None, maximum=17.5, group=None, parts=[kps, lymphocytes, old], missing=["lymphocyte count missing"], notes=[],
        sentence="Cannot compute: lymphocyte count missing.", source="Pirovano 1999", limits=["Solid cancer."],
    )  # fmt: skip
    said = words_of(page(scores=[pap, structs.replace(pap, score="ppi", points=4.5, maximum=15, sentence="PPI 4.5 of 15: over 4, not over 6.")]))
    assert "Cannot compute: lymphocyte count missing." in said and "KPS 50 % ( 2 Mar 2026 ) 1 point" in said and "Lymphocyte count missing" in said
    assert "albumin is older than 14 days ( 10 Feb 2026 )" in said and "4.5 of 15 PPI 4.5 of 15: over 4, not over 6." in said


def test_a_score_in_another_scale_is_only_approximate_and_says_by_which_table() -> None:
    one = Approximation(sentence="PPS 60 is approximately ECOG 2 by Ma 2010, 3 by Prasad 2018.", source="Ma 2010; Prasad 2018.", evidence=evidence("PPS 60 %"))
    assert "PPS 60 is approximately ECOG 2 by Ma 2010, 3 by Prasad 2018. ( 2 Mar 2026 )" in words_of(page(approximations=[one]))
    assert "approximately" not in words_of(page())


def test_the_surprise_question_is_a_prompt_whose_answers_give_no_points() -> None:
    asked = structs.replace(PROMPT, answers=[evidence("Surprised by death within 12 months?: Unsure", noun="assessment")])
    shown = page(prompt=asked)
    assert "Would it surprise you? Not a test. Surprised by death within 12 months?: Unsure 2 Mar 2026" in words_of(shown)
    assert links(shown)["Write down your answer"] == f"/team/patients/{ADA}/record?kind=surprise_question"
    assert "Write down your answer" not in words_of(page(prompt=asked, may=["review.read"]))


def test_a_marker_alone_needs_a_clinician_to_say_what_it_means() -> None:
    usual = Derivation(word="ca125_progression", label="CA-125", status="met", sentence="CA-125 doubled.", evidence=[], missing=[], source="GCIG", limits=[], since_on=days_ago(3))
    marker, scan = structs.replace(usual, needs_confirmation=True), structs.replace(usual, word="refractory", sentence="Refractory (docetaxel).")
    course_only = structs.replace(usual, word="cea_course", status=None, sentence="CEA rose.")
    said = words_of(cards.scores.course([marker, scan, course_only], [], ADA))
    assert "Criterion met, needs clinician confirmation CA-125 doubled." in said and "Met since 27 Feb 2026 Refractory (docetaxel)." in said and "Shown only CEA rose." in said
    assert cards.scores.course([], [], ADA) is None


def changed(path: list[str], before: Any, after: Any, why: str = "New: PPS 50 % (2026-03-02).") -> Change:
    return Change(path=path, words="-".join(path), before=before, after=after, why=why, cause=[evidence()])


def test_what_changed_is_told_once_with_its_cause_and_what_only_came_unknown_is_counted() -> None:
    joined, below = changed(["decline", "nutrition"], "unknown", "met"), changed(["decline", "nutrition", "weight"], "unknown", "met")
    new = changed(["heart", "nyha"], None, "unknown", "Screened for the first time.")
    noted = NotedChange(at=NOON, pack="cgs-l34538", pack_version=1, changes=[joined, below, new])
    said = words_of(page(changes=[noted]))
    assert "2 Mar 2026 decline-nutrition : unknown → met. New: PPS 50 % (2026-03-02)." in said and "decline-nutrition-weight" not in said
    assert "1 criterion came or went unknown. Screened by cgs-l34538, version 1." in said and "heart-nyha" not in said
    assert "No criterion has changed" in words_of(page())


@pytest.mark.parametrize(("many", "folded"), [(5, 0), (6, 1)])
def test_where_another_pack_was_chosen_what_changed_about_the_patient_is_not_lost_in_it(many: int, folded: int) -> None:
    others = [changed(["heart", f"one-{n}"], None, "met", "Other rules were applied.") for n in range(many)]
    shown = page(changes=[NotedChange(at=NOON, pack="cgs-l34538", pack_version=1, changes=[*others, changed(["baseline", "pps"], "unknown", "met")])])
    inside = [one for one in parts(shown) if isinstance(one, html.Details) and "looked at for the first time" in words_of(one.children[0])]
    assert len(inside) == folded
    if folded:
        assert words_of(inside[0]).startswith("6 criteria looked at for the first time, or no longer heart-one-0") and "baseline-pps" not in words_of(inside[0])
    assert "baseline-pps : unknown → met" in words_of(shown)


def test_a_disease_of_which_the_criteria_say_nothing_is_named_unfolded_on_the_list_too() -> None:
    silent = structs.replace(PACK, without=["cancer"])
    for shown in (cards.review.pack(silent), cards.review.pack(silent, folded=True)):
        outside = [one for one in parts(shown) if isinstance(one, html.B)]
        assert [words_of(one) for one in outside] == ["They say nothing of: cancer. Nobody is listed for it by these criteria, unless a clinician asks."]
    assert "say nothing of" not in words_of(cards.review.pack(PACK))


def test_the_list_shows_the_wish_first_and_no_criterion_where_nobody_has_asked() -> None:
    stated = evidence("Treatment of the disease: No more", 4, noun="preference")
    listed = entry(patient_name="Ada", identifier="MRN-1", listing=listing(wish=stated, sentence="Criteria of a disease are met."))
    silent = entry("conversation", patient_name="Olga", listing=listing("conversation", sentence="Nobody has asked what they want: consider a goals-of-care conversation."))
    shown = cards.reviews.content(reviews(listed, silent), [], READER)
    said = words_of(shown)
    assert said.index("Consider a conversation first") < said.index("Olga") < said.index("For review") < said.index("Ada")
    assert "Ada MRN-1 Treatment of the disease: No more 26 Feb 2026 Criteria of a disease are met. The evidence last changed on 25 Feb 2026." in said
    (card,) = [one for one in parts(shown) if "is-conversation" in str(getattr(one, "className", ""))]
    assert words_of(card).startswith("Olga Nobody has asked what they want") and "Record what they say" in words_of(card) and "riteri" not in words_of(card)
    assert links(shown)["Ada"] == f"/team/reviews/{ADA}"


def test_a_clinician_s_request_about_somebody_nobody_has_asked_says_both() -> None:
    said = words_of(cards.reviews.content(reviews(entry(listing=listing(sentence="A clinician asks for a review."))), [], READER))
    assert "Nobody has asked yet A clinician asks for a review." in said


def test_an_empty_list_says_what_will_stand_here_and_by_which_criteria() -> None:
    said = words_of(cards.reviews.content(reviews(), [], READER))
    assert "Nobody is listed for review" in said and "Unverified" in said and "Consider a conversation" not in said


def test_one_s_own_to_dos_stand_first_with_whose_they_are() -> None:
    others, own = task("Weigh", patient_name="Olga"), task("Call", assigned_to=ADA, due_on=TODAY + timedelta(days=3))
    shown = cards.reviews.content(reviews(), [others, own], Reader(ADA, ZONE, TODAY, named=True))
    said = words_of(shown)
    assert said.index("Ada Call For you, by 5 Mar 2026") < said.index("Olga Weigh")
    assert "Change…" in buttons(shown) and "Change…" not in buttons(cards.reviews.content(reviews(), [own], Reader(ADA, ZONE, TODAY, may_change=False, named=True)))
