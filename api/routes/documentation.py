"""The description of the API, as JSON and as a page; every file of the page is served from here."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.params import FromPath

from api.errors import NOT_FOUND, Refused

TYPES = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css", "start.js": "text/javascript"}
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
PAGE = f"""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="{POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Balm's API</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/schema-files/swagger-ui.css">
    <script src="/schema-files/swagger-ui-bundle.js" defer></script>
    <script src="/schema-files/start.js" defer></script>
  </head>
  <body><div id="api"></div></body>
</html>"""
START = b"""SwaggerUIBundle({ url: "/schema/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });"""


class OwnPage(OpenAPIRenderPlugin):
    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return PAGE.encode()


@cache
def file_of_page(name: str) -> bytes:
    """Swagger UI as the package fastapi-offline carries it; found without importing it."""
    if name == "start.js":
        return START
    spec = importlib.util.find_spec("fastapi_offline")
    if spec is None or spec.origin is None or name not in TYPES:
        raise Refused(NOT_FOUND)
    return (Path(spec.origin).parent / "static" / name).read_bytes()


@get("/schema-files/{name:str}", include_in_schema=False, sync_to_thread=True)
def schema_files(name: FromPath[str]) -> Response[bytes]:
    content = file_of_page(name)
    return Response(content, media_type=TYPES[name], headers={"Cache-Control": "public, max-age=86400", "X-Content-Type-Options": "nosniff"})


ROUTES = [schema_files]
CONFIG = OpenAPIConfig(
    title="Balm",
    version="1",
    description="Check-ins in, worklist and timelines out. Errors are problem details (RFC 9457) with a stable `type`.",
    path="/schema",
    render_plugins=[OwnPage(path="/")],
)
