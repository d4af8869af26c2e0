"""Balm with a certificate of one's own, as a phone on the same network needs it: everything over HTTPS, and the pages ask the API beside them over it too."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from dashboard import settings
from dashboard.client import connect
from tests.certificates import Certificate, certificate
from tests.processes import Balm
from tests.stories.conftest import copy_of

NADIA = {"email": "nadia@demo.example", "password": "balm-demo"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def balm(made: Certificate, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Balm]:
    found = copy_of(demo, tmp_path_factory.mktemp("tls"), BALM_TLS_CERT=str(made.cert), BALM_TLS_KEY=str(made.key))
    found.start()
    yield found
    found.stop()


@pytest.fixture
def phone(balm: Balm, made: Certificate) -> Iterator[httpx.Client]:
    """It was told to trust the authority, and nothing else."""
    with httpx.Client(base_url=balm.url, verify=ssl.create_default_context(cafile=made.authority), headers={"origin": balm.url}) as found:
        yield found


def test_a_nurse_signs_in_and_sees_the_pages(balm: Balm, phone: httpx.Client) -> None:
    assert phone.get("/health").json() == {"status": "ok"}
    signed_in = phone.post("/v1/sessions", json=NADIA)
    assert signed_in.status_code == 201 and "Secure" in signed_in.headers["set-cookie"]
    page = phone.get("/team/")
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert f"{balm.url}/team/" in balm.log()


def test_the_pages_reach_the_api_for_only_it_knows_whose_session_it_is(phone: httpx.Client) -> None:
    """Where it isn't reached, they are shown and say so; a stranger is sent to sign in only because the API was asked."""
    answer = phone.get("/team/", headers={"cookie": "balm_session=forged"})
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/team/sign-in")


def test_nothing_is_answered_in_the_clear(balm: Balm) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"{balm.url.replace('https', 'http')}/health")


async def test_the_pages_trust_that_one_certificate_and_not_who_signed_it(balm: Balm, made: Certificate) -> None:
    """A certificate that the same authority made for another server is a stranger's, and so is everybody without one."""
    other = certificate(made.cert.parent, "other")
    for trusted, answers in ((made.cert, True), (other.cert, False), (None, False)):
        async with connect(balm.url, trusted) as http:
            if answers:
                assert (await http.get("/health")).status_code == 200
            else:
                with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
                    await http.get("/health")


async def test_the_name_in_the_certificate_does_not_matter_on_the_own_machine(tmp_path: Path) -> None:
    made = certificate(tmp_path, names="DNS:balm.example")
    balm = Balm(tmp_path, BALM_TLS_CERT=str(made.cert), BALM_TLS_KEY=str(made.key))
    balm.answers = lambda: "Balm is running" in balm.log()  # type: ignore[method-assign]  # nobody else can check its name
    balm.start()
    try:
        async with connect(balm.url, made.cert) as http:
            assert (await http.get("/health")).status_code == 200
    finally:
        balm.stop()


def test_the_pages_beside_the_api_are_given_its_certificate_and_those_elsewhere_are_not(made: Certificate) -> None:
    tls = {"BALM_TLS_CERT": str(made.cert)}
    assert settings.read(tls) == settings.Settings(api_url="https://127.0.0.1:8000", certificate=made.cert)
    assert settings.read({**tls, "BALM_API_URL": "https://api.example"}).certificate is None
    with pytest.raises(settings.BadSetting, match="BALM_TLS_CERT"):
        settings.read({"BALM_TLS_CERT": "/nowhere.pem"})


def test_a_certificate_without_its_key_stops_the_start(made: Certificate, tmp_path: Path) -> None:
    done = Balm(tmp_path, BALM_TLS_CERT=str(made.cert)).command("run")
    assert done.returncode == 2 and "BALM_TLS_KEY" in done.stderr and "Traceback" not in done.stderr
