"""The packs of hospice criteria: which one is applied, what was read for each, where sources disagree, and who compared it with the official text."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
import msgspec
from dash import html
from dash.development.base_component import Component

from dashboard import fact_words
from dashboard.cards import configuration, review
from dashboard.cards.configuration import Held
from schemas.configurations import Configured, Hospice
from schemas.reviews import PackConfirmation, RulePack

WHO_CHOOSES = "Who leads or administers chooses the pack."
WHO_CONFIRMS = "A physician, or who leads the team, can confirm it."
LEAST = 10  # letters that name an edition and where it was read, as the API takes them


def content(found: Sequence[RulePack], held: Held, history: list[Configured], *, may_change: bool, may_confirm: bool) -> list[Component]:
    """The choice, then each pack with everything that is known of it."""
    choice = [picker(found) if may_change else html.P([chosen(found), f" {WHO_CHOOSES}"]), *medicare(msgspec.convert(held.configured.content, Hospice), may_change=may_change)]
    packs = [pack(one, held.zone, may_confirm=may_confirm) for one in found]
    return [*configuration.frame("hospice", choice, held, history, may_change=may_change), html.Div(packs, className="packs")]


def chosen(found: Sequence[RulePack]) -> Component:
    return html.B(next((f"Applied: {one.pack.title}." for one in found if one.chosen), "No pack is applied."))


def medicare(set_: Hospice, *, may_change: bool) -> list[Component]:
    """Benefit periods are for hospices in the United States; elsewhere nothing is due by them."""
    return [
        html.H2("Benefit periods"),
        dmc.Switch(
            id="medicare-rules", checked=set_.medicare_rules, disabled=not may_change, label="Follow Medicare’s hospice rules (United States)",
            description="Benefit periods, face-to-face encounters, certifications and notices are listed in the calendar with their days. Off: nothing is due by them.",
        ),
        dmc.Switch(
            id="first-day", checked=set_.face_to_face_on_first_day, disabled=not may_change, label="A face-to-face encounter on the first day of the period is in time",
            description="Sources disagree (docs/hospice.md). Off: it must be before the period begins.",
        ),
    ]  # fmt: skip


def picker(found: Sequence[RulePack]) -> Component:
    options = [dmc.Radio(label=one.pack.title, description=f"{payer(one)}{one.pack.document}", value=one.pack.id) for one in found]
    value = next((one.pack.id for one in found if one.chosen), None)
    return dmc.RadioGroup(options, id="hospice-pack", label="Screen by", value=value)


def payer(one: RulePack) -> str:
    return "" if one.pack.payer == "none" else f"{one.pack.payer}. "


def pack(one: RulePack, zone: str, *, may_confirm: bool) -> Component:
    """Unfolded where it is applied."""
    head = [review.checked(one.pack), html.B(one.pack.title), html.Span("Applied", className="chip aside") if one.chosen else None]
    named = f"{payer(one)}{one.pack.document}, {one.pack.revision}. Version {one.pack.version} of the pack."
    body = [
        html.P(named),
        *listed("What is not known of it", one.pack.notices),
        *listed("What was read for it", one.sources_read),
        *listed("Where the sources disagree", one.disagreements),
        html.H3("Its sections"),
        html.P(f"{'; '.join(one.sections)}."),
        html.H3("Compared with the official text"),
        *compared(one, zone, may_confirm=may_confirm),
    ]
    return html.Details([html.Summary(head), html.Div(body, className="pack-body")], id=f"pack-{one.pack.id}", open=one.chosen, className="card settings rule-pack")


def listed(title: str, said: Sequence[str]) -> list[Component]:
    return [html.H3(title), html.Ul([html.Li(one) for one in said])] if said else []


def compared(one: RulePack, zone: str, *, may_confirm: bool) -> list[Any]:
    """Who did, which edition they read; else how to say that one has."""
    stands = next((each for each in one.confirmations if each.withdrawn_at is None and each.version == one.pack.version), None)
    past = [each for each in one.confirmations if each is not stands]
    state = confirmed(stands, one, zone, may_confirm=may_confirm) if stands else confirm(one) if may_confirm else [html.P(f"Nobody here has compared this version with it. {WHO_CONFIRMS}")]
    return [*state, html.Details([html.Summary("Before"), html.Ul([html.Li(told(each, zone)) for each in past])], id=f"pack-before-{one.pack.id}") if past else None]


def confirmed(stands: PackConfirmation, one: RulePack, zone: str, *, may_confirm: bool) -> list[Any]:
    withdraw = html.Button("Withdraw", id={"type": "withdraw-pack", "pack": one.pack.id}, className="button small", **{"aria-label": f"Withdraw the confirmation of {one.pack.title}"})
    return [html.P(told(stands, zone)), withdraw if may_confirm else None]


def confirm(one: RulePack) -> list[Any]:
    return [
        html.P("Until a named clinician of yours has compared this version with the text itself, every screen and page on paper says “Unverified”."),
        dmc.Textarea(
            id={"type": "text-read", "pack": one.pack.id}, label="Which edition you read, and where", placeholder="For example: LCD L34538 as in force on 3 March 2026, read at cms.gov",
            autosize=True,
        ),
        html.P(id={"type": "pack-error", "pack": one.pack.id}, className="field-error", role="alert"),
        html.Button("I have compared this version with that text", id={"type": "confirm-pack", "pack": one.pack.id, "version": one.pack.version}, className="button primary"),
    ]  # fmt: skip


def told(one: PackConfirmation, zone: str) -> str:
    said = f"{one.confirmed_by} compared version {one.version} on {fact_words.local_day(one.confirmed_at, zone)} with: “{one.text_read}”"
    return f"{said} Withdrawn by {one.withdrawn_by} on {fact_words.local_day(one.withdrawn_at, zone)}." if one.withdrawn_at else said

