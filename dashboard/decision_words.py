"""The words of decisions, on the screen."""

from schemas.decisions import Decision

DECISIONS: dict[Decision, str] = {
    "hospice": "For hospice care",
    "not_now_wish": "Not now: the patient wishes further treatment",
    "not_now_clinical": "Not now: on the clinical picture",
    "find_out_first": "Something is to be found out first",
}
KEPT = "The record as it is now is kept with it, for ever. Nothing that is recorded later changes it."
CHANGED = "The record has changed since you began. What stands now is on the page: look at it, then record your decision again. Your words are still here."
