"""A body from the front and from behind, drawn by us, with the regions where it hurts. Left and right are the patient's own: from the front, left is at the right."""

from collections.abc import Collection, Iterator

from schemas.body_regions import BodyRegion

# From the front, from behind, and the outline in units of the drawing, 0 being the middle. The phone draws the same (api/mobile/pages/where.js).
MIDDLE: tuple[tuple[str, str, str], ...] = (
    ("head", "back_of_head", "M0 3C7 3 11 9 10 17 9 24 5 29 0 29S-9 24-10 17C-11 9-7 3 0 3Z"),
    ("throat", "neck", "M-5 29H5L7 37H-7Z"),
    ("chest", "", "M-16 38H16L15 61H-15Z"),
    ("upper_belly", "", "M-15 62H15L14 77H-14Z"),
    ("lower_belly", "", "M-14 78H14L15 92H-15Z"),
    ("groin", "", "M-15 93H15L16 100 0 109-16 100Z"),
    ("", "upper_back", "M-16 38H16L14 67H-14Z"),
    ("", "lower_back", "M-14 68H14L15 90H-15Z"),
    ("", "buttocks", "M-15 91H15L16 103Q8 111 0 106-8 111-16 103Z"),
)
SIDES: tuple[tuple[str, str, str], ...] = (  # {} is left or right; drawn at the right, and mirrored
    ("{}_shoulder", "{}_shoulder", "M17 38Q27 39 28 50L18 53Z"),
    ("{}_arm", "{}_arm", "M18 54L28 51 35 92 28 94Z"),
    ("{}_hand", "{}_hand", "M28 95L35 93Q40 101 37 110L31 109Z"),
    ("{}_thigh", "back_of_{}_thigh", "M1 110L16 101 15 143 5 143Z"),
    ("{}_lower_leg", "{}_calf", "M5 144H15L12 180H6Z"),
    ("{}_foot", "{}_foot", "M6 181H12L17 192H4Z"),
)
MARKED, LINE = "#c2502e", "#7d8784"  # each at 3:1 against the light and the dark page


def svg(regions: Collection[BodyRegion]) -> str:
    """As a file of its own, for an image: whoever can't see it is told by the words beside it."""
    outlines = "".join(
        f'<path transform="translate({x} 0){" scale(-1 1)" if mirrored else ""}" d="{path}" data-region="{name}" '
        + (f'fill="{MARKED}" stroke="{MARKED}"/>' if name in regions else f'fill="none" stroke="{LINE}"/>')
        for name, path, x, mirrored in drawn()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 195" stroke-width="1.2" stroke-linejoin="round">{outlines}</svg>'


def drawn() -> Iterator[tuple[str, str, int, bool]]:
    """Each outline: whose, its path, the middle of its figure, and whether it is mirrored."""
    for view, x in ((0, 45), (1, 135)):
        for part in MIDDLE:
            if part[view]:
                yield part[view], part[2], x, False
        for part in SIDES:
            for side in ("left", "right"):
                yield part[view].format(side), part[2], x, (side == "left") == bool(view)
