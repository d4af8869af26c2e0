"""The phone app under /app/: the files of one folder, read once. The service worker is told each file's digest, so that it never mixes old and new ones."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

from api.errors import NOT_FOUND, Refused

FOLDER = Path(__file__).parent.parent / "mobile"
HOME, WORKER = "index.html", "sw.js"
FILES, VERSION = b"/*FILES*/{}", b'/*VERSION*/""'  # where sw.js says what the app consists of
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
# What stands at the beginning of a line: no text of ours goes over several lines, which a test holds. A comment is a whole line of its own; or, in scripts, what follows code and holds no
# quote, so that no text ends after it.
SPARED = {".js": re.compile(rb"(?m)^(?: *//.*\n| +|\n)|(?<=[;{},(\])]) // [^\"'`\n]*$"), ".css": re.compile(rb"(?m)^(?: */\*.*\*/ *\n| +|\n)")}
PACKED = (".png", ".woff2")  # gzip gains nothing
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-cache",  # the browser asks each time; the service worker decides when a new version begins
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


class File(Struct, frozen=True):
    """What one address gives. `etag` is that of the plain bytes; gzipped they have one of their own."""

    content_type: str
    plain: bytes
    gzipped: bytes | None
    etag: str


def digest(content: bytes) -> str:
    """The first 64 bits of its SHA-256, in hex: enough to tell a file from its other versions, and a quarter of the bytes for a phone to load."""
    return hashlib.sha256(content).hexdigest()[:16]


def files_of(folder: Path) -> dict[str, bytes]:
    """Path inside the folder -> bytes, of every file whose kind is known here."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in TYPES and path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def spared(path: str, content: bytes) -> bytes:
    """Without comments, indentation and empty lines: they are for whoever reads the source, and a seventh of what a phone would load."""
    return SPARED[suffix].sub(b"", content) if (suffix := Path(path).suffix) in SPARED else content


def told(worker: bytes, contents: Mapping[str, bytes]) -> bytes:
    """The service worker, knowing all other files by digest, and itself by a version that changes with any of them."""
    digests = {"" if path == HOME else path: digest(content) for path, content in contents.items() if path != WORKER}
    version = digest(msgspec.json.encode([*sorted(digests.items()), digest(worker)]))[:12]
    return worker.replace(FILES, msgspec.json.encode(digests)).replace(VERSION, msgspec.json.encode(version))


def kept(path: str, content: bytes) -> File:
    suffix = Path(path).suffix
    gzipped = None if suffix in PACKED else gzip.compress(content, 9, mtime=0)
    return File(TYPES[suffix], content, gzipped, digest(content))


def app_of(folder: Path) -> dict[str, File]:
    """Address after /app/ -> what it gives."""
    contents = {path: spared(path, content) for path, content in files_of(folder).items()}
    if WORKER in contents:
        contents[WORKER] = told(contents[WORKER], contents)
    found = {path: kept(path, content) for path, content in contents.items()}
    return {**found, "": found[HOME]} if HOME in found else found


def asked_again(request: Request[Any, Any, Any], etag: str) -> bool:
    """Whether the caller has this already. A proxy that packs weakens the tag (W/), which changes nothing here."""
    tags = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return f'"{etag}"' in tags or "*" in tags


def given(request: Request[Any, Any, Any], name: str, file: File) -> Response[bytes]:
    content, etag = file.plain, file.etag
    headers = {**HEADERS, **({"Service-Worker-Allowed": "/app/"} if name == WORKER else {})}
    if file.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        content, etag = file.gzipped, f"{file.etag}-gzip"
        headers["Content-Encoding"] = "gzip"
    headers["ETag"] = f'"{etag}"'
    if asked_again(request, etag):
        headers.pop("Content-Encoding", None)
        return Response(b"", status_code=304, headers=headers, media_type=file.content_type)
    return Response(content, headers=headers, media_type=file.content_type)


def served_from(folder: Path) -> HTTPRouteHandler:
    files = app_of(folder)

    @get(["/app", "/app/{path:path}"], include_in_schema=False)
    async def mobile(request: Request[Any, Any, Any]) -> Response[bytes]:
        """By the address as it was sent: the framework's own drops a slash at the end, on which every relative address in the page depends."""
        address = unquote_to_bytes(request.scope["raw_path"]).decode("utf-8", "replace")
        if address == "/app":
            return Response(b"", status_code=307, headers={"Location": "/app/"})
        name = address.removeprefix("/app/")
        if name not in files:
            raise Refused(NOT_FOUND)
        return given(request, name, files[name])

    return mobile
