"""Modified Glasgow Prognostic Score, version 1: 0 to 2 from C-reactive protein and albumin (PMC3049591)."""

from api.rules.prognosis.scoring import About, number, part, scored
from schemas.prognostic_scores import PrognosticScore, ScorePart

CRP_OVER, ALBUMIN_UNDER = 10, 35  # mg/L, g/L
ABOUT = About(
    score="mgps",
    version=1,
    title="modified Glasgow Prognostic Score",
    maximum=2,
    source="PMC3049591",
    limits=(
        "Says how strong the inflammation is; an infection raises it as well.",
        "The original score (GPS) gives 1 for a low albumin alone; the modified one gives 0 (original: from general knowledge).",
    ),
)


def mgps(*, crp: float | None, albumin: float | None) -> PrognosticScore:
    """`crp` in mg/L, `albumin` in g/L. A C-reactive protein of 10 or less is 0 whatever the albumin is, known or not."""
    inflamed = crp is not None and crp > CRP_OVER
    low = albumin is not None and albumin < ALBUMIN_UNDER
    parts = [part("C-reactive protein", crp, 1 if inflamed else 0)]
    if crp is None or inflamed or albumin is not None:
        parts.append(part("albumin", albumin, 1 if inflamed and low else 0))
    points = None if any(part.missing for part in parts) else sum(part.points or 0 for part in parts)
    group = None if points is None else number(points)
    return scored(ABOUT, parts, points, group, f"mGPS {group} of 2: {', '.join(words(parts, inflamed, low))}.")


def words(parts: list[ScorePart], inflamed: bool, low: bool) -> list[str]:
    found = [f"C-reactive protein {parts[0].given} mg/L is {'over' if inflamed else 'not over'} {CRP_OVER}"]
    return found if len(parts) == 1 else [*found, f"albumin {parts[1].given} g/L is {'under' if low else 'not under'} {ALBUMIN_UNDER}"]
