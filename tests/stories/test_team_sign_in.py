"""The door: who comes in, where they come to, and that nobody stays behind."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.stories.conftest import Windows
from tests.stories.house import NADIA, OTTO, House

ENDED = "Your session has ended"


def sign_in(page: Page, email: str = NADIA, password: str = "balm-demo") -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_wrong_password_is_a_sentence_and_the_right_one_opens_the_page_that_was_asked_for(windows: Windows, house: House) -> None:
    windows.expect_fault("401")
    ada = house.patient("Ada Lindqvist")
    page = windows.open(f"/team/patients/{ada}")
    expect(page).to_have_url(f"{house.url}/team/sign-in?next=/team/patients/{ada}")
    expect(page.get_by_label("E-mail")).to_be_focused()
    sign_in(page, password="balm-guess")
    expect(page.get_by_role("alert")).to_contain_text("password")
    sign_in(page)
    expect(page.get_by_role("heading", name="Ada Lindqvist", level=1)).to_be_visible()
    assert page.url == f"{house.url}/team/patients/{ada}"


def test_an_empty_form_says_what_is_missing(windows: Windows) -> None:
    windows.expect_fault("400")
    page = windows.open("/team/sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("Please write your e-mail address and your password.")


def test_an_address_given_by_somebody_else_does_not_lead_away_after_signing_in(windows: Windows, house: House) -> None:
    page = windows.open("/team/sign-in")
    for outside in ("https://evil.example/team/", "//evil.example/team/", "/v1/me", "javascript:alert(1)"):
        page.goto(f"/team/sign-in?next={outside}")
        sign_in(page)
        expect(page).to_have_url(f"{house.url}/team/")


def test_signing_out_in_one_window_takes_the_patients_off_the_other(windows: Windows, house: House) -> None:
    worklist = windows.open("/team/", NADIA, fresh=True)
    other = worklist.context.new_page()
    other.goto(f"/team/patients/{house.patient('Ada Lindqvist')}")
    expect(other.get_by_role("heading", name="Ada Lindqvist")).to_be_visible()
    worklist.get_by_role("button", name="Sign out").click()
    expect(worklist.get_by_label("Password")).to_be_visible()
    expect(other.get_by_text("You were signed out in another window.")).to_be_visible()
    assert "Ada Lindqvist" not in other.content()


def test_after_signing_out_the_back_button_shows_no_patient(windows: Windows, house: House) -> None:
    page = windows.open(f"/team/patients/{house.patient('Ada Lindqvist')}", NADIA, fresh=True)
    expect(page.get_by_role("heading", name="Ada Lindqvist")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()
    assert "Ada Lindqvist" not in page.content()


def test_a_session_that_ends_elsewhere_is_said_and_nothing_stays_to_be_read(windows: Windows, house: House) -> None:
    """Its end is noticed with the next news, or at the next sign of life."""
    page = windows.open("/team/", NADIA, fresh=True)
    expect(page.locator(".worklist .cell-name a").first).to_be_visible()
    expect(page.get_by_text(ENDED)).to_have_count(0)
    (cookie,) = page.context.cookies()
    ended = house.client(cookie=f"balm_session={cookie['value']}", origin=house.url).delete("/v1/sessions")
    assert ended.is_success
    house.enrol("Newly Nora").send()
    expect(page.get_by_text(ENDED)).to_be_visible()
    assert "Ada Lindqvist" not in page.content()
    page.get_by_role("link", name="Sign in again").click()
    sign_in(page)
    expect(page.locator(".worklist .cell-name a").first).to_be_visible()


def test_signing_out_that_fails_does_not_pretend(windows: Windows) -> None:
    windows.expect_fault("ERR_FAILED")
    page = windows.open("/team/", NADIA, fresh=True)
    page.route("**/v1/sessions", lambda route: route.abort())
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("alert")).to_contain_text("you are still signed in")


def test_otto_finds_nobody_at_ada_s_address_and_not_her_name(windows: Windows, house: House) -> None:
    for address in (house.patient("Ada Lindqvist"), uuid4(), "nobody"):
        page = windows.open(f"/team/patients/{address}", OTTO)
        expect(page.get_by_role("heading", name="We can't find that")).to_be_visible()
        assert "Lindqvist" not in page.content()
        page.get_by_role("link", name="Back to the patients").click()
        expect(page.get_by_role("heading", name="Nobody is under care yet")).to_be_visible()
