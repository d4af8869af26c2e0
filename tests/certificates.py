"""Certificates for a test, made the way docs/phone.md makes them: an authority, and a server's certificate that it signed."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

AUTHORITY = """[req]
distinguished_name = name
prompt = no
x509_extensions = ca
[name]
CN = Balm test authority
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
"""
SERVER = """basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""
EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")


class Certificate(NamedTuple):
    """`cert` holds the server's own certificate, then the authority's; `authority` is what a phone is told to trust."""

    cert: Path
    key: Path
    authority: Path


def openssl(folder: Path, *words: str) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl isn't installed")
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def certificate(folder: Path, name: str = "balm", names: str = "IP:127.0.0.1") -> Certificate:
    """A second one in the same folder is signed by the same authority."""
    if not (folder / "ca.crt").exists():
        (folder / "ca.cnf").write_text(AUTHORITY)
        openssl(folder, "req", "-x509", *EC, "-nodes", "-days", "30", "-config", "ca.cnf", "-keyout", "ca.key", "-out", "ca.crt")
    (folder / f"{name}.ext").write_text(SERVER.format(names=names))
    openssl(folder, "req", "-new", *EC, "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    signing = ("-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-extfile", f"{name}.ext")
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", *signing, "-out", f"{name}.crt")
    whole = folder / f"{name}.pem"
    whole.write_text((folder / f"{name}.crt").read_text() + (folder / "ca.crt").read_text())
    return Certificate(whole, folder / f"{name}.key", folder / "ca.crt")
