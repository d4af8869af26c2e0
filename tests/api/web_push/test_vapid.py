"""Who Balm is to a push service: a key that is made once and kept, and a token that says so for half a day."""

import json
import stat
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from api.settings import BadSetting, read
from api.web_push.encryption import CURVE, plain, public_bytes, written
from api.web_push.vapid import authorization, kept_key, load_key
from tests.certificates import openssl
from tests.people import NOW


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = kept_key(tmp_path / "data")
    first = path.read_bytes()
    assert kept_key(tmp_path / "data") == path and path.read_bytes() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(path).curve.name == "secp256r1"


def test_a_half_written_key_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "vapid.part").write_text("-----BEGIN")
    load_key(kept_key(tmp_path))


def test_the_token_says_for_which_push_service_and_until_when_and_is_signed() -> None:
    key = ec.generate_private_key(CURVE)
    scheme, _, rest = authorization(key, httpx.URL("https://updates.push.services.mozilla.com/wpush/v2/abc"), "https://balm.example", NOW).partition(" ")
    token, _, public = rest.removeprefix("t=").partition(", k=")
    head, claims, signature = token.split(".")
    assert (scheme, public) == ("vapid", written(public_bytes(key)))
    assert json.loads(plain(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(plain(claims)) == {
        "aud": "https://updates.push.services.mozilla.com",
        "exp": int(NOW.timestamp()) + 12 * 3600,
        "sub": "https://balm.example",
    }
    raw = plain(signature)
    assert len(raw) == 64
    signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.public_key().verify(signed, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))


def test_a_key_of_one_s_own_is_tried_at_the_start(tmp_path: Path) -> None:
    assert read({"BALM_VAPID_KEY": str(kept_key(tmp_path))}).vapid_key == tmp_path / "vapid.pem"
    openssl(tmp_path, "ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "other.pem")
    openssl(tmp_path, "pkey", "-in", "vapid.pem", "-aes256", "-passout", "pass:secret", "-out", "locked.pem")
    (tmp_path / "text.pem").write_text("a letter")
    for wrong in ("other.pem", "locked.pem", "text.pem"):
        with pytest.raises(BadSetting, match=r"^BALM_VAPID_KEY .* can't be used"):
            read({"BALM_VAPID_KEY": str(tmp_path / wrong)})


def test_push_services_can_be_added_by_name_only() -> None:
    assert read({"BALM_PUSH_HOSTS": "push.example.org, *.Example.net"}).push_hosts == ("push.example.org", "*.example.net")
    for wrong in ("https://push.example.org", "10.0.0.1", "localhost", "*", "*.org:8443"):
        with pytest.raises(BadSetting, match="BALM_PUSH_HOSTS"):
            read({"BALM_PUSH_HOSTS": wrong})
