from pathlib import Path

import pytest

from api.settings import BadSetting, read
from tests.certificates import certificate, openssl


def tls(cert: Path | str, key: Path | str) -> dict[str, str]:
    return {"BALM_TLS_CERT": str(cert), "BALM_TLS_KEY": str(key)}


def test_with_nothing_said_balm_speaks_plain_http_to_this_machine_only() -> None:
    found = read({})
    assert (found.host, found.scheme, found.origin, found.secure, found.tls_cert) == ("127.0.0.1", "http", "http://127.0.0.1:8000", False, None)


@pytest.mark.parametrize(("host", "near"), [("0.0.0.0", "http://127.0.0.1:8000"), ("::", "http://[::1]:8000"), ("::1", "http://[::1]:8000"), ("10.0.0.7", "http://10.0.0.7:8000")])
def test_an_address_that_nobody_could_open_stands_in_no_link(host: str, near: str) -> None:
    found = read({"BALM_HOST": host})
    assert (found.near, found.origin, found.leads_nowhere) == (near, near, host in ("0.0.0.0", "::"))
    assert not read({"BALM_HOST": host, "BALM_ORIGIN": "https://balm.example"}).leads_nowhere


def test_with_a_certificate_balm_speaks_https_and_its_cookie_is_for_https_only(tmp_path: Path) -> None:
    made = certificate(tmp_path)
    found = read({**tls(made.cert, made.key), "BALM_HOST": "192.168.1.20"})
    assert (found.scheme, found.origin, found.secure) == ("https", "https://192.168.1.20:8000", True)
    assert (found.tls_cert, found.tls_key) == (made.cert, made.key)
    assert read({**tls(made.cert, made.key), "BALM_ORIGIN": "https://balm.example"}).origin == "https://balm.example"


def test_behind_a_proxy_that_speaks_https_the_cookie_is_for_https_only_as_well() -> None:
    found = read({"BALM_ORIGIN": "https://balm.example"})
    assert (found.scheme, found.secure) == ("http", True)


@pytest.mark.parametrize(("given", "missing"), [("BALM_TLS_CERT", "BALM_TLS_KEY"), ("BALM_TLS_KEY", "BALM_TLS_CERT")])
def test_one_of_the_two_alone_is_refused_and_the_other_named(tmp_path: Path, given: str, missing: str) -> None:
    (tmp_path / "one.pem").touch()
    with pytest.raises(BadSetting, match=f"^{missing} is not set"):
        read({given: str(tmp_path / "one.pem")})


@pytest.mark.parametrize("name", ["BALM_TLS_CERT", "BALM_TLS_KEY"])
def test_a_file_that_can_not_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "one.pem").touch()
    for wrong in (tmp_path / "nowhere.pem", tmp_path):
        with pytest.raises(BadSetting, match=f"^{name} names {wrong}, which can't be read"):
            read({**tls(tmp_path / "one.pem", tmp_path / "one.pem"), name: str(wrong)})


def test_files_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    made, other = certificate(tmp_path), certificate(tmp_path, "other")
    (tmp_path / "text.pem").write_text("a letter")
    openssl(tmp_path, "pkey", "-in", "balm.key", "-aes256", "-passout", "pass:secret", "-out", "locked.key")
    for cert, key in ((made.cert, other.key), (made.key, made.cert), (tmp_path / "text.pem", made.key), (made.cert, tmp_path / "locked.key")):
        with pytest.raises(BadSetting, match=r"BALM_TLS_CERT .* and BALM_TLS_KEY .* can't be used"):
            read(tls(cert, key))


def test_an_address_without_https_is_refused_beside_a_certificate(tmp_path: Path) -> None:
    made = certificate(tmp_path)
    with pytest.raises(BadSetting, match="BALM_ORIGIN"):
        read({**tls(made.cert, made.key), "BALM_ORIGIN": "http://balm.example"})
