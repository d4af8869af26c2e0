"""The way to the browsers' push services, and to nowhere else."""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from datetime import datetime

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from api.settings import Settings
from api.web_push.encryption import encrypted, public_bytes, written
from api.web_push.vapid import authorization, load_key

KNOWN_HOSTS = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com")  # Chrome and others, Firefox, Safari, Edge
PATIENCE = 10.0  # seconds


class Allowed(Struct, frozen=True):
    """Where a push may go: these hosts by https on their usual port, "*." for all below one, and only to addresses of the public internet.

    `here`: host:port of a push service inside a test, by http and at any address.
    """

    hosts: Sequence[str] = KNOWN_HOSTS
    here: Sequence[str] = ()

    def permits(self, endpoint: str) -> bool:
        try:
            url = httpx.URL(endpoint)
        except httpx.InvalidURL:
            return False
        if url.userinfo or url.fragment:
            return False
        return self.is_here(url) or (url.scheme == "https" and url.port is None and any(matches(url.host, host) for host in self.hosts))

    def is_here(self, url: httpx.URL) -> bool:
        return url.scheme == "http" and url.netloc.decode() in self.here


def matches(host: str, pattern: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


class NotPublic(Exception):
    """The push service's name leads into a private network."""


class Answered(Struct, frozen=True):
    """What a push service said; `retry_after`: seconds, where it named them."""

    status: int
    retry_after: int | None = None


class Sender:
    """Sends to push services, and follows no redirect. `contact`: https or mailto, for whoever runs a push service."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, contact: str, allowed: Allowed | None = None) -> None:
        self.key, self.contact, self.allowed = key, contact, allowed or Allowed()
        self.public_key = written(public_bytes(key))
        self.http = httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False)

    async def send(self, endpoint: str, public_key: bytes, secret: bytes, message: bytes, topic: str, seconds: int, now: datetime) -> Answered:
        """`topic`: a newer one takes the place of an older one that was not delivered. `seconds`: how long the push service keeps it for a phone that is off. Raises httpx.HTTPError, OSError, TimeoutError, NotPublic."""
        if not self.allowed.permits(endpoint):
            raise NotPublic(endpoint.partition("?")[0][:40])
        url = httpx.URL(endpoint)
        headers = {
            "authorization": authorization(self.key, url, self.contact, now),
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(max(0, seconds)),
            "topic": topic,
            "urgency": "normal",
        }
        async with asyncio.timeout(PATIENCE):
            return await self.post(url, headers, encrypted(message, public_key, secret))

    async def post(self, url: httpx.URL, headers: dict[str, str], body: bytes) -> Answered:
        """To the very address that was looked at: a name that is looked up twice may lead to two places."""
        address = url.host if self.allowed.is_here(url) else await public_address(url.host)
        asked = self.http.build_request(
            "POST", url.copy_with(host=address), headers={**headers, "host": url.netloc.decode()}, content=body, extensions={"sni_hostname": url.host}
        )
        answer = await self.http.send(asked, stream=True)
        await answer.aclose()  # its words are of no use
        after = answer.headers.get("retry-after", "")
        return Answered(answer.status_code, int(after) if after.isascii() and after.isdigit() else None)

    async def close(self) -> None:
        await self.http.aclose()


async def public_address(host: str) -> str:
    """The first that the name leads to. Raises NotPublic where any of them isn't of the public internet, OSError where there is none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in addresses):
        raise NotPublic(host)
    return addresses[0]


def sender_of(settings: Settings, allowed: Allowed | None = None) -> Sender | None:
    """Null without a key: then push is off."""
    if settings.vapid_key is None:
        return None
    contact = settings.origin if settings.secure else "mailto:nobody@localhost"
    return Sender(load_key(settings.vapid_key), contact, allowed or Allowed(hosts=(*KNOWN_HOSTS, *settings.push_hosts)))


MaybeSender = NamedDependency[SkipValidation[Sender | None]]  # as a handler's parameter; null where push is off
