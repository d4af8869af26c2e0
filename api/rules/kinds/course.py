"""Where somebody stands as a whole, in a clinician's judgement."""

from api.rules.kinds.shapes import number, words
from schemas.assessments import Kind

KINDS = [
    Kind(
        id="phase",
        label="Phase",
        group="course",
        value=words(stable="Stable", unstable="Unstable", deteriorating="Deteriorating", terminal="Terminal"),
        definition="Palliative care phase (PCOC), from the day that it was judged so.",
    ),
    Kind(
        id="surprise_question",
        label="Surprised by death within 12 months?",
        group="course",
        value=words(yes="Yes, surprised", no="No, not surprised", unsure="Unsure"),
        definition="A prompt to think, not a trigger: of 100 answered 'no', 37 died in time (Downar 2017).",
    ),
    Kind(
        id="predicted_weeks",
        label="Clinical prediction for PaP",
        group="course",
        value=number("weeks", 1, 520, step=1),
        definition="A physician's estimate, which the PaP score asks for. Never shown to patients or families.",
    ),
]
