"""The documents say what is there: every setting that is read stands in docs/operations.md, every command too, and nothing stands there that isn't read."""

import re
from pathlib import Path

import pytest

from api.__main__ import words_of_the_command_line

ROOT = Path(__file__).parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
VARIABLE = r"(?:BALM_[A-Z_]+|DATABASE_URL|POSTGRES_PASSWORD|FORWARDED_ALLOW_IPS)"
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def variables(*files: Path) -> set[str]:
    """Quoted, as code reads them, or as compose.yaml and the Makefile write them."""
    return {name for file in files for name in re.findall(rf"\b{VARIABLE}\b", file.read_text())}


def read_by(*layers: str) -> set[str]:
    files = [path for layer in layers for path in (ROOT / layer).rglob("*.py")]
    return {name for file in files for name in re.findall(rf'"({VARIABLE})"', file.read_text())}


def test_every_setting_that_is_read_is_described() -> None:
    rows = set(re.findall(rf"^\| `({VARIABLE})` \|", OPERATIONS, re.MULTILINE))
    assert read_by("api", "dashboard") == rows


def test_no_other_setting_is_spoken_of_than_there_is() -> None:
    known = read_by("api", "dashboard", "tests") | variables(ROOT / "compose.yaml", ROOT / "Makefile")
    assert {name for document in DOCUMENTS for name in variables(document)} - known == set()


def test_every_command_is_described_and_no_other() -> None:
    described = set(re.findall(r"^\| `([a-z-]+)` \|", OPERATIONS, re.MULTILINE))
    helped = words_of_the_command_line().format_help().partition("COMMAND\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"^ {4}([a-z-]+)", helped, re.MULTILINE)) == described


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", document.read_text()) if "://" not in target]
    assert [target for target in targets if target and not (document.parent / target).exists()] == []
