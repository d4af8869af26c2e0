"""Where on the body: names that go with Balm's own drawing, left and right being the patient's. No questionnaire's map is copied."""

from typing import Literal

BodyRegion = Literal[
    "head",
    "throat",
    "chest",
    "upper_belly",
    "lower_belly",
    "groin",
    "left_shoulder",
    "right_shoulder",
    "left_arm",
    "right_arm",
    "left_hand",
    "right_hand",
    "left_thigh",
    "right_thigh",
    "left_lower_leg",
    "right_lower_leg",
    "left_foot",
    "right_foot",
    "back_of_head",
    "neck",
    "upper_back",
    "lower_back",
    "buttocks",
    "back_of_left_thigh",
    "back_of_right_thigh",
    "left_calf",
    "right_calf",
]
