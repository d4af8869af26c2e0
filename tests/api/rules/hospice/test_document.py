"""docs/hospice.md and docs/hospice-criteria.md say what the data says."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from api.rules.hospice.logic import in_words
from api.rules.hospice.packs import Criterion, Pack, packs, sections
from api.rules.hospice.reviews import ASK_AGAIN, ENOUGH_FINDINGS, MANY_FINDINGS

DOCS = Path(__file__).parents[4] / "docs"
OVERVIEW, CRITERIA, CLINICAL = (DOCS / "hospice.md").read_text(), (DOCS / "hospice-criteria.md").read_text(), (DOCS / "clinical.md").read_text()


def rows(criteria: Sequence[Criterion], depth: int = 0) -> Iterator[str]:
    for one in criteria:
        age = "" if one.age_days is None else f"{one.age_days} days{'' if one.age_source == 'ours' else f' ({one.age_source})'}"
        joins = f" ({in_words(one.needs)})" if one.of else ""
        yield f"| {'– ' * depth}{one.words}{joins}{' (supports)' if one.role == 'supporting' else ''} | {age} | {one.note or ''} |"
        yield from rows(one.of, depth + 1)


def test_every_criterion_stands_in_the_document_and_no_other() -> None:
    written = [line for line in CRITERIA.splitlines() if line.startswith("| ") and not line.startswith("| criterion")]
    assert sorted(written) == sorted(row for section in sections().values() for row in rows(section.criteria))


def test_every_section_stands_there_with_its_source() -> None:
    for section in sections().values():
        assert f"### {section.title} (`{section.id}`)\n\n{in_words(section.needs).capitalize()}. Source: {section.source}." in CRITERIA
        assert (section.note or "") in CRITERIA


def test_every_pack_stands_in_the_document_with_its_version_and_revision() -> None:
    written = [line for line in OVERVIEW.splitlines() if line.startswith("| `")]
    assert written == [f"| `{one.id}` | {one.version} | {one.document} | {one.revision} | {', '.join(one.sections)} |" for one in ordered()]


def test_the_clinical_document_has_each_pack_with_its_version_too() -> None:
    written = [line for line in CLINICAL.splitlines() if any(line.startswith(f"| `{name}` ") for name in packs())]
    assert [line.split(" | ")[:2] for line in written] == [[f"| `{one.id}`", str(one.version)] for one in ordered()]
    assert all(one.revision in CLINICAL for one in ordered() if one.payer != "none" and one.revision.startswith("effective"))
    assert "for cancer Palmetto has none" in CLINICAL


def ordered() -> list[Pack]:
    return [packs()[name] for name in ("cgs-l34538", "ngs-l33393", "palmetto", "clinical")]


def test_no_pack_is_left_out() -> None:
    assert len(ordered()) == len(packs())


def test_the_numbers_of_the_list_stand_there() -> None:
    assert (ASK_AGAIN.days, ENOUGH_FINDINGS, MANY_FINDINGS) == (30, 2, 4)
    for words in ("not listed for 30 days", "at least two findings of decline", "at least four findings of decline"):
        assert words in OVERVIEW
