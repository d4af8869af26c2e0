"""What happens to a person; each entry is one event, on the day that it began."""

from api.rules.kinds.shapes import words
from schemas.assessments import Kind

INFECTIONS = words(
    pneumonia="Pneumonia",
    aspiration_pneumonia="Aspiration pneumonia",
    sepsis="Sepsis",
    pyelonephritis="Pyelonephritis or another upper urinary infection",
    lower_urinary="Lower urinary infection",
    skin="Skin or soft tissue",
    spontaneous_bacterial_peritonitis="Spontaneous bacterial peritonitis",
    fever_after_antibiotics="Fever again after antibiotics",
    other="Another",
)

KINDS = [
    Kind(id="infection", label="Infection", group="infections_and_admissions", value=INFECTIONS, happens=True),
    Kind(
        id="hospital_admission",
        label="Hospital admission",
        group="infections_and_admissions",
        value=words(unplanned="Unplanned", planned="Planned", unknown="Not known which"),
        happens=True,
    ),
    Kind(
        id="emergency_visit",
        label="Emergency department visit",
        group="infections_and_admissions",
        value=words(sent_home="Sent home", admitted="Admitted", unknown="Not known which"),
        happens=True,
    ),
    Kind(
        id="unplanned_visit",
        label="Unplanned visit to a physician",
        group="infections_and_admissions",
        value=words(practice="At the practice", home="At home", remote="By phone or video"),
        happens=True,
    ),
]
