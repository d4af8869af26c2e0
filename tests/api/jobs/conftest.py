"""A push service on this machine, and Balm's way to it. Which phones it knows is each test's own (`service`)."""

from collections.abc import AsyncIterator, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.web_push.encryption import CURVE
from api.web_push.sending import Sender
from tests.push_service import PushService, running


@pytest.fixture(scope="module")
def listening() -> Iterator[PushService]:
    with running() as found:
        yield found


@pytest.fixture
async def sender(service: PushService) -> AsyncIterator[Sender]:
    found = Sender(ec.generate_private_key(CURVE), "https://balm.example", service.allowed)
    yield found
    await found.close()
