"""Every kind of assessment that can be recorded, each in one place: its unit and those that are converted, what is refused as impossible, its words, its source.

To add a kind is to add it to the list of its topic. Ids and words are stored: they never change their meaning. Sources and limits: docs/clinical.md.
"""

from api.rules.kinds import blood, body, breathing, course, events, function, heart, hiv, hope, liver, markers, nervous_system, signs, vital_signs
from schemas.assessments import Kind

ALL: list[Kind] = [
    *function.KINDS,
    *body.KINDS,
    *signs.KINDS,
    *events.KINDS,
    *hiv.KINDS,
    *vital_signs.KINDS,
    *breathing.KINDS,
    *heart.KINDS,
    *nervous_system.KINDS,
    *liver.KINDS,
    *blood.KINDS,
    *markers.KINDS,
    *hope.KINDS,
    *course.KINDS,
]
KINDS: dict[str, Kind] = {kind.id: kind for kind in ALL}
