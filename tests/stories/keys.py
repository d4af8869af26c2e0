"""A page under the keyboard alone: what can't be reached with Tab, or can't be seen to have the focus, fails the story."""

from playwright.sync_api import Locator, Page, expect

FAR = 120  # presses of Tab
# The element itself, or what is drawn for one that is hidden under it (the label of a choice).
IS_MARKED = """(one) => [one, one.nextElementSibling, one.closest("label")].some((seen) => seen?.offsetWidth > 1 && getComputedStyle(seen).outlineStyle !== "none")"""
IS_HERE = "(one) => one.isConnected ? one === document.activeElement : null"


def reach(page: Page, what: Locator, key: str = "Tab") -> Locator:
    """From where the focus is. It is on the page and can be used before it is looked for; it is looked up anew only where news has drawn it anew."""
    expect(what).to_be_enabled()
    one = what.element_handle()
    for _ in range(FAR):
        is_here = one.evaluate(IS_HERE)
        if is_here:
            assert one.evaluate(IS_MARKED), f"{what} can't be seen to have the focus"
            return what
        if is_here is None:
            one = what.element_handle()
        else:
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


def choose(page: Page, group: Locator, words: str, key: str = "ArrowDown") -> None:
    """One radio of several: Tab leads to the one that is chosen, or to the first, and arrows to the others."""
    radios = group.get_by_role("radio")
    chosen = group.get_by_role("radio", checked=True)
    reach(page, chosen if chosen.count() else radios.first)
    page.keyboard.press("Space")
    reach(page, group.get_by_role("radio", name=words, exact=True), key)


def pick(page: Page, what: Locator, words: str) -> None:
    """From a list that opens under its field; written into it first where it can be searched."""
    reach(page, what)
    if what.is_editable():
        write(page, what, words)
    else:
        page.keyboard.press("ArrowDown")
    option = page.get_by_role("option", name=words)
    expect(option).to_have_count(1)
    expect(option).to_be_visible()
    for _ in range(FAR):
        if what.get_attribute("aria-activedescendant") == option.get_attribute("id"):
            return page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{words} can't be reached in {what}")
