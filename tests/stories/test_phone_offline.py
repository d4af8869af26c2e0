"""The phone at three in the morning, with no connection."""

from collections import Counter
from datetime import UTC, datetime

from playwright.sync_api import expect

from api.routes.mobile import FOLDER, app_of
from tests.stories.conftest import Phones, Windows
from tests.stories.phones import NADIA, Hospice, kill


def test_two_check_ins_without_a_connection_survive_a_killed_browser_and_stand_once(phones: Phones, hospice: Hospice, windows: Windows) -> None:
    ada = hospice.enrol("Ada")
    line = phones.line()
    phone = phones.on_disk(line).set_up(ada).keeps_the_app()
    assert ada.code not in phone.page.url and ada.code not in phone.page.evaluate("history.state + location.href")

    phone.go_offline()
    begun_at = datetime.now(UTC)
    phone.check_in(3, 1, 5, 2)
    phone.waits(1)
    phone.check_in(7, 2, 5, 2)
    phone.waits(2)
    ended_at = datetime.now(UTC)
    kill(phone)
    assert ada.check_ins() == []

    phone = phones.on_disk(line, offline=True).open()
    phone.waits(2)
    assert ada.check_ins() == []

    phone.go_online()
    phone.is_with_the_team()
    rows = ada.check_ins()
    assert ada.answers() == [[3, 1, 5, 2], [7, 2, 5, 2]]
    assert begun_at <= rows[0]["recorded_at"] < rows[1]["recorded_at"] <= ended_at < rows[0]["received_at"]

    page = windows.open(ada.path, NADIA)
    expect(page.get_by_text("The same as a table (2 check-ins)")).to_be_visible()


def test_the_app_goes_over_the_line_once_although_the_page_and_its_worker_both_need_it(phones: Phones, hospice: Hospice) -> None:
    phone = phones.on_disk(phones.line()).set_up(hospice.enrol("Ada")).keeps_the_app()
    assert set(phone.line.sent) == set(app_of(FOLDER)) - {"index.html"} | {""}
    assert [name for name, times in Counter(phone.line.sent).items() if times > 1] == []
