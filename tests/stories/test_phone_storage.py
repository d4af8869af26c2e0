"""Whether what is on the phone stays there until it is sent, and what the app says where that isn't sure."""

import json

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Phones
from tests.stories.phones import Hospice, Phone

ASKED = """(granted, installed) => {
  const really = matchMedia;
  globalThis.matchMedia = (query) => (query === "(display-mode: standalone)" ? { matches: installed } : really(query));
  globalThis.asked = 0;
  navigator.storage.persist = async () => Boolean(++globalThis.asked);
  navigator.storage.persisted = async () => granted;
}"""
MAY_CLEAR = "This browser may clear what is stored when space gets short. Please go online soon."


def told(phones: Phones, *, granted: bool, installed: bool = False, syncs: bool = False) -> Phone:
    """A phone whose browser said whether it keeps what is stored."""
    phone = phones.new(syncs=syncs)
    phone.context.add_init_script(f"({ASKED})({json.dumps(granted)}, {json.dumps(installed)})")
    return phone


@pytest.mark.parametrize("granted", [True, False])
def test_a_new_phone_asks_its_browser_to_keep_everything_and_says_where_it_may_not(phones: Phones, hospice: Hospice, granted: bool) -> None:
    phone = told(phones, granted=granted).set_up(hospice.enrol("Ada"))
    assert phone.page.evaluate("asked") == 1
    phone.go_offline()
    phone.check_in(1, 2, 3, 4)
    phone.waits(1)
    expect(phone.standing.get_by_text(MAY_CLEAR)).to_have_count(0 if granted else 1)


@pytest.mark.parametrize("installed", [True, False])
def test_the_installed_app_asks_again_each_time_it_opens_and_a_page_in_a_browser_does_not(phones: Phones, hospice: Hospice, installed: bool) -> None:
    phone = told(phones, granted=False, installed=installed).set_up(hospice.enrol("Ada"))
    phone.page.reload()
    expect(phone.standing).to_be_visible()
    phone.page.wait_for_function("(times) => document.querySelector('#standing') && asked === times", arg=int(installed))


ALWAYS = "It goes by itself as soon as there is a connection."
WHILE_OPEN = "It goes by itself as soon as there is a connection and this app is open."


@pytest.mark.parametrize(("syncs", "pin", "says"), [(True, False, ALWAYS), (False, False, WHILE_OPEN), (True, True, WHILE_OPEN)])
def test_it_says_that_it_goes_by_itself_only_as_far_as_that_is_so(phones: Phones, hospice: Hospice, syncs: bool, pin: bool, says: str) -> None:
    phone = told(phones, granted=True, syncs=syncs).set_up(hospice.enrol("Ada"))
    if pin:
        phone.tap("Settings")
        phone.page.get_by_label("New PIN, at least 4 digits").fill("2468")
        phone.tap("Set the PIN")
        phone.tap("Back")
    phone.go_offline()
    phone.check_in(1, 2, 3, 4)
    phone.waits(1)
    expect(phone.standing.locator(".small")).to_have_text(says)
