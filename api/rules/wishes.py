"""What a patient is asked about their wishes, and what an answer can be sorted under. The topics and words are ours; the patient's own words stand in the note.

That nobody has asked is a state of its own: it is what there is while nothing is recorded about a topic.
"""

from collections.abc import Sequence

from schemas.preferences import NewPreference, Preference, Question, Topic

OPEN = {"undecided": "Undecided", "not_now": "Asked; doesn't want to talk about it now"}
PLACES = {"home": "At home", "family": "With family", "hospice": "In a hospice", "nursing_home": "In a nursing home", "hospital": "In hospital", "elsewhere": "Elsewhere"}
TREATMENT = {"wanted": "Wanted", "for_a_time": "For a limited time, to see", "declined": "Declined"}
PAPER = {"signed": "Signed", "being_written": "Being written", "none": "There is none"}

QUESTIONS: dict[Topic, Question] = {
    question.topic: question
    for question in (
        Question(
            topic="goals_of_care",
            label="What matters most",
            words={"live_longer": "To live as long as possible", "function": "To be able to do what matters", "comfort": "To be comfortable", **OPEN},
        ),
        Question(
            topic="disease_directed_treatment",
            label="Treatment of the disease",
            words={"every_treatment": "Every treatment there is", "selected": "Some, if the burden is bearable", "none": "No more", **OPEN},
        ),
        Question(
            topic="who_may_know",
            label="Who may know",
            words={"named": "These people", "nobody": "Nobody", **OPEN},
            names_people=True,
        ),
        Question(topic="place_of_care", label="Where to be cared for", words={**PLACES, **OPEN}),
        Question(topic="place_of_death", label="Where to die", words={**PLACES, **OPEN}),
        Question(topic="hospital", label="Going to hospital", words={"wanted": "If it helps", "avoid": "Only if nothing else helps", "declined": "No more", **OPEN}),
        Question(topic="resuscitation", label="Resuscitation", words={"wanted": "Wanted", "declined": "Declined", **OPEN}),
        Question(topic="ventilation", label="Ventilation", words={**TREATMENT, "mask_only": "By mask only", **OPEN}),
        Question(topic="dialysis", label="Dialysis", words={**TREATMENT, **OPEN}),
        Question(topic="artificial_nutrition", label="Food and fluids by tube or vein", words={**TREATMENT, **OPEN}),
        Question(
            topic="surrogate",
            label="Who decides if they can't",
            words={"named": "This person", "nobody": "Nobody is named", **OPEN},
            names_people=True,
        ),
        Question(topic="living_will", label="Living will", words={**PAPER, **OPEN}),
        Question(topic="power_of_attorney", label="Power of attorney", words={**PAPER, **OPEN}),
        Question(topic="medical_orders", label="Medical orders (POLST and the like)", words={**PAPER, **OPEN}),
    )
}


def unasked(preferences: Sequence[Preference]) -> list[Topic]:
    """Topics nobody has asked about, in the order in which they are asked."""
    asked = {preference.topic for preference in preferences}
    return [topic for topic in QUESTIONS if topic not in asked]


def faults_of(new: NewPreference) -> list[tuple[str, str]]:
    question = QUESTIONS[new.topic]
    faults = []
    if new.stance not in question.words:
        faults.append(("stance", f"It can be {', '.join(question.words)}. What was said in other words belongs into the note."))
    if new.people and not (question.names_people and new.stance == "named"):
        faults.append(("people", "People are named where the stance is 'named'."))
    if new.stance == "named" and question.names_people and not new.people:
        faults.append(("people", "Name at least one person."))
    return faults
