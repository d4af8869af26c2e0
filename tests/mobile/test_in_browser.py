"""Runs every function that a `*.test.js` here exports, each on a new page with nothing stored. `before` runs before each.
A file with ZONES runs once for each place a phone may be in."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.mobile.conftest import Phones

HERE = Path(__file__).parent
EXPORTED = re.compile(r"^export (?:async )?function (\w+)\(", re.MULTILINE)
ZONES = re.compile(r"^export const ZONES = (\[.*\]);$", re.MULTILINE)
USUAL = ["Europe/Berlin"]

RUN = """async ([file, name]) => {
  const tests = await import(`/tests/${file}`);
  const names = Object.keys(tests).filter((one) => !["ZONES", "before"].includes(one));
  await (await import("/app/words.js")).speak("en");
  try {
    await tests.before?.();
    await tests[name]();
    return { names, failure: null };
  } catch (error) {
    return { names, failure: error?.stack ?? String(error) };
  }
}"""


def cases(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(zone, file, name of the test)."""
    for path in sorted(folder.glob("*.test.js")):
        source = path.read_text()
        zones = json.loads(found[1]) if (found := ZONES.search(source)) else USUAL
        yield from ((zone, path.name, name) for name in EXPORTED.findall(source) for zone in zones)


def title(case: tuple[str, str, str]) -> str:
    zone, file, name = case
    return f"{file.removesuffix('.test.js')}: {name}" + ("" if [zone] == USUAL else f" [{zone}]")


CASES = list(cases(HERE))


@pytest.mark.parametrize(("zone", "file", "name"), CASES, ids=map(title, CASES), indirect=["zone"])
def test_in_a_browser(page: Page, file: str, name: str) -> None:
    outcome = page.evaluate(RUN, [file, name])
    assert set(outcome["names"]) == {case[2] for case in CASES if case[1] == file}, "A test is exported in a way that isn't seen here."
    if outcome["failure"] is not None:
        pytest.fail(outcome["failure"], pytrace=False)


def test_what_a_test_throws_is_told(page: Page) -> None:
    planted = "export async function it_fails() { throw new Error('planted'); }"
    page.route("**/tests/planted.test.js", lambda route: route.fulfill(body=planted, content_type="text/javascript"))
    outcome = page.evaluate(RUN, ["planted.test.js", "it_fails"])
    assert "planted" in outcome["failure"] and "it_fails" in outcome["failure"]


def test_each_test_begins_on_an_empty_phone(phones: Phones) -> None:
    write, read = "import('/app/store.js').then((store) => store.set('language', 'de'))", "import('/app/store.js').then((store) => store.setting('language'))"
    phones.emptied("UTC").evaluate(write)
    assert phones.page("UTC").evaluate(read) == "de"
    assert phones.emptied("UTC").evaluate(read) is None
