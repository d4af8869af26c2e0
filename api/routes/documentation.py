"""The description of the API, as JSON and as a page; every file of the page is served from here."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response, Router, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.params import FromPath

from api.errors import NOT_FOUND, Refused
from api.identifying import COOKIE

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
PROBLEM = {
    "description": "It was not done. `type` says which problem it is and never changes; `detail` what to do; `errors` which fields.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
START = b"""SwaggerUIBundle({ url: "/schema/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });"""


class OwnPage(OpenAPIRenderPlugin):
    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return PAGE.encode()


class Described(JsonRenderPlugin):
    """The framework would describe its own errors, which nobody ever gets here."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        paths = {path: {method: described(path, one) for method, one in methods.items()} for path, methods in openapi_schema["paths"].items()}
        return msgspec.json.encode({**openapi_schema, "paths": paths})


def described(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    fine = {status: response for status, response in operation["responses"].items() if status < "4"}
    noun = path.removeprefix("/v1").split("/")[1]
    return {**operation, "tags": [noun], "responses": {**fine, "default": PROBLEM}}


async def one_shape(response: Response[Any]) -> Response[Any]:
    """An address under /schema that leads nowhere is a problem like all others, not the framework's page."""
    if response.status_code == 404:
        raise Refused(NOT_FOUND)
    return response


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
    render_plugins=[OwnPage(path="/"), Described()],
    openapi_router=Router("/schema", route_handlers=[], include_in_schema=False, after_request=one_shape),
    use_handler_docstrings=True,
    components=Components(
        security_schemes={
            "phone": SecurityScheme(type="http", scheme="bearer", description="The token that POST /v1/enrolments/redeem answered."),
            "team": SecurityScheme(type="apiKey", security_scheme_in="cookie", name=COOKIE, description="The cookie that POST /v1/sessions set."),
        }
    ),
    security=[{"phone": []}, {"team": []}],
)
