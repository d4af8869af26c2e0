"""A bad night. Ada logs pain 8 at ten past three, without a connection; it arrives at twenty to seven, and Nadia is on call. And its mirror: two days later."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import Windows
from tests.stories.phones import NADIA, Hospice, Patient, Phone

ON_THE_WAY = timedelta(hours=3, minutes=30)  # from ten past three to twenty to seven


@pytest.fixture
def on_call(hospice: Hospice, ada: Patient) -> Iterator[None]:
    """Nobody of the team is there by the clock; Nadia has the phone tonight."""
    now = datetime.now(UTC)
    shift = {"staff_member_id": str(hospice.rows("select id::text from staff_members where email = $1", NADIA)[0]["id"])}
    shift |= {"begins_at": (now - timedelta(hours=8)).isoformat(), "ends_at": (now + timedelta(hours=4)).isoformat()}
    hospice.rows(
        """insert into configurations (organisation_id, kind, subject_id, version, content, set_at, set_by_id, set_by)
           select organisation_id, 'watch', organisation_id,
             1 + coalesce((select max(version) from configurations c where c.organisation_id = p.organisation_id and kind = 'watch'), 0), $2::jsonb, now(), organisation_id, 'Ines'
           from patients p where id = $1""",
        ada.id,
        json.dumps({"hours": [], "on_call": [shift]}),
    )
    yield
    hospice.rows("delete from configurations where kind = 'watch' and organisation_id = (select organisation_id from patients where id = $1)", ada.id)


def logged_offline(phone: Phone, ago: timedelta) -> datetime:
    """Pain 8, and nobody has seen it yet. The phone's clock is then set to now again."""
    at = datetime.now(UTC) - ago
    phone.keeps_the_app().go_offline()
    phone.page.clock.set_fixed_time(at)
    phone.check_in(8, 0, 5, 3)
    phone.waits(1)
    phone.page.clock.set_fixed_time(datetime.now(UTC))
    return at


def alerts_page(windows: Windows) -> Page:
    page = windows.open("/team/alerts", NADIA)
    expect(page.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
    return page


def trail(hospice: Hospice, ada: Patient) -> list[str]:
    """What the audit says of Ada, reading left out."""
    rows = hospice.rows("select actor_kind, action from audit_rows where patient_id = $1 order by id", ada.id)
    told = [f"{row['actor_kind']} {row['action']}" for row in rows]
    return [one for one in told if one.split()[1].startswith(("check_in.", "alert.", "message.")) and not one.split()[1].split(".")[1].startswith("read")]


@pytest.mark.usefixtures("on_call")
def test_a_bad_night_is_seen_answered_and_told(phone: Phone, ada: Patient, hospice: Hospice, windows: Windows) -> None:
    page = alerts_page(windows)
    at = logged_offline(phone, ON_THE_WAY)
    assert ada.check_ins() == []
    phone.go_online()
    phone.is_with_the_team()
    (stored,) = ada.check_ins()
    assert abs(stored["recorded_at"] - at) < timedelta(seconds=1) and stored["received_at"] - stored["recorded_at"] > timedelta(hours=3)

    card = page.locator(".alert", has=page.locator(f'a[href="{ada.path}"]'))
    expect(card).to_contain_text("Pain 8 of 10, severe", timeout=15_000)  # without a reload
    expect(card).to_contain_text("Urgent")
    expect(card).to_contain_text("it calls you, on call")
    expect(card.locator(".respond")).to_contain_text("take by")
    card.get_by_role("button", name="Take it").click()
    expect(card).to_contain_text("You have taken it")
    card.get_by_role("button", name="Start").click()
    expect(card).to_contain_text("You have begun")
    card.get_by_role("button", name="Resolve…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Call", exact=True).check()
    dialog.get_by_label("Note for the team").fill("Slept after the call.")
    dialog.get_by_role("combobox", name="Tell the patient").click()
    page.get_by_role("option", name="A nurse will call you today").click()
    dialog.get_by_role("button", name="Resolve it").click()
    expect(card).to_have_count(0)

    phone.recovers()
    expect(phone.standing).to_contain_text("Seen by your team at ")
    expect(phone.page.locator("#told")).to_contain_text("A nurse will call you today.")
    staff = [f"staff {action}" for action in ("alert.acknowledged", "alert.started", "alert.told", "message.send", "alert.resolved")]
    assert trail(hospice, ada) == ["patient check_in.submit", "patient alert.raised", *staff]
    (alert,) = hospice.rows("select state, outcome from alerts where patient_id = $1", ada.id)
    assert (alert["state"], alert["outcome"]) == ("resolved", "call")


@pytest.mark.usefixtures("on_call")
def test_the_same_two_days_later_calls_nobody_and_stands_under_what_was_held_back(phone: Phone, ada: Patient, hospice: Hospice, windows: Windows) -> None:
    page = alerts_page(windows)
    logged_offline(phone, timedelta(days=2))
    phone.go_online()
    phone.is_with_the_team()
    page.locator("#alerts-filter").get_by_text("Held back").click()
    held = page.locator(".digest .alert", has=page.locator(f'a[href="{ada.path}"]'))
    expect(held).to_contain_text("arrived late", timeout=15_000)
    expect(held).to_contain_text("Pain 8 of 10, severe")
    assert hospice.rows("select id from alerts where patient_id = $1", ada.id) == []
    assert trail(hospice, ada) == ["patient check_in.submit"]
