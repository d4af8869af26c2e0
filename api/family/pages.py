"""Structs in, HTML out: the page behind a share link, its form, and the pages on which it ends. Jinja escapes everything that people wrote."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from api.family import words
from api.family.words import Words
from schemas.configurations import Family, Language
from schemas.messages import Message
from schemas.organisations import Organisation
from schemas.patients import Care
from schemas.shares import Scope
from schemas.summaries import DayPoint, Summary, SymptomSummary
from schemas.watching import Watching

WIDTH, HEIGHT, EDGE = 280, 64, 6  # of a drawing, in its own units
JOINED = 2  # days from one answer to the next that a line still joins; ours
Place = tuple[float, float]
Problem = Literal["wrong", "slowed"]
Said = Literal["asked", "closed", "wait", "trouble"]
UNDER_CARE = ("palliative", "hospice")
TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def dial(number: str) -> str:
    """`tel:` takes digits, plus, star, hash, comma and semicolon; the rest is for people. As on the phone (api/mobile/bar.js)."""
    return re.sub(r"[^\d+*#,;]", "", number)


TEMPLATES.filters["dial"] = dial


class Told(Struct, frozen=True, kw_only=True):
    """All that a holder's page is made of."""

    name: str
    zone: str
    care: Care
    summary: Summary
    scope: Scope
    responses: list[Message]
    watching: Watching
    organisation: Organisation
    family: Family
    now: datetime


def page(told: Told, ends_at: datetime, language: Language, *, preview: bool = False) -> str:
    t, today = Words(language), told.summary.today
    last = min(today, told.scope.last_on or today)
    return TEMPLATES.get_template("page.html").render(
        t=t,
        language=language,
        told=told,
        until=t.moment(ends_at, told.zone, "dated"),
        at=t.moment(told.now, told.zone, "dated"),
        days=words.days(told.summary, t),
        groups=[(who, [block(one, last, t) for one in some]) for who, some in groupby(told.summary.symptoms, lambda one: one.respondent)],
        unanswered=words.unanswered(told.summary, t),
        differs=any(one.differs for one in told.summary.symptoms),
        others_differ=any(one.others_differ for one in told.summary.symptoms),
        notes=[(t.moment(one.at, told.zone), t(f"by_{one.respondent}", name=told.name), one.text) for one in told.summary.notes],
        responses=[(t.moment(one.at, told.zone), response(one, t)) for one in told.responses],
        watching=watching(told, t),
        about=own_words(told.family.about, language),
        whom_to_call=own_words(told.family.whom_to_call, language),
        preview=preview,
    )


def rest(told: Told, language: Language) -> str:
    """After a death, where the organisation wants it so: quiet, with somebody to call."""
    return TEMPLATES.get_template("rest.html").render(t=Words(language), language=language, told=told, text=own_words(told.family.after_death, language))


def form(token: str, language: Language, *, passphrase: bool = False, problem: Problem | None = None) -> str:
    """Says nothing of anybody. `passphrase`: asked for once the link was found to need one."""
    return TEMPLATES.get_template("form.html").render(token=token, language=language, t=Words(language), passphrase=passphrase, problem=problem)


def ended(language: Language) -> str:
    """The same for a link that has run out, was revoked, or never was."""
    return TEMPLATES.get_template("ended.html").render(language=language, t=Words(language))


def sentence(name: Said, language: Language) -> str:
    return TEMPLATES.get_template("sentence.html").render(t=Words(language), language=language, name=name)


def own_words(texts: Mapping[Language, str], language: Language) -> tuple[Language, str] | None:
    """The organisation's, in another of its languages where it has none in the reader's: whom to call is better read in another language than not at all."""
    return next(((one, texts[one]) for one in (language, *words.CATALOGUES) if texts.get(one, "").strip()), None)


def response(message: Message, t: Words) -> str:
    if message.kind == "seen":
        return t("seen", by=message.by)
    said = " ".join(filter(None, [t(message.phrase) if message.phrase else "", message.text or ""]))
    return t("told", by=message.by, words=said)


def watching(told: Told, t: Words) -> str:
    """In the patient's time, as all of the page is."""
    now = told.watching
    if told.care not in UNDER_CARE:
        return t("watch_left")
    if now.watched and now.until:
        return t("watch_team" if now.by == "team" else "watch_on_call", until=t.moment(now.until, told.zone))
    return t("watch_nobody", **{"from": t.moment(now.next_from, told.zone)}) if now.next_from else t("watch_unknown")


class Block(Struct, frozen=True):
    """One symptom: its sentences, its drawing (lines where days follow each other, and a dot for each), what its edges mean, and the drawing in words. One day is no drawing."""

    sentences: list[str]
    lines: list[str]
    dots: list[Place]
    axis: str
    described: str


def block(one: SymptomSummary, last: date, t: Words) -> Block:
    """`last`: today, or the last day that is shared."""
    if len(one.points) < 2:
        return Block(words.symptom(one, t), [], [], "", "")
    dots = places(one, last)
    found = [" ".join(f"{x},{y}" for x, y in run) for run in runs(one.points, dots) if len(run) > 1]
    return Block(words.symptom(one, t), found, dots, words.axis(one, last, t), words.drawing(one, t))


def places(one: SymptomSummary, last: date) -> list[Place]:
    """Bad is up, whichever end of the scale is bad; the last day stands at the right, also where the newest answer is older."""
    first = one.points[0].on
    span, height = max(1, (last - first).days), HEIGHT - 2 * EDGE
    found = []
    for point in one.points:
        share = (point.score - one.scale_minimum) / (one.scale_maximum - one.scale_minimum)
        bad = share if one.worse == "higher" else 1 - share
        right = (point.on - first).days / span
        found.append((round(EDGE + (WIDTH - 2 * EDGE) * right, 1), round(EDGE + height * (1 - bad), 1)))
    return found


def runs(points: Sequence[DayPoint], dots: Sequence[Place]) -> list[list[Place]]:
    """No line is drawn through days of which nothing is known, but for a single one."""
    found: list[list[Place]] = []
    for number, dot in enumerate(dots):
        if number and (points[number].on - points[number - 1].on).days <= JOINED:
            found[-1].append(dot)
        else:
            found.append([dot])
    return found
