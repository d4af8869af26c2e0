"""What a patient shows to family and friends, in a drawer of the patient's page: read, ended, and begun for whom the patient has named."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard import cards, records
from dashboard.client import Refused, SignedOut, api
from schemas.preferences import Preference
from schemas.shares import GrantedShare, NewShare, SharePreview, ShareWithLog

SHORTEST = 4  # letters of a passphrase, as the API wants them


def attach(app: Dash) -> None:
    app.callback(
        Output("shares", "children"), Output("shares-drawer", "opened"), Output("share-place", "children"), Input("open-shares", "n_clicks"),
        State("patient", "data"), prevent_initial_call=True,
    )(show)  # fmt: skip
    app.callback(Output("shares", "children", allow_duplicate=True), Input("end-share", "data"), State("patient", "data"), prevent_initial_call=True)(end)
    fields = ("for", "symptoms", "also", "period", "lasts", "language", "passphrase")
    app.callback(
        Output("share-look", "children"), Output("share-form", "hidden"), Output("share-wish", "data"), Output("share-error", "children"),
        Input("look-share", "n_clicks"), State("patient", "data"), *(State(f"share-{name}", "value") for name in fields), prevent_initial_call=True,
        running=[(Output("look-share", "disabled"), True, False)],
    )(look)  # fmt: skip
    app.clientside_callback(
        ClientsideFunction("sharing", "again"), Output("share-look", "children", allow_duplicate=True), Output("share-form", "hidden", allow_duplicate=True),
        Input("change-share", "n_clicks"), prevent_initial_call=True,
    )  # fmt: skip
    app.callback(
        Output("shares", "children", allow_duplicate=True), Output("share-place", "children", allow_duplicate=True), Output("share-refused", "children"),
        Input("grant-share", "n_clicks"), State("patient", "data"), State("share-wish", "data"), prevent_initial_call=True,
        running=[(Output("grant-share", "disabled"), True, False)],
    )(grant)  # fmt: skip


async def show(clicks: int | None, patient: dict[str, Any]) -> Any:
    if not clicks:
        return [no_update] * 3
    found = await api().ask("GET", f"/v1/patients/{UUID(patient['id'])}/shares", list[ShareWithLog])
    return await listed(found, patient), True, await form(patient)


async def listed(found: Sequence[ShareWithLog], patient: dict[str, Any]) -> Component:
    return cards.shares.shares(found, await labels(), patient["zone"], datetime.now(UTC), may_end="share.revoke" in patient["may"])


async def form(patient: dict[str, Any]) -> Component | None:
    if "share.grant" not in patient["may"]:
        return None
    wishes = [one for one in await records.history(UUID(patient["id"]), "preference") if isinstance(one, Preference)]
    return cards.shares.form(cards.shares.named(wishes), await labels())


async def labels() -> dict[str, str]:
    """Of all that is asked, by item."""
    return {item.id: item.label for one in await api().instruments() if one.asked for item in one.shown}


async def end(asked: dict[str, str] | None, patient: dict[str, Any]) -> Any:
    if not asked:
        return no_update
    return await listed(await api().ask("DELETE", f"/v1/shares/{UUID(asked['share'])}", list[ShareWithLog]), patient)


async def look(
    clicks: int | None, patient: dict[str, Any], name: str | None, symptoms: list[str] | None, also: list[str] | None,
    period: str, lasts: str, language: Any, passphrase: str | None,
) -> Any:  # fmt: skip
    """What is looked at here is what is granted afterwards, whatever the fields say then."""
    if not clicks:
        return [no_update] * 4
    secret, now = (passphrase or "").strip(), datetime.now(UTC)
    if not name or 0 < len(secret) < SHORTEST:
        return no_update, no_update, no_update, f"The word needs at least {SHORTEST} letters." if name else "Please choose for whom."
    scope = cards.shares.scope(symptoms or [], also or [], period, patient["zone"], now)
    new = NewShare(for_name=name, scope=scope, ends_at=now + timedelta(days=int(lasts)), passphrase=secret or None, language=language)
    try:
        page = await api().ask("POST", f"/v1/patients/{UUID(patient['id'])}/shares/preview", SharePreview, new)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, no_update, refused.sentence
    return cards.shares.look(name, page.html), True, msgspec.to_builtins(new), ""


async def grant(clicks: int | None, patient: dict[str, Any], wish: dict[str, Any] | None) -> Any:
    if not clicks or wish is None:
        return [no_update] * 3
    path = f"/v1/patients/{UUID(patient['id'])}/shares"
    try:
        granted = await api().ask("POST", path, GrantedShare, msgspec.convert(wish, NewShare))
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return await listed(await api().ask("GET", path, list[ShareWithLog]), patient), cards.shares.granted(granted), ""
