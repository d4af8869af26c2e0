"""Weight, nourishment, skin."""

from api.rules.kinds.shapes import number, sign, words
from schemas.assessments import Kind

COUNT = number("ulcers", 0, 50, step=1)

KINDS = [
    Kind(id="weight", label="Weight", group="body", value=number("kg", 0.3, 400, {"lb": 0.45359237}, steady=True)),
    Kind(id="height", label="Height", group="body", value=number("cm", 25, 260, {"m": 100, "in": 2.54, "ft": 30.48}, steady=True)),
    Kind(id="mid_arm_circumference", label="Mid-arm circumference", group="body", value=number("cm", 3, 80, {"in": 2.54})),
    Kind(
        id="oral_intake",
        label="Oral intake",
        group="body",
        value=words(normal="Normal", moderately_reduced="Moderately reduced", severely_reduced="Severely reduced: mouthfuls or less"),
        definition="As the Palliative Prognostic Index has it (Morita 1999).",
    ),
    Kind(
        id="feeding",
        label="Feeding",
        group="body",
        value=words(by_mouth="By mouth", comfort="By mouth, for comfort only", tube="By tube", parenteral="Parenteral", none="None"),
    ),
    Kind(
        id="hydration",
        label="Hydration",
        group="body",
        value=words(by_mouth="By mouth", tube="By tube", subcutaneous="Subcutaneous", intravenous="Intravenous", none="None"),
    ),
    sign("dysphagia", "Difficulty in swallowing", group="body", aspiration="Yes, with aspiration"),
    sign("inadequate_intake", "Can't take in enough to live on", "Calories or fluids stay insufficient.", group="body"),
    sign("weight_loss_reversible", "Weight loss has a cause that can be reversed", "Criteria count weight loss that can't be.", group="body"),
    sign("loose_clothes", "Looser clothes or skin", "Signs of lost weight where nothing was weighed: ill-fitting clothes, skin turgor.", group="body"),
    Kind(
        id="pressure_ulcers",
        label="Pressure ulcers",
        group="body",
        parts={"stage_1": COUNT, "stage_2": COUNT, "stage_3": COUNT, "stage_4": COUNT, "unstageable": COUNT, "deep_tissue": COUNT},
        definition="How many of each stage, of those that were looked for.",
    ),
]
