"""What can be measured of the app's looks: size of targets, room for large text, both schemes, the keyboard, and what axe-core finds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.stories import axe
from tests.stories.conftest import Phones
from tests.stories.patience import settled
from tests.stories.phones import Hospice, Patient, Phone

PAGES = {
    "": "Hello, Ada",
    "people": "Who is checking in?",
    "check-in": "pain",
    "where": "Where does it hurt?",
    "review": "Is this right?",
    "doses": "A medicine taken when needed",
    "history": "My answers",
    "reminders": "Reminders",
    "settings": "Settings",
    "shares": "Who may see how I am",
    "share": "Show somebody how I am",
    "caregivers": "Who may answer for me",
    "answering": "Ada can't answer any more",
    "cannot-wait": "Please call now",
    "start": "Welcome to Balm",
}
SMALL = """() => [...document.querySelectorAll("button, a, input, textarea, select, label.choice")].map((one) => one.closest("label.choice") ?? one)
  .filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width > 0 && (width < 44 || height < 44);
  }).map((one) => one.outerHTML.slice(0, 120))"""
WIDE = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 1 && (left < -1 || right > document.documentElement.clientWidth + 1) && !one.closest("svg");
  }).map((one) => one.outerHTML.slice(0, 120))"""
COVERED = """() => {
  const { top, left } = document.querySelector("h1").getBoundingClientRect();
  return Boolean(document.elementFromPoint(left + 2, top + 10)?.closest("#bar"));
}"""
BEHIND_THE_BAR = """() => {
  const [one, bar] = [document.activeElement, document.getElementById("bar")].map((element) => element.getBoundingClientRect());
  return document.activeElement.closest("#bar") === null && one.bottom > Math.max(bar.top, one.top) + 1 ? document.activeElement.outerHTML.slice(0, 120) : null;
}"""
BROKEN = """() => [...document.querySelectorAll("button, a.call")].filter((one) => {
    const text = document.createRange();
    text.selectNodeContents(one);
    const words = one.textContent.trim().split(/\\s+/).length;
    return one.childElementCount === 0 && new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size > words;
  }).map((one) => one.textContent)"""


@pytest.fixture(scope="module")
def kept(browser: Browser, chromium: str, hospice: Hospice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phones]:
    """A phone with two people, a history, something that waits and a check-in that was begun. It takes seconds, and no story here changes it, so they share it."""
    phones, ada = Phones(browser, chromium, hospice.url, tmp_path_factory.mktemp("looks")), hospice.enrol("Ada")
    hospice.nadia.put(f"/v1/patients/{ada.id}/plan", json={"replaces": 0, "content": {"when_needed": ["Morphine drops", "Spray under the tongue"]}})
    phone = phones.new().set_up(hospice.enrol("Ben")).set_up(ada)
    for scores in ((7, 7, 0, 3), (4, None, 10, 2)):
        phone.check_in(*scores)
        phone.is_with_the_team()
    phone.line.trouble = "down"
    phone.check_in(1, 2, 3, 4)
    phone.waits(1)
    phone.touch(phone.page.locator("#begin"))
    phone.answer(5, 6)
    expect(phone.page.locator(".progress")).to_contain_text("3 of ")
    phone.page.close()
    yield phones
    phones.close()


@pytest.fixture
def used(kept: Phones) -> Iterator[Phone]:
    """That phone in a window of this story's own, as it comes back to the check-in."""
    phone = Phone(kept.contexts[0].new_page(), kept.lines[0])
    phone.page.goto("/app/#/check-in")
    expect(phone.page.locator(".progress")).to_contain_text("3 of ")
    yield phone
    phone.page.close()
    kept.faults.settle()


def walk(phone: Phone) -> Iterator[str]:
    """Every page of the app, one after the other."""
    for place, words in PAGES.items():
        phone.page.evaluate("(place) => (location.hash = `#/${place}`)", place)
        heading = phone.page.get_by_role("heading", level=1)
        expect(heading).to_be_focused()
        if place != "check-in":
            expect(heading).to_have_text(words)
        yield place


def test_axe_finds_nothing_on_any_page_in_light_or_dark_or_large_text(used: Phone) -> None:
    found = {place: axe.found(used.page) for place in walk(used)}
    assert found == {place: [] for place in PAGES}


def test_the_number_that_was_chosen_stands_out_where_the_phone_chooses_the_colours(used: Phone) -> None:
    used.touch(used.page.get_by_role("button", name="Back"))
    used.page.emulate_media(forced_colors="active")
    colours = "one => getComputedStyle(one).backgroundColor"
    chosen, other = (used.page.locator(f"[data-score='{score}']") for score in (6, 5))
    expect(chosen).to_have_attribute("aria-pressed", "true")
    assert chosen.evaluate(colours) != other.evaluate(colours)
    used.answer(6, first=2)  # and it is where it was
    expect(used.page.locator(".progress")).to_contain_text("3 of ")


def test_the_focus_stays_where_it_is_when_news_draws_the_page_anew(used: Phone) -> None:
    used.page.evaluate("location.hash = '#/'")
    heading = used.page.get_by_role("heading", name="Hello, Ada")
    expect(heading).to_be_focused()
    heading.evaluate("one => (one.className = 'old')")
    used.page.evaluate("dispatchEvent(new Event('balm-changed'))")
    expect(used.page.locator("h1:not(.old)")).to_be_focused()
    call = used.page.locator("#bar a").first
    call.focus()
    call.evaluate("one => (one.className = 'old')")
    used.page.evaluate("dispatchEvent(new Event('balm-changed'))")
    expect(used.page.locator("#bar a:not(.old)").first).to_be_focused()


def test_axe_sees_what_can_not_be_read(used: Phone) -> None:
    used.page.evaluate("document.querySelector('h1').style.color = '#eee'")
    assert [fault for fault in axe.asked(used.page) if "color-contrast" in fault]


@pytest.mark.parametrize("way", ["a small screen", "text at 200 %", "right to left"])
def test_nothing_is_cut_off_and_every_target_is_large_enough(used: Phone, way: str) -> None:
    if way == "right to left":
        used.page.evaluate("document.documentElement.dir = 'rtl'")
    else:
        used.page.set_viewport_size({"width": 320, "height": 640})
    if way == "text at 200 %":
        used.page.evaluate("document.documentElement.style.fontSize = '36px'")
    faults = {}
    for place in walk(used):
        expect(used.page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=0.9)
        assert used.page.evaluate(COVERED) is False, place
        cut = used.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults[place] = [*([cut] if cut > 0 else []), *used.page.evaluate(WIDE), *used.page.evaluate(SMALL), *used.page.evaluate(BROKEN)]
    assert faults == {place: [] for place in PAGES}


@pytest.mark.parametrize("place", ["review", "history", "settings", "start"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568)])
def test_what_has_the_focus_is_never_behind_the_bar(used: Phone, place: str, width: int, height: int) -> None:
    used.page.set_viewport_size({"width": width, "height": height})
    used.page.evaluate("(place) => (location.hash = `#/${place}`)", place)
    expect(used.page.get_by_role("heading", level=1)).to_have_text(PAGES[place])
    expect(used.page.get_by_role("heading", level=1)).to_be_focused()
    behind, reached = [], 0
    while not used.page.evaluate("document.activeElement.matches('#bar :last-child')"):
        used.page.keyboard.press("Tab")
        behind.append(settled(lambda: used.page.evaluate(BEHIND_THE_BAR), lambda one: not one))  # the bar may just have grown
        reached += 1
    assert [one for one in behind if one] == [] and reached > 5


# Scrolled there: all of the bar can be seen. Who watches may be told only now, which makes the page longer, so the end is looked for until it is there.
COVERS_LITTLE = """() => {
  const covered = (innerHeight - document.getElementById("bar").getBoundingClientRect().top) / innerHeight;
  return 0 < covered && covered < 0.35;
}"""
AT_THE_END = """() => {
  scrollTo(0, document.body.scrollHeight);
  const seen = [...document.querySelectorAll("#bar .calls > *, #bar p")].map((one) => one.getBoundingClientRect());
  return seen.length === 4 && seen.every(({ top, bottom }) => top >= -1 && bottom <= innerHeight + 1);
}"""


@pytest.mark.parametrize("place", ["", "check-in", "history", "settings"])
def test_with_large_text_the_way_to_the_numbers_stays_in_place_and_covers_little(used: Phone, place: str) -> None:
    used.page.set_viewport_size({"width": 320, "height": 568})
    used.page.evaluate("document.documentElement.style.fontSize = '36px'")
    used.page.evaluate("(place) => (location.hash = `#/${place}`)", place)
    expect(used.page.get_by_role("heading", level=1)).to_be_focused()
    ways = used.page.locator("#bar .calls > *")
    expect(ways.first).to_be_in_viewport(ratio=1)
    used.page.wait_for_function(COVERS_LITTLE)
    expect(ways).to_have_count(3)
    expect(used.page.locator("#bar p")).to_contain_text("please call")
    used.page.wait_for_function(AT_THE_END)


def test_axe_finds_nothing_on_the_lock_and_on_all_questions_at_once(phone: Phone) -> None:
    phone.page.goto("/app/#/settings")
    phone.page.locator("#one_screen").check()
    phone.page.goto("/app/#/")
    phone.touch(phone.page.locator("#begin"))
    expect(phone.page.locator("section.question")).to_have_count(4)
    assert axe.found(phone.page) == []
    phone.page.goto("/app/#/settings")
    phone.page.locator("#pin").fill("2468")
    phone.tap("Set the PIN")
    expect(phone.page.get_by_text("A PIN is set.")).to_be_visible()
    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="Your PIN, please")).to_be_visible()
    assert axe.found(phone.page) == []


def test_a_whole_check_in_with_the_keyboard_alone(phone: Phone, ada: Patient) -> None:
    press = phone.page.keyboard.press
    reach(phone, "#begin")
    press("Enter")
    for step, score in enumerate((3, 0, 10, 5), 1):
        expect(phone.page.locator(".progress")).to_contain_text(f"{step} of ")
        expect(phone.page.get_by_role("heading", level=1)).to_be_focused()
        reach(phone, f"[data-score='{score}']")
        press("Enter")
    expect(phone.page.get_by_role("heading", name="Is this right?")).to_be_focused()
    reach(phone, "#send")
    press("Enter")
    phone.is_with_the_team()
    assert ada.answers() == [[3, 0, 10, 5]]


def reach(phone: Phone, selector: str) -> None:
    """By Tab, from where the focus is; what has it can be seen to have it."""
    for _ in range(40):
        phone.page.keyboard.press("Tab")
        if phone.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            assert phone.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"{selector} can't be reached with Tab")
