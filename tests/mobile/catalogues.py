"""The words of the phone app and what can be wrong with them, read as text, line by line, so that a key written twice is seen too."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
APP = ROOT / "api" / "mobile"
DAILY_CHECK = ROOT / "api" / "instruments" / "daily-check.json"
WELLBEING = ROOT / "api" / "instruments" / "caregivers" / "caregiver-wellbeing.json"

Words = str | dict[str, str]
Catalogue = dict[str, Words]

TEXT = r'"(?:[^"\\]|\\.)*"'
NAME = rf"\w+|{TEXT}"
PAIR = re.compile(rf"(\w+): ({TEXT})")
ENTRY = re.compile(rf"(?P<name>{NAME}): (?:(?P<text>{TEXT})|(?P<pairs>\{{ \w+: {TEXT}(?:, \w+: {TEXT})* \}})),")
GROUP = re.compile(rf"(?P<name>{NAME}): \{{")
PLURALS = {"zero", "one", "two", "few", "many", "other"}  # CLDR
PLACEHOLDER = re.compile(r"\{(\w+)\}")
KEY = re.compile(r'"([a-z_]+\.[a-z_]+)"')
MADE_UP = re.compile(r"\bt\([^)]*?`")


class Unreadable(ValueError):
    """A line that is neither an entry nor a group, or a key for the second time."""


def read(source: str) -> Catalogue:
    """Full key, such as home.title -> its words. Groups lie in groups, two spaces deeper each."""
    lines = source.strip().splitlines()
    if (lines[0], lines[-1]) != ("export default {", "};"):
        raise Unreadable("A catalogue is one object: export default { ... };")
    found: Catalogue = {}
    groups: list[str] = []
    for line in filter(None, lines[1:-1]):
        text = line.removeprefix("  " * (len(groups) + 1))
        if groups and line == "  " * len(groups) + "},":
            groups.pop()
        elif group := GROUP.fullmatch(text):
            groups.append(named(group))
        elif entry := ENTRY.fullmatch(text):
            add(found, words_of(".".join([*groups, named(entry)]), entry), line)
        else:
            raise Unreadable(line)
    return found


def named(found: re.Match[str]) -> str:
    return json.loads(found["name"]) if found["name"].startswith('"') else found["name"]


def words_of(key: str, entry: re.Match[str]) -> Catalogue:
    """What stands in braces on one line are the plurals of one key, or several keys of a small group."""
    if entry["text"]:
        return {key: json.loads(entry["text"])}
    pairs = {pair[1]: json.loads(pair[2]) for pair in PAIR.finditer(entry["pairs"])}
    if len(pairs) < len(PAIR.findall(entry["pairs"])):
        raise Unreadable(entry[0])
    return {key: pairs} if set(pairs) <= PLURALS else {f"{key}.{name}": text for name, text in pairs.items()}


def add(found: Catalogue, more: Catalogue, line: str) -> None:
    if set(found) & set(more):
        raise Unreadable(line)
    found.update(more)


def catalogues() -> dict[str, Catalogue]:
    return {path.stem: read(path.read_text()) for path in sorted((APP / "words").glob("*.js"))}


def sources() -> dict[str, str]:
    return {path.relative_to(APP).as_posix(): path.read_text() for path in sorted(APP.rglob("*.js")) if path.parent.name != "words"}


def texts(words: Words) -> list[str]:
    return [words] if isinstance(words, str) else list(words.values())


def placeholders(words: Words) -> set[str]:
    return {name for text in texts(words) for name in PLACEHOLDER.findall(text)}


def questionnaire_keys(instrument: dict) -> set[str]:
    """What a language must say for Balm's own questionnaire, in the version that its file has now."""
    prefix = f"{instrument['id']}/{instrument['version']}"
    fields = {f"{prefix}.{item['id']}.{field}" for item in instrument["items"] for field in ("label", "question", "low", "high", "definition") if field in item}
    return fields | {f"{prefix}.title", f"{prefix}.instruction"}


def faults(catalogues: dict[str, Catalogue], sources: dict[str, str], instrument: dict, categories: dict[str, set[str]]) -> list[str]:
    """`categories`: language -> the CLDR plural categories of 0 to 100. The English words are those that the others are held against."""
    return [*of_use(catalogues["en"], sources), *of_keys(catalogues, questionnaire_keys(instrument) | questionnaire_keys(json.loads(WELLBEING.read_text()))), *of_words(catalogues, categories)]


def of_use(english: Catalogue, sources: dict[str, str]) -> Iterator[str]:
    """A key stands in the sources as it is, in quotes: only so can an unused one be found."""
    groups = {key.split(".")[0] for key in english}
    used = {key for source in sources.values() for key in KEY.findall(source)}
    yield from (f"{key} is used nowhere" for key in sorted(set(english) - used))
    for name, source in sources.items():
        asked = {key for key in KEY.findall(source) if key.split(".")[0] in groups or f't("{key}"' in source}
        yield from (f"{name} asks for {key}, which no catalogue has" for key in sorted(asked - set(english)))
        yield from (f"{name} makes a key up: {found[0]}" for found in MADE_UP.finditer(source))


def of_keys(catalogues: dict[str, Catalogue], questionnaire: set[str]) -> Iterator[str]:
    for language, catalogue in catalogues.items():
        wanted = set(catalogues["en"]) | (set() if language == "en" else questionnaire)
        yield from (f"{language} lacks {key}" for key in sorted(wanted - set(catalogue)))
        yield from (f"{language} has {key}, which nobody asks for" for key in sorted(set(catalogue) - wanted))


def of_words(catalogues: dict[str, Catalogue], categories: dict[str, set[str]]) -> Iterator[str]:
    for language, catalogue in catalogues.items():
        for key, words in catalogue.items():
            english = catalogues["en"].get(key, "")
            if not all(text.strip() for text in texts(words)):
                yield f"{language} says nothing for {key}"
            if isinstance(words, str) != isinstance(english, str):
                yield f"{key} goes by number in one language only"
            if isinstance(words, dict) and (missing := (categories[language] | {"other"}) - set(words)):
                yield f"{language} lacks {sorted(missing)} of {key}"
            if placeholders(words) != placeholders(english):
                yield f"{language} fills other gaps in {key} than English"
