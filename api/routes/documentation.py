from typing import Any

from litestar.openapi import OpenAPIConfig

ROUTES: list[Any] = []
CONFIG = OpenAPIConfig(title="Balm", version="1", path="/schema", render_plugins=[])
