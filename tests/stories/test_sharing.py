"""Ada shows her sister how she is: granted on the phone, opened on another, printed, seen, ended, asked for again, declined."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.stories import axe, keys
from tests.stories.conftest import Phones, Windows
from tests.stories.house import ALEX
from tests.stories.phones import NADIA, SCREEN, Hospice, Patient, Phone

WORD = "our old dog"
GONE = "has ended"
STORED = """async () => {
  const told = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const db = await told(indexedDB.open("balm"));
  const rows = await Promise.all([...db.objectStoreNames].map((name) => told(db.transaction(name).objectStore(name).getAll())));
  const cached = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
  return JSON.stringify([rows, cached, Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, history.state]);
}"""
PAST_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def sister(phones: Phones, hospice: Hospice) -> BrowserContext:
    """Maria's own phone: a small one, that has never seen Balm."""
    found = phones.browser.new_context(**{**SCREEN, "viewport": {"width": 360, "height": 740}})
    phones.contexts.append(found)
    phones.faults.follow(found, hospice.url)
    phones.faults.expect("the server responded with a status of 40")  # her page asks whether it may stay, and is told that it may not; and what has ended is not found
    return found


def grants(phone: Phone, *symptoms: str, looks: Callable[[Page], object] = lambda _: None) -> str:
    """By hand, after a look at what she would see; the link. `looks`: at that page, before it is granted."""
    page = phone.page
    phone.touch(page.locator("#shares"))
    phone.touch(page.locator("#new-share"))
    page.locator("#for_name").fill("Maria")
    for symptom in symptoms:
        page.get_by_label(symptom).check()
    page.locator("#lasts").select_option("14")
    page.locator("#passphrase").fill(WORD)
    phone.touch(page.locator("#look"))
    expect(page.get_by_role("heading", name="This is what Maria would see now")).to_be_focused()
    expect(page.locator("#preview").get_by_role("heading", name="How Ada is")).to_be_visible()
    looks(page)
    phone.touch(page.locator("#share"))
    expect(page.get_by_role("heading", name="Now give Maria the link")).to_be_visible()
    return page.locator("#link").input_value()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).tap()


def opens(page: Page, link: str, word: str = WORD) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name="Something is shared with you")).to_be_visible()
    press(page, "Open")
    if word:
        page.get_by_label("The word that you agreed on").fill(word)
        press(page, "Open")
    expect(page.get_by_role("heading", name="How Ada is")).to_be_visible()


def log(phone: Phone) -> Any:
    phone.page.goto("/app/#/")
    phone.page.goto("/app/#/shares")
    return phone.page.locator(".log")


def test_ada_shares_pain_and_appetite_with_her_sister_sees_that_she_looked_ends_it_and_declines(phones: Phones, phone: Phone, ada: Patient, sister: BrowserContext) -> None:
    phone.check_in(3, 9, 5, 2)
    phone.is_with_the_team()
    link = grants(phone, "Pain", "Lack of appetite")
    token = link.rpartition("/")[2]
    phone.tap("Done")
    expect(phone.page.get_by_role("heading", name="Maria", exact=True)).to_be_visible()
    stored = phone.page.evaluate(STORED)
    assert "Maria" in stored and token not in stored and token not in phone.page.url and token not in phone.page.content()

    hers = sister.new_page()
    hers.goto(link)
    assert "Ada" not in hers.content()
    press(hers, "Open")
    hers.get_by_label("The word that you agreed on").fill("our new cat")
    press(hers, "Open")
    expect(hers.get_by_role("alert")).to_contain_text("That was not it.")
    hers.get_by_label("The word that you agreed on").fill(WORD)
    press(hers, "Open")
    expect(hers.get_by_role("heading", name="How Ada is")).to_be_visible()
    hers.go_back()  # past the wrong word: to no form that the browser would want to send again
    expect(hers.get_by_role("heading", name="How Ada is")).to_be_visible()
    opens(hers, link)
    assert token not in hers.url and token not in hers.content() and token not in hers.evaluate("document.referrer")
    said = hers.inner_text("main")
    assert "Pain was mild on" in said and "Lack of appetite was mild on" in said and "ausea" not in hers.content() and "severe" not in said

    hers.emulate_media(media="print", color_scheme="dark")
    expect(hers.get_by_role("button")).to_have_count(0)
    assert hers.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]") == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    paper = hers.pdf(print_background=False)
    assert paper.startswith(b"%PDF") and 1 <= len(re.findall(rb"/Type /Page\b", paper)) <= 2
    hers.emulate_media(media="screen", color_scheme="light")

    expect(log(phone)).to_contain_text("Maria looked today at ")
    phone.tap("End it")
    expect(phone.page.get_by_text("Maria sees nothing more then, also on an open page.")).to_be_visible()
    phone.tap("Yes, end it")
    expect(phone.page.get_by_text("Ended. Nothing can be seen any more.")).to_be_visible()
    expect(hers.get_by_role("heading", name="This page is closed")).to_be_visible()  # within five seconds where the machine is free: tests/api/family/test_pages.py
    assert "Ada" not in hers.content() and "ain was" not in hers.content()

    hers.goto(link)
    press(hers, "Open")
    expect(hers.get_by_role("heading", name="This link has ended")).to_be_visible()
    press(hers, "Ask to see it again")
    expect(hers.get_by_role("heading", name="Thank you")).to_be_visible()

    phone.page.goto("/app/#/")
    phone.recovers()
    expect(phone.page.locator("#asking")).to_contain_text("Maria asks to see again how you are.")
    phone.tap("Answer")
    phone.tap("No")
    expect(log(phone)).to_contain_text("said no today at ")
    hers.goto(link)
    press(hers, "Open")
    expect(hers.get_by_role("heading", name="This link has ended")).to_be_visible()
    assert "Ada" not in hers.content() and "declined" not in hers.content()


def looked_at(page: Page) -> list[str]:
    """By axe; and that nothing is cut off, as it is and with text at 200 %."""
    found = axe.found(page)
    for size in ("200%", ""):
        page.evaluate(axe.SIZE, size)
        cut = page.evaluate(PAST_THE_EDGE)
        found += [f"{size} {cut} pixels past the edge"] if cut > 0 else []
    return found


def test_axe_finds_nothing_on_any_page_of_the_family_s_nor_on_the_phone_that_shares(phones: Phones, phone: Phone, sister: BrowserContext, windows: Windows, hospice: Hospice, ada: Patient) -> None:
    phones.faults.expect("Applying inline style violates")  # axe's own, where it looks into what the preview keeps apart
    phone.check_in(7, 0, 5, 2)
    phone.is_with_the_team()
    hospice.nadia.post(f"/v1/patients/{ada.id}/messages", json={"phrase": "visit_planned"})
    found: dict[str, list[str]] = {}
    link, page = grants(phone, "Pain", looks=lambda page: found.update(preview=looked_at(page))), sister.new_page()
    found["the link"] = looked_at(phone.page)
    phone.tap("Done")
    found["shares"] = looked_at(phone.page)
    page.goto(link)
    found["form"] = looked_at(page)
    press(page, "Open")
    expect(page.get_by_label("The word that you agreed on")).to_be_visible()
    found["word"] = looked_at(page)
    page.get_by_label("The word that you agreed on").fill("our new cat")
    press(page, "Open")
    expect(page.get_by_role("alert")).to_be_visible()
    found["wrong"] = looked_at(page)
    opens(page, link)
    found["page"] = looked_at(page)
    press(page, "Close this page")
    expect(page.get_by_role("heading", name="This page is closed")).to_be_visible()
    found["closed"] = looked_at(page)
    phone.tap("End it")
    phone.tap("Yes, end it")
    expect(phone.page.get_by_text("Ended. Nothing can be seen any more.")).to_be_visible()
    page.goto(link)
    press(page, "Open")
    expect(page.get_by_role("heading", name="This link has ended")).to_be_visible()
    found["ended"] = looked_at(page)
    press(page, "Ask to see it again")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    found["asked"] = looked_at(page)
    phone.page.goto("/app/#/")
    phone.recovers()
    expect(phone.page.locator("#asking")).to_be_visible()
    phone.tap("Answer")
    found["answering"] = looked_at(phone.page)
    assert found == {name: [] for name in found}


def test_both_sisters_can_do_it_with_the_keyboard_alone(phone: Phone, ada: Patient, sister: BrowserContext) -> None:
    page = phone.page

    def press_on(selector: str) -> None:
        keys.press(page, page.locator(selector))

    press_on("#shares")
    press_on("#new-share")
    keys.write(page, page.locator("#for_name"), "Maria")
    keys.press(page, page.locator("[name=symptom][value=pain]"), "Space")
    press_on("#look")
    expect(page.get_by_role("heading", name="This is what Maria would see now")).to_be_focused()
    press_on("#share")
    expect(page.get_by_role("heading", name="Now give Maria the link")).to_be_focused()
    link = page.locator("#link").input_value()
    press_on("#ready")

    hers = sister.new_page()
    hers.goto(link)
    keys.press(hers, hers.get_by_role("button", name="Open"))
    expect(hers.get_by_role("heading", name="How Ada is")).to_be_visible()
    expect(hers.get_by_role("main")).to_match_aria_snapshot("""
        - heading "How Ada is" [level=1]
        - region "The last seven days":
          - paragraph: There were no answers in these days.
        - region "Who is watching, and whom to call":
          - list:
            - listitem:
              - 'link "In an emergency: 112"'
    """)

    press_on("[id^=end-]")
    expect(page.get_by_role("button", name="Yes, end it")).to_be_focused()  # asked whether that is sure, in the same place
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ended. Nothing can be seen any more.")).to_be_visible()


def test_the_team_reads_who_looked_and_ends_it_and_families_read_the_house_s_own_words(windows: Windows, phone: Phone, ada: Patient, sister: BrowserContext) -> None:
    link, hers = grants(phone, "Pain"), sister.new_page()
    opens(hers, link)
    team = windows.open(ada.path, NADIA)
    keys.press(team, team.get_by_role("button", name="Sharing"))
    drawer = team.get_by_role("dialog", name="What Ada shows to others")
    expect(drawer.get_by_role("heading", name="Maria")).to_be_visible()
    expect(drawer.get_by_text("record it first under")).to_be_visible()
    keys.press(team, drawer.locator("summary", has_text="What happened (2)"))
    expect(drawer.get_by_text("Maria looked,")).to_be_visible()
    assert axe.found(team) == []
    keys.press(team, drawer.locator("summary", has_text="End it"))
    keys.press(team, drawer.get_by_role("button", name="Yes, end it"))
    expect(drawer.get_by_text("nothing can be seen any more")).to_be_visible()
    team.keyboard.press("Escape")
    expect(team.get_by_role("button", name="Sharing")).to_be_focused()
    expect(hers.get_by_role("heading", name="This page is closed")).to_be_visible()


def test_what_families_read_is_written_under_settings(windows: Windows) -> None:
    page = windows.open("/team/settings", ALEX)
    page.locator("#settings-part").get_by_text("Families", exact=True).click()
    page.get_by_label("What palliative and hospice care are").first.fill("We come to you, day and night.")
    page.get_by_label("That the link has ended").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It holds from now on.")).to_be_visible()
    page.reload()
    page.locator("#settings-part").get_by_text("Families", exact=True).click()
    expect(page.get_by_label("What palliative and hospice care are").first).to_have_value("We come to you, day and night.")
    expect(page.get_by_label("That the link has ended")).to_be_checked()
    page.get_by_label("A quiet page with whom to call").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It holds from now on.").first).to_be_visible()
