"""A new patient: from the form to a phone that is theirs."""

import base64
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.stories.house import NADIA, House

Open = Callable[[str], Page]


def test_a_patient_is_enrolled_and_the_code_works_once(as_nadia: Open, house: House) -> None:
    page = as_nadia("/team/enrol")
    page.get_by_label("Name", exact=False).first.fill("Enrolled Enzo")
    page.get_by_label("Your number for the patient").fill("E-1")
    page.get_by_text("Hospice care").click()
    page.get_by_role("button", name="Enrol and show the code").click()
    expect(page.get_by_role("status").filter(has_text="Enrolled Enzo is enrolled.")).to_be_visible()
    code = page.locator("#code").inner_text()
    picture = page.get_by_alt_text("QR code of the link below")
    expect(picture).to_be_visible()
    svg = base64.b64decode((picture.get_attribute("src") or "").partition(",")[2]).decode()
    assert "<svg" in svg and picture.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 50
    assert code not in page.url and house.url in page.locator(".enrolment").inner_text()

    first, second = (house.client().post("/v1/enrolments/redeem", json={"code": code}) for _ in range(2))
    assert (first.status_code, first.json()["patient_name"]) == (201, "Enrolled Enzo") and second.is_client_error
    (listed,) = house.signed_in(NADIA).get("/v1/worklist?search=E-1").json()["rows"]
    assert (listed["name"], listed["care"]) == ("Enrolled Enzo", "hospice")
    page.get_by_role("link", name="Open Enrolled Enzo's page").click()
    expect(page.get_by_role("heading", name="Enrolled Enzo", level=1)).to_be_visible()


def test_a_date_of_birth_is_typed_as_people_write_it(as_nadia: Open, house: House) -> None:
    page = as_nadia("/team/enrol")
    page.get_by_label("Name", exact=False).first.fill("Born Bella")
    page.get_by_label("Date of birth").fill("3 March 1950")
    page.get_by_label("Date of birth").press("Tab")
    page.get_by_role("button", name="Enrol and show the code").click()
    page.get_by_role("link", name=re.compile("Open Born Bella")).click()
    expect(page.get_by_text("born 3 March 1950")).to_be_visible()


def test_without_a_name_and_with_a_number_that_is_taken_the_form_says_so_and_keeps_what_was_written(as_nadia: Open) -> None:
    page = as_nadia("/team/enrol")
    page.get_by_role("button", name="Enrol and show the code").click()
    expect(page.get_by_text("Please write the patient's name.")).to_be_visible()
    page.get_by_label("Name", exact=False).first.fill("Twice Tom")
    page.get_by_label("Your number for the patient").fill("D-1001")
    page.get_by_role("button", name="Enrol and show the code").click()
    expect(page.locator("#enrol-error")).not_to_be_empty()
    expect(page.get_by_label("Name", exact=False).first).to_have_value("Twice Tom")
    expect(page.get_by_role("button", name="Enrol and show the code")).to_be_enabled()
