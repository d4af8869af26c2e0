"""How much a person can do. Each scale is kept as it was scored: two published tables from KPS or PPS to ECOG disagree (clinical.md 6.2)."""

from api.rules.kinds.shapes import number, words
from schemas.assessments import Kind, Number, Words

ADL = words(independent="By themselves", needs_help="With somebody's help", dependent="Done for them")
ADLS: dict[str, Number | Words] = {"ambulation": ADL, "continence": ADL, "transfer": ADL, "dressing": ADL, "feeding": ADL, "bathing": ADL}
TENS = "Whole tens only; 0 is death, which is recorded as a change of care (PPSv2, Karnofsky)"

KINDS = [
    Kind(
        id="pps",
        label="PPS",
        group="function",
        value=number("%", 10, 100, step=10, source=TENS),
        definition="Palliative Performance Scale, the number. Its table is licensed by Victoria Hospice and not part of Balm.",
    ),
    Kind(id="kps", label="KPS", group="function", value=number("%", 10, 100, step=10, source=TENS), definition="Karnofsky Performance Status.", loinc="89243-0"),
    Kind(
        id="akps",
        label="AKPS",
        group="function",
        value=number("%", 10, 100, step=10, source=TENS),
        definition="Australia-modified Karnofsky Performance Status.",
    ),
    Kind(
        id="ecog",
        label="ECOG",
        group="function",
        value=number("grade", 0, 4, step=1, source="5 is death, which is recorded as a change of care (ECOG grades)"),
        definition="ECOG performance status.",
        loinc="89247-1",
    ),
    Kind(
        id="adls",
        label="Activities of daily living",
        group="function",
        parts=ADLS,
        definition="The six that hospice criteria count: ambulation, continence, transfer, dressing, feeding, bathing. The three words are ours.",
    ),
]
