"""The pages that are written as files: signing in, plain HTML that is there before any bundle is loaded, and the one that Dash fills."""

from functools import cache
from pathlib import Path

from fastapi.responses import HTMLResponse

HERE = Path(__file__).parent


ASSETS = ("base.css", "sign_in.css", "scheme.js", "sign_in.js", "balm.svg")


@cache
def written(name: str = "sign_in.html") -> str:
    """Assets carry their date in the address, because browsers keep them for a year."""
    text = (HERE / name).read_text(encoding="utf-8")
    for asset in ASSETS:
        text = text.replace(f"assets/{asset}", f"assets/{asset}?m={(HERE / 'assets' / asset).stat().st_mtime}")
    return text


async def page() -> HTMLResponse:
    return HTMLResponse(written())
