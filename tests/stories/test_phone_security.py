"""What must not leave the phone, or lie on it where others read."""

from playwright.sync_api import expect

from tests.stories.conftest import Phones
from tests.stories.phones import Hospice, Patient, Phone

CACHED = """async () => {
  const addresses = [];
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
  return addresses;
}"""


def test_the_token_lies_in_indexeddb_only_and_the_cache_holds_only_the_app_s_files(phone: Phone, ada: Patient) -> None:
    phone.keeps_the_app()
    phone.check_in(1, 2, 3, 4)
    phone.is_with_the_team()
    token = phone.token()["authorization"].removeprefix("Bearer ")
    assert phone.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert token not in phone.page.content() + phone.page.url + phone.page.evaluate("JSON.stringify(history.state)")
    cached = phone.page.evaluate(CACHED)
    assert "/app/" in cached and "/app/app.js" in cached and all(path.startswith("/app/") for path in cached)
    bodies = phone.page.evaluate("async (paths) => Promise.all(paths.map(async (path) => (await (await caches.match(path)).text())))", cached)
    assert not [path for path, body in zip(cached, bodies, strict=True) if token in body or "Ada" in body]


def test_the_security_policy_refuses_what_is_not_ours(phones: Phones, phone: Phone) -> None:
    """That the app itself never meets it, every other story of phones sees in the console."""
    phones.faults.expect("Content Security Policy")
    assert phone.page.evaluate("fetch('http://127.0.0.1:9/elsewhere').then(() => 'sent', () => 'refused')") == "refused"
    inline = """() => {
      const one = document.createElement("script");
      one.textContent = "globalThis.ran = true";
      document.body.append(one);
      return globalThis.ran ?? false;
    }"""
    assert phone.page.evaluate(inline) is False
    assert len([fault for fault in phones.faults.found if "Content Security Policy" in fault]) >= 2


def test_a_page_that_is_put_away_shows_no_scores(phone: Phone) -> None:
    shown = "getComputedStyle(document.getElementById('app')).visibility"
    assert phone.page.evaluate(shown) == "visible"
    hide = """(state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    phone.page.evaluate(hide, "hidden")
    assert phone.page.evaluate(shown) == "hidden"
    phone.page.evaluate(hide, "visible")
    assert phone.page.evaluate(shown) == "visible"


def test_chromium_would_install_it(phones: Phones, hospice: Hospice) -> None:
    phone = phones.on_disk(phones.line()).set_up(hospice.enrol("Ada")).keeps_the_app()
    session = phone.context.new_cdp_session(phone.page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert session.send("Page.getAppManifest")["errors"] == []
    expect(phone.page).to_have_title("Hello, Ada · Balm")
