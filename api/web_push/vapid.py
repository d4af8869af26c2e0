"""Who we are to push services (VAPID, RFC 8292): one key for the whole installation."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from api.web_push.encryption import CURVE, public_bytes, written

TOKEN_LASTS = timedelta(hours=12)  # RFC 8292 allows 24


def load_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """Raises ValueError where it isn't a P-256 key in PEM, without a password."""
    found = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(found, ec.EllipticCurvePrivateKey) or found.curve.name != CURVE.name:
        raise ValueError("not a P-256 key")
    return found


def kept_key(folder: Path) -> Path:
    """Made once: phones are subscribed to this key and no other. Only its owner may read it; it appears whole or not at all."""
    path = folder / "vapid.pem"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    pem = ec.generate_private_key(CURVE).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    part.rename(path)
    return path


def authorization(key: ec.EllipticCurvePrivateKey, endpoint: httpx.URL, contact: str, now: datetime) -> str:
    """The VAPID header for one push service: a token (ES256) and the key that phones are subscribed to."""
    audience = f"{endpoint.scheme}://{endpoint.netloc.decode()}"
    claims = {"aud": audience, "exp": int((now + TOKEN_LASTS).timestamp()), "sub": contact}
    text = ".".join(written(msgspec.json.encode(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(SHA256())))
    return f"vapid t={text}.{written(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={written(public_bytes(key))}"
