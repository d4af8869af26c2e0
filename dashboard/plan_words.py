"""What was agreed with a patient, and how one version differs from the one before, in sentences."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dashboard import setting_words, words
from schemas.instruments import Instrument

OWN = ("thresholds", "missed", "missed_after_severe", "targets")


def labels(instruments: Sequence[Instrument]) -> dict[str, str]:
    """Item -> its name in the newest questionnaire that has it, where one is asked here in that one."""
    ordered = sorted(instruments, key=lambda one: (one.asked, one.loaded_at))
    return {item.id: item.label for instrument in ordered for item in instrument.items}


def label(item: str, known: dict[str, str]) -> str:
    return known.get(item) or words.sentence(item.replace("_", " "))


def changes(content: dict[str, Any], before: dict[str, Any], known: dict[str, str], zone: str) -> list[str]:
    """Sentences, at least one."""
    said = [*goals(content.get("goals", {}), before.get("goals", {}), known), *reports(content, before), *pause(content, before, zone), *answered(content, before), *when_needed(content, before)]
    return [*said, *own_rules(content, before), *hours(content.get("hours"), before.get("hours"))] or ["The plan was written down anew, unchanged."]


def own_rules(content: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """Where they begin, each number that isn't what Balm begins with; later what changed."""
    if all(content.get(part) == before.get(part) for part in OWN):
        return []
    if not any(content.get(part) for part in OWN):
        return ["Judged by the organisation's rules and times."]
    mine = setting_words.by_name(content)
    if any(before.get(part) for part in OWN):
        then = setting_words.by_name(before)
        return ["Judged by rules and times of their own:", *setting_words.numbers({name: (value, then.get(name)) for name, value in mine.items()})]
    usual = setting_words.by_name({**setting_words.DEFAULTS["rules"], **setting_words.DEFAULTS["watch"]})
    told = [f"{name}: {value:g}" for name, value in mine.items() if value != usual[name]]
    return [f"Judged by rules and times of their own: {'; '.join([*told, 'all else as Balm begins with'])}."]


def hours(now: list[Any] | None, before: list[Any] | None) -> list[str]:
    if now == before:
        return []
    return ["The team's hours for this patient are the organisation's." if now is None else f"The team's hours for this patient: {'; '.join(map(setting_words.opening, now)) or 'none'}."]


def goals(now: dict[str, int], before: dict[str, int], known: dict[str, str]) -> list[str]:
    items = [item for item in [*known, *sorted({*now, *before} - known.keys())] if now.get(item) != before.get(item)]
    return [goal(label(item, known), now.get(item), before.get(item)) for item in items]


def goal(name: str, level: int | None, before: int | None) -> str:
    if level is None:
        return f"{name}: no goal any more."
    return f"{name}: comfortable at {level}{'' if before is None else f', before at {before}'}."


def reports(content: dict[str, Any], before: dict[str, Any]) -> list[str]:
    times = content.get("times_a_day")
    if times == before.get("times_a_day"):
        return []
    return ["Check-ins expected as at this organisation." if times is None else f"{words.counted(times, 'check-in')} expected a day."]


def pause(content: dict[str, Any], before: dict[str, Any], zone: str) -> list[str]:
    until, reason = content.get("paused_until"), content.get("pause_reason", "")
    if (until, reason) == (before.get("paused_until"), before.get("pause_reason", "")):
        return []
    if until is None:
        return ["The pause is over."] if before.get("paused_until") else []
    return [f"Paused until {words.short_moment(datetime.fromisoformat(until), zone)}{': ' + reason.rstrip('.') if reason else ''}."]


def when_needed(content: dict[str, Any], before: dict[str, Any]) -> list[str]:
    now, then = content.get("when_needed", []), before.get("when_needed", [])
    new, gone = [name for name in now if name not in then], [name for name in then if name not in now]
    return [*([f"When needed, on the list now: {words.listed(new)}."] if new else []), *([f"No longer on the when-needed list: {words.listed(gone)}."] if gone else [])]


def answered(content: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """Who is expected to answer, where that was switched."""
    now, then = [(one.get("answered_by", "patient"), one.get("answered_since_on"), one.get("answered_reason", "")) for one in (content, before)]
    if now == then:
        return []
    by, since, reason = now
    day = f" since {words.day(date.fromisoformat(since))}" if since else ""
    return [f"Others answer for the patient{day}: {reason.rstrip('.')}."] if by == "proxy" else [f"The patient answers{day}."]


def pause_ahead(content: dict[str, Any], now: datetime) -> datetime | None:
    """Until when nothing is expected; null where no pause lies ahead."""
    until = datetime.fromisoformat(content["paused_until"]) if content.get("paused_until") else None
    return until if until is not None and until > now else None
