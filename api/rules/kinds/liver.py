"""Liver and kidneys beside their laboratory values."""

from api.rules.kinds.shapes import sign, words
from schemas.assessments import Kind

KINDS = [
    sign("hepatic_encephalopathy", "Hepatic encephalopathy", group="liver", refractory="Yes, refractory"),
    sign("hepatorenal_syndrome", "Hepatorenal syndrome", group="liver"),
    Kind(
        id="variceal_bleed", label="Variceal bleed", group="liver", value=words(first="The first", again="Again, in spite of treatment"), happens=True
    ),
    Kind(
        id="dialysis",
        label="Dialysis",
        group="liver",
        value=words(none="No", haemodialysis="Haemodialysis", peritoneal="Peritoneal", stopped="Stopped"),
        definition="What is done. What is wanted is a preference.",
    ),
    Kind(
        id="transplant",
        label="Transplant",
        group="liver",
        value=words(not_sought="Not sought", not_candidate="Not a candidate", listed="On the list", done="Transplanted"),
    ),
]
