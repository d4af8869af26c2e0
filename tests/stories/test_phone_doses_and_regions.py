"""Ada's medicine when needed, and where it hurts: from the team's list to the phone without a connection, and back to the nurse beside the pain line."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Phones, Windows
from tests.stories.phones import NADIA, Hospice, Patient


def write_the_list(page: Page) -> None:
    page.get_by_role("button", name="Goals and plan").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Medicines taken when needed").fill("Morphine drops\nSpray under the tongue")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()


def test_taken_at_night_without_a_connection_and_seen_by_the_nurse_with_its_relief_and_where_it_hurts(phones: Phones, hospice: Hospice, ada: Patient, windows: Windows) -> None:
    team = windows.open(ada.path, NADIA)
    write_the_list(team)
    expect(team.locator(".when-needed")).to_contain_text("In the last 24 hours: none logged.")
    phone = phones.new().set_up(ada)
    page = phone.page
    expect(page.locator("#dose")).to_be_visible()

    phone.go_offline()
    phone.touch(page.locator("#begin"))
    phone.answer(6, 0, 4, 2)
    phone.touch(page.locator("#where"))
    expect(page.get_by_role("heading", name="Where does it hurt?")).to_be_focused()
    page.get_by_label("Left arm").focus()
    page.keyboard.press("Space")
    phone.touch(page.locator("path.chest"))
    expect(page.get_by_role("group", name="Front").get_by_role("checkbox", checked=True)).to_have_count(2)
    phone.tap("Review")
    expect(page.locator("#where")).to_contain_text("Chest, Left arm")
    phone.send()
    phone.touch(page.locator("#dose"))
    page.get_by_label("Morphine drops").check()
    phone.tap("Save")
    phone.waits(2)
    assert ada.check_ins() == []

    phone.go_online()
    phone.is_with_the_team()
    assert [row["pain_regions"] for row in ada.check_ins()] == [["chest", "left_arm"]]
    page.get_by_role("button", name="Morphine drops").click()
    page.get_by_label("How much did it help?").select_option("6")
    phone.tap("Save")
    expect(page.get_by_role("button", name="how much did it help?")).to_have_count(0)
    phone.is_with_the_team()
    stored = hospice.rows("select medicine, relief, replaced_by is null as stands from when_needed_doses where patient_id = $1 order by received_at, id", ada.id)
    assert [tuple(row.values()) for row in stored] == [("Morphine drops", None, False), ("Morphine drops", 6, True)]

    expect(team.locator(".when-needed")).to_contain_text("In the last 24 hours: 1 dose (Morphine drops 1).", timeout=10_000)
    expect(team.locator(".body-map").get_by_role("img")).to_have_attribute("alt", "The body from the front and from behind. Marked: Chest and left arm.")
    team.get_by_text("What was logged (1 dose)").click()
    expect(team.locator("#doses")).to_contain_text("Relief 6 of 10.")
    expect(team.locator(".course .legend").first).to_contain_text("Taken when needed")

    phone.tap("My answers")
    entry = page.locator("li.entry").filter(has_text="Morphine drops")
    expect(entry).to_contain_text("How much did it help? 6")
    entry.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Yes, withdraw").click()
    expect(entry).to_have_count(0)
    expect(team.locator(".when-needed")).to_contain_text("In the last 24 hours: none logged.", timeout=10_000)
