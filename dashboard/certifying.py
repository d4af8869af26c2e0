"""Certifying at the desk: what is being written stays on the screen until it is kept or signed; only one's own steps draw the page anew."""

from datetime import date
from typing import Any
from uuid import UUID

from dash import ALL, Dash, Input, Output, State, dcc, html, no_update, set_props
from dash.development.base_component import Component

from dashboard import benefits, cards, certifications, reviews
from dashboard.cards.certifications import Desk
from dashboard.client import Refused, SignedOut, api
from schemas.certifications import CertificationDraft, NewCertification
from schemas.due_items import Benefit
from schemas.me import StaffMe

EMPTY = "The narrative is empty. Write it in your own words first."


def attach(app: Dash) -> None:
    about, later = State("certify-about", "data"), {"prevent_initial_call": True}
    drawn = Output("certify-content", "children", allow_duplicate=True)
    app.callback(
        drawn, Output("certify-error", "children"), Input("begin-certification", "n_clicks"), State("certify-period", "value"), State("certify-from", "value"),
        State("certify-as", "value"), about, running=[(Output("begin-certification", "disabled"), True, False)], **later,
    )(begin)  # fmt: skip
    fields = [State({"type": kind, "draft": ALL}, prop) for kind, prop in (("narrative", "value"), ("signing", "value"), ("sure", "checked"))]
    ids = [State({"type": kind, "draft": ALL}, "id") for kind in ("narrative", "signing", "sure")]
    app.callback(drawn, Input("certification-step", "data"), *fields, *ids, about, **later)(step)


def about(me: StaffMe, patient_id: UUID) -> dict[str, Any]:
    return {"me": str(me.staff_member_id), "may": me.may, "patient": str(patient_id)}


def place(told: dict[str, Any], content: list[Component]) -> list[Component]:
    return [dcc.Store(id="certify-about", data=told), dcc.Store(id="certification-step"), html.Div(content, id="certify-content", className="certifications")]


async def drawn(told: dict[str, Any]) -> list[Component]:
    patient_id = UUID(told["patient"])
    found, benefit = await certifications.of_patient(patient_id), await benefits.benefit(patient_id)
    decided = [one for one in (await reviews.decided_of(patient_id)) if one.opinion.decision == "hospice"][:1]
    number, begins_on = next_period(benefit)
    desk = Desk(UUID(told["me"]), "certification.write" in told["may"], decided[0] if decided else None, number, begins_on)
    return cards.certifications.content(found, desk)


def next_period(benefit: Benefit) -> tuple[int, date]:
    """The one that is certified next by the benefit on record: the earliest that is due; else the one that runs, or a first one from today."""
    due = [(item.period, item.election_id) for item in benefit.due if item.kind in ("certification", "written_certification") and item.period]
    wanted = next((one for one in benefit.periods if due and one.number == due[0][0]), None)
    running = wanted or next((one for one in benefit.periods if one.begins_on <= benefit.today <= one.ends_on), None)
    return (running.number, running.begins_on) if running else (benefit.used_before + 1, benefit.today)


async def begin(clicks: int | None, period: int | None, begins_on: str | None, capacity: Any, told: dict[str, Any]) -> Any:
    if not clicks:
        return [no_update] * 2
    if not period or not begins_on:
        return no_update, "Please say which period, and when it begins."
    patient_id = UUID(told["patient"])
    try:
        benefit = await benefits.benefit(patient_id)
        review = next((one for one in await reviews.decided_of(patient_id) if one.opinion.decision == "hospice"), None)
        if review is None:
            return no_update, cards.certifications.NOTHING
        new = NewCertification(review_id=review.id, period=period, begins_on=date.fromisoformat(begins_on[:10]), capacity=capacity, election_id=benefit.running)
        await certifications.begin(patient_id, new)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, refused.sentence
    return await drawn(told), ""


async def step(
    asked: dict[str, Any] | None, narratives: list[str | None], passwords: list[str | None], sures: list[bool], narrative_ids: list[dict[str, str]],
    password_ids: list[dict[str, str]], sure_ids: list[dict[str, str]], told: dict[str, Any],
) -> Any:  # fmt: skip
    """What one button of a draft, or of an addendum, asks for. What is refused is said beside it."""
    if not asked:
        return no_update
    draft_id = asked["draft"]
    written, password, sure = (of(draft_id, ids, found) for ids, found in ((narrative_ids, narratives), (password_ids, passwords), (sure_ids, sures)))
    try:
        said = await done(asked["does"], UUID(draft_id), UUID(told["patient"]), str(written or ""), str(password or ""), sure=bool(sure))
    except SignedOut:
        raise
    except Refused as refused:
        said = refused.sentence
    if said:
        set_props({"type": "draft-error", "draft": draft_id}, {"children": said})
        return no_update
    return await drawn(told)


def of(draft_id: str, ids: list[dict[str, str]], found: list[Any]) -> Any:
    return next((value for one, value in zip(ids, found, strict=True) if one["draft"] == draft_id), None)


async def done(does: str, draft_id: UUID, patient_id: UUID, written: str, password: str, *, sure: bool) -> str:
    """What is to be said beside the button; empty where the page shows what became of it."""
    await api().me()
    if does == "withdraw":
        await certifications.withdraw(draft_id)
    elif does == "add":
        await certifications.add(draft_id, written, password)
    elif does == "write":
        await kept(draft_id, patient_id, written)
    else:
        return await signed(draft_id, patient_id, written, password, sure=sure)
    return ""


async def kept(draft_id: UUID, patient_id: UUID, written: str) -> CertificationDraft:
    """The draft with these words; told to the API only where they are others."""
    draft = next((one for one in (await certifications.of_patient(patient_id)).drafts if one.id == draft_id), None)
    if draft is None:
        raise Refused(404, "This draft isn't there any more.")
    return draft if draft.narrative == written else await certifications.write(draft_id, written, draft.version)


async def signed(draft_id: UUID, patient_id: UUID, written: str, password: str, *, sure: bool) -> str:
    if not written.strip():
        return EMPTY
    if not password:
        return "Please enter your password once more."
    draft = await kept(draft_id, patient_id, written)
    if draft.doubts and not sure:
        return ""  # what is doubted then stands above the signature, with the words as they were kept
    await certifications.sign(draft_id, password, draft.version, sure=sure)
    return ""
