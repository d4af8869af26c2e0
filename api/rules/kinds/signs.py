"""Signs that are looked for: absent, present, or of a kind that criteria tell apart. Nothing recorded means that nobody looked."""

from api.rules.kinds.shapes import sign, words
from schemas.assessments import Kind

RESISTS = "Present and poorly responsive to what was tried against it."

KINDS = [
    sign("oedema", "Oedema"),
    sign("dyspnoea_at_rest", "Shortness of breath at rest"),
    sign("dyspnoea", "Shortness of breath", "At all, at rest or not."),
    sign("anorexia", "Anorexia"),
    sign(
        "delirium",
        "Delirium",
        "One from a single drug or another single reversible cause isn't counted by the Palliative Prognostic Index (general knowledge, no page found).",
        present_reversible="Yes, from a single reversible cause",
    ),
    Kind(
        id="consciousness",
        label="Consciousness",
        group="signs",
        value=words(full="Full", confused="Confused", drowsy="Drowsy", unresponsive="Unresponsive"),
    ),
    sign("pain_resists_treatment", "Pain that resists treatment", RESISTS),
    sign("nausea_resists_treatment", "Nausea or vomiting that resists treatment", RESISTS),
    sign("intractable_cough", "Intractable cough", RESISTS),
    sign("intractable_diarrhoea", "Intractable diarrhoea", RESISTS),
    sign("ascites", "Ascites", refractory="Yes, refractory"),
    sign("pleural_effusion", "Pleural effusion"),
    sign("pericardial_effusion", "Pericardial effusion"),
    sign(
        "vessel_obstruction",
        "Obstructed veins, arteries or lymph vessels",
        "From local progression or metastases.",
    ),
    sign("weakness", "Weakness"),
    sign("postural_hypotension", "Postural hypotension"),
]
