"""The words of what falls due, and of the hospice benefit."""

from datetime import date

from dashboard import fact_words, words
from schemas.benefit_periods import Addendum, AnyEntry, AttendingIs, Because, Certification, Election, Ending, FaceToFace, Notice, Payer, Period
from schemas.due_items import DueItem, Standing

STANDINGS: dict[Standing, str] = {
    "overdue": "Overdue",
    "within_7_days": "Within 7 days",
    "within_14_days": "Within 14 days",
    "open": "Can be done now",
    "undated": "No day set",
    "later": "Later",
}
PAYERS: dict[Payer, str] = {"medicare": "Medicare", "medicaid": "Medicaid", "chip": "CHIP", "other": "Another payer, or none"}
ATTENDING: dict[AttendingIs, str] = {"physician": "a physician", "nurse_practitioner": "a nurse practitioner", "physician_assistant": "a physician assistant"}
BECAUSE: dict[Because, str] = {"revoked": "Revoked by the patient", "discharged": "Discharged by the hospice", "transferred": "Moved to another hospice", "died": "The patient died"}
SEEN_BY = {"hospice_physician": "Physician of the hospice", "nurse_practitioner": "Nurse practitioner of the hospice"}
CERTIFIED_BY = {"hospice_physician": "Physician of the hospice", "attending": "Attending physician"}
FORMS = {"written": "Written and signed", "oral": "Spoken"}
ABOUT = {"election": "Notice of election", "termination": "Notice that the election has ended"}


def due(item: DueItem, today: date) -> str:
    return ", ".join(filter(None, due_in_two(item, today)))


def due_in_two(item: DueItem, today: date) -> tuple[str, str]:
    """How long still, and the day."""
    if item.due_on is None:
        return "No day set", ""
    left, on = (item.due_on - today).days, fact_words.short_day(item.due_on)
    if left < 0:
        return f"{words.counted(-left, 'day')} over", f"since {on}"
    return {0: "Today", 1: "Tomorrow"}.get(left, f"In {left} days"), f"by {on}"


def opens(item: DueItem, today: date) -> str:
    return f"Can be done from {fact_words.short_day(item.opens_on)}." if item.opens_on and item.opens_on > today else ""


def period(one: Period) -> str:
    return f"Benefit period {one.number}: {fact_words.short_day(one.begins_on)} to {fact_words.short_day(one.ends_on)}"


def entry(one: AnyEntry) -> str:
    """What it says, without its day."""
    if isinstance(one, Election):
        return election(one)
    if isinstance(one, Ending):
        return f"The election ended: {BECAUSE[one.because].lower()}"
    if isinstance(one, FaceToFace):
        reason = f". Not before the period because: {one.exception}" if one.exception else ""
        return f"Face-to-face encounter for benefit period {one.period}: {one.by}, {SEEN_BY[one.by_a].lower()}{reason}"
    if isinstance(one, Certification):
        return f"Certification of benefit period {one.period}, {FORMS[one.form].lower()}: {one.by}, {CERTIFIED_BY[one.by_a].lower()}"
    if isinstance(one, Notice):
        return f"{ABOUT[one.about]}, accepted"
    return addendum(one)


def election(one: Election) -> str:
    said = [f"Election of the hospice benefit, {PAYERS[one.payer]}"]
    if one.previous_periods is None:
        said.append("how many benefit periods there were before isn’t known")
    else:
        said.append(f"{words.counted(one.previous_periods, 'benefit period')} before" if one.previous_periods else "the first one")
    if one.period_began_on:
        said.append(f"within a period that began on {fact_words.short_day(one.period_began_on)} at another hospice")
    if one.attending:
        said.append(f"attending: {one.attending}, {ATTENDING[one.attending_is]}")
    return "; ".join(said)


def addendum(one: Addendum) -> str:
    return f"Addendum asked for{f', given on {fact_words.short_day(one.given_on)}' if one.given_on else ', not given yet'}"
