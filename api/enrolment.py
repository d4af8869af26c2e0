"""Codes that make a phone the patient's or a caregiver's. Short enough to type, hashed at rest, good once."""

import io
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import segno

from api import queries
from api.db import Connection
from api.queries.credentials import Kind
from schemas.enrolments import EnrolmentCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that looks like something else
LENGTH = 10  # 50 bits, with tries slowed per network address
LASTS = timedelta(hours=72)
LOOKALIKES = str.maketrans("OIL", "011")


def plain(code: str) -> str:
    """As it is hashed: without the dashes, spaces and small letters of whoever typed it."""
    return "".join(letter for letter in code.upper().translate(LOOKALIKES) if letter.isalnum())


def drawn() -> str:
    """XXXX-XXXX-XX"""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


async def new_code(db: Connection, origin: str, subject_id: UUID, now: datetime, kind: Kind = "enrolment") -> EnrolmentCode:
    """For a phone of this patient, or (an invitation) of this caregiver. Earlier codes of theirs that nobody used end here."""
    code = drawn()
    await queries.credentials.end_all(db, kind, subject_id)
    await queries.credentials.insert(db, kind, plain(code), subject_id, now + LASTS)
    link = f"{origin}/app/#code={code}"
    return EnrolmentCode(code=code, link=link, qr_svg=qr(link), expires_at=now + LASTS)


def qr(link: str) -> str:
    """An SVG that scales, dark on white: some cameras don't read it the other way round."""
    drawn_qr = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn_qr, kind="svg", border=4, dark="#111", light="#fff", xmldecl=False, svgns=True, omitsize=True)
    return drawn_qr.getvalue().decode()
