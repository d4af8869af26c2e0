"""The surprise question: a prompt for a clinician's own thought. Its answer gives no points, moves nobody on a list and starts nothing.

Downar 2017: sensitivity 67 %, specificity 80 %, positive predictive value 37 %; White: accuracy 75 %; a review of 2024: 71 % and 74 % (PMC10941345). The
answer "no" was right for about one patient of three, which is why it is a prompt.
"""

from msgspec import Struct


class Prompt(Struct, frozen=True, kw_only=True):
    """`question` is put to a clinician, never to a patient or a relative. `note`: what may not be read out of the answer."""

    question: str
    note: str
    source: str


PROMPT = Prompt(
    question="Would you be surprised if this patient died within the next year?",
    note="For your own thought, not a test: in studies the answer no was right for about one patient of three.",
    source="Downar 2017 (positive predictive value 37 %); White; review 2024, PMC10941345",
)
