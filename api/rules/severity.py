"""Severity bands. The numbers stand in the instrument's file with their source, because they belong to a scale and a recall period, not to a symptom.

`daily-check` and `esas-r`: none 0, mild 1-3, moderate 4-6, severe 7-10. Severe from 7, moderate or severe from 4: Selby 2010. Oldenmenger 2013 found
evidence for pain and tiredness (4-5 and 7-8), none clear for the other symptoms. PCOC's bands (distress: 4-7, 8-10) differ. See docs/clinical.md.
"""

from schemas.instruments import NewInstrument
from schemas.symptom_states import Severity


def band(instrument: NewInstrument, score: int | None) -> Severity | None:
    """Null where the instrument names no bands, or the item was skipped."""
    bands = instrument.bands
    if bands is None or score is None:
        return None
    sign = 1 if instrument.scale.worse == "higher" else -1
    steps: list[tuple[Severity, int]] = [("severe", bands.severe), ("moderate", bands.moderate), ("mild", bands.mild)]
    for name, begins in steps:
        if score * sign >= begins * sign:
            return name
    return "none"
