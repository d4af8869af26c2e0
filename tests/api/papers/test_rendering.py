"""PDF as it should be: tagged, in one language, the same bytes for the same content, and what people write is never read as markup."""

import re
from datetime import timedelta
from typing import Any

import pytest

from api.papers import family_meeting, rendering
from tests.api.papers.material import HOUSE
from tests.api.rules.records import facts, patient, preference
from tests.people import NOW

UA = rb"pdfuaid:part[^0-9]{1,3}1"


def paper(name: str = "Ada", note: str = "") -> dict[str, Any]:
    return family_meeting.content(facts(preference("goals_of_care", "comfort", note=note), patient=patient(name=name)), HOUSE)


async def test_it_is_tagged_titled_and_says_its_language() -> None:
    found = await rendering.pdf("family_meeting", paper(), NOW)
    assert found.startswith(b"%PDF-") and re.search(UA, found) and b"/StructTreeRoot" in found and re.search(rb"/Lang ?\(en", found)


async def test_the_same_content_at_the_same_moment_is_the_same_file() -> None:
    first = await rendering.pdf("family_meeting", paper(), NOW)
    assert first == await rendering.pdf("family_meeting", paper(), NOW)
    assert first != await rendering.pdf("family_meeting", paper("Magda"), NOW) and first != await rendering.pdf("family_meeting", paper(), NOW + timedelta(days=1))


@pytest.mark.parametrize("written", ["#read(\"/etc/passwd\")", "*bold* _x_ $x$ `y` <label> @ref", "#{panic()}", "\\ # ] [ // /* https://x", "= Heading", '"; #"'])
async def test_what_people_write_is_text_and_no_markup(written: str) -> None:
    assert (await rendering.pdf("family_meeting", paper(written, written), NOW)).startswith(b"%PDF-")
    assert len(rendering.drawn("family_meeting", rendering.inputs(paper(written, written), NOW)["content"], NOW)) == 1


async def test_a_sign_that_no_font_has_is_no_reason_to_make_no_paper() -> None:
    found = await rendering.pdf("family_meeting", paper("Ada \U0001300a\ue123"), NOW)
    assert found.startswith(b"%PDF-") and b"/StructTreeRoot" in found


async def test_pages_are_pictures() -> None:
    (page,) = await rendering.pages("family_meeting", paper(), NOW)
    assert page.startswith(b"\x89PNG")
