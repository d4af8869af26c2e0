"""What one version of an organisation's settings changed, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dashboard import words
from schemas.configurations import CrisisWords, Hospice, Rules, SelfCare, Watch

DEFAULTS: dict[str, dict[str, Any]] = {
    kind: msgspec.to_builtins(one) for kind, one in {"rules": Rules(), "watch": Watch(), "crisis_words": CrisisWords(), "self_care": SelfCare(), "hospice": Hospice()}.items()
}  # fmt: skip
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
Content = Mapping[str, Any]


def changes(kind: str, content: Content, before: Content | None, team: Mapping[str, str]) -> list[str]:
    """`before`: the version that was replaced, null for the first: Balm's default. `team`: names by id. Nothing where no sentence fits."""
    then = {**DEFAULTS.get(kind, {}), **(before or {})}
    now = {**DEFAULTS.get(kind, {}), **content}
    return SAID[kind](now, then, team) if kind in SAID else []


def rules(now: Content, then: Content, _: Mapping[str, str]) -> list[str]:
    usual = DEFAULTS["rules"]["thresholds"]  # what a version from before a number was there went by
    flat = [{**usual, **one["thresholds"], "missed": one["missed"], "missed_after_severe": one["missed_after_severe"]} for one in (now, then)]
    return numbers({NAMES.get(name, name): (value, flat[1].get(name)) for name, value in flat[0].items()})


def numbers(pairs: Mapping[str, tuple[Any, Any]]) -> list[str]:
    return [f"{name}: {new:g}, before {'none' if old is None else format(old, 'g')}." for name, (new, old) in pairs.items() if new != old]


def watch(now: Content, then: Content, team: Mapping[str, str]) -> list[str]:
    targets = {f"{words.LEVELS[level]}, minutes": (minutes, then["targets"].get(level)) for level, minutes in now["targets"].items()}
    next_ = [team.get(one, "somebody who has left") for one in now["escalation"]]
    return [
        *([f"The team’s hours: {'; '.join(map(opening, now['hours'])) or 'none'}."] if now["hours"] != then["hours"] else []),
        *days(now["closed_on"], then["closed_on"]),
        *([f"On call: {words.counted(len(now['on_call']), 'shift')}, before {len(then['on_call'])}."] if now["on_call"] != then["on_call"] else []),
        *numbers(targets),
        *([f"Called next: {words.listed(next_) if next_ else 'nobody'}."] if now["escalation"] != then["escalation"] else []),
    ]


def opening(one: Content) -> str:
    return f"{', '.join(words.sentence(day[:3]) for day in one['days'])} {one['opens'][:5]} to {one['closes'][:5]}"


def days(now: list[str], then: list[str]) -> list[str]:
    return added_and_gone("Closed on", [day for day in now if day not in then], [day for day in then if day not in now])


def added_and_gone(what: str, new: list[str], gone: list[str]) -> list[str]:
    return [*([f"{what}, new: {words.listed(new)}."] if new else []), *([f"{what}, gone: {words.listed(gone)}."] if gone else [])]


def crisis_words(now: Content, then: Content, _: Mapping[str, str]) -> list[str]:
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


def self_care(now: Content, then: Content, _: Mapping[str, str]) -> list[str]:
    mine, before = texts(now), texts(then)
    return [f"{place}: {'written anew' if place in mine else 'taken back'}." for place in sorted({*mine, *before}) if mine.get(place) != before.get(place)]


def texts(content: Content) -> dict[str, str]:
    return {
        f"{LANGUAGES.get(language, language)}, {item.replace('_', ' ')}, {band}": text
        for language, items in content["texts"].items()
        for item, bands in items.items()
        for band, text in bands.items()
    }


def hospice(now: Content, then: Content, _: Mapping[str, str]) -> list[str]:
    return [f"The pack “{now['pack']}”."] if now["pack"] != then["pack"] else []


SAID: dict[str, Callable[[Content, Content, Mapping[str, str]], list[str]]] = {
    "rules": rules, "watch": watch, "crisis_words": crisis_words, "self_care": self_care, "hospice": hospice,
}  # fmt: skip
