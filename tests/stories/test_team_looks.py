"""What can be measured of the looks: nothing wider than the screen, and nothing at all that axe-core finds, hard to read or to name or out of order."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from playwright.sync_api import Page, expect
from uuid_utils.compat import uuid7

from tests.stories import axe, hospice_facts
from tests.stories.conftest import Windows
from tests.stories.house import ALEX, NADIA, OKORO, House, Person, password_of
from tests.stories.patience import settled, until

WIDTHS = (360, 390, 820, 1190, 1366)
PAGES = ("sign-in", "worklist", "patient", "eventful", "enrol", "alerts", "quality", "settings", "reviews", "review", "decided", "criteria", "course", "record", "calendar", "benefit", "deciding", "documents", "nowhere")
# What one page shows one after the other, by its name there, and what each is known by.
SETTINGS = {"Rules": "#save-rules", "Words of crisis": "#save-crisis_words", "Advice": "#save-self_care", "Hospice criteria": ".rule-pack", "Families": "#save-family", "Caregivers": "#save-caregivers"}
RECORD = {"Laboratory": "#save-laboratory", "Disease and treatment": ".arithmetic", "Wishes": ".wish", "Needs": ".chip.need-open", "History": ".history"}


def opened(windows: Windows, house: House, name: str) -> Page:
    if name == "alerts":
        house.enrol("Looked-at Lotte with quite a long name").send(answers={"pain": 8})
    path, landmark = {
        "sign-in": ("/team/sign-in", "#password"),
        "worklist": ("/team/", ".worklist .cell-name a"),
        "patient": (f"/team/patients/{house.patient('Dilip Raman')}", ".course .js-plotly-plot .annotation-text"),
        "eventful": ("", ".course .story"),
        "alerts": ("/team/alerts", ".alert"),
        "enrol": ("/team/enrol", "#born-on"),
        "settings": ("/team/settings", "#openings"),
        "course": (f"/team/patients/{house.patient('Joseph Mbeki')}", "#whole-course .js-plotly-plot .annotation-text"),
        "record": (f"/team/patients/{house.patient('Joseph Mbeki')}/record?tab=visit", "#save-visit"),
        "reviews": ("/team/reviews", ".review-entry.is-for_review"),
        "review": ("", ".criteria .evidence a:visible"),
        "criteria": ("/team/settings", ".rule-pack textarea"),
        "quality": ("/team/quality", ".js-plotly-plot .heatmaplayer"),
        "calendar": ("/team/calendar", ".due-group.is-overdue .due-note"),
        "benefit": ("", ".due-list .due-actions"),
        "deciding": ("", "#decision-title"),
        "decided": ("", ".seal"),
        "nowhere": ("/team/nowhere", ".notice"),
        "documents": ("", ".papers img"),
    }[name]
    path = eventful(house) if name == "eventful" else path
    if name in ("calendar", "benefit"):
        person = elected(house)
        path = path or f"{person.path}/benefit"
    if name in ("reviews", "review", "deciding"):
        person = to_review(house, "Looked-at Magda")
        path = path or f"/team/reviews/{person.id}"
    if name in ("documents", "decided"):
        person = to_review(house, "Certified Clara")
        review_id = certified(house, person)
        path = f"{person.path}/documents" if name == "documents" else f"/team/reviews/{person.id}/decided/{review_id}"
    page = windows.open(path, {"sign-in": None, "quality": ALEX, "settings": ALEX, "criteria": OKORO, "deciding": OKORO, "documents": OKORO}.get(name, NADIA))
    if name == "eventful":
        page.get_by_text("What was done").click()
        page.get_by_text("Why?").last.click()
    if name == "deciding":
        page.get_by_role("button", name="Decide…").click()
    if name == "documents":
        page.get_by_text("Add something to it").click()
    if name == "review":
        page.get_by_text("Decline in PPS or KPS").first.click()
        page.get_by_text("questions nobody has asked").click()
    expect(page.locator(landmark).first).to_be_visible()
    return page


@cache
def to_review(house: House, name: str) -> Person:
    hospice_facts.choose_pack(house)
    person = hospice_facts.ill(house, f"{name} with quite a long name")
    hospice_facts.wants(house, person, "none", "No more chemotherapy.")
    nadia = house.signed_in(NADIA)
    nadia.post(f"/v1/patients/{person.id}/tasks", json={"words": "Ask her daughter who should decide"})
    hospice_facts.listed(house, {person.name})
    return person


@cache
def certified(house: House, person: Person) -> str:
    """One certification is signed, another one is a draft that is doubted; the id of the review that both stand on."""
    okoro = house.signed_in(OKORO)
    seen = okoro.get(f"/v1/patients/{person.id}/review").json()["seen"]
    review = okoro.post(f"/v1/patients/{person.id}/reviews", json={"decision": "hospice", "reasons": "She asked for it.", "seen": seen}).json()
    for period in (1, 3):
        body = {"review_id": review["id"], "period": period, "begins_on": str(hospice_facts.today()), "capacity": "hospice_physician"}
        draft = okoro.post(f"/v1/patients/{person.id}/certifications", json=body).json()["id"]
        if period == 1:
            okoro.put(f"/v1/certifications/{draft}/narrative", json={"narrative": "She is in bed for most of the day.", "version": 1})
            assert okoro.post(f"/v1/certifications/{draft}/signature", json={"password": password_of(OKORO), "version": 2}).status_code == 201
    return str(review["id"])


@cache
def elected(house: House) -> Person:
    """In her third benefit period since yesterday, by Medicare's rules, and nobody has seen her for it."""
    alex, nadia, vera = house.signed_in(ALEX), house.signed_in(NADIA), house.enrol("Looked-at Vera with quite a long name")
    held = alex.get("/v1/configurations/hospice").json()
    alex.put("/v1/configurations/hospice", json={"replaces": held["version"], "content": held["content"] | {"medicare_rules": True}})
    today = date.fromisoformat(nadia.get(f"/v1/patients/{vera.id}/benefit-periods").json()["today"])
    body = {"kind": "election", "on": str(today - timedelta(days=1)), "payer": "medicare", "previous_periods": 2, "attending": "Dr Lee"}
    assert nadia.put(f"/v1/patients/{vera.id}/benefit-entries/{uuid7()}", json=body).status_code == 200
    return vera


def eventful(house: House) -> str:
    """A patient of whom everything stands on the page: answered alerts, a goal, a form with an item missing, family who sees it differently."""
    lena = house.enrol("Eventful Lena")
    nadia = house.signed_in(NADIA)
    nadia.put(f"/v1/patients/{lena.id}/plan", json={"replaces": 0, "content": {"goals": {"pain": 3}, "times_a_day": 2}})
    lena.send(days_ago=0.1, answers={"pain": 8})
    for alert in nadia.get("/v1/alerts", params={"patient_id": str(lena.id)}).json()["alerts"]:
        nadia.post(f"/v1/alerts/{alert['id']}/resolve", json={"outcome": "medication_change", "note": "A longer-acting tablet, with Dr Okoro."})
    lena.send(answers={"pain": 4})
    lena.send(answers={"pain": 9}, respondent="family_caregiver", mode="proxy")
    lena.send(instrument="esas-r", answers={"pain": 4, "depression": 2})
    return lena.path


def parts(page: Page, name: str) -> Iterator[str]:
    """What the page shows at first, and then what else it can show."""
    yield name
    for part, landmark in {"settings": SETTINGS, "record": RECORD}.get(name, {}).items():
        page.get_by_role("tab", name=part).click() if name == "record" else page.locator("#settings-part").get_by_text(part, exact=True).click()
        expect(page.locator(landmark).first).to_be_visible()
        yield part


# What is cut off on the right, of what stands on the screen.
CUT_OFF = """() => [...document.querySelectorAll("header button, header a, h1, h2, form *, .card > *")].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  return width > 1 && left >= 0 && right > window.innerWidth;
}).map((one) => one.outerHTML.slice(0, 90))"""


NAMES = ("link-name", "button-name")  # where less is shown, what stands for more keeps its name


def fits(page: Page) -> None:
    """On a phone, a tablet, a small and a larger laptop; on the last with text at 200 %, too."""
    for width, size in [*((width, "") for width in WIDTHS), (WIDTHS[-1], "200%")]:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(axe.SIZE, size)
        page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)
        assert settled(lambda: page.evaluate(CUT_OFF), lambda found: found == []) == [], (width, size)
        assert axe.asked(page, rules=NAMES) == [], width
    page.evaluate(axe.SIZE, "")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_not_wider_than_a_phone_a_tablet_or_a_laptop_and_axe_finds_nothing(windows: Windows, house: House, name: str) -> None:
    page = opened(windows, house, name)
    for part in parts(page, name):
        fits(page)
        assert axe.found(page) == [], part


UNDER = {"Goals and plan": "Paused until", "Caregivers": "Who they are to the patient", "Change care…": "Since which day?", "Tell the patient something": "Tell the patient"}


def opens(page: Page, field: str) -> None:
    """What opens under a field is a part of what the field stands in, and axe looks at it too."""
    dialog = page.get_by_role("dialog").first
    dialog.get_by_label(field).first.click()
    expect(dialog.locator("[role=listbox], .mantine-Popover-dropdown").filter(visible=True).first).to_be_visible()
    assert axe.asked(page) == [], field


def test_axe_finds_nothing_in_the_forms_of_the_patient_page(windows: Windows, house: House) -> None:
    page = opened(windows, house, "patient")
    openers = {"Record a check-in": "Save", "Phones": "New code for a phone", "Goals and plan": "Save", "Caregivers": "Make a code for their phone", "Change care…": "Save", "Tell the patient something": "Send it"}
    for opener, landmark in openers.items():
        page.get_by_role("button", name=opener).click()
        expect(page.get_by_role("dialog").get_by_role("button", name=landmark, exact=True)).to_be_visible()
        assert axe.found(page, "[role=dialog]") == []
        if opener in UNDER:
            opens(page, UNDER[opener])
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_axe_finds_nothing_in_the_forms_of_findings_and_wishes(windows: Windows, house: House) -> None:
    page = opened(windows, house, "record")
    drawer = page.get_by_role("dialog")
    disease = "Disease and treatment"
    for tab, opener in ((disease, "Add a diagnosis"), (disease, "Add a measurement"), (disease, "Add a treatment line"), ("Wishes", "Record an answer: Who may know"), ("Visit", "Rate now")):
        page.get_by_role("tab", name=tab).click()
        page.get_by_role("button", name=opener).click()
        drawer.get_by_role("button", name="Save", exact=True).click()
        expect(drawer.locator("#fact-error")).not_to_be_empty()
        assert axe.found(page, "[role=dialog]") == [], opener
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()


def test_axe_finds_nothing_in_the_inbox_unfolded_in_its_dialogs_and_in_what_was_held_back(windows: Windows, house: House) -> None:
    page = opened(windows, house, "alerts")
    page.get_by_role("button", name="Why?").first.click()
    expect(page.locator(".reasons")).to_be_visible()
    assert axe.found(page) == []
    page.get_by_role("checkbox").first.click()
    expect(page.locator("#picked")).to_be_visible()
    assert axe.found(page) == []
    for opener, landmark in (("Resolve…", "Resolve it"), ("Snooze…", "Snooze it"), ("Give to…", "Give it"), ("Keys", "Letter keys")):
        page.get_by_role("button", name=opener).first.click()
        expect(page.get_by_role("dialog").get_by_role("switch" if opener == "Keys" else "button", name=landmark)).to_be_visible()
        assert axe.found(page, "[role=dialog]") == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("#alerts-filter").get_by_text("Held back").click()
    expect(page.locator(".alert-actions")).to_have_count(0)
    assert axe.found(page) == []


def test_axe_sees_a_text_that_can_not_be_read(windows: Windows, house: House) -> None:
    page = opened(windows, house, "worklist")
    page.evaluate("document.querySelector('h1').style.color = '#f0ede6'")
    assert [fault for fault in axe.asked(page) if fault.startswith("color-contrast")]


def test_light_or_dark_is_chosen_by_hand_and_stays(windows: Windows, house: House) -> None:
    page = windows.open("/team/", NADIA, fresh=True)
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.reload()
    expect(page.locator(".worklist .cell-name a").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_what_goes_wrong_behind_the_picture_is_noticed(windows: Windows, house: House) -> None:
    """So that the silence of all other stories means something."""
    page = opened(windows, house, "sign-in")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }))")
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/a.png' }))")
    page.evaluate("setTimeout(() => { throw new Error('a fault of ours') })")
    for words in ("inline script", "elsewhere.example", "a fault of ours"):
        until(lambda words=words: page.evaluate("true") and words in " ".join(windows.faults.found))  # the browser tells it when it is asked anything
    windows.faults.found.clear()
