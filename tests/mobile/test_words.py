"""No word is missing, left over or filled in differently, in any language of the phone app; and each such fault, planted, is seen."""

import copy
import json
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.mobile import catalogues

DAILY_CHECK = json.loads(catalogues.DAILY_CHECK.read_text())
CATEGORIES = {"de": {"one", "other"}, "en": {"one", "other"}, "es": {"one", "other"}}


class Words(NamedTuple):
    catalogues: dict[str, catalogues.Catalogue]
    sources: dict[str, str]
    instrument: dict

    def faults(self) -> list[str]:
        return catalogues.faults(*self, CATEGORIES)


@pytest.fixture
def words() -> Words:
    return Words(catalogues.catalogues(), catalogues.sources(), copy.deepcopy(DAILY_CHECK))


def test_every_language_says_everything_that_is_asked_for(words: Words) -> None:
    assert len(words.catalogues["en"]) > 100 and len(words.sources) > 20
    assert words.faults() == []


def test_the_browser_reads_the_same_words_and_needs_the_same_plurals(page: Page) -> None:
    code = """async (language) => {
      const flat = (group, before = "") => Object.entries(group).flatMap(([name, one]) =>
        typeof one === "string" || "other" in one ? [[before + name, one]] : flat(one, `${before}${name}.`));
      return Object.fromEntries(flat((await import(`/app/words/${language}.js`)).default));
    }"""
    assert {language: page.evaluate(code, language) for language in CATEGORIES} == catalogues.catalogues()
    plurals = "(language) => [...new Set(Array.from({ length: 101 }, (_, n) => new Intl.PluralRules(language).select(n)))]"
    assert {language: set(page.evaluate(plurals, language)) for language in CATEGORIES} == CATEGORIES
    assert page.evaluate("async () => Object.keys((await import('/app/words.js')).LANGUAGES).sort()") == sorted(CATEGORIES)


def planted_key(words: Words) -> None:
    words.catalogues["en"]["home.nobody_asks"] = words.catalogues["de"]["home.nobody_asks"] = words.catalogues["es"]["home.nobody_asks"] = "?"


def planted_item(words: Words) -> None:
    words.instrument["items"].append({"id": "itching", "label": "Itching", "question": "?", "low": "None", "high": "Worst"})


PLANTED: dict[str, Callable[[Words], object]] = {
    "de lacks home.title": lambda words: words.catalogues["de"].pop("home.title"),
    "es has home.more, which nobody asks for": lambda words: words.catalogues["es"].update({"home.more": "Más"}),
    "home.nobody_asks is used nowhere": planted_key,
    "pages/home.js asks for home.titel, which no catalogue has": lambda words: words.sources.update({"pages/home.js": 'choose ? "home.titel" : null'}),
    "nav.js asks for nav.title, which no catalogue has": lambda words: words.sources.update({"nav.js": 't("nav.title")'}),
    "nav.js makes a key up: t(`": lambda words: words.sources.update({"nav.js": "t(`home.${which}`)"}),
    "de lacks ['one'] of people.waiting": lambda words: words.catalogues["de"]["people.waiting"].pop("one"),
    "es lacks ['other'] of people.waiting": lambda words: words.catalogues["es"]["people.waiting"].pop("other"),
    "people.waiting goes by number in one language only": lambda words: words.catalogues["es"].update({"people.waiting": "{n} registros"}),
    "es fills other gaps in home.title than English": lambda words: words.catalogues["es"].update({"home.title": "Hola, {nombre}"}),
    "de says nothing for home.first": lambda words: words.catalogues["de"].update({"home.first": " "}),
    "de lacks daily-check/1.pain.high": lambda words: words.catalogues["de"].pop("daily-check/1.pain.high"),
    "es lacks daily-check/1.itching.question": planted_item,
    "es lacks daily-check/2.low_mood.label": lambda words: words.instrument.update({"version": "2"}),
    "de has daily-check/1.title, which nobody asks for": lambda words: words.instrument.update({"version": "2"}),
    "de lacks daily-check/1.pain.definition": lambda words: words.instrument["items"][0].update({"definition": "Pain: it hurts."}),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(words: Words, fault: str) -> None:
    PLANTED[fault](words)
    assert fault in words.faults()


def test_a_language_with_more_plurals_must_say_them_all(words: Words) -> None:
    polish = {**words.catalogues, "pl": words.catalogues["de"]}
    found = catalogues.faults(polish, words.sources, words.instrument, {**CATEGORIES, "pl": {"one", "few", "many"}})
    assert "pl lacks ['few', 'many'] of people.waiting" in found


def test_groups_are_read_with_their_names() -> None:
    source = 'export default {\n  a: {\n    b: "x",\n    "c/1": {\n      d: { low: "y", high: "z" },\n    },\n    e: { one: "{n} \\"x\\"", other: "y" },\n  },\n  f: "x",\n};\n'
    assert catalogues.read(source) == {"a.b": "x", "a.c/1.d.low": "y", "a.c/1.d.high": "z", "a.e": {"one": '{n} "x"', "other": "y"}, "f": "x"}


NO_ENTRY = [
    '    b: "x",\n    b: "y",',
    "    'b': 'x',",
    '    b: "x" + "y",',
    "    b: `x`,",
    "    // a comment",
    '    b: { one: "x" other: "y" },',
    '    b: { one: "x", one: "y" },',
    '    a: "x",',
    '  b: "x",',
    '      b: "x",',
    "  },",
]


@pytest.mark.parametrize("line", NO_ENTRY)
def test_a_line_that_is_no_entry_is_not_passed_over(line: str) -> None:
    with pytest.raises(catalogues.Unreadable):
        catalogues.read(f'export default {{\n  a: {{\n    a: "x",\n{line}\n  }},\n}};\n')
