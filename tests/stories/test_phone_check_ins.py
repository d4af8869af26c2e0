"""A check-in with one thumb: how many taps, in which form, and how it is put right afterwards."""

import time

from playwright.sync_api import Page, expect

from tests.stories.phones import EMERGENCY, TEAM, Patient, Phone


def calls(page: Page, within: str) -> list[str | None]:
    return [link.get_attribute("href") for link in page.locator(f"{within} a[href^='tel:']").all()]


def choose(phone: Phone, setting: str) -> None:
    phone.tap("Settings")
    phone.page.get_by_label(setting).check()
    phone.tap("Back")


def history(phone: Phone) -> None:
    phone.tap("My answers")
    expect(phone.page.get_by_role("heading", name="My answers")).to_be_visible()


def test_a_whole_check_in_takes_six_taps_and_the_same_as_last_time_takes_two(phone: Phone, ada: Patient) -> None:
    phone.taps, begun_at = 0, time.monotonic()
    phone.check_in(4, 0, 6, 2)
    phone.is_with_the_team()
    assert phone.taps <= 6 and time.monotonic() - begun_at < 30
    phone.taps = 0
    phone.tap("Same as last time")
    phone.send()
    phone.is_with_the_team()
    assert phone.taps <= 2
    expect(phone.page.get_by_text("Pain 4, Nausea 0, Fatigue 6, Lack of appetite 2")).to_be_visible()
    assert ada.answers() == [[4, 0, 6, 2]] * 2


def test_what_is_skipped_is_sent_as_skipped_and_an_answer_is_changed_before_it_goes(phone: Phone, ada: Patient) -> None:
    phone.touch(phone.page.locator("#begin"))
    phone.answer(4, None, 6)
    phone.tap("Back")
    phone.answer(5, 1, first=3)
    phone.tap("Change Nausea: skipped")
    phone.answer(3, first=2)
    phone.tap("Change Lack of appetite: 1 of 10")
    phone.tap("Back")
    phone.page.get_by_label("Family or a friend, for Ada").check()
    phone.page.get_by_label("A note (if you like)").fill("Worse after lunch <b>")
    phone.page.get_by_label("Please call me").check()
    phone.send()
    phone.is_with_the_team()
    (row,) = ada.check_ins()
    assert ada.answers() == [[4, 3, 5, 1]]
    assert (row["respondent"], row["mode"], row["note"], row["asks_for"]) == ("family_caregiver", "proxy", "Worse after lunch <b>", "call_back")


def test_low_energy_shows_one_question_with_larger_steps(phone: Phone, ada: Patient) -> None:
    choose(phone, "Low energy: one question, big buttons")
    phone.touch(phone.page.locator("#begin"))
    expect(phone.page.locator(".progress")).to_contain_text("1 of ")
    # asked until it holds: the page may be drawn once more just now, and what was taken off it has no height
    phone.page.wait_for_function("() => Math.min(...[...document.querySelectorAll('.score')].map((one) => one.getBoundingClientRect().height)) >= 76")
    phone.answer(9, 8, 7, None)
    phone.send()
    phone.is_with_the_team()
    assert ada.answers() == [[9, 8, 7, None]]


def test_all_questions_on_one_page_for_who_prefers_it(phone: Phone, ada: Patient) -> None:
    choose(phone, "All questions on one page")
    phone.touch(phone.page.locator("#begin"))
    for question, score in ((0, 2), (2, 7)):
        button = phone.page.locator("section.question").nth(question).locator(f"[data-score='{score}']")
        button.tap()
        expect(button).to_have_attribute("aria-pressed", "true")
    phone.tap("Review")
    phone.send()
    phone.is_with_the_team()
    assert ada.answers() == [[2, None, 7, None]]


def test_a_check_in_is_corrected_at_the_time_that_it_was_about(phone: Phone, ada: Patient) -> None:
    phone.check_in(8, 1, 1, 1)
    phone.is_with_the_team()
    history(phone)
    phone.tap("Correct")
    phone.tap("Change Pain: 8 of 10")
    phone.answer(3)
    phone.touch(phone.page.get_by_role("button", name="Send the correction"))
    phone.is_with_the_team()
    first, second = ada.check_ins()
    assert (second["corrects"], first["replaced_by"], second["recorded_at"]) == (first["id"], second["id"], first["recorded_at"])
    assert [row["answers"]["pain"] for row in (first, second)] == [8, 3]
    history(phone)
    expect(phone.page.locator("li.entry")).to_have_count(1)
    expect(phone.page.locator("li.entry")).to_contain_text("Pain: 3 of 10")


def test_correcting_never_throws_away_a_check_in_that_was_begun(phone: Phone, ada: Patient) -> None:
    phone.check_in(8, 1, 1, 1)
    phone.is_with_the_team()
    phone.touch(phone.page.locator("#begin"))
    phone.answer(6, 2)
    phone.tap("Finish later")
    history(phone)
    phone.tap("Correct")
    expect(phone.page.get_by_text("You began a check-in")).to_be_visible()
    phone.tap("Go on")
    expect(phone.page.locator(".progress")).to_contain_text("3 of 4")


def test_what_can_not_wait_can_be_told_again_on_the_next_visit(phone: Phone, ada: Patient) -> None:
    for night in (1, 2):
        phone.tap("This can't wait")
        phone.tap("Also tell my team that it can't wait")
        expect(phone.page.get_by_text("With your team since")).to_be_visible()
        phone.tap("Back")
        assert [row["asks_for"] for row in ada.check_ins()] == ["help_now"] * night


def test_a_double_tap_answers_one_question(phone: Phone, ada: Patient) -> None:
    phone.touch(phone.page.locator("#begin"))
    phone.page.locator("[data-score='7']").dblclick()
    expect(phone.page.locator(".progress")).to_contain_text("2 of 4")
    phone.tap("Back")
    expect(phone.page.locator("[data-score='7'][aria-pressed=true]")).to_be_visible()


def test_a_check_in_is_withdrawn_before_anybody_saw_it_and_after_it_was_sent(phone: Phone, ada: Patient) -> None:
    phone.check_in(5, 5, 5, 5)
    phone.is_with_the_team()
    phone.go_offline()
    phone.check_in(6, 6, 6, 6)
    phone.waits(1)
    history(phone)
    for _ in range(2):
        phone.touch(phone.page.get_by_role("button", name="Withdraw").first)
        phone.tap("Yes, withdraw")
        expect(phone.page.get_by_role("button", name="Yes, withdraw")).to_be_hidden()
    expect(phone.page.get_by_text("Withdrawn; your team is told with the next connection.").first).to_be_visible()
    phone.go_online()
    expect(phone.page.get_by_text("Nothing here yet.")).to_be_visible()
    stood = [row for row in ada.check_ins() if row["entered_in_error_at"] is None]
    assert stood == [] and [5, 5, 5, 5] in ada.answers()


def test_what_can_t_wait_shows_whom_to_call_first_and_then_tells_the_team(phone: Phone, ada: Patient) -> None:
    phone.tap("This can't wait")
    expect(phone.page.get_by_role("heading", name="Please call now")).to_be_visible()
    assert calls(phone.page, ".numbers") == [f"tel:{TEAM.replace(' ', '')}", f"tel:{EMERGENCY}"]
    assert ada.check_ins() == []
    phone.tap("Also tell my team that it can't wait")
    expect(phone.page.get_by_text("With your team since")).to_be_visible()
    assert [row["asks_for"] for row in ada.check_ins()] == ["help_now"]


def test_the_numbers_are_there_without_a_connection_and_before_the_pin(phone: Phone) -> None:
    phone.keeps_the_app()
    phone.tap("Settings")
    phone.page.get_by_label("New PIN, at least 4 digits").fill("2468")
    phone.tap("Set the PIN")
    expect(phone.page.get_by_text("A PIN is set.")).to_be_visible()
    phone.go_offline()
    phone.open()
    expect(phone.page.get_by_role("heading", name="Your PIN, please")).to_be_visible()
    numbers = [f"tel:{TEAM.replace(' ', '')}", f"tel:{EMERGENCY}"]
    assert calls(phone.page, "#bar") == numbers
    phone.tap("This can't wait")
    expect(phone.page.get_by_role("heading", name="Please call now")).to_be_visible()
    assert calls(phone.page, ".numbers") == numbers
