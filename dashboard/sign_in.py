"""The sign-in page: plain HTML, there before any bundle is loaded."""

from functools import cache
from pathlib import Path

from fastapi.responses import HTMLResponse

HERE = Path(__file__).parent


@cache
def written() -> str:
    """Assets carry their date in the address, because browsers keep them for a year."""
    text = (HERE / "sign_in.html").read_text(encoding="utf-8")
    for asset in ("base.css", "sign_in.css", "scheme.js", "sign_in.js", "balm.svg"):
        text = text.replace(f"assets/{asset}", f"assets/{asset}?m={(HERE / 'assets' / asset).stat().st_mtime}")
    return text


async def page() -> HTMLResponse:
    return HTMLResponse(written())
