from api.rules.kinds.shapes import OURS, number
from schemas.assessments import Conversion, Kind, Number

KINDS = [
    Kind(
        id="blood_pressure",
        label="Blood pressure",
        group="vital_signs",
        parts={"systolic": number("mmHg", 30, 300, step=1), "diastolic": number("mmHg", 10, 200, step=1)},
    ),
    Kind(id="heart_rate", label="Heart rate at rest", group="vital_signs", value=number("/min", 15, 300, step=1)),
    Kind(id="respiratory_rate", label="Respiratory rate", group="vital_signs", value=number("/min", 2, 100, step=1)),
    Kind(
        id="temperature",
        label="Temperature",
        group="vital_signs",
        value=Number(unit="°C", minimum=25, maximum=45, source=OURS, units={"°F": Conversion(factor=5 / 9, zero=32)}),
    ),
]
