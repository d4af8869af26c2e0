"""Request bodies, read as strictly as they are described: a number is no date, "true" no truth."""

from typing import Any

from litestar import Request
from litestar.serialization import decode_json


class StrictRequest(Request[Any, Any, Any]):
    """The framework would read any JSON first and then bend it into shape: 1764000000 or "1764000000" into a moment, "true" or 1 into a truth."""

    async def json(self) -> Any:
        asked = self.route_handler.parsed_data_field
        if asked is None:
            return await super().json()
        return decode_json(await self.body() or b"null", target_type=asked.annotation)
