"""What all parts of the demo draw from."""

import random
from datetime import datetime
from uuid import UUID

ZONE = "America/New_York"


def uuid_at(draw: random.Random, at: datetime) -> UUID:
    """A UUIDv7 of that moment, seeded."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | 7 << 76 | draw.getrandbits(12) << 64 | 2 << 62 | draw.getrandbits(62))
