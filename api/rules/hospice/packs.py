"""Rule packs: which document of which payer, in which revision, read where; and its sections. Data files beside this one; nothing in them is verified by itself."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from api.rules.hospice.asks import AnyAsk
from schemas.diagnoses import Disease
from schemas.screenings import PackName, Part, Role, Strength

FOLDER = Path(__file__).parent
UNVERIFIED = "Unverified: built from reproductions of {document}, not from the official text. No clinician of this organisation has compared it with that text yet."
UNVERIFIED_CLINICAL = "Unverified: no clinician of this organisation has confirmed these criteria yet."
DECIDES = "Evidence for and against, and what is missing; a physician decides. Some people whom the criteria don't fit need hospice care, and some whom they fit live long."


class Criterion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Either asks something of the record, or joins others: `needs` all, any, or at least so many of them.

    `age_days`: how old evidence may be, null where age doesn't matter; whose limit that is stands in `age_source`.
    """

    id: str
    words: str
    asks: AnyAsk | None = None
    of: list["Criterion"] = []
    needs: Literal["all", "any"] | int = "all"
    role: Role = "required"
    age_days: int | None = None
    age_source: str = "ours"
    strength: Strength | None = None
    source: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if (self.asks is None) == (not self.of):
            raise ValueError(f"{self.id} asks something or joins others.")


class Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`diseases`: screened only where one of these is on record; empty: always. `needs` 0: the document asks for no number."""

    id: str
    part: Part
    title: str
    source: str
    needs: Literal["all", "any"] | int
    criteria: list[Criterion]
    diseases: list[Disease] = []
    note: str | None = None


class Pack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`sources_read`: what its data was made from. `not_built`: documents and criteria that exist and are missing here, by name."""

    id: str
    version: int
    title: str
    payer: str
    document: str
    revision: str
    sections: list[str]
    sources_read: list[str]
    joins: str
    verified: bool = False
    official: bool = True
    not_built: list[str] = []
    disagreements: list[str] = []

    def name(self, *, verified: bool | None = None) -> PackName:
        """`verified`: where an organisation has said so; else as the pack itself says."""
        verified = self.verified if verified is None else verified
        return PackName(
            id=self.id,
            version=self.version,
            title=self.title,
            payer=self.payer,
            document=self.document,
            revision=self.revision,
            verified=verified,
            notices=[*([] if verified else [self.unverified()]), *(f"Not built: {what}" for what in self.not_built), self.joins, DECIDES],
            without=self.without(),
        )

    def without(self) -> list[Disease]:
        """Of the diseases that any section is for. A section on decline says something of everybody."""
        own = sections_of(self)
        if any(section.part == "decline" for section in own):
            return []
        known = {disease for section in own for disease in section.diseases}
        return list(dict.fromkeys(disease for section in sections().values() for disease in section.diseases if disease not in known))

    def unverified(self) -> str:
        return UNVERIFIED.format(document=self.document) if self.official else UNVERIFIED_CLINICAL


@cache
def sections() -> dict[str, Section]:
    found = [msgspec.toml.decode(path.read_bytes(), type=Section) for path in sorted((FOLDER / "sections").glob("*.toml"))]
    return {section.id: section for section in found}


@cache
def packs() -> dict[str, Pack]:
    """By id; the ids are stored with screenings and never change their meaning, a changed pack has a higher version."""
    found = [msgspec.toml.decode(path.read_bytes(), type=Pack) for path in sorted((FOLDER / "packs").glob("*.toml"))]
    return {pack.id: pack for pack in found}


def sections_of(pack: Pack) -> list[Section]:
    return [sections()[name] for name in pack.sections]
