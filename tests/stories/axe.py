"""What axe-core finds on a page, light, dark and with text at 200 %: every rule that it asks by itself, of whatever weight."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# Everything is asked once, in light. Names, roles, landmarks and headings are the same in the dark: there colours are asked for again. Larger text changes
# what has to be scrolled and what lies on what, and nothing of colours for the worse, since large letters are allowed less contrast.
COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("scrollable-region-focusable", "target-size")  # the second of them is asked only where it is named; WCAG 2.2 has it
RUN = """async ([within, rules]) => {
  const which = rules.length ? { runOnly: { type: "rule", values: rules } } : { rules: { "target-size": { enabled: true } } };
  const { violations } = await axe.run(within, { ...which, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}"""
IS_DRAWN = "(scheme) => [undefined, scheme].includes(document.documentElement.dataset.mantineColorScheme)"  # the team's pages follow by script
SIZE = "(size) => document.documentElement.style.setProperty('font-size', size)"


def asked(page: Page, within: str = "html", rules: Sequence[str] = ()) -> list[str]:
    """As the page is now. `rules`: only these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    faults: list[str] = page.evaluate(RUN, [within, list(rules)])
    return faults


def drawn_in(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(IS_DRAWN, arg=scheme)


def found(page: Page, within: str = "html") -> list[str]:
    """The page stays as it is: not loaded anew, and in the end light and of its usual size."""
    drawn_in(page, "light")
    light = asked(page, within)
    drawn_in(page, "dark")
    dark = asked(page, within, COLOURS)
    page.evaluate(SIZE, "200%")
    large = asked(page, within, SIZES)
    page.evaluate(SIZE, "")
    drawn_in(page, "light")
    return [f"{how}: {fault}" for how, faults in (("light", light), ("dark", dark), ("200 %", large)) for fault in faults]
