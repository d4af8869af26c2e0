from typing import Literal

from msgspec import Struct

from schemas.check_ins import Respondent
from schemas.findings import Input
from schemas.instruments import RecallPeriod


class Discordance(Struct, kw_only=True, frozen=True):
    """The patient and somebody who answered for them said different things about one symptom, close together (rules.discordance). Neither is taken for wrong.

    `respondent`: who the other one is. `apart`: points of the scale by which the other said worse (+) or better (-). `scale_maximum` as in the questionnaire.
    """

    item: str
    label: str
    instrument: str
    recall_period: RecallPeriod
    respondent: Respondent
    patient: Input
    other: Input
    apart: int
    scale_maximum: int
    worse: Literal["higher", "lower"]
    version: int
