"""Palliative Prognostic Index (Morita 1999), version 1: 0 to 15 points. Both published cut-offs are 'more than': exactly 6 is not over 6, exactly 4 not over 4."""

from typing import Literal

from api.rules.prognosis.scoring import About, Points, number, part, scored, total
from schemas.prognostic_scores import PrognosticScore

OralIntake = Literal["normal", "moderately_reduced", "severely_reduced"]

OEDEMA, DYSPNOEA_AT_REST, DELIRIUM = 1, 3.5, 4
INTAKE: dict[OralIntake, float] = {"normal": 0, "moderately_reduced": 1, "severely_reduced": 2.5}
PPS = {10: 4.0, 20: 4.0, 30: 2.5, 40: 2.5, 50: 2.5, 60: 0.0, 70: 0.0, 80: 0.0, 90: 0.0, 100: 0.0}
CUTS = (6, 4)
ABOUT = About(
    score="ppi",
    version=1,
    title="Palliative Prognostic Index",
    maximum=15,
    source="Morita 1999; cut-offs over 4 and over 6 as reproduced at mdapp.co and pressbooks.gvsu",
    limits=(
        "Made with inpatients of palliative units in Japan; over 6 had a sensitivity of 80 % and a specificity of 85 % there, over 4 of 80 % and 77 %.",
        "Delirium caused by a single medicine or otherwise reversible is not meant (from general knowledge; the paper was not read).",
        "Severely reduced intake is mouthfuls or less.",
    ),
)


def ppi(*, pps: int | None, oral_intake: OralIntake | None, oedema: bool | None, dyspnoea_at_rest: bool | None, delirium: bool | None) -> PrognosticScore:
    parts = [
        part("PPS", pps, by_tens(pps)),
        part("oral intake", oral_intake, INTAKE[oral_intake] if oral_intake else None),
        part("oedema", oedema, OEDEMA if oedema else 0),
        part("dyspnoea at rest", dyspnoea_at_rest, DYSPNOEA_AT_REST if dyspnoea_at_rest else 0),
        part("delirium", delirium, DELIRIUM if delirium else 0),
    ]
    points = total(parts)
    group = None if points is None else group_of(points)
    return scored(ABOUT, parts, points, group, f"PPI {number(points or 0)} of 15: {group}.")


def by_tens(pps: int | None) -> Points:
    return None if pps is None else PPS.get(pps, f"PPS {pps} is none: it is scored 10 to 100 by tens")


def group_of(points: float) -> str:
    if points > CUTS[0]:
        return "over 6"
    return "over 4, not over 6" if points > CUTS[1] else "not over 4"
