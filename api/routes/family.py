"""What stands behind a share link. Its address holds the token only until it is exchanged: that request looks nothing up and shows a form, the same for every address."""

import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from litestar import Request, Response, get, head, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.enums import MediaType, RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from msgspec import Struct

from api import access, identifying, queries, sharing
from api.access import ShareHolder
from api.db import Connection, Pool, transaction
from api.errors import NOT_FOUND, Refused
from api.family import pages
from api.family.pages import Problem
from api.family.replies import HEADERS, language_of, led, shown
from api.hub import Hub
from api.identifying import FAMILY_COOKIE
from api.permissions import Action
from api.settings import Settings
from schemas.configurations import Family
from schemas.shares import Share

READ: Action = "summary.read"
LASTS = timedelta(hours=2)  # a session of reading; the link opens another one. Ours
DOOR_COOKIE, DOOR_LASTS = "balm_family_door", 60 * 60  # seconds; holds the link's token while the word is asked for, or whether to ask again, so that it stands in no address and in no page. Ours
FREE_TRIES, FREE_TRIES_FROM_ONE_ADDRESS = 5, 20  # passphrases; ours
A_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
AROUND = " .,;:!?()[]<>\"'«»“”„…\u200b\u00a0"  # no character of a token
FILES = {"family.css": "text/css", "family.js": "text/javascript"}
FOLDER = Path(__file__).parent.parent / "family" / "files"

class Opening(Struct):
    token: str = ""
    passphrase: str = ""


Posted = Annotated[Opening, Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/family/files/{name:str}", include_in_schema=False)
async def file(name: FromPath[str]) -> Response[bytes]:
    if name not in FILES:
        raise Refused(NOT_FOUND)
    return Response((FOLDER / name).read_bytes(), media_type=FILES[name], headers={**HEADERS, "Cache-Control": "public, max-age=3600"})


@get("/family/{token:str}", include_in_schema=False)
async def link(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[str]:
    """Messengers take the full stop or bracket behind a link for a part of it."""
    return shown(pages.form(token.strip(AROUND), language_of(request)))


@get("/family/{token:str}/{rest:path}", include_in_schema=False)
async def below_a_link(request: Request[Any, Any, Any], token: FromPath[str], rest: FromPath[str]) -> Response[str]:
    """What stands behind a link with a stroke is no part of it either."""
    return shown(pages.form(token.strip(AROUND), language_of(request)))


@head("/family/{token:str}", include_in_schema=False)
async def looked_at(token: FromPath[str]) -> Response[None]:
    """By messengers and mail programs, before anybody opens it: they learn as little."""
    return Response(None, media_type=MediaType.HTML, headers=HEADERS)


@post("/family/open", status_code=200, include_in_schema=False)
async def open_(
    request: Request[Any, Any, Any],
    pool: NamedDependency[Pool],
    hub: NamedDependency[Hub],
    settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
    data: Posted,
) -> Response[str]:
    """Exchanges the token for a short session, and leaves an address without it. Where a word is needed, by way of a page that asks for it."""
    token = data.token or request.cookies.get(DOOR_COOKIE, "")
    if not token:  # whoever had to ask for the word, and came back late
        return led("/family/closed")
    async with transaction(pool) as db:
        share = await found(db, token, settings.demo, now)
        if share is None or not share.holds(now):
            return led("/family/ended", door(token, settings))
        if share.has_passphrase and not data.passphrase:
            return led("/family/word", door(token, settings))
        if share.has_passphrase and (problem := await problem_of(db, request, share, data, now)):
            return led(f"/family/word?problem={problem}", door(token, settings))
        cookie = await begin(db, share, settings, now)
    hub.publish(db.announced)
    return led("/family/summary", cookie, kept(DOOR_COOKIE, "", 0, settings))


def kept(key: str, value: str, seconds: int, settings: Settings) -> Cookie:
    return Cookie(key=key, value=value, max_age=seconds, httponly=True, samesite="lax", secure=settings.secure, path="/family")


def door(token: str, settings: Settings) -> Cookie:
    """Whatever was sent; what can't be a token, a cookie needn't hold."""
    return kept(DOOR_COOKIE, token if A_TOKEN.fullmatch(token) else "none", DOOR_LASTS, settings)


@get("/family/word", include_in_schema=False)
async def word(request: Request[Any, Any, Any], problem: FromQuery[Problem | None] = None) -> Response[str]:
    """Looks nothing up. Whoever goes back to it from the page is led there again: their link holds."""
    if DOOR_COOKIE in request.cookies:
        return shown(pages.form("", language_of(request), passphrase=True, problem=problem))
    return led("/family/summary" if FAMILY_COOKIE in request.cookies else "/family/closed")


@get("/family/ended", include_in_schema=False)
async def ended(request: Request[Any, Any, Any]) -> Response[str]:
    return shown(pages.ended(language_of(request)), 404)


@get("/family/asked", include_in_schema=False)
async def asked(request: Request[Any, Any, Any]) -> Response[str]:
    return shown(pages.sentence("asked", language_of(request)))


@get("/family/closed", include_in_schema=False)
async def closed(request: Request[Any, Any, Any]) -> Response[str]:
    return shown(pages.sentence("closed", language_of(request)), 401)


async def found(db: Connection, token: str, demo: bool, now: datetime) -> Share | None:
    """By its hash alone: there is nothing to compare."""
    credential = await queries.credentials.find(db, "share", token, now)
    if credential is None:
        return None
    await db.become(credential.organisation_id)
    if (await queries.organisations.get(db)).demo and not demo:
        return None
    return await queries.shares.get(db, credential.subject_id)


async def problem_of(db: Connection, request: Request[Any, Any, Any], share: Share, data: Opening, now: datetime) -> Problem | None:
    """Null: the passphrase is right. Counted before it is looked at, so that many tries at once gain nothing."""
    keys = {f"share {share.id}": FREE_TRIES, f"shares from {request.client.host if request.client else ''}": FREE_TRIES_FROM_ONE_ADDRESS}
    for key, free in keys.items():
        await queries.throttles.lock(db, key, now)
        if await queries.throttles.seconds_to_wait(db, key, free, now):
            return "slowed"
    if await sharing.matches(db, share, data.passphrase):
        for key in keys:
            await queries.throttles.forget(db, key)
        return None
    for key in keys:
        await queries.throttles.count(db, key, now)
    await queries.audit.record(db, "nobody", None, "share.refused", now, patient_id=share.patient_id, subject_id=share.id)
    await queries.shares.note(db, share.id, "refused", "", now)
    return "wrong"


async def begin(db: Connection, share: Share, settings: Settings, now: datetime) -> Cookie:
    """One opening in the log, however often the page is then loaded anew."""
    token, ends_at = secrets.token_urlsafe(32), min(now + LASTS, share.ends_at)
    await queries.credentials.insert(db, "family", token, share.id, ends_at)
    await sharing.opened(db, share, now)
    age = max(1, int((ends_at - now).total_seconds()))
    return kept(FAMILY_COOKIE, token, age, settings)


async def holder_of(db: Connection, request: Request[Any, Any, Any], settings: Settings, now: datetime) -> ShareHolder | None:
    token = request.cookies.get(FAMILY_COOKIE)
    return await identifying.share_holder(db, token, settings.demo, now) if token else None


@get(["/family/summary", "/family", "/family/open", "/family/ask", "/family/close"], include_in_schema=False)
async def summary(
    request: Request[Any, Any, Any], pool: NamedDependency[Pool], settings: NamedDependency[Settings], now: NamedDependency[datetime]
) -> Response[str]:
    """Also for a browser that comes back to where a form led, without the form, as one that had forgotten the tab."""
    async with transaction(pool) as db:
        holder = await holder_of(db, request, settings, now)
        if holder is None:
            return shown(pages.sentence("closed", language_of(request)), 401)
        patient = await access.require(db, holder, READ)
        await access.record(db, holder, READ, now, patient_id=patient.id)
        told = await sharing.told(db, patient, holder.share.scope, now)
    if patient.care == "died":
        return shown(after_death(told, holder.share), cookies=[door("", settings)])
    return shown(pages.page(told, holder.share.ends_at, holder.share.language))


def after_death(told: pages.Told, share: Share) -> str:
    """As the organisation has set; never a chart that simply stops."""
    family: Family = told.family
    return pages.rest(told, share.language) if family.after_death_shows == "contact" else pages.ended(share.language)


@get("/family/alive", status_code=204, include_in_schema=False)
async def alive(
    request: Request[Any, Any, Any], pool: NamedDependency[Pool], settings: NamedDependency[Settings], now: NamedDependency[datetime]
) -> Response[None]:
    """Whether the page may stay: not after a death, where another stands in its place, nor where the session is another share's by now. It shows nothing, so it is no reading."""
    async with transaction(pool) as db:
        holder = await holder_of(db, request, settings, now)
        patient = await queries.patients.get(db, holder.share.patient_id) if holder else None
    if holder is None or patient is None or patient.care == "died":
        return Response(None, status_code=401, headers=HEADERS)
    return Response(None, status_code=204, headers={**HEADERS, "Balm-Share": str(holder.share.id)})


@post("/family/ask", status_code=200, include_in_schema=False)
async def ask(
    request: Request[Any, Any, Any],
    pool: NamedDependency[Pool],
    hub: NamedDependency[Hub],
    settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
    data: Posted,
) -> Response[str]:
    """The same answer whether there is somebody to ask or not."""
    token = data.token or request.cookies.get(DOOR_COOKIE, "")
    if not token:  # whoever came back late
        return led("/family/closed")
    async with transaction(pool) as db:
        share = await found(db, token, settings.demo, now)
        if share is not None:
            await sharing.ask(db, share, now)
    hub.publish(db.announced)
    return led("/family/asked")


@post("/family/close", status_code=200, include_in_schema=False)
async def close(
    request: Request[Any, Any, Any], pool: NamedDependency[Pool], settings: NamedDependency[Settings], now: NamedDependency[datetime]
) -> Response[str]:
    async with transaction(pool) as db:
        if await holder_of(db, request, settings, now) is not None:
            await queries.credentials.use_up(db, "family", request.cookies[FAMILY_COOKIE])
    return led("/family/closed", *(kept(key, "", 0, settings) for key in (FAMILY_COOKIE, DOOR_COOKIE)))


ROUTES = [file, link, below_a_link, looked_at, open_, word, ended, summary, alive, ask, asked, close, closed]
