"""What every score has in common: points by published bands, and a plain word where an input gives none."""

from collections.abc import Sequence

from msgspec import Struct

from schemas.prognostic_scores import PrognosticScore, ScoreName, ScorePart

Points = float | str | None  # a text says why the published bands give no points


class About(Struct, frozen=True, kw_only=True):
    """What is the same for everybody: of a score's name, version, highest total, source and limits."""

    score: ScoreName
    version: int
    title: str
    maximum: float
    source: str
    limits: tuple[str, ...]


def part(name: str, given: object, points: Points) -> ScorePart:
    """Nothing given is '<name> missing'."""
    if given is None:
        return ScorePart(name=name, given=None, points=None, missing=f"{name} missing")
    if points is None or isinstance(points, str):
        return ScorePart(name=name, given=said(given), points=None, missing=points)
    return ScorePart(name=name, given=said(given), points=points)


def said(given: object) -> str:
    if isinstance(given, bool):
        return "yes" if given else "no"
    return number(given) if isinstance(given, float) else str(given).replace("_", " ")


def number(points: float) -> str:
    return f"{points:g}"


def total(parts: Sequence[ScorePart]) -> float | None:
    """Null as soon as one part has no points: no way to fill one in is published."""
    points = [part.points for part in parts if part.points is not None]
    return sum(points) if len(points) == len(parts) else None


def cannot_compute(missing: Sequence[str]) -> str:
    return f"Cannot compute: {', '.join(missing)}."


def scored(about: About, parts: Sequence[ScorePart], points: float | None, group: str | None, sentence: str, notes: Sequence[str] = ()) -> PrognosticScore:
    """`points` null: the sentence becomes what is missing."""
    missing = [part.missing for part in parts if part.missing]
    return PrognosticScore(
        score=about.score,
        version=about.version,
        title=about.title,
        points=points,
        maximum=about.maximum,
        group=group,
        parts=list(parts),
        missing=missing,
        notes=list(notes),
        sentence=cannot_compute(missing) if points is None else sentence,
        source=about.source,
        limits=list(about.limits),
    )
