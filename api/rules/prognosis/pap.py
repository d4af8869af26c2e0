"""Palliative Prognostic Score (Pirovano and Maltoni 1999), version 1: 0 to 17.5 points, groups A to 5.5, B to 11, C above.

The published bands leave gaps. A value in a gap or outside every band is not scored, with the reason; two choices are ours and stand in `notes`: a white cell count
of exactly 8.5 is in both published bands and counts as normal, and a lymphocyte share from 19.9 to below 20 counts with 12 to 19.9.
"""

from api.rules.prognosis.scoring import About, Points, number, part, scored, total
from schemas.prognostic_scores import PrognosticScore

DYSPNOEA, ANOREXIA = 1, 1.5
KPS = {10: 2.5, 20: 2.5, 30: 0.0, 40: 0.0, 50: 0.0, 60: 0.0, 70: 0.0, 80: 0.0, 90: 0.0, 100: 0.0}
WEEKS = ((1, 2, 8.5), (3, 4, 6.0), (5, 6, 4.5), (7, 8, 2.5), (9, 10, 2.5), (11, 12, 2.0))  # from, to, points; more than 12: none
A_UNTIL, B_UNTIL = 5.5, 11  # both can be reached and belong to the lower group
ABOUT = About(
    score="pap",
    version=1,
    title="Palliative Prognostic Score",
    maximum=17.5,
    source="Pirovano 1999 and Maltoni 1999 (pubmed 10203875), as reproduced at mdapp.co 401 and mypcnow ff124",
    limits=(
        "Made for advanced solid cancer, not for blood cancers; needs a physician's own estimate, which weighs most.",
        "How the groups A, B and C fared differed between hospitals, so the group is shown and nothing else.",
        "The variant with delirium (D-PaP) is not computed: its groups were not found in a source.",
    ),
)


def pap(
    *,
    dyspnoea: bool | None,
    anorexia: bool | None,
    kps: int | None,
    estimate_weeks: int | None,
    white_cells: float | None,
    lymphocytes: float | None,
) -> PrognosticScore:
    """`estimate_weeks`: a physician's own estimate. `white_cells` in 10^9/L, `lymphocytes` as per cent of them."""
    parts = [
        part("dyspnoea", dyspnoea, DYSPNOEA if dyspnoea else 0),
        part("anorexia", anorexia, ANOREXIA if anorexia else 0),
        part("KPS", kps, of_kps(kps)),
        part("the physician's estimate", estimate_weeks, of_estimate(estimate_weeks)),
        part("white cell count", white_cells, of_white_cells(white_cells)),
        part("lymphocyte count", lymphocytes, of_lymphocytes(lymphocytes)),
    ]
    points = total(parts)
    group = None if points is None else group_of(points)
    return scored(ABOUT, parts, points, group, f"PaP {number(points or 0)} of 17.5: group {group}.", notes(white_cells, lymphocytes))


def of_kps(kps: int | None) -> Points:
    if kps is None or kps in KPS:
        return None if kps is None else KPS[kps]
    between = ", and lies between the bands 10 to 20 and 30 and more" if 20 < kps < 30 else ""
    return f"KPS {kps} is none: it is scored 10 to 100 by tens{between}"


def of_estimate(weeks: int | None) -> Points:
    if weeks is None or weeks < 1:
        return None if weeks is None else "the physician's estimate is below the published bands, which begin at one week"
    return next((points for begins, ends, points in WEEKS if begins <= weeks <= ends), 0.0)


def of_white_cells(count: float | None) -> Points:
    if count is None or count < 4.8:
        return None if count is None else f"white cell count {number(count)} is below the published bands, which begin at 4.8"
    if count <= 8.5:
        return 0.0
    return 0.5 if count <= 11 else 1.5


def of_lymphocytes(share: float | None) -> Points:
    if share is None or share > 40:
        return None if share is None else f"lymphocytes {number(share)} % are above the published bands, which end at 40 %"
    if share >= 20:
        return 0.0
    return 1.0 if share >= 12 else 2.5


def notes(white_cells: float | None, lymphocytes: float | None) -> list[str]:
    found = []
    if white_cells == 8.5:
        found.append("A white cell count of exactly 8.5 stands in two published bands; it counts as normal (ours). As high it would be 0.5 more.")
    if lymphocytes is not None and 19.9 < lymphocytes < 20:
        found.append("Lymphocytes between 19.9 and 20 % stand in no published band; they count with 12 to 19.9 (ours). As 20 it would be 1 less.")
    return found


def group_of(points: float) -> str:
    if points <= A_UNTIL:
        return "A"
    return "B" if points <= B_UNTIL else "C"
