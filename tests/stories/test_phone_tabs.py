"""The app opened twice, and a browser that sends while the app is closed: each check-in once."""

from playwright.sync_api import expect

from tests.stories.conftest import Phones
from tests.stories.patience import until
from tests.stories.phones import Hospice, Patient, Phone


def other_tab(phone: Phone) -> Phone:
    return Phone(phone.context.new_page(), phone.line).open()


def wake_the_worker(phone: Phone) -> None:
    """As the browser does some minutes after the connection is back."""
    session = phone.context.new_cdp_session(phone.page)
    known: list[str] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(one["registrationId"] for one in event["registrations"]))
    session.send("ServiceWorker.enable")
    until(lambda: bool(phone.page.evaluate("true") and known))  # the browser tells it when it is asked anything
    session.send("ServiceWorker.dispatchSyncEvent", {"origin": phone.line.url, "registrationId": known[-1], "tag": "send", "lastChance": False})


def test_two_tabs_with_the_same_queue_send_each_check_in_once(phone: Phone, ada: Patient) -> None:
    phone.keeps_the_app()
    other = other_tab(phone)
    phone.page.bring_to_front()
    phone.go_offline()
    phone.check_in(1, 1, 1, 1)
    other.waits(1)
    other.page.bring_to_front()
    other.check_in(2, 2, 2, 2)
    phone.waits(2)
    phone.go_online()
    for one in (phone, other):
        one.is_with_the_team()
    assert sorted(ada.answers()) == [[1, 1, 1, 1], [2, 2, 2, 2]]


def test_a_check_in_that_one_tab_has_sent_is_not_sent_again_by_the_other(phone: Phone, ada: Patient) -> None:
    phone.touch(phone.page.locator("#begin"))
    phone.answer(4, 4, 4)
    other = other_tab(phone)
    other.page.bring_to_front()
    other.tap("Go on")
    other.answer(4, first=4)
    expect(other.page.locator("#send")).to_be_visible()
    phone.page.bring_to_front()
    phone.answer(4, first=4)
    phone.send()
    phone.is_with_the_team()
    other.is_with_the_team()
    assert ada.answers() == [[4, 4, 4, 4]]


def test_a_browser_with_background_sync_sends_after_the_app_was_closed(phones: Phones, hospice: Hospice) -> None:
    ben = hospice.enrol("Ben")
    phone = phones.new(syncs=True).set_up(ben).keeps_the_app()
    phone.line.trouble = "down"
    phone.check_in(6, 6, 6, 6)
    phone.waits(1)
    phone.page.goto("about:blank")
    phone.line.trouble = None
    wake_the_worker(phone)
    until(lambda: ben.answers() == [[6, 6, 6, 6]])
