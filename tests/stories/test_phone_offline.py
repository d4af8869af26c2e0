"""The phone at three in the morning, with no connection."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from api.routes.mobile import FOLDER, app_of
from dashboard import words
from tests.stories.conftest import Phones, Windows
from tests.stories.phones import NADIA, Hospice, kill


def test_two_check_ins_without_a_connection_survive_a_killed_browser_and_stand_once(phones: Phones, hospice: Hospice, windows: Windows) -> None:
    ada = hospice.enrol("Ada")
    line = phones.line()
    phone = phones.on_disk(line).set_up(ada).keeps_the_app()
    assert ada.code not in phone.page.url and ada.code not in phone.page.evaluate("history.state + location.href")

    phone.go_offline()
    recorded = [datetime.now(UTC).replace(microsecond=0) - timedelta(hours=hours) for hours in (3, 2)]
    for n, (moment, pain) in enumerate(zip(recorded, (3, 7), strict=True), 1):
        phone.context.clock.set_fixed_time(moment)
        phone.check_in(pain, 1, 5, 2)
        phone.waits(n)
    kill(phone)
    assert ada.check_ins() == []

    phone = phones.on_disk(line, offline=True).open()
    phone.waits(2)
    assert ada.check_ins() == []

    phone.go_online()
    phone.is_with_the_team()
    assert ada.answers() == [[3, 1, 5, 2], [7, 1, 5, 2]]
    assert [row["recorded_at"] for row in ada.check_ins()] == recorded
    assert all(datetime.now(UTC) - row["received_at"] < timedelta(minutes=1) for row in ada.check_ins())

    page = windows.open(ada.path, NADIA)
    page.get_by_text("The same as a table (2 check-ins)").click()
    expect(page.locator(".ag-cell[col-id=when]")).to_have_text([f"{words.short_moment(one, 'Europe/Berlin')} {one:%Y}" for one in reversed(recorded)])


def test_the_app_goes_over_the_line_once_although_the_page_and_its_worker_both_need_it(phones: Phones, hospice: Hospice) -> None:
    phone = phones.on_disk(phones.line()).set_up(hospice.enrol("Ada")).keeps_the_app()
    assert set(phone.line.sent) == set(app_of(FOLDER)) - {"index.html", "words/de.js", "words/es.js"} | {""}
    assert [name for name, times in Counter(phone.line.sent).items() if times > 1] == []


def test_a_language_is_loaded_when_it_is_chosen_and_kept_from_then_on(phones: Phones, hospice: Hospice) -> None:
    phones.faults.expect("Failed to load resource")
    phone = phones.on_disk(phones.line()).set_up(hospice.enrol("Ada")).keeps_the_app()
    phone.open().page.goto("/app/#/settings")
    chosen, html = phone.page.locator("#language"), phone.page.locator("html")
    chosen.select_option("de")
    expect(html).to_have_attribute("lang", "de")
    assert phone.line.sent.count("words/de.js") == 1

    phone.go_offline()
    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    chosen.select_option("es")
    expect(phone.page.get_by_text("Das braucht eine Verbindung.")).to_be_visible()
    expect(chosen).to_have_value("de")
    expect(html).to_have_attribute("lang", "de")
    chosen.select_option("en")
    expect(phone.page.get_by_role("heading", name="Settings")).to_be_visible()
    phone.page.reload()
    expect(html).to_have_attribute("lang", "en")
