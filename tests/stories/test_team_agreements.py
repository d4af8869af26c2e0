"""What the team agrees with a patient and does for them, on the patient's page: goals, a pause, care, a word to the phone."""

from playwright.sync_api import Page, expect

from tests.stories.house import NADIA, House, Person
from tests.stories.test_team_alerts import Open


def opened(as_nadia: Open, person: Person) -> Page:
    page = as_nadia(person.path)
    expect(page.get_by_role("heading", name=person.name, level=1)).to_be_visible()
    return page


def test_a_goal_is_asked_for_written_down_and_drawn(as_nadia: Open, house: House) -> None:
    greta = house.enrol("Goal Greta")
    greta.send(days_ago=1, answers={"pain": 5})
    greta.send(answers={"pain": 5})
    page = opened(as_nadia, greta)
    page.get_by_role("button", name="Goals and plan").click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("At what level would you be comfortable?")
    form.get_by_label("Pain").fill("3")
    form.get_by_label("Check-ins expected a day").fill("2")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    expect(page.locator(".tile").first).to_contain_text("not yet at the goal of 3", timeout=5_000)
    expect(page.locator(".course .legend").first).to_contain_text("The patient's goal")
    expect(page.locator(".js-plotly-plot .annotation-text").first).to_contain_text("goal 3")
    page.get_by_role("button", name="Goals and plan").click()
    form.get_by_label("Pain").fill("4")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    page.get_by_role("button", name="Goals and plan").click()
    form.get_by_text("What was agreed before (2)").click()
    expect(form).to_contain_text("Nadia Rahman: Pain: comfortable at 4, before at 3.")
    versions = house.signed_in(NADIA).get(f"/v1/patients/{greta.id}/plan/versions").json()
    assert [one["content"]["goals"] for one in versions] == [{"pain": 4}, {"pain": 3}]


def test_what_was_done_opens_with_what_it_stands_on(as_nadia: Open, house: House) -> None:
    hedda = house.enrol("Helped Hedda")
    hedda.send(answers={"pain": 8})
    nadia = house.signed_in(NADIA)
    (alert,) = nadia.get("/v1/alerts", params={"patient_id": str(hedda.id)}).json()["alerts"]
    assert nadia.post(f"/v1/alerts/{alert['id']}/resolve", json={"outcome": "medication_change", "note": "A longer-acting tablet."}).status_code == 200
    page = opened(as_nadia, hedda)
    page.get_by_text("What was done (1 alert)").click()
    story = page.locator(".story")
    expect(story).to_contain_text("Resolved by Nadia Rahman")
    expect(story).to_contain_text("medication changed. “A longer-acting tablet.”")
    story.get_by_text("Why?").click()
    expect(story).to_contain_text("severe from 7")
    expect(page.locator(".course .legend").first).to_contain_text("Medication changed")
    kinds = page.evaluate("[...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => plot.data).map((one) => one.legendgroup)")
    assert {"called", "medication"} <= set(kinds)


def test_a_word_reaches_the_phone_and_the_page_says_when(as_nadia: Open, house: House) -> None:
    wilma = house.enrol("Word Wilma")
    page = opened(as_nadia, wilma)
    page.get_by_role("button", name="Tell the patient something").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("In your own words").fill("Take 5 mg")
    dialog.get_by_role("button", name="Send it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("reads like a dose")
    dialog.get_by_label("In your own words").fill("We are thinking of you.")
    dialog.get_by_role("button", name="Send it").click()
    expect(dialog).to_be_hidden()
    page.get_by_text("What was done (1 message)").click()
    expect(page.locator(".story")).to_contain_text("Not on the phone yet.")
    assert [one["text"] for one in wilma.phone.get("/v1/me/messages").json()] == ["We are thinking of you."]
    page.reload()
    page.get_by_text("What was done (1 message)").click()
    expect(page.locator(".story")).to_contain_text("On the phone since")


def test_a_death_is_asked_about_twice_and_then_everything_that_calls_ends(as_nadia: Open, house: House) -> None:
    ada = house.enrol("Beloved Ada")
    ada.send(answers={"pain": 8})
    page = opened(as_nadia, ada)
    expect(page.locator(".alert")).to_have_count(1)
    page.get_by_role("button", name="Change care…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("The patient has died").check()
    dialog.get_by_role("textbox", name="Since which day?").click()
    days = page.locator("[data-dates-dropdown]")
    expect(days).to_be_visible()
    page.keyboard.press("Escape")  # the calendar closes, the form stays with what was chosen
    expect(days).to_have_count(0)
    expect(dialog.get_by_label("The patient has died")).to_be_checked()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("Beloved Ada died on")
    dialog.get_by_role("button", name="Not yet").click()
    expect(dialog.get_by_role("button", name="Save")).to_be_visible()
    expect(dialog.get_by_role("button", name="Yes, record it")).to_be_hidden()
    assert len(house.signed_in(NADIA).get(f"/v1/patients/{ada.id}/care").json()) == 1
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Yes, record it").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="Reminders and alerts have ended")).to_be_visible()
    expect(page.locator("#patient-head")).to_contain_text("Died on")
    expect(page.locator(".alert")).to_have_count(0, timeout=5_000)


def test_a_change_of_medication_is_drawn_where_it_happened_and_a_mistake_is_taken_back(as_nadia: Open, house: House) -> None:
    mila = house.enrol("Medicated Mila")
    mila.send(days_ago=1)
    mila.send()
    page = opened(as_nadia, mila)
    page.get_by_role("button", name="Medication changed…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What was changed?").fill("Patch instead of tablets")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".course .legend").first).to_contain_text("Medication changed", timeout=5_000)
    page.get_by_text("What was done (1 change of medication)").click()
    expect(page.locator(".story")).to_contain_text("Patch instead of tablets")
    page.get_by_role("button", name="Entered in error: Patch instead of tablets").click()
    dialog.get_by_label("Why?").fill("It was Maria's")
    dialog.get_by_role("button", name="Mark it").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".story")).to_have_count(0, timeout=5_000)
    (kept,) = house.signed_in(NADIA).get(f"/v1/patients/{mila.id}/medication-changes").json()
    assert kept["entered_in_error_reason"] == "It was Maria's"
