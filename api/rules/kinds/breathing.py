"""Oxygen, blood gases, lung function. What was measured on room air and what on oxygen are kinds of their own: sources of criteria differ on which they mean."""

from api.rules.kinds.shapes import number, sign, words
from schemas.assessments import Kind

SATURATION = number("%", 20, 100)
MMHG = {"kPa": 7.50062}
ON_AIR, ON_OXYGEN = "At rest, on room air.", "At rest, on oxygen."

KINDS = [
    Kind(id="spo2_room_air", label="Oxygen saturation on room air", group="breathing", value=SATURATION, definition=ON_AIR),
    Kind(id="spo2_on_oxygen", label="Oxygen saturation on oxygen", group="breathing", value=SATURATION, definition=ON_OXYGEN),
    Kind(id="po2_room_air", label="pO2 on room air", group="breathing", value=number("mmHg", 10, 150, MMHG), definition=ON_AIR),
    Kind(id="po2_on_oxygen", label="pO2 on oxygen", group="breathing", value=number("mmHg", 10, 700, MMHG), definition=ON_OXYGEN),
    Kind(id="pco2", label="pCO2", group="breathing", value=number("mmHg", 5, 200, MMHG), definition="At rest."),
    Kind(id="ph", label="Blood pH", group="breathing", value=number("pH", 6.5, 8)),
    Kind(id="oxygen_flow", label="Oxygen", group="breathing", value=number("L/min", 0, 80), definition="0 is room air."),
    Kind(
        id="oxygen_need",
        label="Needs oxygen",
        group="breathing",
        value=words(none="No", exertion="On exertion", night="At night", rest="At rest"),
    ),
    Kind(id="fev1", label="FEV1", group="breathing", value=number("L", 0.05, 8, {"mL": 0.001}), definition="After a bronchodilator, where one was given."),
    Kind(id="fev1_percent", label="FEV1, % of predicted", group="breathing", value=number("%", 1, 200), definition="After a bronchodilator."),
    Kind(id="vital_capacity_percent", label="Vital capacity, % of predicted", group="breathing", value=number("%", 1, 200)),
    Kind(
        id="bronchodilator_response",
        label="Shortness of breath under bronchodilators",
        group="breathing",
        value=words(responsive="Gets better", poor="Hardly gets better"),
    ),
    sign("cor_pulmonale", "Cor pulmonale", group="breathing"),
]
