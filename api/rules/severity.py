"""Severity bands. The numbers stand in the instrument, with their source: daily-check and ESAS-r use none 0, mild 1-3, moderate 4-6, severe 7-10
(Selby 2010, severe from 7, moderate or severe from 4; Oldenmenger 2013: clear for pain and tiredness, not for the other symptoms)."""

from schemas.instruments import NewInstrument
from schemas.symptom_states import Severity

ORDER: dict[Severity | None, int] = {None: 0, "none": 0, "mild": 1, "moderate": 2, "severe": 3}


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
