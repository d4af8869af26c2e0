import gzip
import hashlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.routes.mobile import FOLDER, TYPES, app_of
from api.settings import Settings

WORKER = 'const files = /*FILES*/{};\nconst version = /*VERSION*/"";\n'
APP = {
    "index.html": "<!DOCTYPE html><title>Balm</title>",
    "app.js": "export const app = 1;",
    "app.css": "p { margin: 0 }",
    "app.webmanifest": "{}",
    "icons/balm.svg": "<svg/>",
    "icons/balm.png": "PNG",
    "words/en.js": "export default {};",
    "sw.js": WORKER,
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


@pytest.fixture
async def phone(tmp_path: Path, unused_database: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in front of a small app; the file beside its folder is nobody's business."""
    write(tmp_path, {"secret.js": "a secret", "mobile-old/app.js": "another folder"})
    app = create_app(Settings(origin="http://balm.test"), unused_database, phone_app=write(tmp_path / "mobile", APP))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://balm.test") as found:
        yield found


@pytest.fixture
def unused_database() -> str:
    """No database is asked for a file; where one is, the test fails."""
    return "postgresql://nowhere"


async def test_the_address_without_its_slash_leads_to_the_one_with_it(phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/app")
    assert (answer.status_code, answer.headers["location"]) == (307, "/app/")


@pytest.mark.parametrize(
    ("path", "name", "content_type"),
    [
        ("", "index.html", "text/html; charset=utf-8"),
        ("index.html", "index.html", "text/html; charset=utf-8"),
        ("app.js", "app.js", "text/javascript; charset=utf-8"),
        ("app.css", "app.css", "text/css; charset=utf-8"),
        ("words/en.js", "words/en.js", "text/javascript; charset=utf-8"),
        ("app.webmanifest", "app.webmanifest", "application/manifest+json"),
        ("icons/balm.svg", "icons/balm.svg", "image/svg+xml"),
        ("icons/balm.png", "icons/balm.png", "image/png"),
    ],
)
async def test_every_file_comes_as_what_it_is(phone: httpx.AsyncClient, path: str, name: str, content_type: str) -> None:
    answer = await phone.get(f"/app/{path}")
    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (200, APP[name], content_type)


@pytest.mark.parametrize("path", ["", "app.js", "sw.js", "icons/balm.png"])
async def test_every_file_keeps_others_out(phone: httpx.AsyncClient, path: str) -> None:
    headers = (await phone.get(f"/app/{path}")).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert (headers["cache-control"], headers["cross-origin-opener-policy"]) == ("no-cache", "same-origin")
    assert "camera=()" in headers["permissions-policy"]
    assert headers.get("service-worker-allowed") == ("/app/" if path == "sw.js" else None)


@pytest.mark.parametrize("encoding", ["gzip, br", "identity"])
async def test_a_file_that_the_phone_has_is_not_sent_again(phone: httpx.AsyncClient, encoding: str) -> None:
    first = await phone.get("/app/app.js", headers={"accept-encoding": encoding})
    for tag in (first.headers["etag"], f"W/{first.headers['etag']}", f'"other", {first.headers["etag"]}'):
        again = await phone.get("/app/app.js", headers={"accept-encoding": encoding, "if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    other = await phone.get("/app/app.js", headers={"accept-encoding": encoding, "if-none-match": '"other"'})
    assert (other.status_code, other.text) == (200, APP["app.js"])


async def test_text_is_packed_for_who_understands_it_under_a_tag_of_its_own(phone: httpx.AsyncClient) -> None:
    async with phone.stream("GET", "/app/app.js", headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join([part async for part in packed.aiter_raw()])
    plain = await phone.get("/app/app.js", headers={"accept-encoding": "identity"})
    assert gzip.decompress(raw) == plain.content == APP["app.js"].encode()
    assert (packed.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    assert packed.headers["etag"] != plain.headers["etag"] and packed.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in (await phone.get("/app/icons/balm.png", headers={"accept-encoding": "gzip"})).headers


@pytest.mark.parametrize(
    "path",
    [
        "nothing.js",
        "words",
        "words/",
        "app.js/",
        "/app.js",
        "../secret.js",
        "..%2fsecret.js",
        "%2e%2e/secret.js",
        "%2e%2e%2fsecret.js",
        "words/..%2f..%2fsecret.js",
        "..%2fmobile-old%2fapp.js",
        "..%5csecret.js",
        "%252e%252e%252fsecret.js",
        "%00",
        "%ff",
        "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    ],
)
async def test_nothing_else_can_be_reached(phone: httpx.AsyncClient, path: str) -> None:
    answer = await phone.get(f"/app/{path}")
    assert answer.status_code == 404, answer.text
    assert answer.json()["type"] == "urn:balm:problem:not-found"


async def test_a_file_can_only_be_read(phone: httpx.AsyncClient) -> None:
    assert [(await phone.request(method, "/app/app.js")).status_code for method in ("POST", "PUT", "DELETE")] == [405, 405, 405]


def worker(folder: Path) -> tuple[dict[str, str], str]:
    """(digests by path, version) as the service worker reads them."""
    found = re.fullmatch(r'const files = (\{.*\});\nconst version = (".*");\n', app_of(folder)["sw.js"].plain.decode())
    assert found
    return json.loads(found[1]), json.loads(found[2])


def test_the_service_worker_knows_every_file_but_itself_by_its_digest(tmp_path: Path) -> None:
    files, version = worker(write(tmp_path, APP))
    assert files == {"" if name == "index.html" else name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in APP.items() if name != "sw.js"}
    assert re.fullmatch(r"[0-9a-f]{12}", version)


@pytest.mark.parametrize("change", [{"app.js": "x"}, {"sw.js": WORKER + "x();\n"}, {"words/de.js": "x"}, {"icons/balm.png": "x"}])
def test_any_change_is_another_version(tmp_path: Path, change: dict[str, str]) -> None:
    write(tmp_path, APP)
    before = app_of(tmp_path)["sw.js"].plain
    assert app_of(tmp_path)["sw.js"].plain == before
    assert app_of(write(tmp_path, change))["sw.js"].plain[-20:] != before[-20:]


def test_a_file_moved_to_another_name_is_another_version(tmp_path: Path) -> None:
    _, before = worker(write(tmp_path, APP))
    (tmp_path / "app.css").rename(tmp_path / "other.css")
    assert worker(tmp_path)[1] != before


def test_what_is_served_are_the_files_of_the_folder() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file() and not path.name.startswith(".")}
    assert {name for name in app_of(FOLDER) if name} == there
    assert {Path(name).suffix for name in there} <= set(TYPES)


def test_comments_and_indentation_stay_at_home_and_nothing_else_does(tmp_path: Path) -> None:
    source = '// why\nconst link = "https://balm.test"; // why, too\n  // also why\n  const text = `a; // b`;\n\nsay("c; // d"); // it isn\'t\n/* kept */\n'
    served = app_of(write(tmp_path, {**APP, "app.js": source, "app.css": "/* why */\na { b: c; } /* kept */\n  // no script\n"}))
    assert served["app.js"].plain.decode() == 'const link = "https://balm.test";\nconst text = `a; // b`;\nsay("c; // d"); // it isn\'t\n/* kept */\n'
    assert served["app.css"].plain == b"a { b: c; } /* kept */\n// no script\n"
    texts = [line for path in FOLDER.rglob("*.js") for line in path.read_text().splitlines() if not line.lstrip().startswith("//")]
    assert [line for line in texts if line.count("`") % 2] == [], "a text over several lines might hold one that looks like a comment"
