"""What the environment says to the dashboard, read once. A bad value stops the start and is named."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct


class BadSetting(ValueError):
    """One environment variable can't be used; the message names it and says what it should look like."""


EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what means all addresses -> the one of them that this machine can ask


class Settings(Struct, frozen=True, kw_only=True):
    """`api_url`: where the API answers, as seen from here. `origin`: under which people open Balm; null accepts the Host header's.

    `certificate`: the one that the API beside us shows, trusted whatever its name; null trusts who the system trusts.
    """

    api_url: str = "http://127.0.0.1:8000"
    origin: str | None = None
    host: str = "127.0.0.1"
    port: int = 8001
    certificate: Path | None = None


def address(environ: Mapping[str, str], name: str, default: str | None) -> str | None:
    text = environ.get(name) or default
    if text is None:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise BadSetting(f"{name} is {text!r}; it must look like http://127.0.0.1:8000, without a path.")
    return f"{parts.scheme}://{parts.netloc}"


def port_of(environ: Mapping[str, str], name: str, default: str) -> int:
    text = environ.get(name) or default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise BadSetting(f"{name} is {text!r}; it must be a whole number from 1 to 65535.")
    return int(text)


def certificate_of(environ: Mapping[str, str]) -> Path | None:
    """Of the API on this machine, where it speaks HTTPS itself; it reads the same variable."""
    if not environ.get("BALM_TLS_CERT"):
        return None
    path = Path(environ["BALM_TLS_CERT"]).expanduser()
    try:
        path.read_bytes()
    except OSError as error:
        raise BadSetting(f"BALM_TLS_CERT names {path}, which can't be read: {error.strerror}.") from error
    return path


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises BadSetting."""
    host = environ.get("BALM_HOST") or "127.0.0.1"
    api_port = port_of(environ, "BALM_PORT", "8000")
    certificate = certificate_of(environ)
    reached = EVERYWHERE.get(host, host)
    near = f"{'https' if certificate else 'http'}://{f'[{reached}]' if ':' in reached else reached}:{api_port}"
    api_url = address(environ, "BALM_API_URL", near) or near
    return Settings(
        api_url=api_url,
        origin=address(environ, "BALM_ORIGIN", None),
        host=host,
        port=port_of(environ, "BALM_DASHBOARD_PORT", "8001"),
        certificate=None if environ.get("BALM_API_URL") else certificate,
    )
