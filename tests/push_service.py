"""A browser's push service inside a test, on 127.0.0.1, and a browser's half of the encryption (RFC 8291), so that what was sent can be read as the phone would."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.web_push.encryption import CURVE, public_bytes, written
from api.web_push.sending import Allowed


class Got(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


class PushService:
    """`answers`: (status, headers) of the next requests; 201 after those. `got`: what came."""

    def __init__(self, port: int) -> None:
        self.at = f"127.0.0.1:{port}"
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.got: list[Got] = []

    @property
    def allowed(self) -> Allowed:
        return Allowed(here=(self.at,))


@contextmanager
def running() -> Iterator[PushService]:
    class Take(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.got.append(Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            status, headers = found.answers.pop(0) if found.answers else (201, {})
            self.send_response(status)
            for name, value in {**headers, "content-length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: pytest says what failed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Take) as server:
        found = PushService(server.server_port)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield found
        server.shutdown()


class Browser:
    """What a phone's browser holds: its key, its secret and where its push service takes messages."""

    def __init__(self, service: str, name: str = "ada") -> None:
        self.key, self.secret = ec.generate_private_key(CURVE), os.urandom(16)
        self.endpoint = f"http://{service}/push/{name}"

    @property
    def subscription_key(self) -> bytes:
        return public_bytes(self.key)

    def subscription(self, **changes: Any) -> dict[str, Any]:
        return {"endpoint": self.endpoint, "keys": {"p256dh": written(self.subscription_key), "auth": written(self.secret)}, "language": "en", **changes}

    def reads(self, body: bytes) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(opened(body, self.key, self.secret))
        return found


def opened(body: bytes, key: ec.EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """By the words of RFC 8291 and 8188, not by our code."""
    salt, record_size, sender, sealed = body[:16], int.from_bytes(body[16:20], "big"), body[21 : 21 + body[20]], body[21 + body[20] :]
    assert len(sealed) <= record_size
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
    keyed = HKDF(SHA256(), 32, secret, b"WebPush: info\0" + public_bytes(key) + sender).derive(shared)
    content_key, nonce = (HKDF(SHA256(), n, salt, b"Content-Encoding: " + what + b"\0").derive(keyed) for n, what in ((16, b"aes128gcm"), (12, b"nonce")))
    padded = AESGCM(content_key).decrypt(nonce, sealed, None).rstrip(b"\0")
    assert padded.endswith(b"\x02")  # the last record
    return padded[:-1]
