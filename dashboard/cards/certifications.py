"""Certifications of one patient: begun on a decided review, written by their physician alone, signed, and then only added to."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import fact_words
from dashboard.cards import tasks
from schemas.certifications import Capacity, CertificationDraft, Certifications, SignedCertification, StoredCertification
from schemas.decisions import DecidedReview

CAPACITIES: dict[Capacity, str] = {"hospice_physician": "Physician of the hospice", "attending": "Attending physician"}
NOTHING = "A certification begins on a review that a physician decided for hospice care. There is none yet."
OWN = "Your own words about this patient: what in the record, or in your examination, leads you to it. Balm suggests nothing, and nobody else can write here."


class Desk(Struct, frozen=True):
    """Who looks, and on which review and period a certification would begin."""

    me: UUID
    may_write: bool
    review: DecidedReview | None
    period: int
    begins_on: date


def content(found: Certifications, desk: Desk) -> list[Component]:
    parts: list[Component | None] = [draft(one, desk) for one in found.drafts]
    parts += [signed(one, desk) for one in found.signed]
    if not desk.may_write:
        begin = None if found.drafts or found.signed else html.P("No certification has been begun. Only a physician begins one.", className="muted")
    else:
        begin = begin_form(desk) if desk.review else html.P(NOTHING, className="muted")
    return [html.Section([html.H2("Certification"), begin], className="card", **{"aria-label": "Certification"}), *(part for part in parts if part)]


def begin_form(desk: Desk) -> Component:
    radios = [dmc.Radio(label=label, value=value) for value, label in CAPACITIES.items()]
    return html.Div(
        [
            html.P("The record of the decided review is laid out with its days and sources. The narrative is empty.", className="muted"),
            html.Div(
                [
                    dmc.NumberInput(id="certify-period", label="Benefit period", value=desk.period, min=1, max=200, allowDecimal=False),
                    dmc.DateInput(id="certify-from", label="It begins on", value=desk.begins_on.isoformat(), valueFormat="D MMM YYYY"),
                ],
                className="field-row",
            ),
            dmc.RadioGroup(radios, id="certify-as", label="You certify as", value="hospice_physician", className="radios"),
            html.P(id="certify-error", className="field-error", role="alert"),
            html.Button("Begin a certification", id="begin-certification", className="button"),
        ],
        className="form",
    )


def draft(one: CertificationDraft, desk: Desk) -> Component:
    title = f"Draft, period {one.period}"
    about = f"{fact_words.short_day(one.begins_on)} to {fact_words.short_day(one.ends_on)}. {CAPACITIES[one.capacity]}: {one.begun_by}. Not signed."
    inside = writing(one) if one.begun_by_id == desk.me and desk.may_write else [html.P("Its physician writes and signs it.", className="muted")]
    return html.Section(
        [html.H2(title), html.P(about), *inside, preview(one.id, f"{one.version}")], className="card certification", **{"aria-label": title}
    )


def writing(one: CertificationDraft) -> list[Any]:
    sure = dmc.Checkbox(id={"type": "sure", "draft": str(one.id)}, label="I have looked at this. It is as it should be.", checked=False) if one.doubts else None
    asked = {"draft": str(one.id)}
    return [
        dmc.Textarea(id={"type": "narrative", **asked}, label="Narrative", description=OWN, value=one.narrative, autosize=True, minRows=7),
        html.Div(
            [tasks.press("certification-step", "Keep what is written", does="write", **asked), tasks.press("certification-step", "Discard the draft", does="withdraw", **asked)],
            className="actions",
        ),
        html.Ul([html.Li(words) for words in one.doubts], className="doubts") if one.doubts else None,
        sure,
        dmc.PasswordInput(id={"type": "signing", **asked}, label="Your password, once more", autoComplete="current-password", visibilityToggleButtonProps=SHOW),
        html.P(id={"type": "draft-error", **asked}, className="field-error", role="alert"),
        html.Button("Sign", id={"type": "certification-step", "does": "sign", **asked}, className="button primary"),
        html.P("What is signed can’t be changed. Something may be added to it later.", className="muted"),
    ]


SHOW = {"aria-label": "Show the password"}


def signed(one: StoredCertification, desk: Desk) -> Component:
    said = one.certification
    title = f"Signed, period {said.period}"
    return html.Section(
        [
            html.H2(title),
            html.P(f"{fact_words.short_day(said.begins_on)} to {fact_words.short_day(said.ends_on)}. {CAPACITIES[said.capacity]}."),
            html.P([html.B(f"Signed by {said.signed_by}"), f", {said.signed_as}, {moment(said)}."]),
            addenda(one),
            *(adding(said.id) if desk.may_write else []),
            html.P(["SHA-256 of the paper: ", html.Code(one.pdf_sha256)], className="muted seal"),
            preview(said.id, one.pdf_sha256[:12]),
        ],
        className="card certification",
        **{"aria-label": title},
    )


def moment(one: SignedCertification) -> str:
    at = one.signed_at.astimezone(ZoneInfo(one.zone))
    return f"{fact_words.short_day(at.date())}, {at:%H:%M} ({one.zone})"


def addenda(one: StoredCertification) -> Component | None:
    if not one.addenda:
        return None
    zone = one.certification.zone
    rows = [
        html.Li([html.Span(added.words, dir="auto"), html.Span(f" ({added.signed_by}, {fact_words.local_day(added.signed_at, zone)}) ", className="muted"), paper(f"addenda/{added.id}")])
        for added in one.addenda
    ]
    return html.Div([html.H3("Added later"), html.Ul(rows, className="tellings")])


def adding(certification_id: UUID) -> Sequence[Component]:
    asked = {"draft": str(certification_id)}
    form = html.Div(
        [
            dmc.Textarea(id={"type": "narrative", **asked}, label="What is to be added", autosize=True, minRows=2),
            dmc.PasswordInput(id={"type": "signing", **asked}, label="Your password, once more", autoComplete="current-password", visibilityToggleButtonProps=SHOW),
            html.P(id={"type": "draft-error", **asked}, className="field-error", role="alert"),
            html.Button("Sign the addendum", id={"type": "certification-step", "does": "add", **asked}, className="button"),
        ],
        className="form",
    )
    return [html.Details([html.Summary("Add something to it"), form], className="adding")]


def preview(certification_id: UUID, version: str) -> Component:
    """The pages come one after the other (assets/papers.js); whoever listens reads the PDF, which is tagged."""
    path = f"certifications/{certification_id}"
    return html.Div([html.P(paper(path)), pages(f"/v1/{path}/pages", version)], className="paper")


def paper(path: str) -> Component:
    return html.A("Open the PDF", href=f"/v1/{path}/pdf", target="_blank", className="button small")


def pages(src: str, version: str) -> Component:
    """Scrolls by keyboard too, so it can be reached."""
    return html.Div(className="paper-pages", tabIndex="0", role="group", **{"aria-label": "The pages", "data-src": src, "data-version": version})
