"""The surprise question: a prompt for a clinician's own thought. Its answer gives no points, moves nobody on a list and starts nothing.

Downar 2017: sensitivity 67 %, specificity 80 %, positive predictive value 37 %; White: accuracy 75 %; a review of 2024: 71 % and 74 % (PMC10941345). The
answer "no" was right for about one patient of three, which is why it is a prompt.
"""

from api.rules.record import record_of, said
from schemas.facts import Facts
from schemas.prognostic_scores import Prompt

KIND = "surprise_question"
QUESTION = "Would you be surprised if this patient died within the next year?"
NOTE = "For your own thought, not a test: in studies the answer no was right for about one patient of three. It moves nobody on a list."
SOURCE = "Downar 2017 (positive predictive value 37 %); White; review 2024, PMC10941345"


def prompt(facts: Facts) -> Prompt:
    return Prompt(question=QUESTION, note=NOTE, source=SOURCE, kind=KIND, answers=[said(one) for one in record_of(facts).of([KIND])])
