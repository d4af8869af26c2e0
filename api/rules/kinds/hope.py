"""HOPE symptom impact (CMS, public domain; clinical.md 2.4): rated by a clinician, not the patient's 0-10, and neither is ever converted into the other.

Moderate or severe calls for a visit in person within 2 calendar days (rules.follow_ups).
"""

from api.rules.kinds.shapes import words
from schemas.assessments import Kind, Number, Words

IMPACT = words(
    not_at_all="0 · Not at all, or well controlled", slight="1 · Slight", moderate="2 · Moderate", severe="3 · Severe", not_applicable="9 · Not applicable"
)
SYMPTOMS = {
    "pain": "Pain",
    "shortness_of_breath": "Shortness of breath",
    "anxiety": "Anxiety",
    "nausea": "Nausea",
    "vomiting": "Vomiting",
    "diarrhoea": "Diarrhoea",
    "constipation": "Constipation",
    "agitation": "Agitation",
}
ITEMS: dict[str, Number | Words] = dict.fromkeys(SYMPTOMS, IMPACT)

KINDS = [
    Kind(id="symptom_impact", label="HOPE symptom impact (J2051)", group="hope", parts=ITEMS, definition="Items J2051A to H.", happens=True),
    Kind(
        id="symptom_follow_up",
        label="HOPE symptom impact at the follow-up visit (J2053)",
        group="hope",
        parts=ITEMS,
        definition="Rated again at the visit in person.",
        happens=True,
        follows="symptom_impact",
    ),
    Kind(
        id="symptom_follow_up_missed",
        label="HOPE follow-up visit not made (J2052C)",
        group="hope",
        value=words(declined="1 · Declined", unavailable="2 · Patient unavailable", contact_unsuccessful="3 · Contact unsuccessful", other="9 · None of these"),
        happens=True,
        follows="symptom_impact",
    ),
]
