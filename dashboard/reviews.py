"""Hospice reviews, to-dos and rule packs, asked of the API and told to it."""

from uuid import UUID

from dashboard.client import api
from schemas.courses import Course
from schemas.decisions import DecidedReview, DecidedReviewInFull, NewDecision, NewSecondOpinion, NewTelling
from schemas.preferences import Question
from schemas.reviews import HospiceReview, NewPackConfirmation, NewReviewRequest, NewTask, ReviewRequest, Reviews, RulePack, Task, TaskChange

COURSE_DAYS = 365


async def listed() -> Reviews:
    return await api().ask("GET", "/v1/reviews", Reviews)


async def review(patient_id: UUID) -> HospiceReview:
    return await api().ask("GET", f"/v1/patients/{patient_id}/review", HospiceReview)


async def course(patient_id: UUID) -> Course:
    """The year behind."""
    return await api().ask("GET", f"/v1/patients/{patient_id}/course", Course, days=COURSE_DAYS)


async def questions() -> list[Question]:
    return await api().ask("GET", "/v1/preference-questions", list[Question])


async def ask_for_review(patient_id: UUID, note: str) -> None:
    await api().ask("POST", f"/v1/patients/{patient_id}/review-request", list[ReviewRequest], NewReviewRequest(note=note))


async def withdraw_request(patient_id: UUID) -> None:
    await api().ask("DELETE", f"/v1/patients/{patient_id}/review-request", list[ReviewRequest])


async def decide(patient_id: UUID, new: NewDecision) -> None:
    await api().ask("POST", f"/v1/patients/{patient_id}/reviews", DecidedReview, new)


async def give_second_opinion(review_id: UUID, new: NewSecondOpinion) -> None:
    await api().ask("POST", f"/v1/reviews/{review_id}/second-opinions", DecidedReview, new)


async def note_telling(review_id: UUID, new: NewTelling) -> None:
    await api().ask("POST", f"/v1/reviews/{review_id}/tellings", DecidedReview, new)


async def decided_of(patient_id: UUID) -> list[DecidedReview]:
    """Newest first."""
    return await api().ask("GET", f"/v1/patients/{patient_id}/reviews", list[DecidedReview])


async def decided(review_id: UUID) -> DecidedReviewInFull:
    """As the physician saw it."""
    return await api().ask("GET", f"/v1/reviews/{review_id}", DecidedReviewInFull)


async def tasks() -> list[Task]:
    return await api().ask("GET", "/v1/tasks", list[Task])


async def add_task(patient_id: UUID, new: NewTask) -> Task:
    return await api().ask("POST", f"/v1/patients/{patient_id}/tasks", Task, new)


async def change_task(task_id: UUID, change: TaskChange) -> Task:
    return await api().ask("PUT", f"/v1/tasks/{task_id}", Task, change)


async def packs() -> list[RulePack]:
    return await api().ask("GET", "/v1/rule-packs", list[RulePack])


async def confirm_pack(pack_id: str, new: NewPackConfirmation) -> None:
    await api().ask("POST", f"/v1/rule-packs/{pack_id}/confirmation", RulePack, new)


async def withdraw_confirmation(pack_id: str) -> None:
    await api().ask("DELETE", f"/v1/rule-packs/{pack_id}/confirmation", RulePack)
