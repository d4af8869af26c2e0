"""What one version of an organisation's settings changed, in sentences."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from dashboard import words
from schemas.configurations import Caregivers, CrisisWords, Family, Hospice, Rules, SelfCare, Watch

BEGINS_WITH = {"rules": Rules(), "watch": Watch(), "crisis_words": CrisisWords(), "self_care": SelfCare(), "hospice": Hospice(), "family": Family(), "caregivers": Caregivers()}
DEFAULTS: dict[str, dict[str, Any]] = {kind: msgspec.to_builtins(one) for kind, one in BEGINS_WITH.items()}
NAMES = {
    "rise": "Worsening, rise over what is usual",
    "rise_when_sparse": "Worsening with few reports, rise",
    "reports_for_baseline": "Reports that say what is usual",
    "persistent_reports": "Persistent, reports",
    "trend_reports": "Steady rise, reports",
    "trend_rise": "Steady rise, points",
    "review_again_days": "Persistent and steady rise, call again after days",
    "missed": "Missed reports in a row",
    "missed_after_severe": "Missed reports after a severe one",
}
LANGUAGES = {"en": "English", "de": "German", "es": "Spanish"}
OF_FAMILIES = {"about": "What palliative and hospice care are", "whom_to_call": "Whom to call", "after_death": "After a death"}
SHOWN_AFTER_DEATH = {"ended": "that the link has ended", "contact": "a quiet page with whom to call"}
Content = Mapping[str, Any]


def changes(kind: str, content: Content, before: Content | None, team: Mapping[str, str], zone: str = "UTC") -> list[str]:
    """`before`: the version that was replaced, null for the first: Balm's default. `team`: names by id. Nothing where no sentence fits."""
    then = {**DEFAULTS.get(kind, {}), **(before or {})}
    now = {**DEFAULTS.get(kind, {}), **content}
    return watch(now, then, team, zone) if kind == "watch" else SAID[kind](now, then) if kind in SAID else []


def rules(now: Content, then: Content) -> list[str]:
    mine, before = (by_name(one) for one in (now, then))
    return numbers({name: (value, before.get(name)) for name, value in mine.items()})


def by_name(content: Content) -> dict[str, float]:
    """Thresholds, missed reports and targets, each under its name on screen; what a version from before a number was there went by."""
    found = {**DEFAULTS["rules"]["thresholds"], **(content.get("thresholds") or {}), **{name: content[name] for name in ("missed", "missed_after_severe") if content.get(name)}}
    return {**{NAMES.get(name, name): value for name, value in found.items()}, **{f"{words.LEVELS[level]}, minutes": value for level, value in (content.get("targets") or {}).items()}}


def numbers(pairs: Mapping[str, tuple[Any, Any]]) -> list[str]:
    return [f"{name}: {new:g}, before {'none' if old is None else format(old, 'g')}." for name, (new, old) in pairs.items() if new != old]


def watch(now: Content, then: Content, team: Mapping[str, str], zone: str) -> list[str]:
    targets = {f"{words.LEVELS[level]}, minutes": (minutes, then["targets"].get(level)) for level, minutes in now["targets"].items()}
    next_ = [team.get(one, "somebody who has left") for one in now["escalation"]]
    return [
        *([f"The team’s hours: {'; '.join(map(opening, now['hours'])) or 'none'}."] if now["hours"] != then["hours"] else []),
        *days(now["closed_on"], then["closed_on"]),
        *shifts(now["on_call"], then["on_call"], team, zone),
        *numbers(targets),
        *([f"Called next: {words.listed(next_) if next_ else 'nobody'}."] if now["escalation"] != then["escalation"] else []),
    ]


def opening(one: Content) -> str:
    return f"{', '.join(words.sentence(day[:3]) for day in one['days'])} {one['opens'][:5]} to {one['closes'][:5]}"


def shifts(now: list[Content], then: list[Content], team: Mapping[str, str], zone: str) -> list[str]:
    mine, before = ([shift(one, team, zone) for one in some] for some in (now, then))
    return added_and_gone("On call", [one for one in mine if one not in before], [one for one in before if one not in mine])


def shift(one: Content, team: Mapping[str, str], zone: str) -> str:
    begins, ends = (words.short_moment(datetime.fromisoformat(one[name]), zone) for name in ("begins_at", "ends_at"))
    return f"{team.get(one['staff_member_id'], 'somebody who has left')} from {begins} to {ends}"


def days(now: list[str], then: list[str]) -> list[str]:
    return added_and_gone("Closed on", [day for day in now if day not in then], [day for day in then if day not in now])


def added_and_gone(what: str, new: list[str], gone: list[str]) -> list[str]:
    return [*([f"{what}, new: {words.listed(new)}."] if new else []), *([f"{what}, gone: {words.listed(gone)}."] if gone else [])]


def crisis_words(now: Content, then: Content) -> list[str]:
    new, old, said = now["phrases"] or {}, then["phrases"] or {}, []
    for language, name in LANGUAGES.items():
        mine, before = new.get(language), old.get(language)
        if mine == before:
            continue
        if mine is None or before is None:
            said.append(f"{name}: {'Balm’s list again' if mine is None else 'a list of your own, ' + words.counted(len(mine), 'phrase')}.")
        else:
            said += added_and_gone(name, [one for one in mine if one not in before], [one for one in before if one not in mine])
    return said


def self_care(now: Content, then: Content) -> list[str]:
    return written_anew(texts(now), texts(then))


def written_anew(mine: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    return [f"{place}: {'written anew' if place in mine else 'taken back'}." for place in sorted({*mine, *before}) if mine.get(place) != before.get(place)]


def texts(content: Content) -> dict[str, str]:
    return {
        f"{LANGUAGES.get(language, language)}, {item.replace('_', ' ')}, {band}": text
        for language, items in content["texts"].items()
        for item, bands in items.items()
        for band, text in bands.items()
    }


def hospice(now: Content, then: Content) -> list[str]:
    return [
        *([f"The pack “{now['pack']}”, before “{then['pack']}”."] if now["pack"] != then["pack"] else []),
        *switched("Medicare’s hospice rules", now["medicare_rules"], then["medicare_rules"], "followed", "not followed"),
        *switched("A face-to-face encounter on the first day of its period", now["face_to_face_on_first_day"], then["face_to_face_on_first_day"], "in time", "late"),
    ]


def switched(what: str, now: bool, then: bool, yes: str, no: str) -> list[str]:
    return [f"{what}: {yes if now else no}."] if now != then else []


def family(now: Content, then: Content) -> list[str]:
    shown = [f"After a death a share shows {SHOWN_AFTER_DEATH[now['after_death_shows']]}."] if now["after_death_shows"] != then["after_death_shows"] else []
    return [*written_anew(by_language(now, OF_FAMILIES), by_language(then, OF_FAMILIES)), *shown]


def caregivers(now: Content, then: Content) -> list[str]:
    after, before = now["bereavement_after_days"], then["bereavement_after_days"]
    asked = f"Once more after {words.counted(after, 'day')}" if after else "Never"
    after_death = {"after_death": OF_FAMILIES["after_death"]}
    return [
        *switched("The questions about caregivers themselves", now["wellbeing"], then["wellbeing"], "offered", "not offered"),
        *written_anew(by_language(now, after_death), by_language(then, after_death)),
        *([f"After a death caregivers are asked how they are: {asked.lower()}."] if after != before else []),
    ]


def by_language(content: Content, names: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}, {LANGUAGES.get(language, language)}": text for field, name in names.items() for language, text in content[field].items()}


SAID: dict[str, Callable[[Content, Content], list[str]]] = {
    "rules": rules, "crisis_words": crisis_words, "self_care": self_care, "hospice": hospice, "family": family, "caregivers": caregivers,
}  # fmt: skip
