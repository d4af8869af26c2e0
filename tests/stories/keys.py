"""A page under the keyboard alone: what can't be reached with Tab, or can't be seen to have the focus, fails the story."""

from playwright.sync_api import Locator, Page, expect

FAR = 120  # presses of Tab
# The element itself, or what is drawn for one that is hidden under it (the label of a choice).
IS_MARKED = """(one) => [one, one.nextElementSibling, one.closest("label")].some((seen) => seen?.offsetWidth > 1 && getComputedStyle(seen).outlineStyle !== "none")"""
IS_HERE = "(one) => one === document.activeElement"


def reach(page: Page, what: Locator, key: str = "Tab") -> Locator:
    """From where the focus is. It is on the page and can be used before it is looked for."""
    expect(what).to_be_visible()
    expect(what).to_be_enabled()
    for _ in range(FAR):
        if what.evaluate(IS_HERE):
            assert what.evaluate(IS_MARKED), f"{what} can't be seen to have the focus"
            return what
        page.keyboard.press(key)
    raise AssertionError(f"{what} can't be reached with {key}")


def press(page: Page, what: Locator, key: str = "Enter") -> None:
    reach(page, what)
    page.keyboard.press(key)


def write(page: Page, what: Locator, words: str) -> None:
    """Over what stands there."""
    reach(page, what)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)
