"""A message encrypted for one browser (RFC 8291), so that the push service that carries it can't read it."""

import base64
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
PADDED = 128  # bytes, whatever the message: its length says nothing
RECORD = 4096


def plain(text: str) -> bytes:
    """base64url, with or without its padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def is_public_key(raw: bytes) -> bool:
    """A point of the curve, so that nobody is subscribed to whom nothing could ever be sent."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)
    except ValueError:
        return False
    return len(raw) == 65


def encrypted(
    message: bytes,
    public_key: bytes,
    secret: bytes,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
    padded: int = PADDED,
) -> bytes:
    """aes128gcm, one record. `own` and `salt` are made anew for each message; tests pass them in."""
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public_key)
    mine = public_bytes(own)
    keyed = derived(own.exchange(ec.ECDH(), theirs), secret, b"WebPush: info\0" + public_key + mine, 32)
    content_key, nonce = derived(keyed, salt, b"Content-Encoding: aes128gcm\0", 16), derived(keyed, salt, b"Content-Encoding: nonce\0", 12)
    record = (message + b"\x02").ljust(padded, b"\0")
    return salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine + AESGCM(content_key).encrypt(nonce, record, None)


def derived(key: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, purpose).derive(key)
