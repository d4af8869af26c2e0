"""How the family page answers a browser: as HTML, kept nowhere, in the browser's own language; also where something is refused or goes wrong, which elsewhere is answered as JSON."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType

from api import errors
from api.family import pages
from api.family.pages import Said
from api.family.words import CATALOGUES
from schemas.configurations import Language

PATH = "/family"
TOO_MANY = 429
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


def is_below(path: str) -> bool:
    return path == PATH or path.startswith(f"{PATH}/")


def preferred(accepted: str) -> Language:
    """Of what the browser prefers (`Accept-Language`), the first that there is."""
    for wanted in accepted.split(","):
        name = wanted.split(";")[0].strip().lower()[:2]
        for language in CATALOGUES:
            if language == name:
                return language
    return "en"


def language_of(request: Request[Any, Any, Any]) -> Language:
    return preferred(request.headers.get("accept-language", ""))


def shown(html: str, status: int = 200, cookies: list[Cookie] | None = None) -> Response[str]:
    return Response(html, media_type=MediaType.HTML, status_code=status, headers=HEADERS, cookies=cookies)


def led(path: str, *cookies: Cookie) -> Response[str]:
    """After each form, so that going back or loading anew never leads to one that the browser would send again."""
    return Response("", media_type=MediaType.HTML, status_code=303, headers={**HEADERS, "Location": path}, cookies=cookies)


def refusal(status: int, accepted: str) -> str:
    """For a person before a browser. Of what was refused it tells nothing; whose fault it is, and what to do."""
    said: Said = "wait" if status == TOO_MANY else "trouble" if status >= 500 else "closed"
    return pages.sentence(said, preferred(accepted))


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """To whatever goes wrong: a page where a person sees it, a problem (RFC 9457) everywhere else."""
    problem = errors.answer(request, error)
    if not is_below(request.url.path):
        return problem
    html = refusal(problem.status_code or 500, request.headers.get("accept-language", ""))
    return Response(html, media_type=MediaType.HTML, status_code=problem.status_code, headers={**HEADERS, **problem.headers})
