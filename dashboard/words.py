"""The words for what the structs say in codes, and times as people read them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from schemas.alerts import Ending, Held, Level, Outcome
from schemas.check_ins import AsksFor, CheckIn, Mode, Relationship, Respondent
from schemas.findings import Rule
from schemas.instruments import Bands, Instrument, RecallPeriod
from schemas.messages import TellPhrase
from schemas.patients import Care
from schemas.quality import Share
from schemas.symptom_states import Severity

RESPONDENTS: dict[Respondent, str] = {"patient": "the patient", "family_caregiver": "family", "professional_caregiver": "a professional caregiver"}
BY: dict[Respondent, str] = {"patient": "", "family_caregiver": "by family", "professional_caregiver": "by professional"}
RELATIONSHIPS: dict[Relationship, str] = {
    "partner": "partner",
    "child": "child",
    "parent": "parent",
    "sibling": "brother or sister",
    "other_family": "other family",
    "friend": "friend",
    "professional": "professional carer",
}
MODES: dict[Mode, str] = {
    "self": "alone",
    "assisted": "with help",
    "proxy": "for the patient",
    "phone_call": "on the phone",
    "paper": "on paper",
}
ASKED: dict[AsksFor, str] = {"help_now": "asked for help now", "call_back": "asked to be called"}
ASKS: dict[AsksFor, str] = {"help_now": "Help now", "call_back": "Please call"}  # where there is room for two words
RECALLS: dict[RecallPeriod, str] = {
    "now": "right now",
    "past_24_hours": "past 24 hours",
    "past_3_days": "past 3 days",
    "past_week": "past week",
    "past_month": "past month",
}
CARES: dict[Care, str] = {"palliative": "Palliative care", "hospice": "Hospice care", "discharged": "Discharged", "died": "Died"}
LEVELS: dict[Level, str] = {"urgent": "Urgent", "soon": "Soon", "review": "For review"}
OUTCOMES: dict[Outcome, str] = {
    "monitor": "Monitor",
    "call": "Call",
    "visit": "Visit",
    "medication_change": "Medication changed",
    "referred": "Referred",
    "emergency": "Emergency",
    "no_contact": "Could not reach anybody",
}
ENDINGS: dict[Ending, str] = {
    "died": "The patient died; it ended with that.",
    "discharged": "The patient was discharged; it ended with that.",
    "heard_again": "A report came again; it ended with that.",
}
HELD: dict[Held, str] = {"late": "arrived late", "expected": "expected level", "answered": "answered already, and no worse"}
RULES: dict[Rule, str] = {
    "asked_for": "Asked for help",
    "crisis": "Words of crisis",
    "severe": "Severe",
    "worsening": "Worsening",
    "persistent": "Persistent",
    "trend": "A steady rise",
    "silence": "Silence",
}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PHRASES: dict[TellPhrase, str] = {  # what a nurse may tell; the phone says the same in its own language
    "nurse_will_call_today": "A nurse will call you today",
    "nurse_will_call_tomorrow": "A nurse will call you tomorrow",
    "visit_planned": "A visit is planned",
    "medicine_being_looked_at": "We are looking at your medicine",
    "doctor_is_asked": "We are asking the doctor",
    "as_we_discussed": "As we have just talked about",
    "please_call_us": "Please call us",
}
THRESHOLDS = {
    "severe": "severe from {}",
    "moderate": "moderate from {}",
    "rise": "a rise of at least {}",
    "reports": "at least {} reports",
    "missed": "{} expected in a row and not heard",
    "a_day": "{} expected a day",
    "days": "within {} days",
    "goal": "the patient's goal of {}",
    "word_list": "the organisation’s list of words, version {} (0: Balm’s own)",
    "z": "steadier than chance (z at least {})",
}
LATE = timedelta(hours=12)  # an answer that reached us later than this is marked; the same hours as in design 5
CLOCK = timedelta(minutes=2)  # phones' clocks differ by less; the API keeps and counts such answers by the same rule. Ours


def band(bands: Bands | None, worse: str, score: int) -> Severity | None:
    """As the instrument's own numbers say; null where it names none."""
    if bands is None:
        return None
    sign = 1 if worse == "higher" else -1
    steps: list[tuple[Severity, int]] = [("severe", bands.severe), ("moderate", bands.moderate), ("mild", bands.mild)]
    return next((name for name, begins in steps if score * sign >= begins * sign), "none")


def word_for(instrument: Instrument, score: int) -> str:
    return band(instrument.bands, instrument.scale.worse, score) or ""


def change(delta_worse: int | None, delta_days: int | None = None) -> str:
    """For a screen reader and for people: never a bare sign."""
    if delta_worse is None:
        return ""
    before = "a week before" if delta_days in (None, 7) else f"{delta_days} days before"
    if delta_worse == 0:
        return f"same as {before}"
    return f"{abs(delta_worse)} {'worse' if delta_worse > 0 else 'better'} than {before}"


def moment(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def short_moment(at: datetime, zone: str, now: datetime | None = None) -> str:
    """With the year where `now` is of another one."""
    local = at.astimezone(ZoneInfo(zone))
    year = f" {local.year}" if now is not None and now.astimezone(ZoneInfo(zone)).year != local.year else ""
    return f"{local.day} {local:%b}{year}, {local:%H:%M}"


def clock_time(at: datetime, zone: str, now: datetime) -> str:
    """The time alone where it is the same day."""
    is_today = at.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}" if is_today else short_moment(at, zone, now)


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def care_since(care: Care, on: date) -> str:
    return f"{CARES[care]} {'on' if care in ('died', 'discharged') else 'since'} {day(on)}"


def counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def span(length: timedelta) -> str:
    """The same words as in the list (assets/worklist.js)."""
    if length.days > 730:
        return counted(int(length.days / 365.25), "year")
    if length.days > 60:
        return counted(int(length.days / 30.44), "month")
    if length >= timedelta(days=1):
        return counted(length.days, "day")
    if length >= timedelta(hours=1):
        return counted(int(length.total_seconds() // 3600), "hour")
    return counted(max(1, int(length.total_seconds() // 60)), "minute")


def ago(at: datetime, zone: str, now: datetime) -> str:
    return f"{span(now - at)} ago, {short_moment(at, zone, now)}"


def age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def marks(check_in: CheckIn) -> list[str]:
    """What a reader must know beside the answers: what was asked for, and how they came here."""
    found = [] if check_in.asks_for is None else [ASKED[check_in.asks_for]]
    if check_in.pain_regions:
        found.append(f"where it hurts: {listed([one.replace('_', ' ') for one in check_in.pain_regions])}")
    if check_in.corrects is not None:
        found.append("corrected")
    if check_in.recorded_at - check_in.received_at > CLOCK:
        found.append("the phone's clock was ahead, so the time it reached us counts")
    elif check_in.received_at - check_in.recorded_at > LATE:
        found.append(f"reached us {span(check_in.received_at - check_in.recorded_at)} later")
    return found


def sentence(words: str) -> str:
    """Begins with a capital, but for names that are written as they are: 'pCO2', 'pH'."""
    if words[1:2].isupper():
        return words
    return words[:1].upper() + words[1:]


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def rule(name: str) -> str:
    """A rule of a newer API still has its own name."""
    return {str(key): value for key, value in RULES.items()}.get(name, sentence(name.replace("_", " ")))


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}".replace("%", " %")


def share(found: Share) -> str:
    """'12 of 14, 86 % (60 to 96 %)'"""
    if found.share is None or found.low is None or found.high is None:
        return "none yet"
    return f"{found.count} of {found.of}, {percent(found.share)} ({found.low * 100:.0f} to {percent(found.high)})"


def rate(number: float) -> str:
    """Two places; where these would be nought though it isn't, as many as show a figure: 0.004."""
    return f"{number:.2f}" if number == 0 or number >= 0.005 else f"{number:.1g}"


def minutes(number: float) -> str:
    return span(timedelta(minutes=number))
