"""PDF and pictures of pages, off the event loop. No network, and the fonts that Typst carries; a sign that they lack is taken from the machine's own, where it has one."""

import asyncio
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import typst

FOLDER = Path(__file__).parent
TAGGED = "ua-1"  # PDF/UA-1: headings, tables and the order of reading for screen readers
DOTS = 110  # per inch, of pictures on the screen; ours

Template = Literal["certification", "addendum", "visit", "family_meeting"]


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


async def pdf(template: Template, content: Any, at: datetime) -> bytes:
    """The same content at the same moment is the same file."""
    return await asyncio.to_thread(compiled, template, content, at)


async def pages(template: Template, content: Any, at: datetime) -> list[bytes]:
    """PNG, one for each page."""
    return await asyncio.to_thread(drawn, template, inputs(content, at)["content"], at)


def compiled(template: Template, content: Any, at: datetime) -> bytes:
    """PDF/UA refuses a sign that no font here has, such as a name in a script that the machine can't write; the paper is then tagged, and no PDF/UA."""
    try:
        return of_standard(template, content, at, [TAGGED])
    except typst.TypstError:
        return of_standard(template, content, at, [])


def of_standard(template: Template, content: Any, at: datetime, standards: list[Any]) -> bytes:
    return typst.compile(
        FOLDER / f"{template}.typ",
        root=FOLDER,
        font_paths=fonts(),
        format="pdf",
        pdf_standards=standards,
        sys_inputs=inputs(content, at),
        timestamp=int(at.timestamp()),
    )


@lru_cache(maxsize=4)
def drawn(template: Template, content: str, at: datetime) -> list[bytes]:
    """A reader asks for one page after the other."""
    given = {"content": content, "day": at.date().isoformat()}
    found: Any = typst.compile(FOLDER / f"{template}.typ", root=FOLDER, font_paths=fonts(), format="png", ppi=DOTS, sys_inputs=given)
    return found if isinstance(found, list) else [found]


def inputs(content: Any, at: datetime) -> dict[str, str]:
    return {"content": msgspec.json.encode(content).decode(), "day": at.date().isoformat()}
