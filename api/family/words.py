"""The family page's sentences in three languages, from one catalogue each. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from schemas.configurations import Language
from schemas.summaries import DaySummary, Summary, SymptomSummary

SYMPTOMS = (
    "pain", "nausea", "fatigue", "lack_of_appetite", "breathlessness", "drowsiness", "sleep_trouble", "vomiting", "constipation", "diarrhoea", "dry_or_sore_mouth", "anxiety",
    "low_mood",
)  # fmt: skip
WEEK = 7  # days; where fewer are shared, nothing is said of "this week"
CATALOGUES: dict[Language, dict[str, Any]] = {
    language: msgspec.json.decode((Path(__file__).parent / "words" / f"{language}.json").read_bytes()) for language in ("en", "de", "es")
}


class Words:
    """One language. Plurals by CLDR: of the numbers here, English, German and Spanish tell only one from others."""

    def __init__(self, language: Language) -> None:
        self.language, self.catalogue = language, CATALOGUES[language]

    def __call__(self, key: str, **values: object) -> str:
        found = self.catalogue[key]
        if isinstance(found, dict):
            found = found["one" if values["n"] == 1 else "other"]
        return str(found).format_map(values)

    def day(self, on: date) -> str:
        return self("day", weekday=self.catalogue["weekdays"][on.weekday()], day=on.day, month=self.catalogue["months"][on.month - 1])

    def moment(self, at: datetime, zone: str, key: str = "moment") -> str:
        """`key`: "dated" says the year too, as a printed page and a share that lasts until another year need."""
        local = at.astimezone(ZoneInfo(zone))
        names = {"weekday": self.catalogue["weekdays"][local.weekday()], "month": self.catalogue["months"][local.month - 1]}
        return self(key, **names, day=local.day, year=local.year, time=f"{local:%H:%M}")

    def days(self, days: Sequence[date]) -> str:
        """A German day has a comma of its own."""
        return self.listed([self.day(on) for on in days], self("between_days"))

    def listed(self, names: Sequence[str], between: str = ", ") -> str:
        return names[0] if len(names) == 1 else between.join(names[:-1]) + self("and") + names[-1]

    def symptom(self, one: SymptomSummary) -> str:
        """A questionnaire of the organisation's own has its own words, in its own language."""
        name = str(self.catalogue.get(one.item, one.label)) if one.instrument == "daily-check" else one.label
        return f"{name} ({one.questionnaire})" if one.questionnaire else name


def days(summary: Summary, words: Words) -> list[str]:
    """How the days were altogether: what was worst first, and days without answers are never counted as good ones."""
    if summary.begins_on:
        return [words("days_begin", day=words.day(summary.begins_on))]
    if not summary.days:
        return [words("days_outside")]
    answered = [day for day in summary.days if day.answered]
    told = [*shared(summary.days, words), how_many(len(answered), len(summary.days), words)]
    for key, bands in (("days_severe", ("severe",)), ("days_moderate", ("moderate",)), ("days_mild", ("none", "mild"))):
        found = [day for day in answered if day.worst in bands]
        told += [words(key, n=len(found), days=on_which(found, words))] if found else []
    return told


def shared(days: Sequence[DaySummary], words: Words) -> list[str]:
    """Where the share leaves out some of the week."""
    return [] if len(days) == WEEK else [words("days_shared", n=len(days), first=words.day(days[0].on), last=words.day(days[-1].on))]


def how_many(answered: int, of: int, words: Words) -> str:
    return words("days_all", n=of) if answered == of else words("days_answered", n=answered, of=of) if answered else words("days_none")


def on_which(found: Sequence[DaySummary], words: Words) -> str:
    return words.days([day.on for day in found])


def symptom(one: SymptomSummary, words: Words) -> list[str]:
    """"Pain has been mild this week, a little better than the week before." A severe day is always named, and a week of which less is shared is no week."""
    name, whole = words.symptom(one), one.of_days == WEEK
    if not one.reports:
        return [words("quiet" if whole else "quiet_shown", symptom=name, day=words.day(one.last_on))] if one.last_on else []
    when = words("this_week" if whole else "shown_days")
    told = beginning(one, name, when, words) + exceptions(one, words) + (words(one.change) if one.change else "") + words("end")
    return [told, *([] if one.days == 1 and one.level else [words("answered_on", n=one.days, of=one.of_days)])]


def beginning(one: SymptomSummary, name: str, when: str, words: Words) -> str:
    if one.level is None:
        return words("score", symptom=name, score=one.middle, maximum=one.scale_maximum, when=when)
    none = one.level == "none"
    values: Mapping[str, object] = {"symptom": name, "level": "" if none else words(f"level_{one.level}"), "when": when}
    if one.days == 1:
        key = "once" if one.reports == 1 else "one_day" if one.worst == one.level else "one_day_mostly"
        return words(f"{key}_none" if none else key, **values, day=words.day(one.points[-1].on))
    if one.worst != one.level:
        return words("mostly_none" if none else "mostly", **values)
    return words("level_none_week" if none else "level", **values)


def exceptions(one: SymptomSummary, words: Words) -> str:
    """What the level alone would hide."""
    if one.days == 1 and one.worst == one.level and (one.level or one.reports == 1):
        return ""
    if one.level is None and one.worst_day and one.worst_day.score != one.middle:
        return words("worst_score", score=one.worst_day.score, day=words.day(one.worst_day.on))
    if one.severe_on:
        return words("severe_on" if one.level == "severe" else "but_severe", days=words.days(one.severe_on))
    return words("but_moderate", days=words.days(one.moderate_on)) if one.moderate_on and one.level in ("none", "mild") else ""


def unanswered(summary: Summary, words: Words) -> str:
    """Shared symptoms of which nothing is told, beside others of which something is; without their names in a questionnaire of the organisation's own."""
    names = [str(words.catalogue[item]) for item in summary.unanswered if item in SYMPTOMS] if summary.symptoms else []
    return words("unanswered", symptoms=words.listed(names)) if names else ""


def drawing(one: SymptomSummary, words: Words) -> str:
    """The drawing in words, for whoever doesn't see it."""
    points = words("between_days").join(words("point", day=words.day(point.on), score=point.score) for point in one.points)
    return words("chart", symptom=words.symptom(one), minimum=one.scale_minimum, maximum=one.scale_maximum, points=points)


def axis(one: SymptomSummary, last: date, words: Words) -> str:
    """What the edges of the drawing are."""
    best, worst = (one.scale_minimum, one.scale_maximum) if one.worse == "higher" else (one.scale_maximum, one.scale_minimum)
    return words("axis", first=words.day(one.points[0].on), last=words.day(last), best=best, worst=worst)
