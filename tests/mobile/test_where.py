"""The phone and the team's page draw the same body, with the same names in the same order."""

import re
from typing import get_args

from playwright.sync_api import Page

from api.routes.mobile import FOLDER
from dashboard.figures import body
from schemas.body_regions import BodyRegion


def test_phone_and_page_draw_the_same_regions(page: Page) -> None:
    drawn = page.evaluate("async () => { const { DRAWN, REGIONS } = await import('/app/pages/where.js'); return [DRAWN.flat().map((one) => [one.name, one.d]), REGIONS]; }")
    assert [tuple(one) for one in drawn[0]] == [(name, path) for name, path, *_ in body.drawn()]
    assert drawn[1] == list(get_args(BodyRegion))


def test_the_drawing_is_path_data_and_nothing_is_fetched_for_it() -> None:
    source = (FOLDER / "pages" / "where.js").read_text()
    assert not re.search(r"https?:|fetch\(|innerHTML", source)
