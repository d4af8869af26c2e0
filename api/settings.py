"""What the environment says, read once. A bad value stops the start and is named."""

import os
import re
import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from api.web_push.vapid import load_key


class BadSetting(ValueError):
    """One environment variable can't be used; the message names it and says what it should look like."""


EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what means all addresses -> the one of them that this machine can ask


class Settings(Struct, frozen=True, kw_only=True):
    """`origin`: scheme://host[:port] under which people open Balm. `database_url` null: the embedded server in `data`. `owner_url` migrates.

    `rate_limit`: requests a minute for one token, cookie or network address. `tls_cert`, `tls_key`: PEM files, both or neither; with them Balm speaks HTTPS.
    `vapid_key`: PEM file; without it push is off. `push_hosts`: push services beside the browsers' own.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = Path("var")
    demo: bool = False
    demo_every: int = 0
    origin: str = "http://127.0.0.1:8000"
    database_url: str | None = None
    owner_url: str | None = None
    rate_limit: int = 600
    pool_size: int = 16
    tls_cert: Path | None = None
    tls_key: Path | None = None
    vapid_key: Path | None = None
    push_hosts: tuple[str, ...] = ()

    @property
    def secure(self) -> bool:
        """Whether browsers may be told to send the session over HTTPS only."""
        return self.origin.startswith("https://")

    @property
    def scheme(self) -> str:
        """Spoken on the port itself; a proxy in front may speak another."""
        return "https" if self.tls_cert else "http"

    @property
    def near(self) -> str:
        """Where this machine itself reaches the port."""
        return address(self.scheme, self.host, self.port)

    @property
    def leads_nowhere(self) -> bool:
        """Other machines may come, and nobody said under which address: the links for phones would lead each to itself."""
        return self.host in EVERYWHERE and self.origin == self.near


def address(scheme: str, host: str, port: int) -> str:
    reached = EVERYWHERE.get(host, host)
    return f"{scheme}://{f'[{reached}]' if ':' in reached else reached}:{port}"


def whole_number(environ: Mapping[str, str], name: str, default: int, lowest: int, highest: int) -> int:
    text = environ.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
        raise BadSetting(f"{name} is {text!r}; it must be a whole number from {lowest} to {highest}.")
    return int(text)


def switch(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name, "").lower()
    if text not in ("", "0", "1", "true", "false"):
        raise BadSetting(f"{name} is {text!r}; it must be 1 or 0.")
    return text in ("1", "true")


def origin(environ: Mapping[str, str], near: str) -> str:
    text = environ.get("BALM_ORIGIN") or near
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadSetting(f"BALM_ORIGIN is {text!r}; it must look like https://balm.example.org, without a path.")
    if near.startswith("https://") and parts.scheme != "https":
        raise BadSetting(f"BALM_ORIGIN is {text!r}; with BALM_TLS_CERT it must begin with https://.")
    return f"{parts.scheme}://{parts.netloc}"


def database(environ: Mapping[str, str], name: str) -> str | None:
    text = environ.get(name) or None
    if text and urlsplit(text).scheme not in ("postgres", "postgresql"):
        raise BadSetting(f"{name} must look like postgresql://name:password@host/database.")
    return text


def file_named(environ: Mapping[str, str], name: str) -> Path | None:
    if not environ.get(name):
        return None
    path = Path(environ[name]).expanduser().absolute()
    try:
        path.read_bytes()
    except OSError as error:
        raise BadSetting(f"{name} names {path}, which can't be read: {error.strerror}.") from error
    return path


def certificate(environ: Mapping[str, str]) -> tuple[Path | None, Path | None]:
    """The certificate and its key, tried out: a server that starts and then refuses everybody helps nobody."""
    cert, key = file_named(environ, "BALM_TLS_CERT"), file_named(environ, "BALM_TLS_KEY")
    if (cert is None) != (key is None):
        raise BadSetting(f"{'BALM_TLS_KEY' if cert else 'BALM_TLS_CERT'} is not set; set both BALM_TLS_CERT and BALM_TLS_KEY, or neither.")
    if cert and key:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password="")  # never asks at the terminal
        except (OSError, ValueError) as error:
            raise BadSetting(
                f"BALM_TLS_CERT ({cert}) and BALM_TLS_KEY ({key}) can't be used: they must be a certificate and its own key, both PEM, the key without a password."
            ) from error
    return cert, key


def vapid(environ: Mapping[str, str]) -> Path | None:
    path = file_named(environ, "BALM_VAPID_KEY")
    if path:
        try:
            load_key(path)
        except (ValueError, TypeError) as error:
            raise BadSetting(f"BALM_VAPID_KEY ({path}) can't be used: it must be a P-256 key, PEM, without a password.") from error
    return path


def hosts(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(one.strip().lower() for one in environ.get(name, "").split(",") if one.strip())
    for one in found:
        if not re.fullmatch(r"(\*\.)?([a-z0-9-]+\.)+[a-z][a-z0-9-]*", one):
            raise BadSetting(f"{name} names {one!r}; it must be hosts such as push.example.org or *.push.example.org, with commas between them.")
    return found


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises BadSetting."""
    host = environ.get("BALM_HOST") or "127.0.0.1"
    port = whole_number(environ, "BALM_PORT", 8000, 1, 65535)
    tls_cert, tls_key = certificate(environ)
    return Settings(
        host=host,
        port=port,
        data=Path(environ.get("BALM_DATA") or "var").expanduser().absolute(),
        demo=switch(environ, "BALM_DEMO"),
        demo_every=whole_number(environ, "BALM_DEMO_EVERY", 45, 0, 86_400),
        origin=origin(environ, address("https" if tls_cert else "http", host, port)),
        database_url=database(environ, "DATABASE_URL"),
        owner_url=database(environ, "BALM_OWNER_DATABASE_URL"),
        rate_limit=whole_number(environ, "BALM_RATE_LIMIT", 600, 1, 1_000_000),
        pool_size=whole_number(environ, "BALM_POOL_SIZE", 16, 1, 200),
        tls_cert=tls_cert,
        tls_key=tls_key,
        vapid_key=vapid(environ),
        push_hosts=hosts(environ, "BALM_PUSH_HOSTS"),
    )
