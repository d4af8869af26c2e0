"""docs/phone.md is run, not only read: its commands make a certificate with which Balm starts, for that address and no other."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.settings import read

ROOT = Path(__file__).parent.parent
COMMANDS = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "phone.md").read_text(), re.DOTALL)


def verify(folder: Path, address: str) -> int:
    words = ["openssl", "verify", "-x509_strict", "-CAfile", "ca.crt", "-purpose", "sslserver", "-verify_ip", address, "balm.crt"]
    return subprocess.run(words, cwd=folder, capture_output=True).returncode


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl isn't installed")
def test_the_commands_make_a_certificate_for_that_address_and_no_other(tmp_path: Path) -> None:
    making, starting, _ = COMMANDS
    subprocess.run(["sh", "-euc", making], cwd=tmp_path, check=True, capture_output=True)
    folder = tmp_path / "var" / "tls"
    assert (verify(folder, "192.168.1.20") == 0, verify(folder, "192.168.1.21") == 0) == (True, False)
    assert not (folder / "ca.key").exists() and (folder / "balm.key").stat().st_mode & 0o077 == 0
    environ = dict(word.split("=", 1) for word in starting.split() if "=" in word)
    found = read({**environ, "BALM_TLS_CERT": str(tmp_path / environ["BALM_TLS_CERT"]), "BALM_TLS_KEY": str(tmp_path / environ["BALM_TLS_KEY"])})
    assert (found.scheme, found.origin, found.host) == ("https", "https://192.168.1.20:8000", "0.0.0.0")
