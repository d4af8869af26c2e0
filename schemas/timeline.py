from datetime import datetime

from msgspec import Struct

from schemas.alerts import AlertHistory
from schemas.care import CareEntry
from schemas.check_ins import AsksFor, CheckIn
from schemas.configurations import Configured
from schemas.discordances import Discordance
from schemas.instruments import Instrument
from schemas.medication_changes import MedicationChange
from schemas.messages import Message
from schemas.patients import Patient
from schemas.subscores import Subscores
from schemas.symptom_states import SymptomNow
from schemas.when_needed_doses import WhenNeededDose


class Timeline(Struct, kw_only=True, frozen=True):
    """All that the patient page draws. Check-ins oldest first, replaced ones and those entered in error left out; `instruments` are the versions they used.

    `since` is the start of the range asked for, null for all of it. `truncated`: older check-ins exist that one call doesn't bring. `last_heard_at` and
    `asks_for`, while nobody has answered it, are of the newest report, whatever the range. `alerts`: those that wait, and those that were answered in the range, oldest first; the newest 200.
    `plan`: every version of what was agreed with the patient (a PatientPlan), newest first; empty where nothing was. Both empty for who may not read them.
    `subscores` of each form in the range that has them. `discordances` of the newest answers, whatever the range. `messages`: what went back to the patient, newest first.
    `care`: under whose care, entry by entry, newest first; `medication_changes`: those that stand, of the range, newest first. Both empty for who
    may not read them. `when_needed_doses`: those that stand, of the range, newest first.
    """

    patient: Patient
    zone: str
    as_of: datetime
    since: datetime | None
    now: list[SymptomNow]
    instruments: list[Instrument]
    check_ins: list[CheckIn]
    truncated: bool = False
    last_heard_at: datetime | None = None
    asks_for: AsksFor | None = None
    alerts: list[AlertHistory] = []  # msgspec copies them
    plan: list[Configured] = []
    subscores: list[Subscores] = []
    discordances: list[Discordance] = []
    messages: list[Message] = []
    care: list[CareEntry] = []
    medication_changes: list[MedicationChange] = []
    when_needed_doses: list[WhenNeededDose] = []
