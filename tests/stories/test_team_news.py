"""News of one patient in the very moment at which the page of another one is drawn anew."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.stories.house import House
from tests.stories.patience import until

Open = Callable[[str], Page]
NEWS = "(patient) => dash_clientside.set_props('live-change', { data: { state: 'changed', patients: [patient] } })"


def test_news_of_others_takes_no_redraw_away_and_asks_for_none(as_nadia: Open, house: House) -> None:
    person, other = house.enrol("Drawn Dora"), house.enrol("Other Ole")
    person.send(answers={"pain": 3})
    page = as_nadia(person.path)
    expect(page.get_by_text("The same as a table (1 check-in)")).to_be_visible()
    asked = []

    def slow(route: Route) -> None:
        """Meanwhile somebody else reports."""
        if "course.children" in (route.request.post_data or ""):
            asked.append(1)
            page.evaluate(NEWS, str(other.id))
        route.continue_()

    page.route(re.compile("_dash-update-component"), slow)
    person.send(answers={"pain": 4})
    expect(page.get_by_text("The same as a table (2 check-ins)")).to_be_visible()
    before = len(asked)
    page.evaluate(NEWS, str(other.id))
    page.wait_for_timeout(500)
    assert len(asked) == before
    page.evaluate(NEWS, str(person.id))
    until(lambda: page.wait_for_timeout(50) or len(asked) > before)
