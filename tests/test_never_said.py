"""What Balm never says, anywhere: that somebody is entitled to hospice care or not, that death is near, or how long somebody lives.

Every text of schemas, api and dashboard is read: strings and docstrings of Python with a number in each gap, and the files that hold words (catalogues, pages, data).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.rules import oncology, prognosis
from api.rules.changes import changes
from api.rules.hospice.packs import packs
from api.rules.hospice.reviews import listing
from api.rules.hospice.screening import screen
from tests.api.rules.hospice.screened import NOW
from tests.api.rules.hospice.test_screening import EVERYTHING
from tests.api.rules.records import assessment, facts
from tests.mobile.catalogues import catalogues, texts

ROOT = Path(__file__).parent.parent
LAYERS = ("schemas", "api", "dashboard")
FILES_OF_WORDS = (".js", ".html", ".json", ".toml", ".webmanifest", ".typ")
SPAN = r"(?:hours?|days?|weeks?|months?|years?|Stunden?|Tagen?|Tage|Wochen?|Monaten?|Monate|Jahren?|Jahre|horas?|días?|semanas?|mes(?:es)?|años?)\b"
NUMBER = r"(?:\d[\d.,]*|one|two|three|four|six|twelve|a few|zwei|drei|sechs|wenige|dos|tres|seis|pocas|pocos|unos|unas)"
LENGTH = rf"\b{NUMBER}(?:\s?(?:-|–|to|or|bis|a|o)\s?{NUMBER})?\s{SPAN}"
LIVING = r"\b(?:surviv\w*|life expectancy|prognos\w+|lives|(?<!daily )living|alive|(?:to|will|may|might) (?:live|die)|dies|died|dying|death|Überleben\w*|Lebenserwartung|Prognose|lebt|stirbt|Tod|supervivencia|esperanza de vida|pronóstico|vive|muere|muerte)\b"
NEVER = {
    "entitled": re.compile(r"\b(?:in)?(?:eligible|eligibility)\b|\banspruchsberechtigt|\b(?:in)?elegible", re.IGNORECASE),
    "near": re.compile(r"\bimminent|\bactively dying|\bsteht (?:kurz )?bevor|\binminente", re.IGNORECASE),
    "terminal": re.compile(rf"\bterminal\w*\b[^.\n]{{0,40}}{LENGTH}", re.IGNORECASE),
    "how long": re.compile(rf"{LIVING}[^.\n]{{0,60}}{LENGTH}|{LENGTH}[^.\n]{{0,20}}(?:{LIVING}|\bto live\b|\bleft\b|\bzu leben\b|\bde vida\b)", re.IGNORECASE),
    "share": re.compile(rf"{LIVING}[^.\n]{{0,30}}\b\d+ ?%|\b\d+ ?%[^.\n]{{0,30}}{LIVING}", re.IGNORECASE),
}
# The surprise question asks a clinician; how often its answer is right is no figure about a patient.
ASKED = ("Surprised by death within 12 months?",)
# The sentence that a certificate must carry (42 CFR 418.22(b)(1)): said by the physician who signs it, in this one file, and nowhere else.
SAID_BY_STATUTE = {
    "api/rules/hospice/certifying.py": "I certify that this patient's prognosis is for a life expectancy of 6 months or less if the terminal illness runs its normal course."
}

# What studies found in groups of people who had died, by which synthetic patients are made and measured: read by whoever runs `api simulate`, on no page.
OF_STUDIES = ("api/simulation/marginals.py", "api/simulation/parameters.py")


def texts_of_python(source: str) -> Iterator[str]:
    """Also what is written between the gaps of a text, with a number in each gap."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "9" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said_by(root: Path) -> Iterator[tuple[str, str]]:
    for layer in LAYERS:
        for path in sorted((root / layer).rglob("*")):
            name = path.relative_to(root).as_posix()
            if name in OF_STUDIES:
                continue
            if path.suffix == ".py":
                yield from ((name, text) for text in texts_of_python(path.read_text()))
            elif path.suffix in FILES_OF_WORDS:
                yield name, path.read_text()


def faults(said: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{name} says what is never said ({rule}): {found[0]!r}" for name, text in said for rule, never in NEVER.items() if (found := never.search(without(text, name)))]


def without(text: str, name: str) -> str:
    for asked in ASKED:
        text = text.replace(asked, "")
    return "" if text == SAID_BY_STATUTE.get(name) else text


def test_the_sentence_of_the_statute_is_said_in_one_place_only() -> None:
    ((name, sentence),) = SAID_BY_STATUTE.items()
    assert sentence in set(texts_of_python((ROOT / name).read_text())) and not faults(iter([(name, sentence)]))
    assert faults(iter([("api/papers/visit.py", sentence)])) and faults(iter([(name, f"{sentence} Probably.")]))


def test_nothing_says_who_is_entitled_or_how_long_somebody_lives() -> None:
    assert faults(said_by(ROOT)) == []


def test_no_language_of_the_phone_does() -> None:
    said = ((f"{language} {key}", text) for language, catalogue in catalogues().items() for key, words in catalogue.items() for text in texts(words))
    assert faults(said) == []


def test_what_studies_found_stands_on_no_page() -> None:
    reading = [path.relative_to(ROOT).as_posix() for layer in LAYERS for path in (ROOT / layer).rglob("*.py") if re.search(r"import (?:\w+, )*(?:marginals|parameters)\b|simulation\.(?:marginals|parameters)", path.read_text())]
    assert all((ROOT / name).is_file() for name in OF_STUDIES)
    assert "api/simulating.py" in reading
    assert not [name for name in reading if name.startswith(("api/routes/", "api/rules/", "api/jobs/", "dashboard/", "schemas/"))]


def strings(built: Any) -> Iterator[str]:
    """Every text in what was built, as it goes out over HTTP."""
    if isinstance(built, str):
        yield built
    elif isinstance(built, dict | list):
        yield from (text for one in (built.values() if isinstance(built, dict) else built) for text in strings(one))


@pytest.mark.parametrize("name", sorted(packs()))
def test_nothing_that_is_put_together_from_a_full_record_does(name: str) -> None:
    """Texts that are whole only once they are filled in: the review of somebody of whom everything is on record."""
    record = facts(*EVERYTHING, assessment("predicted_weeks", 3, 3), assessment("surprise_question", "no", 3), assessment("phase", "terminal", 2))
    screening = screen(record, packs()[name], NOW)
    built = msgspec.to_builtins(
        [screening, listing(record, screening), prognosis.of_facts.scores(record), prognosis.performance_scales.approximations(record),
         prognosis.surprise_question.prompt(record), oncology.of_facts.derivations(record), oncology.of_facts.responses(record), changes(record)],
    )  # fmt: skip
    said = list(strings(built))
    assert len(said) > 200
    assert faults((name, text) for text in said) == []


def test_much_is_read() -> None:
    said = list(said_by(ROOT))
    assert {layer for layer in LAYERS if any(name.startswith(layer) for name, _ in said)} == set(LAYERS)
    assert any(name.endswith("sections/decline.toml") for name, _ in said)


@pytest.mark.parametrize(
    "text",
    [
        "The patient is eligible for hospice.",
        "Eligibility: likely",
        "Ineligible",
        "Death is imminent.",
        "Terminal in 3 weeks",
        "terminally ill, about 6 months",
        "Median survival: 34 days",
        "Prognosis: 2 to 4 weeks",
        "Life expectancy of six months or less",
        "3 weeks to live",
        "About 2 months left",
        "Likely dies within 14 days",
        "30-day survival 70 %",
        "52 % are alive then",
        "Noch 3 Wochen zu leben",
        "Lebenserwartung: wenige Tage",
        "Le quedan 3 semanas de vida",
        "La supervivencia es de unos meses",
    ],
)
def test_a_planted_text_is_seen(text: str) -> None:
    assert faults(iter([("planted", text)]))


def test_a_number_that_is_filled_in_is_seen_too() -> None:
    assert faults(("planted", text) for text in texts_of_python('f"Survival: {weeks} weeks"'))


@pytest.mark.parametrize(
    "text",
    ["Weight loss of 10 % or more in 6 months", "Can't take in enough to live on", "Phase: terminal", "PPI 4.5 of 15: over 4, not over 6.", "Reads live for 5 seconds", "The newest is older than 60 days"],
)
def test_what_is_said_about_the_present_is_not(text: str) -> None:
    assert not faults(iter([("planted", text)]))
