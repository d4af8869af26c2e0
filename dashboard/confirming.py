"""A named clinician says that a pack of criteria was compared with its official text, or takes it back."""

from typing import Any

from dash import ALL, Dash, Input, Output, State, no_update, set_props

from dashboard import cards, configuring, reviews
from dashboard.client import Refused, SignedOut
from schemas.reviews import NewPackConfirmation

TOO_SHORT = "Please name the edition of the text, and where you read it."
BUTTONS = ("confirm-pack", "withdraw-pack")  # what one of them asks comes by the store of its name (assets/presses.js)


def attach(app: Dash) -> None:
    shown = [Output("settings-form", "children", allow_duplicate=True), Output("settings-held", "data", allow_duplicate=True)]
    texts = [State({"type": "text-read", "pack": ALL}, prop) for prop in ("value", "id")]
    app.callback(*shown, Input("confirm-pack", "data"), *texts, prevent_initial_call=True)(confirm)
    app.callback(*shown, Input("withdraw-pack", "data"), prevent_initial_call=True)(withdraw)


async def confirm(asked: dict[str, Any] | None, texts: list[str | None], ids: list[dict[str, str]]) -> Any:
    """What can be put right is said beside the field."""
    if not asked:
        return [no_update] * 2
    text = next(((text or "").strip() for text, one in zip(texts, ids, strict=True) if one["pack"] == asked["pack"]), "")
    if len(text) < cards.rule_packs.LEAST:
        return say(asked["pack"], TOO_SHORT)
    try:
        await reviews.confirm_pack(asked["pack"], NewPackConfirmation(version=asked["version"], text_read=" ".join(text.split())))
    except SignedOut:
        raise
    except Refused as refused:
        return say(asked["pack"], refused.sentence)
    return await configuring.show("hospice")


def say(pack: str, sentence: str) -> Any:
    set_props({"type": "pack-error", "pack": pack}, {"children": sentence})
    return [no_update] * 2


async def withdraw(asked: dict[str, str] | None) -> Any:
    if not asked:
        return [no_update] * 2
    await reviews.withdraw_confirmation(asked["pack"])
    return await configuring.show("hospice")
