from api.rules.kinds.shapes import number, sign, words
from schemas.assessments import Kind

PRESENT = words(absent="No", present="Yes")

KINDS = [
    Kind(
        id="nyha",
        label="NYHA class",
        group="heart",
        value=words(I="I", II="II", III="III", IV="IV"),
        definition="New York Heart Association. IV: symptoms at rest and with any activity.",
    ),
    Kind(id="ejection_fraction", label="Ejection fraction", group="heart", value=number("%", 3, 90)),
    Kind(
        id="heart_treatment",
        label="Treatment of the heart disease",
        group="heart",
        value=words(optimal="As good as it can be", not_optimal="Could be better", not_candidate="Not a candidate for more", declined="Declines more"),
    ),
    sign("resistant_arrhythmia", "Arrhythmia that resists treatment", "Supraventricular or ventricular.", group="heart"),
    Kind(
        id="heart_event",
        label="Heart event",
        group="heart",
        value=words(arrest="Cardiac arrest or resuscitation", syncope="Syncope without another explanation", brain_embolism="Embolism from the heart to the brain"),
        happens=True,
    ),
    Kind(
        id="devices",
        label="Devices",
        group="heart",
        parts={
            "pacemaker": PRESENT,
            "defibrillator": words(absent="No", active="Yes, active", deactivated="Yes, deactivated"),
            "assist_device": PRESENT,
            "feeding_tube": PRESENT,
            "tracheostomy": PRESENT,
            "ventilator": words(absent="No", mask="By mask", invasive="Invasive"),
            "venous_access": PRESENT,
            "urinary_catheter": PRESENT,
            "drain": PRESENT,
            "infusion_pump": PRESENT,
        },
    ),
]
