"""Deciding on a review: the form stands beside the evidence, outside of what news draws anew, so that nothing that is being written is lost."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import cards, decision_words, reviews
from dashboard.client import Refused, SignedOut, api
from dashboard.reviewing import done
from schemas.decisions import NewDecision, NewSecondOpinion, NewTelling

FAR = "Please choose a decision."
REASONS = "Please write the reasons: they are what the next one reads."


def attach(app: Dash) -> None:
    held, about, later = State("decision-held", "data"), State("review-about", "data"), {"prevent_initial_call": True}
    place, holds, drawn = (Output(name, prop, allow_duplicate=True) for name, prop in (("decision-place", "children"), ("decision-held", "data"), ("review-done", "data")))
    app.callback(place, holds, Input("decision-dialog", "data"), about, **later)(open_form)
    app.clientside_callback(ClientsideFunction("decision", "closed"), place, Input("close-decision", "n_clicks"), **later)
    app.callback(
        place, holds, drawn, Output("decision-error", "children"), Input("save-decision", "n_clicks"), held, State("decision-choice", "value"),
        State("decision-reasons", "value"), State("decision-again", "value"), about, running=[(Output("save-decision", "disabled"), True, False)], **later,
    )(decide)  # fmt: skip
    app.callback(
        place, drawn, Output("opinion-error", "children"), Input("save-opinion", "n_clicks"), held, State("opinion-choice", "value"), State("opinion-reasons", "value"),
        running=[(Output("save-opinion", "disabled"), True, False)], **later,
    )(give_opinion)  # fmt: skip
    app.callback(
        place, drawn, Output("telling-error", "children"), Input("save-telling", "n_clicks"), held, State("telling-who", "value"), State("telling-words", "value"),
        State("telling-day", "value"), running=[(Output("save-telling", "disabled"), True, False)], **later,
    )(note_telling)  # fmt: skip


def place() -> list[Component]:
    return [dcc.Store(id="decision-dialog"), dcc.Store(id="decision-held"), html.Aside(id="decision-place", className="decision-place", **{"aria-label": "Decision"})]


async def open_form(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    if not asked:
        return [no_update] * 2
    await api().me()  # whoever is signed out learns it now, not after writing
    return cards.decisions.form(asked["does"], datetime.now(ZoneInfo(told["zone"])).date().isoformat()), asked


async def decide(
    clicks: int | None, held: dict[str, str] | None, choice: Any, reasons: str | None, again: str | None, told: dict[str, Any]
) -> Any:
    if not clicks or not held:
        return [no_update] * 4
    if said := lacking(choice, reasons):
        return no_update, no_update, no_update, said
    new = NewDecision(decision=choice, reasons=reasons or "", seen=held["seen"], look_again_on=date.fromisoformat(again[:10]) if again else None)
    try:
        await reviews.decide(UUID(told["patient"]), new)
    except SignedOut:
        raise
    except Refused as refused:
        if refused.problem == "changed-meanwhile":
            return no_update, {**held, "seen": (await reviews.review(UUID(told["patient"]))).seen}, done("changed"), decision_words.CHANGED
        return no_update, no_update, no_update, refused.sentence
    return [], no_update, done("decided"), ""


async def give_opinion(clicks: int | None, held: dict[str, str] | None, choice: Any, reasons: str | None) -> Any:
    if not clicks or not held:
        return [no_update] * 3
    if said := lacking(choice, reasons):
        return no_update, no_update, said
    return await answered(reviews.give_second_opinion(UUID(held["review"]), NewSecondOpinion(decision=choice, reasons=reasons or "")))


async def note_telling(clicks: int | None, held: dict[str, str] | None, who: str | None, said: str | None, on: str | None) -> Any:
    if not clicks or not held:
        return [no_update] * 3
    if not (who or "").strip() or not (said or "").strip():
        return no_update, no_update, "Please write who was told, and what."
    new = NewTelling(told=" ".join((who or "").split()), words=said or "", told_on=date.fromisoformat(on[:10]) if on else None)
    return await answered(reviews.note_telling(UUID(held["review"]), new))


def lacking(choice: str | None, reasons: str | None) -> str:
    return FAR if not choice else "" if (reasons or "").strip() else REASONS


async def answered(asking: Any) -> Any:
    """What can be put right is said in the form."""
    try:
        await asking
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return [], done("noted"), ""
