"""Struct-built material for the hospice review: criteria, screenings and reviews with only what a test says."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import structs
from uuid_utils.compat import uuid7

from dashboard.cards.tasks import Reader
from schemas.assessments import Assessment
from schemas.changes import Changes
from schemas.courses import Course
from schemas.decisions import DecidedReview, DecidedReviewInFull, Opinion, Telling
from schemas.entries import Entry
from schemas.evidence import Evidence
from schemas.facts import Facts
from schemas.preferences import Preference, Question
from schemas.prognostic_scores import Prompt
from schemas.reviews import HospiceReview, ReviewEntry, Reviews, Task
from schemas.screenings import CriterionResult, Listing, Missing, PackName, Screening, SectionResult
from tests.dashboard.charts import ADA, NOON, ZONE, patient

TODAY = NOON.date()
READER = Reader(ADA, ZONE, TODAY)
MAY = ["review.read", "review.ask", "task.read", "task.change", "fact.read", "fact.record"]
SEEN = "5e" * 32
PACK = PackName(
    id="cgs-l34538", version=1, title="CGS", payer="Medicare", document="LCD L34538", revision="effective 2024-06-27", verified=False,
    notices=["Unverified: built from reproductions.", "Not built: imaging after stroke", "A physician decides."],
)  # fmt: skip
TREATMENT = Question(topic="disease_directed_treatment", label="Treatment of the disease", words={"none": "No more", "every_treatment": "Every treatment there is"})
GOALS = Question(topic="goals_of_care", label="What matters most", words={"comfort": "To be comfortable"})
QUESTIONS = [GOALS, TREATMENT, Question(topic="surrogate", label="Who decides if they can't", words={"named": "This person"}, names_people=True)]
PROMPT = Prompt(question="Would it surprise you?", note="Not a test.", source="Downar 2017", kind="surprise_question", answers=[])
ADLS = Missing(words="Activities of daily living: none on record", noun="assessment", kind="adls")


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def evidence(words: str = "PPS 50 %", days: int = 0, **changes: Any) -> Evidence:
    return Evidence(**{"noun": "assessment", "id": uuid7(), "on": days_ago(days), "words": words, **changes})


def criterion(status: Any = "met", **changes: Any) -> CriterionResult:
    usual: dict[str, Any] = {"id": "pps", "words": "PPS or KPS under 70 %", "role": "required", "status": status, "evidence": [], "missing": [], "source": "LCD Part II"}
    return CriterionResult(**{**usual, **changes})


def section(*criteria: CriterionResult, **changes: Any) -> SectionResult:
    usual: dict[str, Any] = {"id": "baseline", "part": "baseline", "title": "Part II. Baseline", "status": "unknown", "needs": "all of these", "met": 1, "not_met": 0, "unknown": 1}
    return SectionResult(**{**usual, "criteria": list(criteria), "source": "LCD Part II", **changes})


def screening(*sections: SectionResult, missing: list[Missing] | None = None) -> Screening:
    return Screening(patient_id=ADA, pack=PACK, on=TODAY, screened_at=NOON, sections=list(sections), missing=missing or [])


def listing(state: Any = "for_review", **changes: Any) -> Listing:
    usual: dict[str, Any] = {"patient_id": ADA, "state": state, "sentence": "Criteria of a disease are met.", "wish": None, "strength": 2, "rank": 1, "changed_on": days_ago(5)}
    return Listing(**{**usual, **changes})


def entry(state: Any = "for_review", **changes: Any) -> ReviewEntry:
    usual: dict[str, Any] = {"patient_id": ADA, "patient_name": "Ada", "listing": listing(state), "screened_at": NOON, "pack": PACK.id, "pack_version": 1}
    return ReviewEntry(**{**usual, **changes})


def reviews(*entries: ReviewEntry) -> Reviews:
    return Reviews(reviews=list(entries), pack=PACK, as_of=NOON)


def stored() -> Entry:
    one = uuid7()
    return Entry(id=one, first_id=one, patient_id=ADA, recorded_at=NOON, recorded_by="Nadia")


def wish(topic: Any = "disease_directed_treatment", stance: str = "none", days: int = 0, **changes: Any) -> Preference:
    return Preference(**{"topic": topic, "stance": stance, "observed_on": days_ago(days), "entry": stored(), **changes})


def task(words: str = "Ask for the albumin", **changes: Any) -> Task:
    usual: dict[str, Any] = {"id": uuid7(), "patient_id": ADA, "patient_name": "Ada", "words": words, "asked_at": NOON, "asked_by": "Nadia"}
    return Task(**{**usual, **changes})


def review(*sections: SectionResult, **changes: Any) -> HospiceReview:
    usual: dict[str, Any] = {
        "patient": patient(), "wishes": [wish()], "unasked": [], "listing": listing(), "screening": screening(*sections), "scores": [], "approximations": [],
        "prompt": PROMPT, "derivations": [], "responses": [], "changes": [], "requests": [], "tasks": [], "seen": SEEN,
    }  # fmt: skip
    return HospiceReview(**{**usual, **changes})


def opinion(decision: Any = "not_now_wish", by: str = "Dr Okoro", **changes: Any) -> Opinion:
    usual: dict[str, Any] = {"id": uuid7(), "review_id": uuid7(), "patient_id": ADA, "decision": decision, "reasons": "She wants the third line.", "decided_at": NOON, "decided_on": TODAY}
    return Opinion(**{**usual, "decided_by_id": uuid7(), "decided_by": by, "against_the_screen": False, **changes})


def telling(**changes: Any) -> Telling:
    usual: dict[str, Any] = {"id": uuid7(), "review_id": uuid7(), "patient_id": ADA, "told": "Ada", "words": "That we go on.", "told_on": TODAY, "noted_at": NOON, "noted_by": "Nadia"}
    return Telling(**{**usual, **changes})


def decided(one: Opinion | None = None, *seconds: Opinion, tellings: Sequence[Telling] = ()) -> DecidedReview:
    return DecidedReview(id=uuid7(), patient_id=ADA, sha256="ab" * 32, opinion=one or opinion(), second_opinions=list(seconds), tellings=list(tellings))


def kept(*sections: SectionResult, **changes: Any) -> DecidedReviewInFull:
    usual: dict[str, Any] = {
        "review": decided(), "patient": patient(), "wishes": [wish()], "unasked": [], "listing": listing(), "screening": screening(*sections), "scores": [], "approximations": [],
        "prompt": PROMPT, "derivations": [], "responses": [], "replays": True,
    }  # fmt: skip
    return DecidedReviewInFull(**{**usual, **changes})


def assessment(kind: str, amount: float, days: int) -> Assessment:
    return Assessment(kind=kind, value=amount, amount=amount, observed_on=days_ago(days), entry=stored())


def course(*assessments: Assessment, **changes: Any) -> Course:
    """Assessments newest first."""
    by_kind: dict[str, list[Assessment]] = {}
    for one in assessments:
        by_kind.setdefault(one.kind, []).append(one)
    facts = Facts(
        patient=patient(), today=TODAY, diagnoses=[], assessments=by_kind, treatment_lines=[], disease_statuses=[], measurements=[], preferences=[], needs=[], symptoms=[],
        unasked=[], follow_ups=[],
    )  # fmt: skip
    changed = Changes(since_on=days_ago(90), until_on=TODAY, changed=[], same=[], not_seen=[])
    return structs.replace(Course(facts=facts, since_on=None, kinds=[], responses=[], derivations=[], markers=[], changes=changed), **changes)
