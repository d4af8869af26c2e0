"""Every way in which a phone could lose an answer, or send it twice, provoked."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Phones
from tests.stories.line import Trouble
from tests.stories.patience import until
from tests.stories.phones import Hospice, Patient, Phone


def fill_up(phone: Phone) -> None:
    """From now on nothing can be written any more; taking things away still works."""
    phone.page.evaluate("""() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); };
    }""")


def test_an_app_closed_in_the_middle_of_a_check_in_goes_on_where_it_was(phone: Phone, ada: Patient) -> None:
    phone.touch(phone.page.locator("#begin"))
    phone.answer(6, 2)
    expect(phone.page.locator(".progress")).to_contain_text("3 of 4")
    phone.page.close(run_before_unload=False)
    phone = Phone(phone.context.new_page(), phone.line).open()
    expect(phone.page.get_by_text("You began a check-in")).to_be_visible()
    phone.tap("Go on")
    phone.answer(4, None, first=3)
    phone.send()
    phone.is_with_the_team()
    assert ada.answers() == [[6, 2, 4, None]]


def test_a_full_phone_sends_the_answer_straight_away(phones: Phones, phone: Phone, ada: Patient) -> None:
    phones.faults.expect("QuotaExceededError")
    fill_up(phone)
    phone.check_in(8, 1, 1, 1)
    phone.is_with_the_team()
    assert ada.answers() == [[8, 1, 1, 1]]


def test_a_full_phone_without_a_connection_says_so_and_keeps_the_answers_on_the_screen(phones: Phones, phone: Phone, ada: Patient) -> None:
    phones.faults.expect("QuotaExceededError")
    phone.go_offline()
    fill_up(phone)
    phone.touch(phone.page.locator("#begin"))
    phone.answer(8, 1, 1, 1)
    phone.tap("Send")
    expect(phone.page.get_by_role("alert").filter(has_text="Please keep this page open and try again, or call your team.")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Change Pain: 8 of 10")).to_be_visible()
    phone.go_online()
    phone.send()
    phone.is_with_the_team()
    assert ada.answers() == [[8, 1, 1, 1]]


def test_a_full_phone_sends_that_it_can_not_wait_straight_away_or_says_that_it_could_not(phones: Phones, phone: Phone, ada: Patient) -> None:
    phones.faults.expect("QuotaExceededError")
    phone.go_offline()
    fill_up(phone)
    phone.tap("This can't wait")
    phone.tap("Also tell my team that it can't wait")
    expect(phone.page.get_by_role("alert").filter(has_text="or call your team")).to_be_visible()
    phone.go_online()
    phone.tap("Also tell my team that it can't wait")
    expect(phone.page.get_by_text("With your team since")).to_be_visible()


def test_a_queue_goes_out_although_the_phone_has_no_room_left(phones: Phones, phone: Phone, ada: Patient) -> None:
    phones.faults.expect("QuotaExceededError")  # the history can't be renewed
    phone.go_offline()
    phone.check_in(8, 1, 1, 1)
    phone.waits(1)
    fill_up(phone)
    phone.go_online()
    phone.is_with_the_team()
    assert ada.answers() == [[8, 1, 1, 1]]


@pytest.mark.parametrize("trouble", ["500", "hotel", "down"])
def test_an_answer_that_is_not_balm_s_own_leaves_the_check_in_in_the_queue(phones: Phones, phone: Phone, ada: Patient, trouble: Trouble) -> None:
    phones.faults.expect("status of 500")
    phone.line.trouble = trouble
    phone.check_in(5, 5, 5, 5)
    expect(phone.page.get_by_role("button", name="Try now")).to_be_enabled()
    phone.waits(1)
    assert phone.line.met == 1 and ada.check_ins() == []
    phone.line.trouble = None
    phone.tap("Try now")
    phone.is_with_the_team()
    assert ada.answers() == [[5, 5, 5, 5]]


def test_a_cut_connection_in_the_middle_of_an_answer_stores_one(phone: Phone, ada: Patient) -> None:
    phone.line.trouble = "cut"
    phone.check_in(5, 0, 5, 0)
    expect(phone.page.get_by_role("button", name="Try now")).to_be_enabled()
    phone.waits(1)
    assert phone.line.met == 1 and ada.answers() == [[5, 0, 5, 0]]
    phone.line.trouble = None
    phone.tap("Try now")
    phone.is_with_the_team()
    assert ada.answers() == [[5, 0, 5, 0]]


def test_a_cut_connection_in_the_middle_of_a_batch_stores_each_once(phone: Phone, ada: Patient) -> None:
    phone.go_offline()
    for pain in (1, 2, 3):
        phone.check_in(pain, 0, 0, 0)
        phone.waits(pain)
    phone.line.trouble = "cut"
    phone.go_online()
    until(lambda: phone.line.met > 0)
    phone.waits(3)
    phone.line.trouble = None
    phone.tap("Try now")
    phone.is_with_the_team()
    assert sorted(one[0] for one in ada.answers()) == [1, 2, 3]


def test_a_phone_that_was_taken_back_asks_for_a_new_code_and_keeps_its_queue_until_then(phones: Phones, phone: Phone, ada: Patient) -> None:
    phones.faults.expect("status of 401")
    ada.take_back_phones()
    phone.check_in(9, 1, 1, 1)
    expect(phone.standing).to_contain_text("This phone needs a new code from your team.")
    phone.waits(1)
    phone.tap("Enter a code")
    phone.page.get_by_label("Your code").fill(ada.new_code().lower())
    phone.touch(phone.page.locator("#set-up"))
    phone.is_with_the_team()
    assert ada.answers() == [[9, 1, 1, 1]]


def test_a_code_for_somebody_else_never_touches_the_first_one_s_queue(phones: Phones, phone: Phone, ada: Patient, hospice: Hospice) -> None:
    phones.faults.expect("status of 401")
    ada.take_back_phones()
    phone.check_in(9, 9, 9, 9)
    phone.tap("Enter a code")
    ben = hospice.enrol("Ben")
    phone.page.get_by_label("Your code").fill(ben.code)
    phone.touch(phone.page.locator("#set-up"))
    expect(phone.page.get_by_text("Ada's check-ins stay on this phone and wait for a code for Ada.")).to_be_visible()
    assert ada.check_ins() == ben.check_ins() == []
    phone.open()
    phone.page.get_by_role("button", name="Ada").filter(has_text="1 check-in not sent yet · needs a new code").tap()
    phone.tap("Enter a code")
    phone.page.get_by_label("Your code").fill(ada.new_code())
    phone.touch(phone.page.locator("#set-up"))
    phone.is_with_the_team()
    assert ada.answers() == [[9, 9, 9, 9]] and ben.check_ins() == []


@pytest.mark.parametrize(("years", "mark"), [(1, "ahead"), (-1, "ok")])
def test_a_clock_that_is_a_year_wrong_is_no_reason_to_lose_an_answer(phone: Phone, ada: Patient, years: int, mark: str) -> None:
    wrong = datetime.now(UTC) + timedelta(days=365 * years)
    phone.context.clock.set_fixed_time(wrong)
    phone.open().check_in(2, 2, 2, 2)
    phone.is_with_the_team()
    (row,) = ada.check_ins()
    assert abs(row["recorded_at"] - wrong) < timedelta(seconds=1) and abs(row["received_at"] - datetime.now(UTC)) < timedelta(minutes=1)
    (shown,) = phone.line.http.get("/v1/me/check-ins", params={"days": 366}, headers=phone.token()).json()["check_ins"]
    assert shown["clock"] == mark
